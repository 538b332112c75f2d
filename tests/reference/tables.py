"""The page of tables: every sheet the office edits, every column."""

from __future__ import annotations

from bot.cli.sheets import SHEETS
from bot.store.sheets.sheet import Sheet
from tests.reference.page import code, described, page, table

INTRODUCTION = """
Every table is imported with `houqin import TABLE FILE` and exported with `houqin export TABLE FILE`, as .xlsx or .csv
(UTF-8 or GB18030). `houqin export TABLE --template` writes an empty one with an example and the notes below.

- The heading row is found within the first ten rows. Headings nobody knows are ignored and named.
- A column that is missing leaves what stands. A cell that is blank clears it.
- Rows are told apart by the columns marked **key**; a row with a known key changes that record, any other adds one.
- What is not in the file stays, unless `--replace` is given; of dated rows, those that are over stay then as well.
- All or nothing: with one fault nothing is imported, and every fault is named with its row, column and remedy.
- At most 20 MB and 20,000 rows a file. Several values in one cell are separated by 、.

The tables stand in the order in which an empty house is filled: each refers only to those before it.
"""
WORDS = {
    "levels": "职级 from high to low. 「主管以上」 and the like are cuts in this order.",
    "units": "The administrative line: departments, centres, teams. A unit may stand below another.",
    "campuses": "Campuses. A building of the same name on two campuses is told apart by them.",
    "people": "One row a person, with what most people have one of. Nobody is deleted: who is taken out has left.",
    "branches": "The party line: 党委, 党总支, 党支部, 党小组. A branch may cover several units, a unit several "
    "branches.",
    "members": "Who belongs to which branch, from when to when.",
    "posts": "Further posts, posts in a branch, and past posts. 人员 shows the post in the person's own unit.",
    "charges": "Which unit or which line (安全, 信访 …) a leader is in charge of. 分管领导 follows from it.",
    "roles": "Further roles, and roles that hold only for one unit or branch.",
    "places": "Accounts several people share, such as 值班室. What is done from one is recorded as the place's.",
    "chats": "Groups: what each is, whose, and by which group webhook something is pushed there. A group is in it once "
    "the bot was heard in it; one that is only pushed to is written down here. [Registering "
    "groups](../how-to/register-groups-and-people.md).",
    "kinds": "What may happen: how people say it, the first advice, who is informed. Exported with the defaults that "
    "still hold; a kind that is not in a file keeps its default. Advice that nobody is named for counts as a default.",
    "campaign_templates": "Stages of appraisals and collections: workdays before the day aimed at, who is told, what "
    "is handed in. Exported with the defaults that still hold; 启用：否 leaves a stage out. [Appraisals and "
    "campaigns](../how-to/appraisals-and-campaigns.md).",
    "study_plan": "学习计划: one row a session of a plan. A file read again changes the session under the same plan "
    "and number; one that was held stays. Sessions are announced some workdays before them, not at once. "
    "[Studies](../how-to/studies.md#a-plan-of-the-year-and-how-often).",
    "study_frequencies": "学习频次: how often each kind is expected of each branch, and on what that rests. Exported "
    "with the defaults that still hold; 次数 0 leaves one out. "
    "[Studies](../how-to/studies.md#a-plan-of-the-year-and-how-often).",
    "quiet_hours": "When nobody of a unit gets what can wait, and when who comes off a night shift is left alone. "
    "[Quiet hours](../how-to/quiet-hours.md).",
    "answers": "问答库: reviewed pairs, a question in its wordings and the answer somebody approved. A line without "
    "审定人 does not answer. [Learning](../how-to/learn-from-questions.md#reviewed-pairs).",
    "matters": "重大事项清单: which matters want a 请示, how people say them, whether they are 三重一大 and what "
    "such a one should have behind it. Exported with the defaults until the office has a list of its own; the first "
    "change makes it so. [Requests](../how-to/requests-and-todo.md#requests-and-reports).",
    "roster": "值班表: who is on duty where and when, and which leader. Rows of one campus do not overlap. "
    "[The duty roster](../how-to/duty-roster.md).",
    "thesaurus": "词表: what people say, and what documents say for it; the program's lines and the office's own. "
    "[Words of the house](../how-to/words-of-the-house.md).",
    "standings": "制度状态: how long each document on the shelf holds, and who reviews it. [Documents]"
    "(../how-to/keep-policies-current.md).",
    "contact_points": "联系点: which unit a leader has adopted; he gets a copy of the tasks it is given.",
    "stand_ins": "Who acts in whose stead, from when to when: 代行 for who is away, 代办 by a secretary.",
    "calendar": "Days worked or free against the rule, over what the country's calendar says already. The State "
    "Council's notice can be given as it is: [the calendar](../how-to/calendar.md).",
    "terms": "校历: weeks of teaching, 寒假, 暑假, and times that must be kept free of trouble, such as examinations.",
    "buildings": "Buildings and other places, which unit runs each system, and who has the key.",
}


def tables() -> str:
    """Print every sheet and column."""
    parts = [_sheet(SHEETS[key], words) for key, words in described(SHEETS, WORDS, "tables")]
    return page("Tables", INTRODUCTION, *parts)


def _sheet(sheet: Sheet, words: str) -> str:
    rows = [
        (
            column.heading,
            code(column.key),
            "key" if column.key in sheet.identity else "",
            "yes" if column.required else "",
            column.help,
            column.example,
        )
        for column in sheet.columns
    ]
    head = ("column", "in the rows", "key", "required", "what it holds", "example")
    return f"## {code(sheet.key)} {sheet.title}\n\n{words}\n\n{table(head, rows)}"
