"""From a saved web page to its text: what is read of the document on it, without menus, scripts and what is hidden.

What carries a secrecy mark is decided on all that the page holds (`everything`), also what nobody sees. Pages come from
anywhere: tags are told by one pattern in linear time and nesting is counted, never followed by recursion.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from knowledge.mending import KIND_AT_END

LARGEST_PAGE: Final = 8 * 1024 * 1024

_DECLARED: Final = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_CHINESE: Final = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5",
    "big5-hkscs": "big5hkscs",
}
_COMMENT: Final = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_RAW: Final = re.compile(r"<(script|style)\b[^>]{0,2000}>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_DECLARATION: Final = re.compile(r"<[!?][^<>]*>?")
_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:]*)([^<>]*)>")
_GIVEN: Final = re.compile(r"([A-Za-z][\w-]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_UNSEEN: Final = frozenset([
    "script", "style", "noscript", "template", "svg", "math", "canvas", "iframe", "object", "embed", "audio",
    "video", "select", "option", "button", "textarea", "head", "title", "nav", "aside", "footer", "dialog", "map",
    "datalist",
])  # fmt: skip
_VOID: Final = frozenset([
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
])  # fmt: skip
_BLOCKS: Final = frozenset([
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "ul", "ol", "li", "section", "article", "main",
    "header", "blockquote", "pre", "dl", "dt", "dd", "figure", "figcaption", "center", "address", "fieldset",
    "caption", "tbody", "thead", "body", "html", "td", "th",
])  # fmt: skip
_HIDING: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])|left\s*:\s*-\d{3,}",
    re.IGNORECASE,
)
_FURNITURE: Final = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumb|crumbs?|footer|foot|sidebar|side|share|copyright|pager|pagination|"
    r"toolbar|topbar|search|login|banner|related|recommend|position|location|friendlink|links?|comment)(?:$|[\s_\d-])",
    re.IGNORECASE,
)
_LINE: Final = re.compile(
    r"(?:您?(?:的)?(?:当前|现在)(?:所在)?的?位置|上一[篇条页]|下一[篇条页]|首\s*页|返回(?:首页|顶部|列表)?|打印(?:本页)?|关闭(?:窗口)?|分享(?:到|至)?|字[号体]|"
    r"(?:浏览|点击|阅读|访问)(?:次数|量|数)?|版权所有|.{0,12}ICP备|技术支持|网站地图|设为首页|加入收藏|扫一扫|责任编辑|热门|相关(?:链接|阅读|新闻))"
    r"(?:[\s:：|｜>»【\[（(].*|$)"
)
_VIEWS: Final = re.compile(r"\s*(?:浏览|点击|阅读|访问)(?:次数|量|数)?\s*[:：]?\s*[\[(（]?\d*[\])）]?\s*次?\s*$")
_TITLE_PARTS: Final = re.compile(r"\s*[-_|—–·»]+\s*")
_LONGEST_LINK_LINE: Final = 60
_FEWEST: Final = 20
_NEAR: Final = 100  # how far up an end looks for its beginning
_SAYING: Final = ("content", "alt", "title", "value", "placeholder")


@dataclass(frozen=True, slots=True)
class Page:
    """A page read. everything: all its text, also what is hidden, for secrecy marks."""

    text: str
    everything: str


@dataclass(slots=True)
class _Line:
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    is_furniture: bool = False

    def text(self) -> str:
        cells = (" ".join(cell.split()) for cell in "".join(self.parts).split("\t"))
        return "\t".join(cells).strip()


@dataclass(frozen=True, slots=True)
class _Open:
    """A tag that is open, and what it does to the text in it."""

    tag: str
    hides: bool = False
    is_furniture: bool = False


def page_of(source: str) -> Page:
    """Read a page."""
    comments = "\n".join(_COMMENT.findall(source))
    raw = "\n".join(match.group() for match in _RAW.finditer(source))
    reader = _Reader()
    reader.read(_DECLARATION.sub("", _RAW.sub("", _COMMENT.sub("", source))))
    lines = [(line, text) for line in reader.lines if (text := line.text())]
    kept = [text for line, text in lines if not line.is_furniture and not _is_menu(line, text)]
    if sum(map(len, kept)) < _FEWEST:  # all of the page stands in what is furniture elsewhere
        kept = [text for line, text in lines if not _is_menu(line, text)]
    kept = [short for text in kept if (short := _VIEWS.sub("", text)) and not _LINE.match(short)]
    everything = "\n".join([*reader.everything, comments, _TAG.sub("\n", raw)])
    return Page("\n".join(_titled(reader.title, kept)), everything)


def decoded_page(content: bytes) -> str | None:
    """Decode a page: by its mark, as UTF-8 where it is, by what it declares, as GB18030; None where nothing fits."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    declared = _DECLARED.search(content[:4096])
    said = _CHINESE.get(declared.group(1).decode("ascii").lower(), "") if declared else ""
    for encoding in ("utf-8-sig", said, "gb18030"):
        if encoding:
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
    return content.decode(said, errors="replace") if said else None


