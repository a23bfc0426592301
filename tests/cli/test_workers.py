"""``worker`` on the command line."""

from pathlib import Path

import pytest

from ntt_desktop.cli.main import main
from ntt_desktop.domain.worker import WORKER_FIELDS
from tests.cli.commands import BASE, Commands


def test_a_person_from_registering_to_verified(commands: Commands) -> None:
    added = commands.add("5311185105780001", "heir_name=Yohanes", "heir_phone=81234567890")
    assert set(WORKER_FIELDS) <= set(added)
    assert (added["village_code"], added["sex"], added["state"]) == ("53.11.18.2005", "P", "registered")
    assert added["heirs"][0]["phone"] == "081234567890"
    finding = added["findings"][0]
    assert (finding["code"], finding["severity"], finding["field"]) == ("nik_birth_mismatch", "evidence", "birth_date")
    assert "12/05/1978" in finding["message"]
    assert not finding["settled"]
    verified = commands.done(
        "worker", "verify", added["id"], "--seen", "ktp,work,domicile", "--settles", "nik_birth_mismatch",
        "--by", "Y. Ndapa", "--date", "2026-02-10",
    )["workers"][0]  # fmt: skip
    assert (verified["state"], verified["findings"][0]["settled"]) == ("verified", True)
    assert verified["verifications"][0]["settles"] == ["nik_birth_mismatch"]
    shown = commands.done("worker", "show", added["id"])
    assert shown["worker"] == verified
    assert shown["history"][0]["kind"] == "verification"


def test_lists_limits_and_finding(commands: Commands) -> None:
    first = commands.add("5311185105780001")
    commands.add("5311180205790002", "full_name=Domi Wadu", "village_code=53.11.02.2006", "birth_date=")
    commands.add("53", "full_name=Tanpa Nik", options=("--incomplete",))
    listed = commands.done("worker", "list")
    assert [person["full_name"] for person in listed["workers"]] == ["Domi Wadu", "Yuliana Goit"]
    assert [person["full_name"] for person in listed["incomplete"]] == ["Tanpa Nik"]
    assert commands.done("worker", "list", "--region", "531102")["count"] == 1
    assert commands.done("worker", "list", "--limit", "1")["count"] == 1
    assert commands.done("worker", "list", "--finding", "nik_birth_mismatch")["workers"][0]["id"] == first["id"]
    assert commands.done("worker", "find", "0001")["workers"][0]["id"] == first["id"]
    assert commands.done("worker", "find", "domi")["count"] == 1


def test_mending(commands: Commands) -> None:
    person = commands.add("5311185105780001")
    changed = commands.done("worker", "edit", person["id"], "--set", "birth_date=11/05/1978", "--reason", "KTP")
    assert (changed["worker"]["birth_date"], changed["worker"]["findings"]) == ("1978-05-11", [])


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("worker", "show", "?"), "worker_missing"),
        (("worker", "list", "--state", "foo"), "state_unknown"),
        (("worker", "list", "--region", "99"), "unknown_region"),
        (("worker", "add", "--set", "nik=53"), "nik_length"),
        (("worker", "add", "--set", "colour=red"), "field_unknown"),
        (("worker", "add", "--set", "colour"), "assignment_unreadable"),
        (("worker", "verify", "?", "--seen", "ktp", "--date", "kemarin"), "date_invalid"),
        (("worker", "bring-list", "x.pdf", "--village", "53.11"), "village_unknown"),
        (("worker", "bring-list", "x.pdf", "--village", "53.11.18.2005"), "village_empty"),
    ],
)
def test_refusals_say_what_to_do(commands: Commands, arguments: tuple[str, ...], code: str) -> None:
    exit_code, answer = commands.run(*arguments)
    assert (exit_code, answer["error"]["code"]) == (1, code)
    assert answer["error"]["message"]
    assert answer["error"]["hint"]


