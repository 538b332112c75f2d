"""What was not answered comes back to the office as a list, is answered once, and those who asked are told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.errors import SheetError
from bot.store.audit import Stamp
from bot.store.people import by_name
from bot.store.sheets.imports import undo_last
from bot.store.sheets.plan import carry_out, prepare
from bot.store.stand_ins import go_away
from handlers import ask
from handlers.ask.learning.pairs_sheet import ANSWERS
from handlers.ask.learning.rows import question_askers
from knowledge import reviewed_rows
from knowledge.reviewed import REVIEW
from knowledge.shelf import Shelf
from tests.office import Office

ASKED = "停车证怎么补办"
ANSWERED = "停车证到宿管中心二楼窗口补办，带校园卡"


def asks(office: Office, name: str, text: str = ASKED, *parts: str) -> str:
    """Let somebody ask what no document answers."""
    office.person(name).says(text)
    return office.person(name).gets("这个问题已记下", *parts)


def askers(office: Office) -> int:
    """Return how many are kept to be told."""
    with office.house.database.read() as connection:
        return len(connection.execute(select(question_askers)).all())


def answers(office: Office, text: str = f"回答 1：{ANSWERED}") -> None:
    """Let the office answer the first group."""
    office.person("张敏").says(text)
    office.person("张敏").gets("问答审定", ANSWERED)
    office.person("张敏").says("确认")
    office.person("张敏").gets("问答已审定〔P-1〕")


def test_the_small_word_stands_once_a_day_and_the_verdict_may_change(office: Office) -> None:
    """Privately alone; the opposite replaces it, the same again changes nothing, 撤销 takes it back."""
    office.policies()
    liming = office.person("李明")
    liming.says("@助手 突发事件怎么报告？")
    assert "没帮上" not in office.group().gets("依据")
    liming.says("突发事件怎么报告？")
    liming.gets("没帮上请回“没用”")
    liming.says("没用")
    liming.gets("已记下“突发事件怎么报告”没答好", "转人工")
    liming.says("没用")
    liming.gets("已记下")
    assert askers(office) == 1
    liming.says("有用，谢谢")
    liming.gets("不客气")
    assert askers(office) == 0
    liming.says("撤销")
    liming.gets("评价已撤销")
    assert askers(office) == 1
    liming.says("突发事件怎么报告？")
    assert "没帮上" not in liming.gets("依据")
    office.forward(minutes=11)
    liming.says("没用")
    liming.gets("请直接问")
    assert askers(office) == 1
    office.must_be_quiet()


def test_what_only_comes_nearest_is_kept_too_and_a_person_is_offered(office: Office) -> None:
    """The office reads why; to whoever asks once more the no is short; what asks nothing gets no rule."""
    office.policies()
    liming = office.person("李明")
    liming.says("食堂阿姨手打饭抖怎么办")
    liming.gets("没有查到完全对应的规定", "问题已记下", "转人工")
    liming.says("你倒是说啊")
    liming.gets("没有看出要查什么", "转人工")
    asks(office, "李明")
    liming.says("停车证怎么补办？？")
    liming.gets("还是没有查到。可问综合办公室 张敏。这个问题已记下")
    office.person("张敏").says("未答问题清单")
    text = office.person("张敏").gets("食堂阿姨手打饭抖怎么办（1次，11月23日，没有完全对应1）")
    assert "已能答" not in text
    answers(office, f"回答 2：{ANSWERED}")
    liming.gets("现在可以答了")
    liming.says(ASKED)
    liming.gets(ANSWERED)
    office.person("张敏").says("P-1作废")
    office.person("张敏").gets("已停用")
    assert "还是" not in asks(office, "李明")


def test_one_answer_tells_everybody_who_asked_the_same(office: Office) -> None:
    """The list names nobody; the pair answers from then on, with who approved it; 撤销 corrects what was told."""
    office.policies()
    asks(office, "李明")
    asks(office, "吴秀英", "请问停车证如何补办？")
    asks(office, "林晓")
    asks(office, "李明", "二食堂停车证怎么补办")
    office.person("张敏").says("没答上来的问题")
    text = office.person("张敏").gets("未答上的问题2个", "1. 停车证怎么补办等2种问法（3次", "没有查到3")
    assert "李明" not in text
    office.person("李明").says("没答上来的问题")
    office.person("李明").gets("由联络员和管理员查看")
    answers(office)
    for name in ("李明", "吴秀英"):
        office.person(name).gets("您11月23日问的“", "现在可以答了", ANSWERED, "问答库，张敏 2026年11月23日审定")
    office.person("林晓").gets_nothing()
    assert askers(office) == 1
    office.person("李明").says("想问一下停车证怎样补办呢")
    office.person("李明").gets(ANSWERED, "依据：问答库，张敏 2026年11月23日审定")
    asks(office, "李明", "三食堂停车证怎么补办")
    asks(office, "林晓", "停车证怎么补办啊")
    office.person("张敏").says("撤销")
    office.person("张敏").gets("已收回")
    for name in ("李明", "吴秀英"):
        office.person(name).gets("【更正】", "已收回")
    asks(office, "李明")
    office.must_be_quiet()


def test_a_public_pair_answers_strangers_and_a_confirmation_can_be_changed(office: Office) -> None:
    """公开, 依据 and the last day are taken off the answer or said to the confirmation."""
    office.policies()
    asks(office, "林晓")
    office.person("张敏").says(f"第1个这样答：{ANSWERED}，有效期至2026年12月31日")
    office.person("张敏").gets("范围：本部门", "有效期至：2026年12月31日", "提问的0人")
    office.person("张敏").says("公开")
    office.person("张敏").gets("范围：公开", "提问的1人", f"答：{ANSWERED}\n")
    office.person("张敏").says("确认")
    office.person("张敏").gets("已告知提问的1人")
    office.person("林晓").gets("现在可以答了", ANSWERED)
    office.person("林晓").says("停车证怎么补办")
    office.person("林晓").gets(ANSWERED, "问答库")
    with office.house.database.write() as connection:
        ask.arm(connection, office.clock.office(), office.house.pump._zone)
    office.forward(hours=24 * 40)
    office.person("张敏").gets("【问答将到期】")
    office.person("张敏").gets("【问答待复核】", "有效期已到")
    asks(office, "林晓")
    office.person("张敏").says("P-1继续用")
    office.person("张敏").gets("继续使用")
    office.person("林晓").says("停车证怎么补办")
    office.person("林晓").gets(ANSWERED, "2027年1月2日审定")
    office.person("张敏").says("撤销")
    office.person("张敏").gets("P-1")
    with office.house.database.read() as connection:
        pair = reviewed_rows.find(connection, 1)
    assert pair is not None
    assert (pair.state, str(pair.valid_until)[:10]) == (REVIEW, "2026-12-31")


def test_the_office_is_told_once_what_new_documents_answer(office: Office, tmp_path: Path) -> None:
    """The morning after an import; who asked is told only on the office's word."""
    office.policies()
    asks(office, "李明")
    with office.house.database.write() as connection:
        ask.arm(connection, office.clock.office(), office.house.pump._zone)
    office.forward(hours=24)
    office.must_be_quiet()
    (tmp_path / "停车证.txt").write_text(
        "停车证管理办法\n第一条 停车证丢失的，到宿管中心二楼补办。\n", encoding="utf-8"
    )
    office.house.shelf.import_directory(tmp_path, office.clock.office())
    office.forward(hours=24)
    office.person("张敏").gets("【未答问题】现在的文件已能答1个", "1. 停车证怎么补办", "问题1已解决")
    office.person("张敏").says("问题1已解决")
    office.person("张敏").gets("宿管中心二楼补办", "提问的1人")
    office.person("张敏").says("确认")
    office.person("张敏").gets("已告知提问的1人")
    office.person("李明").gets("现在可以查到了", "宿管中心二楼补办")
    office.forward(hours=24)
    office.must_be_quiet()


