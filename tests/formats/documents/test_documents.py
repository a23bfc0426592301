"""Documents: what stands on paper stands in the workbook, and nothing is lost between pages."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import openpyxl
import pytest

from ntt_desktop import i18n
from ntt_desktop.formats.documents import pdf, preview, workbook
from ntt_desktop.formats.documents.parts import (
    Amount,
    Column,
    Document,
    Facts,
    Figure,
    Heading,
    Pages,
    Paragraph,
    Signature,
    Signatures,
    Table,
)
from ntt_desktop.formats.figures.bars import Bar, bars
from ntt_desktop.formats.figures.ink import PAPER
from tests import papers

NAMES = tuple(f"=Agnes Lobo {number}" for number in range(1, 121))
LIST = Table(
    (
        Column("No.", 4, "right"),
        Column("Nama", 30),
        Column("Bulan", 8, "right", "number"),
        Column("Iuran", 16, "right", "rupiah"),
    ),
    tuple((str(at), name, 12, 201_600) for at, name in enumerate(NAMES, start=1)),
    ("", "Jumlah", 12 * len(NAMES), 201_600 * len(NAMES)),
    name="Daftar: [1]",
)


@pytest.fixture
def document() -> Document:
    i18n.set_language("id")
    return Document(
        "Daftar nominatif",
        (
            Facts((("Nomor", "470/123/2026"),)),
            Amount("Jumlah", 10_080_000_000),
            Heading("Serapan"),
            Figure(bars("Serapan", [Bar("Kab. Belu", 0.5, "50,0 %")], PAPER)),
            Paragraph("Dengan hormat."),
            LIST,
            Signatures((Signature("Kupang, 1 Maret 2026", "Kepala Dinas", "Yohana Lobo", "NIP 1"),)),
        ),
        letterhead=("PEMERINTAH PROVINSI", "Dinas Tenaga Kerja"),
        foot="kode periksa ABCD-1234",
    )


def test_every_row_is_printed_once_and_every_page_says_which_it_is(document: Document) -> None:
    pages = papers.texts(pdf.to_pdf(document))
    whole = "\n".join(pages)
    assert len(pages) > 2
    for name in NAMES:
        assert whole.count(f"{name}\r\n") + whole.count(f"{name}\n") + whole.count(f"{name} ") >= 1, name
    for number, text in enumerate(pages, start=1):
        assert f"Halaman {number} dari {len(pages)}" in " ".join(text.split())
        assert "kode periksa ABCD-1234" in text
    assert all("Nama" in text for text in pages if "=Agnes" in text), "the heading is repeated"
    for said in ("Rp10.080.000.000 (sepuluh miliar delapan puluh juta rupiah)", "Kab. Belu", "Yohana Lobo", "NIP 1"):
        assert said in whole.replace("\r\n", " ")


def test_the_workbook_holds_the_same_rows_as_numbers_and_text_that_cannot_run(document: Document) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook.to_workbook(document)))
    (sheet,) = book.worksheets
    rows = list(sheet.iter_rows(values_only=True))
    top = next(at for at, row in enumerate(rows) if row[1] == "Nama")
    assert [row[1] for row in rows[top + 1 : -1]] == list(NAMES)
    assert rows[-1][2:4] == (12 * len(NAMES), 201_600 * len(NAMES))
    cell = sheet.cell(top + 2, 2)
    assert (cell.data_type, cell.number_format) == ("s", "@")
    above = " ".join(str(row[0]) for row in rows[:top] if row[0])
    assert "Nomor: 470/123/2026" in above
    assert "sepuluh miliar delapan puluh juta rupiah" in above


def test_two_tables_of_one_name_get_two_sheets() -> None:
    book = openpyxl.load_workbook(BytesIO(workbook.to_workbook(Document("A", (LIST, LIST)))))
    assert len({name.lower() for name in book.sheetnames}) == 2


def test_making_a_pdf_tells_how_far_it_is_and_can_be_stopped(document: Document) -> None:
    told: list[tuple[int, int]] = []
    pdf.to_pdf(document, lambda done, total: told.append((done, total)))
    whole = len(document.parts) + sum(len(table.rows) for table in document.tables)
    assert (told[0], told[-1]) == ((0, whole), (whole, whole))
    assert len(told) > whole // 20
    assert sorted(told) == told

    def stop(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        pdf.to_pdf(document, stop)


@pytest.mark.parametrize(("paper", "points"), [("A4", (595, 842)), ("F4", (609, 935))])
def test_pages_are_pictured_in_the_size_of_the_paper(paper: str, points: tuple[int, int]) -> None:
    made = pdf.to_pdf(Document("Surat", (Paragraph("Isi"),), paper=paper))  # type: ignore[arg-type]
    picture = preview.page(made, 0, scale=1)
    assert preview.page_count(made) == 1
    assert abs(picture.width - points[0]) <= 2
    assert abs(picture.height - points[1]) <= 2
    assert len(picture.pixels) >= picture.stride * picture.height
    assert min(picture.pixels[:: picture.stride // 2 + 1]) < 256


@pytest.mark.parametrize("between", [(), (Amount("Jumlah", 201_600), Paragraph("NIK disingkat.", muted=True))])
def test_nobody_signs_a_page_without_the_last_rows(between: tuple[Amount | Paragraph, ...]) -> None:
    i18n.set_language("id")
    signed = Signatures((Signature("Kupang, 1 Maret 2026", "Kepala Dinas", "Yohana Lobo"),))
    broke = 0
    for count in range(22, 44, 3):
        rows = tuple((str(at), f"Orang ke-{at}.", 1, 16_800) for at in range(1, count + 1))
        table = Table(LIST.columns, rows, ("", "Jumlah", count, 16_800 * count))
        pages = papers.texts(pdf.to_pdf(Document("Daftar", (table, *between, signed))))
        assert all(said in pages[-1] for said in ("Yohana Lobo", f"ke-{count}.", f"ke-{count - 1}.", "Jumlah")), count
        assert "".join(pages).count("Orang ke-") == count
        broke += len(pages) > 1
    assert 0 < broke < 8, "both one page and two were tried"


def test_a_heading_and_a_closing_paragraph_are_not_left_behind() -> None:
    signed = Signatures((Signature("Kupang, 1 Maret 2026", "Kepala Dinas", "Yohana Lobo"),))
    for count in range(28, 46, 3):
        lines = Facts(tuple((f"Baris {at}.", "x") for at in range(count)))
        pages = papers.texts(pdf.to_pdf(Document("Surat", (lines, Paragraph("Demikian surat ini."), signed))))
        assert "Demikian" in pages[-1], count
        headed = (lines, Heading("Rincian"), Table((Column("Nama"),), (("Agnes Lobo",), ("Maria Bana",))))
        pages = papers.texts(pdf.to_pdf(Document("Surat", headed)))
        assert [page for page in pages if "Rincian" in page] == [page for page in pages if "Maria" in page], count


def test_a_lying_list_lies_to_its_end_and_breaks_no_word() -> None:
    columns = (*(Column(f"Kabupaten/kota{at}", 0.4) for at in range(6)), Column("Lahir", 0.2), Column("Alamat", 6))
    row = (*("Rp73.735.200",) * 6, "18/05/1982", "Kecamatan Kota Waingapu dan seterusnya")
    table = Table(columns, tuple((f"Rp{at:06d}", *row[1:]) for at in range(90)))
    made = pdf.to_pdf(Document("Daftar", (Paragraph("Berita acara."), Pages(landscape=True), table)))
    with preview.opened(made) as document:
        sizes = [page.get_size() for page in document]
    assert len(sizes) > 3
    assert sizes[0][0] < sizes[0][1]
    assert all(width > height for width, height in sizes[1:])
    whole = "\n".join(papers.texts(made))
    assert whole.count("18/05/1982") == 90
    assert whole.count("Kabupaten/kota5") == len(sizes) - 1


def test_a_short_table_is_not_parted() -> None:
    for count in range(30, 44, 3):
        lines = Facts(tuple((f"Baris {at}.", "x") for at in range(count)))
        table = Table((Column("Nama"),), tuple((f"Orang {at}.",) for at in range(6)), ("Jumlah",))
        pages = papers.texts(pdf.to_pdf(Document("Surat", (lines, table))))
        assert sum("Orang" in page for page in pages) == 1, count


def test_a_thousand_pages_are_counted() -> None:
    i18n.set_language("id")
    long = Table((Column("No."),), (("1",),) * 20_000)
    pages = pdf._Pages(Document("Daftar", parts=(long,)), lambda _done, _total: None)
    for _ in range(1000):
        pages.add_page()
    found = papers.texts(bytes(pages.output()))
    assert len(found) == 1001
    assert "Halaman 7 dari 1001" in found[6]


def test_previews_wait_for_each_other(document: Document) -> None:
    made = pdf.to_pdf(document)
    with ThreadPoolExecutor(4) as pool:
        pictures = list(pool.map(lambda at: preview.page(made, at % 2, scale=0.3).pixels, range(200)))
    assert len(set(pictures)) == 2
