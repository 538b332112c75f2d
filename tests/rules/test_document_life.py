"""What a document says of its own life, what that means on a day, and how it is said."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.document import PUBLIC, Document
from knowledge.in_force import for_the_public
from knowledge.life import Force, Standing
from knowledge.stated import Stated, read_stated

ISSUED = "2026-03-10"

EFFECTIVE = [
    ("本办法自2026年9月1日起施行。", "2026-09-01"),
    ("第二十条 本规定自二〇二六年九月一日起正式施行，由综合办负责解释。", "2026-09-01"),
    ("本制度从2027年1月1日开始实施。", "2027-01-01"),
    ("以上要求，2026年10月起执行。", "2026-10-01"),
    ("施行日期：2026-09-01", "2026-09-01"),
    ("生效时间 2026年9月1日", "2026-09-01"),
    ("八、本意见自印发之日起施行。", ISSUED),
    ("本规定自公布之日起试行，试行期一年。", ISSUED),
    ("第五条自2027年1月1日起施行。", None),
    ("《食品安全法》自2015年10月1日起施行，各单位要继续落实。", None),
    ("自2024年9月1日起施行以来，效果良好。", None),
    ("原办法自2026年9月1日起废止。", None),
    ("本学期自9月1日起实行夏季作息。", None),
    ("自2026年9月1日起施工，请绕行。", None),
]
EXPIRES = [
    ("本办法自2026年9月1日起施行，有效期三年。", "2029-08-31"),
    ("本办法自2026年9月1日起施行，有效期为5年。", "2031-08-31"),
    ("本方案自印发之日起试行，试行一年。", "2027-03-09"),
    ("本细则自2024年2月29日起试行，试行期限为两年。", "2026-02-27"),
    ("本规定自印发之日起施行，有效期至2028年12月31日。", "2028-12-31"),
    ("有效期：2026年1月1日至2027年12月31日", "2027-12-31"),
    ("有效期至2028-12-31", "2028-12-31"),
    ("本通知执行至2026年底。", None),
    ("本通知执行到2026年12月底。", "2026-12-31"),
    ("十二、有效期半年。", "2026-09-09"),
    ("本办法自印发之日起施行（试行期六个月）。", "2026-09-09"),
    ("食品经营许可证有效期五年，到期前三十日换证。", None),
    ("健康证明有效期一年。", None),
    ("合同签订后，有效期三年。", None),
    ("新进人员试用期三个月。", None),
    ("临时出入证有效期至2026年12月31日。", None),
    ("承诺书有效期三年，期满重新签订。", None),
]
ENDS = [
    (
        "本办法自2026年9月1日起施行，原《值班管理暂行办法》（后勤〔2019〕3号）同时废止。",
        ("《值班管理暂行办法》后勤〔2019〕3号",),
    ),
    ("《报修办法》《投诉办法》自本规定施行之日起废止。", ("《报修办法》", "《投诉办法》")),
    ("此前印发的《巡查制度》不再执行。", ("《巡查制度》",)),
    ("经研究，决定废止《临时用电管理规定》。", ("《临时用电管理规定》",)),
    ("原后勤〔2019〕3号文件同时废止。", ("后勤〔2019〕3号",)),
    ("同时废止《甲办法》和《乙办法》。", ("《甲办法》", "《乙办法》")),
    ("《安全生产法》规定，失效的灭火器应当及时更换。", ()),
    ("与本办法不一致的，以本办法为准。", ()),
    ("对已失效的制度要提出废止建议。", ()),
    ("根据《工作规则》，原《请假规定》停止执行。", ("《请假规定》",)),
]


@pytest.mark.parametrize(("text", "day"), EFFECTIVE)
def test_a_text_says_from_when_it_is_in_force(text: str, day: str | None) -> None:
    """Only of itself, not of a clause, another document or a building site."""
    found = read_stated(f"值班管理规定\n各单位要认真落实。\n{text}", ISSUED).effective
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize(("text", "day"), EXPIRES)
def test_a_text_says_until_when_it_is_in_force(text: str, day: str | None) -> None:
    """A term counts from its first day, or from the day of issue; the terms of licences are not the document's."""
    found = read_stated(f"值班管理规定\n各单位要认真落实。\n{text}", ISSUED).expires
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize(("text", "ended"), ENDS)
def test_a_text_says_which_older_documents_it_ends(text: str, ended: tuple[str, ...]) -> None:
    """By title, with the number where it stands beside it, or by the number alone."""
    assert read_stated(f"值班管理规定\n{text}", ISSUED).ends == ended


def test_a_page_may_say_that_it_is_void() -> None:
    """效力状态 beside a document saved from the web."""
    assert read_stated("值班管理规定\n有效性：已废止\n第一条 值班。").is_void
    assert read_stated("") == Stated()


STANDINGS = [
    (Standing(), Force.HOLDS, ""),
    (Standing(effective=date(2027, 1, 1)), Force.NOT_YET, "（2027年1月1日起施行）"),
    (Standing(expires=date(2025, 12, 31)), Force.EXPIRED, "（2025年12月31日已到期）"),
    (Standing(expires=date(2026, 11, 23)), Force.HOLDS, ""),
    (Standing(replaced_by="值班管理规定"), Force.REPLACED, "（已由《值班管理规定》代替）"),
    (Standing(replaced_by="值班管理规定", replaced_on=date(2027, 1, 1)), Force.HOLDS, ""),
    (Standing(replaced_by="内部规定").unnamed(), Force.REPLACED, "（已由新的文件代替）"),
    (Standing(withdrawn_on=date(2026, 5, 1), replaced_by="新规定"), Force.WITHDRAWN, "（已于2026年5月1日废止）"),
    (Standing(withdrawn_on=date(2026, 12, 1)), Force.HOLDS, ""),
]


@pytest.mark.parametrize(("standing", "force", "said"), STANDINGS)
def test_what_does_not_hold_on_a_day_is_said_beside_its_source(standing: Standing, force: Force, said: str) -> None:
    """On 23 November 2026."""
    assert (standing.force(date(2026, 11, 23)), standing.said(date(2026, 11, 23))) == (force, said)


def test_the_public_reads_no_title_that_only_the_department_may_read() -> None:
    """A successor that bears almost the name of a public document is that one, or nobody."""
    replaced = Standing(replaced_by="值班管理规定（内部修订版）", replaced_on=date(2026, 3, 1))
    old = Document("旧.txt", "值班管理规定", scope=PUBLIC, standing=replaced)
    rules = Document("则.txt", "值班管理规定实施细则", scope=PUBLIC)
    (shown, _) = for_the_public([old, rules])
    assert shown.standing.said(date(2026, 11, 23)) == "（已由新的文件代替）"
    new = Document("新.txt", "关于印发《值班管理规定》的通知", scope=PUBLIC)
    (shown, *_) = for_the_public([old, rules, new])
    assert shown.standing.said(date(2026, 11, 23)) == "（已由《值班管理规定》代替）"
