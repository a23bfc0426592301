"""``selftest`` and ``demo`` as commands: their answers, and whose folder they touch."""

import json
from pathlib import Path
from typing import Any

import pytest

from ntt_desktop.cli import main as frame
from ntt_desktop.services.demonstration import demo


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs a command line with ``--json`` and gives (exit code, the object)."""
    monkeypatch.setattr(demo, "LAPTOPS", demo.LAPTOPS[:1])

    def run(*arguments: str) -> tuple[int, dict[str, Any]]:
        code = frame.main(["--home", str(home), *arguments, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run


def test_the_self_test_leaves_nothing_behind(run: Any, home: Path) -> None:
    code, answer = run("selftest")
    assert (code, answer["ok"], answer["problems"], answer["printed_pages"]) == (0, True, [], 1)
    assert {"step", "node", "people", "person_months", "rupiah", "seconds"} == answer["steps"][0].keys()
    assert not home.exists()


def test_a_demonstration_touches_only_its_own_folder(run: Any, tmp_path: Path) -> None:
    foreign = tmp_path / "mine"
    foreign.mkdir()
    (foreign / "surat.txt").write_text("penting")
    code, answer = run("demo", str(foreign), "--again")
    assert (code, answer["error"]["code"]) == (1, "folder_not_empty")
    assert (foreign / "surat.txt").exists()

    code, answer = run("demo", str(tmp_path / "demo"))
    assert (code, answer["ok"]) == (0, True)
    assert all(Path(path).exists() for path in (*answer["homes"].values(), *answer["packages"]))
    (tmp_path / "demo" / "catatan.txt").write_text("milik orang")
    assert run("demo", str(tmp_path / "demo"))[1]["error"]["code"] == "demo_exists"
    assert run("demo", str(tmp_path / "demo"), "--again")[0] == 0
    assert (tmp_path / "demo" / "catatan.txt").exists()


def test_the_table_is_for_people(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "LAPTOPS", demo.LAPTOPS[:1])
    assert frame.main(["--home", str(home), "selftest"]) == 0
    shown = capsys.readouterr().out
    assert "Orang-bulan" in shown
    assert "Rp30.240.000" in shown


def test_a_demonstration_that_was_stopped_can_be_done_again(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(folder: Path, *_: object, **__: object) -> None:
        for part in ("stores", "instansi"):
            (folder / part).mkdir()
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "play", stopped)
    for again in ((), ("--again",)):
        code, answer = run("demo", str(tmp_path / "demo"), *again)
        assert (code, answer["error"]["code"]) == (1, "cancelled")
    assert run("demo", str(tmp_path / "demo"))[1]["error"]["code"] == "demo_exists"
