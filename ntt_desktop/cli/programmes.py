"""``programme``: make, list, show, allot, give back, close months."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from ntt_desktop.cli.session import Session
from ntt_desktop.domain.money import number, rupiah
from ntt_desktop.domain.programme import PAYERS, PAYMENT_PERIODS
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.domain.capacity import Balance
    from ntt_desktop.domain.programme import Programme
    from ntt_desktop.services.context import Context
    from ntt_desktop.store.programmes import Ledger

_PARTS = ("held", "occupied", "free", "passed_down", "released", "expired")


def register(commands: Any) -> None:
    """Add the commands."""
    programme = commands.add_parser("programme", help=tr("programmes and their capacity"))
    actions = programme.add_subparsers(metavar=tr("ACTION"), required=True)

    add = actions.add_parser("add", help=tr("make a programme"))
    add.add_argument("--code", required=True, metavar="C", help=tr("short code, for example P26"))
    add.add_argument("--name", default="", metavar="NAME", help=tr("name of the programme"))
    add.add_argument("--payer", required=True, choices=PAYERS, help=tr("who pays"))
    add.add_argument("--region", required=True, metavar="CODE", help=tr("the payer's area"))
    add.add_argument("--from", required=True, dest="first", metavar="MONTH", help=tr("first month, yyyy-mm"))
    add.add_argument("--months", required=True, type=int, metavar="N", help=tr("number of months"))
    add.add_argument("--rate", type=int, metavar="RUPIAH", help=tr("rupiah for a person and month"))
    add.add_argument("--slots", required=True, type=int, metavar="N", help=tr("number of slots"))
    add.add_argument(
        "--payment-period", type=int, default=1, choices=PAYMENT_PERIODS, help=tr("months that one payment covers")
    )
    add.add_argument("--decree", default="", metavar="NUMBER", help=tr("number of the decree"))
    add.add_argument("--agreement", default="", metavar="NUMBER", help=tr("number of the agreement"))
    add.set_defaults(run=run_add, text=text_of_list)

    listing = actions.add_parser("list", help=tr("all programmes known here"))
    listing.set_defaults(run=run_list, text=text_of_list)

    show = actions.add_parser("show", help=tr("one programme with its allotments"))
    show.add_argument("code", nargs="?", metavar="C", help=tr("code or id of the programme"))
    show.add_argument("--programme", dest="named", metavar="C", help=tr("code or id of the programme"))
    show.set_defaults(run=run_show, text=text_of_show)

    allot = actions.add_parser("allot", help=tr("give slots to a node below, or reserve them for a region"))
    allot.add_argument("--programme", required=True, metavar="C", help=tr("code or id of the programme"))
    allot.add_argument("--to", required=True, metavar="NODE|REGION", help=tr("machine (id, code, name) or region code"))
    allot.add_argument("--slots", required=True, type=int, metavar="N", help=tr("number of slots"))
    allot.add_argument("--from-month", metavar="MONTH", help=tr("first month, yyyy-mm"))
    allot.add_argument("--last-date", metavar="DATE", help=tr("last day for assigning them"))
    allot.set_defaults(run=run_allot, text=text_of_show)

    release = actions.add_parser("release", help=tr("give free slots back to the parent"))
    release.add_argument("--programme", required=True, metavar="C", help=tr("code or id of the programme"))
    release.add_argument("--slots", type=int, metavar="N", help=tr("number of slots; all that is free unless given"))
    release.add_argument("--region", default="", metavar="CODE", help=tr("give up the reservation of this region"))
    release.set_defaults(run=run_release, text=text_of_show)

    close = actions.add_parser("close", help=tr("close months for billing; what is empty expires"))
    close.add_argument("--programme", required=True, metavar="C", help=tr("code or id of the programme"))
    close.add_argument("--through", required=True, metavar="MONTH", help=tr("last closed month, yyyy-mm"))
    close.set_defaults(run=run_close, text=text_of_show)


def run_add(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Make a programme."""
    from ntt_desktop.services import programmes

    new = programmes.NewProgramme(
        code=args.code,
        name=args.name,
        payer=args.payer,
        region=args.region,
        first_month=args.first,
        months=args.months,
        seats=args.slots,
        rate=args.rate,
        payment_period=args.payment_period,
        decree_number=args.decree,
        agreement_number=args.agreement,
    )
    made = programmes.add(session.ctx, new).value
    return {"programmes": [_programme(session.ctx, programmes.ledger(session.ctx, made.id))]}


