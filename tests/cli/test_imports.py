"""``import`` on the command line: the keys, the sentences, the exit codes."""

import re
from pathlib import Path
from typing import Any

import pytest

from ntt_desktop.domain.worker import WORKER_FIELDS
from ntt_desktop.formats.sheets import read_workbook
from tests.cli.commands import Commands
from tests.made import lists as samples
from tests.made.sheets import ListSheet, render


def write(path: Path, *rows: list[Any]) -> str:
    path.write_bytes(render([ListSheet("Usulan", list(rows))]))
    return str(path)


def test_the_answer_has_every_row_with_its_findings(commands: Commands, tmp_path: Path) -> None:
    file = write(
        tmp_path / "a.xlsx",
        ["NIK", "NAMA", "DESA", "HP"],
        ["5311180105780001", "Yoksan Goit", "Kangeli", "081298765432"],
        ["531118", "Maria", "Kangeli"],
        ["5311180105780001", "Yoksan Goit", "Kangeli", None],
    )
    code, answer = commands.run("import", file, "--declared", "20-01-2026", lang="id")
    assert code == 0
    assert {name: answer[name] for name in ("read", "new", "updated", "identical", "duplicate", "rejected")} == {
        "read": 3, "new": 1, "updated": 0, "identical": 0, "duplicate": 1, "rejected": 1,
    }  # fmt: skip
    new, rejected, duplicate = answer["rows"]
    assert (new["sheet"], new["row"], new["outcome"], new["worker"]["phone"]) == ("Usulan", 2, "new", "081298765432")
    assert set(new["worker"]) == set(WORKER_FIELDS)
    assert duplicate["worker_id"] == new["worker_id"]
    finding = rejected["findings"][0]
    assert set(finding) == {"code", "severity", "field", "value", "message", "hint"}
    assert (finding["code"], finding["severity"]) == ("nik_length", "reject")
    assert finding["message"] == "NIK terdiri dari 6 angka, bukan 16."
    code, shown = commands.run("worker", "show", new["worker_id"])
    assert shown["worker"]["registered_on"] == "2026-01-20"


def test_a_trial_stores_nothing_and_says_the_same(commands: Commands, tmp_path: Path) -> None:
    sample = samples.write_sample(tmp_path / "a.xlsx", region="53.11", people=40)
    code, trial = commands.run("import", str(sample.file), "--dry-run")
    assert (code, trial["dry_run"]) == (0, True)
    assert commands.run("worker", "list")[1]["workers"] == []
    _, stored = commands.run("import", str(sample.file))
    for name in ("read", "new", "duplicate", "rejected"):
        assert trial[name] == stored[name]
    for before, after in zip(trial["rows"], stored["rows"], strict=True):
        assert (before["row"], before["outcome"], before["findings"]) == (
            after["row"], after["outcome"], after["findings"],
        )  # fmt: skip
    said = commands.text("import", str(sample.file), "--dry-run")[1]
    assert re.search(r"dimasukkan pada \d\d/\d\d/\d{4}", said)


def test_sheet_mapping_and_corrections(commands: Commands, tmp_path: Path) -> None:
    file = write(tmp_path / "a.xlsx", ["KARTU", "SIAPA=NAMA", "DESA"], ["531118", "Yoksan", "Kangeli"])
    target = tmp_path / "perbaikan.xlsx"
    given = ("--map", "KARTU=nik", "--map", "SIAPA=NAMA=full_name", "--sheet", "Usulan")
    code, answer = commands.run("import", file, *given, "--corrections", str(target))
    assert (code, answer["rejected"], answer["corrections"]) == (0, 1, str(target))
    cells = [cell for row in read_workbook(target).sheets[0].rows for cell in row if cell]
    assert "531118" in cells
    code, again = commands.run("import", file, *given, "--corrections", str(target))
    assert (code, again["error"]["code"]) == (1, "file_exists")


def test_the_words_for_people(commands: Commands, tmp_path: Path) -> None:
    file = write(tmp_path / "a.xlsx", ["NIK", "NAMA", "DESA"], ["531118", "Yoksan", "Kangeli"])
    code, out, err = commands.text("import", file)
    assert (code, err) == (0, "")
    assert "1 baris dibaca: 0 baru" in out
    assert "Baris 2 di Usulan: NIK terdiri dari 6 angka" in out


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"%PDF-1.4", "file_not_workbook"),
        (b"PK\x03\x04....", "file_damaged"),
        (b"a;b\n", "header_missing"),
    ],
)
def test_bad_files_get_one_sentence_and_change_nothing(
    commands: Commands, tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "usulan.xlsx"
    path.write_bytes(content)
    exit_code, answer = commands.run("import", str(path))
    assert (exit_code, answer["error"]["code"]) == (1, code)
    assert "usulan.xlsx" in answer["error"]["message"]
    assert answer["error"]["hint"]
    assert commands.run("worker", "list")[1]["workers"] == []
    _, _, err = commands.text("import", str(path))
    assert "Traceback" not in err


def test_what_cannot_be_asked(commands: Commands, tmp_path: Path) -> None:
    file = write(tmp_path / "a.xlsx", ["NIK", "NAMA", "DESA"], ["5311180105780001", "Yoksan", "Kangeli"])
    for arguments, code in (
        (("--sheet", "Lain"), "sheet_missing"),
        (("--map", "NIK=bukan"), "mapping_field_unknown"),
        (("--map", "LAIN=nik"), "mapping_unknown_header"),
        (("--map", "NIK"), "map_unreadable"),
        (("--map", "=nik"), "map_unreadable"),
        (("--declared", "kemarin"), "declared_unreadable"),
        (("--region", "99"), "unknown_region"),
    ):
        exit_code, answer = commands.run("import", file, *arguments)
        assert (exit_code, answer["error"]["code"]) == (1, code)
