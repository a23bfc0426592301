"""Which months of which slots are in force: the table ``seat_month``.

A function of the records: of several claims on one seat or one person in one month the one whose slot was created
first is in force (`ntt_desktop.domain.capacity.settle_claims`), whatever the order of arrival; one that a bill holds
goes before (`ntt_desktop.store.money.billed`). The others are *contested*: kept, counted apart, outside every sum, and
open as a case. A clashing claim made here is refused.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ntt_desktop.domain.capacity import Claim, settle_claims
from ntt_desktop.store.capacity import contested
from ntt_desktop.store.capacity.contested import TAKEN
from ntt_desktop.store.capacity.spans import month_index
from ntt_desktop.store.money.billed import Held
from ntt_desktop.store.rows import chunks

if TYPE_CHECKING:
    from ntt_desktop.store.unit_of_work import UnitOfWork

CHUNK = 5000
"""Slots settled at a time: bounds the memory of the temporary tables."""

LONGEST = 120
"""Months of one slot that are looked at; a programme has at most sixty."""


def month_sql(column: str) -> str:
    """SQL for the ``Month.index`` of a ``yyyy-mm`` column."""
    return f"(CAST(substr({column}, 1, 4) AS INTEGER) * 12 + CAST(substr({column}, 6, 2) AS INTEGER) - 1)"


# The claims of the chunk's slots, month by month; ``turn``: their order of creation.
_CLAIMS = f"""
WITH RECURSIVE step (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM step WHERE i < :longest - 1),
claim AS MATERIALIZED (
  SELECT s.pk AS slot, s.seat AS seat, p.pk AS programme, b.block AS block, who.pk AS person,
    row_number() OVER (ORDER BY s.created_rev, s.id) AS turn, coalesce(s.cancelled, 0) AS cancelled,
    {month_sql("s.first_month")} AS first, {month_sql("s.last_month")} AS last,
    CASE WHEN p.pk IS NULL THEN 'programme_unknown'
      WHEN b.block IS NULL THEN iif(p.joined_into IS NULL, 'block_unknown', 'not_confirmed')
      WHEN who.pk IS NULL THEN 'person_unknown' WHEN astray.void = 1 THEN 'person_void'
      WHEN b.programme <> p.pk OR s.seat NOT BETWEEN b.seat_from AND b.seat_to THEN 'outside_block' END AS wrong,
    b.first AS block_first, b.last AS block_last,
    EXISTS (SELECT 1 FROM capacity_block c WHERE c.parent = b.block) AS split,
    EXISTS (SELECT 1 FROM capacity_release r WHERE r.block = b.block) AS given_back
  FROM temp.settling t CROSS JOIN slot s ON s.pk = t.slot
  LEFT JOIN programme p ON p.id = s.programme_id
  LEFT JOIN block k ON k.id = s.block_id LEFT JOIN capacity_block b ON b.block = k.pk
  LEFT JOIN worker astray INDEXED BY worker_astray
    ON astray.id = s.worker_id AND (astray.person_id <> astray.id OR astray.void = 1)
  LEFT JOIN worker who ON who.id = coalesce(astray.person_id, s.worker_id)
  WHERE s.seat IS NOT NULL
),
claimed AS (
  SELECT c.*, c.first + i AS month FROM claim c JOIN step ON c.first + i <= c.last WHERE NOT c.cancelled
  UNION ALL
  SELECT c.*, k.month FROM temp.kept k JOIN claim c ON c.slot = k.slot
),
judged AS (
SELECT c.slot, c.month, c.programme, c.seat, c.block, c.person, c.turn,
  CASE WHEN c.wrong IS NOT NULL THEN c.wrong
    WHEN c.month NOT BETWEEN c.block_first AND c.block_last THEN 'outside_block'
    WHEN c.split AND EXISTS (
      SELECT 1 FROM capacity_block d WHERE d.parent = c.block AND c.seat BETWEEN d.seat_from AND d.seat_to
      AND c.month BETWEEN d.first AND d.last AND NOT EXISTS (
        SELECT 1 FROM capacity_release r WHERE r.block = d.block AND c.seat BETWEEN r.seat_from AND r.seat_to
        AND c.month BETWEEN r.first AND r.last)) THEN 'passed_down'
    WHEN c.given_back AND EXISTS (
      SELECT 1 FROM capacity_release r WHERE r.block = c.block AND c.seat BETWEEN r.seat_from AND r.seat_to
      AND c.month BETWEEN r.first AND r.last) THEN 'released' END AS contested
FROM claimed c
)
"""
_WANTED = f"{_CLAIMS} INSERT INTO temp.wanted SELECT * FROM judged"

_SEAT = "INSERT OR IGNORE INTO seat_month (slot, month, programme, seat, block, person, in_force) "
# In the order of creation; OR IGNORE leaves out what an earlier claim holds already.
_SEATED = (
    "SELECT w.slot, w.month, w.programme, w.seat, w.block, w.person, 1 FROM {} w WHERE w.contested IS NULL "
    "ORDER BY w.turn, w.month"
)

# The most months that a slot of the chunk claims, and how many all claim; a term that cannot be read counts as none.
_LENGTH = f"({month_sql('s.last_month')} - {month_sql('s.first_month')} + 1)"
_MONTHS = (
    f"SELECT max({_LENGTH}), coalesce(sum(min(max({_LENGTH}, 0), {LONGEST})) FILTER (WHERE s.seat IS NOT NULL "
    "AND coalesce(s.cancelled, 0) = 0), 0) FROM temp.settling t CROSS JOIN slot s ON s.pk = t.slot"
)

_SAME = (
    "w.slot = m.slot AND w.month = m.month AND w.contested IS NULL AND w.programme = m.programme "
    "AND w.seat = m.seat AND w.block = m.block AND w.person = m.person"
)

# Contested claims beside a seat-month or person-month that has become free.
_BESIDE_FREED = """
SELECT m.slot, m.month FROM temp.freed f JOIN seat_month m
  ON m.in_force = 0 AND m.programme = f.programme AND m.seat = f.seat AND m.month = f.month WHERE m.contested = 'taken'
