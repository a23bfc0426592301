"""``claim`` and ``card`` on the command line."""

from datetime import timedelta
from pathlib import Path

import pytest

from ntt_desktop.services.context import WITA, utc_now
from tests.cli.commands import Commands

TODAY = utc_now().astimezone(WITA).date()


def test_an_accident_from_report_to_payment(commands: Commands, tmp_path: Path) -> None:
    person = commands.add("5311185105780001", "heir_name=Yohanes", "heir_phone=81234567890")
    told = commands.done("claim", "report", person["id"], "--date", "05/01/2026", "--place", "Kebun", "--by", "Domi")
    claim = told["claim"]
    assert (claim["claim_type"], claim["cause"], claim["status"]) == ("jkk", "injury", "reported")
    assert claim["clock"]["late"]
    assert "5" in claim["clock"]["says"]
    assert claim["expected"]["lines"][0]["condition"]
    for name in claim["missing"]:
        assert claim["documents"][name] == ""
    part = commands.done("claim", "document", claim["id"], "kk", "--date", "06/01/2026")["claim"]
    assert part["documents"]["kk"] == "2026-01-06"
    assert "kk" in commands.done("claim", "document", claim["id"], "kk", "--missing")["claim"]["missing"]
    code, answer = commands.run("claim", "send", claim["id"])
    assert (code, answer["error"]["code"]) == (1, "claim_step")
    whole = commands.done("claim", "document", claim["id"], *claim["missing"])["claim"]
    assert (whole["status"], whole["missing"]) == ("complete", [])
    assert commands.done("claim", "send", claim["id"])["claim"]["status"] == "sent"
    refused = commands.done("claim", "refuse", claim["id"], "--reason", "surat kurang")["claim"]
    assert (refused["status"], refused["refused_reason"]) == ("refused", "surat kurang")
    commands.done("claim", "send", claim["id"])
    code, answer = commands.run("claim", "pay", claim["id"], "--amount", "0", "--to", "Ana")
    assert (code, answer["error"]["code"]) == (1, "claim_amount")
    paid = commands.done("claim", "pay", claim["id"], "--amount", "2500000", "--to", "Ana", "--bank", "BRI")["claim"]
    assert (paid["status"], paid["amount"], paid["paid_to"]) == ("paid", 2_500_000, "Ana")
    listed = commands.done("claim", "list", "--out", str(tmp_path / "daftar"))
    assert (listed["count"], listed["paid"]) == (1, 2_500_000)
    assert [Path(file).suffix for file in listed["files"]] == [".xlsx", ".pdf"]
    assert commands.done("claim", "list", "--status", "sent")["count"] == 0
    shown = commands.done("claim", "show", claim["id"], "--out", str(tmp_path / "klaim.pdf"))
    assert Path(shown["files"][0]).read_bytes().startswith(b"%PDF")


def test_a_death_ends_the_person_and_is_classified(commands: Commands) -> None:
    person = commands.add("5311185105780001")
    died = ("claim", "report", person["id"], "--date", "05/01/2026", "--died", "--type", "jkk")
    code, answer = commands.run(*died, "--known", "04/01/2026")
    assert (code, answer["error"]["code"]) == (1, "claim_known_before")
    assert commands.done("worker", "show", person["id"])["worker"]["state"] != "ended", "nothing is half done"
    claim = commands.done(*died, "--known", "07/01/2026", "--place", "Kebun", "--by", "Domi")["claim"]
    assert (claim["claim_type"], claim["cause"], claim["event_place"]) == ("jkk", "death", "Kebun")
    assert claim["clock"]["report_until"] == "2026-01-09"
    assert commands.done("worker", "show", person["id"])["worker"]["state"] == "ended"
    assert commands.done("claim", "classify", claim["id"], "--type", "jkm")["claim"]["claim_type"] == "jkm"
    code, answer = commands.run("claim", "report", person["id"], "--date", "06/01/2026", "--died")
    assert (code, answer["error"]["code"]) == (1, "worker_already_ended")
    assert "05/01/2026" in answer["error"]["message"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--date", f"{TODAY + timedelta(days=40):%d/%m/%Y}"), "date_in_future"),
        (("--date", "kemarin"), "date_invalid"),
        (("--date", "05/01/2026", "--known", "04/01/2026"), "claim_known_before"),
    ],
)
def test_what_cannot_be_reported(commands: Commands, arguments: tuple[str, ...], code: str) -> None:
    person = commands.add("5311185105780001")
    exit_code, answer = commands.run("claim", "report", person["id"], *arguments)
    assert (exit_code, answer["error"]["code"]) == (1, code)
    assert answer["error"]["hint"]
    assert commands.done("claim", "list")["claims"] == []


def test_cards_and_whom_they_say_to_call(commands: Commands, tmp_path: Path) -> None:
    person = commands.add("5311185105780001", "birth_date=11/05/1978", "heir_name=Yohanes")
    kept = commands.done("card", "--contact", "BPJS=175", "--contact", "Kantor desa=0812 3456 7890")
    assert [one["name"] for one in kept["contacts"]] == ["BPJS", "Kantor desa"]
    code, answer = commands.run("card", str(tmp_path), "--worker", person["id"])
    assert (code, answer["error"]["code"]) == (1, "card_without_cover")
    terms = ("--from", f"{TODAY:%Y-%m}", "--months", "12", "--slots", "3", "--region", "53.11")
    commands.done("programme", "add", "--code", "K26", "--name", "APBD", "--payer", "kabupaten", *terms)
    commands.done("assign", "--programme", "K26")
    for arguments in (("--worker", person["id"]), ("--village", "53.11.18.2005")):
        (file,) = commands.done("card", str(tmp_path), *arguments)["files"]
        assert Path(file).read_bytes().startswith(b"%PDF")
