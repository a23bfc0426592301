"""Commands for matching, BPJS's results and what is handed over."""

from pathlib import Path

from openpyxl import Workbook, load_workbook

from tests.cli.commands import Commands


def _batch(commands: Commands) -> list[str]:
    """Three people, two seats, one batch."""
    commands.programme_for_three()
    commands.done("assign", "--programme", "K26")
    commands.done("batch", "create", "--programme", "K26", "--name", "Tahap 1")
    return [row["nik"] for row in commands.done("batch", "show", "Tahap 1")["rows"]]


def test_matching_results_and_handover(commands: Commands, tmp_path: Path) -> None:
    niks = _batch(commands)
    made = commands.done("match", "export", str(tmp_path), "--batch", "Tahap 1", "--agency", "dukcapil")["files"]
    assert [(one["agency"], one["rows"]) for one in made] == [("dukcapil", 2)]
    book = load_workbook(made[0]["file"])
    page = book.worksheets[0]
    head = next(row for row in page.iter_rows() if row[1].value == "NIK")
    column = [cell.value for cell in head].index("JAWABAN") + 1
    for at in (1, 2):
        answer = "MENINGGAL" if page.cell(head[0].row + at, 2).value == niks[0] else "SESUAI"
        page.cell(head[0].row + at, column).value = answer
    book.save(made[0]["file"])
    tried = commands.done("match", "take", made[0]["file"], "--date", "2026-01-05", "--dry-run")
    assert (tried["agency"], tried["read"], tried["counts"], len(tried["leaving"])) == ("dukcapil", 2, {"taken": 2}, 1)
    assert commands.done("match", "take", made[0]["file"], "--date", "2026-01-05")["counts"] == {"taken": 2}
    again = commands.done("match", "take", made[0]["file"], "--date", "2026-01-05")
    assert (again["known_file"], again["counts"]) == (True, {"same": 2})
    (place,) = commands.done("match", "proposals")["proposals"]
    assert (place["nik"], place["next_person"]["name"]) == (niks[0], "Yohanes Kefi")
    assert commands.done("match", "confirm", place["row"])["freed"] == 1
    kept = [row["nik"] for row in commands.done("batch", "show", "Tahap 1")["rows"]]
    assert len(kept) == 2
    assert niks[0] not in kept

    file = tmp_path / "hasil.xlsx"
    book = Workbook()
    assert book.active is not None
    for row in (
        ["NIK", "KPJ", "STATUS", "ALASAN"],
        [kept[0], "12345678901", "BERHASIL", ""],
        [kept[1], "", "DITOLAK", "x"],
    ):
        book.active.append(row)
    book.save(file)
    done = commands.done("bpjs", "result", str(file), "--programme", "K26", "--date", "2026-01-06")
    assert (done["accepted"], done["with_kpj"], done["refused"], done["read"]) == (1, 1, 1, 2)
    exit_code, answer = commands.run("bpjs", str(tmp_path), str(file), "--programme", "K26")
    assert (exit_code, answer["error"]["code"]) == (2, "usage")

    assert commands.done("handover", "list")["count"] == 1
    exit_code, answer = commands.run(
        "handover", "add", kept[0], "--item", "card", "--date", "2026-01-07", "--note", "PIN 4821"
    )
    assert (exit_code, answer["error"]["code"]) == (1, "handover_secret")
    given = commands.done("handover", "add", kept[0], "--item", "card", "--item", "bank_book", "--date", "2026-01-07")
    assert len(given["handovers"]) == 2
    assert commands.done("handover", "list", "--item", "bank_book", "--out", str(tmp_path))["count"] == 0
    village = commands.done("worker", "show", commands.done("worker", "find", kept[0])["workers"][0]["id"])["worker"]
    files = commands.done("handover", "receipt", str(tmp_path / "tt"), "--village", village["village_code"])["files"]
    assert [Path(one).suffix for one in files] == [".xlsx", ".pdf"]
