"""``card``: what a family keeps: what is covered, whom to call, what to do."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntt_desktop.cli.options import paper_options
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.cli.session import Session


def register(commands: Any) -> None:
    """Add the command."""
    card = commands.add_parser("card", help=tr("the card for a family: what is covered, whom to call, what to do"))
    card.add_argument("out", metavar="OUT", type=Path, nargs="?", help=tr("a PDF file, or a folder"))
    who = card.add_mutually_exclusive_group(required=True)
    who.add_argument("--worker", default="", metavar="ID", help=tr("of one person"))
    who.add_argument("--village", default="", metavar="CODE", help=tr("of everybody covered in a village, in one file"))
    who.add_argument("--contact", action="append", metavar="NAME=NUMBER", help=tr("whom the cards say to call"))
    paper_options(card)
    card.set_defaults(run=run_card, text=text_of_card)


def run_card(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Write cards, or keep whom they say to call."""
    from ntt_desktop.errors import UserError
    from ntt_desktop.services.claims import family_card

    if args.contact is not None:
        given = [(who, called) for who, _, called in (text.partition("=") for text in args.contact)]
        kept = family_card.set_contacts(session.ctx, given).value
        return {"contacts": [{"name": who, "number": called} for who, called in kept], "files": []}
    if args.out is None:
        raise UserError("value_missing", field="OUT")
    files = family_card.write_card(
        session.ctx,
        args.out,
        worker=args.worker,
        village=args.village,
        paper=args.paper,
        overwrite=args.overwrite,
        progress=session.progress,
    ).value
    kept = family_card.contacts(session.ctx)
    return {
        "contacts": [{"name": who, "number": called} for who, called in kept],
        "files": [str(file) for file in files],
    }


def text_of_card(answer: dict[str, Any]) -> str:
    """Where the cards are, or whom they say to call."""
    return "\n".join(answer["files"] or [f"{one['name']}: {one['number']}" for one in answer["contacts"]])
