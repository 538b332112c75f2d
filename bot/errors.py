"""Every error the house raises on purpose, as one tree.

A class says what kind of trouble it is; its text is for the operator, in one sentence with the remedy. What staff read
is written by the slice that meets the error, never here.

    HouqinError
    ├── SettingsError            the configuration can't be used; the process must not start
    ├── StoreError
    │   ├── StoreUnusable        the database can't be opened, read or written
    │   ├── SchemaForeign        it holds the tables of another program
    │   ├── SchemaBehind         the database is older than this program: run `houqin migrate`
    │   ├── SchemaAhead          the database is newer than this program: install the newer program
    │   ├── StoreLocked          another `houqin serve` holds the store
    │   └── RowMoved             a root row changed under a turn: the turn runs again
    ├── CallbackError            a callback was refused (its `status` is the HTTP status)
    │   ├── Forged               signature, receiver or time window does not hold: 403
    │   └── Malformed            the body can't be read: 400
    ├── DeliveryError            a platform did not take a call
    │   ├── Refused              it said no, and will say no again
    │   ├── Throttled            too much; carries when to try again
    │   ├── TryLater             it failed before taking the call; a retry is safe
    │   └── FateUnknown          the answer was lost; it may have been delivered
    ├── DocumentError            a document can't go on the shelf (carries file and remedy)
    │   ├── Unreadable           broken, encrypted, empty or of an unknown format
    │   └── Classified           it carries a secrecy mark; nothing of it is kept
    ├── SheetError               rows of an imported table are wrong (carries one line per cell)
    ├── MeaningDown              the embedding model did not answer as agreed; search goes on without
    └── AnotherTurn              a handler asks for its turn to be run once more from the start
"""

from __future__ import annotations


class HouqinError(Exception):
    """Root of the tree."""


class SettingsError(HouqinError):
    """The configuration can't be used; the text names the setting and the remedy."""


class StoreError(HouqinError):
    """The store can't be used as it is."""


class StoreUnusable(StoreError):
    """The database can't be opened, read or written; the text names it, never its password."""


class SchemaForeign(StoreError):
    """The database holds the tables of another program; it is left alone."""


class SchemaBehind(StoreError):
    """The database is older than this program."""


class SchemaAhead(StoreError):
    """The database is newer than this program."""


class StoreLocked(StoreError):
    """Another process serves from this store."""


class RowMoved(StoreError):
    """A row was changed by somebody else between reading and writing it."""


class CallbackError(HouqinError):
    """A callback is refused. `status` is the HTTP status to answer with."""

    status = 400


class Forged(CallbackError):
    """Signature, receiver or time window does not hold."""

    status = 403


class Malformed(CallbackError):
    """The body can't be read."""

    status = 400


class DeliveryError(HouqinError):
    """A platform did not take a call.

    code: the platform's own error code, 0 where there is none.
    """

    def __init__(self, text: str, *, code: int = 0) -> None:
        super().__init__(text)
        self.code = code


class Refused(DeliveryError):
    """The platform said no and will say no again."""


class Throttled(DeliveryError):
    """The platform takes no more for now. `wait_s`: seconds to wait before the next call of this route."""

    def __init__(self, text: str, *, code: int = 0, wait_s: float = 60.0) -> None:
        super().__init__(text, code=code)
        self.wait_s = wait_s


class TryLater(DeliveryError):
    """The call failed before the platform took it; sending it again is safe."""


class FateUnknown(DeliveryError):
    """The call went out and its answer was lost; it may have been delivered."""


class DocumentError(HouqinError):
    """A document can't go on the shelf. `file` names it, `remedy` says what to do."""

    def __init__(self, file: str, text: str, remedy: str) -> None:
        super().__init__(f"{file}: {text}")
        self.file = file
        self.remedy = remedy


class Unreadable(DocumentError):
    """Broken, encrypted, empty or of an unknown format."""


class Classified(DocumentError):
    """It carries a secrecy mark; nothing of it is kept."""


class Inner(DocumentError):
    """It is marked 内部资料 or 工作秘密 and the operator did not say that it may be taken."""


class SheetError(HouqinError):
    """Rows of an imported table are wrong. `faults`: one sentence per cell, naming row, column and remedy."""

    def __init__(self, table: str, faults: list[str]) -> None:
        super().__init__(f"{table}: {len(faults)} fault(s)")
        self.table = table
        self.faults = faults


class MeaningDown(HouqinError):
    """The embedding model did not answer as agreed; holds no text and no key.

    rest_s: how long the other side asked to be left alone. is_of_text: whether it refused these texts and not all.
    """

    def __init__(self, text: str, rest_s: float = 0.0, *, is_of_text: bool = False) -> None:
        super().__init__(text)
        self.rest_s = rest_s
        self.is_of_text = is_of_text


class AnotherTurn(HouqinError):
    """A handler asks for its turn to be run once more from the start."""
