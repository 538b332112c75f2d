"""The page of states: what the states of rows mean, and how long rows wait."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from bot import bringing, forming, pump
from bot.registry import Registry
from bot.slices import registry_of
from bot.stage import OFFICE
from bot.store import attachments, bindings, calls, chats, inbox, prompts, pushes, swaps, timers
from bot.store.database import metadata, open_database
from handlers.ask.learning import groups as question_groups
from handlers.ask.learning import handovers
from handlers.meeting import meetings
from handlers.reminder import state as reminder_states
from handlers.study import asks as study_asks
from handlers.study import papers as study_papers
from handlers.study import parts as study_parts
from handlers.study import studies
from knowledge import reviewed
from knowledge import rows as knowledge_rows
from knowledge.shelf import Shelf
from scheduler import owed
from scheduler.notices import notice
from scheduler.series import occurrence
from scheduler.series import value as series
from tests.reference.page import code, described, page, table
from tests.reference.source import constants

INTRODUCTION = """
What is to be done, and what became of it, stands in rows. `houqin status` counts them by state. Rows are never
deleted to say that something is over.
"""


@dataclass(frozen=True, slots=True)
class Rows:
    """One table with states: how the page calls it, and what its states mean. law: what holds for all of them."""

    name: str
    module: ModuleType
    law: str
    words: Mapping[str, str]


ALL = (
    Rows(
        "inbox",
        inbox,
        f"A message that came in. A turn that raises is rolled back whole and counted; after {inbox.MAX_ATTEMPTS} "
        f"attempts the message is "
        "set aside, its sender gets a kind sentence and the admins are told.",
        {"wait": "stored, not handled yet", "done": "handled", "aside": "set aside; the error's kind stands beside it"},
    ),
    Rows(
        "pushes",
        pushes,
        "Something to be said to one person or chat. A reply is a push that answers a message.",
        {
            "wait": "to be sent as soon as its time has come and its lane is free; where it was put off, why (`quiet`, "
            "`muted`, `bundle`, `company`) and when it was due stand beside it",
            "reserved": "a reply kept for the door that waits for it, three seconds, or for the next poll of a stream, "
            "twenty; after that it waits like any other",
            "called": "a call carries it",
            "delivered": "the platform took it, or the door handed it over on the wire",
            "dropped": "not sent on purpose: expired, withdrawn or muted; the reason stands beside it",
            "failed": "not sent: no account, no route, refused, or given up; the reason stands beside it",
            "unknown": "the platform's answer was lost; it may have been delivered",
        },
    ),
    Rows(
        "calls",
        calls,
        f"One request to a platform with its exact bytes. A retry sends the same bytes. Pauses double from "
        f"{pump.FIRST_PAUSE.seconds} s to {pump.LONGEST_PAUSE.seconds // 60} min, at most {pump.MOST_ATTEMPTS} "
        f"attempts. A lease lasts "
        f"{calls.LEASE.seconds} s; where it ran out, the process died and the fate is unknown. What is said again "
        f"after that is marked "
        f"{forming.RESENT}.",
        {
            "wait": "to be made, or to be made again at its time",
            "work": "being made; leased",
            "done": "the platform took it; single recipients may still have been left out",
            "failed": "refused, or given up",
            "unknown": "the answer was lost",
        },
    ),
    Rows(
        "attachments",
        attachments,
        f"A picture or file of a message, fetched while the platform holds it, in at most {bringing.MOST_ATTEMPTS} "
        f"attempts.",
        {"kept": "in the files store", "lost": "could not be fetched; the reason stands beside it, the sender is told"},
    ),
    Rows(
        "bindings",
        bindings,
        "Somebody says which 工号 is his. Decided once, by an admin.",
        {
            "asked": "no admin has decided yet",
            "approved": "the account is his",
            "refused": "it is not",
            "replaced": "he asked again with another 工号 before anybody decided",
            "undone": "an admin took the approval back",
        },
    ),
    Rows(
        "shift_swaps",
        swaps,
        "A swap of shifts. The other officer agrees, then the leader on duty approves; only then do the shifts change.",
        {
            "asked": "the other officer has not answered",
            "agreed": "he agrees; the leader on duty has not answered",
            "approved": "the shifts have changed; ten minutes to take it back",
            "refused": "one of them refused",
            "undone": "withdrawn by who asked, or taken back after it was approved",
            "lapsed": "the roster had changed, or the shift had begun, when it was answered",
        },
    ),
    Rows(
        "timers",
        timers,
        f"Something to be done when office time reaches a moment. A timer waits for messages received before it is "
        f"due. After "
        f"{timers.MAX_ATTEMPTS} failed attempts it is set aside and the admins are told.",
        {
            "wait": "not due, or not fired yet",
            "done": "fired",
            "aside": "set aside: it failed, or this program does not know its kind",
            "cancelled": "no longer wanted; the reason stands beside it",
            "skipped": "of a chain, a later step was due as well",
        },
    ),
    Rows(
        "owed",
        owed,
        "What a person must do or confirm. Open until it is settled; the word says how. So far: 在岗 (`duty.on`).",
        {
            "done": "done",
            "excused": "need not be done by this person",
            "void": "the matter is closed",
            "handed over": "another person owes it now",
            "lapsed": "the event came and it had not been answered",
        },
    ),
    Rows(
        "reminders",
        reminder_states,
        "A reminder. One that recurs waits as long as its series runs.",
        {
            "waiting": "to ring",
            "done": "it rang, once for all; what is owed of it stands in `owed`",
            "cancelled": "its owner cancelled it, or wants to hear of it no more",
            "missed": "too late when the assistant ran again; its owner is told",
        },
    ),
    Rows(
        "studies",
        studies,
        "A study 学习活动, and whether signing in is open. What became of each person: `study_roster`.",
        {
            "planned": "to come; its roster is written, and written anew when signing in opens",
            "open": "signing in is open",
            "closed": "signing in is over: who neither came nor was excused is absent",
            "cancelled": "called off, or taken back",
            "undated": "in a plan with its month alone; `starts_at` is the first day of that month",
            "noted": "held without signing in and noted afterwards; it has no roster and counts for frequency only",
        },
    ),
    Rows(
        "study_asks",
        study_asks,
        "What the organiser of a study is asked: leave, being online, a sign-in afterwards.",
        {
            "waiting": "he has not said a word yet",
            "granted": "he agreed",
            "refused": "he did not",
            "withdrawn": "taken back, or asked anew",
        },
    ),
    Rows(
        "study_parts",
        study_parts,
        "What somebody contributed: 领学, 主题发言 and the like of a study; 讲党课, 培训授课, 调研走访 by themselves.",
        {"planned": "announced", "done": "made", "dropped": "not made, or taken back"},
    ),
    Rows(
        "study_papers",
        study_papers,
        "What was handed in after a study.",
        {
            "handed in": "it stands",
            "returned": "given back with a remark, and owed again",
            "replaced": "the same person handed in another, or took it back",
            "awaited": "he said that it follows: his next text or file is taken for it",
        },
    ),
    Rows(
        "series",
        series,
        "Something that recurs: a rule, what becomes of it on days off, and up to where its occurrences were created.",
        {"running": "it goes on", "ended": "ended by somebody, or past its last day"},
    ),
    Rows(
        "occurrences",
        occurrence,
        "One time a series comes, unique by the moment it was planned for. The reason stands beside it: `holiday`, "
        "`same day` (moved where the series comes anyway), `late`, `changed`, `recalculated`, `decided`.",
        {
            "planned": "to come as the rule says",
            "asked": "its organiser is asked: a day off is in the way, or it is too late",
            "moved": "to come at another moment",
            "done": "it came: its plan has run",
            "skipped": "left out",
            "cancelled": "planned by a rule or a calendar that holds no more; another occurrence may take its place",
        },
    ),
    Rows(
        "notices",
        notice,
        "Something said to an audience that each of them must answer. Only the newest version is owed.",
        {
            "open": "it stands; answers are taken",
            "cancelled": "void: nobody owes an answer; who was told has been told",
            "closed": "its event is over, or nobody need answer any more",
        },
    ),
    Rows(
        "meetings",
        meetings,
        "A meeting. Its number in the year is given when it takes place, in the order in which those of its kind do, "
        "and begins anew each year; a cancelled one has none.",
        {
            "called": "announced, still to take place",
            "held": "it has begun; it has its number",
            "cancelled": "called off, or taken back within ten minutes",
        },
    ),
    Rows(
        "question_groups",
        question_groups,
        "Alike questions that were not answered. [Learning](../how-to/learn-from-questions.md).",
        {
            "open": "listed for the office",
            "answered": "a pair or a document answers it; who asked was told",
            "aside": "left aside: asked again, it is counted and not listed",
        },
    ),
    Rows(
        "question_handovers",
        handovers,
        "A question passed on to a person, `W-12`.",
        {
            "open": "waits for his word",
            "answered": "who asked was told",
            "void": "taken back by who asked",
        },
    ),
    Rows(
        "reviewed_pairs",
        reviewed,
        "A question in its wordings and the answer somebody approved, `P-5`.",
        {
            "proposed": "written down; waits for who may approve it",
            "active": "answers",
            "review": "out of its time, or its document changed: it does not answer until somebody says so",
            "withdrawn": "taken back or retired",
        },
    ),
    Rows(
        "documents",
        knowledge_rows,
        "A document of the policies. Questions are answered from one edition; an import turns to the next one at "
        "its end.",
        {
            "staged": "being prepared by an import; no question sees it",
            "shelved": "on the shelf",
            "removed": "replaced or withdrawn; its rows are swept a day later",
        },
    ),
)
CHATS = {
    "未登记": "heard, nothing is known of it: only public documents are quoted there",
    "内部": "only the department's own people: its own documents may be quoted",
    "支部": "a branch's own group: as 内部",
    "含外单位": "people from outside are in it: only public documents are quoted",
}
TIMERS = {
    "ask.daily": "Every morning: who asked long ago is forgotten, reviewed pairs out of date are told.",
    "ask.unreplied": "A question passed on to a person is due: step 1 reminds him, step 2 tells the office.",
    "request.unanswered": "A request nobody answered: step 1 and 2 remind its addressee (a chief once, then his "
    "secretary), step 3 tells the asker.",
    "task.nag": "A task is due soon, today or since, or waits to be decided: whom it waits for is reminded.",
    "task.milestone_due": "A milestone of a task is due: its owner is reminded.",
    "todo.digest": "Sends the morning digest of a day, on a workday; one timer a day for the house.",
    "duty.gaps": "On the next workday: what is missing in the roster of the coming week.",
    "duty.unanswered": "An officer has not said 在岗: step 1 tells the leader on duty, step 2 the admins.",
    "duty.watch": "The roster has changed, or a shift begins: its officer is asked for 在岗.",
    "incident.summary_due": "The summary of an incident is due soon, today or since: whom it waits for is reminded.",
    "leave.returned": "An absence is over: on that morning he is told what came meanwhile, if anything did.",
    "handover.check": "On workdays: whether anything is still held by somebody who has left or moved on.",
    "leave.still_away": "An absence without an end: after three days, then weekly, he is asked whether he is back.",
    "house.stood_still": "The assistant runs again after a standstill: whoever is on duty is asked what happened.",
    "push.unreached": "An alarm reached somebody on no platform: it is said to whoever is on duty.",
    "incident.rung": "Nobody has registered at an incident: the next rung is told.",
    "reminder.again": "A reminder was put off, or not answered until the next morning: it is said once more.",
    "reminder.ring": "A reminder that rings once.",
    "reminder.watch": "Every morning: next year's holidays, what precedes a long holiday, series nobody awaits.",
    "series.calendar": "The calendar has changed: what it moves is planned anew.",
    "series.missed": "Occurrences were skipped because they were too late: their organiser is told, in one line.",
    "series.next": "A series: its next occurrence is due, or is to be asked about.",
    "notice.lead": "Those who come to an event are reminded of it; after the event the organiser is told instead.",
    "notice.chase": "Those who have not answered a notice are reminded; of several missed ones only the last.",
    "notice.report": "The organiser is told who has not answered.",
    "notice.close": "An event is over: nobody owes an answer to its notice any more.",
    "meeting.held": "A meeting begins: it gets its number in the year.",
    "checkin.opens": "Signing in of a planned study opens.",
    "checkin.nudge": "Four fifths of the time for signing in are over: who is missing is reminded, once.",
    "checkin.closes": "Signing in ends; the organiser gets the tally, the absent hear how to make it up.",
    "checkin.tally": "The group of a study reads how many have signed in; one timer waits at most.",
    "checkin.speakers": "Those who speak in a session of a plan are told that they do.",
    "checkin.calendar": "At once: a file changed a session, and its calendar file is handed over.",
    "checkin.ahead": "The day of a session of a plan is near: everybody it is for is told.",
    "policy.review": "Every workday morning: who is to review a document soon is reminded, ahead and once more "
    "near the day.",
    "study.frequency": "Every workday morning: secretaries are told what their branches have not held in a period that "
    "ends soon.",
    "study.paper_nag": "Who was at a study and has not handed in is reminded; long after the organiser hears who.",
    "study.paper_due": "What is wanted after a study is due: its organiser hears who has not handed in.",
    "study.make_up": "The day before 补学 ends: who was absent and has not made it up is reminded, once.",
    "study.forgets": "The reasons of leave of studies long past are erased; the kind stays.",
    "meeting.collected": "What was handed in before a meeting goes to its organiser as one list.",
    "ticket.of_incident_hazard": "At once: an incident became a hazard, and a ticket is opened of it.",
    "ticket.of_incident_repair": "At once: an incident became a repair, and a ticket is opened of it.",
    "ticket.overdue": "The day until which a hazard is put right: step 1 reminds the heads, step 2 tells the leaders.",
    "campaign.nag": "Who has not handed in is reminded; in a 保障期 only next to the due day.",
    "campaign.report": "A stage is due: its organiser hears who has not handed in.",
    "campaign.stage": "A stage is announced, and what is to be handed in is owed from then.",
    "ticket.unanswered": "Nobody has answered a ticket: step 1 tells the heads again, step 2 the leader in charge.",
    "system.prompt_expired": f"A numbered question was not answered within {prompts.LIFE.seconds // 60} minutes.",
}


def registry() -> Registry:
    """Return the slices, over a shelf nobody asks."""
    with tempfile.TemporaryDirectory() as folder:
        return registry_of(Shelf(open_database(f"sqlite:///{folder}/none.db"), Path(folder)), OFFICE)


def states() -> str:
    """Print every state. Raises LookupError where a table with states is not described."""
    described(_tables_with_states(), {one.name: "" for one in ALL if one.name != "owed"}, "tables with states")
    chat = "What the office says of a group the bot was heard in."
    parts = [
        *(_section(one.name, one.law, described(constants(one.module).values(), one.words, one.name)) for one in ALL),
        _section("chats", chat, described(chats.STANDINGS, CHATS, "chats")),
        _section("kinds of timers", "What timers are set for.", described(registry().dues, TIMERS, "timers"), "kind"),
    ]
    return page("States", INTRODUCTION, *parts)


def _tables_with_states() -> list[str]:
    return [name for name, one in metadata.tables.items() if "state" in one.c]


def _section(name: str, law: str, words: list[tuple[str, str]], what: str = "state") -> str:
    return f"## {name}\n\n{law}\n\n{table((what, 'means'), [(code(one), meaning) for one, meaning in words])}"
