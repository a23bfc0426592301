"""``import``: take in a village's spreadsheet, or with ``--dry-run`` only say what would become of it."""

from __future__ import annotations

import argparse
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntt_desktop.cli.options import overwrite_option
from ntt_desktop.domain.dates import shown_iso
from ntt_desktop.errors import UserError
from ntt_desktop.i18n import ntr, tr

if TYPE_CHECKING:
    from ntt_desktop.cli.session import Session
    from ntt_desktop.domain.findings import Finding
    from ntt_desktop.services.context import Context
    from ntt_desktop.services.imports import ImportPlan, ImportRow

_SHOWN = 40
"""How many rows with something to mend are listed for people."""


def register(subparsers: Any) -> None:
    """Add the command."""
    command = subparsers.add_parser("import", help=tr("take in a spreadsheet"))
    command.add_argument("file", type=Path, metavar="FILE", help=tr("the file"))
    command.add_argument("--sheet", metavar="S", help=tr("only this sheet"))
    command.add_argument(
        "--region", metavar="CODE", default="", help=tr("region code that stands in where the list names no kabupaten")
    )
    command.add_argument(
        "--map",
        metavar="HEADER=field",
        action="append",
        default=[],
        help=tr("which field a column holds; may be repeated"),
    )
    command.add_argument("--declared", metavar="DATE", default="", help=tr("date of the village's letter"))
    command.add_argument("--letter", metavar="NUMBER", default="", help=tr("number of the village's letter"))
    command.add_argument("--sender", metavar="NAME", default="", help=tr("who sent the letter"))
    command.add_argument("--password", metavar="WORD", help=tr("password of a protected file"))
    command.add_argument("--fresh", action="store_true", help=tr("guess the columns anew, whatever was chosen before"))
    command.add_argument(
        "--value",
        metavar="FIELD:TEXT=VALUE",
        action="append",
        default=[],
        help=tr("what a village, occupation or sex that was not understood means; may be repeated"),
    )
    command.add_argument(
        "--take-offered", action="store_true", help=tr("let values mean what was chosen for this sender before")
    )
    command.add_argument(
        "--as-cover",
        metavar="PAYER",
        default="",
        help=tr("the months in the list are earlier cover, paid by this payer"),
    )
    command.add_argument(
        "--cover-from", metavar="MONTH", default="", help=tr("the month from which a mere number of months counts")
    )
    command.add_argument(
        "--confirm-verified", action="store_true", help=tr("let the list change fields that were verified")
    )
    command.add_argument("--dry-run", action="store_true", help=tr("judge the rows and store nothing"))
    command.add_argument(
        "--corrections",
        type=Path,
        metavar="OUT.xlsx",
        help=tr("write a workbook with the rows that need work"),
    )
    command.add_argument(
        "--result", type=Path, metavar="OUT.xlsx", help=tr("write a workbook with every row and what became of it")
    )
    overwrite_option(command)
    command.set_defaults(run=run, text=text)


