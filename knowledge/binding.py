"""The volumes of a shelf: found in the folder by what they hold, or bound and put there.

A volume's file is named after the documents it holds and after the program text that decides what is indexed of them.
So no row names a file: whoever knows which documents are on the shelf knows which file to map, and where it is missing
(lost, of an older program, on another machine) binds it, from an older volume as far as that goes.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Final

from knowledge import arrays
from knowledge.library import indexed_text
from knowledge.volume import Volume, load, rebound, volume_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from knowledge.document import Passage
    from knowledge.rows import Shelved

    #: Gives the passages of some documents on the shelf, a list for each, in the same order.
    Read = Callable[[Sequence[Shelved]], list[list[Passage]]]

_DECIDING: Final = ("arrays.py", "library.py", "postings.py", "terms.py", "text.py", "volume.py")
_READ: Final = 50  # documents at a time
_BOUND: Final = 2000  # passages, or a few more, at a time
_FILES: Final = "index-*.bin"


@functools.cache
def _program() -> bytes:
    """Return a digest of what decides how a text is indexed: another program never takes up this one's files."""
    texts = (resources.files("knowledge").joinpath(name).read_bytes() for name in _DECIDING)
    return hashlib.sha256(b"\n".join(texts)).digest()


def name_of(documents: Sequence[Shelved]) -> str:
    """Return the name of the file of the volume that holds these documents in this order."""
    digest = hashlib.sha256(_program())
    for one in documents:
        digest.update(one.key.to_bytes(8, "little"))
    return _FILES.replace("*", digest.hexdigest()[:32])


@dataclass(frozen=True, slots=True)
class Bindery:
    """Makes volumes and keeps them in a folder."""

    folder: Path

    def volume(
        self,
        documents: Sequence[Shelved],
        older: Iterable[Volume],
        read: Read,
        tell: Callable[[int, int], object] = max,
    ) -> Volume:
        """Return the volume of these documents, mapped; bound where its file is not there or not whole.

        older: volumes out of which it is bound as far as they go. read: gives the passages of the rest.
        tell: called with how many of the documents that stand in none of them were read.
        """
        if not documents:
            return rebound((), ())
        path, keys = self.folder / name_of(documents), [one.key for one in documents]
        with contextlib.suppress(OSError, ValueError):
            return load(path)
        kept = list(older)
        stands = {int(key) for volume in kept for key in volume.keys}
        missing = [one for one in documents if one.key not in stands]
        bound = rebound(keys, [*kept, *_gathered(missing, read, tell)])
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            bound.save(path)
            return load(path)
        except OSError:  # a full disk: it is answered from memory, and bound again by whoever looks next
            return bound

    def tidy(self, keep: Iterable[str], before: datetime) -> None:
        """Delete the volumes that are not to be kept, and what was begun before a moment and never finished."""
        kept = set(keep)
        for file in self.folder.glob(_FILES):
            if file.name not in kept:
                with contextlib.suppress(OSError):
                    file.unlink()
        for file in self.folder.glob(f"index-*{arrays.UNFINISHED}"):
            with contextlib.suppress(OSError):
                if file.stat().st_mtime < before.timestamp():
                    file.unlink()


def _gathered(documents: Sequence[Shelved], read: Read, tell: Callable[[int, int], object]) -> Iterator[Volume]:
    """Bind documents that stand in no volume yet, a few thousand passages at a time."""
    some: list[Shelved] = []
    passages: list[list[Passage]] = []
    for first in range(0, len(documents), _READ):
        more = documents[first : first + _READ]
        some += more
        passages += read(more)
        tell(first + len(more), len(documents))
        if sum(map(len, passages)) >= _BOUND:
            yield _volume(some, passages)
            some, passages = [], []
    if some:
        yield _volume(some, passages)


def _volume(documents: Sequence[Shelved], passages: Sequence[Sequence[Passage]]) -> Volume:
    indexed = (
        indexed_text(one.document, part) for one, parts in zip(documents, passages, strict=True) for part in parts
    )
    return volume_of([one.key for one in documents], passages, indexed)
