"""``bpjs``: the upload files for BPJS, by the form that is in use."""

import argparse
from pathlib import Path
from typing import Any

from ntt_desktop.cli.session import Session
from ntt_desktop.i18n import tr


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("bpjs", help=tr("make the upload files for BPJS"))
    parser.add_argument("out", metavar="OUTDIR", type=Path)
    parser.add_argument("--programme", required=True, metavar="C")
    parser.add_argument("--decreed", action="store_true", help=tr("only people whom a decree names"))
    parser.add_argument("--again", action="store_true", help=tr("also those whom BPJS refused"))
    parser.add_argument("--overwrite", action="store_true")
    parser.set_defaults(run=run, text=text)


def run(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Write the files."""
    from ntt_desktop.services import bpjs_upload

    made = bpjs_upload.write(
        session.ctx,
        args.programme,
        args.out,
        decreed_only=args.decreed,
        again=args.again,
        overwrite=args.overwrite,
        progress=session.progress,
    ).value
    return {
        "files": [
            {"file": str(one.path), "branch": one.branch, "regency": one.regency, "rows": one.rows}
            for one in made.files
        ],
        "rows": made.rows,
        "accepted": made.accepted,
        "refused": made.refused,
        "not_decreed": made.not_decreed,
    }


def text(answer: dict[str, Any]) -> str:
    """A line a file, and who was left out."""
    lines = [f"{one['file']}  {tr('{count} people', count=one['rows'])}" for one in answer["files"]]
    left = tr(
        "Not in them: {accepted} accepted already, {refused} refused, {not_decreed} without a decree.",
        accepted=answer["accepted"],
        refused=answer["refused"],
        not_decreed=answer["not_decreed"],
    )
    return "\n".join([*lines, left])