def run(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Preview, store unless told otherwise, and list every row."""
    from ntt_desktop.services import imports

    letter = imports.Letter(args.letter, _declared(args.declared), args.sender)
    cover = imports.CoverTerms(args.as_cover, args.cover_from) if args.as_cover or args.cover_from else None
    options = imports.ImportOptions(
        args.sheet, args.region, _mapping(args.map), args.password, letter, cover=cover, fresh=args.fresh
    )
    choices = imports.choices_of(args.value)
    for out in (args.corrections, args.result):
        if out and out.exists() and not args.overwrite:
            raise UserError("file_exists", file=str(out))
    ctx = session.ctx
    plan = imports.preview(ctx, args.file, options, session.progress).value
    try:
        if choices:
            plan = kept(plan, imports.choose_values(ctx, plan.id, choices, session.progress).value)
        if args.take_offered:
            plan = kept(plan, imports.take_offered(ctx, plan.id, session.progress).value)
        if args.confirm_verified:
            plan = kept(plan, imports.confirm_verified(ctx, plan.id, progress=session.progress).value.plan)
        unknown = imports.unknown_values(ctx, plan.id)
        if not args.dry_run:
            plan = imports.store_import(ctx, plan, session.progress).value
            imports.note_said(ctx, plan.id)
    except BaseException:
        imports.discard(ctx, plan)
        raise
    rows = [row_json(ctx, row) for batch in imports.rows(ctx, plan.id) for row in batch]
    corrections = result = ""
    if args.corrections:
        corrections = str(imports.write_corrections(ctx, plan, args.corrections, overwrite=args.overwrite).value)
    if args.result:
        result = str(imports.write_results(ctx, plan, args.result, overwrite=args.overwrite).value)
    if args.dry_run:
        imports.discard(ctx, plan)
    return {
        "file": plan.file,
        "import_id": "" if args.dry_run else plan.id,
        "dry_run": args.dry_run,
        "stored_before": list(plan.stored_before),
        "read": plan.read,
        **plan.counts,
        "asking": plan.asking,
        "unknown_values": [asdict(value) for value in unknown],
        "corrections": corrections,
        "result": result,
        "sheets": [_sheet_json(plan, position) for position in range(len(plan.sheets))],
        "rows": rows,
    }


def row_json(ctx: Context, row: ImportRow) -> dict[str, Any]:
    """One row as it is answered."""
    from ntt_desktop.domain.worker import WORKER_FIELDS

    return {
        "sheet": row.sheet,
        "row": row.row,
        "outcome": str(row.outcome),
        "worker_id": row.worker_id or None,
        "worker": {name: row.worker.get(name) for name in WORKER_FIELDS},
        "heir": dict(row.heir),
        "cover": dict(row.cover),
        "changes": dict(row.changes),
        "was": dict(row.was),
        "asks": dict(row.asks),
        "typed": dict(row.typed),
        "mended_by": row.mended_by,
        "adds": list(row.adds),
        "kept_by": row.kept_by,
        "findings": [_finding_json(ctx, finding) for finding in row.findings],
    }


def text(answer: dict[str, Any]) -> str:
    """The counts, and the rows that need work."""
    counts = {name: answer[name] for name in ("read", "new", "updated", "identical", "duplicate", "rejected")}
    lines = [
        tr(
            "{read} rows read: {new} new, {updated} updated, {identical} unchanged, "
            "{duplicate} twice in the list, {rejected} not stored.",
            **counts,
        )
    ]
    if answer["stored_before"]:
        lines.append(tr("This very file was taken in before, on {date}.", date=shown_iso(answer["stored_before"][0])))
    if answer["dry_run"]:
        lines.append(tr("Nothing was stored: this was a trial."))
    if answer["corrections"]:
        lines.append(tr("The rows that need work stand in {file}.", file=answer["corrections"]))
    if answer["result"]:
        lines.append(tr("What became of every row stands in {file}.", file=answer["result"]))
    if any(sheet["remembered"] for sheet in answer["sheets"]):
        lines.append(tr("The columns were read as they were chosen for this header before."))
    if answer["asking"]:
        lines.append(
            ntr(
                "{count} row would change what was verified; take it with --confirm-verified.",
                "{count} rows would change what was verified; take it with --confirm-verified.",
                answer["asking"],
            )
        )
    lines += [_unknown_line(value) for value in answer["unknown_values"] if not value["chosen"]]
    lines += rejected_lines(answer["rows"])
    return "\n".join(lines)


def kept(before: ImportPlan, after: ImportPlan) -> ImportPlan:
    """The plan as it is judged now, with what was said of the file when it was read."""
    return replace(after, stored_before=before.stored_before)


def rejected_lines(rows: list[dict[str, Any]]) -> list[str]:
    """A line for each of the first rows that were not stored and did not come back since."""
    lines = []
    for row in [row for row in rows if row["outcome"] == "rejected" and not row["mended_by"]][:_SHOWN]:
        first = row["findings"][0]
        lines.append(
            tr(
                "Row {row} of {sheet}: {sentence} {hint}",
                row=row["row"],
                sheet=row["sheet"],
                sentence=first["message"],
                hint=first["hint"],
            )
        )
    return lines


def _unknown_line(value: dict[str, Any]) -> str:
    from ntt_desktop.wording.fields import field_name

    words = ntr(
        "{field}: {text} was not understood in {count} row.",
        "{field}: {text} was not understood in {count} rows.",
        value["count"],
        field=field_name(value["field"]),
        text=value["text"] or "-",
    )
    if value["offered"]:
        words += " " + tr("Before, it meant {value}.", value=value["offered"])
    return words


def _finding_json(ctx: Context, finding: Finding) -> dict[str, str]:
    from ntt_desktop.wording import findings

    message, hint = findings.words(finding, ctx.reference.regions.label)
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "field": finding.field,
        "value": finding.value,
        "message": message,
        "hint": hint,
    }


def _sheet_json(plan: ImportPlan, position: int) -> dict[str, Any]:
    sheet = plan.sheets[position]
    columns = [
        {"column": column.letters, "header": column.header, "field": column.field, "confidence": column.confidence}
        for column in sheet.columns
    ]
    return {
        "sheet": sheet.name,
        "header_row": sheet.header_row,
        "remembered": sheet.remembered,
        "columns": columns,
    }


def _declared(given: str) -> str:
    from ntt_desktop.domain.dates import read_date

    if not given:
        return ""
    found = read_date(given, two_digit_year=lambda year, month, day: 2000 + year)
    if found is None:
        raise UserError("declared_unreadable", text=given)
    return found.isoformat()


def _mapping(pairs: list[str]) -> dict[str, str]:
    """Header or column letters -> field. Raises ``map_unreadable``."""
    said = {}
    for pair in pairs:
        # A header may itself hold an equals sign; the field behind the last one never does.
        header, _equals, name = (part.strip() for part in pair.rpartition("="))
        if not header or not name:
            raise UserError("map_unreadable", text=pair)
        said[header] = name
    return said
