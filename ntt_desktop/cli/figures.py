"""``overview``, ``figure`` and ``target``: the figures of Beranda, its plots, and the targets of coverage."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntt_desktop.cli.options import overwrite_option
from ntt_desktop.cli.parser import day
from ntt_desktop.domain.dates import shown_iso
from ntt_desktop.errors import UserError
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.cli.session import Session
    from ntt_desktop.services.figures.targets import Target
    from ntt_desktop.services.figures.uptake import Uptake


def register(commands: Any) -> None:
    """Add the commands."""
    overview = commands.add_parser("overview", help=tr("the figures of the first page"))
    overview.set_defaults(run=run_overview, text=text_of_overview)

    figure = commands.add_parser("figure", help=tr("write a plot or the map as SVG"))
    figure.add_argument("name", metavar="NAME", help="coverage, uptake, months, money, trend, map-coverage, map-uptake")
    figure.add_argument("out", metavar="OUT", type=Path, help=tr("an .svg file"))
    figure.add_argument("--region", default="", metavar="CODE", help=tr("the kabupaten, for the trend of one"))
    overwrite_option(figure)
    figure.set_defaults(run=run_figure, text=text_of_figure)

    target = commands.add_parser("target", help=tr("workers of a region, and how many should be protected"))
    actions = target.add_subparsers(metavar=tr("ACTION"), required=True)
    one = actions.add_parser("set", help=tr("enter the figures of a region"))
    one.add_argument("region", metavar="REGION", help=tr("the region's code"))
    one.add_argument("--eligible", type=int, required=True, metavar="N", help=tr("workers who can be protected"))
    one.add_argument("--elsewhere", type=int, metavar="N", help=tr("of them, active by others"))
    one.add_argument("--percent", metavar="P", help=tr("the target in percent"))
    _dated(one)
    one.set_defaults(run=run_set, text=text_of_list)
    sheet = actions.add_parser("import", help=tr("take the figures from a small sheet"))
    sheet.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        help=tr("from the left: region, workers, active elsewhere, target in percent"),
    )
    _dated(sheet)
    sheet.set_defaults(run=run_import, text=text_of_import)
    listing = actions.add_parser("list", help=tr("the figures that are known"))
    listing.add_argument("--year", type=int, default=0, metavar="Y", help=tr("only this year"))
    listing.set_defaults(run=run_list, text=text_of_list)


def _dated(parser: Any) -> None:
    parser.add_argument("--year", type=int, metavar="Y", help=tr("the year; this one unless given"))
    parser.add_argument("--date", metavar="DATE", help=tr("the day the figures are of; today unless given"))
    parser.add_argument("--source", default="", metavar="WORDS", help=tr("where they come from"))


def run_overview(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """All figures."""
    from ntt_desktop.errors import UserError
    from ntt_desktop.services.figures.overview import PEOPLE, overview
    from ntt_desktop.wording.errors import message

    found = overview(session.ctx)
    told = [(one.code, *message(UserError(one.code, **one.params))) for one in found.told]
    regions, regions_of = found.coverage, session.ctx.reference.regions
    assert regions is not None
    return {
        **{name: getattr(found, name) for name in PEOPLE},
        **{name: getattr(found, name) for name in ("claims", "claims_late", "cases", "corrections", "unpacked")},
        **{name: getattr(found, name) for name in ("senders", "with_gaps", "without_reply", "odd")},
        **{name: getattr(found, name) for name in ("last_backup", "programmes")},
        "told": [{"code": code, "message": said, "hint": hint} for code, said, hint in told],
        "to_join": [{"programme": code, "node": name} for code, name in found.to_join],
        "uptake": _uptake(found.uptake),
        "uptake_by": {by: [_uptake(row) for row in rows] for by, rows in found.uptakes.items()},
        "coverage": [
            {
                "region": row.region,
                "name": regions_of.label(row.region),
                "covered": row.covered,
                "elsewhere": row.elsewhere,
                "active": row.active,
                "eligible": row.eligible,
                "permille": row.permille,
                "target_permille": row.target,
                "missing": row.missing,
            }
            for row in (*(() if regions.whole in regions.rows else (regions.whole,)), *regions.rows)
        ],
        "trend": [{"month": one.month.text, "permille": one.permille} for one in found.trend],
    }


def _uptake(row: Uptake) -> dict[str, Any]:
    return {
        "key": row.key,
        "held": row.held.months,
        "held_rupiah": row.held.rupiah,
        "paid": row.paid.months,
        "paid_rupiah": row.paid.rupiah,
        "permille": row.share,
        "parts": {str(code): {"months": part.months, "rupiah": part.rupiah} for code, part in row.parts().items()},
    }


def text_of_overview(answer: dict[str, Any]) -> str:
    """The figures, a line each."""
    from ntt_desktop.wording.numbers import percent
    from ntt_desktop.wording.overview import NAMES

    lines = [f"{one['message']} {one['hint']}" for one in answer["told"]]
    lines += [f"{tr(words):<44}{answer[name]:>10}" for name, words in NAMES.items()]
    lines.append(f"{tr('Uptake (paid of held)'):<44}{percent(answer['uptake']['permille']):>10}")
    lines += [
        f"{tr('Coverage (UCJ)')} {one['name']:<{43 - len(tr('Coverage (UCJ)'))}}{percent(one['permille']):>10}"
        for one in answer["coverage"]
        if one["permille"] is not None or one is answer["coverage"][0]
    ]
    lines += [
        tr("{name} has a programme {code} as well.", name=one["node"] or tr("(not known)"), code=one["programme"])
        for one in answer["to_join"]
    ]
    return "\n".join(lines)


def run_figure(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Write a figure."""
    from ntt_desktop.services.figures import plots
    from ntt_desktop.services.figures.overview import overview

    if args.out.suffix.lower() != ".svg":
        raise UserError("figure_format", file=args.out.name)
    if args.out.exists() and not args.overwrite:
        raise UserError("file_exists", file=str(args.out))
    if args.name not in plots.FIGURES:
        raise UserError("figure_unknown", value=args.name, known=", ".join(plots.FIGURES))
    if args.region and args.name != "trend":
        raise UserError("figure_region", value=args.name)
    plots.write(session.ctx, args.name, args.out, overview(session.ctx), region=args.region)
    return {"files": [str(args.out)], "rows": 0}


