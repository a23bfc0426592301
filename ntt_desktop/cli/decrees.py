"""``decree``: the SK that names people, its annex, and what it writes otherwise."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntt_desktop.cli.answers import files_of, text_of_cancelled, text_of_files
from ntt_desktop.cli.options import paper_options, programme_option, reason_option
from ntt_desktop.cli.parser import day
from ntt_desktop.domain.dates import shown_iso
from ntt_desktop.domain.money import number
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.cli.session import Session


def register(commands: Any) -> None:
    """Add the command."""
    decree = commands.add_parser("decree", help=tr("SK: who is named"))
    actions = decree.add_subparsers(metavar=tr("ACTION"), required=True)
    add = actions.add_parser("add", help=tr("enter an SK once"))
    programme_option(add)
    add.add_argument("--number", required=True, metavar="NUMBER", help=tr("number of the SK"))
    add.add_argument("--date", required=True, metavar="DATE", help=tr("the day"))
    add.add_argument("--batch", default="", metavar="BATCH", help=tr("names the people of this batch"))
    add.add_argument("--without", action="append", default=[], metavar="NIK", help=tr("somebody whom it leaves out"))
    add.add_argument("--only", action="append", default=None, metavar="NIK", help=tr("only these people"))
    add.add_argument("--changes", default="", metavar="NUMBER", help=tr("the SK that this one mends"))
    add.set_defaults(run=run_decree, text=text_of_decree)
    decrees = actions.add_parser("list", help=tr("list SK"))
    programme_option(decrees, required=False)
    decrees.set_defaults(run=run_decrees, text=text_of_decrees)
    otherwise = actions.add_parser("changes", help=tr("what an SK writes otherwise than it is now"))
    otherwise.add_argument("number", metavar="NUMBER", nargs="?", default="", help=tr("number of the decree"))
    otherwise.add_argument("--out", type=Path, metavar="OUT", help=tr("a PDF or .xlsx file, or a folder"))
    paper_options(otherwise)
    otherwise.set_defaults(run=run_changes, text=text_of_changes)
    annex = actions.add_parser("annex", help=tr("write the annex of an SK"))
    annex.add_argument("number", metavar="NUMBER", help=tr("number of the decree"))
    annex.add_argument("out", metavar="OUT", type=Path, help=tr("a PDF or .xlsx file, or a folder"))
    paper_options(annex)
    annex.set_defaults(run=run_annex, text=text_of_files)
    back = actions.add_parser("cancel", help=tr("take an SK back that was entered wrongly"))
    back.add_argument("number", metavar="NUMBER", help=tr("number of the decree"))
    reason_option(back)
    back.set_defaults(run=run_cancel_decree, text=text_of_cancelled)


def run_decree(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Enter an SK; ``left_out`` lists whom of the batch it does not name."""
    from ntt_desktop.services.assignment import decrees

    done = decrees.add(
        session.ctx,
        args.programme,
        args.number,
        day(args.date),
        batch=args.batch,
        only=args.only,
        without=args.without,
        changes=args.changes,
        progress=session.progress,
    ).value
    return {
        "decree": done.decree,
        "number": done.number,
        "named": done.named,
        "left_out": [
            {"worker_id": row["person_id"], "nik": row["nik"], "full_name": row["full_name"]} for row in done.left_out
        ],
    }


def run_decrees(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """All SK."""
    from ntt_desktop.services.assignment import decrees

    return {"decrees": decrees.listed(session.ctx, args.programme)}


def run_annex(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Write the annex of an SK."""
    from ntt_desktop.services.assignment import decree_annex

    files = decree_annex.write(session.ctx, args.number, args.out, paper=args.paper, overwrite=args.overwrite).value
    return files_of(files)


def run_changes(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """What decrees write otherwise; with ``--out`` also as papers."""
    from dataclasses import asdict

    from ntt_desktop.services.assignment import decrees

    files: tuple[Path, ...] = ()
    if args.out is not None:
        files = decrees.write_changes(
            session.ctx, args.number, args.out, paper=args.paper, overwrite=args.overwrite
        ).value
    found = decrees.otherwise(session.ctx, args.number)
    return {"changes": [asdict(one) for one in found], "files": [str(file) for file in files]}


def run_cancel_decree(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Take an SK back."""
    from ntt_desktop.services.assignment import decrees

    return {"cancelled": decrees.cancel(session.ctx, args.number, args.reason).value}


def text_of_decree(answer: dict[str, Any]) -> str:
    """How many it names, and whom it left out."""
    named = number(answer["named"])
    lines = [tr("SK {number} names {count} people.", number=answer["number"], count=named)]
    lines += [
        tr("Left out: {name}, NIK …{tail}", name=row["full_name"] or "–", tail=(row["nik"] or "")[-4:])
        for row in answer["left_out"]
    ]
    return "\n".join(lines)


def text_of_decrees(answer: dict[str, Any]) -> str:
    """A line an SK."""
    lines = [
        f"{shown_iso(row['date'])}  {row['number']}  {row['programme_code']}  {row['people']}"
        for row in answer["decrees"]
    ]
    return "\n".join([*lines, tr("{count} SK", count=number(len(lines)))])


def text_of_changes(answer: dict[str, Any]) -> str:
    """A line a difference."""
    from ntt_desktop.wording.fields import field_name

    lines = [
        f"{one['number']}  {one['name']}  {field_name(one['field'])}: {one['decreed']} → {one['now']}"
        for one in answer["changes"]
        if one["field"] != "nik"
    ]
    lines += [
        f"{one['number']}  {one['name']}  {field_name('nik')}: …{one['decreed'][-4:]} → …{one['now'][-4:]}"
        for one in answer["changes"]
        if one["field"] == "nik"
    ]
    return "\n".join([*lines, *answer["files"], tr("{count} changes", count=number(len(answer["changes"])))])
