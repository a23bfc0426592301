"""BPJS's upload files: every cell text, the programme's base as wage, split as BPJS takes them."""

import json
from pathlib import Path

import openpyxl
import pytest

from ntt_desktop.domain.bpjs_profile import DEFAULT_COLUMNS, Profile
from ntt_desktop.errors import UserError
from ntt_desktop.services.agencies import bpjs_upload
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.context import Context
from ntt_desktop.wording.errors import message
from tests.conftest import MakeContext
from tests.services.capacity.capacity_support import add_programme, people


@pytest.fixture
def province(make_ctx: MakeContext) -> Context:
    """Five people in Sumba Timur and three in Belu, all on seats."""
    ctx = make_ctx("supervisor", "53", name="provinsi")
    add_programme(ctx, seats=20, payment_period=3)
    people(ctx, 5, monthly_income=3_000_000, phone="081234567890", full_name="=Agnes Lobo")
    people(ctx, 3, 5, village_code="53.04.01.2001")
    slots.assign(ctx, "P26", from_month="2026-01")
    return ctx


def cells(path: Path) -> list[tuple[str, ...]]:
    sheet = openpyxl.load_workbook(path)["Data TK Baru"]
    assert all(cell.data_type in ("s", "n") and cell.number_format == "@" for row in sheet for cell in row)
    assert all(cell.data_type == "s" or cell.value is None for row in sheet for cell in row)
    return [tuple(cell or "" for cell in row) for row in sheet.iter_rows(values_only=True)]


def answer(ctx: Context, nik: str, result: str) -> None:
    with ctx.store.write("tester") as uow:
        worker = uow.rows("SELECT id FROM worker WHERE nik = ?", (nik,))[0]["id"]
        uow.put("enrolment", uow.new_id(), {"worker_id": worker, "result": result, "dated_on": "2026-02-01"})


def test_the_files_are_as_bpjs_takes_them(province: Context, tmp_path: Path) -> None:
    made = bpjs_upload.write(province, "P26", tmp_path).value
    assert [(one.path.name, one.branch, one.rows) for one in made.files] == [
        ("BPJS-P26-Atambua-Belu-01.xlsx", "Atambua", 3),
        ("BPJS-P26-Sumba-SumbaTimur-01.xlsx", "Sumba", 5),
    ]
    head, first, *rest = cells(made.files[1].path)
    assert head == tuple(heading for heading, _ in DEFAULT_COLUMNS)
    said = dict(zip(head, first, strict=True))
    assert len(rest) == 4
    assert said["TGL_LAHIR"] == "01-01-1980"
    assert said["UPAH"] == "1000000", "the programme's base, never the person's income"
    assert said["BULAN_IURAN"] == "3"
    assert said["NAMA_LENGKAP"] == "=AGNES LOBO"
    assert said["HANDPHONE"] == "081234567890"
    assert len(said["NOMOR_IDENTITAS"]) == 16
    assert said["LOKASI_PEKERJAAN"], "the village stands in for an empty place of work"


def test_whom_bpjs_answered_for_is_left_out_and_counted(province: Context, tmp_path: Path) -> None:
    head, *rows = cells(bpjs_upload.write(province, "P26", tmp_path / "a").value.files[1].path)
    niks = [row[head.index("NOMOR_IDENTITAS")] for row in rows]
    answer(province, niks[0], "accepted")
    answer(province, niks[1], "refused")
    made = bpjs_upload.write(province, "P26", tmp_path / "b").value
    assert (made.rows, made.accepted, made.refused) == (6, 1, 1)
    assert bpjs_upload.write(province, "P26", tmp_path / "c", again=True).value.rows == 7
    with pytest.raises(UserError) as caught:
        bpjs_upload.write(province, "P26", tmp_path / "d", decreed_only=True)
    assert caught.value.code == "upload_empty"
    assert "P26" in message(caught.value)[0]
    assert not (tmp_path / "d").exists()


def test_nothing_is_written_when_one_file_is_there_already(province: Context, tmp_path: Path) -> None:
    (tmp_path / "BPJS-P26-Sumba-SumbaTimur-01.xlsx").write_bytes(b"mine")
    with pytest.raises(UserError, match="file_exists"):
        bpjs_upload.write(province, "P26", tmp_path)
    assert [path.name for path in tmp_path.glob("BPJS*")] == ["BPJS-P26-Sumba-SumbaTimur-01.xlsx"]
    assert bpjs_upload.write(province, "P26", tmp_path, overwrite=True).value.rows == 8


def test_the_form_is_edited_and_goes_back_to_what_is_known(province: Context, tmp_path: Path) -> None:
    form = {
        "columns": [["NIK", "nik"], ["TELP", "phone"], ["PAKET", "=2"], ["KOTA", "regency"], ["POS", "postal_code"]],
        "most_rows": 2,
        "no_phone": "0",
        "date_format": "%Y-%m-%d",
    }
    bpjs_upload.save_profile(province, json.dumps(form))
    made = bpjs_upload.write(province, "P26", tmp_path).value
    assert [one.rows for one in made.files] == [2, 1, 2, 2, 1]
    head, first, *_ = cells(made.files[0].path)
    assert (head, first[1:]) == (("NIK", "TELP", "PAKET", "KOTA", "POS"), ("0", "2", "Belu", "85772"))
    bpjs_upload.save_profile(province, "")
    assert bpjs_upload.profile(province) == Profile()
    assert Profile.read(Profile().write()) == Profile()


@pytest.mark.parametrize(
    "text",
    [
        "{",
        '{"columns": [["A", "income"], ["NIK", "nik"]]}',
        '{"columns": [["A", "phone"]]}',
        '{"columns": 5}',
        '{"most_rows": 0}',
        '{"most_rows": "many"}',
        '{"sheet": ""}',
    ],
)
def test_a_form_that_cannot_be_is_refused_with_a_sentence(province: Context, text: str) -> None:
    with pytest.raises(UserError) as caught:
        bpjs_upload.save_profile(province, text)
    assert all(message(caught.value))
    assert bpjs_upload.profile(province) == Profile()
