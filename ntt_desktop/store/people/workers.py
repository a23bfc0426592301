"""Queries about people: the order of a list, its search, windows of rows, and everything about one person.

Lists hold one row a person: records joined into another are read through the survivor, void ones are hidden.
"""

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ntt_desktop.domain.names import TITLES_BEFORE
from ntt_desktop.domain.text import fold
from ntt_desktop.store.life_events.ends import with_ends
from ntt_desktop.store.people import attention
from ntt_desktop.store.rows import Rows

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class WorkerQuery:
    """Which people, in which order. Empty means no limit."""

    text: str = ""
    """Name words, NIK or its last digits, mother's name, phone; by their beginnings."""
    area: str = ""
    """A region code of any level."""
    occupation: str = ""
    states: tuple[str, ...] = ()
    finding: str = ""
    """A finding's code that stands open, or ``open``: any open evidence finding."""
    decile: int | None = None
    complete: bool | None = None
    """False: only people without a readable NIK; True: only the others."""
    in_slot: bool | None = None
    """Whether a slot of theirs is in force in ``month`` or later."""
    month: int = 0
    """``Month.index`` of the present month, for ``in_slot``."""
    import_id: str = ""
    need: str = ""
    """A need of `ntt_desktop.store.people.attention`."""
    today: str = ""
    """ISO date, for ``need``."""
    sort: str = "name"
    """One of `SORTS`."""
    descending: bool = False


SORTS: dict[str, str] = {
    "name": "name_sort",
    "nik": "substr(nik, -4)",
    "age": "birth_date",
    "village": "village_code",
    "occupation": "occupation",
    "state": "state",
    "decile": "decile",
    "registered": "registered_on",
    "updated": "updated_rev",
}

LIST_COLUMNS = (
    "pk, id, nik, full_name, birth_date, sex, village_code, occupation, phone, decile, state, open_evidence, "
    "incomplete, ended_on, registered_on"
)

LIVE = "w.person_id = w.id AND w.state <> 'void'"
_IN_SLOT = "EXISTS (SELECT 1 FROM seat_month s WHERE s.person = w.pk AND s.in_force = 1 AND s.month >= ?)"
_OPEN = "f.settled_by IS NULL AND f.cleared IS NOT 1"


def _conditions(query: WorkerQuery) -> tuple[str, list[Any]]:
    where, params = [LIVE], list[Any]()

    def add(condition: str, *values: Any) -> None:
        where.append(condition)
        params.extend(values)

    if query.area:
        add("(w.village_code = ? OR w.village_code BETWEEN ? AND ?)", query.area, query.area + ".", query.area + "/")
    if query.occupation:
        add("w.occupation = ?", query.occupation)
    if query.states:
        # The plus keeps the index of states from being used: the list's own one holds all that is asked for.
        add(f"+w.state IN ({', '.join('?' * len(query.states))})", *query.states)
    if query.finding == "open":
        add("w.open_evidence > 0")
    elif query.finding:
        add(
            "w.id IN (SELECT p.person_id FROM finding f JOIN worker p ON p.id = f.worker_id "
            f"WHERE f.code = ? AND {_OPEN})",
            query.finding,
        )
    if query.decile is not None:
        add("w.decile = ?", query.decile)
    if query.complete is not None:
        add("w.incomplete = ?", int(not query.complete))
    if query.in_slot is not None:
        add(_IN_SLOT if query.in_slot else "NOT " + _IN_SLOT, query.month)
    if query.import_id:
        add("w.import_id = ?", query.import_id)
    if query.need:
        condition, values = attention.condition(query.need, date.fromisoformat(query.today))
        add(condition, *values)
    return " AND ".join(where), params


def ordered(reader: Rows, query: WorkerQuery) -> "array[int]":
    """Keys (``pk``) of the people of a query without its ``text``, in its order; empty values come last."""
    where, params = _conditions(query)
    # The plus keeps an index of the column alone from being used: the covering one is many times faster.
    column = SORTS[query.sort] if query.sort == "name" else f"+{SORTS[query.sort]}"
    direction = "DESC" if query.descending else "ASC"
    empty_last = "" if query.sort in ("name", "state", "updated") else f"({column} IS NULL OR {column} = ''), "
    rest = "w.pk" if query.sort == "name" else "w.name_sort, w.pk"
    sql = f"SELECT w.pk FROM worker w WHERE {where} ORDER BY {empty_last}{column} {direction}, {rest}"
    return array("q", (key for (key,) in reader.execute(sql, params).fetchall()))


