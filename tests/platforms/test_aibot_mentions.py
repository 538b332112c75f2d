"""The bot's own name is taken off what was typed, wherever it stands; everything else that was typed stays."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.wecom.aibot.mentions import strip_mentions
from tests.each import each

NAMES = ("后勤助手", "后勤助手 二号", "Logistics Bot", "旧助手（停用）", "bot")


@each(
    ("typed", "said"),
    [
        ("@后勤助手 三食堂停水", "三食堂停水"),
        ("@后勤助手\u2005三食堂停水", "三食堂停水"),
        ("@后勤助手\u00a0三食堂停水", "三食堂停水"),
        ("@后勤助手\n三食堂停水", "三食堂停水"),
        ("三食堂停水 @后勤助手", "三食堂停水"),
        ("请@后勤助手 看看三食堂", "请看看三食堂"),
        ("请看看@后勤助手，急", "请看看，急"),
        ("@后勤助手：三食堂停水", "：三食堂停水"),
        ("@后勤助手 你好 @后勤助手 在吗", "你好 在吗"),
        ("@后勤助手@张三 看看", "@张三 看看"),
        ("@后勤助手 二号 你好", "你好"),
        ("@后勤助手 二号", ""),
        ("@Logistics Bot hello", "hello"),
        ("@旧助手（停用） 你好", "你好"),
        ("@后勤助手", ""),
        ("  @后勤助手\u2005 ", ""),
        ("@后勤助手 @张三 明天值班", "@张三 明天值班"),
        ("已处理SJ-1023@后勤助手 ", "已处理SJ-1023"),
        ("@bot. 你好", ". 你好"),
        ("@后勤助手。", "。"),
    ],
)
def test_the_own_name_is_taken_off(typed: str, said: str) -> None:
    """At the start, in the middle, at the end, several times, whatever ends it; longer names first."""
    assert strip_mentions(typed, NAMES, in_group=True) == (said, "")
    assert strip_mentions(typed, NAMES, in_group=False) == (said, "")


@each(
    "typed",
    [
        "请抄送 me@bot.com 一份", "me@bot 一份", "x@bot", "写信到 zhang@后勤助手.cn", "写到a@后勤助手.edu.cn",
        "后勤助手 你好", "邮箱是 a.b+c@bot 吗", "看@后勤助手小王 的", "问@bot2 吧", "问@bot_x 吧", "问@bot-x 吧", "@",
        "@ 你好", "你好 @", "",
    ],
)  # fmt: skip
def test_what_only_looks_like_the_name_stays(typed: str) -> None:
    """Addresses, longer names, the name without an @, an @ without a name."""
    assert strip_mentions(typed, NAMES, in_group=False) == (typed.strip(), "")


@each(
    ("typed", "said", "unknown"),
    [
        ("@新名字 三食堂停水", "三食堂停水", "新名字"),
        ("@新名字\u2005三食堂停水", "三食堂停水", "新名字"),
        ("@新名字", "", "新名字"),
        ("@新名字，三食堂停水", "，三食堂停水", "新名字"),
        ("@后勤助手小王 你好", "你好", "后勤助手小王"),
        ("@后勤助手2.0 你好", "你好", "后勤助手2.0"),
        ("@后勤助手三食堂停水", "三食堂停水", ""),
        ("三食堂停水 @新名字", "三食堂停水 @新名字", ""),
        ("三食堂停水", "三食堂停水", ""),
        ("@", "@", ""),
    ],
)
def test_in_a_group_an_unknown_name_at_the_start_is_taken_off_and_told(typed: str, said: str, unknown: str) -> None:
    """The bot was renamed, and the settings were not."""
    assert strip_mentions(typed, NAMES, in_group=True) == (said, unknown)


def test_in_a_private_chat_an_unknown_name_stays() -> None:
    """Nobody had to call the bot there."""
    assert strip_mentions("@新名字 三食堂停水", NAMES, in_group=False) == ("@新名字 三食堂停水", "")


def test_a_bot_without_a_usable_name_takes_nothing_off() -> None:
    """Blank names are none."""
    assert strip_mentions("@后勤助手 你好", ["", " "], in_group=False) == ("@后勤助手 你好", "")


@given(
    st.lists(
        st.sampled_from(["@后勤助手", "@bot", "@张三", " ", "\u2005", "水", "a", ".", "，", "@", "\n"]), max_size=30
    )
)
def test_nothing_but_mentions_and_space_is_lost(pieces: list[str]) -> None:
    """Whatever is put together."""
    typed = "".join(pieces)
    said, unknown = strip_mentions(typed, ("后勤助手", "bot"), in_group=False)
    assert unknown == ""

    def rest(text: str) -> str:
        return "".join(text.replace("@后勤助手", "").replace("@bot", "").split())

    assert rest(said) == rest(typed)
