"""Likely duplicates and earlier cover by command line."""

import json
from pathlib import Path

import openpyxl
import pytest

from ntt_desktop import i18n
from ntt_desktop.cli.main import main
from tests.conftest import PASSPHRASE, SYNC_PASSWORD

PERSON = ("full_name=Maria Goreti Bana", "village_code=53.11.18.2001", "birth_date=12/03/1985")


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("NTT_DESKTOP_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("NTT_DESKTOP_SYNC_PASSWORD", SYNC_PASSWORD)

    def call(*arguments: object):  # type: ignore[no-untyped-def]
        code = main(["--home", str(tmp_path / "home"), "--lang", "en", "--json", *map(str, arguments)])
        out = capsys.readouterr()
        return code, json.loads(out.out)

    call("init", "--role", "petugas", "--region", "53.11", "--device", "laptop-1", "--officer", "Y")
    for nik in ("5311185203850003", "5311185203850207"):
        call("worker", "add", "--set", f"nik={nik}", *(word for said in PERSON for word in ("--set", said)))
    return call


def test_pairs_are_listed_answered_and_undone(run) -> None:  # type: ignore[no-untyped-def]
    _, listed = run("decide", "list", "--kind", "likely_duplicate")
    (case,) = listed["cases"]
    assert case["name"] == "Maria Goreti Bana"
    code, done = run("decide", "set", case["id"], "same", "--note", "KTP")
    assert (code, done["decided"]["answer"], done["cases"]) == (0, "same", [])
    _, people = run("worker", "list")
    assert people["count"] == 1
    decision = next(
        entry["record"]
        for entry in run("worker", "show", people["workers"][0]["id"])[1]["history"]
        if entry["kind"] == "same_person"
    )
    assert run("decide", "undo", decision)[1]["waiting"] == 1
    assert run("decide", "set", "ABCDEFGH", "same")[0] == 1
    assert run("decide", "set", case["id"], "--ignore")[0] == 1


def test_the_queue_goes_out_and_comes_back(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    code, made = run("decide", "workbook", tmp_path)
    assert (code, made["pairs"]) == (0, 1)
    book = openpyxl.load_workbook(made["file"])
    assert book.active is not None
    book.active["B4"] = "nanti"
    book.save(made["file"])
    code, taken = run("decide", "take", made["file"])
    assert (code, taken["later"], taken["unreadable"]) == (0, 1, [])
    book.active["B4"] = "kurang tahu"
    book.save(made["file"])
    code, taken = run("decide", "take", made["file"])
    assert (code, taken["unreadable"]) == (1, [["Same person", 4, "kurang tahu"]])


def test_texts_for_people(run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    from ntt_desktop import bootstrap
    from ntt_desktop.services.assignment import covers

    _, people = run("worker", "list")
    person = people["workers"][0]["id"]
    ctx = bootstrap.open_context(tmp_path / "home", PASSPHRASE)
    covers.add(ctx, person, payer="desa", first="2025-07", last="2025-12", source="BPJS list")
    ctx.store.close()
    assert run("worker", "show", person)[1]["worker"]["covers"][0]["last_paid_month"] == "2025-12"
    home = ["--home", str(tmp_path / "home"), "--lang", "id"]
    assert main([*home, "worker", "show", person]) == 0
    assert "Riwayat iuran" in capsys.readouterr().out
    assert main([*home, "decide", "list"]) == 0
    assert "dugaan data ganda" in capsys.readouterr().out
    assert main([*home, "decide", "workbook", str(tmp_path)]) == 0
    assert "1 kasus terbuka" in capsys.readouterr().out
    assert main([*home, "decide", "take", str(tmp_path / "perlu-keputusan.xlsx")]) == 0
    assert "1 tanpa jawaban" in capsys.readouterr().out
    i18n.set_language("en")
