"""The frame of every command: one JSON object, exit codes, sentences on stderr, and care of a store."""

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from ntt_desktop import log
from ntt_desktop.cli import main as frame
from tests.conftest import PASSPHRASE

INIT = ("init", "--role", "petugas", "--region", "53.11", "--device", "laptop-1", "--officer", "Y. Ndapa")


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs a command line with ``--json`` and gives (exit code, the object)."""
    monkeypatch.setenv("NTT_DESKTOP_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("NTT_DESKTOP_SYNC_PASSWORD", "kirim-terima-26")
    monkeypatch.delenv("NTT_DESKTOP_RECOVERY_KEY", raising=False)

    def run(*arguments: str) -> tuple[int, dict[str, Any]]:
        code = frame.main(["--home", str(home), *arguments, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run


def test_init_makes_a_store_that_unlocks_and_checks(run: Any) -> None:
    code, made = run(*INIT)
    assert code == 0
    assert {"node", "device", "recovery_key", "fingerprint"} <= made.keys()
    code, opened = run("unlock")
    assert (code, opened["node"], opened["fingerprint"]) == (0, made["node"], made["fingerprint"])
    code, health = run("check")
    assert (code, health["ok"], health["problems"]) == (0, True, [])


def test_init_twice_says_that_a_store_is_there(run: Any) -> None:
    run(*INIT)
    code, answer = run(*INIT)
    assert (code, answer["error"]["code"]) == (1, "store_exists")
    assert answer["error"]["message"]
    assert answer["error"]["hint"]


def test_a_wrong_passphrase_and_the_recovery_key(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _, made = run(*INIT)
    monkeypatch.setenv("NTT_DESKTOP_PASSPHRASE", "Lain-Sama-Sekali-9")
    assert run("check")[1]["error"]["code"] == "wrong_passphrase"
    monkeypatch.setenv("NTT_DESKTOP_RECOVERY_KEY", made["recovery_key"].lower())
    code, answer = run("unlock", "--recovery")
    assert (code, answer["passphrase_changed"]) == (0, True)
    assert run("check")[0] == 0
    monkeypatch.setenv("NTT_DESKTOP_PASSPHRASE", PASSPHRASE)
    assert run("check")[1]["error"]["code"] == "wrong_passphrase"


def test_a_backup_is_restored_elsewhere(run: Any, tmp_path: Path) -> None:
    _, made = run(*INIT)
    code, answer = run("backup", str(tmp_path / "data.nttb"))
    assert (code, answer["ok"]) == (0, True)
    assert run("backup", str(tmp_path / "data.nttb"))[1]["error"]["code"] == "file_exists"
    code, _ = run("--home", str(tmp_path / "second"), "restore", str(tmp_path / "data.nttb"))
    assert code == 0
    assert run("--home", str(tmp_path / "second"), "unlock")[1]["node"] == made["node"]


@pytest.mark.parametrize("arguments", [("nothing",), ("init", "--role", "king"), ("check", "--wrong"), ("init",)])
def test_usage_errors_are_two_and_still_one_object(run: Any, arguments: tuple[str, ...]) -> None:
    code, answer = run(*arguments)
    assert (code, answer["error"]["code"]) == (2, "usage")


def test_a_command_shows_its_own_usage_when_it_does_not_know_an_argument(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert frame.main(["--home", str(home), "programme", "rules", "--programme", "P26"]) == 2
    told = capsys.readouterr().err
    assert "tidak dikenal: --programme" in told
    assert "ntt-desktop programme rules" in told


def test_usage_is_told_in_indonesian(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert frame.main(["--home", str(home), "init"]) == 2
    told = capsys.readouterr().err
    assert "wajib diisi: --role" in told
    assert "cara pakai: ntt-desktop init" in told


def test_nobody_to_type_a_passphrase(home: Path, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    run(*INIT)
    monkeypatch.delenv("NTT_DESKTOP_PASSPHRASE")
    assert run("check")[1]["error"]["code"] == "secret_needed"


def test_a_bug_is_three_and_its_report_hides_numbers(run: Any, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    run(*INIT)
    monkeypatch.setattr(log.logger, "handlers", [])
    broken = ModuleType("broken")

    def fail(*_: object) -> None:
        raise RuntimeError("5311180105780001 of 'Maria Lobo' broke it")

    def register(commands: Any) -> None:
        commands.add_parser("break").set_defaults(run=fail)

    broken.register = register  # type: ignore[attr-defined]
    monkeypatch.setattr(frame, "command_modules", lambda: [broken])
    code, answer = run("break")
    assert (code, answer["error"]["code"]) == (3, "bug")
    for told in (answer["error"]["hint"], (home / "logs" / "ntt-desktop.log").read_text("utf-8")):
        assert "0001" in told
        assert "531118" not in told
        assert "Maria" not in told
    for handler in log.logger.handlers:
        handler.close()


def test_without_a_command_and_without_windows(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert frame.main(["--home", str(home)]) == 1
    assert "Jendela" in capsys.readouterr().err
