"""``assign`` and ``slot``: who gets a slot, who has one, who takes a place that became free."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from ntt_desktop.cli.options import programme_option
from ntt_desktop.cli.parser import positive
from ntt_desktop.cli.session import Session
from ntt_desktop.domain.money import number, rupiah
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.services.assignment.candidate_lines import Person
    from ntt_desktop.services.assignment.slots import Assignment, Given
    from ntt_desktop.services.assignment.what_if import Moved

_SHOWN = 5
"""People who wait, named in the text with the reason; all of them stand in the JSON."""


def register(commands: Any) -> None:
    """Add the commands."""
    assign = commands.add_parser("assign", help=tr("give free slots to the ranked eligible people"))
    programme_option(assign)
    assign.add_argument("--region", metavar="CODE", help=tr("only people of this region"))
    assign.add_argument("--limit", type=positive, metavar="N", help=tr("at most so many people"))
    assign.add_argument("--from-month", metavar="MONTH", help=tr("first month, yyyy-mm"))
    assign.add_argument("--dry-run", action="store_true", help=tr("only show what would happen"))
    assign.add_argument("--weight", action="append", default=[], metavar="NAME=N", help=tr("try another weight"))
    assign.add_argument("--seats", type=positive, metavar="N", help=tr("try another number of seats"))
    assign.add_argument("--undo", action="store_true", help=tr("undo the last assignment"))
    assign.set_defaults(run=run_assign, text=text_of_assign)

    slot = commands.add_parser("slot", help=tr("slots"))
    actions = slot.add_subparsers(metavar=tr("ACTION"), required=True)
    listing = actions.add_parser("list", help=tr("list slots"))
    listing.add_argument("--programme", metavar="C", help=tr("code or id of the programme"))
    listing.set_defaults(run=run_list, text=text_of_list)
    show = actions.add_parser("show", help=tr("one slot with its months and why it was given"))
    show.add_argument("id", metavar="ID", help=tr("the slot's id from the list"))
    show.set_defaults(run=run_show, text=text_of_show)
    replace = actions.add_parser("replace", help=tr("give the later months of an ended slot to the next in rank"))
    replace.add_argument("id", metavar="ID", help=tr("the slot's id from the list"))
    replace.add_argument("--worker", metavar="ID", help=tr("to this person instead"))
    replace.set_defaults(run=run_replace, text=text_of_replace)


def run_assign(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Assign, and say what became of everybody who was considered; or undo, or try other weights and seats."""
    from ntt_desktop.services.assignment import slots

    if args.undo:
        return _undone(args, session)
    if args.weight or args.seats:
        return _tried(args, session)
    done = slots.assign(
        session.ctx,
        args.programme,
        region=args.region,
        limit=args.limit,
        from_month=args.from_month,
        dry_run=args.dry_run,
        progress=session.progress,
    ).value
    return _assignment(done)


