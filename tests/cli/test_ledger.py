"""Person-months and uptake by command: the figures of the services."""

from pathlib import Path

from tests.cli.commands import Commands


def test_the_ledger_and_the_uptake_say_the_same_sums(commands: Commands, tmp_path: Path) -> None:
    terms = ("--from", "2026-01", "--months", "12", "--slots", "3", "--region", "53.11")
    commands.done("programme", "add", "--code", "K26", "--name", "APBD", "--payer", "kabupaten", *terms)
    for at, name in enumerate(("Maria Rambu Ana", "Domi Wadu")):
        more = ("sex=L", "occupation=petani", f"full_name={name}", f"birth_date={10 + at}/05/1978")
        commands.add(f"531118{10 + at:02d}05780001", *more)
    commands.done("assign", "--programme", "K26")
    shown = commands.done("ledger", "show", "--programme", "K26", "--out", str(tmp_path))
    assert (shown["people"], len(shown["rows"]), len(shown["months"])) == (2, 2, 12)
    assert shown["total"] == {
        "person_months": sum(row["person_months"] for row in shown["rows"]),
        "rupiah": sum(row["rupiah"] for row in shown["rows"]),
    }
    assert Path(shown["file"]).exists()
    assert commands.done("ledger", "show", "--region", "53.01", "--limit", "0")["people"] == 0
    for by in ("payer", "regency", "programme"):
        uptake = commands.done("ledger", "uptake", "--by", by)
        assert uptake["total"]["occupied"] == shown["total"]
        assert uptake["total"]["held"]["person_months"] == 36
    code, answer = commands.run("ledger", "show", "--from", "2026-05", "--to", "2026-04")
    assert (code, answer["error"]["code"]) == (1, "months_reversed")
