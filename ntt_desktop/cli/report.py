"""``report NAME OUT``, ``letterhead show|set`` and ``exports list|show``: papers, their head, and what was written."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntt_desktop.cli.answers import instant
from ntt_desktop.cli.options import overwrite_option
from ntt_desktop.domain.programme import read_month
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.cli.session import Session


def register(subparsers: Any) -> None:
    """Add the commands."""
    report = subparsers.add_parser("report", help=tr("write a report as PDF and workbook"))
    report.add_argument("name", metavar="NAME", help=tr("which report; a wrong name lists all"))
    report.add_argument("out", metavar="OUT", type=Path, help=tr("a folder, or a .pdf or .xlsx file"))
    report.add_argument("--region", metavar="CODE", default="", help=tr("a region of any level"))
    report.add_argument("--from", dest="first", metavar="yyyy-mm", help=tr("first month"))
    report.add_argument("--to", dest="last", metavar="yyyy-mm", help=tr("last month"))
    report.add_argument("--programme", metavar="C", default="", help=tr("the programme, where a report is of one"))
    report.add_argument("--worker", metavar="ID", default="", help=tr("one person, for the extract of the log"))
    report.add_argument("--paper", choices=("A4", "F4"), help=tr("size of the paper; else the office's"))
    report.add_argument("--signer", default="", help=tr("who signs, if not who is set"))
    report.add_argument("--title", default="", help=tr("the signer's office"))
    report.add_argument("--nip", default="", help=tr("the signer's number"))
    overwrite_option(report)
    report.set_defaults(run=run_report, text=text_of_report)

    head = subparsers.add_parser("letterhead", help=tr("letterhead and signer of everything printed here"))
    actions = head.add_subparsers(metavar=tr("ACTION"), required=True)
    actions.add_parser("show", help=tr("what is set")).set_defaults(run=run_head_show, text=text_of_head)
    setting = actions.add_parser("set", help=tr("set it; what is not said stays"))
    setting.add_argument("--line", action="append", metavar="TEXT", help=tr("a line of the letterhead; again for more"))
    for name, told in (
        ("place", tr("where letters are signed")),
        ("title", tr("the signer's office")),
        ("name", tr("who signs")),
        ("number", tr("the signer's number")),
    ):
        setting.add_argument(f"--{name}", metavar="TEXT", help=told)
    setting.add_argument("--paper", choices=("A4", "F4"), help=tr("what this office prints on"))
    setting.set_defaults(run=run_head_set, text=text_of_head)

    exports = subparsers.add_parser("exports", help=tr("which files with people's data were written here"))
    actions = exports.add_subparsers(metavar=tr("ACTION"), required=True)
    listing = actions.add_parser("list", help=tr("all, the newest first"))
    listing.add_argument("--file", type=Path, metavar="FILE", help=tr("only this file, known by its content"))
    listing.set_defaults(run=run_exports, text=text_of_exports)
    show = actions.add_parser("show", help=tr("who stands in a file"))
    show.add_argument("entry", metavar="NUMBER", type=int, help=tr("its number in the list"))
    show.set_defaults(run=run_people, text=text_of_people)


def run_report(args: argparse.Namespace, session: "Session") -> dict[str, Any]:
    """Write a report."""
    from ntt_desktop.services import reports

    asked = reports.Asked(
        region=args.region,
        first=read_month(args.first) if args.first else None,
        last=read_month(args.last) if args.last else None,
        programme=args.programme,
        person=args.worker,
        paper=args.paper,
        title=args.title,
        name=args.signer,
        number=args.nip,
    )
    made, files = reports.write(
        session.ctx, args.name, args.out, asked, overwrite=args.overwrite, progress=session.progress
    )
    first, last = made.asked.span
    return {
        "report": made.name,
        "files": [str(path) for path in files],
        "rows": made.content.rows,
        "people": len(set(made.content.persons)),
        "region": made.asked.region,
        "from": first.text,
        "to": last.text,
    }


def text_of_report(answer: dict[str, Any]) -> str:
    """Where it was written."""
    return tr("{rows} lines on {files}", rows=answer["rows"], files=", ".join(answer["files"]))


def run_head_show(args: argparse.Namespace, session: "Session") -> dict[str, Any]:
    """What is set."""
    from ntt_desktop.services.printing import letterhead

    return {"letterhead": asdict(letterhead.load(session.ctx))}


def run_head_set(args: argparse.Namespace, session: "Session") -> dict[str, Any]:
    """Set what was said."""
    from ntt_desktop.services.printing import letterhead

    now = letterhead.load(session.ctx)
    said = {name: getattr(args, name) for name in letterhead.FIELDS}
    values = {name: getattr(now, name) if text is None else text for name, text in said.items()}
    values[letterhead.PAPER] = args.paper or now.paper
    lines = tuple(args.line) if args.line is not None else now.lines
    return {"letterhead": asdict(letterhead.save(session.ctx, lines, values).value)}


def text_of_head(answer: dict[str, Any]) -> str:
    """Line by line."""
    head = answer["letterhead"]
    signer = ", ".join(filter(None, (head["place"], head["title"], head["name"], head["number"])))
    return "\n".join([*head["lines"], signer])


def run_exports(args: argparse.Namespace, session: "Session") -> dict[str, Any]:
    """The log."""
    from ntt_desktop.services.printing import written_files

    found = written_files.of_file(session.ctx, args.file) if args.file else written_files.listing(session.ctx)
    return {"files": [asdict(file) for file in found]}


def text_of_exports(answer: dict[str, Any]) -> str:
    """A line a file."""
    from ntt_desktop.wording.written_files import what

    return "\n".join(
        f"{file['pk']}  {instant(file['made_at'])}  {file['actor']}  {what(file['what'])}  {file['file']}  "
        + tr("{count} people", count=file["people"])
        for file in answer["files"]
    )


def run_people(args: argparse.Namespace, session: "Session") -> dict[str, Any]:
    """Who stands in a file."""
    from ntt_desktop.services.printing import written_files

    return {"people": [asdict(person) for person in written_files.people(session.ctx, args.entry)]}


def text_of_people(answer: dict[str, Any]) -> str:
    """A line a person; NIKs shortened on the screen, in full in the JSON answer."""
    from ntt_desktop.domain.nik import mask

    return "\n".join(f"{person['name']}  {mask(person['nik'])}" for person in answer["people"])
