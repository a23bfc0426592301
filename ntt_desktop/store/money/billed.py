"""Billed months keep their occupant: which claims a bill or a payment holds, whatever arrives later.

A bill says in ``knows`` how far its maker had read each device's records of the programme (JSON: device -> the last
revision known). A claim that the maker knew on a billed seat and month is *held*: it goes before claims that are not,
however early these were made, and it stands when a record that the maker did not know cuts it short, gives its seat
back or passes it down. All of it is a function of the records. A bill that does not say what it knew (made by an older
version) knew what was made before it.
"""

import json
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ntt_desktop.domain import seat_ranges
from ntt_desktop.domain.capacity import Block, Release
from ntt_desktop.domain.revision import device_of
from ntt_desktop.store.capacity.spans import month_index
from ntt_desktop.store.rows import Rows, chunks

if TYPE_CHECKING:
    from ntt_desktop.store.unit_of_work import UnitOfWork

KINDS = ("bill", "payment")

# From a programme's records to their changes, by the index: the log is never read through.
_CHANGES = (
    "slot k CROSS JOIN change c ON c.record = k.id WHERE k.programme_id = ?",
    "block k CROSS JOIN change c ON c.record = k.id WHERE k.programme_id = ?",
    "block b CROSS JOIN release k ON k.block_id = b.id CROSS JOIN change c ON c.record = k.id WHERE b.programme_id = ?",
)


