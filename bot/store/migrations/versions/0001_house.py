"""The first house: inbox, pushes, calls, timers, people, documents, and what is remembered of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.database import RowId, UtcTime

revision = "0001"
down_revision = None


def upgrade() -> None:  # noqa: PLR0915 — one statement a table and index
    """Make the tables."""
    op.create_table(
        "audit",
        sa.Column("id", RowId, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sa.UniqueConstraint("number", name=op.f("uq_audit_number")),
    )
    op.create_index("ix_audit_what_number", "audit", ["what", "number"], unique=False)
    op.create_index("ix_audit_who_number", "audit", ["who", "number"], unique=False)
    op.create_table(
        "branches",
        sa.Column("id", RowId, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("parent_id", RowId, nullable=True),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("sort_no", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["branches.id"], name=op.f("fk_branches_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branches")),
        sa.UniqueConstraint("name", name=op.f("uq_branches_name")),
    )
    op.create_table(
        "calls",
        sa.Column("id", RowId, nullable=False),
        sa.Column("route", sa.String(length=80), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("after_id", RowId, nullable=True),
        sa.Column("last", sa.Integer(), server_default="1", nullable=False),
        sa.Column("severity", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("not_before", UtcTime(), nullable=False),
        sa.Column("state", sa.String(length=7), server_default="wait", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lease_until", UtcTime(), nullable=True),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("reference", sa.String(length=200), nullable=True),
        sa.Column("settled_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
    )
    op.create_index("ix_calls_after_id", "calls", ["after_id"], unique=False)
    op.create_index(
        "ix_calls_open",
        "calls",
        ["severity", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('wait', 'work')"),
        postgresql_where=sa.text("state IN ('wait', 'work')"),
    )
    op.create_table(
        "campuses",
        sa.Column("id", RowId, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("sort_no", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campuses")),
        sa.UniqueConstraint("name", name=op.f("uq_campuses_name")),
    )
    op.create_table(
        "chats",
        sa.Column("id", RowId, nullable=False),
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("chat", sa.String(length=128), nullable=False),
        sa.Column("door", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=120), server_default="", nullable=False),
        sa.Column("standing", sa.String(length=10), server_default="未登记", nullable=False),
        sa.Column("first_at", UtcTime(), nullable=False),
        sa.Column("last_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chats")),
        sa.UniqueConstraint("platform", "chat", name=op.f("uq_chats_platform_chat")),
    )
    op.create_table(
        "documents",
        sa.Column("id", RowId, nullable=False),
        sa.Column("file", sa.String(length=400), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("batch", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=True),
        sa.Column("number", sa.String(length=100), nullable=True),
        sa.Column("date", sa.String(length=10), nullable=True),
        sa.Column("scope", sa.String(length=20), nullable=False),
        sa.Column("imported_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )
    op.create_index(op.f("ix_documents_state_documents_file"), "documents", ["state", "file"], unique=False)
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("index_file", sa.String(length=100), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
    )
    op.create_table(
        "files",
        sa.Column("id", RowId, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("stored_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
        sa.UniqueConstraint("sha256", name=op.f("uq_files_sha256")),
    )
    op.create_table(
        "imports",
        sa.Column("id", RowId, nullable=False),
        sa.Column("sheet", sa.String(length=40), nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("undone_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    op.create_index("ix_imports_sheet_id", "imports", ["sheet", "id"], unique=False)
    op.create_table(
        "inbox",
        sa.Column("id", RowId, nullable=False),
        sa.Column("door", sa.String(length=80), nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("account", sa.String(length=128), nullable=False),
        sa.Column("order_key", sa.String(length=150), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("chat", sa.String(length=128), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("sent_at", UtcTime(), nullable=True),
        sa.Column("received_at", UtcTime(), nullable=False),
        sa.Column("state", sa.String(length=5), server_default="wait", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("handled_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("door", "message_id", name=op.f("uq_inbox_door_message_id")),
    )
    op.create_index(
        "ix_inbox_order_key_waiting",
        "inbox",
        ["order_key", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'wait'"),
        postgresql_where=sa.text("state = 'wait'"),
    )
    op.create_index(
        "ix_inbox_waiting",
        "inbox",
        ["id"],
        unique=False,
        sqlite_where=sa.text("state = 'wait'"),
        postgresql_where=sa.text("state = 'wait'"),
    )
    op.create_table(
        "journal",
        sa.Column("id", RowId, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=120), server_default="", nullable=False),
        sa.Column("person_id", RowId, nullable=True),
        sa.Column("account", sa.String(length=150), server_default="", nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
    )
    op.create_index("ix_journal_account_id", "journal", ["account", "id"], unique=False)
    op.create_index("ix_journal_kind_at", "journal", ["kind", "at"], unique=False)
    op.create_index("ix_journal_subject_id", "journal", ["subject", "id"], unique=False)
    op.create_table(
        "levels",
        sa.Column("id", RowId, nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_levels")),
        sa.UniqueConstraint("name", name=op.f("uq_levels_name")),
    )
    op.create_table(
        "office_settings",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("set_by", sa.String(length=80), nullable=False),
        sa.Column("set_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_office_settings")),
    )
    op.create_table(
        "owed",
        sa.Column("id", RowId, nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("since", UtcTime(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("settled_at", UtcTime(), nullable=True),
        sa.Column("settled_how", sa.String(length=20), nullable=True),
        sa.Column("settled_by", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_owed")),
        sa.UniqueConstraint("kind", "subject", "person_id", name=op.f("uq_owed_kind_subject_person_id")),
    )
    op.create_index(
        "ix_owed_open",
        "owed",
        ["person_id"],
        unique=False,
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )
    op.create_index("ix_owed_subject", "owed", ["subject"], unique=False)
    op.create_table(
        "prompts",
        sa.Column("id", RowId, nullable=False),
        sa.Column("account", sa.String(length=150), nullable=False),
        sa.Column("chat", sa.String(length=128), server_default="", nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prompts")),
        sa.UniqueConstraint("account", "chat", name=op.f("uq_prompts_account_chat")),
    )
    op.create_table(
        "pushes",
        sa.Column("id", RowId, nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("person_id", RowId, nullable=True),
        sa.Column("platform", sa.String(length=20), nullable=True),
        sa.Column("account", sa.String(length=128), nullable=True),
        sa.Column("chat", sa.String(length=128), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=120), server_default="", nullable=False),
        sa.Column("severity", sa.Integer(), server_default="0", nullable=False),
        sa.Column("answers", RowId, nullable=True),
        sa.Column("not_before", UtcTime(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=True),
        sa.Column("reserved_until", UtcTime(), nullable=True),
        sa.Column("state", sa.String(length=9), server_default="wait", nullable=False),
        sa.Column("resent", sa.Integer(), server_default="0", nullable=False),
        sa.Column("route", sa.String(length=80), nullable=True),
        sa.Column("lane", sa.String(length=220), nullable=True),
        sa.Column("call_id", RowId, nullable=True),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("settled_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pushes")),
    )
    op.create_index("ix_pushes_answers", "pushes", ["answers"], unique=False)
    op.create_index("ix_pushes_call_id", "pushes", ["call_id"], unique=False)
    op.create_index(
        "ix_pushes_lane",
        "pushes",
        ["lane"],
        unique=False,
        sqlite_where=sa.text("state = 'called'"),
        postgresql_where=sa.text("state = 'called'"),
    )
    op.create_index(
        "ix_pushes_open",
        "pushes",
        ["severity", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('wait', 'reserved')"),
        postgresql_where=sa.text("state IN ('wait', 'reserved')"),
    )
    op.create_index("ix_pushes_subject", "pushes", ["subject"], unique=False)
    op.create_table(
        "spent",
        sa.Column("id", RowId, nullable=False),
        sa.Column("lane", sa.String(length=220), nullable=False),
        sa.Column("call_id", RowId, nullable=False),
        sa.Column("said", sa.LargeBinary(length=32), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spent")),
    )
    op.create_index("ix_spent_at", "spent", ["at"], unique=False)
    op.create_index("ix_spent_call_id", "spent", ["call_id"], unique=False)
    op.create_index("ix_spent_lane_at", "spent", ["lane", "at"], unique=False)
    op.create_table(
        "strangers",
        sa.Column("id", RowId, nullable=False),
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("account", sa.String(length=128), nullable=False),
        sa.Column("door", sa.String(length=80), nullable=False),
        sa.Column("first_at", UtcTime(), nullable=False),
        sa.Column("last_at", UtcTime(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strangers")),
        sa.UniqueConstraint("platform", "account", name=op.f("uq_strangers_platform_account")),
    )
    op.create_table(
        "timers",
        sa.Column("id", RowId, nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("step", sa.Integer(), server_default="0", nullable=False),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=9), server_default="wait", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("handled_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timers")),
        sa.UniqueConstraint("kind", "subject", "step", name=op.f("uq_timers_kind_subject_step")),
    )
    op.create_index(
        "ix_timers_due",
        "timers",
        ["due_at", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'wait'"),
        postgresql_where=sa.text("state = 'wait'"),
    )
    op.create_table(
        "tryout_lines",
        sa.Column("id", RowId, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("chat", sa.String(length=128), server_default="", nullable=False),
        sa.Column("account", sa.String(length=128), server_default="", nullable=False),
        sa.Column("from_bot", sa.Boolean(), nullable=False),
        sa.Column("heard", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tryout_lines")),
    )
    op.create_index(op.f("ix_tryout_lines_chat"), "tryout_lines", ["chat"], unique=False)
    op.create_table(
        "unanswered_questions",
        sa.Column("id", RowId, nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unanswered_questions")),
    )
    op.create_table(
        "units",
        sa.Column("id", RowId, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("parent_id", RowId, nullable=True),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("sort_no", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["units.id"], name=op.f("fk_units_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
        sa.UniqueConstraint("name", name=op.f("uq_units_name")),
    )
    op.create_table(
        "ways",
        sa.Column("id", RowId, nullable=False),
        sa.Column("door", sa.String(length=80), nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.Column("uses_left", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ways")),
    )
    op.create_index("ix_ways_door_message_id", "ways", ["door", "message_id"], unique=False)
    op.create_table(
        "branch_units",
        sa.Column("id", RowId, nullable=False),
        sa.Column("branch_id", RowId, nullable=False),
        sa.Column("unit_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_branch_units_branch_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_branch_units_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch_units")),
        sa.UniqueConstraint("branch_id", "unit_id", name=op.f("uq_branch_units_branch_id_unit_id")),
    )
    op.create_table(
        "passages",
        sa.Column("document_id", RowId, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("clause", sa.String(length=200), nullable=False),
        sa.Column("heading", sa.String(length=1000), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_passages_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", "position", name=op.f("pk_passages")),
    )
    op.create_table(
        "persons",
        sa.Column("id", RowId, nullable=False),
        sa.Column("number", sa.String(length=30), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("salutation", sa.String(length=20), server_default="", nullable=False),
        sa.Column("sort_no", sa.Integer(), nullable=True),
        sa.Column("phone", sa.String(length=30), server_default="", nullable=False),
        sa.Column("unit_id", RowId, nullable=True),
        sa.Column("left_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_persons_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persons")),
        sa.UniqueConstraint("number", name=op.f("uq_persons_number")),
    )
    op.create_index("ix_persons_name", "persons", ["name"], unique=False)
    op.create_table(
        "shared_places",
        sa.Column("id", RowId, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("unit_id", RowId, nullable=True),
        sa.Column("role", sa.String(length=30), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_shared_places_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_places")),
        sa.UniqueConstraint("name", name=op.f("uq_shared_places_name")),
    )
    op.create_table(
        "accounts",
        sa.Column("id", RowId, nullable=False),
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("account", sa.String(length=128), nullable=False),
        sa.Column("person_id", RowId, nullable=True),
        sa.Column("place_id", RowId, nullable=True),
        sa.Column("since", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=True),
        sa.CheckConstraint("(person_id IS NULL) <> (place_id IS NULL)", name=op.f("ck_accounts_one_owner")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_accounts_person_id")),
        sa.ForeignKeyConstraint(["place_id"], ["shared_places.id"], name=op.f("fk_accounts_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
    )
    op.create_index("ix_accounts_person_id", "accounts", ["person_id"], unique=False)
    op.create_index(
        "uq_accounts_active",
        "accounts",
        ["platform", "account"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_table(
        "buildings",
        sa.Column("id", RowId, nullable=False),
        sa.Column("campus_id", RowId, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("key_holder_id", RowId, nullable=True),
        sa.ForeignKeyConstraint(["campus_id"], ["campuses.id"], name=op.f("fk_buildings_campus_id")),
        sa.ForeignKeyConstraint(["key_holder_id"], ["persons.id"], name=op.f("fk_buildings_key_holder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_buildings")),
        sa.UniqueConstraint("campus_id", "name", name=op.f("uq_buildings_campus_id_name")),
    )
    op.create_table(
        "charges",
        sa.Column("id", RowId, nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("unit_id", RowId, nullable=True),
        sa.Column("line", sa.String(length=20), nullable=True),
        sa.Column("deputy", sa.Boolean(), nullable=False),
        sa.Column("since", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=True),
        sa.CheckConstraint("(unit_id IS NULL) <> (line IS NULL)", name=op.f("ck_charges_one_subject")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_charges_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_charges_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charges")),
    )
    op.create_index("ix_charges_person_id", "charges", ["person_id"], unique=False)
    op.create_index("ix_charges_unit_id", "charges", ["unit_id"], unique=False)
    op.create_table(
        "members",
        sa.Column("id", RowId, nullable=False),
        sa.Column("branch_id", RowId, nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("since", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_members_branch_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_members_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
    )
    op.create_index("ix_members_branch_id", "members", ["branch_id"], unique=False)
    op.create_index("ix_members_person_id", "members", ["person_id"], unique=False)
    op.create_table(
        "posts",
        sa.Column("id", RowId, nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("unit_id", RowId, nullable=True),
        sa.Column("branch_id", RowId, nullable=True),
        sa.Column("level_id", RowId, nullable=True),
        sa.Column("since", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=True),
        sa.CheckConstraint("(unit_id IS NULL) <> (branch_id IS NULL)", name=op.f("ck_posts_one_place")),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_posts_branch_id")),
        sa.ForeignKeyConstraint(["level_id"], ["levels.id"], name=op.f("fk_posts_level_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_posts_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_posts_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posts")),
    )
    op.create_index("ix_posts_person_id", "posts", ["person_id"], unique=False)
    op.create_index("ix_posts_unit_id", "posts", ["unit_id"], unique=False)
    op.create_table(
        "role_rows",
        sa.Column("id", RowId, nullable=False),
        sa.Column("person_id", RowId, nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("unit_id", RowId, nullable=True),
        sa.Column("branch_id", RowId, nullable=True),
        sa.Column("since", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_role_rows_branch_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_role_rows_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_role_rows_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_rows")),
    )
    op.create_index("ix_role_rows_person_id", "role_rows", ["person_id"], unique=False)
    op.create_index("ix_role_rows_role", "role_rows", ["role"], unique=False)
    op.create_table(
        "building_systems",
        sa.Column("id", RowId, nullable=False),
        sa.Column("building_id", RowId, nullable=False),
        sa.Column("system", sa.String(length=10), nullable=False),
        sa.Column("unit_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(
            ["building_id"], ["buildings.id"], name=op.f("fk_building_systems_building_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_building_systems_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_building_systems")),
        sa.UniqueConstraint("building_id", "system", name=op.f("uq_building_systems_building_id_system")),
    )
