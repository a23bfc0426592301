"""The command line: reads arguments, runs one command, prints one answer.

With ``--json`` stdout is exactly one JSON object, an error being ``{"error": {code, message, hint}}``.
Exit codes: 0 done, 1 the user can mend it, 2 usage, 3 a bug. Sentences for people go to stderr.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from ntt_desktop import __version__, i18n, log, paths
from ntt_desktop.cli.parser import Parser, UsageError
from ntt_desktop.cli.session import NoWindows, Session, Windows
from ntt_desktop.errors import AppError, StoreError, disk_error
from ntt_desktop.i18n import tr

DONE, MENDABLE, USAGE, BUG = range(4)


def command_modules() -> list[ModuleType]:
    """The modules that register commands, in the order of the help text."""
    from ntt_desktop.cli import (
        assign,
        batches,
        bpjs,
        bridging,
        cards,
        care,
        claims,
        decide,
        decrees,
        demo,
        figures,
        handover,
        import_list,
        imports,
        ledger,
        matching,
        money,
        months,
        programmes,
        receive,
        report,
        setup,
        slots,
        sync,
        verval,
        workers,
    )

    return [
        setup,
        imports,
        import_list,
        workers,
        verval,
        programmes,
        assign,
        slots,
        batches,
        decrees,
        matching,
        bpjs,
        handover,
        claims,
        cards,
        report,
        figures,
        money,
        months,
        ledger,
        bridging,
        sync,
        receive,
        decide,
        care,
        demo,
    ]


def _global_options() -> argparse.ArgumentParser:
    """The options that may stand before or after the command."""
    options = Parser(add_help=False)
    options.add_argument("--home", type=Path, metavar="DIR", help=tr("the store's folder"))
    options.add_argument("--lang", choices=i18n.LANGUAGES, default="id", help=tr("language of the texts"))
    options.add_argument("--json", action="store_true", help=tr("answer with one JSON object"))
    return options


def parser() -> Parser:
    """The parser of all commands, in the current language."""
    program = Parser(
        prog="ntt-desktop", parents=[_global_options()], description=tr("Without a command the window opens.")
    )
    program.add_argument(
        "--version",
        action="version",
        version=f"NTT Desktop {__version__}",
        help=tr("show program's version number and exit"),
    )
    commands = program.add_subparsers(metavar=tr("COMMAND"), required=True)
    for module in command_modules():
        module.register(commands)
    return program


def main(argv: Sequence[str] | None = None, windows: Windows | None = None) -> int:
    """Run one command line (``sys.argv`` unless given) and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    as_json = "--json" in arguments
    i18n.set_language("id")
    try:
        chosen, command = _global_options().parse_known_args(arguments)
        i18n.set_language(chosen.lang)
        session = Session(chosen.home or paths.default_home(), json=chosen.json, windows=windows or NoWindows())
        if not command:
            return session.windows.show(session.home)
        args = parser().parse_args(command)
    except UsageError as error:
        return _fail(as_json, USAGE, "usage", str(error), error.usage)
    except AppError as error:
        return _known(as_json, error)
    return _run(args, session)


def _run(args: argparse.Namespace, session: Session) -> int:
    """Run the chosen command and print what it answers."""
    try:
        answer = args.run(args, session)
        text = _json(answer) if session.json else _text_of(args)(answer)
    except AppError as error:
        return _known(session.json, error)
    except KeyboardInterrupt:
        return _fail(
            session.json, MENDABLE, "cancelled", tr("Stopped. Nothing half done remains."), tr("Run the command again.")
        )
    except Exception as error:
        known = disk_error(error)
        if known is not None:
            return _known(session.json, known)
        log.write_to(session.home / "logs")
        log.logger.error("bug", exc_info=error)
        hint = tr("Send this report to those who look after the program:") + "\n" + log.report(error)
        return _fail(session.json, BUG, "bug", tr("The program made a mistake. What was saved is safe."), hint)
    finally:
        session.close()
    try:
        _print(text)
    except OSError as error:
        return _known(False, disk_error(error, "stdout") or StoreError("cannot_write", path="stdout"))
    return session.exit_code


def _json(answer: dict[str, Any], indent: int | None = 1) -> str:
    """One JSON object, in characters that stdout can carry: a pipe on Windows often has 8-bit letters only."""
    plain = (sys.stdout.encoding or "").lower() not in {"utf-8", "utf8"}
    return json.dumps(answer, ensure_ascii=plain, indent=indent)


def _print(text: str) -> None:
    """Print to stdout now. Whoever closed the pipe, like ``head``, does not want the rest; that is no failure."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python says it again when it leaves


def _text_of(args: argparse.Namespace) -> Any:
    """The function that words the command's answer for people: its own, or its module's ``text``."""
    return getattr(args, "text", None) or sys.modules[args.run.__module__].text


def _known(as_json: bool, error: AppError) -> int:
    """Say a known error."""
    from ntt_desktop.wording.errors import message

    sentence, hint = message(error)
    if error.code == "sync_password_missing":  # what no window can do
        hint += " " + tr(
            "On the command line: set {variable}, or use --unprotected; that is put on record.", **error.params
        )
    return _fail(as_json, MENDABLE, error.code, sentence, hint)


def _fail(as_json: bool, exit_code: int, code: str, sentence: str, hint: str) -> int:
    """Say what is wrong and what to do: on stderr, and as JSON on stdout when that was asked for."""
    print("\n".join(filter(None, (sentence, hint))), file=sys.stderr)
    if as_json:
        _print(_json({"error": {"code": code, "message": sentence, "hint": hint}}, indent=None))
    return exit_code