def knowledge(source: Rows, programme: str) -> str:
    """What this store knows of a programme's slots, blocks and releases, for the field ``knows``."""
    known: dict[str, str] = {}
    for records in _CHANGES:
        for row in source.rows(
            f"SELECT substr(c.revision, 17) AS device, max(c.revision) AS last FROM {records} GROUP BY 1", (programme,)
        ):
            known[row["device"]] = max(row["last"], known.get(row["device"], ""))
    return json.dumps(known, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Bill:
    """A bill or payment that stands: its seats (ascending pairs) in the months ``first..last``."""

    created: str
    knows: dict[str, str] | None
    first: int
    last: int
    pairs: tuple[tuple[int, int], ...]

    def knew(self, revision: str) -> bool:
        """Whether its maker had read a change."""
        if self.knows is None:
            return revision < self.created
        return revision <= self.knows.get(device_of(revision), "")

    def holds(self, seat_from: int, seat_to: int) -> bool:
        """Whether one of these seats is billed."""
        at = bisect_right(self.pairs, (seat_to, float("inf"))) - 1
        return at >= 0 and self.pairs[at][1] >= seat_from


class Held:
    """The claims that bills hold, looked up as they are needed; good while no bill and no slot changes."""

    def __init__(self, uow: "UnitOfWork") -> None:
        self.uow = uow
        self._bills: dict[str, list[Bill]] = {}
        self._months: dict[int, dict[int, str]] = {}
        self.programmes = {
            row["programme_id"]
            for kind in KINDS
            for row in uow.rows(f"SELECT DISTINCT programme_id FROM {kind} WHERE cancelled IS NOT 1")
        }
        """Ids of the programmes that have a bill."""

    def bills(self, programme: str) -> list[Bill]:
        """The readable bills and payments of a programme that stand."""
        if programme not in self.programmes:
            return []
        if programme not in self._bills:
            rows = [
                row
                for kind in KINDS
                for row in self.uow.rows(
                    f"SELECT * FROM {kind} WHERE programme_id = ? AND cancelled IS NOT 1", (programme,)
                )
            ]
            self._bills[programme] = [bill for row in rows if (bill := _read(row))]
        return self._bills[programme]

    def months(self, slot: int) -> dict[int, str]:
        """The months of a slot (``pk``) that are held, each with the creating revision of the first bill that does."""
        if slot not in self._months:
            self._months[slot] = self._months_of(slot)
        return self._months[slot]

    def _months_of(self, slot: int) -> dict[int, str]:
        rows = self.uow.rows("SELECT id, programme_id, seat FROM slot WHERE pk = ?", (slot,))
        seat = rows[0]["seat"] if rows else None
        if seat is None:
            return {}
        bills = [bill for bill in self.bills(rows[0]["programme_id"]) if bill.holds(seat, seat)]
        if not bills:
            return {}
        history = self.uow.rows(
            "SELECT revision, body FROM change WHERE record = ? ORDER BY revision", (rows[0]["id"],)
        )
        said = [(row["revision"], json.loads(row["body"])["v"]) for row in history]
        held: dict[int, str] = {}
        for bill in bills:
            known: dict[str, Any] = {}
            for revision, values in said:
                if bill.knew(revision):
                    known |= values
            first, last = month_index(known.get("first_month")), month_index(known.get("last_month"))
            if first is None or last is None or known.get("cancelled"):
                continue
            for month in range(max(first, bill.first), min(last, bill.last) + 1):
                held[month] = min(bill.created, held.get(month, bill.created))
        return held

    def barred(self, programme: str, record: Block | Release) -> bool:
        """Whether a record, unknown to the maker of a bill, would take a held claim's seat out of the block above."""
        above = record.parent if isinstance(record, Block) else record.block
        rect = record.rect
        bills = [
            bill
            for bill in self.bills(programme)
            if not bill.knew(record.created)
            and bill.first <= rect.last
            and rect.first <= bill.last
            and bill.holds(rect.seat_from, rect.seat_to)
        ]
        if not bills or not above:
            return False
        unknowing = {bill.created for bill in bills}
        slots = self.uow.rows(
            "SELECT pk FROM slot WHERE block_id = ? AND seat BETWEEN ? AND ?", (above, rect.seat_from, rect.seat_to)
        )
        return any(
            rect.first <= month <= rect.last and bill in unknowing
            for row in slots
            for month, bill in self.months(row["pk"]).items()
        )


def _read(row: dict[str, Any]) -> Bill | None:
    """A bill of its record; None when months or seats cannot be read."""
    first, last = month_index(row["first_month"]), month_index(row["last_month"])
    try:
        pairs = seat_ranges.read(row["seats"] or "")
        knows = json.loads(row["knows"]) if row["knows"] else None
    except ValueError:
        return None
    if first is None or last is None or not (knows is None or isinstance(knows, dict)):
        return None
    return Bill(row["created_rev"], knows, first, last, tuple(pairs))


def programmes_concerned(uow: "UnitOfWork", touched: dict[str, set[str]]) -> set[str]:
    """Ids of the programmes whose held claims may be others: touched bills, and touched slots older than a bill."""
    found: set[str] = set()
    for kind in KINDS:
        for chunk in chunks(touched.get(kind, ())):
            marks = ", ".join("?" * len(chunk))
            sql = f"SELECT DISTINCT json_extract(body, '$.v.programme_id') AS id FROM change WHERE record IN ({marks})"
            found |= {row["id"] for row in uow.rows(sql, chunk) if row["id"]}
        newest = uow.rows(f"SELECT programme_id AS id, max(created_rev) AS created FROM {kind} GROUP BY 1")
        for one in newest:
            for chunk in chunks(touched.get("slot", ())):
                marks = ", ".join("?" * len(chunk))
                sql = f"SELECT 1 FROM slot WHERE id IN ({marks}) AND programme_id = ? AND created_rev < ? LIMIT 1"
                if one["id"] and uow.rows(sql, (*chunk, one["id"], one["created"])):
                    found.add(one["id"])
    return found


def slots_concerned(uow: "UnitOfWork", touched: dict[str, set[str]]) -> set[int]:
    """Slots (``pk``) whose months may be others by touched bills: those that were changed once, and the contested."""
    if not any(touched.get(kind) for kind in KINDS):
        return set()
    found: set[int] = set()
    for programme in programmes_concerned(uow, {kind: touched.get(kind, set()) for kind in KINDS}):
        rows = uow.rows("SELECT pk FROM slot WHERE programme_id = ? AND updated_rev <> created_rev", (programme,))
        found |= {row["pk"] for row in rows}
    return found | {row["slot"] for row in uow.rows("SELECT DISTINCT slot FROM seat_month WHERE in_force = 0")}
