"""An answer as the JSON object that `houqin ask --json` prints."""

from __future__ import annotations

from typing import Any

from knowledge.answer import Answer
from knowledge.document import Document


def as_json(reply: Answer) -> dict[str, Any]:
    """Return an answer as the JSON object that `houqin ask --json` prints (without the question's own id)."""
    return {
        "answered": reply.answered,
        "quote": reply.quote or None,
        "passage": reply.passage.text if reply.passage else None,
        "document": _document_json(reply.document),
        "clause": reply.clause or None,
        "confidence": round(reply.confidence, 3),
        "reason": reply.reason or None,
        "alternatives": [
            ({"id": a.passage.id} if a.passage.id else {})
            | {
                "passage": a.passage.text,
                "document": _document_json(a.document),
                "clause": a.passage.clause or None,
                "score": round(a.score, 4),
            }
            for a in reply.alternatives
        ],
    }


def _document_json(document: Document | None) -> dict[str, Any] | None:
    if document is None:
        return None
    return {
        "file": document.file,
        "title": document.title,
        "issuer": document.issuer,
        "number": document.number,
        "date": document.date,
    }
