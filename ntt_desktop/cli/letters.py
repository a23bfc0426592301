"""``programme letter|letters|join``: capacity typed from letters, and programmes of one code brought together."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from ntt_desktop.cli.session import Session
from ntt_desktop.domain.money import number
from ntt_desktop.domain.programme import PAYERS
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.services.context import Context


def register(actions: Any) -> None:
    """Add the commands below ``programme``."""
    letter = actions.add_parser("letter", help=tr("type an allotment from a letter, before the parent's file is there"))
    letter.add_argument("--code", required=True, metavar="C", help=tr("code of the programme in the letter"))
    letter.add_argument("--number", required=True, metavar="NUMBER", help=tr("number of the letter"))
    letter.add_argument("--date", required=True, metavar="DATE", help=tr("date of the letter"))
    letter.add_argument("--slots", required=True, type=int, metavar="N", help=tr("number of slots"))
    letter.add_argument("--from", required=True, dest="first", metavar="MONTH", help=tr("first month, yyyy-mm"))
    letter.add_argument("--months", required=True, type=int, metavar="N", help=tr("number of months"))
    letter.add_argument("--payer", default="", choices=("", *PAYERS), help=tr("who pays"))
    letter.add_argument("--name", default="", metavar="NAME", help=tr("name of the programme"))
    letter.add_argument("--rate", type=int, metavar="RUPIAH", help=tr("rupiah for a person and month"))
    letter.set_defaults(run=run_letter, text=text_of_letters)

    letters = actions.add_parser("letters", help=tr("allotments typed from letters, and what was confirmed of them"))
    letters.set_defaults(run=run_letters, text=text_of_letters)

    join = actions.add_parser("join", help=tr("join the programme of a node below into yours of the same code"))
    join.add_argument("typed", metavar="C", help=tr("code or id of the programme below"))
    join.add_argument("--into", required=True, metavar="C", help=tr("code or id of your programme"))
    join.add_argument("--slots", type=int, metavar="N", help=tr("slots to confirm; as many as there are unless given"))
    join.add_argument("--accept-unlike", action="store_true", help=tr("join although the terms differ"))
    join.add_argument("--dry-run", action="store_true", help=tr("only say what would happen"))
    join.set_defaults(run=run_join, text=text_of_join)


def run_letter(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Type a letter."""
    from ntt_desktop.cli.parser import day
    from ntt_desktop.services.capacity import letters

    new = letters.NewLetter(
        code=args.code,
        letter_number=args.number,
        letter_date=day(args.date),
        seats=args.slots,
        first_month=args.first,
        months=args.months,
        payer=args.payer,
        name=args.name,
        rate=args.rate,
    )
    made = letters.record(session.ctx, new).value
    found = [one for one in _letters(session.ctx) if one["programme_id"] == made.id]
    return {"letters": found}


def run_letters(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """List letters."""
    return {"letters": _letters(session.ctx)}


def _letters(ctx: Context) -> list[dict[str, Any]]:
    from ntt_desktop.services.capacity import letters, programmes

    names = programmes.node_names(ctx)
    return [
        {
            "block": one.block,
            "programme": one.programme.code,
            "programme_id": one.programme.id,
            "holder": one.holder,
            "holder_name": names.get(one.holder, ""),
            "letter_number": one.number,
            "letter_date": one.dated,
            "slots": one.seats,
            "first_month": one.first.text,
            "last_month": one.last.text,
            "status": "confirmed" if one.is_confirmed else "recorded",
            "confirmed_slots": one.confirmed_seats,
            "confirmed_first_month": one.confirmed_first.text if one.confirmed_first else None,
            "confirmed_last_month": one.confirmed_last.text if one.confirmed_last else None,
            "differs": one.differs,
            "contested": one.contested,
        }
        for one in letters.letters(ctx)
    ]


def text_of_letters(answer: dict[str, Any]) -> str:
    """A line a letter."""
    if not answer["letters"]:
        return tr("No allotment was typed from a letter.")
    return "\n".join(_letter_line(one) for one in answer["letters"])


def _letter_line(one: dict[str, Any]) -> str:
    words = tr(
        "{programme}, letter {number}: {slots} slots, {first} to {last}",
        programme=one["programme"],
        number=one["letter_number"],
        slots=number(one["slots"]),
        first=one["first_month"],
        last=one["last_month"],
    )
    if one["status"] == "recorded":
        return f"{words}; {tr('from a letter, not confirmed yet')}"
    if not one["differs"]:
        return f"{words}; {tr('confirmed')}"
    return "; ".join(
        (
            words,
            tr(
                "confirmed: {slots} slots, {first} to {last}",
                slots=number(one["confirmed_slots"]),
                first=one["confirmed_first_month"] or "-",
                last=one["confirmed_last_month"] or "-",
            ),
            tr("{count} person-months are contested", count=number(one["contested"])),
        )
    )


def run_join(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Join two programmes."""
    from ntt_desktop.services.capacity import joining

    done = joining.join(
        session.ctx,
        args.typed,
        args.into,
        seats=args.slots,
        accept_unlike=args.accept_unlike,
        dry_run=args.dry_run,
    ).value
    return {
        "typed": done.typed.id,
        "into": done.real.id,
        "programme": done.real.code,
        "dry_run": args.dry_run,
        "linked": done.linked,
        "given": done.given,
        "free": done.free,
        "moved": done.moved,
        "terms": [
            {"term": one.name, "typed": _plain(one.typed), "real": _plain(one.real), "unlike": one.unlike}
            for one in done.terms
        ],
    }


def _plain(value: object) -> Any:
    """Rules as text; other terms as they are."""
    from ntt_desktop.wording import terms

    return terms.value("rules", value) if isinstance(value, tuple) else value


def text_of_join(answer: dict[str, Any]) -> str:
    """The terms side by side, then what was confirmed."""
    from ntt_desktop.wording import terms

    lines = [
        f"  {'≠' if one['unlike'] else '='} {terms.term(one['term'])}: "
        f"{terms.value(one['term'], one['typed'])} | {terms.value(one['term'], one['real'])}"
        for one in answer["terms"]
    ]
    lines.append(
        tr(
            "{linked} slots were given before, {given} are given now; {moved} people moved.",
            linked=number(answer["linked"]),
            given=number(answer["given"]),
            moved=number(answer["moved"]),
        )
    )
    return "\n".join(lines)
