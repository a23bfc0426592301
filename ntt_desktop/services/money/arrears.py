"""Arrears and lapses ahead: who owes which months, and with which month a membership ends when nobody pays any more.

Both look at seat-months of all programmes together, since a membership is one, whoever pays.
"""

from collections import Counter
from dataclasses import dataclass

from ntt_desktop.domain.cover import Terms
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.months import PAID
from ntt_desktop.services.capacity.programme_lookup import resolve
from ntt_desktop.services.context import Context
from ntt_desktop.store.capacity import programmes
from ntt_desktop.store.rows import Rows

AHEAD = 12
"""Months ahead in which memberships that end are looked for."""


@dataclass(frozen=True, slots=True)
class Arrear:
    """Somebody whose seat-months lie unpaid: billed, or past without a bill. Money is whole rupiah."""

    worker: str
    name: str
    nik: str
    village_code: str
    months: int
    """Unpaid months before this one."""
    billed: int
    """Of them, those in a bill."""
    rupiah: int
    oldest: Month
    last_paid: Month | None
    ends: Month | None
    """The month with whose end the membership ends, or ended, when nobody pays; None while no month was ever paid."""
    lapsed: bool
    """It ended already."""


@dataclass(frozen=True, slots=True)
class Lapse:
    """People whose membership ends with the end of ``month`` when nobody pays any more."""

    month: Month
    people: int


def listing(ctx: Context, programme: str = "") -> list[Arrear]:
    """Who is in arrears, in one programme or in all, worst first: fewest months left, then by name.

    Raises ``programme_unknown``, ``programme_ambiguous``.
    """
    now = Month.of(ctx.today)
    with ctx.store.read() as reader:
        found = resolve(reader, programme) if programme else None
        last_paid = _last_paid(reader)
        rows = reader.rows(
            "SELECT m.person, w.id, w.full_name, w.nik, w.village_code, count(*) AS months, "
            "sum(m.stage = 3) AS billed, sum(p.rate) AS rupiah, min(m.month) AS oldest, max(p.id) AS programme "
            "FROM seat_month m JOIN worker w ON w.pk = m.person JOIN programme p ON p.pk = m.programme "
            "WHERE m.in_force = 1 AND m.stage < ? AND m.month < ? AND (? IS NULL OR p.id = ?) "
            "AND w.state NOT IN ('ended', 'void') GROUP BY m.person",
            (PAID, now.index, found.id if found else None, found.id if found else None),
        )
        terms = {one.id: one.clocks for one in programmes.every(reader)}
    made = []
    for row in rows:
        paid = last_paid.get(row["person"])
        after = terms.get(row["programme"], Terms()).lapse_after
        made.append(
            Arrear(
                row["id"],
                row["full_name"] or "",
                row["nik"] or "",
                row["village_code"] or "",
                row["months"],
                row["billed"] or 0,
                row["rupiah"] or 0,
                Month.at(row["oldest"]),
                Month.at(paid) if paid is not None else None,
                Month.at(paid + after) if paid is not None else None,
                paid is not None and now.index - paid > after,
            )
        )
    return sorted(made, key=lambda one: (one.ends is None, one.ends or now, one.name, one.worker))


def lapses(ctx: Context) -> list[Lapse]:
    """How many memberships end with each month from this one on, `AHEAD` months ahead, when nobody pays any more.

    Somebody is counted from their last paid month; the clocks are those of the newest programme.
    """
    now = Month.of(ctx.today)
    with ctx.store.read() as reader:
        after = _lapse_after(reader)
        counted = Counter(paid + after for paid in _last_paid(reader).values())
    return [
        Lapse(Month.at(index), counted[index]) for index in sorted(counted) if now.index <= index <= now.index + AHEAD
    ]


def lapsing(ctx: Context, month: Month) -> list[Arrear]:
    """Who stands behind one line of `lapses`: no months owed need be there, only the end that comes."""
    with ctx.store.read() as reader:
        after = _lapse_after(reader)
        persons = {person: paid for person, paid in _last_paid(reader).items() if paid + after == month.index}
        people = {}
        ordered = sorted(persons)
        for start in range(0, len(ordered), 500):
            chunk = ordered[start : start + 500]
            marks = ", ".join("?" * len(chunk))
            for row in reader.rows(
                f"SELECT pk, id, full_name, nik, village_code FROM worker WHERE pk IN ({marks})", chunk
            ):
                people[row["pk"]] = row
    made = [
        Arrear(
            row["id"],
            row["full_name"] or "",
            row["nik"] or "",
            row["village_code"] or "",
            0,
            0,
            0,
            Month.at(persons[pk] + 1),
            Month.at(persons[pk]),
            month,
            lapsed=False,
        )
        for pk, row in people.items()
    ]
    return sorted(made, key=lambda one: (one.name, one.worker))


def _lapse_after(source: Rows) -> int:
    newest = max(programmes.every(source), key=lambda one: (one.first, one.id), default=None)
    return newest.clocks.lapse_after if newest else Terms().lapse_after


def _last_paid(source: Rows) -> dict[int, int]:
    """Person (``pk``) who has not ended -> the last month paid (``Month.index``), by seats and earlier cover."""
    found = dict(
        source.execute(
            "SELECT m.person, max(m.month) FROM seat_month m JOIN worker w ON w.pk = m.person "
            "WHERE m.in_force = 1 AND m.stage = ? AND w.state NOT IN ('ended', 'void') GROUP BY m.person",
            (PAID,),
        ).fetchall()
    )
    for person, last in source.execute(
        "SELECT p.pk, max(c.last_paid_month) FROM cover c JOIN worker w ON w.id = c.worker_id "
        "JOIN worker p ON p.id = w.person_id WHERE c.removed IS NOT 1 AND c.last_paid_month IS NOT NULL "
        "AND p.state NOT IN ('ended', 'void') GROUP BY p.pk"
    ):
        try:
            index = Month.parse(last).index
        except ValueError:
            continue
        found[person] = max(found.get(person, -1), index)
    return found
