"""Claims and families' cards on paper: no amount without its condition, one page a person, the list's own sums."""

from pathlib import Path

import openpyxl
import pytest

from ntt_desktop import i18n
from ntt_desktop.errors import UserError
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.claims import claim_papers, claims, family_card
from ntt_desktop.services.context import Context
from ntt_desktop.services.life_events import events
from ntt_desktop.services.money import bills, payments
from ntt_desktop.services.people import families
from ntt_desktop.wording.errors import message
from tests import papers
from tests.conftest import MakeContext
from tests.services.capacity.capacity_support import VILLAGE, add_programme, day, people


@pytest.fixture
def province(make_ctx: MakeContext) -> Context:
    """Three people on seats whose January and February are paid, and one without a seat."""
    ctx = make_ctx("supervisor", "53", name="provinsi")
    add_programme(ctx, seats=3)
    people(ctx, 4)
    slots.assign(ctx, "P26", from_month="2026-01")
    bills.issue(ctx, "P26", "2026-02", number="001")
    payments.pay(ctx, "P26", "001", paid_on="2026-02-05")
    return ctx


def seated(ctx: Context) -> list[str]:
    with ctx.store.read() as reader:
        return [str(row["worker_id"]) for row in reader.rows("SELECT worker_id FROM slot ORDER BY seat")]


def texts(pdf: Path) -> list[str]:
    """The text of each page, in one line."""
    return [" ".join(page.split()) for page in papers.texts(pdf)]


def test_a_card_says_every_amount_with_its_condition_and_whom_to_call(province: Context, tmp_path: Path) -> None:
    family_card.set_contacts(province, [("BPJS", "175"), ("Petugas Y. Ndapa", "0812 3456 7890"), ("", "")])
    i18n.set_language("id")
    (written,) = family_card.write_card(province, tmp_path, worker=seated(province)[0]).value
    (page,) = texts(written)
    for amount, condition in (
        ("Rp70.000.000", "iuran bulan kejadian sudah dibayar; menurut BPJS benar kecelakaan kerja"),
        ("Rp42.000.000", "sesudah lebih dari 3 bulan berturut-turut"),
        ("Rp10.000.000", "kepesertaan baru mulai"),
        ("Rp174.000.000", "di bawah 23 tahun"),
    ):
        assert page.index(amount) < page.index(condition)
    assert "0812 3456 7890" in page
    assert "2 x 24 jam" in page
    assert "Untuk klaim masih kurang: KK, kontak keluarga, rekening" in page
    assert "2 bulan berturut-turut" in page
    with pytest.raises(UserError, match="file_exists"):
        family_card.write_card(province, tmp_path, worker=seated(province)[0])


def test_a_village_is_one_file_with_a_page_for_each_who_is_covered(province: Context, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    done = family_card.write_card(
        province, tmp_path / "desa.pdf", village=VILLAGE, progress=lambda at, total: told.append((at, total))
    )
    pages = texts(done.value[0])
    assert len(pages) == 3
    assert all("Rp42.000.000" in page and "175" in page for page in pages)
    assert told


def test_nobody_is_promised_what_is_not_there(province: Context, tmp_path: Path) -> None:
    with province.store.read() as reader:
        without = str(reader.value("SELECT id FROM worker WHERE id NOT IN (SELECT worker_id FROM slot)"))
    gone = seated(province)[0]
    events.end_worker(province, gone, "withdrew", day("2026-02-05"))
    for worker, code in ((without, "card_without_cover"), (gone, "card_ended"), ("x", "worker_missing")):
        with pytest.raises(UserError) as caught:
            family_card.card(province, worker)
        assert caught.value.code == code
        assert all(message(caught.value))
    with pytest.raises(UserError, match="card_nobody"):
        family_card.village_cards(province, "53.11.18.2001")
    for contacts, code in (([("BPJS", "")], "card_contact"), ([(f"N{n}", "1") for n in range(5)], "card_contacts")):
        with pytest.raises(UserError, match=code):
            family_card.set_contacts(province, contacts)
    assert family_card.contacts(province) == family_card.DEFAULT_CONTACTS
    assert list(tmp_path.glob("*.pdf")) == []


def test_the_list_says_the_same_in_workbook_and_pdf(province: Context, tmp_path: Path) -> None:
    one, other, _ = seated(province)
    paid = claims.report(province, one, claim_type="jkm", event_date=day("2026-02-08")).value
    claims.report(province, other, claim_type="jkk", cause="injury", event_date=day("2026-02-09"))
    claims.hand_in(province, paid, dict.fromkeys(claims.show(province, paid).documents, "2026-02-10"))
    claims.send(province, paid, province.today)
    claims.pay(province, paid, province.today, 10_000_000, to="Ana")
    book, pdf = claim_papers.write_list(province, tmp_path).value
    sheet = openpyxl.load_workbook(book).worksheets[0]
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert cells.count(10_000_000) == 2  # the claim and the total
    assert "7 of 7 missing" in cells
    (text,) = texts(pdf)
    assert "Rp10.000.000 (sepuluh juta rupiah)" in text
    assert "treatment as it is needed" in text
    assert claim_papers.paid_sum(claims.listing(province)) == 10_000_000


def test_a_claims_sheet_lists_family_documents_and_how_it_is_computed(province: Context, tmp_path: Path) -> None:
    worker = seated(province)[0]
    families.save_heir(province, worker, {"name": "Beni", "relation": "Kakak"})
    families.save_heir(province, worker, {"name": "Ana", "relation": "Istri", "phone": "081234567890"})
    claim = claims.report(province, worker, claim_type="jkm", event_date=day("2026-02-08")).value
    claims.hand_in(province, claim, {"kk": "2026-02-09"})
    (text,) = texts(claim_papers.write_sheet(province, claim, tmp_path).value[0])
    assert text.index("1. Ana") < text.index("2. Beni")
    assert "09/02/2026" in text
    assert "not due in the first months of contributions" in text
    assert "BPJS decides who is entitled" in text
