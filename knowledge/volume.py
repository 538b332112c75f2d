"""A volume: the passages of some shelved documents with their postings, in one file that is mapped, not read.

It is bound from the documents it shall hold, in order: those an older volume holds are copied from there, the others
are read and gathered. However it came about, it is the same, bit for bit. A document is known by its key: two with one
key hold the same passages.
"""

from __future__ import annotations

import bisect
import functools
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, overload

import numpy as np

from knowledge import arrays
from knowledge.document import Passage
from knowledge.postings import Postings, gather, merged

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    Array = NDArray[Any]

_ENCODING: Final = "utf-16-le"
_BETWEEN: Final = "\x1f"
_KEPT: Final = 4096  # passages
_POSTINGS: Final = "postings."


@dataclass(frozen=True, slots=True)
class Volume:
    """D documents with N passages; a document's passages stand one behind the other.

    Arrays: `keys` (D), `firsts` (D + 1, passages), `starts` (N + 1, bytes of `texts`), `texts` (label, heading and text
    of each passage).
    """

    keys: Array
    firsts: Array
    starts: Array
    texts: Array
    postings: Postings

    def __len__(self) -> int:
        """How many passages there are."""
        return len(self.starts) - 1

    def passage(self, place: int, first_document: int = 0) -> Passage:
        """Return a passage; its document's number counts from `first_document`."""
        document = int(self.firsts.searchsorted(place, side="right")) - 1
        written = self.texts[int(self.starts[place]) : int(self.starts[place + 1])].tobytes().decode(_ENCODING)
        clause, heading, text = written.split(_BETWEEN, 2)
        return Passage(first_document + document, clause, heading, text)

    def holds(self, keys: Sequence[int]) -> bool:
        """Tell whether these are its documents, in this order."""
        return list(self.keys.tolist()) == list(keys)

    def save(self, path: Path) -> None:
        """Write it to a file, complete or not at all."""
        own = {name: getattr(self, name) for name in self.__slots__ if name != "postings"}
        within = {_POSTINGS + name: getattr(self.postings, name) for name in Postings.__slots__}
        arrays.save(own | within, path)


def load(path: Path) -> Volume:
    """Map a volume. Errors: ValueError when the file is none of this program, OSError when it can't be read."""
    found = arrays.load(path)
    try:
        postings = Postings(**{name: found.pop(_POSTINGS + name) for name in Postings.__slots__})
        return Volume(**found, postings=postings)
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path} is no index of this program") from error


def volume_of(keys: Sequence[int], passages: Sequence[Sequence[Passage]], indexed: Iterable[str]) -> Volume:
    """Bind a few documents: the passages of each, and of all of them what is indexed, in order."""
    written = [_written(one).encode(_ENCODING) for one in itertools.chain.from_iterable(passages)]
    return Volume(
        np.array(keys, dtype=np.uint64),
        _ends(map(len, passages)),
        _ends(map(len, written)),
        np.frombuffer(b"".join(written), dtype=np.uint8),
        gather(list(indexed)),
    )


def _written(passage: Passage) -> str:
    above = [part.replace(_BETWEEN, " ") for part in (passage.clause, passage.heading)]
    return _BETWEEN.join((*above, passage.text))


def rebound(keys: Sequence[int], sources: Sequence[Volume]) -> Volume:
    """Bind the documents of these keys, in this order, out of volumes that together hold them all."""
    found = {int(key): (number, at) for number, one in enumerate(sources) for at, key in enumerate(one.keys)}
    picks = [found[key] for key in keys]
    moves = [np.full(len(one), -1, dtype=np.int64) for one in sources]
    pieces: list[Array] = [np.zeros(0, dtype=np.uint8)]
    sizes: list[Array] = [np.zeros(0, dtype=np.int64)]
    firsts, place = [0], 0
    for number, at in picks:
        source = sources[number]
        first, last = int(source.firsts[at]), int(source.firsts[at + 1])
        moves[number][first:last] = np.arange(place, place + last - first)
        pieces.append(source.texts[int(source.starts[first]) : int(source.starts[last])])
        sizes.append(np.diff(source.starts[first : last + 1].astype(np.int64)))
        place += last - first
        firsts.append(place)
    return Volume(
        np.array(keys, dtype=np.uint64),
        np.array(firsts, dtype=np.uint32),
        _ends(np.concatenate(sizes)),
        np.concatenate(pieces),
        merged(list(zip((one.postings for one in sources), moves, strict=True))),
    )


def _ends(sizes: Iterable[int]) -> Array:
    """Return where each of these stands, one behind the other, and where the last ends."""
    return np.cumsum([0, *sizes]).astype(np.uint32)


class Bound(Sequence[Passage]):
    """The passages of volumes, one volume behind the other, as a library holds them; each is read when asked for.

    Those read last are kept: what one question found, its parts and the next question find again.
    """

    def __init__(self, volumes: Sequence[Volume]) -> None:
        self._volumes = volumes
        self._firsts = list(itertools.accumulate(map(len, volumes), initial=0))
        documents = list(itertools.accumulate((len(one.keys) for one in volumes), initial=0))
        self._read = functools.lru_cache(_KEPT)(functools.partial(_passage, volumes, self._firsts, documents))

    def __len__(self) -> int:
        return self._firsts[-1]

    @overload
    def __getitem__(self, place: int) -> Passage: ...

    @overload
    def __getitem__(self, place: slice) -> list[Passage]: ...

    def __getitem__(self, place: int | slice) -> Passage | list[Passage]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        place = range(len(self))[place]
        return self._read(place)

    def starts(self) -> list[int]:
        """Return the place of each document's first passage, and how many passages there are."""
        firsts = [one.firsts[:-1].astype(np.int64) + first
                  for one, first in zip(self._volumes, self._firsts, strict=False)]  # fmt: skip
        return [place for part in firsts for place in part.tolist()] + [len(self)]


def _passage(volumes: Sequence[Volume], firsts: Sequence[int], documents: Sequence[int], place: int) -> Passage:
    number = bisect.bisect_right(firsts, place) - 1
    return volumes[number].passage(place - firsts[number], documents[number])
