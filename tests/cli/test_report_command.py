"""``report``, ``letterhead`` and ``exports`` as somebody types them."""

import json
from pathlib import Path
from typing import Any

import pytest

from ntt_desktop.cli import main as frame
from tests.conftest import PASSPHRASE


def test_a_report_is_written_logged_and_recognised(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NTT_DESKTOP_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("NTT_DESKTOP_SYNC_PASSWORD", "kirim-terima-26")

    def run(*words: str) -> tuple[int, Any]:
        code = frame.main(["--home", str(home), "--json", *words])
        return code, json.loads(capsys.readouterr().out)

    run("init", "--role", "petugas", "--region", "53.11", "--device", "laptop-1", "--officer", "Y. Ndapa")
    fields = ("nik=5311180101800012", "full_name=Maria Lobo", "village_code=53.11.18.2005")
    code, _ = run("worker", "add", *(part for field in fields for part in ("--set", field)))
    assert code == 0
    code, answer = run("letterhead", "set", "--line", "DINAS TENAGA KERJA", "--line", "Waingapu", "--name", "A. Kolo")
    assert (code, answer["letterhead"]["lines"]) == (0, ["DINAS TENAGA KERJA", "Waingapu"])
    code, answer = run("letterhead", "set", "--place", "Waingapu")
    assert (answer["letterhead"]["name"], answer["letterhead"]["place"]) == ("A. Kolo", "Waingapu")
    code, answer = run("report", "desa", str(tmp_path / "out"), "--paper", "F4")
    assert (code, answer["rows"], answer["people"]) == (0, 1, 1)
    assert [Path(file).suffix for file in answer["files"]] == [".pdf", ".xlsx"]
    code, found = run("exports", "list", "--file", answer["files"][0])
    assert (code, [one["what"] for one in found["files"]]) == (0, ["village"])
    code, who = run("exports", "show", str(found["files"][0]["pk"]))
    assert [person["name"] for person in who["people"]] == ["Maria Lobo"]
    code, error = run("report", "tagihan", str(tmp_path / "out"))
    assert (code, error["error"]["code"]) == (1, "report_programme")
    assert error["error"]["hint"]
