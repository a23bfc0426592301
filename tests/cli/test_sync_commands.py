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
    assert "NTT_DESKTOP_SYNC_PASSWORD" in failed["error"]["hint"]
    assert not (tmp_path / "out").exists()
    code, made, _ = run("a", "export", tmp_path / "out", "--unprotected")
    assert (code, made["unprotected"]) == (0, True)


def test_texts_for_people(run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    run("a", "init", "--role", "petugas", "--region", "53.11", "--device", "laptop-1", "--officer", "Y")
    assert main(["--home", str(tmp_path / "a"), "export", str(tmp_path / "p.xlsx")]) == 0
    assert "Kode periksa" in capsys.readouterr().out
    assert main(["--home", str(tmp_path / "a"), "receive", str(tmp_path / "p.xlsx")]) == 1
    assert "ditolak" in capsys.readouterr().out
    assert main(["--home", str(tmp_path / "a"), "decide", "list"]) == 0
    assert "Tidak ada" in capsys.readouterr().out


def test_a_machine_is_enrolled_a_file_made_again_and_a_correction_asked_for(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("b", "init", "--role", "supervisor", "--region", "53", "--device", "provinsi", "--officer", "M")
    run("a", "init", "--role", "petugas", "--region", "53.11", "--device", "baru", "--officer", "Y")
    code, made, _ = run("b", "enrol", "make", tmp_path / "daftar", "--device", "laptop-1", "--region", "53.11")
    assert code == 0
    code, taken, _ = run("a", "enrol", "accept", made["file"], "--code", made["code"])
    assert (code, taken["files"][0]["status"]) == (0, "received")
    code, added, _ = run(
        *("a", "worker", "add", "--set", "nik=5311180203780002", "--set", "full_name=Agnes Lobo"),
        *("--set", "village_code=53.11.18.2005"),
    )
    assert (code, added["elsewhere"]) == (0, None)
    _, sent, _ = run("a", "export", tmp_path / "kirim")
    assert sent["warnings"] == []
    code, received, _ = run("b", "receive", sent["file"])
    assert (code, received["files"][0]["new"], received["held"]) == (0, 1, [])
    code, asked, _ = run("b", "decide", "correct", added["worker"]["id"], "Nama ibu kosong", "--field", "mother_name")
    assert (code, bool(asked["finding"])) == (0, True)
    _, back, _ = run("b", "return", tmp_path / "balasan")
    _, received, _ = run("a", "receive", back["files"][0]["file"])
    assert received["files"][0]["verdicts"] == {"correct": 1}
    _, history, _ = run("a", "files")
    (own,) = [row for row in history["files"] if row["direction"] == "out"]
    code, again, _ = run("a", "files", "--again", own["id"], "--out", tmp_path / "lagi.xlsx")
    assert (code, again["check_code"]) == (0, sent["check_code"])
    code, received, _ = run("b", "receive", again["file"])
    assert (code, received["files"][0]["status"]) == (0, "unchanged")


def test_held_files_are_listed_and_tried_again(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    _, laptop, _ = run("a", "init", "--role", "petugas", "--region", "53.11", "--device", "laptop-1", "--officer", "Y")
    run("b", "init", "--role", "supervisor", "--region", "53", "--device", "provinsi", "--officer", "M")
    _, made, _ = run("a", "export", tmp_path / "out")
    code, received, _ = run("b", "receive", made["file"])
    assert (code, [one["reason"] for one in received["held"]]) == (1, ["unknown_signer"])
    Path(made["file"]).unlink()
    code, received, _ = run("b", "receive", "--held", "--trust", laptop["fingerprint"])
    assert (code, received["files"][0]["status"], received["held"]) == (0, "received", [])
    code, failed, _ = run("b", "receive")
    assert (code, failed["error"]["code"]) == (1, "no_files_named")
