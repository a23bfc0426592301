"""``backup``, ``restore``, ``check``: looking after a store."""

import argparse
from pathlib import Path
from typing import Any

from ntt_desktop.cli.options import overwrite_option, reason_option
from ntt_desktop.cli.session import Session
from ntt_desktop.i18n import tr


def register(commands: Any) -> None:
    """Add the commands."""
    backup = commands.add_parser("backup", help=tr("write a backup"))
    backup.add_argument("out", type=Path, metavar="OUT", help=tr("file or folder"))
    overwrite_option(backup)
    backup.set_defaults(run=run_backup, text=text_of_backup)
    restore = commands.add_parser("restore", help=tr("put a backup in place"))
    restore.add_argument("file", type=Path, metavar="FILE", help=tr("the backup"))
    restore.set_defaults(run=run_restore, text=text_of_restore)
    going_on = commands.add_parser("restored", help=tr("go on with a restored backup where nobody is above"))
    reason_option(going_on)
    going_on.set_defaults(run=run_restored, text=text_of_restored)
    check = commands.add_parser("check", help=tr("see whether the store is whole"))
    check.set_defaults(run=run_check, text=text_of_check)


def run_backup(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Write the backup."""
    from ntt_desktop.services import care

    return {"ok": True, "problems": [], "file": str(care.backup(session.ctx, args.out, overwrite=args.overwrite).value)}


def text_of_backup(answer: dict[str, Any]) -> str:
    """Where it is."""
    return tr("Backup written: {file}", file=answer["file"])


def run_restore(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Restore with the backup's own passphrase."""
    from ntt_desktop.services import care

    care.restore(args.file, session.home, session.passphrase())
    return {"ok": True, "problems": [], "home": str(session.home)}


def text_of_restore(answer: dict[str, Any]) -> str:
    """That it is in place."""
    return tr("The backup is in place. What stood there before was set aside in the folder backups.")


def run_restored(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Confirm that a restored store without anybody above it goes on."""
    from ntt_desktop.services.sync import notices

    notices.confirm_restored(session.ctx, args.reason)
    return {"ok": True, "confirmed": notices.confirmed_restores(session.ctx)}


def text_of_restored(answer: dict[str, Any]) -> str:
    """That slots are given again."""
    return tr("Confirmed. Slots are given again.")


def run_check(args: argparse.Namespace, session: Session) -> dict[str, Any]:
    """Examine the store; exit code 1 when something is wrong."""
    from ntt_desktop.services import care

    health = care.check(session.ctx).value
    session.exit_code = 1 if health.problems else 0
    return {
        "ok": not health.problems,
        "problems": [
            {"code": code, "detail": detail, "message": tr(care.PROBLEMS[code], detail=detail)}
            for code, detail in health.problems
        ],
        "records": health.records,
        "changes": health.changes,
        "unfinished": list(health.unfinished),
    }


def text_of_check(answer: dict[str, Any]) -> str:
    """The problems, or that there are none; and which list was being read when the program ended."""
    lines = [problem["message"] for problem in answer["problems"]]
    if answer["ok"]:
        lines.append(tr("The store is whole: {records} records, {changes} changes.", **_counts(answer)))
    lines += [tr("{file} was read and not stored: nothing of it is there.", file=file) for file in answer["unfinished"]]
    return "\n".join(lines)


def _counts(answer: dict[str, Any]) -> dict[str, int]:
    return {"records": answer["records"], "changes": answer["changes"]}
