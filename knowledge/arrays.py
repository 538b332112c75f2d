"""Arrays in one file: written whole or not at all, mapped read-only, so that every process shares the memory of it."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    Array = NDArray[Any]

_MAGIC: Final = b"houqin-index-2\n"
_ALIGNED: Final = 64
UNFINISHED: Final = ".part"


def save(arrays: Mapping[str, Array], path: Path) -> None:
    """Write named arrays to a file; a cut leaves nothing under its name. Errors: OSError."""
    header = json.dumps([[name, array.dtype.str, len(array)] for name, array in arrays.items()]).encode()
    part = path.with_name(f"{path.name}-{secrets.token_hex(4)}{UNFINISHED}")
    with part.open("wb") as file:
        file.write(_MAGIC + len(header).to_bytes(4, "little") + header)
        for array in arrays.values():
            file.write(b"\0" * (-file.tell() % _ALIGNED))
            file.write(np.ascontiguousarray(array).data)
    part.replace(path)


def load(path: Path) -> dict[str, Array]:
    """Map a file of arrays. Errors: ValueError when it is none of this program or cut short, OSError."""
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise ValueError(f"{path} is no index of this program")
        header = json.loads(file.read(int.from_bytes(file.read(4), "little")))
        at = file.tell()
    whole = np.asarray(np.memmap(path, dtype=np.uint8, mode="r"))
    arrays: dict[str, Array] = {}
    for name, kind, length in header:
        at += -at % _ALIGNED
        dtype = np.dtype(kind)
        end = at + dtype.itemsize * length
        if end > len(whole):
            raise ValueError(f"{path} is cut short")
        arrays[name] = whole[at:end].view(dtype)
        at = end
    return arrays
