"""``bpjs OUTDIR``: the upload files for BPJS, by the form in use; ``bpjs result FILE``: what BPJS made of them."""

import argparse
from pathlib import Path
from typing import Any

from ntt_desktop.cli.options import overwrite_option, programme_option
from ntt_desktop.cli.parser import day
from ntt_desktop.cli.session import Session
from ntt_desktop.i18n import tr

RESULT = "result"


class _OfResult(argparse.Action):
    """A file stands only behind the word `RESULT`."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, option: str | None = None
    ) -> None:
        """Note the file, or show the usage."""
        if values is not None and str(namespace.out) != RESULT:
            parser.error(tr("unrecognized arguments: %s") % values)
        setattr(namespace, self.dest, values)


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("bpjs", help=tr("make the upload files for BPJS, or take BPJS's result in"))
    parser.add_argument("out", metavar="OUTDIR", type=Path, help=tr("folder for the files; or the word result"))
    parser.add_argument(
        "file", metavar="FILE", type=Path, nargs="?", action=_OfResult, help=tr("the result that BPJS sent")
    )
    programme_option(parser)
    parser.add_argument("--decreed", action="store_true", help=tr("only people whom a decree names"))
    parser.add_argument("--again", action="store_true", help=tr("also those whom BPJS refused"))
    overwrite_option(parser)
    parser.add_argument("--date", metavar="DATE", help=tr("the day of the result, where the row has none"))
    parser.add_argument("--dry-run", action="store_true", help=tr("only show what a result would do"))
    parser.add_argument("--password", metavar="WORD", help=tr("password of a protected file"))
    parser.set_defaults(run=run, text=text)


def run_result(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Take a result in, or say what that would do."""
    from ntt_desktop.cli.matching import row_of
    from ntt_desktop.services.agencies import bpjs_results

    on = day(args.date) if args.date else None
    given = {"on": on, "password": args.password, "progress": session.progress}
    if args.dry_run:
        found = bpjs_results.look(session.ctx, args.file, args.programme, **given)
    else:
        found = bpjs_results.take(session.ctx, args.file, args.programme, **given).value
    return {
        "programme": found.programme,
        "file": found.file,
        "read": found.read,
        "counts": found.counts,
        "accepted": found.taken("accepted"),
        "with_kpj": found.taken("accepted", with_kpj=True),
        "refused": found.taken("refused"),
        "known_file": found.known_file,
        "dry_run": args.dry_run,
        "rows": [row_of(row) for row in found.rows],
    }


def run(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Write the files, or take a result in."""
    if args.file is not None:
        return run_result(args, session)
    from ntt_desktop.services.agencies import bpjs_upload

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
    """A line a file, and who was left out; of a result the counts, and a line for each row that needs somebody."""
    if "known_file" in answer:
        from ntt_desktop.cli.matching import counts_line, problem_lines

        said = tr(
            "{accepted} accepted, {with_kpj} of them with KPJ; {refused} refused.",
            accepted=answer["accepted"],
            with_kpj=answer["with_kpj"],
            refused=answer["refused"],
        )
        return "\n".join([counts_line(answer), said, *problem_lines(answer)])
    lines = [f"{one['file']}  {tr('{count} people', count=one['rows'])}" for one in answer["files"]]
    left = tr(
        "Not in them: {accepted} accepted already, {refused} refused, {not_decreed} without a decree.",
        accepted=answer["accepted"],
        refused=answer["refused"],
        not_decreed=answer["not_decreed"],
    )
    return "\n".join([*lines, left])
