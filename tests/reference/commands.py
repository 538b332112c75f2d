"""The page of commands: every command, argument and option, as the program itself declares them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import typer

from bot.cli import app
from bot.cli.sheets import SHEETS
from tests.reference.page import code, page, table

INTRODUCTION = """
`houqin COMMAND --help` says the same. `python -m bot` is `houqin`. A trouble is one sentence on standard error. Exit
0: done; 1: something failed or is at fault; 2: what was asked for can't be done as it was asked (arguments, settings).

Commands that look into the store make an empty one where there is none. Options of `houqin` itself stand before the
command.
"""
NOTES: Mapping[str, str] = {
    "try": (
        "Prints the address. The settings file plays no part. Never runs beside a real door; the page can move the "
        "clock, "
        "which only the try-out may."
    ),
    "chat": "Starts as 李明 in private. `/谁` lists the people, `/我是 NAME` switches, `/群` and `/私聊` change the "
    "conversation, "
    "`/推进 MINUTES` and `/下一件` let time pass, `/退出` ends.",
    "serve": "An empty database is made; one of an older version is refused until `houqin migrate`. On SQLite one "
    "process serves a "
    "data folder; on PostgreSQL any number may.",
    "migrate": "Refused while another `houqin serve` holds the data folder.",
    "doctor": "Exit 1 where something is at fault. Changes nothing at the platform, sends nothing to anybody, shows "
    "no secret.",
    "ask": "`--batch` lines: `{id, question}`. JSON answers carry `answered`, `quote`, `passage`, `document` "
    "(`file`, `title`, `issuer`, "
    "`number`, `date`), `clause`, `confidence`, `reason` and up to ten `alternatives`. With `--documents` or "
    "`--passages` the "
    "installed policies and the settings play no part.",
    "explain": "Runs the real desk on a store that is thrown away, planted with the invented department. `--batch` "
    "lines: `{id, now, text, "
    "channel, role, context}`. JSON answers carry `handler`, `intent`, `slots`, `reply`, `effects` ([journal kinds and "
    "pushes](journal.md)) and `readings`. Facts: `open_incident`, `pending_notice`, `meeting`, `last_meeting`, `task`, "
    "`appraisal`, `prev_q`; others are ignored.",
    "when": "JSON lines: `text`, `kind` (`point`, `span`, `deadline`, `recur`, `none`), `start`, `end`, `grain` "
    "(`minute`, `day`, `rule`, `none`), `rrule`, `matched`, `rest`, `question`, `refused`, `next`. `--batch` lines: "
    "`{text}`, each with a `now` of its own if it likes. Without `--now` it is now; without a store the country's "
    "calendar holds.",
    "import": f"Tables: {'、'.join(map(code, SHEETS))} ([columns](tables.md)), and {code('policies')} with a "
    f"folder. Shows what "
    "changes and asks, unless `--yes`. `--replace` and `--undo` are for the tables, not for policies; `--out`, "
    "`--public`, `--internal` and `--widen` for policies only ([how](../how-to/import-policies.md)). "
    "`calendar` also takes the State Council's notice as a text, .txt or piped in for `-`.",
    "export": "Without a path the file is called by the table's Chinese name. Recorded in the audit.",
    "set": "Without arguments: all settings, with 默认 or 本部门设定. [What there is](settings.md#本部门设定).",
    "audit": "`--what` also takes what stands before the dot. At most the newest 200. `--verify`: exit 1 where the "
    "chain is broken.",
    "admin add": "Without `--number` the person must be enrolled already.",
    "status": "Counts by [state](states.md), the last message of each door, the last call of each route, and what "
    "was set aside.",
    "incidents": "Of what only few may know the place is not listed, and `--timeline` wants `--reason`. Without "
    "`--from` and `--until` the figures are this year's. What is written is recorded in the audit. [What the "
    "figures mean](../how-to/incidents.md#figures).",
    "card": "Without `--numbers` no leader's own number is on it. Recorded in the audit.",
    "poster": "What is filled in: `office.department`, `office.assistant`, `office.duty_phone` (blank: a line to write "
    "on) and `office.contact`. Where only an app is configured, it says that groups are not heard.",
    "files": "One line a document: number, time, state of its push, to whom, name. With `--out` the documents "
    "themselves, for whoever could not get one; that is audited.",
    "chats": "Three lines a group: what it is and whose; when and by which door it was heard last; by which route "
    "something unasked is said there. Asks no platform.",
    "policies": "A line each: file, title, number, date, scope, how long it holds; then 立改废 of the year and what "
    "texts say is over. `--withdraw` and `--restore` are recorded in the audit. [Documents](../how-to/"
    "keep-policies-current.md).",
    "tasks": "Without `--out` a line each: number, state, what, who, until when. The ledger holds those that are over "
    "as well, and is recorded in the audit. [Tasks](../how-to/tasks.md).",
    "tickets": "Without `--out` a line each: number, state, what and where, unit, times. The ledger holds those "
    "that are over as well, and is recorded in the audit. [Repairs and hazards](../how-to/repairs.md).",
    "campaigns": "Without `--out` a line a stage: number, title, stage, first and last day, state, handed in of owed. "
    "With `--out` one zip of all that came, names 单位-姓名-题目, with the ledger; recorded in the audit. [Appraisals "
    "and campaigns](../how-to/appraisals-and-campaigns.md).",
    "studies": "Without `--out` a line each: number, time, kind, title, state, 应到, 实到, 出勤率; nobody's name. With "
    "`--out` the ledger of attendance, recorded in the audit. [Studies](../how-to/studies.md#numbers-and-sheets).",
    "unanswered": "Without `--out` a line a group: its number, wording, how often, when, why. What is written is "
    "recorded in the audit; nobody's name. [Learning](../how-to/learn-from-questions.md#the-list).",
    "requests": "Without `--out` a line each that waits for a leader's word. The ledger holds all with their words; "
    "what is written is recorded in the audit. [Requests](../how-to/requests-and-todo.md#requests-and-reports).",
    "unknown": "Account, number of messages, first and last time, door. Not what they wrote.",
}


def walk(command: Any | None = None, name: str = "") -> Iterator[tuple[str, Any]]:
    """Return every command that does something, with its name as it is typed after `houqin`."""
    command = command or typer.main.get_command(app)
    below = getattr(command, "commands", {})
    if not below:
        yield name, command
    for word, one in below.items():
        yield from walk(one, f"{name} {word}".strip())


def options_of(command: Any) -> list[str]:
    """Return the options of a command as they are typed."""
    return [option for one in command.params if one.param_type_name == "option" for option in one.opts] + ["--help"]


def commands() -> str:
    """Print every command."""
    whole = typer.main.get_command(app)
    found = dict(walk(whole))
    stale = [name for name in NOTES if name not in found]
    if stale:
        raise LookupError(f"commands: described but gone {stale}; edit tests/reference")
    parts = [_command(name, command) for name, command in found.items()]
    return page("Commands", INTRODUCTION, "## Options of `houqin`", _options(whole), *parts)


def _command(name: str, command: Any) -> str:
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    words = [f"{one.name.upper()}" if one.required else f"[{one.name.upper()}]" for one in arguments]
    usage = " ".join(["houqin", name, "[OPTIONS]" if _named(command) else "", *words]).replace("  ", " ").strip()
    parts = [
        f"## {code(name)}",
        code(usage),
        command.help.strip(),
        NOTES.get(name, ""),
        _arguments(arguments),
        _options(command),
    ]
    return "\n\n".join(part for part in parts if part)


def _arguments(arguments: list[Any]) -> str:
    rows = [(code(one.name.upper()), "required" if one.required else "", one.help or "") for one in arguments]
    return table(("argument", "", "meaning"), rows)


def _named(command: Any) -> list[Any]:
    return [one for one in command.params if one.param_type_name == "option" and one.name != "help"]


def _options(command: Any) -> str:
    rows = [(code(", ".join(one.opts)), _value(one), _default(one), one.help or "") for one in _named(command)]
    return table(("option", "takes", "default", "meaning"), rows)


def _value(option: Any) -> str:
    kind = option.type_descriptor.annotation
    return "" if option.is_flag else {int: "number", Path: "path"}.get(kind, "text")


def _default(option: Any) -> str:
    return "" if option.is_flag or option.default in (None, "") else code(str(option.default))
