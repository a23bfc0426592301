"""``verval list|take`` and ``template``: papers for villages, and the ticked lists taken back in."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntt_desktop.cli.answers import text_of_people_on_file
from ntt_desktop.cli.options import overwrite_option
from ntt_desktop.cli.parser import day
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.cli.session import Session


def register(commands: Any) -> None:
    """Add the commands."""
    verval = commands.add_parser("verval", help=tr("lists of a village to be ticked and signed"))
    actions = verval.add_subparsers(metavar=tr("ACTION"), required=True)

    listing = actions.add_parser("list", help=tr("write the list of a village"))
    listing.add_argument("out", metavar="OUT", type=Path, help=tr("a PDF or .xlsx file, or a folder"))
    listing.add_argument("--village", required=True, metavar="CODE", help=tr("the village's code"))
    listing.add_argument("--everyone", action="store_true", help=tr("people who are verified too"))
    listing.add_argument("--paper", choices=("A4", "F4"), default="A4", help=tr("size of the paper"))
    overwrite_option(listing)
    listing.set_defaults(run=run_list, text=text_of_people_on_file)

    take = actions.add_parser("take", help=tr("take a ticked list back in"))
    take.add_argument("file", metavar="FILE", type=Path, help=tr("the workbook that came back"))
    take.add_argument("--by", required=True, metavar="NAME", help=tr("who saw it"))
    take.add_argument("--date", required=True, metavar="DATE", help=tr("the day"))
    take.add_argument("--no-settle", action="store_true", help=tr("let the ticks settle no findings"))
    take.add_argument("--password", metavar="WORD", help=tr("password of a protected file"))
    take.set_defaults(run=run_take, text=text_of_take)

    template = commands.add_parser("template", help=tr("write an empty list for villages"))
    template.add_argument("out", metavar="OUT", type=Path, help=tr("file or folder"))
    template.add_argument("--region", required=True, metavar="CODE", help=tr("kecamatan, village or kabupaten"))
    overwrite_option(template)
    template.set_defaults(run=run_template, text=text_of_template)


def run_list(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Write a village's list."""
    from ntt_desktop.services.people import verval

    written = verval.write_verval_list(
        session.ctx, args.village, args.out, everyone=args.everyone, paper=args.paper, overwrite=args.overwrite
    ).value
    return {"files": [str(written.path)], "rows": written.rows}


def run_take(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Take a list back in; exit code 1 when a line could not be taken in as it stands."""
    from ntt_desktop.services.people import verval

    taken = verval.take_verval_list(
        session.ctx,
        args.file,
        by=args.by,
        on=day(args.date),
        settle=not args.no_settle,
        password=args.password,
        progress=session.progress,
    ).value
    session.exit_code = 1 if taken.problems else 0
    return {**asdict(taken), "verified": taken.verified, "settled": taken.settled}


def text_of_take(answer: dict[str, Any]) -> str:
    """The counts, and the lines that need somebody."""
    from ntt_desktop.wording.verval import problem

    counts = {name: answer[name] for name in ("verified", "unchanged", "empty", "settled")}
    lines = [
        tr(
            "{verified} people verified, {unchanged} as before, {empty} without a tick; {settled} findings settled.",
            **counts,
        )
    ]
    for found in answer["problems"]:
        lines.append(problem(found["code"], found["row"], found["name"], found["items"], found["note"]))
    return "\n".join(lines)


def run_template(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Write an empty list."""
    from ntt_desktop.services.people import templates

    written = templates.write_template(session.ctx, args.region, args.out, overwrite=args.overwrite).value
    return {"files": [str(written)]}


def text_of_template(answer: dict[str, Any]) -> str:
    """Where it is."""
    return tr("The empty list is in {file}.", file=answer["files"][0])
