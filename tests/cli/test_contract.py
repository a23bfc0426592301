"""What every command keeps to: one object on stdout, a sentence and a hint, an exit code; whatever is wrong."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ntt_desktop.cli import main as frame
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context
from ntt_desktop.services.recognising import workbooks
from ntt_desktop.store.store import FILE
from ntt_desktop.windows import QtWindows
from tests.conftest import PASSPHRASE

NEED_NO_STORE = {"init", "restore", "demo", "selftest"}
NAMES_NOTHING = {"worker add", "worker edit", "card", "figure", "months payers"}
"""What is wrong with the words that `line` makes up is told before a store is looked for."""


def commands(parser: argparse.ArgumentParser, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command, with the shortest line that the parser takes."""
    words = list(path)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                yield from commands(below, (*path, name))
            if action.required:
                return
        elif action.required and action.nargs != 0:
            words += [*action.option_strings[-1:], _value(action)]
    for group in parser._mutually_exclusive_groups:
        if group.required:
            words += [*group._group_actions[0].option_strings[-1:], _value(group._group_actions[0])]
    yield tuple(words)


def _value(action: argparse.Action) -> str:
    if action.choices:
        return str(next(iter(action.choices)))
    return "1" if action.type not in (None, Path) else "2026-01-02" if "date" in action.dest else "x"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs a command line with ``--json`` and gives (exit code, the object); what stderr says must be the same."""
    monkeypatch.setenv("NTT_DESKTOP_PASSPHRASE", PASSPHRASE)
    parser = frame.parser()
    monkeypatch.setattr(frame, "parser", lambda: parser)

    def run(*arguments: str) -> tuple[int, dict[str, Any]]:
        code = frame.main([*arguments, "--json"])
        shown = capsys.readouterr()
        answer: dict[str, Any] = json.loads(shown.out)
        if "error" in answer:
            assert shown.err.splitlines() == [answer["error"]["message"], answer["error"]["hint"]]
        return code, answer

    return run


def test_every_command_says_that_there_is_no_store_and_makes_none(run: Any, tmp_path: Path) -> None:
    home = tmp_path / "home"
    seen = set()
    for line in commands(frame.parser()):
        if line[0] in NEED_NO_STORE:
            continue
        code, answer = run("--home", str(home), *line)
        assert code == 1, line
        assert answer["error"]["message"], line
        assert answer["error"]["hint"], line
        if answer["error"]["code"] != "no_store":
            seen.add(" ".join(line[: 1 if line[0] in {"card", "figure"} else 2]))
    assert seen == NAMES_NOTHING
    assert not home.exists()


def test_a_folder_that_takes_no_files_is_no_bug(run: Any, ctx: Context, tmp_path: Path) -> None:
    home = str(ctx.store.home)
    ctx.store.close()
    (tmp_path / "file").write_text("")
    below = str(tmp_path / "file" / "out")
    for line in (
        ("template", "--region", "53.11", f"{below}.xlsx"),
        ("export", below, "--unprotected"),
        ("figure", "coverage", f"{below}/f.svg"),
        ("backup", f"{below}/b.nttb"),
        ("demo", below),
        ("init", "--role", "petugas", "--region", "53.11", "--device", "d", "--officer", "o", "--home", below),
    ):
        code, answer = run("--home", home, *line)
        assert (code, answer["error"]["code"]) == (1, "cannot_write"), line


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in folders there")
def test_what_is_no_file_is_not_waited_for(run: Any, ctx: Context, tmp_path: Path) -> None:
    home = str(ctx.store.home)
    ctx.store.close()
    os.mkfifo(tmp_path / "pipe.xlsx")
    pipe = str(tmp_path / "pipe.xlsx")
    code, answer = run("--home", home, "import", pipe)
    assert (code, answer["error"]["code"]) == (1, "file_unreadable")
    code, answer = run("--home", home, "receive", pipe)
    assert (code, [one["reason"] for one in answer["files"]]) == (1, ["file_unreadable"])


def test_keys_without_their_data_are_told_and_no_empty_store_is_made(run: Any, ctx: Context) -> None:
    ctx.store.close()
    (ctx.store.home / FILE).unlink()
    code, answer = run("--home", str(ctx.store.home), "worker", "list")
    assert (code, answer["error"]["code"]) == (1, "store_damaged")
    assert not (ctx.store.home / FILE).exists()


def test_who_reads_only_the_first_line_gets_no_traceback(home: Path) -> None:
    listing = [sys.executable, "-m", "ntt_desktop", "--home", str(home), "worker", "list", "--json"]
    with subprocess.Popen(listing, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={}) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
    assert process.returncode == 1


def test_a_console_of_few_letters_still_gets_the_object(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    class Latin:
        encoding = "cp1252"

    monkeypatch.setattr(sys, "stdout", Latin())
    made = frame._json({"name": "Bili’uk ≥ 5"})
    assert made.isascii()
    assert json.loads(made) == {"name": "Bili’uk ≥ 5"}


def test_every_argument_says_what_it_is_in_indonesian() -> None:
    def arguments(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.Action]]:
        for action in parser._actions:
            yield parser.prog, action
            if isinstance(action, argparse._SubParsersAction):
                for below in action.choices.values():
                    yield from arguments(below)

    silent = [f"{prog} {action.dest}" for prog, action in arguments(frame.parser()) if not action.help]
    assert [line for line in silent if not line.endswith("==SUPPRESS==")] == []


def test_a_folder_stands_for_its_workbooks(tmp_path: Path) -> None:
    for name in ("b.xlsx", "A.XLSX", "~$b.xlsx", ".~lock.b.xlsx#", "surat.pdf"):
        (tmp_path / name).write_text("")
    named = Path("c.nttb")
    for name in ("laptop-1/c.xlsx", "laptop-1/lama/d.xlsx", ".tong/e.xlsx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "f.ods").touch()  # saved again by LibreOffice
    below = tmp_path / "laptop-1" / "c.xlsx"
    assert workbooks([named, tmp_path]) == [named, *(tmp_path / name for name in ("A.XLSX", "b.xlsx", "f.ods")), below]


@pytest.mark.skipif(sys.platform != "linux", reason="only there a display may be missing")
def test_a_display_that_does_not_answer_is_no_crash(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":9999")
    assert not QtWindows().can_show()
    monkeypatch.delenv("DISPLAY")
    assert not QtWindows().can_show()
    with pytest.raises(UserError, match="no_windows"):
        QtWindows().show(home)
