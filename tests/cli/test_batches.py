"""Commands for batches, decrees, trials and undoing."""

from pathlib import Path

from tests.cli.commands import Commands


def test_a_batch_from_assignment_to_decree(commands: Commands, tmp_path: Path) -> None:
    terms = ("--from", "2026-01", "--months", "12", "--slots", "3", "--region", "53.11")
    commands.done("programme", "add", "--code", "K26", "--name", "APBD", "--payer", "kabupaten", *terms)
    names = ("Maria Rambu Ana", "Domi Wadu")
    people = []
    for at, name in enumerate(names):
        more = ("sex=L", "occupation=petani", f"full_name={name}", f"birth_date={10 + at}/05/1978")
        people.append(commands.add(f"531118{10 + at:02d}05780001", *more))
    tried = commands.done("assign", "--programme", "K26", "--weight", "age=0", "--seats", "1")
    assert (tried["dry_run"], tried["seats"], tried["stays"] + len(tried["comes_in"])) == (True, 1, 1)
    assert commands.done("assign", "--programme", "K26")["assigned"] == 2
    assert commands.done("assign", "--programme", "K26", "--undo", "--dry-run")["people"] == 2
    assert commands.done("assign", "--programme", "K26", "--undo")["undone"] == 2
    assert commands.done("assign", "--programme", "K26")["assigned"] == 2
    assert commands.done("batch", "create", "--programme", "K26", "--name", "Tahap 1", "--dry-run")["people"] == 2
    made = commands.done("batch", "create", "--programme", "K26", "--name", "Tahap 1")
    assert (made["people"], made["dry_run"]) == (2, False)
    commands.done("batch", "edit", "Tahap 1", "--set", "report_number=BA/1")
    assert commands.done("batch", "propose", "Tahap 1")["counts"]["proposed"] == 2
    written = commands.done("batch", "write", "Tahap 1", str(tmp_path), "--paper", "F4")["files"]
    assert [Path(file).suffix for file in written] == [".xlsx", ".pdf"]
    exit_code, answer = commands.run("assign", "--programme", "K26", "--undo")
    assert (exit_code, answer["error"]["code"]) == (1, "run_used")
    assert "batch" in answer["error"]["message"]
    words = ("--programme", "K26", "--number", "SK/1", "--date", "2026-01-10", "--batch", "Tahap 1")
    decreed = commands.done("decree", "add", *words, "--without", people[1]["nik"])
    assert (decreed["named"], [one["worker_id"] for one in decreed["left_out"]]) == (1, [people[1]["id"]])
    commands.done("worker", "edit", people[0]["id"], "--set", "full_name=Maria Rambu")
    changes = commands.done("decree", "changes", "SK/1")["changes"]
    assert [(one["field"], one["now"]) for one in changes] == [("full_name", "Maria Rambu")]
    assert commands.done("decree", "list")["decrees"][0]["people"] == 1


def test_an_end_says_what_follows_before_it_is_stored(commands: Commands) -> None:
    person = commands.add("5311185105780001")
    asked = ("worker", "end", person["id"], "--reason", "moved", "--date", "2026-01-05")
    tried = commands.done(*asked, "--village", "53.11.18.2001", "--dry-run")
    assert (tried["dry_run"], tried["effects"]["ends"], tried["worker"]["state"]) == (True, False, "registered")
    done = commands.done(*asked, "--evidence", "surat desa")
    assert (done["effects"]["ends"], done["worker"]["state"]) == (True, "ended")
    assert done["effects"]["says"]
    back = commands.done("worker", "reopen", person["id"], "--reason", "salah")
    assert (back["waits"], back["worker"]["state"]) == (False, "registered")
