"""``programme``, ``assign`` and ``slot``: the lines that the design names, with their keys."""

import json
from pathlib import Path
from typing import Any

import pytest

from ntt_desktop import i18n
from ntt_desktop.cli import main as frame
from ntt_desktop.cli import programmes, slots
from tests.conftest import PASSPHRASE

ADD = (
    *("programme", "add", "--code", "P26", "--name", "APBD Provinsi 2026", "--payer", "provinsi", "--region", "53"),
    *("--from", "2026-01", "--months", "12", "--rate", "16800", "--slots", "500"),
)
YOKSAN = (
    *("worker", "add", "--set", "nik=5311180105780001", "--set", "full_name=Yoksan Goit"),
    *("--set", "village_code=53.11.18.2005", "--set", "occupation=Nelayan", "--set", "birth_date=01-05-1978"),
)


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs a command line; with ``--json`` unless ``plain``; gives (exit code, answer)."""
    monkeypatch.setenv("NTT_DESKTOP_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("NTT_DESKTOP_SYNC_PASSWORD", "kirim-terima-26")

    def run(*arguments: str, plain: bool = False) -> tuple[int, Any]:
        code = frame.main(["--home", str(home), *arguments, *(() if plain else ("--json",))])
        out = capsys.readouterr().out
        return code, out if plain else json.loads(out)

    code, _ = run("init", "--role", "supervisor", "--region", "53", "--device", "provinsi", "--officer", "M. Bano")
    assert code == 0
    return run


def test_the_lines_of_the_design_work(run: Any) -> None:
    code, made = run(*ADD)
    assert code == 0
    assert made["programmes"][0]["budget"] == 500 * 12 * 16800
    code, given = run("programme", "allot", "--programme", "P26", "--to", "53.11", "--slots", "300")
    assert code == 0
    assert {"programmes", "allotments"} <= given.keys()
    (block,) = given["allotments"]
    assert (block["slots"], block["region"], block["reserved"], block["held"]) == (300, "53.11", True, 3600)
    code, answer = run("assign", "--programme", "P26")
    assert code == 0
    counts = {name: answer[name] for name in ("assigned", "waiting", "ineligible", "free")}
    assert counts == {"assigned": 0, "waiting": 0, "ineligible": 0, "free": 500}


def test_too_many_slots_names_what_is_free(run: Any) -> None:
    run(*ADD)
    code, answer = run("programme", "allot", "--programme", "P26", "--to", "53.11", "--slots", "501")
    assert code == 1
    assert answer["error"]["code"] == "capacity_exceeded"
    assert "500" in answer["error"]["message"]
    assert "Kuota kosong" in answer["error"]["message"]


def test_an_unknown_programme_gets_a_sentence(run: Any) -> None:
    code, answer = run("assign", "--programme", "P26")
    assert (code, answer["error"]["code"]) == (1, "programme_unknown")
    assert answer["error"]["message"]
    assert answer["error"]["hint"]


def test_a_slot_is_given_shown_ended_and_replaced(run: Any) -> None:
    run(*ADD)
    assert run(*YOKSAN)[0] == 0
    code, trial = run("assign", "--programme", "P26", "--dry-run")
    assert (code, trial["assigned"], trial["dry_run"]) == (0, 1, True)
    assert run("slot", "list")[1] == {"slots": []}
    code, done = run("assign", "--programme", "p26")
    assert (done["assigned"], done["free"], done["rupiah"]) == (1, 499, 12 * 16800)
    (slot,) = run("slot", "list", "--programme", "P26")[1]["slots"]
    assert (slot["full_name"], slot["months_in_force"], slot["seat"]) == ("Yoksan Goit", 12, 1)
    shown = run("slot", "show", slot["id"])[1]["slot"]
    assert len(shown["months"]) == 12
    assert any("+" in line for line in shown["why"])
    assert run("worker", "end", slot["worker_id"], "--reason", "died", "--date", "2026-02-01")[0] == 0
    code, answer = run("slot", "replace", slot["id"])
    assert (code, answer["error"]["code"]) == (1, "nobody_waits")
    code, answer = run("slot", "replace", slot["id"], "--worker", slot["worker_id"])
    assert (code, answer["error"]["code"]) == (1, "not_able")


def test_closing_and_giving_back(run: Any) -> None:
    run(*ADD)
    run("programme", "allot", "--programme", "P26", "--to", "53.11", "--slots", "300")
    code, shown = run("programme", "close", "--programme", "P26", "--through", "2026-01")
    assert (code, shown["programme"]["expired"], shown["programme"]["free"]) == (0, 500, 5500)
    code, shown = run("programme", "release", "--programme", "P26", "--region", "53.11", "--slots", "100")
    assert (code, shown["released"], shown["programme"]["free"]) == (0, 1100, 5500)
    code, shown = run("programme", "show")
    assert (code, shown["allotments"][0]["free"]) == (0, 2200)


@pytest.mark.parametrize("language", ["id", "en"])
def test_answers_for_people(run: Any, language: str) -> None:
    run(*ADD)
    run(*YOKSAN)
    run("programme", "allot", "--programme", "P26", "--to", "53.11", "--slots", "300")
    code, text = run("assign", "--programme", "P26", "--lang", language, plain=True)
    assert code == 0
    assert "Rp201.600" in text
    (slot,) = run("slot", "list")[1]["slots"]
    for line in (("programme", "list"), ("programme", "show", "P26"), ("slot", "list"), ("slot", "show", slot["id"])):
        code, text = run(*line, "--lang", language, plain=True)
        assert code == 0
        assert text.strip()
        assert "5311180105780001" not in text
    i18n.set_language("en")


def test_contested_months_are_said_in_text(run: Any) -> None:
    run(*ADD)
    answer = run("programme", "allot", "--programme", "P26", "--to", "53.11", "--slots", "300")[1]
    assert "contested" not in programmes.text_of_show(answer)
    answer["allotments"][0]["contested"] = 7
    answer["programme"]["in_sum"]["contested"] = 7
    i18n.set_language("en")
    head, block = programmes.text_of_show(answer).rsplit("\n", 1)
    assert "Contested elsewhere: 7" in head
    assert block.endswith("nothing is given there: 7")


def test_a_second_payer_is_refused_with_who_pays_already(run: Any) -> None:
    run(*ADD)
    second = {"P26": "K26", "APBD Provinsi 2026": "CSR Bank", "2026-01": "2026-10", "provinsi": "csr", "12": "3"}
    run(*(second.get(word, word) for word in ADD))
    run(*YOKSAN)
    run("assign", "--programme", "P26")
    _, text = run("assign", "--programme", "K26", plain=True)
    assert "0 mendapat kuota, 1 menunggu" in text
    assert "Yoksan Goit: " in text
    assert "APBD Provinsi 2026" in text


def test_a_contested_slot_is_said_in_the_list(run: Any) -> None:
    run(*("2030-01" if word == "2026-01" else word for word in ADD))
    run(*YOKSAN)
    run("assign", "--programme", "P26")
    answer = run("slot", "list")[1]
    assert "bersengketa" not in slots.text_of_list(answer)
    answer["slots"][0]["months_contested"] = 3
    assert "3 bulan bersengketa" in slots.text_of_list(answer)


def test_months_that_are_over_are_named_before_they_are_given(run: Any) -> None:
    run(*("2025-01" if word == "2026-01" else word for word in ADD))
    run(*YOKSAN)
    _, tried = run("assign", "--programme", "P26", "--dry-run")
    assert (tried["person_months"], tried["past_months"], tried["past_rupiah"]) == (12, 12, 12 * 16800)
    _, text = run("assign", "--programme", "P26", "--dry-run", "--from-month", "2025-12", plain=True)
    assert "1 orang-bulan di antaranya (Rp16.800) sudah lewat" in text


def test_slots_are_shared_out_by_command(run: Any, tmp_path: Path) -> None:
    run(*ADD)
    _, tried = run("programme", "share", "--programme", "P26", "--dry-run")
    assert (tried["seats"], len(tried["shares"]), tried["free"]) == (500, 22, 0)
    assert sum(part["seats"] for part in tried["shares"]) == 500
    assert sum(part["rupiah"] for part in tried["shares"]) == tried["rupiah"] == 500 * 12 * 16800
    listed = tmp_path / "bagian.csv"
    listed.write_text("Kab. Sumba Timur;2\nKota Kupang;1\n", encoding="utf-8")
    code, text = run("programme", "share", "--programme", "P26", "--list", str(listed), "--slots", "100", plain=True)
    assert code == 0
    assert "53.11 Kab. Sumba Timur: 67 kuota, Rp13.507.200" in text
    assert "100 kuota untuk 2 wilayah: 1.200 orang-bulan, Rp20.160.000; 400 kuota tetap kosong di sini." in text
    _, found = run("programme", "show", "P26")
    assert {block["region"]: block["slots"] for block in found["allotments"]} == {"53.11": 67, "53.71": 33}
    code, refused = run("programme", "share", "--programme", "P26", "--list", str(tmp_path / "tidak-ada.csv"))
    assert (code, refused["error"]["code"]) == (1, "share_list_unreadable")
