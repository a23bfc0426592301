"""``match``: names out to BPJS, Dukcapil and the social office, their answers back, and who takes the places."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntt_desktop.cli.options import overwrite_option
from ntt_desktop.cli.parser import day
from ntt_desktop.domain.agency_answers import AGENCIES
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.cli.session import Session
    from ntt_desktop.services.agencies.agency_rows import JudgedRow


def register(commands: Any) -> None:
    """Add the commands."""
    match = commands.add_parser("match", help=tr("matching with BPJS, Dukcapil and the social office"))
    actions = match.add_subparsers(metavar=tr("ACTION"), required=True)
    out = actions.add_parser("export", help=tr("write a workbook for each agency"))
    out.add_argument("out", metavar="OUTDIR", type=Path, help=tr("folder for the files"))
    whom = out.add_mutually_exclusive_group(required=True)
    whom.add_argument("--batch", default="", metavar="BATCH", help=tr("the people of this batch"))
    whom.add_argument("--programme", default="", metavar="C", help=tr("everybody in this programme"))
    out.add_argument("--agency", choices=AGENCIES, action="append", help=tr("only for this agency"))
    out.add_argument("--unanswered", action="store_true", help=tr("only whom the agency has not answered about"))
    overwrite_option(out)
    out.set_defaults(run=run_export, text=text_of_export)
    take = actions.add_parser("take", help=tr("take an agency's answers in"))
    take.add_argument("file", metavar="FILE", type=Path, help=tr("the agency's file"))
    take.add_argument("--agency", choices=AGENCIES, default="", help=tr("who answered, where the file does not say"))
    take.add_argument("--date", metavar="DATE", help=tr("the day of the answers, where the row has none"))
    take.add_argument("--dry-run", action="store_true", help=tr("only show what would happen"))
    take.add_argument("--password", metavar="WORD", help=tr("password of a protected file"))
    take.set_defaults(run=run_take, text=text_of_take)
    proposals = actions.add_parser("proposals", help=tr("who may have no slot by an answer, and who is next in rank"))
    proposals.set_defaults(run=run_proposals, text=text_of_proposals)
    confirm = actions.add_parser("confirm", help=tr("give the places to the next in rank"))
    confirm.add_argument("rows", metavar="ROW", nargs="+", help=tr("ids of the proposals"))
    confirm.set_defaults(run=run_confirm, text=text_of_confirm)


def run_export(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Write the workbooks."""
    from ntt_desktop.services.agencies import agency_requests

    made = agency_requests.write(
        session.ctx,
        args.out,
        batch=args.batch,
        programme=args.programme,
        agencies=tuple(args.agency or AGENCIES),
        unanswered=args.unanswered,
        overwrite=args.overwrite,
        progress=session.progress,
    ).value
    return {"files": [{"agency": one.agency, "file": str(one.path), "rows": one.rows} for one in made]}


def text_of_export(answer: dict[str, Any]) -> str:
    """A line a file."""
    return "\n".join(tr("{rows} people on {file}", rows=one["rows"], file=one["file"]) for one in answer["files"])


def run_take(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Take answers in, or say what that would do."""
    from ntt_desktop.services.agencies import agency_answers

    given = {
        "agency": args.agency,
        "on": day(args.date) if args.date else None,
        "password": args.password,
        "progress": session.progress,
    }
    if args.dry_run:
        found = agency_answers.look(session.ctx, args.file, **given)
    else:
        found = agency_answers.take(session.ctx, args.file, **given).value
    return {
        "agency": found.agency,
        "file": found.file,
        "read": found.read,
        "counts": found.counts,
        "known_file": found.known_file,
        "dry_run": args.dry_run,
        "leaving": [asdict(one) for one in found.leaving],
        "rows": [row_of(row) for row in found.rows],
    }


def row_of(row: JudgedRow) -> dict[str, Any]:
    """A row of a file with its sentence; the NIK as the file writes it."""
    from ntt_desktop.wording.agency_answers import why

    return {**asdict(row), "params": dict(row.params), "message": why(row.why, row.params)}


def text_of_take(answer: dict[str, Any]) -> str:
    """The counts, and a line for each row that needs somebody."""
    from ntt_desktop.wording.agency_answers import agency

    lines = [f"{agency(answer['agency'])}: {counts_line(answer)}", *problem_lines(answer)]
    for one in answer["leaving"]:
        said = (
            tr("stays, for the slot is in the SK or billed")
            if one["decreed"]
            else tr("leaves {batch}", batch=one["batch"])
        )
        lines.append(f"{one['name']}: {one['reason']}: {said}")
    return "\n".join(lines)


def counts_line(answer: dict[str, Any]) -> str:
    """How many rows were read and what became of them."""
    from ntt_desktop.wording.agency_answers import outcome

    parts = [f"{outcome(code)} {count}" for code, count in answer["counts"].items()]
    if answer["known_file"]:
        parts.append(tr("this file was taken in before"))
    return tr("{count} rows", count=answer["read"]) + ": " + " · ".join(parts)


def problem_lines(answer: dict[str, Any]) -> list[str]:
    """A line for each row that needs somebody."""
    fine = ("taken", "same", "older", "empty")
    return [
        tr("{sheet}, row {row}: {text}", sheet=row["sheet"], row=row["row"], text=row["message"])
        for row in answer["rows"]
        if row["outcome"] not in fine
    ]


def run_proposals(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Who left, and who is next."""
    from ntt_desktop.services.agencies import agency_replacements

    found = agency_replacements.proposals(session.ctx, session.progress)
    return {"proposals": [asdict(one) for one in found]}


def text_of_proposals(answer: dict[str, Any]) -> str:
    """A line a place."""
    lines = []
    for one in answer["proposals"]:
        following = one["next_person"]["name"] if one["next_person"] else tr("nobody waits")
        if one["held_by"]:
            following = tr("Chosen by {name}", name=one["held_by"])
        if one["blocked"]:
            following = tr("in the SK or billed: record the event")
        if one["fine_again"]:
            following = tr("can be put back")
        lines.append(f"{one['row']}  {one['batch']}  {one['name']} ({one['reason']}) -> {following}")
    return "\n".join(lines) or tr("No answer speaks against a slot.")


def run_confirm(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Give the places."""
    from ntt_desktop.services.agencies import agency_replacements

    done = agency_replacements.confirm(session.ctx, args.rows, session.progress).value
    given = [{"worker_id": one.person.id, "name": one.person.name, "slot": one.slot} for one in done.given]
    return {"freed": done.freed, "given": given, "elsewhere": done.elsewhere}


def text_of_confirm(answer: dict[str, Any]) -> str:
    """What was done."""
    return tr(
        "{freed} slots freed, {given} given to the next in rank", freed=answer["freed"], given=len(answer["given"])
    )
