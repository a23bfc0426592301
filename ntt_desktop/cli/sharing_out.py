"""``programme share``: slots for all kabupaten of a province, or all kecamatan of a kabupaten, in one step."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from ntt_desktop.cli.options import programme_option
from ntt_desktop.cli.parser import positive
from ntt_desktop.cli.session import Session
from ntt_desktop.domain.money import number, rupiah
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.services.capacity.sharing_out import Part, Sharing


def register(actions: Any) -> None:
    """Add the command below ``programme``."""
    share = actions.add_parser("share", help=tr("pass slots down to all kabupaten or kecamatan at once"))
    programme_option(share)
    share.add_argument(
        "--by",
        choices=("equal", "target", "eligible", "list"),
        help=tr("equal parts, targets, eligible people who wait, or a list"),
    )
    share.add_argument("--slots", type=positive, metavar="N", help=tr("number of slots; all that is free unless given"))
    share.add_argument("--list", metavar="FILE", help=tr("lines such as 53.11;120: numbers, or with --slots a ratio"))
    share.add_argument("--within", default="", metavar="CODE", help=tr("only what lies in this region"))
    share.add_argument("--from-month", metavar="MONTH", help=tr("first month, yyyy-mm"))
    share.add_argument("--to-month", metavar="MONTH", help=tr("last month, yyyy-mm"))
    share.add_argument("--last-date", metavar="DATE", help=tr("last day for assigning them"))
    share.add_argument("--dry-run", action="store_true", help=tr("only say what would happen"))
    share.set_defaults(run=run_share, text=text_of_share)


def run_share(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Share out, or say how it would be shared out."""
    from ntt_desktop.cli.parser import day
    from ntt_desktop.services.capacity import sharing_out

    ctx = session.ctx
    by = args.by or (sharing_out.LIST if args.list else sharing_out.EQUAL)
    listed = _listed(args, session) if args.list else None
    found = sharing_out.share(
        ctx,
        args.programme,
        by=by,
        seats=args.slots,
        listed=listed,
        within=args.within,
        from_month=args.from_month,
        to_month=args.to_month,
        last_date=day(args.last_date, "last-date") if args.last_date else None,
        dry_run=args.dry_run,
        progress=session.progress,
    ).value
    return {
        "programme": found.programme.code,
        "by": found.by,
        "dry_run": args.dry_run,
        "first_month": found.first.text,
        "last_month": found.last.text,
        "seats": found.seats,
        "free": found.free - found.seats,
        "person_months": found.person_months,
        "rupiah": found.rupiah(),
        "shares": [_part(session, found, part) for part in found.parts],
    }


def _listed(args: argparse.Namespace, session: Session) -> dict[str, int]:
    from pathlib import Path

    from ntt_desktop.errors import UserError
    from ntt_desktop.services.capacity import programmes, sharing_out

    try:
        text = Path(args.list).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError("share_list_unreadable", file=args.list) from error
    ctx = session.ctx
    area = sharing_out.area_of(ctx, programmes.ledger(ctx, args.programme).programme, args.within)
    return sharing_out.read_list(ctx.reference.regions, area, text)


def _part(session: Session, found: Sharing, part: Part) -> dict[str, Any]:
    return {
        "region": part.region,
        "name": session.ctx.reference.regions.get(part.region).title,
        "basis": part.basis,
        "seats": part.seats,
        "person_months": part.seats * found.months,
        "rupiah": found.rupiah(part.seats),
        "holder": part.holder,
        "to": part.holder_name,
        "reserved": part.reserved,
        "blocks": list(part.blocks),
    }


def text_of_share(answer: dict[str, Any]) -> str:
    """A line a region, and the sum."""
    unknown = tr("nothing known")
    lines = [
        "  "
        + tr(
            "{region} {name}: {seats} slots, {rupiah}",
            region=part["region"],
            name=part["name"],
            seats=number(part["seats"]),
            rupiah=rupiah(part["rupiah"]),
        )
        + (f" ({unknown})" if part["basis"] is None else "")
        for part in answer["shares"]
    ]
    lines.append(
        tr(
            "{seats} slots for {count} regions: {months} person-months, {rupiah}; {free} slots stay free here.",
            seats=number(answer["seats"]),
            count=sum(part["seats"] > 0 for part in answer["shares"]),
            months=number(answer["person_months"]),
            rupiah=rupiah(answer["rupiah"]),
            free=number(answer["free"]),
        )
    )
    if answer["dry_run"]:
        lines.append(tr("This was a trial; nothing was stored."))
    return "\n".join(lines)
