"""A text in parts: no character a reader sees is halved, no heading stands alone, and no text takes long."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.graphemes import LONGEST, last_end
from bot.platforms.split import LIMIT, split_text, split_written
from tests.growth import grows_with

NUMBER = re.compile(r"\(\d+/\d+\) ")
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
FLAG, THUMB = "\U0001f1e8\U0001f1f3", "\U0001f44d\U0001f3fd"
HEART, KEYCAP, RAINBOW = "\u2764\ufe0f", "1\ufe0f\u20e3", "\U0001f3f3\ufe0f\u200d\U0001f308"
ENGLAND, MARKED = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "e\u0302\u0304"
VOICED, HANGUL, THAI = "\uff76\uff9e", "\u1112\u1161\u11ab", "\u0e19\u0e35\u0e49"
WHOLE = [FAMILY, FLAG, THUMB, HEART, KEYCAP, RAINBOW, ENGLAND, MARKED, VOICED, HANGUL, THAI]
CHARACTERS = [*WHOLE, "水", "。", "a", "\r\n", "\n", " "]
WALLS = [*CHARACTERS, "\u0301", "\U0001f1e8", "\u200d", "！”", "。\u0301", "(1/2) ", "\n\n", ". "]
HEADING = "（答复您在群里的提问）\n"

#: Cuts each text where the reader's own rules say a character ends, as a browser does.
SEGMENTER = """
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
const segmenter = new Intl.Segmenter("zh", {granularity: "grapheme"});
process.stdout.write(JSON.stringify(texts.map((text) => Array.from(segmenter.segment(text), (one) => one.segment))));
"""


def pieces_of(text: str, limit: int = LIMIT) -> list[str]:
    """Split a text and take the numbers off."""
    return [NUMBER.sub("", part, count=1) for part in split_text(text, limit)]


@pytest.mark.parametrize("character", [*WHOLE, "水"])
@pytest.mark.parametrize("shift", range(4))
def test_no_part_begins_inside_a_character(character: str, shift: int) -> None:
    """Wherever a part is full."""
    text = "a" * shift + character * (3 * LIMIT // len(character.encode()))
    pieces = pieces_of(text)
    assert len(pieces) > 2
    assert "".join(pieces) == text
    assert all(set(piece.split(character)) <= {"", "a" * shift} for piece in pieces)


@pytest.mark.skipif(not shutil.which("node"), reason="node is not installed")
def test_a_browser_sees_the_same_characters() -> None:
    """Intl.Segmenter: the parts of a part are those of the text."""
    texts = [(one + other + "水" * number) * 30 for number, one in enumerate(CHARACTERS) for other in CHARACTERS]
    parts = [pieces_of(text, 200) for text in texts]
    asked = json.dumps([*texts, *(part for own in parts for part in own)])
    ran = subprocess.run(["node", "-e", SEGMENTER], input=asked, capture_output=True, check=True, text=True)
    seen = json.loads(ran.stdout)
    whole, rest = seen[: len(texts)], iter(seen[len(texts) :])
    for characters, own in zip(whole, parts, strict=True):
        assert [one for _ in own for one in next(rest)] == characters


@given(st.lists(st.sampled_from(CHARACTERS), max_size=60).map("".join), st.sampled_from([64, 100, 200]))
def test_a_part_of_whole_characters_loses_nothing(text: str, limit: int) -> None:
    """And none is too long."""
    assert "".join(pieces_of(text, limit) if len(text.encode()) > limit else [text]) == text
    assert all(len(part.encode()) <= limit for part in split_text(text, limit))


def test_more_marks_than_a_word_bears_are_no_character() -> None:
    """They are cut somewhere rather than not at all."""
    text = "a" + "\u0301" * 5000
    assert "".join(pieces_of(text)) == text
    assert last_end(text, 4 * LONGEST) == 4 * LONGEST
    assert last_end(text, LONGEST - 1) == LONGEST - 1
    assert last_end("", 0) == 0


@pytest.mark.parametrize("size", [400, 600, 660, 700, 1300, 5000])
@pytest.mark.parametrize("heading", [HEADING, "通知！\n", "一、总则。\n\n", "# 停水\n好的。"])
def test_a_heading_never_stands_alone_before_a_sentence_too_long(heading: str, size: int) -> None:
    """The sentence begins in the same part."""
    text = heading + "三食堂停水，" * (size // 6) + "到晚上。\n" + "完"
    pieces = pieces_of(text)
    assert pieces[0].startswith(heading + "三食堂停水，")
    assert "".join(pieces) == text


@pytest.mark.parametrize(
    "seed", [*CHARACTERS, "\u0301", "🇨", "\u200d", "！”", "。\u0301", "(1/2) ", "\n\n", ". ", HEADING]
)
def test_a_wall_of_anything_is_split_at_once(seed: str) -> None:
    """In time that grows with the text, not with its square."""
    text = seed * (30_000 // len(seed))
    assert "".join(pieces_of(text)) == text
    grows_with(lambda size: pieces_of(seed * (size // len(seed))), 100_000)


def test_a_text_that_grows_by_a_byte_when_written_is_cut_at_once() -> None:
    """Not tried again for every byte it is shorter than the limit."""
    tries: list[int] = []

    def write(part: str) -> bytes:
        tries.append(len(part))
        return part.replace('"', '\\"').encode()

    written = split_written('"' * 3000 + "水" * 2340, write, 13_015)
    assert [len(one) <= 13_015 for one in written] == [True, True]
    assert len(tries) < 20
