"""``decide`` for likely duplicates: single answers, and the whole queue as a workbook."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ntt_desktop.cli.session import Session
from ntt_desktop.i18n import tr


def register(actions: Any) -> None:
    """Add the actions of ``decide`` that are about pairs of people."""
    out = actions.add_parser("workbook", help=tr("write all likely duplicates to a workbook"))
    out.add_argument("out", type=Path, metavar="OUT", help=tr("folder or file name"))
    out.add_argument("--overwrite", action="store_true", help=tr("replace the file when it exists"))
    out.set_defaults(run=run_workbook, text=text_of_workbook)
    take = actions.add_parser("take", help=tr("take in the answers of such a workbook"))
    take.add_argument("file", type=Path, metavar="FILE", help=tr("the workbook with answers"))
    take.set_defaults(run=run_take, text=text_of_take)
    undo = actions.add_parser("undo", help=tr("take back a decision on two people"))
    undo.add_argument("decision", metavar="DECISION", help=tr("the decision's id"))
    undo.add_argument("--reason", default="", metavar="REASON", help=tr("why, kept in the history"))
    undo.set_defaults(run=run_undo, text=text_of_undo)


def run_answer(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Answer one pair, and list what stays open."""
    from ntt_desktop.services.sync import decisions

    ctx = session.ctx
    known = {case.id: case for case in decisions.open_cases(ctx)}
    case = known.get(args.case.strip().upper())
    if args.answer == "same" and case is not None and case.kind == decisions.SAME_NIK:
        decided = decisions.same_person(ctx, case.id).value
    else:
        decided = decisions.answer_pair(ctx, args.case, args.answer, args.note).value
    return {
        "decided": {**asdict(decided), "answer": args.answer},
        "cases": [asdict(found) for found in decisions.open_cases(ctx)],
    }


def run_workbook(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Write the queue."""
    from ntt_desktop.services import same_person
    from ntt_desktop.services.pairs_workbook import write_pairs

    target = args.out / tr("same-person.xlsx") if args.out.is_dir() else args.out
    file = write_pairs(session.ctx, target, overwrite=args.overwrite, progress=session.progress).value
    return {"file": str(file), "pairs": same_person.count(session.ctx)}


def text_of_workbook(answer: dict[str, Any]) -> str:
    """Where it is."""
    return tr("{pairs} likely duplicates in {file}", pairs=answer["pairs"], file=answer["file"])


def run_take(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Take answers in; exit 1 when some could not be used."""
    from ntt_desktop.services.pairs_workbook import take_pairs

    taken = take_pairs(session.ctx, args.file, progress=session.progress).value
    if taken.unreadable:
        session.exit_code = 1
    return asdict(taken)


def text_of_take(answer: dict[str, Any]) -> str:
    """Counts, and the rows that could not be used."""
    lines = [
        tr(
            "{same} the same, {different} different, {later} for later, {unanswered} without an answer",
            **{name: answer[name] for name in ("same", "different", "later", "unanswered")},
        )
    ]
    lines += [tr('Row {row}: "{text}" is no answer.', row=row, text=text) for row, text in answer["unreadable"]]
    lines += [tr("Row {row}: pair {code} does not wait any more.", row=row, code=code) for row, code in answer["gone"]]
    return "\n".join(lines)


def run_undo(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Take a decision back."""
    from ntt_desktop.services import same_person

    same_person.undo(session.ctx, [args.decision], reason=args.reason)
    return {"undone": args.decision, "waiting": same_person.count(session.ctx)}


def text_of_undo(answer: dict[str, Any]) -> str:
    """How many pairs wait now."""
    return tr("Taken back. {waiting} likely duplicates wait.", waiting=answer["waiting"])
