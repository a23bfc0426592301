"""Alike people in the store: their blocking keys, and who may be whom.

Records are found by the keys of `ntt_desktop.domain.match_keys`, then compared by `ntt_desktop.domain.matching`.
Nothing is decided here.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby, repeat
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import orjson

from ntt_desktop.domain.match_keys import keys, packed
from ntt_desktop.domain.matching import FIELDS, Decision, Match, Person, match
from ntt_desktop.domain.name_words import compare
from ntt_desktop.store.driver import Connection

if TYPE_CHECKING:
    from ntt_desktop.store.reader import Reader
    from ntt_desktop.store.unit_of_work import UnitOfWork

CHUNK = 5000
_KEYS_AT_ONCE = 50_000
_KEY = 8
_WAITS = b"\0"
"""Behind a record's keys, of eight bytes each, while it waits to be looked at (`mark`)."""
_COLUMNS = ", ".join(f"w.{name}" for name in FIELDS)


@dataclass(frozen=True, slots=True)
class Found:
    """Two living records of different people (by ``pk``, id and survivor) that may be one."""

    one: str
    other: str
    person: str
    other_person: str
    match: Match


def fill(connection: Connection) -> None:
    """The keys of everybody, in a store that has none yet."""
    cursor = connection.execute(
        f"SELECT w.pk, w.void, {_COLUMNS} FROM worker w WHERE w.pk NOT IN (SELECT worker FROM match_person)"
    )
    while rows := cursor.fetchmany(CHUNK):
        _put(connection, [(row[0], _keys(row[1], row[2:])) for row in rows])


@dataclass(slots=True)
class Asked:
    """Records for whom others are looked for."""

    workers: dict[str, int] = field(default_factory=dict)
    """Id -> ``pk``."""
    keys: list[int] = field(default_factory=list)
    """What they are found by; some keys may be there several times."""


def refresh(uow: "UnitOfWork", workers: Iterable[str]) -> Asked:
    """Bring the keys of these records (ids) up to date, and tell them; void records have none."""
    asked = Asked()
    due = set(workers)
    _put_ready(uow, sorted(due & uow.unlisted & uow.match_keys.keys()), asked)
    for chunk in _chunks(sorted(due - asked.workers.keys())):
        marks = ", ".join("?" * len(chunk))
        rows = uow.execute(
            f"SELECT w.pk, w.id, w.void, {_COLUMNS}, m.keys FROM worker w LEFT JOIN match_person m ON m.worker = w.pk "
            f"WHERE w.id IN ({marks})",
            chunk,
        ).fetchall()
        new = []
        for pk, worker, void, *values, kept in rows:
            wanted = _keys(void, values)
            asked.workers[worker] = pk
            if kept == wanted:
                asked.keys += _unpack(wanted)
                continue
            before = _unpack(kept or b"")
            if before != _unpack(wanted):
                uow.db.conn.executemany(
                    "DELETE FROM match_key WHERE key = ? AND worker = ?", [(key, pk) for key in before]
                )
            new.append((pk, wanted))
        asked.keys += _put(uow.db.conn, new)
    return asked


def _put_ready(uow: "UnitOfWork", workers: Sequence[str], asked: Asked) -> None:
    """The keys of new records that came with them."""
    for chunk in _chunks(workers):
        rows = uow.execute(
            f"SELECT id, pk FROM worker WHERE id IN ({', '.join('?' * len(chunk))}) AND void IS NOT 1", chunk
        ).fetchall()
        asked.workers.update(rows)
        asked.keys += _put(uow.db.conn, [(pk, uow.match_keys[worker]) for worker, pk in rows])


def mark(uow: "UnitOfWork", workers: Iterable[str]) -> int | None:
    """Note that these records (ids) wait to be looked at; their keys stay as they are until then. The least ``pk``."""
    marked: list[int] = []
    for chunk in _chunks(sorted(workers)):
        marks = ", ".join("?" * len(chunk))
        rows = uow.execute(
            f"SELECT w.pk, m.keys FROM worker w LEFT JOIN match_person m ON m.worker = w.pk WHERE w.id IN ({marks})",
            chunk,
        ).fetchall()
        uow.db.conn.executemany(
            "INSERT OR REPLACE INTO match_person (worker, keys) VALUES (?, ?)",
            [(worker, (packed or b"") + _WAITS) for worker, packed in rows if not _waits(packed)],
        )
        marked += (row[0] for row in rows)
    return min(marked, default=None)


def waiting(uow: "UnitOfWork", after: int, most: int) -> list[tuple[int, str]]:
    """At most ``most`` records that wait, behind the one with ``pk`` ``after``: pk and id, by pk."""
    return uow.execute(
        "SELECT m.worker, w.id FROM match_person m JOIN worker w ON w.pk = m.worker "
        "WHERE m.worker > ? AND length(m.keys) % 8 = 1 ORDER BY m.worker LIMIT ?",
        (after, most),
    ).fetchall()


def _waits(packed: bytes | None) -> bool:
    return packed is not None and len(packed) % _KEY == 1