def run_list(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """All programmes with where their person-months are."""
    from ntt_desktop.services import ledger

    return {"programmes": [_programme(session.ctx, found) for found in ledger.balance(session.ctx)]}


def run_show(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """One programme with its blocks; the only one when none is named."""
    from ntt_desktop.errors import UserError
    from ntt_desktop.services import ledger

    code = args.code or args.named
    if not code:
        known = ledger.balance(session.ctx)
        if len(known) != 1:
            raise UserError("programme_not_named", codes=", ".join(found.programme.code for found in known))
        code = known[0].programme.id
    return _shown(session.ctx, code)


def run_allot(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Pass capacity down."""
    from ntt_desktop.services import programmes

    made = programmes.allot(
        session.ctx,
        args.programme,
        args.to,
        args.slots,
        from_month=args.from_month,
        last_date=_day(args.last_date),
    ).value
    answer = _shown(session.ctx, made.programme.id)
    return {**answer, "made": [block for block in answer["allotments"] if block["id"] in made.blocks]}


def run_release(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Give capacity back."""
    from ntt_desktop.services import programmes

    given = programmes.release(session.ctx, args.programme, args.slots, region=args.region).value
    return {**_shown(session.ctx, args.programme), "released": given}


def run_close(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Close months for billing."""
    from ntt_desktop.services import programmes

    return _shown(session.ctx, programmes.close(session.ctx, args.programme, args.through).value.id)


def _day(text: str | None) -> Any:
    from ntt_desktop.domain.dates import read_date
    from ntt_desktop.errors import UserError

    if text is None:
        return None
    day = read_date(text, two_digit_year=lambda year, month, day: 2000 + year)
    if day is None:
        raise UserError("date_invalid", field="last-date", value=text)
    return day


def _shown(ctx: Context, code: str) -> dict[str, Any]:
    from ntt_desktop.services import programmes

    found = programmes.ledger(ctx, code)
    names = programmes.node_names(ctx)
    shown = _programme(ctx, found)
    allotments = [
        {
            "id": block.id,
            "programme": found.programme.code,
            "holder": block.holder,
            "holder_name": names.get(block.holder, ""),
            "own": block.holder == ctx.store.node.id,
            "reserved": block.reserved,
            "region": block.region,
            "parent": block.parent,
            "slots": block.rect.seats,
            "seat_from": block.rect.seat_from,
            "seat_to": block.rect.seat_to,
            "first_month": programmes.month_of(block.rect.first).text,
            "last_month": programmes.month_of(block.rect.last).text,
            "last_date": block.last_date or None,
            "status": block.status,
            **_balance(balance),
        }
        for block, balance in found.blocks
        if block.parent is not None or block.holder != found.programme.owner
    ]
    return {"programmes": [shown], "programme": shown, "allotments": allotments}


def _programme(ctx: Context, found: Ledger) -> dict[str, Any]:
    programme: Programme = found.programme
    return {
        "id": programme.id,
        "code": programme.code,
        "name": programme.name,
        "payer": programme.payer,
        "region": programme.region,
        "owner": programme.owner,
        "own": programme.owner == ctx.store.node.id,
        "first_month": programme.first.text,
        "last_month": programme.last.text,
        "months": programme.months,
        "rate": programme.rate,
        "slots": programme.seats,
        "budget": programme.budget or programme.cost,
        "cost": programme.cost,
        "payment_period": programme.payment_period,
        "closed_through": programme.closed.text if programme.closed else None,
        "rules_version": programme.eligibility.version,
        "weights_version": programme.weights.version,
        **_balance(found.own),
        "in_sum": _balance(found.whole),
    }


def _balance(balance: Balance) -> dict[str, Any]:
    """Person-months, and the same in whole rupiah."""
    parts = (*_PARTS, "contested")
    return {
        **{part: getattr(balance, part) for part in parts},
        "rupiah": {part: balance.rupiah(part) for part in parts},
    }


def text_of_list(answer: dict[str, Any]) -> str:
    """A few lines a programme."""
    if not answer["programmes"]:
        return tr("No programme is known here yet.")
    return "\n".join(_lines(programme) for programme in answer["programmes"])


def text_of_show(answer: dict[str, Any]) -> str:
    """The programme and a line a block."""
    lines = [_lines(answer["programme"])]
    for block in answer["allotments"]:
        line = tr(
            "  {slots} slots for {holder} {region}: {occupied} occupied, {free} free (person-months)",
            slots=number(block["slots"]),
            holder=block["holder_name"] or block["holder"],
            region=block["region"],
            occupied=number(block["occupied"]),
            free=number(block["free"]),
        )
        if block["contested"]:
            # Claims that are not in force leave their months among the free ones.
            line += tr("; contested, nothing is given there: {contested}", contested=number(block["contested"]))
        lines.append(line)
    return "\n".join(lines)


def _lines(programme: dict[str, Any]) -> str:
    from ntt_desktop.wording.programmes import part

    head = tr(
        "{code} {name}: {slots} slots, {first} to {last}, {rate} a month, {budget}",
        code=programme["code"],
        name=programme["name"],
        slots=number(programme["slots"]),
        first=programme["first_month"],
        last=programme["last_month"],
        rate=rupiah(programme["rate"]),
        budget=rupiah(programme["budget"]),
    )
    sums = [
        f"  {part(name)}: {number(programme[name])} ({rupiah(programme['rupiah'][name])})"
        for name in (*_PARTS, *(("contested",) if programme["contested"] else ()))
    ]
    elsewhere = programme["in_sum"]["contested"] - programme["contested"]
    if elsewhere > 0:
        money = rupiah(elsewhere * programme["rate"])
        sums.append("  " + tr("Contested elsewhere: {months} ({rupiah})", months=number(elsewhere), rupiah=money))
    return "\n".join((head, *sums))