def _is_menu(line: _Line, text: str) -> bool:
    """Tell whether a line is nothing but links: a menu, or what else there is to read."""
    return line.linked * 10 >= len("".join(text.split())) * 9 and len(text) <= _LONGEST_LINK_LINE


def _titled(title: str, lines: list[str]) -> list[str]:
    """Put the page's title, without the site's name, before its lines where they do not begin with it."""
    parts = [part for part in _TITLE_PARTS.split(" ".join(title.split())) if part]
    part = next((one for one in parts if KIND_AT_END.search(one)), parts[0] if parts else "")
    head = "".join("".join(lines[:6]).split())
    return lines if not part or "".join(part.split()) in head else [part, *lines]


class _Reader:
    """Collects lines; what is unseen is kept apart."""

    def __init__(self) -> None:
        self.lines: list[_Line] = [_Line()]
        self.everything: list[str] = []
        self.title = ""
        self._open: list[_Open] = []
        self._within: Counter[str] = Counter()  # how many of the open tags hide, are furniture, links, a title
        self._lists: list[int | None] = []
        self._cells = 0

    def read(self, source: str) -> None:
        at = 0
        for match in _TAG.finditer(source):
            self._data(html.unescape(source[at : match.start()]))
            tag = match.group(2).lower()
            if match.group(1):
                self._end(tag)
            else:
                self._start(tag, match.group(3))
            at = match.end()
        self._data(html.unescape(source[at:]))

    def _start(self, tag: str, written: str) -> None:
        given = {name.lower(): html.unescape(a or b or c) for name, a, b, c in _GIVEN.findall(written)}
        self.everything += [given[name] for name in _SAYING if given.get(name)]
        if tag == "meta":
            self.everything.append(f"{given.get('name', '')}：{given.get('content', '')}")
        if tag in ("td", "th"):
            self._cell()
        elif tag in _BLOCKS or tag == "br":
            self._break()
        if tag in ("ol", "ul"):
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._number()
        if tag not in _VOID:
            self._push(_Open(tag, tag in _UNSEEN or _is_hidden(given), _is_furniture(tag, given)))

    def _end(self, tag: str) -> None:
        near = [one.tag for one in self._open[-_NEAR:]]
        if tag in near:
            for _ in range(near[::-1].index(tag) + 1):
                self._count(self._open.pop(), -1)
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        if tag in ("tr", "table"):
            self._cells = 0
        if tag in _BLOCKS and not self._cells:
            self._break()

    def _push(self, one: _Open) -> None:
        self._open.append(one)
        self._count(one, 1)

    def _count(self, one: _Open, by: int) -> None:
        self._within["hides"] += by * one.hides
        self._within["furniture"] += by * one.is_furniture
        self._within[one.tag] += by

    def _data(self, data: str) -> None:
        if not data:
            return
        self.everything.append(data)
        if self._within["title"]:
            self.title += data
        if self._within["hides"]:
            return
        line = self.lines[-1]
        line.parts.append(data.replace("\t", " "))
        line.is_furniture = line.is_furniture or self._within["furniture"] > 0
        if self._within["a"]:
            line.linked += len("".join(data.split()))

    def _break(self) -> None:
        """Begin a new line; what stands in a cell is one line with its row."""
        if self._cells:
            self.lines[-1].parts.append(" ")
        elif self.lines[-1].parts:
            self.lines.append(_Line())

    def _cell(self) -> None:
        if self._cells:
            self.lines[-1].parts.append("\t")
        else:
            self._break()
        self._cells += 1

    def _number(self) -> None:
        count = self._lists[-1] if self._lists else None
        if count is not None:
            self._lists[-1] = count + 1
            self.lines[-1].parts.append(
                f"{count + 1}." if self._lists.count(None) + 1 == len(self._lists) else f"（{count + 1}）"
            )


def _is_hidden(given: dict[str, str]) -> bool:
    return "hidden" in given or given.get("aria-hidden", "") == "true" or bool(_HIDING.search(given.get("style", "")))


def _is_furniture(tag: str, given: dict[str, str]) -> bool:
    named = f"{given.get('class', '')} {given.get('id', '')} {given.get('role', '')}"
    return tag not in ("body", "html", "main", "article") and bool(_FURNITURE.search(named))