def text_of_figure(answer: dict[str, Any]) -> str:
    """Where it is."""
    return str(answer["files"][0])


def run_set(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Enter the figures of a region."""
    from ntt_desktop.services.figures import targets

    ctx = session.ctx
    dated = day(args.date) if args.date else ctx.today
    share = None if args.percent is None else targets.permille_of(args.percent)
    made = targets.set_target(
        ctx,
        targets.Target(
            ctx.reference.regions.normal_code(args.region) or args.region,
            args.year or dated.year,
            args.eligible,
            args.elsewhere,
            share,
            dated,
            args.source,
        ),
    ).value
    return {"targets": [_target(made)]}


def run_import(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Take a sheet in."""
    from ntt_desktop.services.figures import targets

    dated = day(args.date) if args.date else session.ctx.today
    stored = targets.from_sheet(
        session.ctx,
        args.file,
        year=args.year or dated.year,
        dated_on=dated,
        source=args.source,
        progress=session.progress,
    ).value
    return {"stored": stored}


def text_of_import(answer: dict[str, Any]) -> str:
    """How many."""
    return tr("Figures of {count} regions stored.", count=answer["stored"])


def run_list(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """What is known."""
    from ntt_desktop.services.figures import targets

    return {"targets": [_target(one) for one in targets.listing(session.ctx, year=args.year)]}


def text_of_list(answer: dict[str, Any]) -> str:
    """A line a record."""
    from ntt_desktop.wording.numbers import NOTHING, percent

    return "\n".join(
        f"{one['region']:<8}{one['year']}  {shown_iso(one['dated_on'])}  {one['eligible']:>9}  "
        f"{NOTHING if one['active_elsewhere'] is None else one['active_elsewhere']:>9}  "
        f"{percent(one['target_permille']):>8}  {one['source']}"
        for one in answer["targets"]
    )


def _target(one: Target) -> dict[str, Any]:
    return {
        "id": one.id,
        "region": one.region,
        "year": one.year,
        "eligible": one.eligible,
        "active_elsewhere": one.active_elsewhere,
        "target_permille": one.permille,
        "dated_on": one.dated_on.isoformat(),
        "source": one.source,
    }
