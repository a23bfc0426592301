"""A person as commands answer: an object with the keys of the store, a line, or all that is filled."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ntt_desktop.i18n import ntr, tr

if TYPE_CHECKING:
    from ntt_desktop.services.context import Context
    from ntt_desktop.services.people.person_detail import PersonDetail


def one(ctx: Context, worker_id: str) -> dict[str, Any]:
    """The answer of a command that is about one person. Raises `UserError` ``worker_missing``."""
    from ntt_desktop.services.people import person_detail

    return {"worker": as_json(ctx, person_detail.get(ctx, worker_id))}


def several(ctx: Context, keys: Any) -> list[dict[str, Any]]:
    """The people with these keys, in their order."""
    from ntt_desktop.services.people import person_detail

    return [as_json(ctx, detail) for detail in person_detail.several(ctx, keys)]


def as_json(ctx: Context, detail: PersonDetail) -> dict[str, Any]:
    """A person as JSON: the keys of the store; dates ISO, the NIK in full."""
    from ntt_desktop.domain.worker import CHILD_FIELDS, HEIR_FIELDS, WORKER_FIELDS
    from ntt_desktop.wording import findings as wording

    row = detail.worker
    label = ctx.reference.regions.label

    def picked(records: list[dict[str, Any]], names: tuple[str, ...]) -> list[dict[str, Any]]:
        return [{name: record[name] for name in ("id", *names)} for record in records]

    found = []
    for finding in detail.findings:
        sentence, hint = (
            word(finding.code, finding.params, value=finding.value, label=label)
            for word in (wording.sentence, wording.hint)
        )
        found.append(
            {
                "code": finding.code,
                "severity": str(finding.severity),
                "field": finding.field,
                "value": finding.value,
                "message": sentence,
                "hint": hint,
                "settled": finding.settled,
            }
        )
    return {
        "id": row["id"],
        **{name: row[name] for name in WORKER_FIELDS},
        "village": label(row["village_code"] or ""),
        "occupation_label": ctx.reference.occupations.label(row["occupation"] or ""),
        "state": row["state"],
        "incomplete": bool(row["incomplete"]),
        "ended_on": row["ended_on"],
        "end_reason": row["end_reason"],
        "heirs": picked(detail.heirs, HEIR_FIELDS),
        "children": picked(detail.children, CHILD_FIELDS),
        "verifications": picked(detail.verifications, ("seen", "by", "date", "how", "settles", "withdrawn")),
        "findings": found,
        "slots": picked(detail.slots, ("programme_code", "seat", "first_month", "last_month", "months_in_force")),
        "claims": picked(detail.claims, ("claim_type", "event_date", "reported_on", "status")),
        "covers": picked(detail.covers, ("payer", "first_month", "last_paid_month", "source", "note")),
    }


def _line(person: dict[str, Any]) -> str:
    from ntt_desktop.wording.states import state

    tail = f"…{person['nik'][-4:]}" if person["nik"] else "–"
    said = state(person["state"])
    evidence = any(one["severity"] == "evidence" and not one["settled"] for one in person["findings"])
    if person["incomplete"]:  # what has to be done comes before the state, as in the window's list
        said = tr("Incomplete")
    elif evidence and person["state"] in ("registered", "verified"):
        said = tr("Needs evidence")
    return f"{person['id']}  {person['full_name'] or '–'}  {tail}  {person['village']}  {said}"


def text_of_list(answer: dict[str, Any]) -> str:
    """A line a person; the NIK by its last digits."""
    people = answer["workers"]
    lines = [_line(person) for person in people]
    lines.append(ntr("{count} person", "{count} people", len(people)))
    for code, count in answer.get("not_open", {}).items():
        lines.append(tr("{count} people had no open finding {code}.", count=count, code=code))
    if answer.get("incomplete"):
        lines.append(tr("Incomplete, without a readable NIK:"))
        lines.extend(_line(person) for person in answer["incomplete"])
    return "\n".join(lines)


def _said(name: str, value: Any) -> str:
    """A field's value as people read it."""
    from ntt_desktop.domain.dates import shown
    from ntt_desktop.domain.money import rupiah
    from ntt_desktop.domain.nik import group

    if name.endswith(("_on", "_date")):
        return shown(date.fromisoformat(value))
    if name == "monthly_income":
        return rupiah(value)
    return group(value) if name in ("nik", "no_kk") else str(value)


def text_of_one(answer: dict[str, Any]) -> str:
    """A person's filled fields and findings."""
    from ntt_desktop.domain.worker import WORKER_FIELDS
    from ntt_desktop.wording.covers import source_word
    from ntt_desktop.wording.fields import field_name
    from ntt_desktop.wording.payers import payer

    person = answer["worker"]
    lines = [_line(person)]
    said = {**person, "village_code": person["village"], "occupation": person["occupation_label"]}
    named = {name: field_name(name) for name in WORKER_FIELDS} | {"village_code": tr("Village")}
    lines += [f"  {named[name]}: {_said(name, said[name])}" for name in WORKER_FIELDS if person[name]]
    for cover in person["covers"]:
        months = tr("{first} to {last}", first=cover["first_month"], last=cover["last_paid_month"])
        name = tr("Earlier cover")
        lines.append(f"  {name}: {payer(cover['payer'])}, {months} ({source_word(cover['source'])})")
    for finding in person["findings"]:
        mark = "✓" if finding["settled"] else "!"
        lines.append(f"  {mark} {finding['message']} {finding['hint']}")
    return "\n".join(lines)
