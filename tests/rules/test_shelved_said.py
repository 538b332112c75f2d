"""What the office says about documents is heard as what it is; a question about them stays a question."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.rights import Held, Role
from bot.router import Reading
from bot.situation import Situation
from bot.stage import OFFICE
from bot.store.people import Person
from handlers.ask.said import read
from tests.fakes import message

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SET, TELL, YEAR = "ask.set_life", "ask.tell_revision", "ask.year_list"
SAID = """
withdrawn | 《值班管理规定》已废止
withdrawn | 《值班管理规定》（后勤〔2019〕3号）已于2026年5月1日废止
withdrawn | 《值班管理规定》从12月1号开始作废
withdrawn | 请把《值班管理规定》废止
withdrawn | 废止《值班管理规定》
withdrawn | 值班管理规定明年1月1日起废止
withdrawn | 停用值班管理规定
replaced | 值班管理规定被新的值班工作细则取代了
expires | 值班管理规定有效期到2027年6月30日
for_good | 值班管理规定长期有效
replaced | 《值班管理规定》不用了，改用《值班工作细则》
effective | 《值班管理规定》2027年1月1日生效
effective | 值班管理规定自2027年1月1日起施行
replaced | 《值班管理规定》由《值班工作细则》代替
replaced | 《值班管理规定》下个月起由《值班工作细则》代替
replaced | 用《值班工作细则》替换《值班管理规定》
replaced | 《值班工作细则》代替《值班管理规定》
expires | 《值班管理规定》12月31日到期
expires | 《值班管理规定》有效期至2027年6月30日
for_good | 《值班管理规定》长期有效
effective | 《值班管理规定》明年1月1日起施行
review | 《值班管理规定》明年6月复审，由张敏负责
review | 《值班管理规定》需要复审，请李明同志负责
"""
QUESTIONS = """
《值班管理规定》废止了吗
《值班管理规定》什么时候到期
《值班管理规定》第七条
《值班管理规定》里换班要提前几天
《合同管理办法》合同到期
《安全办法》规定灭火器停用
《值班管理规定》废止后按哪个执行
值班管理规定废止了吗
值班管理规定什么时候到期
新规定明年施行后旧的还算不算
"""


def heard(text: str, sender: Person | None) -> Reading:
    (found,) = read(message(text), Situation(NOW, OFFICE, sender=sender))
    return found


def test_what_the_office_says_of_a_document_is_heard() -> None:
    """Each sentence as what it is, with the older and the newer one in their places."""
    keeper = Person(1, "1", "张敏", held=frozenset({Held(Role.ORGANISER)}))
    for line in SAID.strip().split("\n"):
        what, _, text = line.partition(" | ")
        found = heard(text, keeper)
        assert (found.intent, found.slots["what"], found.slots["title"]) == (SET, what, "值班管理规定"), text
    found = heard("把《值班管理规定》的修订情况通知各中心主任", keeper)
    assert (found.intent, found.slots["who"]) == (TELL, "各中心主任")
    found = heard("值班管理规定修订了，通知维修中心和饮食中心", keeper)
    assert (found.intent, found.slots["who"]) == (TELL, "维修中心和饮食中心")
    for text in ("今年制度立改废情况", "哪些制度该复审了", "今年废止了哪些文件", "去年修订了哪些制度"):
        assert heard(text, keeper).intent == YEAR


def test_a_question_about_a_document_stays_one() -> None:
    """Also of who keeps documents; what others say of a term is looked up, what they declare over is refused later."""
    keeper, staff = Person(1, "1", "张敏", held=frozenset({Held(Role.ORGANISER)})), Person(2, "2", "李明")
    for text in QUESTIONS.strip().split("\n"):
        assert heard(text, keeper).intent.startswith(("ask.clause", "ask.policy")), text
    assert heard("《值班管理规定》12月31日到期", staff).intent == "ask.clause"
    assert heard("《值班管理规定》已废止", staff).intent == SET
