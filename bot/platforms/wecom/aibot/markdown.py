r"""Our plain texts as Markdown that looks the same: the AI bot's texts are always read as Markdown.

What Markdown would take for markup gets a backslash (CommonMark 2.4); a line break becomes a hard one, by two blanks
that nobody sees. Where WeCom may look for markup before Markdown does, or a backslash might be shown, the full-width
twin stands instead: `<` before a tag, a `<@member>` or a `<think>`, and `~` between times. `-` lists and numbered lists
that count on from line to line stay what they are. Source: official pages 101031 and 99110 (markdown_v2).
"""

from __future__ import annotations

import re
from itertools import pairwise

#: A backslash or an entity that would be read as one.
BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~]|$)", re.MULTILINE)
ENTITY = re.compile(r"&(?=#?\w{1,32};)")
TAG = re.compile(r"<(?=[A-Za-z/!?@])")
#: What begins a block at the start of a line or of a list's item: a heading, a quote, another kind of list, a
#: definition, or a row of marks that makes a heading, a rule or a table.
BLOCK = re.compile(r"([ ]{0,3})(?=#|>|[*+](?:[ \t]|$)|\[[^\]]*\]:|(?=.*[-=*_])(?:[-=*_:|][ \t]*)+$)")
ITEM = re.compile(r"([ ]{0,3}(?:-|[0-9]{1,9}[.)]))[ \t]+(?=\S)")
INNER = re.compile(r"(?=-(?:[ \t]|$))|[0-9]{1,9}(?=[.)](?:[ \t]|$))")
NUMBERED = re.compile(r"([ ]{0,3}[0-9]{1,9})([.)])(?=[ \t]|$)")
INDENT = re.compile(r"^(?:[ ]{4,}|[ ]*\t[ \t]*)", re.MULTILINE)
LINK = "]("
UNDERSCORE = re.compile(r"(?<![^\W_])(?<!_)_+|(?<!_)_++(?![^\W_])")
MARK = re.compile(r"[*`]")
PAIR = 2


def as_markdown(text: str) -> str:
    """Write plain text as Markdown that shows the same characters and lines."""
    text = TAG.sub("＜", ENTITY.sub(r"\&", BACKSLASH.sub(r"\\\\", text)))
    text = INDENT.sub(lambda found: "\u00a0" * len(found[0].expandtabs(4)), text)
    paragraphs = re.split(r"(\n[ \t]*\n+)", text)
    marked = "".join(_paragraph(one) if one.strip() else "\n\n" for one in paragraphs if one)
    lines = [line.rstrip(" \t") for line in _numbers(marked).split("\n")]
    ends = ["  \n" if line and after else "\n" for line, after in pairwise(lines)]
    return "".join(line + end for line, end in zip(lines, [*ends, ""], strict=True))


def _paragraph(text: str) -> str:
    """Escape what only means something in a pair, then what begins a block in its lines."""
    if text.count("~") >= PAIR:
        text = text.replace("~", "～")
    if text.count("_") >= PAIR:
        text = UNDERSCORE.sub(lambda found: r"\_" * len(found[0]), text)
    paired = {mark for mark in "*`" if text.count(mark) >= PAIR}
    text = MARK.sub(lambda found: "\\" + found[0] if found[0] in paired else found[0], text)
    return "\n".join(map(_line, text.replace(LINK, r"]\(").split("\n")))


def _line(line: str) -> str:
    """Escape what begins a block; after the mark of a list's item, another item too."""
    begins = BLOCK.match(line)
    item = None if begins else ITEM.match(line)
    if item:
        said = line[item.end() :]
        return f"{item[1]} {_escaped(said, BLOCK.match(said) or INNER.match(said))}"
    return _escaped(line, begins)


def _escaped(line: str, begins: re.Match[str] | None) -> str:
    return f"{line[: begins.end()]}\\{line[begins.end() :]}" if begins else line


def _numbers(text: str) -> str:
    """Escape a number at the start of a line where a reader's list would count differently.

    A list is open until a gap and then a line that is neither indented nor its next number.
    """
    lines: list[str] = []
    last: tuple[int, str] | None = None
    for line in text.split("\n"):
        after_gap = bool(lines) and not lines[-1].strip()
        numbered = NUMBERED.match(line)
        counted = (int(numbered[1]), numbered[2]) if numbered else None
        if numbered and counted and last and counted[1] == last[1] and counted[0] != last[0] + 1:
            lines.append(f"{numbered[1]}\\{line[numbered.end(1) :]}")
            last = None if after_gap else last
            continue
        lines.append(line)
        if counted:
            last = counted
        elif after_gap and line.strip() and not line.startswith("  "):
            last = None
    return "\n".join(lines)
