"""``imports list|show|mend|confirm|undo`` and what ``import`` is told of values, cover and results."""

from pathlib import Path

from openpyxl import load_workbook

from ntt_desktop.formats.sheets import read_workbook
from tests.cli.commands import Commands
from tests.cli.test_imports import write

HEAD = ["NIK", "NAMA", "DESA", "HP"]


def test_mend_and_undo(commands: Commands, tmp_path: Path) -> None:
    file = write(tmp_path / "a.xlsx", HEAD, ["5311180105780001", "Yoksan", "Kangeli"], ["531118", "Maria", "Kangeli"])
    _, stored = commands.run("import", file)
    code, listed = commands.run("imports", "list")
    assert (code, [row["id"] for row in listed["imports"]], listed["unfinished"]) == (0, [stored["import_id"]], [])
    assert {name: listed["imports"][0][name] for name in ("read", "new", "rejected", "mended")} == {
        "read": 2, "new": 1, "rejected": 1, "mended": 0,
    }  # fmt: skip
    short = stored["import_id"][-8:]
    _, shown = commands.run("imports", "show", short, "--outcome", "rejected")
    assert [(row["row"], row["findings"][0]["code"]) for row in shown["rows"]] == [(3, "nik_length")]
    code, still = commands.run("imports", "mend", short, "--row", "3", "--set", "nik=12")
    assert (code, still["stored"], still["rejected"]) == (1, False, 1)
    code, out, _ = commands.text("imports", "mend", short, "--row", "3", "--set", "nik=5311184105780001")
    assert (code, out) == (0, "Baris 3 di Usulan sudah diterima.\n")
    code, answer = commands.run("imports", "mend", short, "--row", "3", "--set", "nik=5311184105780001")
    assert (code, answer["error"]["code"]) == (1, "row_not_rejected")
    assert len(commands.run("worker", "list")[1]["workers"]) == 2
    _, trial = commands.run("imports", "undo", short, "--reason", "salah", "--dry-run")
    assert (trial["voided"], sorted(trial["people"])) == (2, ["Maria", "Yoksan"])
    code, undone = commands.run("imports", "undo", short, "--reason", "salah")
    assert (code, undone["voided"]) == (0, 2)
    assert commands.run("worker", "list")[1]["workers"] == []
    code, out, _ = commands.text("imports", "list")
    assert "diurungkan" in out
    for arguments, error in (
        (("show", "zzzz"), "import_missing"),
        (("mend", short, "--sheet", "Lain", "--row", "3", "--set", "nik=1"), "import_sheet_missing"),
        (("undo", short, "--reason", "lagi"), "import_undone"),
    ):
        code, answer = commands.run("imports", *arguments)
        assert (code, answer["error"]["code"]) == (1, error)


def test_values_are_chosen_and_offered(commands: Commands, tmp_path: Path) -> None:
    file = write(tmp_path / "a.xlsx", HEAD, ["5311180105780001", "Yoksan", "Kampung Jauh"])
    _, trial = commands.run("import", file, "--dry-run", "--sender", "Desa K")
    assert [(value["field"], value["text"], value["count"]) for value in trial["unknown_values"]] == [
        ("village", "Kampung Jauh", 1)
    ]
    choice = "village:Kampung Jauh=53.11.18.2005"
    code, stored = commands.run("import", file, "--value", choice, "--sender", "Desa K")
    assert (code, stored["new"], stored["rows"][0]["worker"]["village_code"]) == (0, 1, "53.11.18.2005")
    other = write(tmp_path / "b.xlsx", HEAD, ["5311180105780002", "Umbu", "kampung jauh"])
    code, out, _ = commands.text("import", other, "--dry-run", "--sender", "Desa K")
    assert "Sebelumnya berarti 53.11.18.2005." in out
    assert commands.run("import", other, "--take-offered", "--sender", "Desa K")[1]["new"] == 1
    code, answer = commands.run("import", other, "--value", "village:Lain=53.11.18.2005")
    assert (code, answer["error"]["code"]) == (1, "value_not_there")
    assert commands.run("imports", "list")[1]["unfinished"] == []


def test_cover_verified_fields_and_results(commands: Commands, tmp_path: Path) -> None:
    file = write(tmp_path / "a.xlsx", HEAD, ["5311180105780001", "Yoksan", "Kangeli", "081298765432"])
    worker = commands.run("import", file)[1]["rows"][0]["worker_id"]
    cover = write(tmp_path / "b.xlsx", ["NIK", "PERIODE"], ["5311180105780001", "2025-07 s/d 2025-12"])
    _, answer = commands.run("import", cover, "--as-cover", "provinsi")
    assert (answer["updated"], answer["rows"][0]["cover"]["last_paid_month"]) == (1, "2025-12")
    commands.run("worker", "verify", worker, "--seen", "phone", "--date", "2026-01-02")
    changed = write(tmp_path / "c.xlsx", HEAD, ["5311180105780001", "Yoksan", "Kangeli", "081200001111"])
    result = tmp_path / "hasil.xlsx"
    _, held = commands.run("import", changed, "--result", str(result), lang="id")
    assert (held["asking"], held["identical"], held["rows"][0]["asks"]) == (1, 1, {"phone": "081200001111"})
    assert [sheet.name for sheet in read_workbook(result).sheets] == ["Hasil", "Usulan"]
    assert commands.run("worker", "show", worker)[1]["worker"]["phone"] == "081298765432"
    code, confirmed = commands.run("imports", "confirm", held["import_id"])
    assert (code, confirmed["rows"], confirmed["asking"], confirmed["updated"]) == (0, 1, 0, 1)
    assert commands.run("worker", "show", worker)[1]["worker"]["phone"] == "081200001111"
    _, taken = commands.run("import", file, "--confirm-verified")
    assert (taken["updated"], taken["asking"]) == (1, 0)


def test_papers_for_villages(commands: Commands, tmp_path: Path) -> None:
    people = [["NIK", "NAMA", "DESA"], ["5311180105780001", "Yoksan", "Kangeli"]]
    commands.run("import", write(tmp_path / "a.xlsx", *people))
    out = tmp_path / "verval.xlsx"
    code, answer = commands.run("verval", "list", str(out), "--village", "53.11.18.2005")
    assert (code, answer["rows"]) == (0, 1)
    book = load_workbook(out)
    sheet = book.worksheets[0]
    at = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "alive")
    sheet.cell(at.row + 2, at.column).value = "x"
    sheet.cell(at.row + 2, at.column - 3).value = "mungkin"
    book.save(out)
    code, taken = commands.run("verval", "take", str(out), "--by", "Kades", "--date", "2026-01-05")
    assert (code, taken["verified"], [problem["code"] for problem in taken["problems"]]) == (1, 1, ["unreadable"])
    code, text, _ = commands.text("verval", "take", str(out), "--by", "Kades", "--date", "2026-01-05")
    assert "1 sudah pernah" in text
    assert "KTP dilihat" in text
    code, answer = commands.run("template", str(tmp_path), "--region", "5311.18")
    assert (code, Path(answer["files"][0]).name) == (0, "usulan-53.11.18.xlsx")
    assert commands.run("check")[1]["unfinished"] == []
