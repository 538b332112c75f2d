"""What nobody says but happens: the chat is opened, an answer rated, a picture lost, a button of long ago pressed."""

from __future__ import annotations

from bot.messages import Kind
from bot.store.accounts import all_strangers
from handlers.ask.learning import groups
from tests.office import Office


def rated(office: Office, verdict: str, of: str = "1") -> None:
    """Let 李明 rate the answer to a message."""
    office.happens(account="liming", event="feedback", of=of, verdict=verdict, text="没说清楚", reasons=["内容不完整"])


def unanswered(office: Office) -> list[tuple[str, int]]:
    """Return the questions the office should look at."""
    with office.house.database.read() as connection:
        return [(one.wording, one.count) for one in groups.open_groups(connection)]


def test_who_opens_the_chat_is_greeted_once_and_then_shown_the_help(office: Office) -> None:
    """At most six lines each; nothing is recorded as noise."""
    for name in ("李明", "林晓"):
        somebody = office.person(name)
        for part in ("保存在学校自己的服务器", "可以这样问我"):
            office.happens(account=somebody.account, event="enter_chat")
            assert somebody.gets(part, "后勤保障部").count("\n") <= 5
    assert office.journal("message.kept") == []


def test_an_answer_that_did_not_help_is_noted_with_its_question_and_without_a_word(office: Office) -> None:
    """The platform takes none; who asked is not kept beside the question; a verdict taken back leaves nothing."""
    office.policies()
    office.person("李明").says("突发事件怎么报告？")
    office.person("李明").gets("依据")
    for verdict in ("good", "bad", "bad"):
        rated(office, verdict)
    assert unanswered(office) == [("突发事件怎么报告？", 1)]
    rated(office, "withdrawn")
    entries = office.journal("answer.rated")
    assert [entry.data["verdict"] for entry in entries] == ["good", "bad", "bad", "withdrawn"]
    assert {entry.subject for entry in entries} == {"inbox:1"}
    assert [entry.subject for entry in office.journal("feedback.negative")] == ["inbox:1"]
    assert unanswered(office) == []


def test_what_is_rated_that_never_was_answered_changes_nothing(office: Office) -> None:
    """A made-up id least of all."""
    for of in ("4711", "1; DROP TABLE inbox", "x" * 5000):
        rated(office, "bad", of)
    assert unanswered(office) == []
    assert office.journal("answer.rated") == []


def test_the_question_before_a_plain_no_is_kept_too(office: Office) -> None:
    """As the answer says."""
    office.policies()
    office.person("李明").says("突发事件怎么报告？")
    office.person("李明").gets("依据")
    office.person("李明").says("答非所问")
    office.person("李明").gets("已记下“突发事件怎么报告”", "转人工")
    assert unanswered(office) == [("突发事件怎么报告？", 1)]


def test_a_picture_that_could_not_be_fetched_is_asked_for_again_once(office: Office) -> None:
    """However many came with the message; by what it was."""
    for kind, word in (("image", "图片"), ("file", "文件"), ("voice", "语音"), ("new", "文件")):
        of = str(int(office.next_id()) + 1)
        office.person("李明").says("谢谢", media=[{"number": 0, "kind": kind, "name": ""}])
        office.person("李明").gets("不客气")
        for number in range(3):
            told = {"number": number, "kind": kind, "lost": "its time was over"}
            office.happens(Kind.RESULT, account="liming", event="media", of=of, **told)
        office.person("李明").gets(f"{word}没有取到", "8110")
    assert len({entry.subject for entry in office.journal("media.lost")}) == 4


def test_a_picture_that_was_fetched_is_noted_quietly(office: Office) -> None:
    """Its message was answered already."""
    office.person("李明").says("", kind=Kind.IMAGE)
    office.person("李明").gets("图片已收到")
    office.happens(Kind.RESULT, account="liming", event="media", of="1", number=0, kind="image", file=7, name="a.jpg")
    assert [entry.data["file"] for entry in office.journal("media.kept")] == [7]


def test_pictures_without_a_word_beside_them_are_pictures(office: Office) -> None:
    """Also where the platform calls the message a text."""
    office.person("李明").says("@助手 ", media=[{"number": 0, "kind": "image", "name": ""}])
    office.group().gets("图片已收到")


def test_a_press_nobody_knows_is_answered_with_words(office: Office) -> None:
    """Made up, or of a card that is gone."""
    office.person("李明")._sends(Kind.PRESS, "", None, card="q-none", button="1")
    office.person("李明").gets("这个按钮已经不能用了")


def test_what_only_happens_does_not_pass_over_an_open_question(office: Office) -> None:
    """It is answered all the same."""
    office.person("张敏").says("@助手 绑定本群 饮食")
    office.group().gets("1. 饮食服务中心")
    office.happens(account="zhangmin", event="feedback", of="1", verdict="good")
    office.person("张敏").says("@助手 1")
    office.group().gets("本群已登记为饮食服务中心")


def test_what_a_system_tells_is_not_a_stranger_who_wrote(office: Office) -> None:
    """`houqin unknown` lists people."""
    office.happens(event="chat_add_member", chat="group-9")
    with office.house.database.read() as connection:
        assert all_strangers(connection) == []
