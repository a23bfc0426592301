"""The whole stock of a node: stated by the sender, compared by the receiver (promise 2: counts agree).

Stock counts worker *records* with a NIK that are not void, whoever made them and whoever they are joined with:
that is what sender and receiver can both count.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ntt_desktop.domain.sync.codes import pack_stock, stock_key, unpack_stock
from ntt_desktop.errors import UserError
from ntt_desktop.formats.package.manifest import Totals
from ntt_desktop.formats.package.payload import Line, Payload
from ntt_desktop.store.rows import Rows, chunks
from ntt_desktop.store.sync import nodes
from ntt_desktop.store.unit_of_work import UnitOfWork

STOCK = "stock"
"""Type of the payload line that lists the stock: ``{"t":"stock","v":packed keys}``."""

_COUNTED = "w.nik IS NOT NULL AND w.nik <> '' AND coalesce(w.void, 0) = 0"
_HELD_BY = "AND w.id IN (SELECT worker FROM node_record WHERE node = :node)"


@dataclass(frozen=True, slots=True)
class StockDifference:
    """One person, or one sum, in which sender and receiver do not agree.

    ``what`` is ``only_here``, ``only_there``, ``person_months`` or ``rupiah``. ``worker`` and ``name`` are known
    only for people who are here; of the others there is the row key alone.
    """

    what: str
    worker: str = ""
    name: str = ""
    here: int = 0
    there: int = 0


def totals(source: Rows, node: str = "") -> Totals:
    """What this store has in all, or of the people whom ``node`` holds."""
    limit = _HELD_BY if node else ""
    regions = source.rows(
        f"SELECT substr(coalesce(w.village_code, ''), 1, 8) AS region, count(*) AS workers FROM worker w "
        f"WHERE {_COUNTED} {limit} GROUP BY 1 ORDER BY 1",
        {"node": node},
    )
    money = _money(source, limit, {"node": node})
    return Totals(
        {row["region"]: row["workers"] for row in regions},
        sum(row["months"] for row in money),
        sum(row["rupiah"] for row in money),
    )


def money_of(source: Rows, slots: Iterable[str]) -> tuple[int, int]:
    """Person-months in force and whole rupiah of these slots; contested months are in no sum."""
    wanted = set(slots)
    found = [row for row in _money(source, "", {}) if row["id"] in wanted] if wanted else []
    return sum(row["months"] for row in found), sum(row["rupiah"] for row in found)


def _money(source: Rows, limit: str, params: dict[str, str]) -> list[dict[str, Any]]:
    """Person-months in force and rupiah of each slot of the workers ``w`` that meet a condition."""
    return source.rows(
        "SELECT s.id, count(m.month) AS months, coalesce(sum(p.rate), 0) AS rupiah FROM slot s "
        "JOIN seat_month m ON m.slot = s.pk AND m.in_force = 1 JOIN worker w ON w.id = s.worker_id "
        f"LEFT JOIN programme p ON p.id = s.programme_id WHERE 1 {limit} GROUP BY s.pk",
        params,
    )


def incomplete(source: Rows) -> int:
    """People kept without a NIK, who travel in no file."""
    found = source.rows(
        "SELECT count(*) AS people FROM worker WHERE (nik IS NULL OR nik = '') AND coalesce(void, 0) = 0"
    )
    return int(found[0]["people"])


def stock_line(source: Rows) -> Line:
    """The payload line that lists the whole stock by short keys."""
    ids = source.rows(f"SELECT w.id FROM worker w WHERE {_COUNTED}")
    return {"t": STOCK, "v": pack_stock(stock_key(row["id"]) for row in ids)}


def keys_of(line: Line) -> list[bytes]:
    """The packed keys of a line. Raises `UserError` ``package_damaged`` when they are none."""
    try:
        return unpack_stock(str(line.get("v", "")))
    except ValueError as error:
        raise UserError("package_damaged") from error


def note_carried(uow: UnitOfWork, node: str, payload: Payload, since: int) -> None:
    """A node holds the people of its package.

    Beyond what it acknowledges, even if nothing was added to our log since: what others say of them has to follow.
    """
    nodes.note_held(uow, node, {change.record for change in payload.changes if change.kind == "worker"}, since + 1)


def settle(uow: UnitOfWork, node: str, payload: Payload, stated: Totals, since: int) -> list[StockDifference]:
    """Note what a sender says it holds, and compare with what is here of it."""
    listed = {key for line in payload.lines_of(STOCK) for key in keys_of(line)}
    note_carried(uow, node, payload, since)
    known = {stock_key(worker): worker for worker in nodes.held(uow, node)}
    if listed - known.keys():
        # Something arrived by another way, or was handed down: look among all people.
        everyone = {stock_key(row["id"]): row["id"] for row in uow.rows("SELECT id FROM worker")}
        found = {key: everyone[key] for key in listed - known.keys() if key in everyone}
        nodes.note_held(uow, node, found.values(), since + 1)
        known |= found
    here = {row[0] for row in uow.execute(f"SELECT w.id FROM worker w WHERE {_COUNTED} {_HELD_BY}", {"node": node})}
    there = {known[key] for key in listed if key in known}
    differences = [StockDifference("only_here", *one) for one in _named(uow, here - there)]
    differences += [StockDifference("only_there", worker) for worker in sorted(there - here)]
    differences += [StockDifference("only_there") for _ in listed - known.keys()]
    ours = totals(uow, node)
    for what, mine, theirs in (
        ("person_months", ours.person_months, stated.person_months),
        ("rupiah", ours.rupiah, stated.rupiah),
    ):
        if mine != theirs:
            differences.append(StockDifference(what, here=mine, there=theirs))
    return differences


def _named(uow: UnitOfWork, workers: set[str]) -> Iterator[tuple[str, str]]:
    """These workers by id, each with the name."""
    for chunk in chunks(workers):
        marks = ", ".join("?" * len(chunk))
        yield from uow.execute(
            f"SELECT id, coalesce(full_name, '') FROM worker WHERE id IN ({marks}) ORDER BY id", chunk
        )
