"""Markdown, as the reference pages need it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

MADE = "<!-- Made from the code by `python -m tests.reference`; edit the code or tests/reference, not this page. -->"


def page(title: str, *parts: str) -> str:
    """Join a title and its parts, a blank line between each."""
    return "\n\n".join([MADE, f"# {title}", *(part.strip("\n") for part in parts if part)]) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Print a table; nothing where there are no rows."""
    lines = ["| " + " | ".join(cell(one) for one in row) + " |" for row in rows]
    return "\n".join(
        ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |", *lines] if lines else []
    )


def cell(text: str) -> str:
    """Bring a text into one table cell."""
    return " ".join(text.replace("|", r"\|").split())


def code(text: str) -> str:
    """Set a text as code, nothing for nothing."""
    return f"`{text}`" if text else ""


def described(found: Iterable[str], words: Mapping[str, str], what: str) -> list[tuple[str, str]]:
    """Pair what the code has with its description. Raises LookupError naming what is missing or stale."""
    here = list(dict.fromkeys(found))
    missing, stale = [one for one in here if one not in words], [one for one in words if one not in here]
    if missing or stale:
        raise LookupError(f"{what}: not described {missing}, described but gone {stale}; edit tests/reference")
    return [(one, words[one]) for one in here]
