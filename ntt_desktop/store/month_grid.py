"""Reading the person-month ledger: people by months, its sums, and what became of each block's seat-months."""

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ntt_desktop.domain.months import BILLED, DECREED, PAID, PROPOSED, Shown
from ntt_desktop.store import workers
from ntt_desktop.store.workers import Rows

_CHUNK = 500


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


_SHOWN = {
    Shown.PROPOSED: f"m.stage = {PROPOSED}",
    Shown.DECREED: f"m.stage = {DECREED}",
    Shown.BILLED: f"m.stage = {BILLED} AND m.month >= :now",
    Shown.ARREARS: f"m.stage = {BILLED} AND m.month < :now",
    Shown.PAID: f"m.stage = {PAID}",
}


def _months(asked: Asked) -> str:
    """SQL for the seat-months ``m`` of the span and the programmes."""
    where = ["m.in_force = 1", "m.month BETWEEN :first AND :last"]
    if asked.programme or asked.payer:
        where.append("m.programme IN (SELECT pk FROM programme WHERE :programme IN ('', id) AND :payer IN ('', payer))")
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
    """(month, programme pk, subdistrict, stage, seat-months) of everything asked for; "" where nobody knows."""
    who, params = _who(reader, asked)
    sql = (
        "SELECT m.month, m.programme, coalesce(substr(w.village_code, 1, 8), '') AS place, m.stage, count(*) "
        f"FROM seat_month m JOIN worker w ON w.pk = m.person WHERE {_months(asked)} AND {who} GROUP BY 1, 2, 3, 4"
    )
    found: list[tuple[int, int, str, int, int]] = reader.execute(sql, params).fetchall()
    return found


def by_block(reader: Rows) -> dict[tuple[str, str], dict[int, int]]:
    """(programme id, block id) -> stage -> seat-months in force."""
    found: dict[tuple[str, str], dict[int, int]] = {}
    for programme, block, stage, count in reader.execute(
        "SELECT p.id, k.id, c.stage, c.months FROM (SELECT programme, block, stage, count(*) AS months "
        "FROM seat_month WHERE in_force = 1 GROUP BY programme, block, stage) c "
        "JOIN programme p ON p.pk = c.programme JOIN block k ON k.pk = c.block"
    ).fetchall():
        found.setdefault((programme, block), {})[stage] = count
    return found