def _put(connection: Connection, rows: Sequence[tuple[int, bytes]]) -> list[int]:
    """Store the packed keys of records (``pk``), and tell them in ascending order."""
    bearers = chain.from_iterable(repeat(worker, len(those) // _KEY) for worker, those in rows)
    every = sorted(zip(_unpack(b"".join(those for _, those in rows)), bearers, strict=True), key=itemgetter(0))
    connection.executemany("INSERT OR IGNORE INTO match_key (key, worker) VALUES (?, ?)", every)
    connection.executemany("INSERT OR REPLACE INTO match_person (worker, keys) VALUES (?, ?)", rows)
    return [key for key, _ in every]


def _keys(void: object, values: Sequence[Any]) -> bytes:
    return b"" if void else packed(keys(Person(*[value or "" for value in values])))


def _unpack(kept: bytes) -> "array[int]":
    found = array("q")
    found.frombytes(kept[: len(kept) // _KEY * _KEY])
    return found


def among(uow: "UnitOfWork", workers: Iterable[str], asked: Asked) -> Iterator[Found]:
    """Everybody who may be one of these records (ids), a pair maybe several times; one NIK is no matter for this.

    ``asked``: some of them with their keys.
    """
    for chunk in _chunks(sorted(set(workers) - asked.workers.keys())):
        marks = ", ".join("?" * len(chunk))
        for worker, pk, kept in uow.execute(
            "SELECT w.id, m.worker, m.keys FROM match_person m JOIN worker w ON w.pk = m.worker "
            f"WHERE w.id IN ({marks})",
            chunk,
        ).fetchall():
            asked.workers[worker] = pk
            asked.keys += _unpack(kept)
    who = set(asked.workers.values())
    for wanted in _chunks([key for key, _ in groupby(sorted(asked.keys))], _KEYS_AT_ONCE):
        pairs = _sharing(uow, wanted, who)
        people = _people(uow, {pk for pair in pairs for pk in pair})
        for one, other in pairs:
            if one in people and other in people and (found := _compare(people[one], people[other])):
                yield found


def _sharing(uow: "UnitOfWork", wanted: Sequence[int], asked: set[int]) -> set[tuple[int, int]]:
    """The pairs (lower ``pk`` first) that share one of these keys, one of them asked for. Most keys have one bearer."""
    shared = uow.execute(
        "SELECT a.value FROM json_each(?) a WHERE (SELECT count(*) FROM match_key m WHERE m.key = a.value) > 1",
        (orjson.dumps(wanted).decode(),),
    ).fetchall()
    bearers: dict[int, list[int]] = {}
    for key, worker in uow.execute(
        "SELECT m.key, m.worker FROM json_each(?) a CROSS JOIN match_key m ON m.key = a.value",
        (orjson.dumps([key for (key,) in shared]).decode(),),
    ).fetchall():
        bearers.setdefault(key, []).append(worker)
    return {
        (min(one, other), max(one, other))
        for those in bearers.values()
        for one in asked.intersection(those)
        for other in those
        if one != other
    }


def beside(reader: "Reader", person: Person, without: str = "") -> list[tuple[str, Match]]:
    """Living survivors (ids) who may be a person who is not stored, surest first."""
    wanted = keys(person)
    if not wanted:
        return []
    marks = ", ".join("?" * len(wanted))
    rows = reader.execute(
        f"SELECT w.id, w.person_id, {_COLUMNS} FROM worker w WHERE w.pk IN "
        f"(SELECT worker FROM match_key WHERE key IN ({marks})) AND w.void IS NOT 1",
        wanted,
    ).fetchall()
    found: dict[str, Match] = {}
    for worker, survivor, *values in rows:
        other = Person(*(value or "" for value in values))
        if without in (worker, survivor) or (person.nik and person.nik == other.nik):
            continue
        made = match(person, other)
        if made.decision is not Decision.DIFFERENT and (survivor not in found or made.points > found[survivor].points):
            found[survivor] = made
    return sorted(found.items(), key=lambda item: (-item[1].points, item[0]))


def _compare(one: "_Row", other: "_Row") -> Found | None:
    if one.person == other.person or (one.values.nik and one.values.nik == other.values.nik):
        return None
    if not compare(one.values.name, other.values.name).alike:
        return None  # whatever else agrees
    low, high = sorted((one, other), key=lambda row: row.id)
    made = match(low.values, high.values)
    if made.decision is Decision.DIFFERENT:
        return None
    return Found(low.id, high.id, low.person, high.person, made)


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    person: str
    values: Person


def _people(uow: "UnitOfWork", wanted: set[int]) -> dict[int, _Row]:
    found: dict[int, _Row] = {}
    for chunk in _chunks(sorted(wanted)):
        marks = ", ".join("?" * len(chunk))
        for pk, worker, person, *values in uow.execute(
            f"SELECT w.pk, w.id, w.person_id, {_COLUMNS} FROM worker w WHERE w.pk IN ({marks}) AND w.void IS NOT 1",
            chunk,
        ).fetchall():
            found[pk] = _Row(worker, person, Person(*(value or "" for value in values)))
    return found


def _chunks(items: Sequence[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    for start in range(0, len(items), size):
        yield list(items[start : start + size])