def _undone(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Undo the last run, or with ``--dry-run`` say what it was and what stands in the way."""
    from ntt_desktop.errors import UserError
    from ntt_desktop.services.assignment import assignment_runs

    if args.dry_run:
        run = assignment_runs.last_run(session.ctx, args.programme)
        if run is None:
            raise UserError("run_missing")
    else:
        run = assignment_runs.undo(session.ctx, args.programme, progress=session.progress).value
    return {
        "undone": 0 if args.dry_run else run.people,
        "people": run.people,
        "person_months": run.months,
        "rupiah": run.rupiah,
        "blocked": run.blocked,
        "slots": list(run.slots),
        "dry_run": args.dry_run,
    }


def _tried(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Who would come in and fall out; nothing is stored, with or without ``--dry-run``."""
    from dataclasses import asdict

    from ntt_desktop.cli.parser import assignments
    from ntt_desktop.services.assignment import what_if

    found = what_if.compare(
        session.ctx, args.programme, weights=assignments(args.weight), seats=args.seats, progress=session.progress
    )
    return {
        "programme": found.programme,
        "dry_run": True,
        "seats": found.seats,
        "seats_now": found.seats_now,
        "weights": asdict(found.weights),
        "stays": found.stays,
        "comes_in": [_moved(moved) for moved in found.comes_in],
        "falls_out": [_moved(moved) for moved in found.falls_out],
    }


def _moved(moved: Moved) -> dict[str, Any]:
    rank = moved.place.rank if moved.place else None
    return {**_person(moved.person), "rank": rank, "holds": moved.holds, "decreed": moved.decreed}


def _assignment(done: Assignment) -> dict[str, Any]:
    from ntt_desktop.wording import waiting

    months = sum(given.months for given in done.given)
    return {
        "programme": done.programme.code,
        "from_month": done.first.text,
        "dry_run": done.dry_run,
        "assigned": len(done.given),
        "waiting": len(done.waiting),
        "ineligible": len(done.refused),
        "free": done.free,
        "person_months": months,
        "rupiah": months * done.programme.rate,
        "past_months": done.past_months,
        "past_rupiah": done.past_months * done.programme.rate,
        "slots": [_given(given) for given in done.given],
        "waiting_list": [
            {
                **_person(one.person),
                "reason": one.reason.code,
                "message": waiting.waiting(one.reason.code, one.reason.params),
                "rank": one.rank.rank if one.rank else None,
            }
            for one in done.waiting
        ],
        "ineligible_list": [
            {
                **_person(one.person),
                "reasons": [
                    {"code": reason.code, "message": waiting.waiting(reason.code, reason.params)}
                    for reason in one.reasons
                ],
            }
            for one in done.refused
        ],
    }


def _person(person: Person) -> dict[str, Any]:
    return {"worker_id": person.id, "full_name": person.name, "nik": person.nik, "village_code": person.village}


def _given(given: Given) -> dict[str, Any]:
    from ntt_desktop.wording import ranking, rules

    return {
        "id": given.slot or None,
        **_person(given.person),
        "seat": given.seat,
        "first_month": given.first.text,
        "last_month": given.last.text,
        "rank": given.place.rank,
        "score": given.place.points,
        "warnings": [rules.reason(one.code, one.params) for one in given.person.warnings],
        "why": ranking.lines([(line.code, line.points, line.params) for line in given.place.lines]),
    }


def run_list(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """All slots, of one programme if named."""
    from ntt_desktop.services.assignment import slots

    return {"slots": slots.slots(session.ctx, args.programme)}


def run_show(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """One slot."""
    from ntt_desktop.services.assignment import slots
    from ntt_desktop.wording import ranking

    found = slots.show(session.ctx, args.id)
    why = ranking.lines(found["explanation"].get("lines", ()))
    return {"slots": [found], "slot": {**found, "why": why}}


def run_replace(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Give an ended slot's later months to somebody else."""
    from ntt_desktop.services.assignment import replacing

    given = _given(replacing.replace(session.ctx, args.id, worker_id=args.worker).value)
    return {"slots": [given], "slot": given}


def text_of_assign(answer: dict[str, Any]) -> str:
    """The four counts, and what the slots cost."""
    if "undone" in answer:
        return _text_of_undone(answer)
    if "comes_in" in answer:
        return _text_of_trial(answer)
    counts = tr(
        "{assigned} assigned, {waiting} waiting, {ineligible} not eligible, {free} slots left",
        assigned=number(answer["assigned"]),
        waiting=number(answer["waiting"]),
        ineligible=number(answer["ineligible"]),
        free=number(answer["free"]),
    )
    money = tr(
        "{months} person-months, {rupiah}", months=number(answer["person_months"]), rupiah=rupiah(answer["rupiah"])
    )
    lines = [counts, money]
    if answer["past_months"]:
        past = tr(
            "{count} of these person-months ({rupiah}) are over already.",
            count=number(answer["past_months"]),
            rupiah=rupiah(answer["past_rupiah"]),
        )
        later = tr("With --from-month they are left out.")
        lines.append(f"{past} {later}" if answer["dry_run"] else past)
    lines += [f"  {one['full_name']}: {' '.join(one['warnings'])}" for one in answer["slots"] if one["warnings"]][
        :_SHOWN
    ]
    lines += [f"  {one['full_name']}: {one['message']}" for one in answer["waiting_list"][:_SHOWN]]
    if len(answer["waiting_list"]) > _SHOWN:
        lines.append("  " + tr("and {count} more", count=number(len(answer["waiting_list"]) - _SHOWN)))
    if answer["dry_run"]:
        lines.append(tr("This was a trial; nothing was stored."))
    return "\n".join(lines)


def _text_of_undone(answer: dict[str, Any]) -> str:
    from ntt_desktop.wording.batches import blocked

    said = tr("{count} people, {rupiah}.", count=number(answer["people"]), rupiah=rupiah(answer["rupiah"]))
    if answer["blocked"]:
        return f"{said} {blocked(answer['blocked'])}"
    if answer["dry_run"]:
        return f"{said} {tr('This was a trial; nothing was stored.')}"
    return tr("{count} assignments were undone.", count=number(answer["undone"]))


def _text_of_trial(answer: dict[str, Any]) -> str:
    counts = tr(
        "{seats} seats: {stays} stay, {comes} come in, {falls} fall out.",
        seats=number(answer["seats"]),
        stays=number(answer["stays"]),
        comes=number(len(answer["comes_in"])),
        falls=number(len(answer["falls_out"])),
    )
    lines = [f"+ {moved['rank'] or '–'}  {moved['full_name']}" for moved in answer["comes_in"]]
    lines += [f"- {moved['rank'] or '–'}  {moved['full_name']}" for moved in answer["falls_out"]]
    return "\n".join([*lines, counts, tr("This was a trial; nothing was stored.")])


def text_of_list(answer: dict[str, Any]) -> str:
    """A line a slot; the NIK by its last digits."""
    lines = [_line(slot) for slot in answer["slots"]]
    return "\n".join([*lines, tr("{count} slots", count=number(len(lines)))])


def text_of_show(answer: dict[str, Any]) -> str:
    """The slot, its place in the ranking, and who it clashes with."""
    from ntt_desktop.wording import ranking

    slot = answer["slot"]
    lines = [_line(slot), "  " + ranking.place(slot["rank"], slot["explanation"])]
    lines += [
        tr("  Contested: {name} in {programme}", name=rival["full_name"] or "", programme=rival["programme_code"] or "")
        for rival in slot["against"]
    ]
    return "\n".join(lines)


def text_of_replace(answer: dict[str, Any]) -> str:
    """Who takes the seat, and from when."""
    slot = answer["slot"]
    return tr(
        "{name} takes seat {seat} from {first} to {last}.",
        name=slot["full_name"],
        seat=slot["seat"],
        first=slot["first_month"],
        last=slot["last_month"],
    )


def _line(slot: dict[str, Any]) -> str:
    nik = f"…{slot['nik'][-4:]}" if slot["nik"] else "–"
    months = f"{slot['first_month']}–{slot['last_month']}"
    line = f"{slot['id']}  {slot['programme_code'] or '?'} {slot['seat']}  {months}  {slot['full_name'] or '–'}  {nik}"
    if not slot["months_contested"]:
        return line
    contested = tr("{count} months contested", count=number(slot["months_contested"]))
    return f"{line}  {contested}"
