"""``programme allot|release|extend|recall|recalls|retire|letter|letters|join``: capacity down and back."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from ntt_desktop.cli.session import Session
from ntt_desktop.domain.money import number, rupiah
from ntt_desktop.domain.programme import PAYERS
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.services.context import Context
    from ntt_desktop.services.recalls import Recall


def register(actions: Any) -> None:
    """Add the commands below ``programme``."""
    from ntt_desktop.cli.programmes import text_of_show

    named = tr("code or id of the programme")
    slots = tr("number of slots")
    reason = tr("why; it stays in the history")

    allot = actions.add_parser("allot", help=tr("give slots to a node below, or reserve them for a region"))
    allot.add_argument("--programme", required=True, metavar="C", help=named)
    allot.add_argument("--to", required=True, metavar="NODE|REGION", help=tr("machine (id, code, name) or region code"))
    allot.add_argument("--slots", required=True, type=int, metavar="N", help=slots)
    allot.add_argument("--from-month", metavar="MONTH", help=tr("first month, yyyy-mm"))
    allot.add_argument("--to-month", metavar="MONTH", help=tr("last month, yyyy-mm"))
    allot.add_argument("--last-date", metavar="DATE", help=tr("last day for assigning them"))
    allot.set_defaults(run=run_allot, text=text_of_show)

    extend = actions.add_parser("extend", help=tr("let the holder of a block assign longer"))
    extend.add_argument("block", metavar="BLOCK", help=tr("id of the block"))
    extend.add_argument("--last-date", required=True, metavar="DATE|none", help=tr("last day for assigning them"))
    extend.set_defaults(run=run_extend, text=text_of_show)

    release = actions.add_parser("release", help=tr("give free slots back to the parent"))
    release.add_argument("--programme", required=True, metavar="C", help=named)
    release.add_argument("--slots", type=int, metavar="N", help=tr("number of slots; all that is free unless given"))
    release.add_argument("--region", default="", metavar="CODE", help=tr("give up the reservation of this region"))
    release.add_argument("--answer", metavar="ID", help=tr("the request that this answers"))
    release.set_defaults(run=run_release, text=text_of_show)

    recall = actions.add_parser("recall", help=tr("ask slots back from a node below; it answers with a release"))
    recall.add_argument("--programme", required=True, metavar="C", help=named)
    recall.add_argument("--from", required=True, dest="holder", metavar="NODE|REGION", help=tr("who holds them"))
    recall.add_argument("--slots", type=int, metavar="N", help=tr("number of slots; all of them unless given"))
    recall.add_argument("--reason", default="", metavar="TEXT", help=reason)
    recall.set_defaults(run=run_recall, text=text_of_recalls)

    listing = actions.add_parser("recalls", help=tr("slots that were asked back and did not return yet"))
    listing.add_argument("--all", action="store_true", help=tr("also those that were answered"))
    listing.add_argument("--withdraw", metavar="ID", help=tr("take this request back"))
    listing.set_defaults(run=run_recalls, text=text_of_recalls)

    retire = actions.add_parser("retire", help=tr("give a lost machine up: what nobody occupies there returns"))
    retire.add_argument("node", metavar="NODE", help=tr("machine (id, code, name)"))
    retire.add_argument("--reason", default="", metavar="TEXT", help=reason)
    retire.add_argument("--dry-run", action="store_true", help=tr("only say what would happen"))
    retire.set_defaults(run=run_retire, text=text_of_retire)

    letter = actions.add_parser("letter", help=tr("type an allotment from a letter, before the parent's file is there"))
    letter.add_argument("--code", required=True, metavar="C", help=tr("code of the programme in the letter"))
    letter.add_argument("--number", required=True, metavar="NUMBER", help=tr("number of the letter"))
    letter.add_argument("--date", required=True, metavar="DATE", help=tr("date of the letter"))
    letter.add_argument("--slots", required=True, type=int, metavar="N", help=slots)
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


def run_allot(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Pass capacity down."""
    from ntt_desktop.cli.programmes import day, shown
    from ntt_desktop.services import programmes

    made = programmes.allot(
        session.ctx,
        args.programme,
        args.to,
        args.slots,
        from_month=args.from_month,
        to_month=args.to_month,
        last_date=day(args.last_date) if args.last_date else None,
    ).value
    answer = shown(session.ctx, made.programme.id)
    return {**answer, "made": [block for block in answer["allotments"] if block["id"] in made.blocks]}


