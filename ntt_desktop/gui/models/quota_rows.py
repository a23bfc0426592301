"""Columns and rows of Kuota: slots, who comes next, who waits and why, who may not, and blocks."""

from typing import Any

from ntt_desktop.domain.balance import Balance
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.programme import Programme
from ntt_desktop.domain.regions import RegionTree
from ntt_desktop.gui.models.columns import Column, Row, village_of
from ntt_desktop.gui.models.months import month_words, span_words
from ntt_desktop.gui.shown import day, number
from ntt_desktop.gui.widgets.badge import Badge
from ntt_desktop.gui.words import end_reason
from ntt_desktop.i18n import tr
from ntt_desktop.services.assignment.candidate_lines import Person, Refused, Waiting
from ntt_desktop.services.assignment.slots import Given
from ntt_desktop.store.capacity.programmes import Holding
from ntt_desktop.wording import rules
from ntt_desktop.wording.waiting import waiting


def _person(person: Person) -> dict[str, Any]:
    return {"id": person.id, "full_name": person.name, "nik": person.nik, "village_code": person.village}


def later(person: Person) -> list[str]:
    """What will matter while the programme runs, a sentence each: reaching its limit of age."""
    return [rules.reason(one.code, one.params) for one in person.warnings]


def given_row(given: Given) -> dict[str, Any]:
    """Someone who would be given a slot."""
    unknown = [tr("{count} things to be matched yet", count=len(given.unknowns))] if given.unknowns else []
    return {
        **_person(given.person),
        "kind": "given",
        "rank": given.place.rank,
        "points": given.place.points,
        "months": span_words(given.first, given.last),
        "seat": given.seat,
        "why": " · ".join([*later(given.person), *unknown]),
        "of": given,
    }


def waiting_row(found: Waiting) -> dict[str, Any]:
    """Someone who waits."""
    return {
        **_person(found.person),
        "kind": "waiting",
        "rank": found.rank.rank if found.rank else None,
        "points": found.rank.points if found.rank else None,
        "why": waiting(found.reason.code, found.reason.params),
        "of": found,
    }


def refused_row(found: Refused) -> dict[str, Any]:
    """Someone to whom a rule says no."""
    why = " ".join(dict.fromkeys(waiting(reason.code, reason.params) for reason in found.reasons))
    return {**_person(found.person), "kind": "refused", "rank": None, "points": None, "why": why, "of": found}


def block_row(
    block: Holding, balance: Balance, names: dict[str, str], own: str, asked: dict[str, int] | None = None
) -> dict[str, Any]:
    """A block in force with where its person-months are. ``asked``: slots asked back and missing, by block."""
    return {
        "id": block.id,
        "holder": tr("this device") if block.holder == own else names.get(block.holder, tr("(not known)")),
        "region": block.region,
        "reserved": block.reserved,
        "status": block.status,
        "seats": block.rect.seats,
        "months": span_words(Month.at(block.rect.first), Month.at(block.rect.last)),
        "held": balance.held,
        "occupied": balance.occupied,
        "free": balance.free,
        "rupiah": balance.rupiah("held"),
        "last_date": block.last_date,
        "retired": bool(block.retired_on),
        "asked": (asked or {}).get(block.id, 0),
        "confirms": bool(block.confirms),
    }


def _village(regions: RegionTree) -> Column:
    return Column("village_code", tr("Village"), 140, value=village_of(regions), optional=1)


def slot_state(row: Row) -> Badge:
    """Whether a slot is in force."""
    if row["end_reason"]:
        return Badge("minus", end_reason(row["end_reason"]), "muted")
    if row["months_contested"]:
        return Badge("scale", tr("Contested"), "warn")
    return Badge("badge-check", tr("In force"), "accent")


def slot_columns(regions: RegionTree) -> tuple[Column, ...]:
    """Who has a slot."""
    return (
        Column("seat", tr("Slot"), 62, "number"),
        Column("full_name", tr("Name"), 180, "strong", stretch=True),
        Column("nik", tr("NIK"), 76, "nik"),
        _village(regions),
        Column("months", tr("Months"), 150, value=lambda row: span_words(row["first_month"], row["last_month"])),
        Column("months_in_force", tr("Person-months"), 112, "number", optional=2),
        Column("rupiah", tr("Rupiah"), 112, "rupiah", optional=2),
        Column("rank", tr("Rank"), 62, "number", optional=3),
        Column("state", tr("State"), 156, "badge", value=slot_state),
    )


def next_columns(regions: RegionTree) -> tuple[Column, ...]:
    """Who comes next."""
    return (
        Column("rank", tr("Rank"), 62, "number"),
        Column("full_name", tr("Name"), 180, "strong", stretch=True),
        Column("nik", tr("NIK"), 76, "nik"),
        _village(regions),
        Column("points", tr("Points"), 70, "number"),
        Column("months", tr("Months"), 150, optional=3),
        Column("why", tr("To be known before the SK"), 220, "muted", stretch=True, optional=2),
    )


def waiting_columns(regions: RegionTree) -> tuple[Column, ...]:
    """Who waits or may not, and why."""
    return (
        Column("rank", tr("Rank"), 62, value=lambda row: row["rank"] or "–"),
        Column("full_name", tr("Name"), 180, "strong", stretch=True),
        Column("nik", tr("NIK"), 76, "nik", optional=2),
        _village(regions),
        Column("why", tr("Reason"), 320, stretch=True),
    )


def block_columns(regions: RegionTree) -> tuple[Column, ...]:
    """Blocks held and passed down."""

    def region(row: Row) -> str:
        return regions.label(row["region"]) if regions.find(row["region"]) else tr("everywhere")

    def status(row: Row) -> Badge:
        if row["retired"]:
            return Badge("ban", tr("Lost machine"), "bad")
        if row["asked"]:
            return Badge("undo-2", tr("Asked back: {count}", count=number(row["asked"])), "warn")
        if row["reserved"]:
            return Badge("hourglass", tr("Reserved"), "info")
        if row["status"] == "recorded":
            return Badge("clipboard", tr("From a letter"), "warn")
        return Badge("circle-check", tr("Confirmed"), "good")

    def until(row: Row) -> str:
        return tr("Assign until {day}", day=day(row["last_date"])) if row["last_date"] else ""

    return (
        Column("holder", tr("Held by"), 154, "strong", stretch=True, tip=until),
        Column("region", tr("For"), 114, value=region, stretch=True),
        Column("seats", tr("People"), 76, "number"),
        Column("months", tr("Months"), 150, optional=5),
        Column("held", tr("Person-months"), 112, "number"),
        Column("occupied", tr("Occupied"), 84, "number", optional=2),
        Column("free", tr("Free"), 70, "number", optional=1),
        Column("rupiah", tr("Rupiah"), 130, "rupiah", optional=4),
        Column("last_date", tr("Last day"), 110, "date", optional=3, tip=until),
        Column("status", tr("State"), 176, "badge", value=status),
    )


def programme_row(programme: Programme, balance: Balance) -> dict[str, Any]:
    """A programme with its whole balance."""
    return {
        "id": programme.id,
        "code": programme.code,
        "name": programme.name,
        "payer": programme.payer,
        "months": span_words(programme.first, programme.last),
        "seats": programme.seats,
        "rate": programme.rate,
        "budget": programme.cost,
        "occupied": balance.occupied,
        "free": balance.free,
        "closed": month_words(programme.closed) if programme.closed else "",
        "region": programme.region,
        "of": programme,
    }