def test_what_is_private_is_neither_kept_nor_passed_on(office: Office) -> None:
    """Whom to ask is named; no row holds the words but the message itself."""
    office.policies()
    liming = office.person("李明")
    liming.says("我这个月的工资怎么少了两百块")
    text = liming.gets("可问")
    assert "记下" not in text
    liming.says("转人工")
    liming.gets("不在这里转")
    assert askers(office) == 0
    assert office.journal("question.unanswered")[0].data["question"] == ""
    office.person("张敏").says("没答上来的问题")
    office.person("张敏").gets("没有未答上的问题")


def test_a_person_answers_by_a_due_time(office: Office) -> None:
    """Who runs the unit that is named; reminded, then the office; the answer goes back with his name."""
    office.policies()
    asks(office, "李明", "宿管中心的停车证怎么补办", "转人工")
    office.person("李明").says("转人工")
    office.person("李明").gets("已转给钱主任〔W-1〕", "11月24日（周二）10:00前答复您")
    office.person("钱主任").gets("【待您答复】〔W-1〕", "李明问", "答复 W-1")
    office.person("李明").says("这个问谁")
    office.person("李明").gets("已转给钱主任〔W-1〕")
    office.person("钱主任").says("我有哪些待办")
    office.person("钱主任").gets("〔W-1〕答复提问")
    office.forward(hours=28)
    office.person("钱主任").gets("【催答复】〔W-1〕")
    office.person("张敏").gets("【提问未答复】〔W-1〕", "钱主任")
    office.person("李明").says("答复 W-1：不知道")
    office.person("李明").gets("由钱主任答复")
    office.person("钱主任").says(f"答复 W-1：{ANSWERED}")
    office.person("钱主任").gets("已转告提问人")
    office.person("李明").gets("钱主任答：", ANSWERED)
    office.person("张敏").says("W-1收进问答库，公开")
    office.person("张敏").gets("问答审定", "范围：公开", ANSWERED, "提问的0人")