UNION SELECT m.slot, m.month FROM temp.freed f JOIN seat_month m
  ON m.in_force = 0 AND m.person = f.person AND m.month = f.month WHERE m.contested = 'taken'
"""

# Claims of this chunk that lost against one that was created later: the order has to be found anew.
_LOST_TO_LATER = """
SELECT m.slot, m.month FROM temp.settling t JOIN seat_month m ON m.slot = t.slot JOIN slot s ON s.pk = m.slot
WHERE m.in_force = 0 AND m.contested = 'taken' AND EXISTS (
  SELECT 1 FROM seat_month o JOIN slot os ON os.pk = o.slot WHERE o.in_force = 1 AND o.programme = m.programme
    AND o.seat = m.seat AND o.month = m.month AND (os.created_rev, os.id) > (s.created_rev, s.id)
  UNION ALL
  SELECT 1 FROM seat_month o JOIN slot os ON os.pk = o.slot WHERE o.in_force = 1 AND o.person = m.person
    AND o.month = m.month AND (os.created_rev, os.id) > (s.created_rev, s.id))
"""

# Where bills hold claims the order of creation is not all: every claim that lost, and those that lost against a chunk.
_LOST = """
SELECT m.slot, m.month FROM temp.settling t JOIN seat_month m ON m.slot = t.slot
WHERE m.in_force = 0 AND m.contested = 'taken'
UNION SELECT m.slot, m.month FROM temp.settling t JOIN seat_month o ON o.slot = t.slot AND o.in_force = 1
JOIN seat_month m ON m.in_force = 0 AND m.programme = o.programme AND m.seat = o.seat AND m.month = o.month
WHERE m.contested = 'taken'
UNION SELECT m.slot, m.month FROM temp.settling t JOIN seat_month o ON o.slot = t.slot AND o.in_force = 1
JOIN seat_month m ON m.in_force = 0 AND m.person = o.person AND m.month = o.month WHERE m.contested = 'taken'
"""


@dataclass(frozen=True, slots=True)
class Settled:
    """Slots and persons (both by ``pk``) whose seat-months may be others now."""

    slots: set[int] = field(default_factory=set)
    persons: set[int] = field(default_factory=set)


def settle(uow: "UnitOfWork", slots: set[str], workers: set[str], others: Iterable[int] = ()) -> Settled:
    """Bring ``seat_month`` up to date for the ``slots`` touched, of the ``workers`` touched, and ``others`` (``pk``).

    Raises `UserError` ``already_paid``, ``seat_taken`` or ``slot_outside`` when a slot made in
    this unit cannot be in force.
    """
    new = _pks(uow, "SELECT pk FROM slot WHERE id IN ({})", slots)
    due = new | set(others) | _of_workers(uow, workers)
    if not due:
        return Settled()
    _tables(uow)
    held = Held(uow)
    persons: set[int] = set()
    seeds: set[tuple[int, int]] = set()
    for chunk in _in_order(uow, due):
        uow.execute("DELETE FROM temp.settling")
        uow.execute("DELETE FROM temp.wanted")
        uow.execute("DELETE FROM temp.freed")
        uow.execute("DELETE FROM temp.kept")
        uow.db.conn.executemany("INSERT INTO temp.settling VALUES (?)", [(slot,) for slot in chunk])
        if held.programmes:
            _keep(uow, held)
        seeds |= _settle_chunk(uow, held, persons)
        contested.refuse_own(uow, new)
    moved = _settle_again(uow, held, seeds, persons) if seeds else set()
    contested.open_cases(uow, due | moved)
    return Settled(due | moved, persons - {None})


def _pks(uow: "UnitOfWork", sql: str, ids: set[str]) -> set[int]:
    """What ``sql`` finds, its ``{}`` standing for ``ids``."""
    return {
        pk for chunk in chunks(ids) for (pk,) in uow.execute(sql.format(", ".join("?" * len(chunk))), chunk).fetchall()
    }


def _of_workers(uow: "UnitOfWork", workers: set[str]) -> set[int]:
    """Slots of these workers whose rows show another survivor than the worker has now, or that depend on the worker."""
    sql = (
        "SELECT DISTINCT s.pk FROM slot s JOIN worker w ON w.id = s.worker_id LEFT JOIN worker who "
        "ON who.id = w.person_id LEFT JOIN seat_month m ON m.slot = s.pk WHERE w.id IN ({}) "
        "AND (m.slot IS NULL OR m.person IS NOT who.pk OR w.void = 1 "
        "OR m.contested IN ('person_void', 'person_unknown'))"
    )
    return _pks(uow, sql, workers)


def _tables(uow: "UnitOfWork") -> None:
    uow.execute("CREATE TEMP TABLE IF NOT EXISTS settling (slot INTEGER PRIMARY KEY)")
    uow.execute(
        "CREATE TEMP TABLE IF NOT EXISTS wanted (slot INTEGER, month INTEGER, programme INTEGER, seat INTEGER, "
        "block INTEGER, person INTEGER, turn INTEGER, contested TEXT, PRIMARY KEY (slot, month)) WITHOUT ROWID"
    )
    uow.execute(
        "CREATE TEMP TABLE IF NOT EXISTS freed (programme INTEGER, seat INTEGER, month INTEGER, person INTEGER)"
    )
    uow.execute("CREATE TEMP TABLE IF NOT EXISTS kept (slot INTEGER, month INTEGER)")


def _in_order(uow: "UnitOfWork", slots: set[int]) -> Iterable[list[int]]:
    """The slots in chunks, in the order of their creation."""
    if len(slots) < CHUNK:
        yield sorted(slots)
        return
    ordered = [pk for (pk,) in uow.execute("SELECT pk FROM slot ORDER BY created_rev, id") if pk in slots]
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]


def _keep(uow: "UnitOfWork", held: Held) -> None:
    """Let slots of the chunk that were cut short claim the months that a bill holds all the same."""
    cut = uow.rows(
        "SELECT s.pk, s.programme_id, s.first_month, s.last_month, s.cancelled FROM temp.settling t "
        "JOIN slot s ON s.pk = t.slot WHERE s.updated_rev <> s.created_rev"
    )
    for row in cut:
        if row["programme_id"] not in held.programmes:
            continue
        first, last = month_index(row["first_month"]), month_index(row["last_month"])
        claimed = range(0) if first is None or last is None or row["cancelled"] else range(first, last + 1)
        kept = [(row["pk"], month) for month in held.months(row["pk"]) if month not in claimed]
        uow.db.conn.executemany("INSERT INTO temp.kept VALUES (?, ?)", kept)


def _settle_chunk(uow: "UnitOfWork", held: Held, persons: set[int]) -> set[tuple[int, int]]:
    """Write the chunk's claims; returns the claims (slot, month) whose order has to be found anew."""
    longest, months = uow.execute(_MONTHS).fetchone()
    terms = {"longest": min(longest or 0, LONGEST)}
    here = "FROM temp.settling t CROSS JOIN seat_month m ON m.slot = t.slot"
    settled_before = uow.execute(f"SELECT EXISTS (SELECT 1 {here})").fetchone()[0]
    if not settled_before and not uow.execute("SELECT EXISTS (SELECT 1 FROM temp.kept)").fetchone()[0]:
        # Nothing stands in the way of most slots that are new: they are seated without being noted first.
        seated = uow.execute(f"{_CLAIMS} {_SEAT} {_SEATED.format('judged')}", terms).rowcount
        if seated == months:
            persons |= {person for (person,) in uow.execute(f"SELECT DISTINCT m.person {here}")}
            return set()
    uow.execute(_WANTED, terms)
    beside = set()
    if settled_before:
        persons |= {person for (person,) in uow.execute(f"SELECT DISTINCT m.person {here} WHERE m.person IS NOT NULL")}
        uow.execute(
            f"INSERT INTO temp.freed SELECT m.programme, m.seat, m.month, m.person {here} "
            "WHERE (m.in_force = 1 OR m.contested = 'unsettled') "
            f"AND NOT EXISTS (SELECT 1 FROM temp.wanted w WHERE {_SAME} AND m.in_force = 1)"
        )
        uow.execute(
            f"DELETE FROM seat_month WHERE (slot, month) IN (SELECT m.slot, m.month {here} WHERE m.in_force = 0 "
            f"OR NOT EXISTS (SELECT 1 FROM temp.wanted w WHERE {_SAME}))"
        )
    persons |= {p for (p,) in uow.execute("SELECT DISTINCT person FROM temp.wanted WHERE person IS NOT NULL")}
    seated = uow.execute(_SEAT + _SEATED.format("temp.wanted")).rowcount
    if settled_before or seated < uow.execute("SELECT count(*) FROM temp.wanted").fetchone()[0]:
        uow.execute(
            "INSERT OR IGNORE INTO seat_month (slot, month, programme, seat, block, person, in_force, contested) "
            "SELECT slot, month, programme, seat, block, person, 0, coalesce(contested, 'taken') FROM temp.wanted w "
            "WHERE NOT EXISTS (SELECT 1 FROM seat_month m WHERE m.slot = w.slot AND m.month = w.month)"
        )
        lost = _LOST if held.programmes else _LOST_TO_LATER
        beside = {(slot, month) for slot, month in uow.execute(f"{_BESIDE_FREED} UNION {lost}")}
    return beside


