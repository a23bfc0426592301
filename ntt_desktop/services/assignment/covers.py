"""Earlier cover of a person: who paid, from when to when, and how that is known (domain section 3, "Cover history").

It is an opening balance: what programmes of this store pay stands in their slots. Where neither says anything the
clock is unknown, never 0.
"""

from collections.abc import Sequence
from typing import Any

from ntt_desktop.domain import cover
from ntt_desktop.domain.cover import Clocks, Terms
from ntt_desktop.domain.dates import Month, month_range
from ntt_desktop.domain.months import PAID
from ntt_desktop.domain.text import clean
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.people.person_detail import living
from ntt_desktop.store.people import worker_records as queries
from ntt_desktop.store.rows import Rows
from ntt_desktop.store.unit_of_work import UnitOfWork

OWN_LEDGER, BPJS_LIST, STATED = "own ledger", "BPJS list", "stated"
SOURCES = (OWN_LEDGER, BPJS_LIST, STATED)
_CHANGED = frozenset({"cover", "worker"})
_AT_ONCE = 500
_LONGEST = 1200
"""Months of one entry that are looked at: a century, in case a year was mistyped."""


def add(
    ctx: Context, worker_id: str, *, payer: str, first: str, last: str, source: str = STATED, note: str = ""
) -> Result[str]:
    """Note earlier cover of a person; ``first`` and ``last`` are ``yyyy-mm``, the first and the last paid month.

    Returns the id of the entry; an entry that says exactly the same is not made twice. Raises ``worker_missing``,
    ``cover_payer``, ``cover_months`` and ``cover_source``.
    """
    with ctx.store.write(ctx.actor, clean(note)) as uow:
        person = living(uow, worker_id)["id"]
        made = put_cover(
            uow, person, payer=payer, first=first, last=last, source=source, note=note, now=Month.of(ctx.today)
        )
    return Result(made, _CHANGED)


def put_cover(
    uow: UnitOfWork, worker: str, *, payer: str, first: str, last: str, source: str, note: str, now: Month
) -> str:
    """`add` inside a unit of work, for lists. ``now``: the present month; nothing later can be paid already."""
    if not clean(payer):
        raise UserError("cover_payer")
    if source not in SOURCES:
        raise UserError("cover_source", value=source, known=", ".join(SOURCES))
    try:
        begun, paid = Month.parse(first), Month.parse(last)
    except ValueError as error:
        raise UserError("cover_months", first=first, last=last) from error
    if begun > paid or paid > now:
        raise UserError("cover_months", first=first, last=last)
    values = {
        "payer": clean(payer),
        "first_month": begun.text,
        "last_paid_month": paid.text,
        "source": source,
    }
    for known in queries.parts(uow, "cover", [worker], "k.removed IS NOT 1")[worker]:
        if all(known[name] == value for name, value in values.items()):
            return str(known["id"])
    record = uow.new_id()
    uow.put("cover", record, {"worker_id": worker, **values, "note": clean(note) or None})
    return record


def listed(ctx: Context, worker_id: str) -> list[dict[str, Any]]:
    """The earlier cover of a person, oldest month first: id, payer, first_month, last_paid_month, source, note.

    Raises ``worker_missing``.
    """
    with ctx.store.read() as reader:
        person = queries.find_one(reader, worker_id)
        if person is None:
            raise UserError("worker_missing", id=worker_id)
        rows = queries.parts(reader, "cover", [person["id"]], "k.removed IS NOT 1")[person["id"]]
    return sorted(rows, key=lambda row: (row["first_month"] or "", row["id"]))


def remove(ctx: Context, cover_id: str, *, reason: str = "") -> Result[str]:
    """Take an entry back; it stays in the history. Raises ``cover_missing``."""
    with ctx.store.write(ctx.actor, clean(reason)) as uow:
        row = uow.get("cover", cover_id)
        if row is None or row["removed"]:
            raise UserError("cover_missing")
        uow.put("cover", cover_id, {"removed": 1})
    return Result(cover_id, _CHANGED)


def clocks(ctx: Context, worker_id: str, *, on: Month | None = None) -> Clocks:
    """A person's cover clocks in the month ``on`` (this one unless given). Raises ``worker_missing``."""
    with ctx.store.read() as reader:
        person = queries.find_one(reader, worker_id)
        if person is None:
            raise UserError("worker_missing", id=worker_id)
        return clocks_of(reader, [person["id"]], on or Month.of(ctx.today))[person["id"]]


def clocks_of(reader: Rows, people: Sequence[str], today: Month) -> dict[str, Clocks]:
    """The clocks of several surviving people by id, in a few queries.

    Paid is what a seat-month of this store says is paid, and the earlier cover; planned are later months on a seat
    and bridges. The terms are those of the programme that pays the person's last month.
    """
    paid: dict[str, set[Month]] = {person: set() for person in people}
    planned: dict[str, set[Month]] = {person: set() for person in people}
    terms: dict[str, Terms] = {}
    seats = _seat_months(reader, people)
    for row in seats:
        (paid if row["stage"] == PAID else planned)[row["person"]].add(Month.at(row["month"]))
        terms[row["person"]] = Terms.read(row["clocks"])  # oldest month first: the last one counts
    known = {row["person"] for row in seats if row["stage"] == PAID}
    for person, rows in queries.parts(reader, "cover", people, "k.removed IS NOT 1").items():
        for row in rows:
            months = _months(row["first_month"], row["last_paid_month"])
            paid[person] |= months
            known |= {person} if months else set()
    for person, rows in queries.parts(reader, "bridge", people, "k.withdrawn IS NOT 1").items():
        for row in rows:
            planned[person] |= _months(row["first_month"], row["last_month"])
    found = {}
    for person in people:
        said = terms.get(person, Terms())
        found[person] = cover.clocks(
            paid[person],
            known=person in known,
            today=today,
            planned=planned[person],
            full_jkm_after=said.full_jkm_after,
            scholarship_after=said.scholarship_after,
            lapse_after=said.lapse_after,
        )
    return found


def _seat_months(reader: Rows, people: Sequence[str]) -> list[dict[str, Any]]:
    """The seat-months in force of these people with their stage and the programme's terms, oldest month first."""
    found: list[dict[str, Any]] = []
    for start in range(0, len(people), _AT_ONCE):
        chunk = people[start : start + _AT_ONCE]
        found += reader.rows(
            "SELECT w.id AS person, m.month, m.stage, p.clocks FROM worker w "
            "JOIN seat_month m ON m.person = w.pk AND m.in_force = 1 JOIN programme p ON p.pk = m.programme "
            f"WHERE w.id IN ({', '.join('?' * len(chunk))}) ORDER BY m.month",
            chunk,
        )
    return found


def _months(first: str | None, last: str | None) -> set[Month]:
    """The months of an entry; none when they cannot be read, and none before the last hundred years."""
    try:
        begun, ended = Month.parse(first or ""), Month.parse(last or "")
    except ValueError:
        return set()
    return set(month_range(max(begun, ended - _LONGEST), ended))
