"""Reads the plain XML that WeCom writes: `<xml>` with one level of elements, each once, text or CDATA.

A strict small grammar instead of an XML parser: it has no DOCTYPE, entity, attribute, comment, namespace or depth, so
nothing of that kind can do anything, and it takes a third of a parser's time on the path every callback goes. What it
does not know it does not read: an envelope is then refused, a message goes to wechatpy's parser.
"""

from __future__ import annotations

import re

OPENING = re.compile(r"\ufeff?\s*(?:<\?xml\b[^<>]*\?>\s*)?<xml>")
CDATA = r"<!\[CDATA\[([^\]]*+(?:\](?!\]>)[^\]]*+)*+)\]\]>"
ELEMENT = re.compile(rf"\s*<([A-Za-z_]\w*+)(?:\s*/>|>(?:\s*{CDATA}\s*|([^<&]*+))</\1>)", re.ASCII)
CLOSING = re.compile(r"\s*</xml>\s*")


def read_flat(xml: str) -> dict[str, str] | None:
    """Return the texts by element name, without white space around them; None where it is anything else."""
    start = OPENING.match(xml)
    if start is None:
        return None
    texts: dict[str, str] = {}
    at = start.end()
    while element := ELEMENT.match(xml, at):
        name, marked, plain = element.groups()
        if name in texts:
            return None
        texts[name] = (marked or plain or "").strip()
        at = element.end()
    return texts if CLOSING.fullmatch(xml, at) else None