def _settle_again(uow: "UnitOfWork", held: Held, seeds: set[tuple[int, int]], persons: set[int]) -> set[int]:
    """Find anew which claims are in force among those that hang together with ``seeds``; returns the slots moved."""
    clashing = (
        "SELECT m.slot, m.month, m.programme, m.seat, m.person, m.in_force, s.created_rev, s.id FROM seat_month m "
        "JOIN slot s ON s.pk = m.slot WHERE (m.in_force = 1 OR m.contested = 'taken')"
    )
    claims: dict[tuple[int, int], tuple[Any, ...]] = {}
    waiting = set(seeds)
    while waiting:
        slot, month = waiting.pop()
        row = uow.execute(f"{clashing} AND m.slot = ? AND m.month = ?", (slot, month)).fetchone()
        if row is None:
            continue
        claims[slot, month] = row
        for force in (0, 1):
            beside = uow.execute(
                f"SELECT slot FROM seat_month WHERE in_force = {force} AND programme = ? AND seat = ? AND month = ? "
                f"UNION SELECT slot FROM seat_month WHERE in_force = {force} AND person = ? AND month = ?",
                (row[2], row[3], month, row[4], month),
            )
            waiting |= {(other, month) for (other,) in beside if (other, month) not in claims}
    keyed = {
        key: Claim(row[6], row[7], (row[2], row[3], row[1]), (row[4], row[1]), held.months(row[0]).get(row[1], ""))
        for key, row in claims.items()
    }
    winners = set(settle_claims(keyed.values()))
    moved: set[int] = set()
    # Losers first: a seat must be free before the winner takes it.
    for in_force in (0, 1):
        for key, claim in keyed.items():
            if (claim in winners) == bool(in_force) and claims[key][5] != in_force:
                uow.execute(
                    "UPDATE seat_month SET in_force = ?, contested = ? WHERE slot = ? AND month = ?",
                    (in_force, None if in_force else TAKEN, *key),
                )
                moved.add(key[0])
                persons.add(claims[key][4])
    return moved
