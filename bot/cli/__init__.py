"""The command line: `houqin …`. Each command is a thin shell; a trouble is one sentence on standard error."""

from __future__ import annotations

import sys

import typer

from bot.cli import answers, documents, groups, house, keeping, poster, running, tables
from bot.errors import HouqinError, SettingsError
from bot.store.office_settings import KNOWN
from bot.store.sheets.office import OFFICE_SHEETS

app = typer.Typer(
    name="houqin",
    help="后勤助手：企业微信、钉钉里的后勤制度问答和办事助手。",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.callback()(house.options)
app.command("try")(running.try_out)
app.command()(running.chat)
app.command()(running.serve)
app.command()(running.migrate)
app.command()(running.status)
app.command()(running.doctor)
app.command("register-cards")(running.register_cards)
app.command()(running.unanswered)
app.command()(answers.ask)
app.command()(answers.explain)
app.command()(answers.when)

app.command("import")(tables.importing(OFFICE_SHEETS, {"policies": documents.import_policies}))
app.command("export")(tables.exporting(OFFICE_SHEETS))
app.command()(keeping.unknown)
app.command("chats")(groups.groups)
app.command()(poster.poster)
app.command("set")(keeping.setting(KNOWN))
app.command("audit")(keeping.audit_)
app.add_typer(keeping.admin, name="admin")

USAGE, FAILED = 2, 1


def main() -> None:
    """Run a command; exit 2 for what the caller can mend, 1 for what failed."""
    try:
        app()
    except SettingsError as trouble:
        _end(f"settings: {trouble}", USAGE)
    except HouqinError as trouble:
        _end(str(trouble), FAILED)
    except KeyboardInterrupt:
        _end("stopped", FAILED)


def _end(text: str, code: int) -> None:
    sys.stderr.write(f"houqin: {text}\n")
    sys.exit(code)
