"""``imports``: the imports that were taken in, their rows, mending one of them, taking one back.

A command of its own beside ``import FILE``: a file may have any name, ``list`` and ``show`` included.
"""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ntt_desktop.cli.imports import rejected_lines, row_json
from ntt_desktop.cli.options import reason_option
from ntt_desktop.cli.parser import assignments
from ntt_desktop.domain.dates import shown_iso
from ntt_desktop.errors import UserError
from ntt_desktop.i18n import ntr, tr
from ntt_desktop.wording.outcomes import OUTCOMES

if TYPE_CHECKING:
    from ntt_desktop.cli.session import Session

_SHORTEST = 4
"""So many letters of an import's id are enough, if no other begins (or ends) so."""


def register(commands: Any) -> None:
    """Add the command."""
    listed = commands.add_parser("imports", help=tr("the lists that were taken in, and their rows"))
    actions = listed.add_subparsers(metavar=tr("ACTION"), required=True)

    listing = actions.add_parser("list", help=tr("list the imports"))
    listing.set_defaults(run=run_list, text=text_of_list)

    show = actions.add_parser("show", help=tr("the rows of one import"))
    show.add_argument("id", metavar="ID", help=tr("the import's id from the list"))
    show.add_argument("--outcome", choices=[*OUTCOMES], default="", metavar="O", help=tr("only rows with this outcome"))
    show.add_argument("--finding", metavar="CODE", default="", help=tr("only rows with this finding"))
    show.add_argument("--asks", action="store_true", help=tr("only rows that would change what was verified"))
    show.set_defaults(run=run_show, text=text_of_show)

    mend = actions.add_parser("mend", help=tr("mend a row that was not stored"))
    mend.add_argument("id", metavar="ID", help=tr("the import's id from the list"))
    mend.add_argument("--sheet", metavar="S", default="", help=tr("the sheet; may be left out if there is one"))
    mend.add_argument("--row", metavar="N", type=int, required=True, help=tr("the sheet's own row number"))
    mend.add_argument("--set", action="append", required=True, metavar="FIELD=VALUE", help=tr("a field of the row"))
    reason_option(mend, required=False)
    mend.set_defaults(run=run_mend, text=text_of_mend)

    confirm = actions.add_parser("confirm", help=tr("let rows change fields that were verified"))
    confirm.add_argument("id", metavar="ID", help=tr("the import's id from the list"))
    confirm.add_argument("--sheet", metavar="S", default="", help=tr("the sheet; may be left out if there is one"))
    confirm.add_argument("--row", metavar="N", type=int, action="append", help=tr("only this row; may be repeated"))
    confirm.add_argument("--field", metavar="FIELD", action="append", help=tr("only this field; may be repeated"))
    reason_option(confirm, required=False)
    confirm.set_defaults(run=run_confirm, text=text_of_confirm)

    undo = actions.add_parser("undo", help=tr("take an import back"))
    undo.add_argument("id", metavar="ID", help=tr("the import's id from the list"))
    reason_option(undo)
    undo.add_argument("--dry-run", action="store_true", help=tr("only say what it would take back"))
    undo.set_defaults(run=run_undo, text=text_of_undo)


