"""The page of the journal: every kind of entry and push that stands as a literal in the source, and the audit."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from handlers.incident.leaders import Part
from handlers.ticket.parts import Part as TicketPart
from tests.reference.page import code, described, page, table
from tests.reference.source import Source, pattern, sources

INTRODUCTION = """
The journal holds what happened, append-only, each entry with the message or timer that made it happen (`inbox:17`,
`timer:4`, `push:9`). `houqin explain` shows the kinds of entries and pushes a message would make as its effects.
"""
KINDS = {
    "checkin.opened": "Signing in of a study opened. `people`: how many are expected.",
    "checkin.signed": "Somebody signed in, or was. `status`: 正常 迟到 线上 补签. `how`: by whom or what.",
    "checkin.miscoded": "Somebody signed in with a code that was not right; after five of them none is taken from him.",
    "checkin.unsigned": "A sign-in was taken back.",
    "checkin.left": "Somebody is excused: 请假 or 公出; `leave_kind`: 病假 事假 公出.",
    "checkin.wished": "The organiser was asked: 请假, 公出, 线上 or 补签, in `what`.",
    "checkin.decided": "The organiser's word on that; `state`: granted or refused.",
    "checkin.agreed": "Somebody may take part from afar; he signs when he is there.",
    "checkin.late_noted": "Somebody said that he will be late.",
    "checkin.corrected": "The organiser changed what became of somebody; `was_status`, `status`.",
    "checkin.objected": "Somebody says that his own record is wrong; the organiser was told.",
    "checkin.listed": "The organiser changed who belongs to a study and how; `was_belongs`, `belongs`.",
    "checkin.evidence": "A photo belongs to a study; `door`, `message`: with which message it came.",
    "checkin.put_back": "A change of rosters was taken back.",
    "checkin.nudged": "Who had not signed in was reminded; `people`: how many.",
    "checkin.asked": "Somebody who runs a study looked at who is there.",
    "checkin.counted": "Numbers of a span were looked at. `what`: stats, absent, mine; `said`: which.",
    "checkin.exported": "The sheet of a study, or the ledger of a span, was handed over. `what`: which.",
    "checkin.closed": "Signing in ended. `expected`, `there`, `excused`: how many.",
    "checkin.extended": "Signing in ends later, at `until`.",
    "checkin.reopened": "The end of signing in was taken back.",
    "checkin.planned": "A study stands, to come. `people`: how many attend.",
    "checkin.announced": "Those a session of a plan is for were told. `plan`: its row.",
    "checkin.changed": "A study is otherwise, or to come again. `version`: how often; `lines`: old and new.",
    "checkin.cancelled": "A study is off; `taken_back`: it takes place after all, or never was.",
    "study.plan_wanted": "Somebody is going to send a plan as a file.",
    "study.plan_imported": "A plan was imported in the chat. `sessions`: how many are new or otherwise.",
    "study.plan_shown": "Somebody looked at the sessions of a plan.",
    "study.frequency_shown": "Somebody looked at how often kinds were held. `lines`: how many he saw.",
    "study.frequency_told": "Who answers for a branch was told that a kind is missing in a period, once.",
    "study.series_begun": "A study comes again by a rule. `rule`: as RFC 5545 or our own words have it.",
    "study.series_ended": "A study that came again comes no more.",
    "study.undated_told": "The organiser was asked for the day of a session that has only its month.",
    "study.held": "A meeting held without signing in was noted. `on`: the local day.",
    "checkin.speech": "A contribution was registered. `part`, `on`: what and which day; `row`: its row.",
    "study.file_lost": "What was handed in came without its file, and is owed again.",
    "study.handed_in": "A paper of a study came. `kind`: what; `paper`: its row.",
    "study.made_up": "Somebody studied later what he missed. `paper`: what he says of it.",
    "study.make_up_reminded": "Who was absent and has not made it up was reminded, once; `people`: how many.",
    "study.minutes_kept": "The minutes of a study were handed back and kept.",
    "study.minutes_made": "A draft of the minutes of a study was handed over.",
    "study.packed": "A zip of what was handed in was handed over. `count`: how many papers.",
    "study.paper_awaited": "Somebody said that a paper follows: the next text or file of his is taken for it.",
    "study.paper_nagged": "Who has not handed in was reminded; `people`: how many.",
    "study.papers_asked": "Somebody who runs a study looked at who has handed in.",
    "study.part_dropped": "Somebody who was to speak did not sign; the organiser was asked. `people`: how many.",
    "study.reasons_forgotten": "Reasons of leave were erased after their time. `reasons`: how many.",
    "study.register_asked": "Somebody looked at what stands in the register of a person.",
    "study.returned": "A paper was given back with a reason, and is owed again.",
    "study.wanted": "Something is wanted of those who were there. `kind`: what; `people`: how many.",
    "checkin.taken_back": "The opening of signing in was taken back.",
    "checkin.title": "Who speaks at a study said his title. `part`: the row of what he does.",
    "checkin.given": "A planned study went to another organiser. `to`: the row of the person.",
    "account.bound": "An admin approved a request: the account is the person's. `before`: his account on that platform "
    "so far; `moved`: the encrypted ids that went over from that one.",
    "account.released": "An approval was taken back.",
    "account.resolved": "The directory said who stands behind an encrypted id, or that it does not know.",
    "answer.offered": "A language model was asked for other words. The subject is the reply that waits for them.",
    "answer.reworded": "What it said was let through and stands before the quote.",
    "answer.not_reworded": "The quote was sent alone. `refused`: on what grounds the judge refused other words; "
    "`lost`: why there were none.",
    "answer.rated": "Somebody rated an answer with the platform's own buttons. The subject is the message it answered.",
    "binding.asked": "Somebody said which 工号 is his; the admins were asked.",
    "binding.refused": "An admin refused such a request.",
    "chat.bound": "A group was registered: what it is, whose it is.",
    "chat.heard": "The bot was heard in a group nobody has registered; the organisers were told, once.",
    "chat.hinted": "Such a group was told how to be registered, once.",
    "chat.left": "The bot is out of a group; who registered it was told.",
    "chat.renamed": "The platform calls a group otherwise; who registered it was told.",
    "chat.unbound": "A group's registration was taken back.",
    "complaint.kept": "A complaint was kept and passed to the organisers.",
    "digest.off": "Somebody wants no morning digest.",
    "digest.on": "Somebody wants it again.",
    "digest.sent": "The morning digests of a day were sent. `persons`: to whom; kept once a day.",
    "duty.gaps_told": "The organisers were told what is missing in the roster of the next seven days.",
    "duty.handed_over": "The officer of a shift said 接班. `former`: the shifts it took over.",
    "duty.noted": "The outgoing officer left a note for the next shift.",
    "duty.on": "The officer of a shift said 在岗. `place`: the shared account it was said from.",
    "duty.stood_still": "The assistant stood still for half an hour or more; the duty officer was asked.",
    "duty.started": "A shift begins: its officer was asked for 在岗, or, where he has no account, is to be called.",
    "duty.swap_agreed": "The other officer agreed to a swap; the leader on duty was asked.",
    "duty.swap_asked": "An officer asked another for a swap.",
    "duty.swap_refused": "A swap was refused.",
    "duty.swap_undone": "A swap was withdrawn, or taken back within ten minutes.",
    "duty.swapped": "The leader on duty approved a swap; the rows have changed. `before`, `after`: the officers.",
    "duty.unanswered": "No 在岗 came in time. `told`: the leader on duty, later the admins.",
    "answer.approved": "Somebody put his name under a reviewed pair. `told`: how many who asked were told.",
    "answer.proposed": "A reviewed pair waits for who may approve it.",
    "answer.renewed": "A reviewed pair holds on, under the name of who said so.",
    "answer.retired": "A reviewed pair answers no more.",
    "answer.stale": "A reviewed pair waits to be looked at: its time is over (`expired`), or its document changed.",
    "feedback.asked": "「有用」 or 「没用」 was asked for under an answer, once a day.",
    "feedback.negative": "Somebody said that an answer did not help; the subject is the turn that gave it.",
    "feedback.positive": "Somebody said thanks, or that an answer helped; the subject is the turn that gave it.",
    "feedback.withdrawn": "A verdict on an answer was taken back.",
    "ask.pairs": "The reviewed pairs were looked at.",
    "ask.worklist": "The questions that were not answered were looked at. `groups`: how many.",
    "meeting.scheduled": "A meeting was called, or a series of them (`rule`).",
    "meeting.given": "Another is the one who has called a meeting (`to`).",
    "meeting.changed": "A meeting was moved (`lines`: old and new), or a series from now on (`rule`).",
    "meeting.cancelled": "A meeting, a series, or one time of a series (`planned`) was called off.",
    "meeting.held": "A meeting began, and got its `number` in the year.",
    "meeting.counted": "The office said how many of a kind took place this year before the assistant counted.",
    "meeting.leave": "Somebody does not come to a meeting; its organiser was told.",
    "meeting.item": "Somebody handed in an item for a meeting.",
    "meeting.collecting": "Those who come to a meeting were asked to hand something in before it.",
    "meeting.collected": "What was handed in before a meeting was given to its organiser.",
    "meeting.minutes_wanted": "Somebody was told how minutes are kept; a file he sends within ten minutes is some.",
    "meeting.minutes": "The minutes of a meeting were kept.",
    "meeting.minutes_sent": "The minutes of a meeting were sent to those who were to come.",
    "meeting.decided": "A decision was kept with its meeting; with an `owner` it was handed over as a task.",
    "notice.sent": "A notice was sent to its audience (`people`: how many).",
    "notice.answered": "Somebody answered a notice. `how`: as in the owed table; `kind`: of a leave; `person`: whose.",
    "notice.looked": "Who sent a notice looked who has not answered.",
    "notice.broadcast": "A message to many was sent.",
    "notice.planned": "A planned outage was announced.",
    "notice.changed": "A newer version of a notice was sent. `line`: what it was and what it is.",
    "notice.cancelled": "A notice was made void, and who was told of it was told so.",
    "notice.reminded": "Those who come to an event were reminded of it.",
    "notice.chased": "Those who had not answered a notice were reminded, `times` so far.",
    "notice.missed": "A reminder fell due while nobody was at work and the event is over; the organiser was told.",
    "notice.reported": "The organiser was told who has not answered.",
    "incident.acknowledged": "The leader in charge, or his deputy, said 收到.",
    "leave.noted": "Somebody is away from `since` until `until`, and `agent` acts for him. `kind`: of which kind.",
    "leave.stand_in": "Who acts for somebody was said when it was asked.",
    "leave.changed": "An absence ends on another day, or another acts.",
    "leave.called_off": "An absence was called off before it began.",
    "leave.ended": "Somebody said that he is back.",
    "leave.declined": "Who was to act for somebody can't.",
    "handover.opened": "Somebody who left or moved on still holds something; the office was told, once.",
    "handover.given": "Things went from one to another. `what`: which.",
    "handover.closed": "Somebody who hands over holds nothing any more.",
    "secretary.asked": "Somebody is to speak for another (代办); the office is asked.",
    "secretary.named": "The office agreed: she speaks for him.",
    "secretary.refused": "The office did not agree.",
    "secretary.ended": "She speaks for him no more.",
    "incident.arrived": "The leader in charge is on the scene, by himself or written down for him.",
    "incident.closed": "It is closed, with every leg done.",
    "incident.confirmed": "What was doubtful is true; it is alarmed as any other.",
    "incident.controlled": "It is under control.",
    "incident.delegated": "Responsibility was offered to somebody, or somebody was sent there.",
    "deed.taken_back": "Somebody took back what he did within ten minutes (`source`: the turn it was done in).",
    "incident.taken_back": "A step was taken back; `done` says which.",
    "incident.unreached": "An alarm reached somebody on no platform; the duty officer was asked to call him, once.",
    "incident.looked": "Somebody who acts on an open incident was shown whom to call.",
    "incident.doubted": "Who reported it says that it was none; nobody has confirmed that.",
    "incident.drill": "A drill was opened.",
    "incident.en_route": "Somebody is on his way, and says how long.",
    "incident.escalated": "A rung was told because nobody had registered.",
    "incident.exported": "Somebody was handed how it went (`timeline`), figures (`statistics`) or the emergency card.",
    "incident.false_alarm": "It was none.",
    "incident.informed": "A person ticked the departments he told.",
    "incident.merged": "A report was put to an open incident, or two became one.",
    "incident.opened": "An incident was opened.",
    "incident.queried": "Somebody asked how it stands.",
    "incident.reached": "What the duty officer's telephone call came to.",
    "incident.regraded": "Its grade was changed.",
    "incident.reported_up": "A person ticked the chiefs he told.",
    "incident.scene_head": "The centre head or duty officer is on the scene.",
    "incident.seen": "Somebody else who was told said 收到.",
    "incident.drafter": "Somebody was asked to draft the summary.",
    "incident.elements": "Cause, blame, lessons or measures were given for the summary.",
    "incident.paper_given": "A text or draft of it was given to somebody.",
    "incident.summary": "Its summary was handed in. `again`: for one that waited to be signed.",
    "incident.summary_late": "The organisers were told once that the summary is late.",
    "incident.summary_returned": "Its summary was returned to who drafted it.",
    "incident.summary_signed": "Its summary was signed.",
    "incident.taken_over": "Somebody took over responsibility.",
    "incident.turned": "It became a repair or a hazard.",
    "incident.updated": "Something was added or corrected.",
    "media.kept": "A picture or file of a message was fetched and is kept.",
    "media.lost": "A picture or file could not be fetched; the sender was told once for each message.",
    "message.aside": "A message failed three times and was set aside.",
    "message.kept": "Something that is no text was kept and answered kindly; events are kept without an answer.",
    "message.redirected": "The sender was told the way that works: the duty officer was alarmed, the discipline "
    "office named, or a "
    "function is not there yet.",
    "message.refused": "A message with a secrecy mark was refused; its text is erased.",
    "owed.opened": "A person owes something.",
    "owed.settled": "What a person owed is settled.",
    "person.greeted": "Somebody was told, once, what is kept and what the bot hears.",
    "person.muted": "Somebody wants to be told nothing that can wait. `until`: for how long.",
    "person.unmuted": "Somebody wants to hear everything again.",
    "prompt.dropped": "A numbered question was not answered in time.",
    "push.dropped": "Something that could wait was not sent: it expired in quiet hours, or its recipient had muted it.",
    "push.failed": "Something could not be sent.",
    "push.unknown": "A platform's answer was lost; the push may have been delivered.",
    "policy.life_set": "The office said how long a document holds. `file`, `title` and what was set.",
    "policy.review_asked": "Whoever is to review a document was reminded. `step`: 1 ahead, 2 near the day.",
    "policy.told": "People were told of a document's revision. `title`, `people`: how many.",
    "question.clause_shown": "The clause before or behind the one shown last was shown.",
    "question.declined": "A question was declined without a search; nothing of it is kept. `kind`: its kind.",
    "question.more_shown": "The next best answer was shown.",
    "question.answered": "A question was answered with a quote, or by a reviewed pair (`pair`).",
    "question.answerable": "The documents changed, and the office was told what they answer. `groups`: how many.",
    "question.askers_forgotten": "Who asked long ago is not kept any more. `count`: how many.",
    "question.handed_on": "A question was passed on to a person. Its text stands with it.",
    "question.reminded": "A question that was passed on is due: step 1 reminds who holds it, step 2 tells the office.",
    "question.replied": "A person answered a question that was passed on to him.",
    "question.set_aside": "A group of questions is not listed any more.",
    "question.solved": "A document answers a group of questions by now. `told`: how many who asked were told.",
    "question.source_shown": "The whole clause of the last answer was shown.",
    "question.unanswered": "The policies did not answer a question. `question` is empty where it must not be kept.",
    "calendar.unsettled": "Who keeps the tables was told that a year's holidays are not known. `year`.",
    "reminder.cancelled": "A reminder was cancelled, or is not wanted any more.",
    "reminder.changed": "A reminder comes at another time or by another rule. `version`: how often that was changed.",
    "reminder.eve": "The heads were reminded of what precedes a long holiday. `first`: its first day.",
    "reminder.eves_switched": "The reminders before long holidays were turned on or off.",
    "reminder.given": "A reminder for others is another person's.",
    "reminder.missed": "A reminder was too late when the assistant ran again.",
    "reminder.rung": "A reminder rang. `ring`: for how many times; `again`: put off, or not answered before.",
    "reminder.scheduled": "A reminder was set. `rule`: by which it recurs.",
    "reminder.snoozed": "A reminder was put off.",
    "series.asked": "The organiser of a series was asked what is to become of some of its times. `row`: of the series.",
    "series.begun": "Something recurs from now on.",
    "series.decided": "Somebody, or the department's setting, decided of one time of a series.",
    "series.ended": "A series was ended, or is past its last day.",
    "series.given": "A series has another organiser.",
    "series.missed": "An organiser was told what was skipped because it was too late.",
    "series.moved": "A series comes by another rule. `version`: how often that was changed.",
    "series.occurred": "One time of a series came: its plan has run.",
    "series.skipped": "One time of a series was left out because it was too late.",
    "campaign.asked": "Somebody asked how a campaign stands. `what`: progress, missing or his own.",
    "campaign.awaited": "Somebody said that he hands in, and the file is to follow within ten minutes.",
    "campaign.begun": "A campaign was begun. `number`, `title`, `stages`: how many.",
    "campaign.cancelled": "A campaign was called off or taken back. `told`: how many it had been for.",
    "campaign.commented": "A leader commented on a branch. `by`: who wrote it down.",
    "campaign.ended": "The last stage of a campaign is done.",
    "campaign.file_lost": "What was handed in came without its file, and is owed again. `of`: its message.",
    "campaign.handed_in": "A version of what is owed came. `receipt`: its number.",
    "campaign.ledger_given": "The ledger was handed to who runs the campaign.",
    "campaign.moved": "A stage has another last day. `old`, `new`: days.",
    "campaign.nag_left_out": "A reminder was left out, in a 保障期.",
    "campaign.nagged": "Who has not handed in was reminded. `people`: how many.",
    "campaign.packed": "The zip was handed to who runs the campaign. `count`: files.",
    "campaign.papered": "Something was noted as handed in on paper.",
    "campaign.paper_moved": "Somebody else owes what is to be handed in. `before`, `person`: rows.",
    "campaign.passed": "What came was passed.",
    "campaign.returned": "What came was given back; it is owed again.",
    "campaign.stage_done": "A stage is done. `where`: where its paper lies.",
    "campaign.stage_opened": "A stage has begun.",
    "campaign.taken_over": "Somebody else runs a campaign. `before`: who ran it.",
    "request.added": "Its asker added to a request; it waits before its addressee again.",
    "request.exported": "Somebody was handed the ledger of requests.",
    "request.filed": "A request or report was confirmed, numbered and sent to its addressee (`to`).",
    "request.handed_over": "Somebody who goes gave it to another: to answer, or as its asker. `before`, `person`.",
    "request.reminded": "Somebody was reminded of a request that waits, or its asker told so. `told`: whom.",
    "request.urged": "Its asker had its addressee, or his secretary, reminded.",
    "request.withdrawn": "Its asker withdrew it, or took its filing back.",
    "request.word": "A leader's word to a request. `kind`: what it is; `person`: whose. Its text stands with it.",
    "task.accepted": "Its owner took a task. `by`: in whose name.",
    "task.assigned": "A task was given. `owner`: its person; `source`: whence.",
    "task.bulletin_drafted": "A 督办通报 was drafted for who asked. The subject is its month.",
    "task.bulletin_sent": "It was sent. `count`: to how many.",
    "task.cancelled": "Who assigned a task took it back.",
    "task.closed": "销号: who assigned a task agreed that it is done.",
    "task.dated": "Who assigned a task set another day. `due`: office time.",
    "task.delay_asked": "The owner of a task applied for a delay, with his `reason`.",
    "task.delay_denied": "It was not granted.",
    "task.delay_granted": "It was granted.",
    "task.disowned": "The owner of a task says that it is not his, with his `reason`.",
    "task.done": "申请办结: the owner of a task says that it is done.",
    "task.handed_over": "A task has another owner. `before`, `owner`: persons.",
    "task.ledger_given": "The ledger of tasks was handed to somebody who may see it.",
    "task.milestone_done": "A milestone was reached. `number`: which.",
    "task.milestones_set": "Milestones were set. `count`: how many.",
    "task.progress": "The owner of a task said how far it is.",
    "task.reminded": "Somebody was reminded of a task. `milestone`: of one of its milestones.",
    "task.returned": "A claim that a task is done was refused, with the `reason`.",
    "task.split": "A task was split. `children`: the numbers.",
    "task.undone": "A step was taken back. `what`: which.",
    "task.urged": "Who assigned a task asked for it.",
    "ticket.added": "Something was added to a ticket. `changed`: what it filled in.",
    "ticket.arrived": "Somebody of the unit is there.",
    "ticket.cancelled": "Its reporter says that nobody need come.",
    "ticket.closed": "销号: a second person has looked at what was put right.",
    "ticket.done": "Mended, or put right.",
    "ticket.due": "The day until which a hazard is put right was set. `due`: office time.",
    "ticket.hazard": "A hazard was opened. `kind`: what it is about.",
    "ticket.held": "It waits for something, for the `reason` given.",
    "ticket.joined": "The same fault at the same place was reported again. `count`: how many reports there are.",
    "ticket.moved": "It is another unit's. `before`, `unit`: rows.",
    "ticket.overdue": "The day of a hazard has passed: step 1 reminds the heads, step 2 tells the leaders.",
    "ticket.reopened": "Not mended, or not put right. `times`: how often so far.",
    "ticket.repair": "A repair was opened. `kind`: what is broken.",
    "ticket.satisfied": "Its reporter says that it is mended.",
    "ticket.sent": "Somebody was sent there.",
    "ticket.taken": "Somebody of the unit has answered.",
    "ticket.turned": "It became an incident.",
    "ticket.unanswered": "Nobody has answered in time: step 1 tells the heads, step 2 the leader in charge.",
    "ticket.urged": "Its reporter asked for it.",
    "timer.aside": "A timer failed three times and was set aside.",
    "trouble.told": "The admins were told of a trouble; the same one at most once an hour.",
}
EFFECTS = {
    "prompt.asked": "A numbered question was asked. An effect only; the question itself is a row.",
    "document.given": "A file was handed to the sender. An effect only; the file is a row of its own.",
}
AUDIENCES = {
    "asker": "Who handed in a request: what a leader said to it, that nobody has. Who asked what was not answered: "
    "that it can be by now.",
    "answerer": "The person a question was passed on to.",
    "approver": "Who approves reviewed pairs: one waits, is out of date, or will be.",
    "card": "Who has the buttons of something that was moved or called off: they say that they are void.",
    "admin": "The admins: a request to decide, an officer who has not said 在岗.",
    "duty": "An officer: a shift or a swap of his. The duty officers (where there are none the organisers, else the "
    "admins): an alarm.",
    "leader": "The leader in charge of an incident; the leader on duty: an officer who has not said 在岗, a swap to "
    "approve.",
    "operator": "The admins: something does not work.",
    "policy_owner": "Who is to review a document.",
    "roster": "Those a notice is for.",
    "copy": "Who need only know: somebody whose place another takes meanwhile, or who is asked no more.",
    "organiser": "The organisers: a complaint, gaps in the roster, a group nobody has registered; or who registered a "
    "group that changed.",
    "reminder": "Whose reminder it is.",
    "reporter": "Who reported an incident or a ticket: what becomes of it.",
    "sender": "Who wrote the message, or the group it came from: the reply.",
    "chief": "The chiefs: an incident that is 重大, or that nobody has registered at.",
    "drafter": "Who drafts the summary of an incident.",
    "department": "The liaison of a department outside: an incident.",
    "secretary": "Who speaks for the leader in charge (代办), where an incident was handed to him.",
    "deputy": "The deputies of the leader in charge of an incident.",
    "group": "The group where an incident or a ticket was reported: kind or number, place and status.",
    "head": "The head of the unit an incident concerns.",
    "line": "The leader in charge of the line an incident or a hazard concerns, such as 安全.",
    "agent": "Who acts for somebody who is away.",
    "person": "Whom a matter concerns himself: his absence, what he hands over.",
    "owner": "Who is to do a task.",
    "assigner": "Who assigned it, and who said so in his name.",
    "helper": "Who helps with it.",
    "unit": "Whoever runs the unit that sees to a ticket, or is sent to it.",
}
DEEDS = {
    "admin.added": "Somebody was made an admin.",
    "binding.approved": "An admin approved whose an account is.",
    "binding.undone": "An admin took that back.",
    "campaign.exported": "What was handed in to a campaign was written to a file; its number, where.",
    "files.copied": "Documents that were handed to people were copied to a folder; how many, where.",
    "incident.card_exported": "The emergency card was handed out or written; `private`: with leaders' own numbers.",
    "incident.figures_exported": "Figures of incidents were handed out or written, of which days.",
    "incident.timeline_exported": "How an incident went was handed out or written; at the command line with the reason "
    "given.",
    "study.exported": "The sheet of a study, or the ledger of a span, was handed out or written; which.",
    "policy.life_set": "Somebody set how long a document holds: withdrawn, replaced, from, until, review; which, what.",
    "policies.imported": "Policies were imported; how many were added, changed, unchanged, refused.",
    "setting.changed": "The department changed one of its settings.",
    "setting.reset": "One of its settings is back at the default.",
    "table.exported": "A table was exported.",
    "table.import_undone": "An import was taken back.",
    "table.imported": "A table was imported.",
}
AUDIT = """
Who did what to the assistant itself: `houqin audit`. Append-only, each row with the hash of the one before; `houqin
audit --verify` finds a row that was changed, put in or taken out. `who` is `person:ROW`, or `os:USER` for the
server's command line.
"""
RECORD, ENTRY, AUDITED = "record", "Entry", "audit"
NO_WRITERS = ("bot.store.journal", "bot.explain")  # make entries of rows, and of what `explain` is told


@dataclass(slots=True)
class Written:
    """Where a kind is written, and which data go with it."""

    by: set[str] = field(default_factory=set)
    data: dict[str, None] = field(default_factory=dict)


def journal() -> str:
    """Print every kind of entry, push and audited deed."""
    written = entries()
    kinds = [
        (code(kind), words, ", ".join(written[kind].data), ", ".join(sorted(written[kind].by)))
        for kind, words in described(sorted(written), KINDS, "journal kinds")
    ]
    effects = [(code(kind), words) for kind, words in described(sorted(_notes()), EFFECTS, "effects")]
    pushes = [(code(f"push:{one}"), words) for one, words in described(sorted(audiences()), AUDIENCES, "audiences")]
    deeds = [(code(one), words) for one, words in described(sorted(audited()), DEEDS, "audit")]
    return page(
        "Journal, pushes and audit",
        INTRODUCTION,
        "## Kinds of entries",
        table(("kind", "when", "data", "written by"), kinds),
        "## Effects that are no entries",
        table(("effect", "when"), effects),
        "## Pushes",
        "An effect `push:…` says to whom something was said.",
        table(("effect", "to whom"), pushes),
        "## Audit",
        AUDIT,
        table(("what", "when"), deeds),
    )


def entries() -> dict[str, Written]:
    """Return every journal kind written in the source."""
    found: dict[str, Written] = {}
    for source in (one for one in sources() if one.name not in NO_WRITERS):
        for call in source.calls():
            node, names = _entry(source, call)
            for kind in _texts(source, node) if node is not None else ():
                one = found.setdefault(kind, Written())
                one.by.add(source.name)
                one.data.update(dict.fromkeys(names))
    return found


def audiences() -> set[str]:
    """Return every audience something is pushed to."""
    calls = ((source, call) for source in sources() for call in source.calls())
    words = [(source, word.value) for source, call in calls for word in call.keywords if word.arg == "audience"]
    parts = {part.value for one in (Part, TicketPart) for part in one if part}
    return {text for source, node in words if (text := source.text(node))} | parts


def audited() -> set[str]:
    """Return everything the audit records."""
    calls = [(source, call) for source in sources() for call in source.calls() if _is_audit(call)]
    return {text for source, call in calls if len(call.args) > 2 and (text := source.text(call.args[2]))}


def _notes() -> set[str]:
    """Return the effects a turn notes by name without an entry."""
    calls = [(source, call) for source in sources() for call in source.calls() if _name(call.func) == "_note"]
    texts = {text for source, call in calls if call.args and (text := source.text(call.args[0]))}
    return {text for text in texts if not text.startswith("push:")}


def _entry(source: Source, call: ast.Call) -> tuple[ast.expr | None, list[str]]:
    """Return the node of the kind and the names of the data, where the call writes a journal entry."""
    name = _name(call.func)
    if name == RECORD and not _is_audit(call) and call.args:
        return call.args[0], [word.arg for word in call.keywords if word.arg and word.arg != "at"]
    if name == ENTRY and len(call.args) > 4:  # at, kind, subject, source, data
        return call.args[1], _keys(source, call.args[4])
    return None, []


def _keys(source: Source, data: ast.expr) -> list[str]:
    """Return the keys of a dictionary, or of the one a local name was given."""
    if isinstance(data, ast.Name):
        given = (node for node in ast.walk(source.tree) if isinstance(node, ast.Assign))
        data = next((one.value for one in given if ast.unparse(one.targets[0]) == data.id), data)
    keys = data.keys if isinstance(data, ast.Dict) else []
    return [str(key.value) for key in keys if isinstance(key, ast.Constant)]


def _texts(source: Source, node: ast.expr) -> Iterator[str]:
    text, likely = source.text(node), pattern(node)
    if text:
        yield text
    elif likely:
        yield from (kind for kind in KINDS if likely.fullmatch(kind))
    elif not (isinstance(node, ast.Name) and node.id == "kind"):  # what Turn.record was given
        raise LookupError(f"{source.name}, line {node.lineno}: the kind of the entry can't be read")


def _is_audit(call: ast.Call) -> bool:
    function = call.func
    if isinstance(function, ast.Attribute) and function.attr == RECORD:
        return isinstance(function.value, ast.Name) and function.value.id == AUDITED
    return isinstance(function, ast.Name) and function.id == RECORD


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
