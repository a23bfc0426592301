"""``slot``: who has a slot, why, and who takes a place that became free."""

from __future__ import annotations

import argparse
from typing import Any

from ntt_desktop.cli.assign import given
from ntt_desktop.cli.session import Session
from ntt_desktop.domain.money import number
from ntt_desktop.i18n import tr


def register(commands: Any) -> None:
    """Add the command."""
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

    found = given(replacing.replace(session.ctx, args.id, worker_id=args.worker).value)
    return {"slots": [found], "slot": found}


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
