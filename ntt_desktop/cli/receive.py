"""``receive`` and ``enrol``: what comes from other machines, and whom to take it from."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntt_desktop.cli.session import Session
from ntt_desktop.domain.money import number
from ntt_desktop.i18n import mark, tr

if TYPE_CHECKING:
    from ntt_desktop.services.sync.report import FileReport


def register(commands: Any) -> None:
    """Add the commands."""
    receive = commands.add_parser("receive", help=tr("take in packages and return files"))
    receive.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help=tr("package or return file, or a folder of them")
    )
    receive.add_argument("--held", action="store_true", help=tr("also try the files that are held"))
    receive.add_argument(
        "--trust",
        action="append",
        default=[],
        metavar="FINGERPRINT",
        help=tr("device code that was compared on both screens"),
    )
    receive.set_defaults(run=run_receive, text=text_of_receive)

    enrol = commands.add_parser("enrol", help=tr("enrol a machine with one file"))
    steps = enrol.add_subparsers(metavar=tr("COMMAND"), required=True)
    inviting = steps.add_parser("make", help=tr("make the enrolment file of a new machine"))
    inviting.add_argument("out", type=Path, metavar="OUT", help=tr("folder or file name"))
    inviting.add_argument("--device", required=True, metavar="NAME", help=tr("name of that machine"))
    inviting.add_argument("--region", required=True, metavar="CODE", help=tr("its region"))
    inviting.add_argument("--officer", default="", metavar="NAME", help=tr("name of the officer"))
    inviting.add_argument("--role", choices=("petugas", "supervisor"), default="petugas", help=tr("who works here"))
    inviting.add_argument("--full", action="store_true", help=tr("everything of the region, for a replacement laptop"))
    inviting.add_argument(
        "--instead-of", default="", metavar="NODE", help=tr("lost machine whose people come along: id, name or region")
    )
    inviting.set_defaults(run=run_invite, text=text_of_invite)
    accepting = steps.add_parser("accept", help=tr("enrol this machine with its file"))
    accepting.add_argument("file", type=Path, metavar="FILE", help=tr("enrolment file"))
    accepting.add_argument("--code", required=True, metavar="CODE", help=tr("the code that was told apart from it"))
    accepting.set_defaults(run=run_accept, text=text_of_receive)


def run_receive(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Take files in; exit 1 when one of them is neither received nor unchanged."""
    from ntt_desktop.errors import UserError
    from ntt_desktop.services.recognising import workbooks
    from ntt_desktop.services.sync.held import held
    from ntt_desktop.services.sync.receive import receive, retry

    if not args.files and not args.held:
        raise UserError("no_files_named")
    reports = receive(session.ctx, workbooks(args.files), trusted=args.trust, progress=session.progress).value
    if args.held:
        reports += retry(session.ctx, trusted=args.trust, progress=session.progress).value
    answer: dict[str, Any] = {"files": [report_as_json(report) for report in reports]}
    answer["held"] = [
        {"id": one.id, "file": one.file, "status": one.status, "reason": one.reason, "held_at": one.held_at}
        for one in held(session.ctx)
    ]
    if not all(report.taken for report in reports):
        session.exit_code = 1
        if session.json:
            for file in answer["files"]:
                if file["message"]:
                    session.say(f"{file['file']}: {file['message']} {file['hint']}".rstrip())
    return answer


