"""What cannot be, typed at the flow's commands: each is refused in Indonesian, and the store stays as it was."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ntt_desktop import bootstrap
from ntt_desktop.cli.main import main
from ntt_desktop.services.context import WITA, Context, utc_now
from ntt_desktop.services.people import families
from tests.cli.commands import Commands
from tests.conftest import PASSPHRASE
from tests.workbooks import sheet

OF = ("--programme", "K26")
TOMORROW = f"{utc_now().astimezone(WITA).date() + timedelta(days=1):%d/%m/%Y}"
KPJ = "12345678901"


def opened(commands: Commands, act: Callable[[Context], Any]) -> Any:
    """What a service says of the commands' store."""
    ctx = bootstrap.open_context(commands.home, PASSPHRASE)
    try:
        return act(ctx)
    finally:
        ctx.store.close()


def learned(commands: Commands) -> int:
    """How many changes the store knows: nothing is stored without one."""

    def count(ctx: Context) -> int:
        with ctx.store.read() as reader:
            return int(reader.value("SELECT count(*) FROM change"))

    return int(opened(commands, count))


@pytest.fixture
def office(commands: Commands) -> tuple[Commands, list[dict[str, Any]]]:
    """Two people on seats since January, in a batch; one waits. January is paid, February billed."""
    people = commands.programme_for_three()
    commands.done("assign", *OF, "--from-month", "2026-01")
    commands.done("batch", "create", *OF, "--name", "Tahap 1")
    commands.done("bill", "issue", *OF, "--through", "2026-01", "--number", "1/26")
    commands.done("payment", "add", "1/26", *OF, "--date", "2026-01-31", "--code", "260100012345")
    commands.done("bill", "issue", *OF, "--through", "2026-02", "--number", "2/26")
    return commands, people


