"""Reports: what may be asked, what is refused, and what is logged."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ntt_desktop import i18n
from ntt_desktop.domain.dates import Month
from ntt_desktop.errors import UserError
from ntt_desktop.formats.documents import preview
from ntt_desktop.services import reports
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.capacity import programmes
from ntt_desktop.services.claims import claims
from ntt_desktop.services.context import Cancelled, Context
from ntt_desktop.services.printing import letterhead, written_files
from ntt_desktop.services.reports import REPORTS, Asked, making
from ntt_desktop.wording.errors import message
from tests import papers
from tests.conftest import Clock, MakeContext
from tests.services.capacity.capacity_support import add_programme, day, people
from tests.services.reports.reports_support import EACH, generated_province

VILLAGE = "53.11.18.2005"


@pytest.fixture
def province(make_ctx: MakeContext, clock: Clock) -> Context:
    """A province in which everything happened."""
    return generated_province(make_ctx, clock)


def words_of(pdf: bytes) -> str:
    return "\n".join(papers.texts(pdf))


def asked_for(name: str, **more: Any) -> Asked:
    takes = reports.find(name).takes
    return Asked(programme="P26" if "programme" in takes else "", **more)


def test_every_report_is_made_in_both_languages_and_on_both_papers(province: Context) -> None:
    signer = {"place": "Kupang", "name": "A. Kolo", "number": "1970"}
    letterhead.save(province, ("DINAS TENAGA KERJA", "Kupang"), signer)
    for report in REPORTS:
        for language, paper in (("en", "A4"), ("id", "F4")):
            i18n.set_language(language)
            made = reports.make(province, report.name, asked_for(report.name, paper=paper))
            said = words_of(made.pdf)
            assert "DINAS TENAGA KERJA" in said
            assert "A. Kolo" in said
            assert made.document.paper == paper
            picture = preview.page(made.pdf, preview.page_count(made.pdf) - 1, scale=0.5)
            assert len(picture.pixels) == picture.stride * picture.height


REFUSED: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("nothing", {}, "report_unknown"),
    ("bill", {}, "report_programme"),
    ("waiting", {}, "report_programme"),
    ("bill", {"programme": "P99"}, "programme_unknown"),
    ("village", {"region": "99.99"}, "unknown_region"),
    ("village", {"first": Month(2026, 5), "last": Month(2026, 4)}, "period_backwards"),
    ("village", {"first": Month(2016, 1), "last": Month(2026, 4)}, "period_long"),
    ("audit", {"person": "nobody"}, "worker_missing"),
)


def test_what_cannot_be_asked_is_refused_with_a_sentence(province: Context, tmp_path: Path) -> None:
    for name, asked, code in REFUSED:
        with pytest.raises(UserError) as caught:
            reports.write(province, name, tmp_path / "out", Asked(**asked))
        assert caught.value.code == code
        happened, todo = message(caught.value)
        assert code not in happened
        assert todo
    assert not (tmp_path / "out").exists()
    assert written_files.listing(province) == []


def test_a_file_is_not_replaced_unasked_and_either_name_does(province: Context, tmp_path: Path) -> None:
    target = tmp_path / "desa.pdf"
    reports.write(province, "desa", target, Asked(region=VILLAGE))
    before = target.read_bytes()
    with pytest.raises(UserError, match="file_exists"):
        reports.write(province, "village", target, Asked())
    assert target.read_bytes() == before
    reports.write(province, "village", target, Asked(), overwrite=True)
    assert target.read_bytes() != before


def test_each_file_is_logged_with_who_stands_in_it(province: Context, tmp_path: Path) -> None:
    _, (pdf, xlsx) = reports.write(province, "village", tmp_path, Asked(region=VILLAGE))
    logged = written_files.listing(province)
    assert [(one.file, one.what, one.people, one.region) for one in logged if one.what == "village"] == [
        (xlsx.name, "village", EACH // 2, VILLAGE),
        (pdf.name, "village", EACH // 2, VILLAGE),
    ]
    renamed = pdf.rename(tmp_path / "found on a stick.pdf")
    (entry,) = written_files.of_file(province, renamed)
    assert entry.file == pdf.name
    people_in = written_files.people(province, entry.pk)
    assert len(people_in) == EACH // 2
    assert {person.village_code for person in people_in} == {VILLAGE}
    renamed.write_bytes(renamed.read_bytes() + b"%")
    with pytest.raises(UserError, match="file_not_ours"):
        written_files.of_file(province, renamed)
    with pytest.raises(UserError, match="file_missing"):
        written_files.of_file(province, tmp_path / "gone.pdf")
    with pytest.raises(UserError, match="written_unknown"):
        written_files.people(province, 999)
    assert pdf.name in words_of(reports.make(province, "exports", Asked()).pdf).replace("\r\n", "")


def test_who_opened_whose_page_is_logged_once_a_day(province: Context) -> None:
    with province.store.read() as reader:
        worker = reader.value("SELECT id FROM worker LIMIT 1")
    for officer in ("Y. Ndapa", "Y. Ndapa", "M. Bano"):
        written_files.saw(replace(province, actor=officer), worker)
    looks = written_files.views(province, day("2026-03-01"), day("2026-03-31"))
    assert [(look["actor"], look["person"]) for look in looks] == [("M. Bano", worker), ("Y. Ndapa", worker)]
    assert all(look["name"] for look in looks)


def test_an_audit_extract_says_who_what_when_and_why_without_numbers(province: Context) -> None:
    with province.store.read() as reader:
        row = reader.rows("SELECT p.id, p.nik FROM claim c JOIN worker p ON p.id = c.worker_id")[0]
    made = reports.make(province, "audit", Asked(person=row["id"]))
    cells = [str(cell) for table in made.document.tables for line in table.rows for cell in line]
    assert any("10.000.000" in cell for cell in cells)
    assert row["nik"] not in "".join(cells)
    assert "0123456789" not in "".join(cells)
    assert any(row["nik"][-4:] in cell for cell in cells)
    assert set(made.content.persons) == {row["id"]}
    whole = reports.make(province, "audit", Asked(first=Month(2026, 3), last=Month(2026, 3)))
    dates = {str(line[0])[3:10] for table in whole.document.tables for line in table.rows}
    assert dates == {"03/2026"}


def test_cancelling_writes_nothing(province: Context, tmp_path: Path) -> None:
    def stop(_done: int, _total: int, /) -> None:
        raise Cancelled

    for report in REPORTS:
        with pytest.raises(Cancelled):
            reports.write(province, report.name, tmp_path / "out", asked_for(report.name), progress=stop)
    assert not (tmp_path / "out").exists()


def test_a_report_of_fifty_pages_tells_its_progress(make_ctx: MakeContext) -> None:
    ctx = make_ctx("supervisor", "53.11", name="kabupaten")
    with ctx.store.write("tester") as uow:
        for at in range(1_860):
            fields = {"nik": f"53111801018{at:05d}", "full_name": f"Orang {at:05d}", "village_code": VILLAGE}
            uow.put("worker", uow.new_id(), fields)
    told: list[tuple[int, int]] = []
    made = reports.make(ctx, "village", Asked(region="53.11"), progress=lambda done, total: told.append((done, total)))
    assert preview.page_count(made.pdf) >= 50
    assert len(told) > 20
    assert made.content.rows == 1_860


def test_what_is_too_long_for_paper_is_refused_and_fits_a_workbook(
    province: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "MOST_ROWS", 20)
    with pytest.raises(UserError, match="report_long"):
        reports.make(province, "village", Asked())
    made, files = reports.write(province, "village", tmp_path / "desa.xlsx", Asked())
    assert (made.pdf, made.content.rows, len(files)) == (b"", 3 * EACH, 1)


def test_letterheads_that_do_not_fit_are_refused(province: Context) -> None:
    with pytest.raises(UserError, match="letterhead_lines"):
        letterhead.save(province, ("a", "b", "c", "d", "e", "f"), {})
    with pytest.raises(UserError, match="letterhead_long"):
        letterhead.save(province, ("x" * 200,), {})
    saved = letterhead.save(province, (" DINAS ", "", "Kupang"), {"name": " A. Kolo "}).value
    assert (saved.lines, saved.name) == (("DINAS", "Kupang"), "A. Kolo")
    assert letterhead.load(province).place == "Nusa Tenggara Timur"


def test_a_death_in_the_third_month_brings_ten_million(province: Context) -> None:
    with province.store.read() as reader:
        worker = reader.value(
            "SELECT s.worker_id FROM slot s JOIN programme p ON p.id = s.programme_id WHERE p.code = 'P26' "
            "AND s.worker_id NOT IN (SELECT worker_id FROM claim) ORDER BY s.seat LIMIT 1"
        )
    record = claims.report(province, worker, claim_type="jkm", event_date=day("2026-03-03")).value
    view = claims.show(province, record)
    assert view.clocks.months_in_row == 3
    assert (view.expected.low, view.expected.high) == (10_000_000, 10_000_000)
    made = reports.make(province, "claims", Asked(first=Month(2026, 3), last=Month(2026, 3)))
    assert "Rp10.000.000" in words_of(made.pdf)


def test_a_bill_report_of_a_region_is_its_part_of_the_whole(province: Context) -> None:
    def sums(region: str) -> list[tuple[Any, ...]]:
        made = reports.make(province, "bill", asked_for("bill", region=region), with_pdf=False)
        return [tuple(table.total) for table in made.document.tables]

    def numbers(rows: list[tuple[Any, ...]]) -> list[list[int]]:
        return [[value for value in row if isinstance(value, int)] for row in rows]

    parts = [numbers(sums(region)) for region in ("53.11", "53.01")]
    whole = numbers(sums("53"))
    months, billed, paid = [list(map(sum, zip(*rows, strict=True))) for rows in zip(*parts, strict=True)]
    assert [months, billed, paid] == whole
    assert 0 < parts[0][1][0] < whole[1][0]


def test_the_waiting_list_of_a_programme_that_is_over_is_that_of_its_end(make_ctx: MakeContext) -> None:
    ctx = make_ctx("supervisor", "53.11", name="kabupaten")
    add_programme(ctx, region="53.11", seats=1, months=2)
    people(ctx, 2)
    (given,) = slots.assign(ctx, "P26").value.given
    programmes.close(ctx, "P26", "2026-02")
    said = words_of(reports.make(ctx, "waiting", Asked(programme="P26")).pdf)
    assert "The programme is over" in said
    assert [name for name in ("Orang 00000", "Orang 00001") if name in said and name != given.person.name]
    assert given.person.name not in said
