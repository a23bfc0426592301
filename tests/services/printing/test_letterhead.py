"""What is set for the office stands on whatever it sends: letterhead, place, day in words, and who signs."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ntt_desktop.formats.documents import preview
from ntt_desktop.formats.documents.parts import Document, Paper, Signature, Signatures
from ntt_desktop.i18n import set_language
from ntt_desktop.services import reports
from ntt_desktop.services.assignment import batch_papers, batches, decree_annex, decrees
from ntt_desktop.services.claims import claim_papers
from ntt_desktop.services.context import Context
from ntt_desktop.services.money import bridging_papers, money_papers
from ntt_desktop.services.printing import letterhead
from ntt_desktop.services.reports import Asked
from tests.conftest import Clock, MakeContext
from tests.services.capacity.capacity_support import day
from tests.services.reports.reports_support import generated_province

HEAD = ("PEMERINTAH PROVINSI NTT", "Dinas Tenaga Kerja")


@pytest.fixture
def office(make_ctx: MakeContext, clock: Clock) -> Context:
    """A province whose head signs."""
    ctx = generated_province(make_ctx, clock)
    letterhead.save(ctx, HEAD, {"place": "Kupang", "title": "Kepala Dinas", "name": "A. Kolo", "number": "1970"})
    batches.create(ctx, "P26", "Tahap 1")
    decrees.add(ctx, "P26", "SK-1", day("2026-01-10"), batch="Tahap 1")
    set_language("id")
    return ctx


def signed(document: Document) -> Signature:
    (found,) = [part for part in document.parts if isinstance(part, Signatures)]
    return found.people[0]


def test_letters_and_reports_are_those_of_the_office(office: Context, clock: Clock) -> None:
    bill = money_papers.bill_letter(office, "P26", "001/BPU/2026")
    report = reports.make(office, "claims", Asked(), with_pdf=False).document
    clock.now = datetime(2026, 11, 5, tzinfo=UTC)
    letter = bridging_papers.letter_document(office, payer="desa")
    for document in (bill, report, letter):
        assert document.letterhead == HEAD
        who = signed(document)
        assert (who.title, who.name, who.number) == ("Kepala Dinas", "A. Kolo", "NIP 1970")
    assert signed(report).place_and_day == "Kupang, 5 Maret 2026"
    assert signed(letter).place_and_day == "Kupang, 5 November 2026"
    assert decree_annex.annex(office, "SK-1").letterhead == HEAD
    content = batch_papers.content_of(office, batches.show(office, "Tahap 1"))
    assert (content.place, content.signer_name, content.signer_id) == ("Kupang", "A. Kolo", "1970")


def test_somebody_else_never_signs_with_the_number_of_the_head(office: Context) -> None:
    assert letterhead.signature(office, name="Umbu Nai") == Signature(
        "Kupang, 5 Maret 2026", "Kepala Dinas", "Umbu Nai", ""
    )
    batches.change(office, "Tahap 1", {"signer_name": "Umbu Nai"})
    content = batch_papers.content_of(office, batches.show(office, "Tahap 1"))
    assert (content.signer_name, content.signer_id) == ("Umbu Nai", "")


def test_papers_are_set_on_what_the_office_prints_on(office: Context, tmp_path: Path) -> None:
    def width(*, paper: Paper | None = None) -> float:
        given = {"paper": paper, "overwrite": True}
        (file,) = claim_papers.write_list(office, tmp_path / "klaim.pdf", **given).value  # type: ignore[arg-type]
        return round(preview.width(file.read_bytes(), 0) * 25.4 / 72)

    assert width() == 297
    letterhead.save(office, HEAD, {"place": "Kupang", letterhead.PAPER: "F4"})
    assert (width(), width(paper="A4")) == (330, 297)
    letterhead.save(office, HEAD, {"place": "Waingapu"})
    assert letterhead.load(office).paper == "F4", "what is not said stays"
    report = reports.make(office, "claims", Asked(), with_pdf=False).document
    assert (report.size, reports.make(office, "claims", Asked(paper="A4")).document.size) == ("F4", "A4")
    batch_papers.write(office, "Tahap 1", tmp_path / "tahap.pdf")
    assert round(preview.width((tmp_path / "tahap.pdf").read_bytes(), 0) * 25.4 / 72) == 215