def test_who_is_away_is_not_asked_and_the_asker_may_take_it_back(office: Office) -> None:
    """His 代行 gets it; what was taken back is owed no more."""
    with office.house.database.write() as connection:
        now = office.clock.office()
        (head,), (other,) = by_name(connection, "钱桂兰", now), by_name(connection, "吴秀英", now)
        go_away(connection, head.id, other.id, now, now + timedelta(days=3))
    office.person("李明").says("转人工：宿管中心的停车证怎么补办")
    office.person("李明").gets("已转给吴阿姨")
    office.person("吴秀英").gets("【待您答复】")
    office.person("李明").says("撤销")
    office.person("李明").gets("不用答复了")
    office.person("吴秀英").gets("【更正】", "不用答复了")
    office.forward(hours=40)
    office.must_be_quiet()


def test_the_pairs_go_out_and_come_in_as_a_table(office: Office) -> None:
    """A line with a name answers; changed it answers otherwise; taken back it is as it was; asked twice is a fault."""
    database, zone = office.house.database, office.house.pump._zone
    stamp = Stamp("operator", office.clock.office())

    def brings(*rows: list[str]) -> int:
        head = [column.heading for column in ANSWERS.columns[:6]]
        plan = prepare(database, ANSWERS, [head, *rows], zone=zone, now=stamp.at)
        carry_out(database, plan, stamp)
        return len(plan.changes)

    line = [ASKED, "停车证在哪里补办", "=到二楼补办", "", "公开", "张敏"]
    assert (brings(line), brings(line)) == (1, 0)
    office.person("林晓").says("请问停车证在哪儿补办")
    office.person("林晓").gets("=到二楼补办", "问答库，张敏 2026年11月23日审定")
    assert brings([*line[:2], "到三楼补办", *line[3:]]) == 1
    with database.write() as connection:
        undo_last(connection, {"answers": ANSWERS}, zone, stamp)
    found = office.house.shelf.reviewed(ASKED, stamp.at, public_only=True)
    assert found is not None
    assert found.answer == "=到二楼补办"
    with pytest.raises(SheetError):
        brings(line, ["请问停车证如何补办", *line[1:]])


def test_the_pairs_are_searched_only_where_they_may_be_read(office: Office) -> None:
    """A pair of the department is not even looked at for a stranger."""
    asks(office, "李明")
    answers(office)
    office.person("李明").gets("现在可以答了")
    shelf: Shelf = office.house.shelf
    now = office.clock.office()
    assert shelf.reviewed(ASKED, now) is not None
    assert shelf.reviewed(ASKED, now, public_only=True) is None
    assert shelf.reviewed(f"《停车证管理办法》里{ASKED}", now) is None


def test_what_others_asked_is_not_written_into_a_group(office: Office) -> None:
    """Whoever may answer is asked to do so privately; quotes of the department's own stay out of other groups too."""
    office.policies()
    office.person("李明").says("锅炉房几点关门")
    office.person("李明").gets("这个问题已记下")
    for text in (f"@助手 回答 1：{ANSWERED}", "@助手 问题1已解决"):
        office.person("张敏").says(text)
        assert "锅炉房" not in office.group().gets("请私下对我说")
