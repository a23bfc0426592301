"""Every file made here can be made again: the same package, cell by cell, whatever has happened since."""

from pathlib import Path

import pytest

from ntt_desktop.errors import UserError
from ntt_desktop.formats.package import source
from ntt_desktop.formats.sheets import read_workbook
from ntt_desktop.services.sync import history, outgoing
from tests.conftest import SYNC_PASSWORD, MakeContext
from tests.services.sync.nodes import answer, change, register, send, take


def cells(path: Path) -> list[tuple[str, list[list[object]]]]:
    book = read_workbook(path, password=SYNC_PASSWORD, very_hidden=True)
    return [(sheet.name, [list(row) for row in sheet.rows]) for sheet in book.sheets]


def test_a_package_and_a_return_made_again_are_the_same(make_ctx: MakeContext, tmp_path: Path) -> None:
    office = make_ctx("supervisor", "53", name="provinsi")
    laptop = make_ctx()
    worker = register(laptop, 1)
    first = send(laptop, tmp_path)
    take(office, first.path, trust=[laptop])
    back = answer(office, tmp_path)["laptop-1"]
    change(laptop, "worker", worker, full_name="AGNES LOBO BENAR")
    change(office, "worker", worker, phone="081234567890")
    for ctx, path in ((laptop, first.path), (office, back)):
        (row,) = [row for row in history.files(ctx) if row["direction"] == "out"]
        assert row["can_be_made_again"]
        again = outgoing.make_again(ctx, row["id"], tmp_path).value
        assert again.manifest.package == row["id"]
        assert again.manifest.check_code == row["check_code"]
        assert cells(again.path) == cells(path)
    first.path.unlink()
    (report,) = take(office, tmp_path / first.path.name)
    assert report.status == "unchanged"
    (row,) = [row for row in history.files(office) if row["direction"] == "in"]
    assert not row["can_be_made_again"]
    with pytest.raises(UserError, match="package_unknown"):
        outgoing.make_again(office, row["id"], tmp_path)


def test_a_file_that_was_made_without_a_password_stays_so(make_ctx: MakeContext, tmp_path: Path) -> None:
    laptop = make_ctx()
    made = send(laptop, tmp_path, unprotected=True)
    again = outgoing.make_again(laptop, made.manifest.package, tmp_path).value
    assert source.open_file(again.path, "").protected is False
