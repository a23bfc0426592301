"""Commands for bills, payments, months, arrears and bridging."""

import json
from pathlib import Path

from tests.cli.commands import Commands


def office(commands: Commands) -> list[str]:
    """Two people on K26, and their NIKs."""
    terms = ("--from", "2026-01", "--months", "12", "--slots", "3", "--region", "53.11")
    commands.done("programme", "add", "--code", "K26", "--name", "APBD", "--payer", "kabupaten", *terms)
    niks = []
    for at, name in enumerate(("Maria Rambu Ana", "Domi Wadu")):
        more = ("sex=L", "occupation=petani", f"full_name={name}", f"birth_date={10 + at}/05/1978")
        niks.append(commands.add(f"531118{10 + at:02d}05780001", *more)["nik"])
    commands.done("assign", "--programme", "K26", "--from-month", "2026-01")
    return niks


def test_a_bill_from_its_trial_to_its_payment(commands: Commands, tmp_path: Path) -> None:
    first, second = office(commands)
    of = ("--programme", "K26")
    tried = commands.done("bill", "plan", *of, "--through", "2026-02")
    assert (tried["person_months"], tried["rupiah"], tried["number"]) == (4, 67_200, "")
    assert tried["in_words"] == "enam puluh tujuh ribu dua ratus rupiah"
    assert commands.done("bill", "list", *of)["bills"] == []
    made = commands.done("bill", "issue", *of, "--through", "2026-02", "--number", "1/26", "--due", "10/03/2026")
    assert [one["people"] for one in made["months"]] == [2, 2]
    files = commands.done("bill", "write", "1/26", str(tmp_path), *of)["files"]
    assert [Path(file).suffix for file in files] == [".pdf", ".xlsx"]
    exit_code, answer = commands.run("payment", "add", "1/26", *of, "--date", "2026-01-02", "--rupiah", "99999999")
    assert (exit_code, answer["error"]["code"]) == (1, "payment_above_bill")
    exit_code, answer = commands.run("bill", "issue", *of, "--through", "2026-02", "--number", "2/26")
    assert (exit_code, answer["error"]["code"]) == (1, "all_billed")
    paid = commands.done(
        *("payment", "add", "1/26", *of, "--date", "2026-01-02", "--through", "2026-01", "--left-out", second),
        *("--code", "260100", "--spm", "SPM-1", "--sp2d", "SP2D-1"),
    )
    assert (paid["people"], paid["rupiah"], paid["open_rupiah"]) == (1, 16_800, 50_400)
    shown = commands.done("months", "show", *of, "--month", "2026-01", "--figure", "unpaid")
    assert [one["nik"] for one in shown["people"]] == [second]
    assert shown["months"][0]["unpaid"] == len(shown["people"])
    (line,) = commands.done("months", "payers", "2026-01")["payers"]
    assert (line["payer"], line["seated"], line["paid"], line["covered"]) == ("kabupaten", 2, 1, 0)
    (payment,) = commands.done("payment", "list", *of)["payments"]
    assert (payment["sp2d"], payment["people"]) == ("SP2D-1", 1)
    exit_code, answer = commands.run("bill", "cancel", "1/26", *of, "--reason", "salah")
    assert (exit_code, answer["error"]["code"]) == (1, "bill_paid")
    assert commands.done("payment", "cancel", payment["id"], "--reason", "salah")["cancelled"] == 1
    assert commands.done("bill", "cancel", "1/26", *of, "--reason", "salah")["cancelled"] == 2
    assert first


def test_bridging_is_listed_marked_and_asked_for(commands: Commands, tmp_path: Path) -> None:
    first, _second = office(commands)
    found = commands.done("bridging", "list", "--start", "2027-04")
    assert (found["open"], found["rupiah"], found["assumed"]) == (2, 2 * 3 * 16_800, False)
    assert json.dumps(found)
    marked = commands.done("bridging", "mark", "--start", "2027-04", "--payer", "desa", "--nik", first)
    assert (marked["people"], marked["person_months"]) == (1, 3)
    exit_code, answer = commands.run("bridging", "mark", "--start", "2027-04", "--payer", "csr", "--nik", first)
    assert (exit_code, answer["error"]["code"]) == (1, "bridge_nobody")
    exit_code, answer = commands.run("bridging", "mark", "--payer", "csr", "--nik", "5311180101800999")
    assert (exit_code, answer["error"]["code"]) == (1, "bridge_nik_unknown")
    said = commands.done("bridging", "message", "--start", "2027-04")["message"]
    assert "Rp50.400" in said
    letter = commands.done("bridging", "letter", str(tmp_path), "--start", "2027-04", "--payer", "desa")["files"]
    listed = commands.done("bridging", "write", str(tmp_path), "--start", "2027-04")["files"]
    assert [Path(file).suffix for file in (*letter, *listed)] == [".pdf", ".xlsx", ".pdf"]
    given = ("--start", "2027-04", "--nik", first, "--reason", "batal")
    assert commands.done("bridging", "withdraw", *given)["withdrawn"] == 1
    assert commands.done("arrears")["rupiah"] >= 0