def run_extend(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Give a block a later last date."""
    from ntt_desktop.cli.programmes import day, shown
    from ntt_desktop.services import ledger, programmes

    until = None if args.last_date == "none" else day(args.last_date)
    programmes.extend(session.ctx, args.block, until)
    found = next(one for one in ledger.balance(session.ctx) if any(block.id == args.block for block, _ in one.blocks))
    return shown(session.ctx, found.programme.id)


def run_release(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Give capacity back."""
    from ntt_desktop.cli.programmes import shown
    from ntt_desktop.services import programmes, recalls

    if args.answer:
        given = recalls.answer(session.ctx, args.answer, args.slots).value
    else:
        given = programmes.release(session.ctx, args.programme, args.slots, region=args.region).value
    return {**shown(session.ctx, args.programme), "released": given}


def run_recall(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Ask capacity back."""
    from ntt_desktop.services import recalls

    made = recalls.recall(session.ctx, args.programme, args.holder, args.slots, reason=args.reason).value
    return {"recalls": [_recall(session.ctx, one) for one in made]}


def run_recalls(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """List requests, or take one back."""
    from ntt_desktop.services import recalls

    if args.withdraw:
        return {"recalls": [_recall(session.ctx, recalls.withdraw(session.ctx, args.withdraw).value)]}
    return {"recalls": [_recall(session.ctx, one) for one in recalls.recalls(session.ctx, every=args.all)]}


def _recall(ctx: Context, one: Recall) -> dict[str, Any]:
    from ntt_desktop.services import programmes

    return {
        "id": one.id,
        "programme": one.programme.code,
        "block": one.block.id,
        "holder": one.block.holder,
        "holder_name": programmes.node_names(ctx).get(one.block.holder, ""),
        "own": one.block.holder == ctx.store.node.id,
        "slots": one.seats,
        "first_month": one.first.text,
        "last_month": one.last.text,
        "asked_on": one.asked_on,
        "reason": one.reason,
        "returned": one.returned,
        "missing": one.missing,
        "slots_missing": one.seats_missing,
        "withdrawn": one.withdrawn,
    }


def text_of_recalls(answer: dict[str, Any]) -> str:
    """A line a request."""
    if not answer["recalls"]:
        return tr("Nothing is asked back.")
    return "\n".join(
        tr(
            "{id}: {programme}, {slots} slots asked back from {holder}; {missing} person-months are missing. {reason}",
            id=one["id"],
            programme=one["programme"],
            slots=number(one["slots"]),
            holder=one["holder_name"] or one["holder"],
            missing=number(one["missing"]),
            reason=one["reason"],
        ).rstrip()
        for one in answer["recalls"]
    )


def run_retire(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Give a lost machine up."""
    from ntt_desktop.services import retiring

    found = retiring.retire(session.ctx, args.node, args.reason, dry_run=args.dry_run).value
    return {
        "node": found.node,
        "name": found.name,
        "dry_run": args.dry_run,
        "decision_needed": found.decision_needed,
        "returned": [
            {
                "programme": one.programme.code,
                "blocks": one.blocks,
                "person_months": one.months,
                "rupiah": one.rupiah,
                "staying": one.staying,
            }
            for one in found.returned
        ],
    }


def text_of_retire(answer: dict[str, Any]) -> str:
    """What returns, a line a programme."""
    head = tr("{name} would be given up for lost.") if answer["dry_run"] else tr("{name} is given up for lost.")
    lines = [head.format(name=answer["name"])]
    lines += [
        tr(
            "  {programme}: {months} person-months return ({rupiah}); {staying} are occupied and stay.",
            programme=one["programme"],
            months=number(one["person_months"]),
            rupiah=rupiah(one["rupiah"]),
            staying=number(one["staying"]),
        )
        for one in answer["returned"]
    ]
    return "\n".join(lines)


def run_letter(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Type a letter."""
    from ntt_desktop.cli.programmes import day
    from ntt_desktop.services import letters

    new = letters.NewLetter(
        code=args.code,
        letter_number=args.number,
        letter_date=day(args.date, "date"),
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
    from ntt_desktop.services import letters, programmes

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
    from ntt_desktop.services import joining

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