def match_expression(text: str) -> str:
    """The full-text expression for what was typed; empty when nothing to look for was."""
    words = fold(text).split()
    while len(words) > 1 and words[0] in TITLES_BEFORE:
        words.pop(0)  # the index holds names without them
    digits = "".join(words)
    if digits.isdigit():
        numbers = [digits, f"z{digits[::-1]}"]
        if digits.startswith("62"):
            numbers.append("0" + digits[2:])
        return "numbers : (" + " OR ".join(f'"{number}"*' for number in numbers) + ")"
    parts = []
    for word in words:
        if word.isdigit():
            parts.append(f'numbers : ("{word}"* OR "z{word[::-1]}"*)')
        else:
            parts.append(f'names : "{word.lower()}"*')
    return " AND ".join(parts)


def matching(reader: Rows, text: str) -> list[int]:
    """Keys of the people whom typed words find, in no order that means anything."""
    # One text is read four times faster than 100,000 rows, and JSON makes numbers of it in half the time of int().
    (keys,) = reader.execute(
        "SELECT group_concat(rowid) FROM worker_search WHERE worker_search MATCH ?", (match_expression(text),)
    ).fetchone()
    found: list[int] = json.loads(f"[{keys}]") if keys else []
    return found


def window(reader: Rows, keys: Sequence[int], columns: str = LIST_COLUMNS) -> list[dict[str, Any]]:
    """The list rows of these keys, in their order; keys that are gone are left out."""
    found: dict[int, dict[str, Any]] = {}
    for start in range(0, len(keys), _CHUNK):
        chunk = list(keys[start : start + _CHUNK])
        marks = ", ".join("?" * len(chunk))
        for row in reader.rows(f"SELECT {columns} FROM worker WHERE pk IN ({marks})", chunk):
            found[row["pk"]] = row
    with_ends(reader, found.values())
    return [found[key] for key in keys if key in found]


def counts(reader: Rows, area: str, month: int) -> dict[str, int]:
    """People of an area by what the list's tabs show: all, without_slot, needs_evidence, incomplete, ended.

    ``incomplete`` people are counted there only.
    """
    where, params = _conditions(WorkerQuery(area=area))
    row = reader.rows(
        "SELECT count(*) FILTER (WHERE w.incomplete = 0) AS everyone, "
        f"count(*) FILTER (WHERE w.incomplete = 0 AND w.state <> 'ended' AND NOT {_IN_SLOT}) AS without_slot, "
        "count(*) FILTER (WHERE w.incomplete = 0 AND w.state <> 'ended' AND w.open_evidence > 0) AS needs_evidence, "
        "count(*) FILTER (WHERE w.incomplete = 1) AS incomplete, "
        "count(*) FILTER (WHERE w.incomplete = 0 AND w.state = 'ended') AS ended "
        f"FROM worker w WHERE {where}",
        (month, *params),
    )[0]
    return {"all": row.pop("everyone"), **row}


Group = tuple[str, str, int, int, int]
"""State, village ("" where it is not known), 1 without a readable NIK, 1 with open evidence, and how many people."""


def groups(reader: Rows, area: str = "") -> list[Group]:
    """Everybody of an area by what most lists ask for, in one pass in the order of its index."""
    where, params = _conditions(WorkerQuery(area=area))
    rows = reader.execute(
        "SELECT w.state, w.village_code, w.incomplete, w.open_evidence, count(*) FROM worker w "
        f"INDEXED BY worker_standing WHERE {where} GROUP BY w.state, w.village_code, w.incomplete, w.open_evidence",
        params,
    ).fetchall()
    return [
        (state, village or "", incomplete, int(found > 0), people) for state, village, incomplete, found, people in rows
    ]


def total(reader: Rows, query: WorkerQuery, known: Sequence[Group] = ()) -> int:
    """How many people a query finds (its ``text`` does not count).

    ``known``: `groups` of the query's area; they answer what asks only for states, completeness and open evidence.
    """
    plain = WorkerQuery(
        area=query.area, states=query.states, finding=query.finding, complete=query.complete, today=query.today
    )
    if known and replace(query, sort="name", descending=False) == plain and query.finding in ("", "open"):
        return sum(
            people
            for state, _, incomplete, evidence, people in known
            if (not query.states or state in query.states)
            and query.complete in (None, not incomplete)
            and (not query.finding or evidence)
        )
    where, params = _conditions(query)
    (count,) = reader.execute(f"SELECT count(*) FROM worker w WHERE {where}", params).fetchone()
    return int(count)


def in_use(reader: Rows, area: str) -> dict[str, list[str]]:
    """Kecamatan and occupations that the people of an area have, for the list's filters."""
    where, params = _conditions(WorkerQuery(area=area))
    villages = reader.rows(
        f"SELECT DISTINCT substr(w.village_code, 1, 8) AS code FROM worker w WHERE {where} AND w.village_code <> ''",
        params,
    )
    occupations = reader.rows(
        f"SELECT DISTINCT w.occupation AS code FROM worker w WHERE {where} AND w.occupation <> ''", params
    )
    return {
        "subdistricts": sorted(row["code"] for row in villages),
        "occupations": sorted(row["code"] for row in occupations),
    }


# -- one person, or several in one go ---------------------------------------------------------------------------
