"""``decide`` for likely duplicates: single answers; and all queues of cases as one workbook."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ntt_desktop.cli.options import overwrite_option, reason_option
from ntt_desktop.cli.session import Session
from ntt_desktop.i18n import tr


def register(actions: Any) -> None:
    """Add the actions of ``decide`` that are about pairs of people."""
    out = actions.add_parser("workbook", help=tr("write everything that waits for a decision to a workbook"))
    out.add_argument("out", type=Path, metavar="OUT", help=tr("folder or file name"))
    overwrite_option(out)
    out.set_defaults(run=run_workbook, text=text_of_workbook)
    take = actions.add_parser("take", help=tr("take in the answers of such a workbook"))
    take.add_argument("file", type=Path, metavar="FILE", help=tr("the workbook with answers"))
    take.set_defaults(run=run_take, text=text_of_take)
    undo = actions.add_parser("undo", help=tr("take back a decision on two people"))
    undo.add_argument("decision", metavar="DECISION", help=tr("the decision's id"))
    reason_option(undo, required=False)
    undo.set_defaults(run=run_undo, text=text_of_undo)


def run_answer(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Answer one pair, and list what stays open."""
    from ntt_desktop.services.sync import decisions

    ctx = session.ctx
    decided = decisions.answer_pair(ctx, args.case, args.answer, args.note).value
    return {
        "decided": {**asdict(decided), "answer": args.answer},
        "cases": [asdict(found) for found in decisions.open_cases(ctx)],
    }


def run_workbook(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Write the queues."""
    from ntt_desktop.services.people import same_person
    from ntt_desktop.services.sync import queue
    from ntt_desktop.services.sync.queue_workbook import write_queue

    target = args.out / tr("to-decide.xlsx") if args.out.is_dir() else args.out
    file = write_queue(session.ctx, target, overwrite=args.overwrite, progress=session.progress).value
    return {"file": str(file), "pairs": same_person.count(session.ctx), "cases": queue.counts(session.ctx)}


def text_of_workbook(answer: dict[str, Any]) -> str:
    """Where it is."""
    return tr("{count} open cases in {file}", count=sum(answer["cases"].values()), file=answer["file"])


def run_take(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Take answers in; exit 1 when some could not be used."""
    from ntt_desktop.services.sync.queue_workbook import take_queue
    from ntt_desktop.wording.errors import message

    taken = take_queue(session.ctx, args.file, progress=session.progress).value
    if taken.unreadable or taken.refused:
        session.exit_code = 1
    return {
        **{name: taken.answered.get(name, 0) for name in ("same", "different", "later")},
        "answered": taken.answered,
        "unanswered": taken.unanswered,
        "unreadable": taken.unreadable,
        "gone": taken.gone,
        "refused": [{"name": name, "code": error.code, "message": message(error)[0]} for name, error in taken.refused],
    }


def text_of_take(answer: dict[str, Any]) -> str:
    """Counts, and the rows that could not be used."""
    decided = sum(answer["answered"].values())
    lines = [tr("{count} decided, {unanswered} without an answer", count=decided, unanswered=answer["unanswered"])]
    lines += [
        tr('Sheet {sheet}, row {row}: "{text}" is no answer.', sheet=sheet, row=row, text=text)
        for sheet, row, text in answer["unreadable"]
    ]
    lines += [
        tr("Sheet {sheet}, row {row}: case {code} does not wait any more.", sheet=sheet, row=row, code=code)
        for sheet, row, code in answer["gone"]
    ]
    lines += [f"{one['name']}: {one['message']}" for one in answer["refused"]]
    return "\n".join(lines)


def run_undo(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Take a decision back."""
    from ntt_desktop.services.people import same_person

    same_person.undo(session.ctx, [args.decision], reason=args.reason)
    return {"undone": args.decision, "waiting": same_person.count(session.ctx)}


def text_of_undo(answer: dict[str, Any]) -> str:
    """How many pairs wait now."""
    return tr("Taken back. {waiting} likely duplicates wait.", waiting=answer["waiting"])
