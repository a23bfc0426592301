"""``decide``: open cases, listed and decided one by one; whole queues are in `ntt_desktop.cli.pairs`."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from ntt_desktop.cli import pairs
from ntt_desktop.cli.session import Session
from ntt_desktop.domain.money import number
from ntt_desktop.i18n import tr


def register(commands: Any) -> None:
    """Add the command."""
    decide = commands.add_parser("decide", help=tr("list and decide open cases"))
    actions = decide.add_subparsers(metavar=tr("COMMAND"), required=True)
    listing = actions.add_parser("list", help=tr("the open cases"))
    listing.add_argument("--kind", default="", metavar="KIND", help=tr("only cases of this kind"))
    listing.set_defaults(run=run_cases, text=text_of_cases)
    setting = actions.add_parser("set", help=tr("decide one case"))
    setting.add_argument("case", metavar="CASE", help=tr("the case's code from the list"))
    answer = setting.add_mutually_exclusive_group(required=True)
    answer.add_argument("--value", metavar="VALUE", help=tr("conflict: the value that counts"))
    answer.add_argument("--accept", action="store_true", help=tr("edited cell: take it as a correction"))
    answer.add_argument(
        "answer", nargs="?", choices=("same", "different", "later"), help=tr("likely duplicate: what the two are")
    )
    answer.add_argument("--same", action="store_true", help=tr("one NIK twice: it is the same person"))
    answer.add_argument(
        "--keep",
        metavar="CLAIM",
        help=tr("contested slot: the claim that counts (this, other, a slot's id or its programme), or free"),
    )
    answer.add_argument("--confirm", action="store_true", help=tr("end to be taken back: the person goes on"))
    answer.add_argument("--refuse", metavar="REASON", help=tr("end to be taken back: the end stands, and why"))
    answer.add_argument("--ignore", action="store_true", help=tr("leave everything as it was signed"))
    setting.add_argument("--note", default="", metavar="TEXT", help=tr("why, kept in the history"))
    setting.set_defaults(run=run_decide, text=text_of_cases)
    asking = actions.add_parser("correct", help=tr("ask whoever registered a person for a correction"))
    asking.add_argument("worker", metavar="ID", help=tr("the person's id"))
    asking.add_argument("note", metavar="TEXT", help=tr("what has to be corrected, in one sentence"))
    asking.add_argument("--field", default="", metavar="FIELD", help=tr("the field concerned"))
    asking.set_defaults(run=run_ask, text=text_of_ask)
    added = actions.add_parser("added", help=tr("take in people whom somebody added by hand to a package"))
    added.add_argument("--dry-run", action="store_true", help=tr("only judge them"))
    added.set_defaults(run=run_added, text=text_of_added)
    pairs.register(actions)


def run_cases(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """The open cases."""
    from ntt_desktop.services.sync.decisions import open_cases

    return {"cases": [asdict(case) for case in open_cases(session.ctx, args.kind)]}


def run_decide(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Decide one case, and list what stays open."""
    from ntt_desktop.services.sync import decisions

    ctx = session.ctx
    if args.answer:
        return pairs.run_answer(args, session)
    if args.value is not None:
        done = decisions.set_value(ctx, args.case, args.value).value
    elif args.accept:
        done = decisions.accept_edit(ctx, args.case).value
    elif args.keep is not None:
        done = decisions.settle_slot(ctx, args.case, args.keep).value
    elif args.confirm or args.refuse is not None:
        done = decisions.settle_end(ctx, args.case, reason=args.refuse).value
    elif args.same:
        done = decisions.answer_pair(ctx, args.case, "same").value
    else:
        done = decisions.ignore(ctx, args.case).value
    return {"decided": asdict(done), "cases": [asdict(case) for case in decisions.open_cases(ctx)]}


def run_ask(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Ask for a correction of a person."""
    from ntt_desktop.services.sync.asking import ask_correction

    finding = ask_correction(session.ctx, args.worker, args.note, field=args.field).value
    return {"worker": args.worker, "finding": finding}


def text_of_ask(answer: dict[str, Any]) -> str:
    """That the officer will be told."""
    return tr("The officer is told with the next return file.")


def run_added(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Take in rows that were added by hand, through intake."""
    from ntt_desktop.services import imports
    from ntt_desktop.services.sync.added_rows import preview_added, store_added

    found = preview_added(session.ctx, progress=session.progress).value
    if args.dry_run:
        imports.discard(session.ctx, found.plan)
        return {"read": found.plan.read, **found.plan.counts}
    stored = store_added(session.ctx, found, progress=session.progress).value
    return {"read": stored.read, **stored.counts}


def text_of_added(answer: dict[str, Any]) -> str:
    """How many became what."""
    from ntt_desktop.wording import outcomes

    return ", ".join(f"{number(answer[name])} {outcomes.outcome(name)}" for name in answer if name != "read")


def text_of_cases(answer: dict[str, Any]) -> str:
    """One line a case."""
    from ntt_desktop.wording.sync import case_word

    lines = [
        " · ".join(filter(None, (case["id"], case_word(case["kind"]), case["name"], case["field"])))
        for case in answer["cases"]
    ]
    return "\n".join(lines) or tr("Nothing waits for a decision.")
