"""Alembic's entry: always online, on the connection `schema.migrate` holds."""

from alembic import context

from bot.store.database import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, transaction_per_migration=False)
context.run_migrations()
