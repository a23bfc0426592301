"""The extent of a sheet is the same whether its cells say where they stand, say it late, or leave it to be counted."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntt_desktop.errors import UserError
from ntt_desktop.formats.reading import extent
from ntt_desktop.formats.reading.content import Kind
from ntt_desktop.formats.reading.limits import Limits

cells = st.lists(st.lists(st.sampled_from(["full", "blank", "closed"]), max_size=6), min_size=1, max_size=6)
FORMS = {
    "first": ('<row r="{row}">', '<c r="{ref}" s="1"'),
    "late": ('<row spans="1:6" r="{row}">', '<c s="1" r="{ref}"'),
    "spaced": ("<x:row r = '{row}'>", "<x:c  r = '{ref}'"),
    "counted": ("<row>", "<c"),
}
ENDS = {"full": "><v>1</v></c>", "blank": "/>", "closed": "></c>"}


def box(rows: list[list[str]], form: str) -> extent._Box:
    row_tag, cell_tag = FORMS[form]
    text = ["<sheetData>"]
    for number, row in enumerate(rows, start=1):
        text.append(row_tag.format(row=number))
        text += [cell_tag.format(ref=f"{'ABCDEF'[at]}{number}") + ENDS[cell] for at, cell in enumerate(row)]
        text.append("</row>")
    found = extent._Box()
    list(extent._tokens(io.BytesIO("".join(text).encode()), extent._Xlsx(found).take, strict=True))
    return found


@given(cells)
def test_every_way_of_saying_where_a_cell_stands_gives_the_same_extent(rows: list[list[str]]) -> None:
    full = [(row, at) for row, cells in enumerate(rows) for at, cell in enumerate(cells) if cell == "full"]
    for form in FORMS:
        found = box(rows, form)
        assert (found.rows, found.cells) == (len(rows), len(full)), form
        if full:
            assert (found.top, found.bottom) == (min(full)[0], max(full)[0]), form
            assert (found.left, found.right) == (min(at for _, at in full), max(at for _, at in full)), form
        else:
            assert found.size == 0


@pytest.mark.parametrize("far", [b'<c r="XFD1048576"><v>1</v></c>', b"<c r='A99999999999999999999'><v>1</v></c>"])
def test_a_cell_far_away_is_refused_before_anybody_asks_for_memory(far: bytes) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b'<row r="1"><c r="A1"><v>1</v></c>' + far + b"</row>")
    with pytest.raises(UserError, match="file_too_large"):
        extent.check(packed.getvalue(), Kind.XLSX, "a.xlsx", Limits())
