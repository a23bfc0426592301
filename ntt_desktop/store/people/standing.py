"""The state of people (`ntt_desktop.domain.standing`), read for many of them at a time.

States depend on the present month. The month that they were computed for is kept as a setting; the first unit of work
in another month computes those concerned again, and writes no change records.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from ntt_desktop.domain import standing
from ntt_desktop.domain.cover import Terms
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.months import BILLED
from ntt_desktop.domain.standing import Money
from ntt_desktop.store.rows import CHUNK, chunks

if TYPE_CHECKING:
    from ntt_desktop.store.unit_of_work import UnitOfWork

MONTH = "state_month"
"""Setting: the ``Month.index`` that states were computed for."""

ACCEPTED = "accepted"
"""The result of an enrolment with which BPJS took the person in."""

WHOLE, RESTATED_FROM = 1000, 650
"""What is told of the work that follows from a unit: of how much, and where the states of people begin."""

_NO_MONEY = Money()

_PROVED_IDENTITY = frozenset(("ktp", "kk"))
_PROVED_LIFE = frozenset(("work", "domicile"))


def present_month(now: datetime) -> int:
    """The ``Month.index`` of a time, in WITA, where days begin and end here."""
    return Month.of((now + timedelta(hours=8)).date()).index


def is_verified(evidence: int, seen: Iterable[str]) -> bool:
    """Whether identity, work and domicile were seen and no evidence finding is open."""
    looked_at = set(seen)
    return not evidence and bool(looked_at & _PROVED_IDENTITY) and looked_at >= _PROVED_LIFE


class States:
    """Computes states for rows of ``pk, id, person_id, person, void``; ``person`` is the ``pk`` of the survivor."""

    def __init__(self, source: "UnitOfWork", now: int) -> None:
        self._source = source
        self._now = now
        self._lapse: dict[int, int] | None = None

    def of(self, rows: Sequence[Mapping[str, Any]], verified: Mapping[str, bool]) -> dict[str, str]:
        """Id -> state. ``verified``: id -> whether the record is."""
        money = self.money({row["person"] for row in rows})
        people = {row["person_id"] for row in rows}
        ended, enrolled = self._ended(people), self._enrolled(people)
        return {
            row["id"]: str(
                standing.state(
                    money.get(row["person"], _NO_MONEY),
                    self._now,
                    void=bool(row["void"]),
                    ended=row["person_id"] in ended,
                    enrolled=row["person_id"] in enrolled,
                    verified=verified.get(row["id"], False),
                )
            )
            for row in rows
        }

    def money(self, persons: Iterable[int]) -> dict[int, Money]:
        """`ntt_desktop.domain.standing.money` of persons (``pk``), in the database; without a seat there is none."""
        if self._lapse is None:
            self._lapse = {
                row["pk"]: Terms.read(row["clocks"]).lapse_after
                for row in self._source.rows("SELECT pk, clocks FROM programme WHERE clocks IS NOT NULL")
            }
        soonest = min([Terms().lapse_after, *self._lapse.values()])
        found: dict[int, Money] = {}
        for chunk in chunks(persons):
            for person, stage, owing, last_paid in self._source.execute(
                "SELECT person, max(stage), max(stage = 3 AND month < ?1), "
                "max(CASE WHEN stage = 4 AND month <= ?1 THEN month END) FROM seat_month "
                f"WHERE in_force = 1 AND person IN ({_marks(chunk, 2)}) GROUP BY person",
                (self._now, *chunk),
            ).fetchall():
                if last_paid is not None and self._now - last_paid > soonest:
                    found[person] = self._unpaid(person, last_paid)
                else:
                    found[person] = Money(stage, bool(owing), last_paid)
        return found

    def _unpaid(self, person: int, last_paid: int) -> Money:
        """Who has not been paid for a while: the term that ends the membership is that of the last payer."""
        rows = self._source.execute(
            "SELECT month, stage, programme FROM seat_month WHERE in_force = 1 AND person = ?", (person,)
        ).fetchall()
        payer = next(programme for month, _, programme in rows if month == last_paid)
        lapse_after = (self._lapse or {}).get(payer, Terms().lapse_after)
        return standing.money([(month, stage) for month, stage, _ in rows], self._now, lapse_after)

    def _ended(self, people: Iterable[str]) -> set[str]:
        """Those of whom some record has ended: nobody comes back alive by being registered twice."""
        found: set[str] = set()
        for chunk in chunks(people):
            found |= {
                person
                for (person,) in self._source.execute(
                    f"SELECT person_id FROM worker WHERE person_id IN ({_marks(chunk)}) "
                    "AND ended_on IS NOT NULL AND void IS NOT 1",
                    chunk,
                ).fetchall()
            }
        return found

    def _enrolled(self, people: Iterable[str]) -> set[str]:
        """Those whom BPJS took in: the newest answer that was not withdrawn says so."""
        newest: dict[str, str] = {}
        for chunk in chunks(people):
            for person, result in self._source.execute(
                "SELECT w.person_id, e.result FROM worker w JOIN enrolment e ON e.worker_id = w.id "
                f"WHERE w.person_id IN ({_marks(chunk)}) AND e.withdrawn IS NOT 1 "
                "ORDER BY coalesce(e.dated_on, ''), e.created_rev, e.id",
                chunk,
            ).fetchall():
                newest[person] = result
        return {person for person, result in newest.items() if result == ACCEPTED}


def restate(uow: "UnitOfWork", persons: set[int]) -> None:
    """Compute the states of everybody read through these survivors (``pk``) again."""
    states = States(uow, month_of(uow))
    for done, chunk in enumerate(chunks(persons)):
        uow.progress(RESTATED_FROM + done * CHUNK * (WHOLE - RESTATED_FROM) // len(persons), WHOLE)
        rows = uow.rows(
            "SELECT w.pk, w.id, w.person_id, p.pk AS person, w.void, w.state, w.open_evidence FROM worker p "
            f"JOIN worker w ON w.person_id = p.id WHERE p.pk IN ({_marks(chunk)})",
            chunk,
        )
        seen = seen_of(uow, [row["id"] for row in rows])
        verified = {row["id"]: is_verified(row["open_evidence"], seen.get(row["id"], ())) for row in rows}
        found = states.of(rows, verified)
        uow.db.conn.executemany(
            "UPDATE worker SET state = ? WHERE pk = ?",
            [(found[row["id"]], row["pk"]) for row in rows if found[row["id"]] != row["state"]],
        )


def seen_of(source: "UnitOfWork", workers: Iterable[str]) -> dict[str, set[str]]:
    """Record -> what verifications of it that stand have seen."""
    found: dict[str, set[str]] = {}
    for chunk in chunks(workers):
        for worker, item in source.execute(
            "SELECT v.worker_id, s.value FROM verification v, json_each(coalesce(v.seen, '[]')) s "
            f"WHERE v.worker_id IN ({_marks(chunk)}) AND v.withdrawn IS NULL",
            chunk,
        ).fetchall():
            found.setdefault(worker, set()).add(item)
    return found


def keep_month(uow: "UnitOfWork") -> set[int]:
    """In a month other than the last time: the persons (``pk``) whose state may be another one now."""
    now = present_month(uow.now)
    if month_of(uow) == now:
        return set()
    uow.set_setting(MONTH, now)
    rows = uow.execute("SELECT DISTINCT person FROM seat_month WHERE in_force = 1 AND stage >= ?", (BILLED,))
    return {person for (person,) in rows.fetchall()}


def month_of(source: "UnitOfWork") -> int:
    """The month that states are computed for; 0 before the first unit of work."""
    found = source.execute("SELECT value FROM setting WHERE key = ?", (MONTH,)).fetchone()
    return int(found[0]) if found else 0


def _marks(chunk: Sequence[Any], first: int = 0) -> str:
    """Question marks for a chunk, numbered from ``first`` when others stand before them."""
    if first:
        return ", ".join(f"?{number}" for number in range(first, first + len(chunk)))
    return ", ".join("?" * len(chunk))
