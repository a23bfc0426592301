"""Who a person being typed may already be: shown as cards beside the form, never decided by the program."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ntt_desktop.domain import names
from ntt_desktop.domain.dates import Month, dates_alike
from ntt_desktop.domain.findings import Finding
from ntt_desktop.domain.matching import Line, Person, match, may_be_one
from ntt_desktop.domain.text import fold
from ntt_desktop.services.context import Context
from ntt_desktop.store.assignment import slots
from ntt_desktop.store.people import matches
from ntt_desktop.store.people import worker_records as queries
from ntt_desktop.store.rows import Rows

MOST = 5
COMPARED = ("nik", "full_name", "birth_date", "sex", "mother_name", "village_code", "no_kk", "occupation", "phone")


@dataclass(frozen=True, slots=True)
class Paid:
    """A programme that pays for somebody in the months ``first..last``, this one or later."""

    programme: str
    payer: str
    first: Month
    last: Month


@dataclass(frozen=True, slots=True)
class Similar:
    """Someone already known: ``why`` is same_nik, alike_in_village (name, birth date and village) or
    alike_elsewhere (name and birth date, or name and mother); ``differences`` the fields that say something else;
    ``lines`` the matcher's reasons (`ntt_desktop.domain.matching`)."""

    id: str
    why: str
    row: dict[str, Any]
    differences: tuple[str, ...]
    lines: tuple[Line, ...] = ()
    paid: tuple[Paid, ...] = ()
    """Who pays for them already: one person is paid by one payer in one month."""


def _iso(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text or ""))
    except ValueError:
        return None


def _on(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _near_dates(born: date) -> list[str]:
    """Every birth date that counts as alike, so that an index finds them."""
    near = {_on(year, born.month, born.day) for year in range(1900, 2101)}
    near |= {_on(born.year, month, born.day) for month in range(1, 13)}
    near |= {_on(born.year, born.month, day) for day in range(1, 32)}
    near.add(_on(born.year, born.day, born.month))
    return sorted(day.isoformat() for day in near if day and dates_alike(born, day))


def alike_in_village(
    reader: Rows, values: dict[str, Any], *, without: str = "", earlier: bool = False
) -> dict[str, Any] | None:
    """The first other living person whose name, birth date and village are alike; None if there is none.

    ``earlier``: only among people registered before ``without`` (ids grow with time).
    """
    born = _iso(values.get("birth_date"))
    if born is None or not values.get("village_code") or not values.get("full_name"):
        return None
    for row in queries.born_on(reader, str(values["village_code"]), _near_dates(born)):
        if row["id"] == without or (earlier and without and row["id"] > without):
            continue
        if values.get("sex") and row["sex"] and values["sex"] != row["sex"]:
            continue
        if may_be_one(str(values["full_name"]), str(values.get("nik") or ""), row["full_name"] or "", row["nik"] or ""):
            return row
    return None


def duplicate_finding(reader: Rows, values: dict[str, Any], *, without: str = "") -> Finding | None:
    """possible_duplicate, on the later of two people alike; the value names the other."""
    other = alike_in_village(reader, values, without=without, earlier=True)
    if other is None or (values.get("nik") and other["nik"] == values.get("nik")):
        return None
    name, nik = other["full_name"] or "", other["nik"] or ""
    params = {"other": other["id"], "name": name, "nik": nik}
    return Finding("possible_duplicate", "full_name", f"{name} {nik}".strip(), params)


def similar(ctx: Context, values: dict[str, Any], *, without: str = "") -> list[Similar]:
    """At most `MOST` people the typed one may be, surest first. ``values`` are as `checks.normalise` gives them."""
    found: dict[str, Similar] = {}
    typed = Person.of(values)

    def add(row: dict[str, Any] | None, why: str) -> None:
        if row is None or row["id"] == without or row["id"] in found:
            return
        differences = tuple(
            name
            for name in COMPARED
            if values.get(name) and row[name] and fold(str(values[name])) != fold(str(row[name]))
        )
        found[row["id"]] = Similar(row["id"], why, row, differences, match(typed, Person.of(row)).lines)

    with ctx.store.read() as reader:
        if values.get("nik"):
            add(queries.by_nik(reader, str(values["nik"])), "same_nik")
        add(alike_in_village(reader, values, without=without), "alike_in_village")
        for worker, _ in matches.beside(reader, typed, without):
            add(queries.find_one(reader, worker), "alike_elsewhere")
        name = names.normal(str(values.get("full_name") or ""))
        born, mother = _iso(values.get("birth_date")), str(values.get("mother_name") or "")
        if name and (born or mother):
            for row in queries.namesakes(reader, name):
                known = _iso(row["birth_date"])
                same_birth = born is not None and known is not None and dates_alike(born, known)
                same_mother = bool(mother and row["mother_name"]) and names.alike(mother, row["mother_name"] or "")
                if (same_birth or same_mother) and names.alike(name, row["full_name"] or ""):
                    add(row, "alike_elsewhere")
        this_month = Month.of(ctx.today).index
        return [replace(one, paid=_paid(reader, one.id, this_month)) for one in list(found.values())[:MOST]]


def _paid(reader: Rows, worker: str, first: int) -> tuple[Paid, ...]:
    return tuple(
        Paid(
            row["programme"] or "",
            row["payer"] or "",
            Month.at(row["first"]),
            Month.at(row["last"]),
        )
        for row in slots.payers(reader, worker, first)
    )
