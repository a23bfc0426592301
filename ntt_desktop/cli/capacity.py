"""``programme allot|release|extend|recall|recalls|retire``: capacity down and back."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from ntt_desktop.cli.options import programme_option, reason_option
from ntt_desktop.cli.session import Session
from ntt_desktop.domain.money import number, rupiah
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.services.capacity.recalls import Recall
    from ntt_desktop.services.context import Context


def register(actions: Any) -> None:
    """Add the commands below ``programme``."""
    from ntt_desktop.cli.programme_lines import text_of_show

    allot = actions.add_parser("allot", help=tr("give slots to a node below, or reserve them for a region"))
    programme_option(allot)
    allot.add_argument("--to", required=True, metavar="NODE|REGION", help=tr("machine (id, code, name) or region code"))
    allot.add_argument("--slots", required=True, type=int, metavar="N", help=tr("number of slots"))
    allot.add_argument("--from-month", metavar="MONTH", help=tr("first month, yyyy-mm"))
    allot.add_argument("--to-month", metavar="MONTH", help=tr("last month, yyyy-mm"))
    allot.add_argument("--last-date", metavar="DATE", help=tr("last day for assigning them"))
    allot.add_argument("--dry-run", action="store_true", help=tr("only say what would happen"))
    allot.set_defaults(run=run_allot, text=text_of_allot)

    extend = actions.add_parser("extend", help=tr("let the holder of a block assign longer"))
    extend.add_argument("block", metavar="BLOCK", help=tr("id of the block"))
    extend.add_argument("--last-date", required=True, metavar="DATE|none", help=tr("last day for assigning them"))
    extend.set_defaults(run=run_extend, text=text_of_show)

    release = actions.add_parser("release", help=tr("give free slots back to the parent"))
    programme_option(release)
    release.add_argument("--slots", type=int, metavar="N", help=tr("number of slots; all that is free unless given"))
    release.add_argument("--region", default="", metavar="CODE", help=tr("give up the reservation of this region"))
    release.add_argument("--answer", metavar="ID", help=tr("the request that this answers"))
    release.set_defaults(run=run_release, text=text_of_show)

    recall = actions.add_parser("recall", help=tr("ask slots back from a node below; it answers with a release"))
    programme_option(recall)
    recall.add_argument("--from", required=True, dest="holder", metavar="NODE|REGION", help=tr("who holds them"))
    recall.add_argument("--slots", type=int, metavar="N", help=tr("number of slots; all of them unless given"))
    reason_option(recall, required=False)
    recall.set_defaults(run=run_recall, text=text_of_recalls)

    listing = actions.add_parser("recalls", help=tr("slots that were asked back and did not return yet"))
    listing.add_argument("--all", action="store_true", help=tr("also those that were answered"))
    listing.add_argument("--withdraw", metavar="ID", help=tr("take this request back"))
    listing.set_defaults(run=run_recalls, text=text_of_recalls)

    retire = actions.add_parser("retire", help=tr("give a lost machine up: what nobody occupies there returns"))
    retire.add_argument("node", metavar="NODE", help=tr("machine (id, code, name)"))
    reason_option(retire, required=False)
    retire.add_argument("--dry-run", action="store_true", help=tr("only say what would happen"))
    retire.set_defaults(run=run_retire, text=text_of_retire)


def run_allot(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Pass capacity down."""
    from ntt_desktop.cli.parser import day
    from ntt_desktop.cli.programme_lines import shown
    from ntt_desktop.services.capacity import programmes

    made = programmes.allot(
        session.ctx,
        args.programme,
        args.to,
        args.slots,
        from_month=args.from_month,
        to_month=args.to_month,
        last_date=day(args.last_date, "last-date") if args.last_date else None,
        dry_run=args.dry_run,
    ).value
    answer = shown(session.ctx, made.programme.id)
    months = made.last.index - made.first.index + 1
    return {
        **answer,
        "made": [block for block in answer["allotments"] if block["id"] in made.blocks],
        "dry_run": args.dry_run,
        "to": made.region if made.reserved else made.holder_name,
        "reserved": made.reserved,
        "seats": made.seats,
        "first_month": made.first.text,
        "last_month": made.last.text,
        "person_months": made.seats * months,
        "rupiah": made.seats * months * made.programme.rate,
    }


def text_of_allot(answer: dict[str, Any]) -> str:
    """What was passed down, or would be."""
    from ntt_desktop.cli.programme_lines import text_of_show

    if not answer["dry_run"]:
        return text_of_show(answer)
    said = tr(
        "{seats} slots would go to {name}: {months} person-months, {rupiah}.",
        seats=number(answer["seats"]),
        name=answer["to"],
        months=number(answer["person_months"]),
        rupiah=rupiah(answer["rupiah"]),
    )
    trial = tr("This was a trial; nothing was stored.")
    return f"{said}\n{trial}"


def run_extend(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Give a block a later last date."""
    from ntt_desktop.cli.parser import day
    from ntt_desktop.cli.programme_lines import shown
    from ntt_desktop.services.capacity import programmes
    from ntt_desktop.services.money import ledger

    until = None if args.last_date == "none" else day(args.last_date, "last-date")
    programmes.extend(session.ctx, args.block, until)
    found = next(one for one in ledger.balance(session.ctx) if any(block.id == args.block for block, _ in one.blocks))
    return shown(session.ctx, found.programme.id)


def run_release(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Give capacity back."""
    from ntt_desktop.cli.programme_lines import shown
    from ntt_desktop.services.capacity import programmes, recalls

    if args.answer:
        given = recalls.answer(session.ctx, args.answer, args.slots).value
    else:
        given = programmes.release(session.ctx, args.programme, args.slots, region=args.region).value
    return {**shown(session.ctx, args.programme), "released": given}


def run_recall(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Ask capacity back."""
    from ntt_desktop.services.capacity import recalls

    made = recalls.recall(session.ctx, args.programme, args.holder, args.slots, reason=args.reason).value
    return {"recalls": [_recall(session.ctx, one) for one in made]}


def run_recalls(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """List requests, or take one back."""
    from ntt_desktop.services.capacity import recalls

    if args.withdraw:
        return {"recalls": [_recall(session.ctx, recalls.withdraw(session.ctx, args.withdraw).value)]}
    return {"recalls": [_recall(session.ctx, one) for one in recalls.recalls(session.ctx, every=args.all)]}


def _recall(ctx: Context, one: Recall) -> dict[str, Any]:
    from ntt_desktop.services.capacity import programmes

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
    from ntt_desktop.services.capacity import retiring

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
