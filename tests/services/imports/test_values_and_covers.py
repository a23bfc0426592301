"""Mappings and values that are remembered, and lists of earlier cover."""

from pathlib import Path

import pytest

from ntt_desktop.domain.intake.cells import Cell
from ntt_desktop.errors import UserError
from ntt_desktop.services import imports
from ntt_desktop.services.assignment import covers
from ntt_desktop.services.context import Context
from ntt_desktop.services.imports import CoverTerms, ImportOptions, Letter, ValueChoice, choices_of
from ntt_desktop.services.people import person_detail
from tests.services.imports.lists import HEAD, LEONARDA, YOKSAN, all_rows, take_in, write

ODD: list[Cell] = ["KARTU", "SIAPA", "DESA", "KECAMATAN"]
MAPPING = {"KARTU": "nik", "SIAPA": "full_name"}


def test_a_confirmed_mapping_is_offered_for_the_same_header(ctx: Context, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", YOKSAN[:4], head=ODD)
    with pytest.raises(UserError, match="header_missing"):
        imports.preview(ctx, path)
    take_in(ctx, path, mapping=MAPPING)
    later = write(tmp_path / "b.xlsx", LEONARDA, head=ODD)
    sheet = imports.survey(ctx, later, ImportOptions()).sheets[0]
    assert (sheet.remembered, [column.field for column in sheet.columns][:2]) == (True, ["nik", "full_name"])
    assert imports.remembered_mapping(ctx, sheet.signature) == MAPPING
    plan = imports.preview(ctx, later).value
    assert (plan.remembered, plan.counts["new"]) == (True, 1)
    # What is said now goes before what was said then.
    said = imports.preview(ctx, later, ImportOptions(mapping={"SIAPA": "mother_name"})).value
    assert said.counts["rejected"] == 1
    with pytest.raises(UserError, match="header_missing"):
        imports.preview(ctx, later, ImportOptions(fresh=True))
    imports.forget_mapping(ctx, sheet.signature)
    assert not imports.survey(ctx, later, ImportOptions()).sheets[0].remembered


JOBS: list[Cell] = [*HEAD[:4], "PEKERJAAN", "JK"]


def people() -> list[list[Cell]]:
    return [
        ["5311180105780001", "Yoksan Goit", "Kangela Baru", "Lewa Tidahu", "Tukang Sihir", "L"],
        ["5311180105780002", "Jhon Goit", "KANGELA BARU", "Lewa Tidahu", "tukang sihir", "Bujang"],
        ["5311180105780003", "Maria Goit", "Kangeli", "Lewa Tidahu", "Petani", "P"],
    ]


def test_each_value_once_with_its_count(ctx: Context, tmp_path: Path) -> None:
    letter = Letter(sender="Desa Kangeli")
    options = ImportOptions(letter=letter)
    plan = imports.preview(ctx, write(tmp_path / "a.xlsx", *people(), head=JOBS), options).value
    found = {(value.field, value.text): value for value in imports.unknown_values(ctx, plan.id)}
    assert {key: value.count for key, value in found.items()} == {
        ("village", "Kangela Baru"): 2, ("occupation", "Tukang Sihir"): 2, ("sex", "Bujang"): 1,
    }  # fmt: skip
    assert found["village", "Kangela Baru"].area == "Lewa Tidahu"
    assert plan.counts["rejected"] == 2
    texts = ["village:kangela baru=53.11.18.2005", "occupation:Tukang sihir=Nelayan", "sex:Bujang=L"]
    plan = imports.choose_values(ctx, plan.id, choices_of(texts)).value
    assert (plan.counts["new"], plan.counts["rejected"]) == (3, 0)
    rows = all_rows(ctx, plan)
    assert [row.worker["village_code"] for row in rows] == ["53.11.18.2005"] * 3
    assert [row.worker["occupation"] for row in rows[:2]] == ["nelayan", "nelayan"]
    assert rows[0].cells["village"] == "Kangela Baru"
    assert not {"village_unknown", "occupation_unknown"} & {f.code for row in rows for f in row.findings}
    assert all(value.chosen for value in imports.unknown_values(ctx, plan.id))
    imports.store_import(ctx, plan)
    # The sender's next list is offered the same, nobody else's is.
    row: list[Cell] = ["5311180105780004", "Ina Goit", "Kangela baru", "Lewa Tidahu", "Petani", "P"]
    path = write(tmp_path / "b.xlsx", row, head=JOBS)
    again = imports.preview(ctx, path, options).value
    assert [value.offered for value in imports.unknown_values(ctx, again.id)] == ["53.11.18.2005"]
    assert again.counts["rejected"] == 1
    assert imports.take_offered(ctx, again.id).value.counts["new"] == 1
    other = imports.preview(ctx, path, ImportOptions(letter=Letter(sender="Desa Lain"))).value
    assert [value.offered for value in imports.unknown_values(ctx, other.id)] == [""]


def test_choices_are_taken_back_and_checked(ctx: Context, tmp_path: Path) -> None:
    plan = imports.preview(ctx, write(tmp_path / "a.xlsx", *people(), head=JOBS)).value
    choice = ValueChoice("village", "Kangela Baru", "53.11.18.2005", "Lewa Tidahu")
    assert imports.choose_values(ctx, plan.id, [choice]).value.counts["rejected"] == 0
    chosen = next(value for value in imports.unknown_values(ctx, plan.id) if value.field == "village")
    assert (chosen.chosen, chosen.count) == ("53.11.18.2005", 2)
    back = ValueChoice("village", "Kangela Baru", "")
    assert imports.choose_values(ctx, plan.id, [back]).value.counts["rejected"] == 2
    for texts, code in (
        (["village:Kangela Baru=53.11.18"], "value_unknown"),
        (["occupation:Tukang Sihir=Penyihir"], "value_unknown"),
        (["village:Lain=53.11.18.2005"], "value_not_there"),
        (["phone:1=2"], "value_unknown"),
        (["village"], "assignment_unreadable"),
    ):
        with pytest.raises(UserError, match=code):
            imports.choose_values(ctx, plan.id, choices_of(texts))
    imports.store_import(ctx, plan)
    with pytest.raises(UserError, match="import_gone"):
        imports.choose_values(ctx, plan.id, [choice])


def test_last_years_cover_is_an_opening_balance(ctx: Context, tmp_path: Path) -> None:
    first = take_in(ctx, write(tmp_path / "a.xlsx", YOKSAN, LEONARDA))
    one, two = (row.worker_id for row in all_rows(ctx, first))
    head: list[Cell] = ["NIK", "PERIODE", "SUMBER DANA"]
    path = write(
        tmp_path / "b.xlsx",
        [YOKSAN[0], "Juli - Desember 2025", None],
        [LEONARDA[0], "202509", "CSR Bank NTT"],
        ["5311185105780009", "Juli 2025", None],
        head=head,
    )
    plain = imports.preview(ctx, path).value
    assert (plain.has_months, plain.counts["identical"]) == (True, 2)
    plan = take_in(ctx, path, cover=CoverTerms("provinsi"))
    assert {name: number for name, number in plan.counts.items() if number} == {"updated": 2, "rejected": 1}
    assert [finding.code for row in all_rows(ctx, plan)[:2] for finding in row.findings] == []
    listed = covers.listed(ctx, one)[0]
    assert (listed["payer"], listed["first_month"], listed["last_paid_month"]) == ("provinsi", "2025-07", "2025-12")
    assert [row["payer"] for row in covers.listed(ctx, two)] == ["CSR Bank NTT"]
    again = take_in(ctx, path, cover=CoverTerms("provinsi"))
    assert (again.counts["identical"], len(covers.listed(ctx, one))) == (2, 1)
    imports.undo_import(ctx, plan.id, reason="salah")
    assert covers.listed(ctx, one) == covers.listed(ctx, two) == []


def test_a_mere_number_of_months_needs_a_beginning(ctx: Context, tmp_path: Path) -> None:
    worker = all_rows(ctx, take_in(ctx, write(tmp_path / "a.xlsx", YOKSAN)))[0].worker_id
    path = write(tmp_path / "b.xlsx", [YOKSAN[0], 6.0], head=["NIK", "BULAN IURAN"])
    take_in(ctx, path, cover=CoverTerms("provinsi", "2025-07"))
    assert covers.listed(ctx, worker)[0]["last_paid_month"] == "2025-12"
    future = write(tmp_path / "c.xlsx", [YOKSAN[0], "Desember 2026"], head=["NIK", "BLTH"])
    take_in(ctx, future, cover=CoverTerms("provinsi"))
    assert len(covers.listed(ctx, worker)) == 1
    assert "Desember 2026" in str(person_detail.get(ctx, worker).worker["notes"])
    with pytest.raises(UserError, match="cover_payer"):
        imports.preview(ctx, future, ImportOptions(cover=CoverTerms(" ")))
    with pytest.raises(UserError, match="cover_months"):
        imports.preview(ctx, future, ImportOptions(cover=CoverTerms("desa", "Juli")))


@pytest.mark.parametrize("head", ["DESIL", "KPJ"])
def test_a_nik_and_one_thing_more(ctx: Context, tmp_path: Path, head: str) -> None:
    take_in(ctx, write(tmp_path / "a.xlsx", [*YOKSAN, "01-05-1978"], head=[*HEAD, "TGL LAHIR"]))
    row = all_rows(ctx, take_in(ctx, write(tmp_path / "b.xlsx", [YOKSAN[0], "3"], head=["NIK", head])))[0]
    assert (row.outcome, row.findings, len(row.changes)) == ("updated", (), 1)
