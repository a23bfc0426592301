"""``bridging``: people between two budgets, who pays for them, and the papers that ask for it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntt_desktop.cli.answers import files_of, text_of_cancelled, text_of_files
from ntt_desktop.cli.options import paper_options, reason_option
from ntt_desktop.domain.dates import Month
from ntt_desktop.domain.money import number, rupiah
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.cli.session import Session


def register(commands: Any) -> None:
    """Add the command."""
    bridging = commands.add_parser("bridging", help=tr("people whose cover ends before the next programme starts"))
    actions = bridging.add_subparsers(metavar=tr("ACTION"), required=True)
    listing = actions.add_parser("list", help=tr("who it is, by village, with what it costs"))
    _where(listing)
    listing.set_defaults(run=run_list, text=text_of_list)
    mark = actions.add_parser("mark", help=tr("mark people as bridged by a payer"))
    _where(mark)
    mark.add_argument("--payer", required=True, metavar="PAYER", help=tr("provinsi, kabupaten, desa, csr or mandiri"))
    mark.add_argument("--nik", nargs="*", default=[], metavar="NIK", help=tr("only these people"))
    mark.add_argument("--first", default="", metavar="YYYY-MM", help=tr("the first month paid"))
    mark.add_argument("--last", default="", metavar="YYYY-MM", help=tr("the last month paid"))
    mark.add_argument("--note", default="", metavar="TEXT", help=tr("what is worth knowing"))
    mark.set_defaults(run=run_mark, text=text_of_mark)
    withdraw = actions.add_parser("withdraw", help=tr("take the marks of people back"))
    _where(withdraw)
    withdraw.add_argument("--nik", nargs="+", required=True, metavar="NIK", help=tr("only these people"))
    reason_option(withdraw)
    withdraw.set_defaults(run=run_withdraw, text=text_of_cancelled)
    write = actions.add_parser("write", help=tr("write the list as workbook and PDF"))
    _where(write)
    _out(write)
    write.set_defaults(run=run_write, text=text_of_files)
    letter = actions.add_parser("letter", help=tr("write the letter that asks a payer; it names nobody"))
    _where(letter)
    letter.add_argument("--payer", required=True, metavar="PAYER", help=tr("who is asked to pay"))
    letter.add_argument("--number", default="", metavar="NUMBER", help=tr("number of the letter"))
    _out(letter)
    letter.set_defaults(run=run_letter, text=text_of_files)
    message = actions.add_parser("message", help=tr("a short message without names"))
    _where(message)
    message.set_defaults(run=run_message, text=text_of_message)


def _where(command: argparse.ArgumentParser) -> None:
    command.add_argument("--area", default="", metavar="CODE", help=tr("only people of this region"))
    command.add_argument(
        "--start", default="", metavar="YYYY-MM", help=tr("the month in which the next programme starts")
    )


def _out(command: argparse.ArgumentParser) -> None:
    command.add_argument("out", metavar="OUT", type=Path, help=tr("a PDF or .xlsx file, or a folder"))
    paper_options(command)


def run_list(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Everybody between two budgets."""
    from dataclasses import asdict

    from ntt_desktop.services.money import bridging

    found, regions = bridging.listing(session.ctx, start=args.start, area=args.area), session.ctx.reference.regions
    return {
        "start": found.start.month.text,
        "assumed": found.start.assumed,
        "bridged": found.bridged,
        "open": found.open,
        "rupiah": found.rupiah,
        "open_rupiah": found.open_rupiah,
        "villages": [
            {**asdict(one), "name": regions.label(one.village), "first_lapse": one.first_lapse.text}
            for one in found.villages
        ],
        "people": [
            {
                **asdict(gap),
                "last": gap.last.text,
                "ends": gap.ends.text if gap.ends else None,
                "bridged": [Month.at(index).text for index in sorted(gap.bridged)],
                "rupiah": gap.rupiah,
                "open_rupiah": gap.open_rupiah,
            }
            for gap in found.people
        ],
    }


def _workers(args: argparse.Namespace, session: Session) -> list[str]:
    """The people asked for by NIK, or everybody of the region. Raises ``bridge_nik_unknown``."""
    from ntt_desktop.domain.nik import clean_nik, mask
    from ntt_desktop.errors import UserError
    from ntt_desktop.services.money import bridging

    people = bridging.listing(session.ctx, start=args.start, area=args.area).people
    if not args.nik:
        return [gap.worker for gap in people]
    known = {gap.nik: gap.worker for gap in people}
    asked = [clean_nik(nik) for nik in args.nik]
    if missing := [mask(nik) for nik in asked if nik not in known]:
        raise UserError("bridge_nik_unknown", niks=", ".join(missing))
    return [known[nik] for nik in asked]


def run_mark(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Mark people as bridged."""
    from dataclasses import asdict

    from ntt_desktop.services.money import bridging_marks

    given = {"start": args.start, "first": args.first, "last": args.last, "note": args.note}
    return asdict(bridging_marks.mark(session.ctx, _workers(args, session), args.payer, **given).value)


def run_withdraw(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Take marks back."""
    from ntt_desktop.services.money import bridging_marks

    return {"withdrawn": bridging_marks.withdraw(session.ctx, _workers(args, session), args.reason).value}


def run_write(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Write the list."""
    from ntt_desktop.services.money import bridging_papers

    given = {"start": args.start, "area": args.area, "paper": args.paper, "overwrite": args.overwrite}
    return files_of(bridging_papers.write_list(session.ctx, args.out, **given).value)


def run_letter(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Write the letter."""
    from ntt_desktop.services.money import bridging_papers

    given = {"start": args.start, "area": args.area, "paper": args.paper, "overwrite": args.overwrite}
    written = bridging_papers.write_letter(session.ctx, args.out, payer=args.payer, number=args.number, **given)
    return files_of(written.value)


def run_message(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """The short message."""
    from ntt_desktop.services.money import bridging_papers

    return {"message": bridging_papers.message(session.ctx, start=args.start, area=args.area)}


def text_of_list(answer: dict[str, Any]) -> str:
    """A line a village and the sums."""
    lines = [
        f"{one['village']}  {one['name']}  {number(one['people'])}  {one['first_lapse']}  {rupiah(one['open_rupiah'])}"
        for one in answer["villages"]
    ]
    said = tr(
        "{people} people are without cover before {start}; {bridged} are bridged, {rupiah} are still to be found.",
        people=number(len(answer["people"])),
        start=answer["start"],
        bridged=number(answer["bridged"]),
        rupiah=rupiah(answer["open_rupiah"]),
    )
    return "\n".join([*lines, said])


def text_of_mark(answer: dict[str, Any]) -> str:
    """How many."""
    return tr(
        "{count} people marked, {rupiah}; {already} were bridged already.",
        count=number(answer["people"]),
        rupiah=rupiah(answer["rupiah"]),
        already=number(answer["already"]),
    )


def text_of_message(answer: dict[str, Any]) -> str:
    """The message."""
    return str(answer["message"])
