"""``export``, ``return`` and ``files``: what is made here for other machines."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntt_desktop.cli.answers import instant
from ntt_desktop.cli.options import overwrite_option
from ntt_desktop.cli.receive import warnings
from ntt_desktop.cli.session import Session
from ntt_desktop.domain.money import number, rupiah
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.formats.package.manifest import Manifest


def register(commands: Any) -> None:
    """Add the commands."""
    out = commands.add_parser("export", help=tr("make the package for the parent"))
    out.add_argument("out", type=Path, metavar="OUT", help=tr("folder or file name"))
    out.add_argument("--full", action="store_true", help=tr("everything, not only what is new"))
    _making(out)
    out.set_defaults(run=run_export, text=text_of_export)

    back = commands.add_parser("return", help=tr("make the return files for the nodes below"))
    back.add_argument("out", type=Path, metavar="OUTDIR", help=tr("folder for the files"))
    back.add_argument("--to", default="", metavar="NODE", help=tr("only for this node: id, name or region"))
    back.add_argument("--full", action="store_true", help=tr("everything of the region, for a replacement laptop"))
    _making(back)
    back.set_defaults(run=run_return, text=text_of_return)

    files = commands.add_parser("files", help=tr("every file made and received; make one again"))
    files.add_argument("--again", default="", metavar="ID", help=tr("make this file again, identical in content"))
    files.add_argument("--out", type=Path, default=Path(), metavar="OUT", help=tr("folder or file name"))
    files.set_defaults(run=run_files, text=text_of_files)


def _making(parser: argparse.ArgumentParser) -> None:
    """The options of every file that is made."""
    parser.add_argument("--unprotected", action="store_true", help=tr("without a password; this is put on record"))
    overwrite_option(parser)


def _how(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """What those options say, as the services take it."""
    return {
        "full": args.full,
        "unprotected": args.unprotected,
        "overwrite": args.overwrite,
        "progress": session.progress,
    }


def run_export(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Make the package for the parent."""
    from ntt_desktop.services.sync.export import export

    made = export(session.ctx, args.out, **_how(args, session)).value
    return {
        "file": str(made.path),
        **_facts(made.manifest),
        "nothing_new": made.nothing_new,
        "warnings": _own_warnings(session),
    }


def _own_warnings(session: Session) -> list[dict[str, str]]:
    """What has to be told of this machine: a restored backup, a clock that was set back."""
    from ntt_desktop.services.sync.notices import notices

    return warnings({notice.code: notice.params for notice in notices(session.ctx)})


def text_of_export(answer: dict[str, Any]) -> str:
    """What to tell the parent beside the file."""
    lines = [
        tr("Package {sequence}: {file}", sequence=answer["sequence"], file=answer["file"]),
        _counts_line(answer),
        tr("Check code: {code}", code=answer["check_code"]),
    ]
    if answer["nothing_new"]:
        lines.append(tr("There is nothing that the parent does not have; the file confirms what was received."))
    if answer["unprotected"]:
        lines.append(tr("The file has no password. Whoever has it can read it."))
    lines += [f"{warning['message']} {warning['hint']}" for warning in answer["warnings"]]
    return "\n".join(lines)


def run_return(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Make return files."""
    from ntt_desktop.services.sync.returns import make_returns

    made = make_returns(session.ctx, args.out, to=args.to, **_how(args, session)).value
    return {
        "files": [
            {"file": str(item.path), "node": item.node.node, "name": item.node.name, **_facts(item.manifest)}
            for item in made
        ]
    }


def text_of_return(answer: dict[str, Any]) -> str:
    """One line a file."""
    return "\n".join(
        tr("For {name}: {file} (check code {code})", name=file["name"], file=file["file"], code=file["check_code"])
        for file in answer["files"]
    )


def run_files(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """List the history, or make one of its files again."""
    from ntt_desktop.services.sync import history, outgoing

    if args.again:
        made = outgoing.make_again(session.ctx, args.again, args.out).value
        return {"file": str(made.path), **_facts(made.manifest), "nothing_new": False, "warnings": []}
    return {"files": history.files(session.ctx)}


def text_of_files(answer: dict[str, Any]) -> str:
    """One line a file."""
    from ntt_desktop.wording.sync import travelled

    if "file" in answer:
        return text_of_export(answer)
    return "\n".join(
        " · ".join(
            (
                instant(row["stored_at"]),
                travelled(row["direction"], row["kind"]),
                *(row["partner"], row["file"], row["check_code"], row["id"]),
            )
        )
        for row in answer["files"]
    )


def _facts(manifest: Manifest) -> dict[str, Any]:
    return {
        "sequence": manifest.sequence,
        "counts": dict(manifest.counts),
        "check_code": manifest.check_code,
        "person_months": manifest.person_months,
        "rupiah": manifest.rupiah,
        "incomplete": manifest.incomplete,
        "stock": {
            "workers": manifest.stock.workers,
            "regions": dict(manifest.stock.regions),
            "person_months": manifest.stock.person_months,
            "rupiah": manifest.stock.rupiah,
        },
        "unprotected": manifest.unprotected,
    }


def _counts_line(answer: dict[str, Any]) -> str:
    return tr(
        "{workers} people, {slots} slots, {months} person-months, {rupiah}",
        workers=number(answer["counts"]["workers"]),
        slots=number(answer["counts"]["slots"]),
        months=number(answer["person_months"]),
        rupiah=rupiah(answer["rupiah"]),
    )
