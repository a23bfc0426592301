"""``export``, ``receive``, ``return`` and ``decide``."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntt_desktop.cli import pairs
from ntt_desktop.cli.session import Session
from ntt_desktop.domain.money import number, rupiah
from ntt_desktop.i18n import mark, tr

if TYPE_CHECKING:
    from ntt_desktop.formats.package.manifest import Manifest
    from ntt_desktop.services.sync.decisions import Case
    from ntt_desktop.services.sync.report import FileReport


def register(commands: Any) -> None:
    """Add the commands."""
    out = commands.add_parser("export", help=tr("make the package for the parent"))
    out.add_argument("out", type=Path, metavar="OUT", help=tr("folder or file name"))
    out.add_argument("--full", action="store_true", help=tr("everything, not only what is new"))
    out.add_argument("--unprotected", action="store_true", help=tr("without a password; this is put on record"))
    out.add_argument("--overwrite", action="store_true", help=tr("replace the file when it exists"))
    out.set_defaults(run=run_export, text=text_of_export)

    receive = commands.add_parser("receive", help=tr("take in packages and return files"))
    receive.add_argument("files", nargs="*", type=Path, metavar="FILE", help=tr("package or return file"))
    receive.add_argument("--held", action="store_true", help=tr("also try the files that are held"))
    receive.add_argument(
        "--trust",
        action="append",
        default=[],
        metavar="FINGERPRINT",
        help=tr("device code that was compared on both screens"),
    )
    receive.set_defaults(run=run_receive, text=text_of_receive)

    back = commands.add_parser("return", help=tr("make the return files for the nodes below"))
    back.add_argument("out", type=Path, metavar="OUTDIR", help=tr("folder for the files"))
    back.add_argument("--to", default="", metavar="NODE", help=tr("only for this node: id, name or region"))
    back.add_argument("--full", action="store_true", help=tr("everything of the region, for a replacement laptop"))
    back.add_argument("--unprotected", action="store_true", help=tr("without a password; this is put on record"))
    back.add_argument("--overwrite", action="store_true", help=tr("replace the file when it exists"))
    back.set_defaults(run=run_return, text=text_of_return)

    enrol = commands.add_parser("enrol", help=tr("enrol a machine with one file"))
    steps = enrol.add_subparsers(metavar=tr("COMMAND"), required=True)
    inviting = steps.add_parser("make", help=tr("make the enrolment file of a new machine"))
    inviting.add_argument("out", type=Path, metavar="OUT", help=tr("folder or file name"))
    inviting.add_argument("--device", required=True, metavar="NAME", help=tr("name of that machine"))
    inviting.add_argument("--region", required=True, metavar="CODE", help=tr("its region"))
    inviting.add_argument("--officer", default="", metavar="NAME", help=tr("name of the officer"))
    inviting.add_argument("--role", choices=("petugas", "supervisor"), default="petugas", help=tr("who works here"))
    inviting.add_argument("--full", action="store_true", help=tr("everything of the region, for a replacement laptop"))
    inviting.set_defaults(run=run_invite, text=text_of_invite)
    accepting = steps.add_parser("accept", help=tr("enrol this machine with its file"))
    accepting.add_argument("file", type=Path, metavar="FILE", help=tr("enrolment file"))
    accepting.add_argument("--code", required=True, metavar="CODE", help=tr("the code that was told apart from it"))
    accepting.set_defaults(run=run_accept, text=text_of_receive)

    files = commands.add_parser("files", help=tr("every file made and received; make one again"))
    files.add_argument("--again", default="", metavar="ID", help=tr("make this file again, identical in content"))
    files.add_argument("--out", type=Path, default=Path(), metavar="OUT", help=tr("folder or file name"))
    files.set_defaults(run=run_files, text=text_of_files)

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


def run_export(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Make the package for the parent."""
    from ntt_desktop.services.sync.export import export

    made = export(
        session.ctx,
        args.out,
        full=args.full,
        unprotected=args.unprotected,
        overwrite=args.overwrite,
        progress=session.progress,
    ).value
    return {
        "file": str(made.path),
        **_facts(made.manifest),
        "nothing_new": made.nothing_new,
        "warnings": _own_warnings(session),
    }


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


def run_receive(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Take files in; exit 1 when one of them is neither received nor unchanged."""
    from ntt_desktop.errors import UserError
    from ntt_desktop.services.sync.receive import held, receive, retry

    if not args.files and not args.held:
        raise UserError("no_files_named")
    reports = receive(session.ctx, args.files, trusted=args.trust, progress=session.progress).value
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
    from ntt_desktop.errors import UserError
    from ntt_desktop.wording.errors import message

    sentence, hint = message(UserError(report.reason, **report.params)) if report.reason else ("", "")
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
        "warnings": _warnings(report.warnings),
    }


def _warnings(found: Mapping[str, Mapping[str, Any]]) -> list[dict[str, str]]:
    """Codes with their sentence and what to do."""
    from ntt_desktop.errors import UserError
    from ntt_desktop.wording.errors import message

    return [
        {"code": code, "message": sentence, "hint": hint}
        for code, params in found.items()
        for sentence, hint in [message(UserError(code, **params))]
    ]


def _own_warnings(session: Session) -> list[dict[str, str]]:
    """What has to be told of this machine: a restored backup, a clock that was set back."""
    from ntt_desktop.services.sync.notices import notices

    return _warnings({notice.code: notice.params for notice in notices(session.ctx)})


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
                (mark("{count} people who stand in two places"), file["duplicates"]),
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
        paragraphs.append(tr("{count} files are held; try them again with --held.", count=number(len(answer["held"]))))
    return "\n\n".join(paragraphs)


def run_return(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Make return files."""
    from ntt_desktop.services.sync.returns import make_returns

    made = make_returns(
        session.ctx,
        args.out,
        to=args.to,
        full=args.full,
        unprotected=args.unprotected,
        overwrite=args.overwrite,
        progress=session.progress,
    ).value
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


def run_files(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """List the history, or make one of its files again."""
    from ntt_desktop.services.sync import history, outgoing

    if args.again:
        made = outgoing.make_again(session.ctx, args.again, args.out).value
        return {"file": str(made.path), **_facts(made.manifest), "nothing_new": False, "warnings": []}
    return {"files": history.files(session.ctx)}


def text_of_files(answer: dict[str, Any]) -> str:
    """One line a file."""
    if "file" in answer:
        return text_of_export(answer)
    return "\n".join(
        " · ".join((row["made_at"], row["direction"], row["partner"], row["file"], row["check_code"], row["id"]))
        for row in answer["files"]
    )


def run_cases(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """The open cases."""
    from ntt_desktop.services.sync.decisions import open_cases

    return {"cases": [_case(case) for case in open_cases(session.ctx, args.kind)]}


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
        done = decisions.same_person(ctx, args.case).value
    else:
        done = decisions.ignore(ctx, args.case).value
    return {"decided": _case(done), "cases": [_case(case) for case in decisions.open_cases(ctx)]}


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


def _case(case: Case) -> dict[str, Any]:
    return asdict(case)


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
