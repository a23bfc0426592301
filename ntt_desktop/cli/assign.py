"""``assign``: free slots to the ranked eligible people; a trial with other weights or seats; the last run undone."""

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
    """Add the command."""
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

    months = sum(one.months for one in done.given)
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
        "slots": [given(one) for one in done.given],
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


def given(one: Given) -> dict[str, Any]:
    """A slot as it was given: whose, which seat and months, and why."""
    from ntt_desktop.wording import ranking, rules

    return {
        "id": one.slot or None,
        **_person(one.person),
        "seat": one.seat,
        "first_month": one.first.text,
        "last_month": one.last.text,
        "rank": one.place.rank,
        "score": one.place.points,
        "warnings": [rules.reason(said.code, said.params) for said in one.person.warnings],
        "why": ranking.lines([(line.code, line.points, line.params) for line in one.place.lines]),
    }


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
