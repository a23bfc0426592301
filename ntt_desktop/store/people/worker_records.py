"""Queries about single people: their records, slots and history, and who is like them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ntt_desktop.domain.revision import milliseconds_of
from ntt_desktop.domain.worker import State
from ntt_desktop.store.codec import COLUMNS, decode
from ntt_desktop.store.life_events.ends import with_ends
from ntt_desktop.store.people.workers import _CHUNK, LIVE, match_expression
from ntt_desktop.store.rows import Rows


def find_one(reader: Rows, worker_id: str) -> dict[str, Any] | None:
    """The surviving record of a person by any of their ids, with the person's end; None when unknown."""
    found = reader.rows(
        "SELECT s.* FROM worker w JOIN worker s ON s.id = w.person_id WHERE w.id = ?",
        (worker_id,),
    )
    with_ends(reader, found)
    return found[0] if found else None


def by_nik(reader: Rows, nik: str) -> dict[str, Any] | None:
    """The living record with a NIK: void ones do not count; one that has not ended comes before one that has."""
    found = reader.rows(
        "SELECT s.* FROM worker w JOIN worker s ON s.id = w.person_id "
        "WHERE w.nik = ? AND w.void IS NOT 1 AND s.void IS NOT 1 ORDER BY s.state = 'ended', s.id LIMIT 1",
        (nik,),
    )
    with_ends(reader, found)
    return found[0] if found else None


def parts(reader: Rows, kind: str, workers: Iterable[str], condition: str = "1") -> dict[str, list[dict[str, Any]]]:
    """Records of a kind (heir, child, verification, finding, claim) of these survivors, by survivor, oldest first."""
    wanted = list(workers)
    found: dict[str, list[dict[str, Any]]] = {worker: [] for worker in wanted}
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        marks = ", ".join("?" * len(chunk))
        sql = (
            f"SELECT w.person_id AS person, k.* FROM worker w JOIN {kind} k ON k.worker_id = w.id "
            f"WHERE w.person_id IN ({marks}) AND {condition} ORDER BY k.created_rev"
        )
        for row in reader.rows(sql, chunk):
            found[row.pop("person")].append(row)
    return found


def slots(reader: Rows, workers: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """Slots of these survivors with their programme's code and name and how many months are in force."""
    found = parts(reader, "slot", workers, "k.cancelled IS NOT 1")
    programmes = {row["id"]: row for row in reader.rows("SELECT id, code, name, rate FROM programme")}
    for rows in found.values():
        for row in rows:
            programme = programmes.get(row["programme_id"], {})
            row["programme_code"] = programme.get("code") or ""
            row["programme_name"] = programme.get("name") or ""
            months = reader.rows(
                "SELECT coalesce(sum(in_force), 0) AS held, coalesce(sum(in_force = 0), 0) AS contested "
                "FROM seat_month WHERE slot = ?",
                (row["pk"],),
            )[0]
            row["months_in_force"], row["months_contested"] = months["held"], months["contested"]
    return found


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change: who, when (UTC milliseconds), why, and per field what it was and became."""

    revision: str
    at: int
    actor: str
    reason: str
    kind: str
    record: str
    fields: tuple[tuple[str, Any, Any], ...]
    """(field, old, new)."""
    source: str
    """The node that sent it; empty for this store's own."""


_NAMESAKES = 200
_OF_A_PERSON = (
    *("heir", "child", "verification", "finding", "slot", "claim", "cover", "same_person"),
    *("match_answer", "enrolment", "handover"),
)
"""Kinds whose changes stand in a person's history."""


def history(reader: Rows, worker_id: str) -> list[HistoryEntry]:
    """Everything that was ever changed about a person, newest first."""
    records = {
        row["id"]
        for kind in _OF_A_PERSON
        for row in reader.rows(
            f"SELECT k.id FROM {kind} k JOIN worker w ON w.id = k.worker_id WHERE w.person_id = ?", (worker_id,)
        )
    }
    records |= {row["id"] for row in reader.rows("SELECT id FROM worker WHERE person_id = ?", (worker_id,))}
    entries = []
    for record in sorted(records):
        values: dict[str, Any] = {}
        rows = reader.rows(f"SELECT {COLUMNS}, source FROM change WHERE record = ? ORDER BY revision", (record,))
        for row in rows:
            source = row.pop("source")
            change = decode(**row)
            fields = tuple((name, values.get(name), value) for name, value in change.values.items())
            values.update(change.values)
            at = milliseconds_of(change.revision)
            entries.append(
                HistoryEntry(change.revision, at, change.actor, change.reason, change.kind, record, fields, source)
            )
    return sorted(entries, key=lambda entry: entry.revision, reverse=True)


def namesakes(reader: Rows, words: str) -> list[dict[str, Any]]:
    """At most `_NAMESAKES` living people in whose name or mother's name every one of these words begins a word."""
    expression = match_expression(words)
    if not expression:
        return []
    return reader.rows(
        "SELECT w.* FROM worker_search m JOIN worker w ON w.pk = m.rowid "
        f"WHERE worker_search MATCH ? AND {LIVE} LIMIT ?",
        (expression, _NAMESAKES),
    )


def born_on(reader: Rows, village: str, birth_dates: Iterable[str]) -> list[dict[str, Any]]:
    """Living people of a village born on one of these ISO dates."""
    dates = list(birth_dates)
    marks = ", ".join("?" * len(dates))
    return reader.rows(
        f"SELECT w.* FROM worker w WHERE w.village_code = ? AND w.birth_date IN ({marks}) AND {LIVE}",
        (village, *dates),
    )


def in_village(reader: Rows, village: str) -> list[dict[str, Any]]:
    """Living people of a village who have not ended, by name."""
    return reader.rows(
        f"SELECT w.* FROM worker w WHERE w.village_code = ? AND {LIVE} AND w.state <> ? ORDER BY w.name_sort, w.id",
        (village, State.ENDED),
    )


def params_of(finding: Mapping[str, Any]) -> dict[str, str]:
    """A stored finding's parameters."""
    return {str(name): str(value) for name, value in json.loads(finding["params"] or "{}").items()}