def run_list(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Every import, newest first, and the file that was being read when the program ended, if there is one."""
    from ntt_desktop.services import imports

    found = [_import_json(row) for row in imports.list_imports(session.ctx)]
    return {"imports": found, "unfinished": [item.file for item in imports.unfinished(session.ctx)]}


def text_of_list(answer: dict[str, Any]) -> str:
    """A line an import."""
    lines = []
    for row in answer["imports"]:
        words = tr(
            "{id}  {date}  {file}: {read} rows, {new} new, {updated} updated, {rejected} not stored",
            id=row["id"],
            date=shown_iso(row["imported_on"]),
            file=row["file"],
            **{name: row[name] for name in ("read", "new", "updated", "rejected")},
        )
        if row["mended"]:
            words += tr(" ({count} of them came back since)", count=row["mended"])
        lines.append(
            words + (tr(", taken back on {date}", date=shown_iso(row["undone_on"])) if row["undone_on"] else "")
        )
    lines.append(ntr("{count} import", "{count} imports", len(answer["imports"])))
    lines += [tr("{file} was read and not stored: nothing of it is there.", file=file) for file in answer["unfinished"]]
    return "\n".join(lines)


def run_show(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """One import with its rows."""
    from ntt_desktop.services import imports

    ctx = session.ctx
    record = _find(session, args.id)
    found = imports.rows(ctx, record["id"], outcome=args.outcome, code=args.finding, asks=args.asks)
    rows = [row_json(ctx, row) for batch in found for row in batch]
    return {**_import_json(record), "rows": rows}


def text_of_show(answer: dict[str, Any]) -> str:
    """The counts, and what became of the rows."""
    lines = [text_of_list({"imports": [answer], "unfinished": []}).splitlines()[0]]
    lines += rejected_lines(answer["rows"])
    return "\n".join(lines)


def run_mend(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Mend a row; exit code 1 while it is rejected still."""
    from ntt_desktop.services import imports

    ctx = session.ctx
    record = _find(session, args.id)
    seq = imports.row_number(ctx, record["id"], _sheet(session, record["id"], args.sheet), args.row)
    mended = imports.mend(ctx, record["id"], seq, assignments(args.set), reason=args.reason).value
    session.exit_code = 0 if mended.stored else 1
    return {
        "import_id": record["id"],
        "stored": mended.stored,
        "read": mended.plan.read,
        **mended.plan.counts,
        "row": row_json(ctx, mended.row),
    }


def text_of_mend(answer: dict[str, Any]) -> str:
    """Whether the row is stored now, or what is still wrong."""
    row = answer["row"]
    if answer["stored"]:
        return tr("Row {row} of {sheet} is taken in.", row=row["row"], sheet=row["sheet"])
    return "\n".join(rejected_lines([row]))


def run_confirm(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Take changes of verified fields."""
    from ntt_desktop.services import imports

    ctx = session.ctx
    record = _find(session, args.id)
    sheet = _sheet(session, record["id"], args.sheet) if args.row else ""
    rows = [imports.row_number(ctx, record["id"], sheet, number) for number in args.row] if args.row else None
    confirmed = imports.confirm_verified(
        ctx, record["id"], rows=rows, fields=args.field, reason=args.reason, progress=session.progress
    ).value
    plan = confirmed.plan
    return {
        "import_id": record["id"],
        "rows": confirmed.rows,
        "asking": plan.asking,
        "read": plan.read,
        **plan.counts,
    }


def text_of_confirm(answer: dict[str, Any]) -> str:
    """How many rows were taken, how many ask still."""
    return tr("Verified fields changed by {rows} rows; {asking} rows ask still.", **answer)


def run_undo(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Take an import back, or only say what that would take back."""
    from ntt_desktop.services import imports

    ctx = session.ctx
    record = _find(session, args.id)
    extent = imports.undo_extent(ctx, record["id"])
    done = {"voided": len(extent.people), "restored": extent.updates}
    if not args.dry_run:
        done = imports.undo_import(ctx, record["id"], reason=args.reason, progress=session.progress).value
    return {
        "import_id": record["id"],
        "file": record["file"],
        "dry_run": args.dry_run,
        **done,
        "people": list(extent.people),
        "changes": [asdict(change) for change in extent.changes],
        "held": list(extent.held),
    }


def text_of_undo(answer: dict[str, Any]) -> str:
    """What went back."""
    words = tr("{voided} people are void, {restored} rows' changes went back.", **answer)
    if answer["dry_run"]:
        words = tr("It would take back {voided} people and the changes of {restored} rows.", **answer)
    if answer["held"]:
        words += " " + tr("It cannot: something rests on {names}.", names=", ".join(answer["held"][:5]))
    return words


def _import_json(row: dict[str, Any]) -> dict[str, Any]:
    letter = {name: row[f"letter_{name}"] for name in ("number", "date", "sender")}
    kept = ("id", "file", "digest", "imported_on", "officer", "region", "undone_on", "undone_reason")
    counts = {name: row[f"rows_{name}"] for name in ("read", *OUTCOMES, "mended")}
    return {**{name: row[name] for name in kept}, "letter": letter, **counts}


def _find(session: Session, given: str) -> dict[str, Any]:
    """The import with this id, or the only one whose id begins or ends so. Raises ``import_missing``."""
    from ntt_desktop.services import imports

    found = imports.list_imports(session.ctx)
    exact = [row for row in found if row["id"] == given]
    if not exact and len(given) >= _SHORTEST:
        exact = [row for row in found if row["id"].startswith(given) or row["id"].endswith(given)]
    if len(exact) != 1:
        raise UserError("import_missing")
    return exact[0]


def _sheet(session: Session, import_id: str, given: str) -> str:
    """The sheet that was named, or the only one with people. Raises ``import_sheet_missing``."""
    from ntt_desktop.services import imports

    names = [sheet.name for sheet in imports.plan_of(session.ctx, import_id).sheets if sheet.header_row]
    if given in names:
        return given
    if given or len(names) != 1:
        raise UserError("import_sheet_missing", sheet=given, sheets=", ".join(names))
    return names[0]
