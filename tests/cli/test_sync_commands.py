"""Export, receive, return and decide by command line."""

import json
from pathlib import Path

import pytest

from ntt_desktop.cli.main import main
from tests.conftest import PASSPHRASE, SYNC_PASSWORD

JOB = tuple[int, dict[str, object], str]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("NTT_DESKTOP_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("NTT_DESKTOP_SYNC_PASSWORD", SYNC_PASSWORD)

    def call(home: str, *arguments: object) -> JOB:
        code = main(["--home", str(tmp_path / home), "--json", *map(str, arguments)])
        out = capsys.readouterr()
        return code, json.loads(out.out), out.err

    return call


def test_the_round_by_command_line(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    _, laptop, _ = run("a", "init", "--role", "petugas", "--region", "53.11", "--device", "laptop-1", "--officer", "Y")
    run("b", "init", "--role", "supervisor", "--region", "53", "--device", "provinsi", "--officer", "M")
    out = tmp_path / "out"
    code, made, _ = run("a", "export", out)
    assert code == 0
    assert made["counts"] == {"workers": 0, "heirs": 0, "children": 0, "slots": 0, "claims": 0, "ended": 0}
    assert made["sequence"] == 1
    assert len(made["check_code"]) == 8
    code, received, told = run("b", "receive", made["file"], tmp_path / "tidak-ada.xlsx")
    assert code == 1
    assert [file["status"] for file in received["files"]] == ["unknown_signer", "refused"]
    assert received["files"][0]["fingerprint"] == laptop["fingerprint"]
    assert "laptop-1" in told
    code, received, _ = run("b", "receive", made["file"], "--trust", laptop["fingerprint"])
    assert code == 0
    wanted = (
        "file kind node sequence status reason fingerprint new updated identical conflicts duplicates edited "
        "missing_rows added_rows missing_sequences"
    )
    assert set(wanted.split()) <= received["files"][0].keys()
    code, returned, _ = run("b", "return", tmp_path / "back")
    assert code == 0
    (file,) = returned["files"]
    assert file["node"] == laptop["node"]
    code, received, _ = run("a", "receive", file["file"])
    assert (code, received["files"][0]["status"], received["files"][0]["kind"]) == (0, "received", "return")
    code, received, _ = run("a", "receive", file["file"])
    assert (code, received["files"][0]["status"]) == (0, "unchanged")
    code, cases, _ = run("b", "decide", "list")
    assert (code, cases) == (0, {"cases": []})
    code, failed, told = run("b", "decide", "set", "ABCDEFGH", "--ignore")
    assert (code, failed["error"]["code"]) == (1, "case_missing")
    assert "ABCDEFGH" in told


def test_export_without_a_password_is_refused(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.delenv("NTT_DESKTOP_SYNC_PASSWORD")
    run("a", "init", "--role", "petugas", "--region", "53.11", "--device", "laptop-1", "--officer", "Y")
    code, failed, _ = run("a", "export", tmp_path / "out")
    assert (code, failed["error"]["code"]) == (1, "sync_password_missing")
    assert not (tmp_path / "out").exists()
    code, made, _ = run("a", "export", tmp_path / "out", "--unprotected")
    assert (code, made["unprotected"]) == (0, True)


def test_texts_for_people(run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    run("a", "init", "--role", "petugas", "--region", "53.11", "--device", "laptop-1", "--officer", "Y")
    assert main(["--home", str(tmp_path / "a"), "export", str(tmp_path / "p.xlsx")]) == 0
    assert "Kode pemeriksaan" in capsys.readouterr().out
    assert main(["--home", str(tmp_path / "a"), "receive", str(tmp_path / "p.xlsx")]) == 1
    assert "ditolak" in capsys.readouterr().out
    assert main(["--home", str(tmp_path / "a"), "decide", "list"]) == 0
    assert "Tidak ada" in capsys.readouterr().out