@pytest.mark.parametrize("limit", ["-1", "0", "x"])
@pytest.mark.parametrize("command", [("worker", "list"), ("assign", "--programme", "P26")])
def test_a_limit_is_a_number_above_0(commands: Commands, command: tuple[str, ...], limit: str) -> None:
    exit_code, answer = commands.run(*command, f"--limit={limit}")
    assert exit_code == 2
    assert "whole number above 0" in answer["error"]["message"]


def test_an_unknown_state_is_answered_with_the_known_ones(commands: Commands) -> None:
    _, answer = commands.run("worker", "list", "--state", "foo")
    assert "registered, verified" in answer["error"]["hint"]


def test_one_nik_twice(commands: Commands) -> None:
    commands.add("5311185105780001")
    sets = [part for field in ("nik=5311185105780001", *BASE) for part in ("--set", field)]
    exit_code, answer = commands.run("worker", "add", *sets)
    assert (exit_code, answer["error"]["code"]) == (1, "nik_taken")
    assert "Yuliana Goit" in answer["error"]["message"]


def test_for_people_the_answer_is_text(commands: Commands, capsys: pytest.CaptureFixture[str]) -> None:
    person = commands.add("5311185105780001")
    assert main(["--home", str(commands.home), "worker", "show", person["id"]]) == 0
    shown = capsys.readouterr().out
    assert "Desa Kangeli" in shown
    assert "Perlu verifikasi" in shown  # as in the window: what has to be done comes before the state
    commands.done("worker", "verify", person["id"], "--seen", "ktp", "--settles", "nik_birth_mismatch", "--by", "Y")
    assert main(["--home", str(commands.home), "worker", "list"]) == 0
    shown = capsys.readouterr().out
    assert "Terdata" in shown
    assert "5311185105780001" not in shown


@pytest.mark.parametrize("name", ["list.pdf", "list.xlsx"])
def test_the_list_of_a_village(commands: Commands, tmp_path: Path, name: str) -> None:
    commands.add("5311185105780001")
    commands.add("5311185205780002", "full_name=Domi Wadu")
    out = tmp_path / name
    assert commands.done("worker", "bring-list", str(out), "--village", "53.11.18.2005")["rows"] == 1
    exit_code, answer = commands.run("worker", "bring-list", str(out), "--village", "53.11.18.2005")
    assert (exit_code, answer["error"]["code"]) == (1, "file_exists")
    again = ("--everyone", "--overwrite", "--paper", "F4")
    assert commands.done("worker", "bring-list", str(out), "--village", "53.11.18.2005", *again)["rows"] == 2


def test_ending_and_reopening(commands: Commands) -> None:
    person = commands.add("5311185105780001")
    ended = commands.done("worker", "end", person["id"], "--reason", "died", "--date", "2026-01-05")["worker"]
    assert (ended["state"], ended["ended_on"], ended["claims"][0]["event_date"]) == (
        "ended",
        "2026-01-05",
        "2026-01-05",
    )
    sets = [part for field in ("nik=5311185105780001", *BASE) for part in ("--set", field)]
    exit_code, answer = commands.run("worker", "add", *sets)
    assert (exit_code, answer["error"]["code"]) == (1, "worker_ended")
    reopened = commands.done("worker", "reopen", person["id"], "--reason", "salah lapor")["worker"]
    assert (reopened["state"], reopened["ended_on"]) == ("registered", None)


def test_only_an_open_finding_is_settled(commands: Commands) -> None:
    has = commands.add("5311185105780001")["id"]
    lacks = commands.add("5311185205780002", "full_name=Domi Wadu", "birth_date=12/05/1978")["id"]
    words = ("--seen", "ktp", "--settles", "nik_birth_mismatch")
    exit_code, answer = commands.run("worker", "verify", lacks, *words)
    assert (exit_code, answer["error"]["code"]) == (1, "finding_not_open")
    assert commands.done("worker", "show", lacks)["worker"]["verifications"] == []
    both = commands.done("worker", "verify", has, lacks, *words)
    assert both["not_open"] == {"nik_birth_mismatch": 1}
    assert [person["verifications"][0]["settles"] for person in both["workers"]] == [["nik_birth_mismatch"], []]
