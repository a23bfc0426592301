"""``programme`` with everything that happens to capacity after it was made, as somebody types it."""

import json
from pathlib import Path
from typing import Any

import pytest

from ntt_desktop import bootstrap
from ntt_desktop.cli import main as frame
from ntt_desktop.services.capacity import letters
from ntt_desktop.services.capacity.letters import NewLetter
from tests.conftest import PASSPHRASE, MakeContext
from tests.services.capacity.capacity_support import day, introduce, send

ADD = (
    *("programme", "add", "--code", "P26", "--name", "APBD Provinsi 2026", "--payer", "provinsi", "--region", "53"),
    *("--from", "2026-01", "--months", "12", "--slots", "50000", "--budget", "10000000000"),
    *("--decree", "188/KEP/2026", "--decree-date", "09/01/2026"),
)


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs a command line; with ``--json`` unless ``plain``; gives (exit code, answer)."""
    monkeypatch.setenv("NTT_DESKTOP_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("NTT_DESKTOP_SYNC_PASSWORD", "kirim-terima-26")

    def run(*arguments: str, plain: bool = False) -> tuple[int, Any]:
        where = ("--home", str(home), "--lang", "id" if plain else "en")
        code = frame.main([*where, *arguments, *(() if plain else ("--json",))])
        out = capsys.readouterr().out
        return code, out if plain else json.loads(out)

    assert run("init", "--role", "supervisor", "--region", "53", "--device", "provinsi", "--officer", "M. Bano")[0] == 0
    assert run(*ADD)[0] == 0
    return run


def test_the_budget_of_2026_is_said_in_figures_and_words(run: Any) -> None:
    code, text = run("programme", "show", "P26", plain=True)
    assert code == 0
    assert "Rp10.080.000.000 (sepuluh miliar delapan puluh juta rupiah)" in text
    assert "Rp80.000.000 melebihi anggaran Rp10.000.000.000" in text
    _, shown = run("programme", "show", "P26")
    programme = shown["programme"]
    assert (programme["cost"], programme["budget"], programme["over_budget"]) == (
        10_080_000_000,
        10_000_000_000,
        80_000_000,
    )
    assert (programme["decree_date"], programme["discount"], programme["clocks"]["full_jkm_after"]) == (
        "2026-01-09",
        False,
        3,
    )


def test_terms_are_changed_or_refused_with_the_reason(run: Any) -> None:
    code, changed = run("programme", "edit", "P26", "--slots", "60000", "--discount", "on", "--funeral", "12000000")
    assert code == 0
    assert (changed["programme"]["slots"], changed["programme"]["benefits"]["funeral"]) == (60_000, 12_000_000)
    asked = ("programme", "allot", "--programme", "P26", "--to", "53.11", "--slots", "300", "--to-month", "2026-06")
    before = run("programme", "show", "P26")
    _, tried = run(*asked, "--dry-run")
    assert (tried["dry_run"], tried["made"], tried["rupiah"]) == (True, [], tried["person_months"] * 16_800)
    assert run("programme", "show", "P26") == before
    assert run(*asked)[1]["person_months"] == tried["person_months"]
    code, refused = run("programme", "edit", "P26", "--slots", "299")
    assert code == 1
    assert refused["error"]["code"] == "seats_in_use"
    run("programme", "close", "--programme", "P26", "--through", "2026-01")
    assert run("programme", "edit", "P26", "--rate", "20000")[1]["error"]["code"] == "rate_billed"


def test_rules_and_weights_make_versions(run: Any) -> None:
    code, answer = run(
        "programme", "rules", "P26", "--age", "18-60", "--decile", "4", "--off", "alive", "--reason", "x"
    )
    assert code == 0
    rules = {rule["code"]: rule["params"] for rule in answer["rules"]["rules"]}
    assert rules["age"] == {"min": 18, "below": 60}
    assert rules["decile_at_most"] == {"most": 4}
    assert "alive" not in rules
    code, answer = run("programme", "weights", "P26", "--set", "disability=90", "age=0")
    assert (answer["weights"]["disability"], answer["weights"]["age"], answer["weights"]["version"]) == (90, 0, 2)
    assert [one["version"] for one in answer["versions"] if one["kind"] == "rules"] == [2, 1]
    _, text = run("programme", "rules", "P26", plain=True)
    assert "Umur: mulai 18, di bawah 60" in text
    assert run("programme", "rules", "P26", "--on", "luck")[1]["error"]["code"] == "rule_unknown"
    assert run("programme", "weights", "P26", "--set", "age=x")[1]["error"]["code"] == "weight_value"


def test_asking_back_losing_and_joining(run: Any, home: Path, make_ctx: MakeContext) -> None:
    laptop = make_ctx("petugas", "53.11", name="laptop-1")
    letters.record(laptop, NewLetter("P26", "560/12", day("2026-01-20"), 7, "2026-01", 12, payer="provinsi"))
    province = bootstrap.open_context(home, PASSPHRASE)
    introduce(province, laptop)
    send(laptop, province)
    province.store.close()
    made = run("programme", "letters")[1]["letters"]
    assert [(one["slots"], one["status"]) for one in made] == [(7, "recorded")]
    code, planned = run("programme", "join", "P26", "--into", "P26", "--dry-run")
    assert (code, planned["given"]) == (0, 7)
    code, text = run("programme", "join", "P26", "--into", "P26", plain=True)
    assert code == 0
    assert "Sumber dana" in text
    assert run("programme", "letters")[1]["letters"][0]["status"] == "confirmed"
    code, asked = run(
        "programme", "recall", "--programme", "P26", "--from", "laptop-1", "--slots", "3", "--reason", "y"
    )
    assert (code, asked["recalls"][0]["slots_missing"]) == (0, 3)
    assert "laptop-1" in run("programme", "recalls", plain=True)[1]
    run("programme", "recalls", "--withdraw", asked["recalls"][0]["id"])
    assert run("programme", "recalls")[1]["recalls"] == []
    _, shown = run("programme", "show", "P26")
    block = next(one["id"] for one in shown["allotments"] if one["holder_name"] == "laptop-1")
    assert run("programme", "extend", block, "--last-date", "none")[0] == 0
    assert run("programme", "retire", "laptop-1", "--dry-run")[1]["returned"][0]["person_months"] == 84
    assert run("programme", "retire", "laptop-1")[1]["error"]["code"] == "reason_missing"
    code, text = run("programme", "retire", "laptop-1", "--reason", "hilang", plain=True)
    assert code == 0
    assert "84 orang-bulan kembali" in text


def test_a_letter_is_typed_on_the_command_line(run: Any) -> None:
    letter = ("programme", "letter", "--code", "CSR26", "--number", "560/7", "--date", "20/01/2026", "--slots", "5")
    code, made = run(*letter, "--from", "2026-01", "--months", "6", "--payer", "csr")
    assert (code, made["letters"][0]["letter_number"]) == (0, "560/7")
    code, answer = run("programme", "release", "--programme", "CSR26")
    assert (code, answer["error"]["code"]) == (1, "nothing_to_release")
    assert "560/7" in run("programme", "letters", plain=True)[1]
