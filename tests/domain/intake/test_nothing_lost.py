"""No silent loss: whatever a sheet holds, every row of people comes back once, with its own number and an outcome."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from ntt_desktop.domain.intake.cells import Cell, Row
from ntt_desktop.domain.intake.judging import Outcome
from ntt_desktop.formats import reference
from tests.domain.intake.listing import Lists

HEAD: Row = ["NO", "NIK", "NAMA", "TGL LAHIR", "L/P", "DESA", "KECAMATAN", "NO HP"]
FIELDS = len(HEAD) - 1
WORDS = ("JUMLAH", "NIP. 197203121998031007", "Kepala Desa", "Kangeli", "Waingapu, 12 Januari 2026", "x", "lupa")
NOTHING = (None, "-", " ", "\u00a0", "--")

ciphers = st.text("0123456789", min_size=16, max_size=16)
niks = st.sampled_from(("5311180105780001", "5311115202000001", "5,31E+15", "531118", 5311180105780010.0)) | ciphers
cell: st.SearchStrategy[Cell] = st.one_of(
    st.sampled_from(NOTHING), st.sampled_from(WORDS), st.text(max_size=12), st.floats(allow_nan=False), st.booleans()
)
rows: st.SearchStrategy[Row] = st.lists(cell, min_size=FIELDS, max_size=FIELDS)
people: st.SearchStrategy[Row] = st.builds(
    lambda nik, name, rest: [nik, name, *rest],
    niks,
    st.sampled_from(("Yoksan Goit", "Leonarda de Ornay", "Jumlah Baik", "-")),
    st.lists(cell, min_size=FIELDS - 2, max_size=FIELDS - 2),
)
blank: st.SearchStrategy[Row] = st.lists(st.sampled_from(NOTHING), max_size=FIELDS)
lines = st.lists(st.one_of(people, people, rows, blank, st.just(HEAD[1:])), max_size=25)


def _fills(row: Row) -> int:
    """How many fields a row fills, counted in the plainest way."""
    return sum(not (cell is None or (isinstance(cell, str) and not cell.strip("- \u00a0"))) for cell in row)


@settings(max_examples=60, deadline=None)
@given(found=lines, first_row=st.integers(1, 40))
def test_every_row_that_fills_three_fields_comes_back_once(found: list[Row], first_row: int) -> None:
    sheet: list[Row] = [HEAD, *([number, *row] for number, row in enumerate(found, start=1))]
    read = Lists(reference.load()).read(sheet, "Daftar", first_row)
    numbers = Counter(row.draft.row for row in read)
    assert set(numbers.values()) <= {1}
    for place, row in enumerate(found, start=first_row + 1):
        plain = all(not isinstance(cell, str) or (cell.isascii() and cell.isprintable()) for cell in row)
        if row == HEAD[1:] or _fills(row) == 0:
            assert place not in numbers
        elif plain and _fills(row) >= 3 and not _counts(row):
            assert place in numbers
    outcomes = Counter(row.judged.outcome for row in read)
    assert sum(outcomes[outcome] for outcome in Outcome) == len(read)
    keepers = Counter(row.draft.nik for row in read if row.judged.outcome is Outcome.NEW)
    assert set(keepers.values()) <= {1}


def _counts(row: Row) -> bool:
    """Whether a row may be one of column numbers: nothing but small numbers."""
    texts = [str(cell) for cell in row if _fills([cell])]
    return all(text.strip("()").removesuffix(".0").isdigit() and float(text.strip("()")) < 100 for text in texts)
