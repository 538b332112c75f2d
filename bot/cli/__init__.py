"""The command line: `houqin …`. Each command is a thin shell; a trouble is one sentence on standard error."""

from __future__ import annotations

import sys
from typing import Any, NoReturn

import typer
from sqlalchemy.exc import DBAPIError

from bot.cli import (
    answers,
    campaigns,
    documents,
    given,
    groups,
    house,
    incidents,
    keeping,
    ledgers,
    nuisance,
    policies,
    poster,
    running,
    studies,
    tables,
)
from bot.cli.sheets import SHEETS
from bot.errors import HouqinError, SettingsError
from bot.slices import OFFICE_SETTINGS
from bot.store.refusal import unusable

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
app.command()(answers.ask)
app.command()(answers.explain)
app.command()(answers.when)

app.command("import")(tables.importing(SHEETS, {"policies": documents.import_policies}))
app.command("export")(tables.exporting(SHEETS))
app.command()(policies.policies)
app.command()(keeping.unknown)
app.command("chats")(groups.groups)
app.command()(campaigns.campaigns)
app.command()(studies.studies)
app.command("messages-per-person")(nuisance.messages_per_person)
for _name, _command in ledgers.LEDGERS.items():
    app.command(_name)(_command)
app.command()(given.files)
app.command()(poster.poster)
app.command()(incidents.incidents)
app.command()(incidents.card)
app.command("set")(keeping.setting(OFFICE_SETTINGS))
app.command("audit")(keeping.audit_)
app.add_typer(keeping.admin, name="admin")

USAGE, FAILED = 2, 1
UsageError: Any = typer.BadParameter.__base__  # typer shows its own only in parts
FILE = "读写“{file}”失败（{reason}），请核对路径、权限和磁盘空间"
MACHINE = "这台电脑没有照办（{reason}），请核对网络、权限和磁盘空间"


def main() -> None:
    """Run a command; exit 2 for what the caller can mend, 1 for what failed."""
    try:
        sys.exit(app(standalone_mode=False))
    except UsageError as trouble:
        _mistyped(trouble)
    except SettingsError as trouble:
        _end(f"settings: {trouble}", USAGE)
    except HouqinError as trouble:
        _end(str(trouble), FAILED)
    except DBAPIError as trouble:
        _end(str(unusable(trouble)), FAILED)
    except OSError as trouble:
        said = FILE if trouble.filename else MACHINE
        _end(said.format(file=trouble.filename, reason=trouble.strerror or type(trouble).__name__), FAILED)
    except (KeyboardInterrupt, typer.Abort):
        _end("stopped", FAILED)


def _mistyped(trouble: Any) -> None:
    """End for what was typed wrong; where nothing was typed, typer has shown the help already."""
    is_ours = isinstance(trouble, typer.BadParameter) and getattr(trouble, "param", None) is None
    if is_ours:
        _end(trouble.message, USAGE)
    elif told := trouble.format_message():
        command = trouble.ctx.command_path if trouble.ctx else app.info.name
        _end(f"{told.rstrip('.')}; `{command} --help` says what there is", USAGE)
    sys.exit(USAGE)


def _end(text: str, code: int) -> NoReturn:
    sys.stderr.write(f"houqin: {text}\n")
    sys.exit(code)
