"""Reading the person-month ledger: people by months, its sums, and what became of each block's seat-months."""

import json
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ntt_desktop.domain.months import BILLED, DECREED, PAID, PROPOSED, Shown
from ntt_desktop.store.people import workers
from ntt_desktop.store.rows import Rows

_CHUNK = 500
_BITS = 4
_STAGE = (1 << _BITS) - 1
_PACKED = 15
"""Months whose stages fit into one of the database's numbers (63 bits)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which seat-months in force. Months are ``Month.index``; empty means no limit."""

    first: int
    last: int
    now: int
    """The present month: a bill of an earlier one is in arrears."""
    programme: str = ""
    """An id."""
    payer: str = ""
    area: str = ""
    """A region code of any level, in which the person lives."""
    text: str = ""
    """As typed into the search of people."""
    shown: tuple[str, ...] = ()
    """Only people of whom some month is shown so (`Shown`)."""
    blocks: tuple[int, ...] | None = None
    """Only seat-months of these blocks (``pk``)."""


_SHOWN = {
    Shown.PROPOSED: f"m.stage = {PROPOSED}",
    Shown.DECREED: f"m.stage = {DECREED}",
    Shown.BILLED: f"m.stage = {BILLED} AND m.month >= :now",
    Shown.ARREARS: f"m.stage = {BILLED} AND m.month < :now",
    Shown.PAID: f"m.stage = {PAID}",
}


def _months(asked: Asked, month: str = "m.month") -> str:
    """SQL for the seat-months ``m`` of the span and the programmes."""
    where = ["m.in_force = 1", f"{month} BETWEEN :first AND :last"]
    if asked.programme or asked.payer:
        where.append("m.programme IN (SELECT pk FROM programme WHERE :programme IN ('', id) AND :payer IN ('', payer))")
    if asked.blocks is not None:
        where.append(f"m.block IN ({', '.join(map(str, asked.blocks))})")
    return " AND ".join(where)


def _who(reader: Rows, asked: Asked) -> tuple[str, dict[str, Any]]:
    """SQL for the people ``w``, beside that they have a month; and every parameter."""
    params: dict[str, Any] = {
        "first": asked.first,
        "last": asked.last,
        "now": asked.now,
        "programme": asked.programme,
        "payer": asked.payer,
    }
    where = ["1"]
    if asked.area:
        where.append("(w.village_code = :area OR w.village_code BETWEEN :area || '.' AND :area || '/')")
        params["area"] = asked.area
    if workers.match_expression(asked.text):
        where.append("w.pk IN (SELECT value FROM json_each(:found))")
        params["found"] = json.dumps(list(workers.matching(reader, asked.text)))
    if asked.shown:
        states = " OR ".join(f"({_SHOWN[Shown(code)]})" for code in asked.shown if code in _SHOWN) or "0"
        where.append(f"w.pk IN (SELECT m.person FROM seat_month m WHERE {_months(asked)} AND ({states}))")
    return " AND ".join(where), params


def people(reader: Rows, asked: Asked) -> "array[int]":
    """Keys (``pk``) of the people with a month in the ledger, by name."""
    who, params = _who(reader, asked)
    sql = (
        f"SELECT w.pk FROM worker w WHERE w.pk IN (SELECT m.person FROM seat_month m WHERE {_months(asked)}) "
        f"AND {who} ORDER BY w.name_sort, w.id"
    )
    return array("q", (key for (key,) in reader.execute(sql, params).fetchall()))


def cells(reader: Rows, asked: Asked, keys: Sequence[int]) -> list[tuple[int, int, int, int]]:
    """(person, month, stage, programme pk) of the seat-months of these people."""
    found: list[tuple[int, int, int, int]] = []
    for start in range(0, len(keys), _CHUNK):
        marks = ", ".join(str(int(key)) for key in keys[start : start + _CHUNK])
        found += reader.execute(
            f"SELECT m.person, m.month, m.stage, m.programme FROM seat_month m "
            f"WHERE m.person IN ({marks}) AND {_months(asked)}",
            {
                "first": asked.first,
                "last": asked.last,
                "programme": asked.programme,
                "payer": asked.payer,
            },
        ).fetchall()
    return found


def sums(reader: Rows, asked: Asked) -> list[tuple[int, int, str, int, int]]:
    """(month, programme pk, subdistrict, stage, seat-months) of everything asked for; "" where nobody knows.

    The stages of a slot's months are packed into one number: a slot belongs to one person and one programme, so
    that 600,000 seat-months become as many rows as there are slots, without sorting nor joining.
    """
    who, params = _who(reader, asked)
    living = f"SELECT w.pk, coalesce(substr(w.village_code, 1, 8), '') FROM worker w WHERE {who}"
    places: dict[int, str] = dict(reader.execute(living, params))
    found: Counter[tuple[int, int, str, int]] = Counter()
    for first in range(asked.first, asked.last + 1, _PACKED):
        part = replace(asked, first=first, last=min(first + _PACKED - 1, asked.last))
        # "+" keeps the index of months out of it: in the table's own order the months of a slot lie together.
        sql = (
            f"SELECT m.programme, m.person, sum(m.stage << (m.month - :first) * {_BITS}) FROM seat_month m NOT INDEXED "
            f"WHERE {_months(part, '+m.month')} GROUP BY m.slot"
        )
        span = {"first": part.first, "last": part.last, "programme": asked.programme, "payer": asked.payer}
        alike: Counter[tuple[int, str | None, int]] = Counter(
            (programme, places.get(person), packed) for programme, person, packed in reader.execute(sql, span)
        )
        for (programme, place, packed), people_alike in alike.items():
            if place is None:
                continue
            for at in range(part.last - part.first + 1):
                if stage := packed >> at * _BITS & _STAGE:
                    found[part.first + at, programme, place, stage] += people_alike
    return [(*key, count) for key, count in sorted(found.items())]
