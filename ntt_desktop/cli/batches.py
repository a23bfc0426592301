"""``batch``: assignments gathered under a name, and their papers."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntt_desktop.cli.answers import files_of, text_of_cancelled, text_of_files
from ntt_desktop.cli.options import paper_options, programme_option, reason_option
from ntt_desktop.domain.money import number, rupiah
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.cli.session import Session
    from ntt_desktop.services.assignment.batches import Batch


def register(commands: Any) -> None:
    """Add the commands."""
    batch = commands.add_parser("batch", help=tr("batches: assignments gathered under a name"))
    actions = batch.add_subparsers(metavar=tr("ACTION"), required=True)
    create = actions.add_parser("create", help=tr("gather every assignment that stands in no batch yet"))
    programme_option(create)
    create.add_argument("--name", required=True, metavar="NAME", help=tr("name of the batch"))
    create.add_argument("--region", default="", metavar="CODE", help=tr("only people of this region"))
    create.add_argument("--dry-run", action="store_true", help=tr("only show what would happen"))
    create.set_defaults(run=run_create, text=text_of_create)
    listing = actions.add_parser("list", help=tr("list batches"))
    listing.set_defaults(run=run_list, text=text_of_list)
    show = actions.add_parser("show", help=tr("one batch with its people"))
    show.add_argument("batch", metavar="BATCH", help=tr("the batch's id or name"))
    show.set_defaults(run=run_show, text=text_of_show)
    edit = actions.add_parser("edit", help=tr("write number, date, place and signer of the berita acara"))
    edit.add_argument("batch", metavar="BATCH", help=tr("the batch's id or name"))
    edit.add_argument("--set", action="append", required=True, metavar="FIELD=VALUE", help=tr("a field of the batch"))
    edit.set_defaults(run=run_edit, text=text_of_show)
    propose = actions.add_parser("propose", help=tr("say that a batch was proposed"))
    propose.add_argument("batch", metavar="BATCH", help=tr("the batch's id or name"))
    propose.set_defaults(run=run_propose, text=text_of_show)
    write = actions.add_parser("write", help=tr("write berita acara and list of names"))
    write.add_argument("batch", metavar="BATCH", help=tr("the batch's id or name"))
    write.add_argument("out", metavar="OUT", type=Path, help=tr("a PDF or .xlsx file, or a folder"))
    paper_options(write)
    write.set_defaults(run=run_write, text=text_of_files)
    cancel = actions.add_parser("cancel", help=tr("take a batch back"))
    cancel.add_argument("batch", metavar="BATCH", help=tr("the batch's id or name"))
    reason_option(cancel)
    cancel.set_defaults(run=run_cancel, text=text_of_cancelled)


def run_create(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Gather a batch, or say what it would hold."""
    from dataclasses import asdict

    from ntt_desktop.services.assignment import batches

    if args.dry_run:
        found = batches.preview(session.ctx, args.programme, region=args.region)
    else:
        found = batches.create(
            session.ctx, args.programme, args.name, region=args.region, progress=session.progress
        ).value
    return {**asdict(found), "dry_run": args.dry_run}


def run_list(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """All batches."""
    from ntt_desktop.services.assignment import batches

    return {"batches": batches.listed(session.ctx)}


def run_show(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """One batch."""
    from ntt_desktop.services.assignment import batches

    return _batch(batches.show(session.ctx, args.batch))


def run_edit(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Write details of a batch."""
    from ntt_desktop.cli.parser import assignments
    from ntt_desktop.services.assignment import batches

    changed = batches.change(session.ctx, args.batch, assignments(args.set)).value
    return _batch(batches.show(session.ctx, changed))


def run_propose(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Say that a batch was proposed."""
    from ntt_desktop.services.assignment import batches

    return _batch(batches.show(session.ctx, batches.propose(session.ctx, args.batch).value))


def run_write(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Write the papers."""
    from ntt_desktop.services.assignment import batch_papers

    files = batch_papers.write(session.ctx, args.batch, args.out, paper=args.paper, overwrite=args.overwrite).value
    return files_of(files)


def run_cancel(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Take a batch back."""
    from ntt_desktop.services.assignment import batches

    return {"cancelled": batches.cancel(session.ctx, args.batch, args.reason).value}


def _batch(found: Batch) -> dict[str, Any]:
    return {
        "batch": found.batch,
        "people": found.people,
        "person_months": found.person_months,
        "rupiah": found.rupiah,
        "check_code": found.check_code,
        "counts": found.counts,
        "rows": found.rows,
        "removed": found.removed,
    }


def text_of_create(answer: dict[str, Any]) -> str:
    """What it holds."""
    said = _sums(answer)
    return f"{said}\n{tr('This was a trial; nothing was stored.')}" if answer["dry_run"] else said


def text_of_list(answer: dict[str, Any]) -> str:
    """A line a batch."""
    lines = [f"{row['programme_code']}  {row['name']}  {_sums(row)}" for row in answer["batches"]]
    return "\n".join([*lines, tr("{count} batches", count=number(len(lines)))])


def text_of_show(answer: dict[str, Any]) -> str:
    """Sums, check code, and how far the rows are."""
    from ntt_desktop.wording.batches import state

    counts = ", ".join(f"{state(code)} {number(count)}" for code, count in answer["counts"].items() if count)
    code = tr("Check code {code}", code=answer["check_code"])
    return f"{answer['batch']['name']}  {_sums(answer)}\n{code}\n{counts}"


def _sums(answer: dict[str, Any]) -> str:
    return tr(
        "{people} people, {months} person-months, {rupiah}",
        people=number(answer["people"]),
        months=number(answer["person_months"]),
        rupiah=rupiah(answer["rupiah"]),
    )