def test_what_cannot_be_is_refused_and_nothing_is_stored(
    office: tuple[Commands, list[dict[str, Any]]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commands, (first, second, waiting) = office
    commands.done("worker", "end", waiting["id"], "--reason", "moved", "--date", "10/01/2026")
    commands.done("claim", "report", first["id"], "--date", "05/01/2026")
    answers = sheet(tmp_path / "jawaban.xlsx", [["NIK", "STATUS"], [first["nik"], "SESUAI"]])
    result = sheet(tmp_path / "hasil.xlsx", [["NIK", "STATUS"], [first["nik"], "OK"]])
    dukcapil = ("match", "take", str(answers), "--agency", "dukcapil")
    pay = ("payment", "add", "2/26", *OF)
    cases = (
        ((*pay, "--date", "2026-02-20", "--rupiah", "33601"), "payment_above_bill", "Rp33.600"),
        ((*pay, "--date", "2026-02-20", "--rupiah", "16800"), "payment_below_people", "Rp16.800"),
        ((*pay, "--date", "2026-02-20", "--rupiah", "-5"), "payment_below_people", "-Rp5"),
        ((*pay, "--date", "2026-02-20", "--code", "260100012345"), "code_paid_already", "1/26"),
        ((*pay, "--date", TOMORROW), "date_in_future", TOMORROW),
        ((*pay, "--date", "2026-02-20", "--left-out", waiting["nik"]), "left_out_unknown", waiting["nik"][-4:]),
        (("payment", "add", "1/26", *OF, "--date", "2026-02-20"), "bill_paid_already", "1/26"),
        (("payment", "add", "9/26", *OF, "--date", "2026-02-20"), "bill_unknown", "9/26"),
        (("bill", "issue", *OF, "--through", "2025-12", "--number", "3/26"), "month_outside", "Des 2025"),
        (("bill", "issue", *OF, "--through", "2026-02", "--number", "3/26"), "all_billed", "Feb 2026"),
        (("bill", "issue", *OF, "--through", "2026-03", "--number", "2/26"), "bill_number_taken", "2/26"),
        (("bill", "cancel", "1/26", *OF, "--reason", "salah"), "bill_paid", "1/26"),
        (("claim", "report", second["id"], "--date", "31/12/2025"), "claim_before_cover", "31/12/2025"),
        (("claim", "report", first["id"], "--date", "05/01/2026"), "claim_exists", "05/01/2026"),
        (("claim", "report", second["id"], "--date", TOMORROW), "date_in_future", TOMORROW),
        (("claim", "report", waiting["id"], "--date", "11/01/2026"), "worker_already_ended", "10/01/2026"),
        (("claim", "report", waiting["id"], "--date", "11/01/2026", "--died"), "worker_already_ended", "10/01/2026"),
        (
            ("worker", "end", waiting["id"], "--reason", "died", "--date", "11/01/2026"),
            "worker_already_ended",
            "Yohanes",
        ),
        ((*dukcapil, "--date", TOMORROW), "date_in_future", TOMORROW),
        (("bpjs", "result", str(result), *OF, "--date", TOMORROW), "date_in_future", TOMORROW),
        (("handover", "add", first["nik"], "--item", "card", "--date", TOMORROW), "date_in_future", TOMORROW),
        (
            ("handover", "add", first["nik"], "--item", "card", "--date", "02/02/2026", "--note", "PIN 4821"),
            "handover_secret",
            "PIN",
        ),
    )
    before = learned(commands)
    for arguments, code, words in cases:
        exit_code = main(["--home", str(commands.home), "--lang", "id", "--json", *arguments])
        error = json.loads(capsys.readouterr().out)["error"]
        assert (exit_code, error["code"]) == (1, code), arguments
        assert words in error["message"], error
        assert error["hint"], error
        assert "{" not in error["message"] + error["hint"]
    assert learned(commands) == before


def test_rows_that_cannot_be_are_said_and_the_others_taken(
    office: tuple[Commands, list[dict[str, Any]]], tmp_path: Path
) -> None:
    commands, (first, second, waiting) = office
    head = ["NIK", "KPJ", "STATUS", "TANGGAL"]
    bad = [
        ["5311180101809999", "33333333333", "BERHASIL", ""],
        [waiting["nik"], "44444444444", "BERHASIL", ""],
        [first["nik"], KPJ, "BERHASIL", ""],
        [second["nik"], KPJ, "BERHASIL", ""],
        [second["nik"], "", "BERHASIL", TOMORROW],
    ]
    before = learned(commands)
    told = commands.done("bpjs", "result", str(sheet(tmp_path / "a.xlsx", [head, *bad])), *OF, "--date", "2026-01-20")
    assert [row["outcome"] for row in told["rows"]] == ["unknown", "no_slot", "kpj_twice", "kpj_twice", "unreadable"]
    assert all(row["message"] for row in told["rows"])
    assert learned(commands) == before
    fine = sheet(tmp_path / "b.xlsx", [head, bad[0], [first["nik"], KPJ, "BERHASIL", ""]])
    assert commands.done("bpjs", "result", str(fine), *OF, "--date", "2026-01-20")["accepted"] == 1
    stolen = sheet(tmp_path / "c.xlsx", [head, [second["nik"], KPJ, "BERHASIL", ""]])
    before = learned(commands)
    (row,) = commands.done("bpjs", "result", str(stolen), *OF, "--date", "2026-01-21")["rows"]
    assert (row["outcome"], "Maria Rambu Ana" in row["message"]) == ("kpj_twice", True)
    assert learned(commands) == before

    new = sheet(tmp_path / "d.xlsx", [["NIK", "JAWABAN"], [first["nik"], "SESUAI"]])
    old = sheet(tmp_path / "e.xlsx", [["NIK", "JAWABAN"], [first["nik"], "MENINGGAL"]])
    commands.done("match", "take", str(new), "--agency", "dukcapil", "--date", "2026-01-20")
    late = commands.done("match", "take", str(old), "--agency", "dukcapil", "--date", "2026-01-02")
    assert (late["counts"], late["leaving"]) == ({"older": 1}, [])
    assert len(commands.done("batch", "show", "Tahap 1")["rows"]) == 2, "an older answer takes nobody out"


def test_a_third_child_has_its_sentence_and_no_money(office: tuple[Commands, list[dict[str, Any]]]) -> None:
    commands, (first, *_) = office

    def add(ctx: Context) -> None:
        for name in ("Satu", "Dua", "Tiga"):
            families.save_child(ctx, first["id"], {"name": name, "birth_date": "2018-01-01", "school_level": "SD"})

    opened(commands, add)
    claim = commands.done("claim", "report", first["id"], "--date", "05/01/2026", "--died", "--type", "jkk")["claim"]
    lines = {line["name"]: line for line in claim["expected"]["lines"] if line["name"] in ("Satu", "Dua", "Tiga")}
    assert [lines[name]["high"] > 0 for name in ("Satu", "Dua", "Tiga")] == [True, True, False]
    assert "at most two children" in lines["Tiga"]["condition"]
    assert claim["expected"]["high"] == 70_000_000 + sum(line["high"] for line in lines.values())