def report_as_json(report: FileReport) -> dict[str, Any]:
    """A report with the keys of design section 7."""
    from ntt_desktop.wording.received import refusal

    sentence, hint = refusal(report) if report.reason else ("", "")
    return {
        "file": report.file,
        "kind": report.kind,
        "node": report.node,
        "sender": report.sender,
        "sequence": report.sequence,
        "status": report.status,
        "reason": report.reason,
        "message": sentence,
        "hint": hint,
        "fingerprint": report.fingerprint,
        "enrolled": report.enrolled,
        "check_code": report.check_code,
        "new": report.new,
        "updated": report.updated,
        "identical": report.identical,
        "voided": report.voided,
        "conflicts": report.conflicts,
        "duplicates": report.duplicates,
        "edited": [
            {"sheet": edit.sheet, "key": edit.key, "field": edit.field, "was": edit.was, "is": edit.found}
            for edit in report.edited
        ],
        "missing_rows": [{"sheet": row.sheet, "key": row.key, "label": row.label} for row in report.missing_rows],
        "added_rows": [{"sheet": row.sheet, "row": row.row, "values": row.values} for row in report.added_rows],
        "missing_sequences": [[span.start + 1, span.end] for span in report.missing_sequences],
        "stock_difference": [asdict(item) for item in report.stock_difference],
        "person_months": report.person_months,
        "rupiah": report.rupiah,
        "cloned": report.cloned,
        "clock_ahead": report.clock_ahead,
        "kept": report.kept,
        "verdicts": report.verdicts,
        "warnings": warnings(report.warnings),
    }


def warnings(found: Mapping[str, Mapping[str, Any]]) -> list[dict[str, str]]:
    """Codes with their sentence and what to do."""
    from ntt_desktop.errors import UserError
    from ntt_desktop.wording.errors import message

    return [
        {"code": code, "message": sentence, "hint": hint}
        for code, params in found.items()
        for sentence, hint in [message(UserError(code, **params))]
    ]


def text_of_receive(answer: dict[str, Any]) -> str:
    """One paragraph a file."""
    from ntt_desktop.wording.sync import status_word
    from ntt_desktop.wording.verdicts import heading

    paragraphs = []
    for file in answer["files"]:
        lines = [f"{file['file']}: {status_word(file['status'])}"]
        if file["message"]:
            lines += [file["message"], file["hint"]]
        if file["status"] in ("received", "unchanged"):
            lines.append(
                tr(
                    "{sender}, file {sequence}, check code {code}",
                    sender=file["sender"],
                    sequence=file["sequence"],
                    code=file["check_code"],
                )
            )
            lines.append(
                tr(
                    "{new} new, {updated} updated, {identical} identical",
                    new=number(file["new"]),
                    updated=number(file["updated"]),
                    identical=number(file["identical"]),
                )
            )
        lines += [
            tr(text, count=number(count))
            for text, count in (
                (mark("{count} conflicts to decide"), file["conflicts"]),
                (mark("{count} people the same as, or like, others here"), file["duplicates"]),
                (mark("{count} cells edited by hand"), len(file["edited"])),
                (mark("{count} rows missing"), len(file["missing_rows"])),
                (mark("{count} rows added"), len(file["added_rows"])),
                (mark("{count} differences in stock"), len(file["stock_difference"])),
            )
            if count
        ]
        lines += [f"{heading(state)}: {number(people)}" for state, people in file["verdicts"].items()]
        lines += [f"{one['message']} {one['hint']}" for one in file["warnings"] if one["code"] != file["reason"]]
        paragraphs.append("\n".join(filter(None, lines)))
    if answer["held"]:
        paragraphs.append(
            tr(
                "{count} files are held; try them again with --held, and --trust CODE once its code was compared.",
                count=number(len(answer["held"])),
            )
        )
    return "\n\n".join(paragraphs)


def run_invite(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Make an enrolment file."""
    from ntt_desktop.services.sync.enrolment import invite

    made = invite(
        session.ctx,
        args.out,
        device=args.device,
        region=args.region,
        officer=args.officer,
        role=args.role,
        full=args.full,
        instead_of=args.instead_of,
    ).value
    return {"file": str(made.path), "node": made.node, "code": made.code}


def text_of_invite(answer: dict[str, Any]) -> str:
    """The file, and the code that must not travel with it."""
    return "\n".join(
        (
            tr("Enrolment file: {file}", file=answer["file"]),
            tr("Code: {code}", code=answer["code"]),
            tr("Tell the code by telephone or on paper, never together with the file."),
        )
    )


def run_accept(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Enrol this machine."""
    from ntt_desktop.services.sync.enrolment import accept

    report = accept(session.ctx, args.file, args.code).value
    session.exit_code = 0 if report.taken else 1
    return {"files": [report_as_json(report)], "held": []}
