"""``handover``: card and bank book given to people, who still waits for them, and the receipt lists."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntt_desktop.cli.answers import files_of, text_of_files
from ntt_desktop.cli.options import overwrite_option
from ntt_desktop.cli.parser import day
from ntt_desktop.domain.handing_over import CARD
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.cli.session import Session


def register(commands: Any) -> None:
    """Add the commands."""
    handover = commands.add_parser("handover", help=tr("card and bank book handed to people"))
    actions = handover.add_subparsers(metavar=tr("ACTION"), required=True)
    add = actions.add_parser("add", help=tr("record what was handed over"))
    add.add_argument("workers", metavar="ID", nargs="*", help=tr("ids or NIKs of the people"))
    add.add_argument("--village", default="", metavar="CODE", help=tr("everybody of a village who waits for it"))
    add.add_argument("--item", action="append", required=True, metavar="ITEM", help=tr("card or bank_book"))
    add.add_argument("--date", required=True, metavar="DATE", help=tr("the day"))
    add.add_argument("--by", default="", metavar="NAME", help=tr("who gave it"))
    add.add_argument("--received-by", default="", metavar="NAME", help=tr("who took it, if not the person"))
    add.add_argument("--paper", default="", metavar="TEXT", help=tr("number or place of the receipt"))
    add.add_argument("--note", default="", metavar="TEXT", help=tr("what is worth knowing"))
    add.set_defaults(run=run_add, text=text_of_add)
    listing = actions.add_parser("list", help=tr("who was not handed it yet"))
    listing.add_argument("--item", default=CARD, metavar="ITEM", help=tr("card or bank_book"))
    listing.add_argument("--region", default="", metavar="CODE", help=tr("only people of this region"))
    listing.add_argument("--out", type=Path, metavar="OUT", help=tr("a PDF or .xlsx file, or a folder"))
    _paper(listing)
    listing.set_defaults(run=run_list, text=text_of_list)
    receipt = actions.add_parser("receipt", help=tr("write the receipt list of a village"))
    receipt.add_argument("out", metavar="OUT", type=Path, help=tr("a PDF or .xlsx file, or a folder"))
    receipt.add_argument("--village", required=True, metavar="CODE", help=tr("the village's code"))
    receipt.add_argument("--item", default="", metavar="ITEM", help=tr("only who waits for card or bank_book"))
    _paper(receipt)
    receipt.set_defaults(run=run_receipt, text=text_of_files)


def _paper(command: argparse.ArgumentParser) -> None:
    command.add_argument("--paper-size", choices=("A4", "F4"), help=tr("size of the paper; else the office's"))
    overwrite_option(command)


def run_add(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Record it for people by id or NIK, or for everybody of a village who waits for one of the items."""
    from ntt_desktop.services.agencies import handovers

    chosen = handovers.named(session.ctx, args.workers)
    if args.village:
        for item in args.item:
            chosen += [row["id"] for row in handovers.outstanding(session.ctx, item=item, area=args.village)]
    done = handovers.add(
        session.ctx,
        chosen,
        args.item,
        day(args.date),
        by=args.by,
        received_by=args.received_by,
        paper=args.paper,
        note=args.note,
        progress=session.progress,
    ).value
    return {"handovers": list(done.made), "had": done.had}


def text_of_add(answer: dict[str, Any]) -> str:
    """What was recorded."""
    return tr("{count} entries made, {had} were there already", count=len(answer["handovers"]), had=answer["had"])


def run_list(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Who waits; with ``--out`` also as papers."""
    from ntt_desktop.services.agencies import handover_papers, handovers

    rows = handovers.outstanding(session.ctx, item=args.item, area=args.region)
    files: tuple[Path, ...] = ()
    if args.out:
        files = handover_papers.write_waiting(
            session.ctx, args.out, item=args.item, area=args.region, paper=args.paper_size, overwrite=args.overwrite
        ).value
    people = [{key: row[key] for key in ("id", "full_name", "nik", "kpj", "village_code")} for row in rows]
    return {"item": args.item, "count": len(rows), "people": people, "files": [str(file) for file in files]}


def text_of_list(answer: dict[str, Any]) -> str:
    """A line a person, and how many."""
    from ntt_desktop.domain.nik import mask
    from ntt_desktop.wording.handing_over import item

    head = tr("Not handed over yet: {item}", item=item(answer["item"])) + f" ({answer['count']})"
    lines = [f"{mask(row['nik'] or '')}  {row['full_name']}  {row['village_code']}" for row in answer["people"]]
    return "\n".join([head, *lines, *answer["files"]])


def run_receipt(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Write the receipt list."""
    from ntt_desktop.services.agencies import handover_papers

    files = handover_papers.write_receipt(
        session.ctx, args.village, args.out, item=args.item, paper=args.paper_size, overwrite=args.overwrite
    ).value
    return files_of(files)
