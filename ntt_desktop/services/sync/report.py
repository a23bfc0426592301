"""What became of a received file."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ntt_desktop.domain.sync.ranges import Span
from ntt_desktop.formats.package.differences import AddedRow, Edit, MissingRow
from ntt_desktop.services.sync.stock import StockDifference

RECEIVED, UNCHANGED, UNKNOWN_SIGNER, HELD, REFUSED = "received", "unchanged", "unknown_signer", "held", "refused"


@dataclass(slots=True)
class FileReport:
    """One file. ``status`` is one of the five above; ``reason`` and ``params`` make the sentence that says why.

    ``new``, ``updated`` and ``identical`` count workers shown in the file; ``voided`` those known here that it
    takes away; ``conflicts`` and ``duplicates`` what it newly brought.
    """

    file: str
    status: str = HELD
    reason: str = ""
    params: dict[str, object] = field(default_factory=dict)
    kind: str = ""
    node: str = ""
    sender: str = ""
    sequence: int = 0
    check_code: str = ""
    fingerprint: str = ""
    enrolled: bool = False
    new: int = 0
    updated: int = 0
    identical: int = 0
    voided: int = 0
    conflicts: int = 0
    duplicates: int = 0
    edited: Sequence[Edit] = ()
    missing_rows: Sequence[MissingRow] = ()
    added_rows: Sequence[AddedRow] = ()
    missing_sequences: Sequence[Span] = ()
    stock_difference: Sequence[StockDifference] = ()
    person_months: int = 0
    rupiah: int = 0
    cloned: bool = False
    clock_ahead: int = 0
    """Change records dated more than a day ahead of this clock."""

    kept: bool = False
    """Whether the file was kept to be tried again."""
    verdicts: dict[str, int] = field(default_factory=dict)
    """In a return file: how many of our people each state was said of."""
    warnings: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What the file gives away of its sender (a restored or copied store, a wrong clock): code -> parameters, the
    worst first, which is also the ``reason``."""

    @property
    def trusted_by(self) -> str:
        """The spoken code that lets the file in: of a machine that is unknown, or was given up; "" where none does."""
        return str(self.params.get("fingerprint", ""))

    @property
    def taken(self) -> bool:
        """Whether what the file says is in the store, now or since before."""
        return self.status in (RECEIVED, UNCHANGED)
