"""导入学习计划 in the chat: the file is asked for, what it changes is shown, one confirmation imports it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bot.documents import XLSX, Document
from bot.errors import SheetError
from bot.messages import Message
from bot.router import Reading
from bot.situation import Situation
from bot.store.audit import Stamp, by_person
from bot.store.deeds import Deed
from bot.store.people import Person
from bot.store.prompts import Option
from bot.store.sheets.imports import apply, differences, undo_last
from bot.store.sheets.workbook import template as write_template
from bot.turn import Turn
from bot.undoing import NotUndone
from handlers.study.plans import preview as preview_words
from handlers.study.plans import words
from handlers.study.plans.brought import Brought
from handlers.study.plans.plan_sheet import sheet_for
from handlers.study.rights import may_open
from handlers.study.talk import HANDLER, KEEP, PLAN_WANTED
from scheduler.confirming import confirm

IMPORTED = "study.plan_imported"
LONGEST_LINE = 90
FETCHED = "media.kept"
OLD = (".xls", ".et")


def ask_for_file(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Ask for the file, and know for a while that it is to come."""
    del message, reading
    if _caller(turn, situation) is not None:
        turn.record(PLAN_WANTED)
        turn.whisper(words.SEND_FILE)


def give_template(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Hand over an empty plan."""
    del message, reading
    if _caller(turn, situation) is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "plan.xlsx"
        write_template(sheet_for(), file)
        turn.record(PLAN_WANTED)
        turn.whisper(words.TEMPLATE_GIVEN)
        turn.give(Document(f"{words.TEMPLATE_NAME}.xlsx", file.read_bytes(), XLSX))


def file_comes(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Say that a file came; what it changes is said once it was fetched."""
    del message
    if _caller(turn, situation) is not None:
        name = str(reading.slots["name"])
        is_old = name.lower().endswith(OLD)
        turn.record(PLAN_WANTED)
        turn.say((words.OLD_FORM if is_old else words.FILE_COMES).format(name=name))


def preview(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Show what a file changes and ask for the one confirmation; of a file that is no plan nothing is said unasked."""
    del message
    brought = turn.prepared
    turn.record(FETCHED, file=reading.slots["file"])
    me = situation.sender
    if not isinstance(brought, Brought) or not isinstance(me, Person):
        return
    if not brought.is_plan:
        if reading.slots.get("wanted"):
            why = "；".join(brought.faults)
            turn.say(why or words.NOT_A_PLAN.format(name=reading.slots["name"]))
        return
    if brought.plan is None:
        turn.say(preview_words.faults_of(brought))
        return
    if not brought.plan.changes:
        turn.say(words.NOTHING_NEW)
        return
    slots = {"file": reading.slots["file"], "name": reading.slots["name"], "seen": brought.seen}
    confirm(turn, preview_words.text_of(turn, brought, situation.zone), Option("", HANDLER, KEEP, slots))


def keep(turn: Turn, message: Message, reading: Reading, situation: Situation) -> None:
    """Import what was shown; where it would do something else by now, show it anew."""
    me, brought = situation.sender, turn.prepared
    if not isinstance(me, Person) or not isinstance(brought, Brought):
        turn.say(words.MAY_NOT_IMPORT.format(contact=situation.contact))
        return
    if brought.plan is None or brought.seen != reading.slots["seen"]:
        turn.say(words.CHANGED_SINCE)
        preview(turn, message, reading, situation)
        return
    plan, stamp = brought.plan, Stamp(by_person(me.id), turn.now)
    context = plan.sheet.context(turn.connection, plan.zone, turn.now)
    changes = differences(turn.connection, plan.sheet, plan.parsed.rows, context)
    made = apply(turn.connection, plan.sheet, changes, context, stamp)
    if made is not None:
        turn.record(IMPORTED, f"import:{made.id}", sessions=sum(brought.counts.values()))
        turn.may_undo(IMPORTED, f"import:{made.id}")
    turn.say(words.KEPT.format(counts=preview_words.counts_of(brought)))


def take_back(turn: Turn, deed: Deed, situation: Situation) -> str:
    """Take an import back; whoever was told of a session already hears that it is off."""
    sheet = sheet_for()
    stamp = Stamp(by_person(turn.person_id or 0), turn.now)
    try:
        undone = undo_last(turn.connection, {sheet.key: sheet}, situation.zone, stamp)
    except SheetError as trouble:
        raise NotUndone(words.CANNOT_UNDO.format(why="；".join(trouble.faults)[:LONGEST_LINE])) from None
    if f"import:{undone.id}" != deed.subject:
        raise NotUndone(words.CANNOT_UNDO.format(why=words.CHANGED_SINCE))
    return words.IMPORT_UNDONE


def _caller(turn: Turn, situation: Situation) -> Person | None:
    me = situation.sender
    if not isinstance(me, Person) or situation.chat is not None:
        turn.say(words.PRIVATELY if isinstance(me, Person) else words.ENROL_FIRST)
        return None
    if not may_open(me):
        turn.say(words.MAY_NOT_IMPORT.format(contact=situation.contact))
        return None
    return me
