"""Pemadanan: out as workbooks, back as that agency's answer; a bad one frees the place for the next in rank."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ntt_desktop import i18n
from ntt_desktop.domain.agency_answers import AGENCIES
from ntt_desktop.errors import UserError
from ntt_desktop.services.agencies import agency_answers, agency_replacements, agency_requests, agency_view
from ntt_desktop.services.assignment import batches, decrees, rank_of, slots
from ntt_desktop.services.context import Context
from ntt_desktop.wording.agency_answers import why
from ntt_desktop.wording.errors import message
from tests.conftest import MakeContext
from tests.services.capacity.capacity_support import batch_of_four, in_batch
from tests.workbooks import sheet

DAY = date(2026, 2, 9)


@pytest.fixture
def ctx(make_ctx: MakeContext) -> Context:
    return batch_of_four(make_ctx)


def worker(ctx: Context, number: str) -> dict[str, Any]:
    with ctx.store.read() as reader:
        return reader.rows("SELECT * FROM worker WHERE nik = ?", (number,))[0]


def test_the_form_goes_out_and_comes_back(ctx: Context, tmp_path: Path) -> None:
    made = agency_requests.write(ctx, tmp_path, batch="Tahap 1").value
    assert [(one.agency, one.rows) for one in made] == [(agency, 4) for agency in AGENCIES]
    book = load_workbook(made[0].path)
    page = book.worksheets[0]
    head = next(row for row in page.iter_rows() if row[1].value == "NIK")
    asked = [cell.value for cell in head]
    assert "NO KK" not in asked, "BPJS needs no KK number to find somebody"
    column = asked.index("JAWABAN") + 1
    rules = page.data_validations.dataValidation
    assert "AKTIF PU" in rules[0].formula1
    first = head[0].row + 1
    assert all(page.cell(first, at).number_format == "@" for at in range(1, len(asked) + 1))
    for at, text in enumerate(("TIDAK TERDAFTAR", "AKTIF PU", "NONAKTIF", ""), start=first):
        page.cell(at, column).value = text or None
    page.cell(first, column + 1).value = "5/2/2026"
    book.save(made[0].path)
    seen = agency_answers.look(ctx, made[0].path, on=DAY)
    assert (seen.agency, seen.read, seen.counts) == ("bpjs", 4, {"taken": 3, "empty": 1})
    assert [one.answer for one in seen.leaving] == ["active_pu"]
    assert worker(ctx, in_batch(ctx)[0])["bpjs_status"] is None, "looking stores nothing"
    taken = agency_answers.take(ctx, made[0].path, on=DAY).value
    assert taken.counts == seen.counts
    found = batches.show(ctx, "Tahap 1")
    assert (len(found.rows), len(found.removed)) == (3, 1)
    assert found.counts["matched"] == 2
    none, left, *_ = [row.nik for row in taken.rows]
    assert (worker(ctx, none)["bpjs_status"], worker(ctx, none)["bpjs_status_date"]) == ("BUKAN PESERTA", "2026-02-05")
    assert worker(ctx, left)["bpjs_status"] == "AKTIF PU"
    said = agency_view.of_person(ctx, worker(ctx, left)["id"])
    assert [(one["agency"], one["answer"], one["answered_on"]) for one in said.answers] == [
        ("bpjs", "active_pu", "2026-02-09")
    ]
    asked_about = agency_requests.asked(ctx, batch="Tahap 1")
    assert asked_about.answered == {"bpjs": 2, "dukcapil": 0, "dinsos": 0}
    # The same file changes nothing, and says so, whatever day is given with it.
    again = agency_answers.take(ctx, made[0].path, on=date(2026, 2, 10))
    assert (again.value.known_file, again.value.counts, again.changed) == (True, {"same": 3, "empty": 1}, frozenset())
    only = agency_requests.write(ctx, tmp_path / "2", batch="Tahap 1", agencies=("bpjs",), unanswered=True).value
    assert [one.rows for one in only] == [1]


def test_the_next_in_rank_takes_the_place_when_a_person_says_so(ctx: Context, tmp_path: Path) -> None:
    before = in_batch(ctx)
    file = sheet(tmp_path / "a.xlsx", [["NIK", "STATUS"], [before[0], "meninggal"], [before[1], "NIK tidak ditemukan"]])
    taken = agency_answers.take(ctx, file, agency="dukcapil", on=DAY).value
    assert len(taken.leaving) == 2
    offered = agency_replacements.proposals(ctx)
    assert [(one.nik, one.rank, one.of, one.fine_again) for one in offered] == [
        (before[0], 1, 2, False),
        (before[1], 2, 2, False),
    ]
    assert len({one.next_person.id for one in offered if one.next_person}) == 2
    assert "dead" in offered[0].reason
    assert len(in_batch(ctx)) == 2, "nobody comes in before a person says so"
    done = agency_replacements.confirm(ctx, [one.row for one in offered]).value
    assert (done.freed, len(done.given)) == (2, 2)
    now = batches.show(ctx, "Tahap 1")
    assert len(now.rows) == 4
    assert not set(before[:2]) & {row["nik"] for row in now.rows}
    assert {row["nik"] for row in now.rows} >= {one.next_person.nik for one in offered if one.next_person}
    assert agency_replacements.proposals(ctx) == []
    # Who was refused does not come back at the next assignment.
    assert slots.assign(ctx, "P26", dry_run=True).value.given == []
    places = rank_of.places(ctx, worker(ctx, before[1])["id"])
    assert [reason.code for reason in places[0].reasons] == ["identity_refused"]
    with pytest.raises(UserError, match="agency_row_missing"):
        agency_replacements.confirm(ctx, [offered[0].row])


def test_a_place_stays_free_where_nobody_waits(ctx: Context, tmp_path: Path) -> None:
    numbers = in_batch(ctx)
    file = sheet(tmp_path / "a.xlsx", [["NIK", "STATUS"], *([one, "meninggal"] for one in numbers)])
    agency_answers.take(ctx, file, agency="dukcapil", on=DAY)
    offered = agency_replacements.proposals(ctx)
    assert [one.next_person is not None for one in offered] == [True, True, False, False]
    done = agency_replacements.confirm(ctx, [one.row for one in offered]).value
    assert (done.freed, len(done.given)) == (4, 2)


def test_a_newer_answer_puts_somebody_back_and_an_older_one_overrides_nothing(ctx: Context, tmp_path: Path) -> None:
    one = in_batch(ctx)[0]
    for day, text in (("05/02/2026", "AKTIF PU"), ("07/02/2026", "NONAKTIF"), ("01/02/2026", "AKTIF PU")):
        file = sheet(tmp_path / f"{day[:2]}.xlsx", [["NIK", "STATUS", "TANGGAL"], [one, text, day]])
        taken = agency_answers.take(ctx, file, agency="bpjs").value
    assert taken.counts == {"older": 1}
    assert "07/02/2026" in why(taken.rows[0].why, taken.rows[0].params)
    assert worker(ctx, one)["bpjs_status"] == "NONAKTIF"
    assert len(agency_view.of_person(ctx, worker(ctx, one)["id"]).answers) == 3
    assert [row.fine_again for row in agency_replacements.proposals(ctx)] == [True]
    batches.put_back(ctx, [agency_replacements.proposals(ctx)[0].row])
    assert one in in_batch(ctx)


def test_unknown_rules_become_yes_or_no(ctx: Context, tmp_path: Path) -> None:
    with ctx.store.read() as reader:
        waiting = reader.rows("SELECT nik, id FROM worker WHERE pk NOT IN (SELECT person FROM seat_month) ORDER BY id")
    before = rank_of.places(ctx, waiting[0]["id"])[0].unknowns
    assert {"not_matched_bpjs", "not_seen_alive"} <= set(before)
    for agency, text in (("bpjs", "tidak terdaftar"), ("dukcapil", "sesuai"), ("dinsos", "desil 2")):
        file = sheet(
            tmp_path / f"{agency}.xlsx", [["NIK", "HASIL"], [waiting[0]["nik"], text], [waiting[1]["nik"], "-"]]
        )
        agency_answers.take(ctx, file, agency=agency, on=DAY)
    place = rank_of.places(ctx, waiting[0]["id"])[0]
    assert place.unknowns == ()
    assert worker(ctx, waiting[0]["nik"])["decile"] == 2
    file = sheet(tmp_path / "mati.xlsx", [["NIK", "HASIL"], [waiting[0]["nik"], "wafat"]])
    agency_answers.take(ctx, file, agency="dukcapil", on=date(2026, 2, 10))
    assert [reason.code for reason in rank_of.places(ctx, waiting[0]["id"])[0].reasons] == ["dead"]


def test_a_ktp_that_was_seen_settles_what_dukcapil_did_not_find(ctx: Context, tmp_path: Path) -> None:
    from ntt_desktop.services.people import verifications

    one = worker(ctx, in_batch(ctx)[0])
    file = sheet(tmp_path / "a.xlsx", [["NIK", "STATUS"], [one["nik"], "nama beda"]])
    agency_answers.take(ctx, file, agency="dukcapil", on=DAY)
    assert not agency_replacements.proposals(ctx)[0].fine_again
    verifications.verify(ctx, [one["id"]], seen=["ktp"], by="Y. Ndapa", on=DAY, how="")
    assert agency_replacements.proposals(ctx)[0].fine_again


def test_a_decile_counts_where_the_programme_asks_for_it(ctx: Context, tmp_path: Path) -> None:
    one = in_batch(ctx)[0]
    file = sheet(tmp_path / "a.xlsx", [["NIK", "DESIL"], [one, 9]])
    assert agency_answers.look(ctx, file, agency="dinsos", on=DAY).leaving == ()
    assert agency_answers.take(ctx, file, agency="dinsos", on=DAY).value.counts == {"taken": 1}
    assert worker(ctx, one)["decile"] == 9


def test_whom_an_sk_names_stays_and_is_listed(ctx: Context, tmp_path: Path) -> None:
    decrees.add(ctx, "P26", "188/1", DAY, batch="Tahap 1")
    one = in_batch(ctx)[0]
    file = sheet(tmp_path / "a.xlsx", [["NIK", "STATUS"], [one, "meninggal"]])
    taken = agency_answers.take(ctx, file, agency="dukcapil", on=DAY).value
    assert [leaving.decreed for leaving in taken.leaving] == [True]
    assert one in in_batch(ctx)
    (found,) = agency_replacements.proposals(ctx)
    assert (found.nik, found.blocked, found.fine_again, found.next_person) == (one, True, False, None)
    assert "09/02/2026" in found.reason
    assert agency_replacements.count(ctx) == 1, "who is paid for though dead is not forgotten"
    with pytest.raises(UserError) as caught:
        agency_replacements.confirm(ctx, [found.row])
    assert caught.value.code == "replace_decreed"
    fine = sheet(tmp_path / "b.xlsx", [["NIK", "STATUS"], [one, "masih hidup"]])
    agency_answers.take(ctx, fine, agency="dukcapil", on=date(2026, 2, 10))
    assert agency_replacements.proposals(ctx) == []
    assert agency_replacements.count(ctx) == 0


def test_who_answered_is_asked_where_no_title_or_two_agencies_say_it(ctx: Context, tmp_path: Path) -> None:
    rows = [["NO. KTP", "HASIL VERIFIKASI", "TGL CEK"], [in_batch(ctx)[0], "Sesuai", "05/02/2026"]]
    for above in ([["Untuk Dinas Sosial dari Dukcapil"], []], []):
        path = sheet(tmp_path / "a.xlsx", [*above, *rows])
        with pytest.raises(UserError) as caught:
            agency_answers.look(ctx, path, on=DAY)
        assert caught.value.code == "agency_unsaid"
        assert agency_answers.look(ctx, path, agency="dukcapil", on=DAY).rows[0].day == "2026-02-05"


def test_messy_files(ctx: Context, tmp_path: Path) -> None:
    a, b, c, d = in_batch(ctx)
    name = worker(ctx, a)["full_name"]
    rows: list[Sequence[Any]] = [
        ["DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL", None],
        ["Hasil pemadanan pekerja rentan"],
        [],
        ["No", "N I K", "NAMA LENGKAP", "STATUS", "KET."],
        [1, 2, 3, 4, 5],
        [1, f"'{a}", name, "SESUAI", ""],
        [2, f"{b[:6]} {b[6:12]} {b[12:]}", "", "Meninggal", ""],
        [3, int(c), "", "SESUAI", ""],
        [4, "5311180101809999", "Siapa", "SESUAI", ""],
        [5, d, "Sarlota Wabang", "SESUAI", ""],
        [6, "12345", "Anu", "SESUAI", ""],
        [7, a, name, "SESUAI", "dua kali"],
        ["No", "N I K", "NAMA LENGKAP", "STATUS", "KET."],
        [8, d, "", "???", ""],
        [9, "", "", "", ""],
        ["Waingapu, 9 Februari 2026"],
        [None, None, "Kepala Dinas", None],
        [None, None, "NIP 196501011990031002"],
    ]
    path = sheet(tmp_path / "kacau.xlsx", rows)
    found = agency_answers.take(ctx, path, on=DAY).value
    assert found.agency == "dukcapil", "its title says who answered"
    assert [(row.row, row.outcome) for row in found.rows] == [
        (6, "taken"),
        (7, "taken"),
        (8, "nik_bad"),
        (9, "unknown"),
        (10, "other_person"),
        (11, "nik_bad"),
        (12, "same"),
        (14, "unreadable"),
    ]
    assert found.read == sum(found.counts.values()) == 8
    for language in ("en", "id"):
        i18n.set_language(language)
        for row in found.rows:
            if row.why:
                assert "{" not in why(row.why, row.params)
                assert why(row.why, row.params)


def test_a_person_in_two_rows_with_different_answers_is_taken_by_neither(ctx: Context, tmp_path: Path) -> None:
    one = in_batch(ctx)[0]
    file = sheet(tmp_path / "a.xlsx", [["NIK", "STATUS"], [one, "sesuai"], [one, "meninggal"]])
    found = agency_answers.take(ctx, file, agency="dukcapil", on=DAY).value
    assert [(row.outcome, row.params["rows"]) for row in found.rows] == [("twice", "3"), ("twice", "2")]
    assert agency_view.of_person(ctx, worker(ctx, one)["id"]).answers == ()


def test_a_file_is_taken_back(ctx: Context, tmp_path: Path) -> None:
    one = in_batch(ctx)[0]
    first = sheet(tmp_path / "a.xlsx", [["NIK", "STATUS"], [one, "nonaktif"]])
    second = sheet(tmp_path / "b.xlsx", [["NIK", "STATUS"], [one, "aktif PU"]])
    agency_answers.take(ctx, first, agency="bpjs", on=date(2026, 2, 1))
    taken = agency_answers.take(ctx, second, agency="bpjs", on=DAY).value
    assert [(row["file"], row["people"]) for row in agency_answers.files(ctx)] == [("b.xlsx", 1), ("a.xlsx", 1)]
    assert agency_answers.take_back(ctx, taken.digest, "bpjs", reason="salah berkas").value == 1
    assert (worker(ctx, one)["bpjs_status"], worker(ctx, one)["bpjs_status_date"]) == ("NONAKTIF", "2026-02-01")
    assert agency_replacements.proposals(ctx)[0].fine_again
    assert agency_answers.take(ctx, second, agency="bpjs", on=DAY).value.counts == {"taken": 1}


def test_what_is_refused_says_why(ctx: Context, tmp_path: Path) -> None:
    form = agency_requests.write(ctx, tmp_path, batch="Tahap 1", agencies=("bpjs",)).value[0].path
    plain = sheet(tmp_path / "x.xlsx", [["NIK", "NAMA", "DESA"], [in_batch(ctx)[0], "Orang", "Kambajawa"]])
    calls = {
        "agency_other": lambda: agency_answers.look(ctx, form, agency="dukcapil"),
        "agency_unknown": lambda: agency_answers.look(ctx, form, agency="polisi"),
        "answers_unreadable": lambda: agency_answers.look(ctx, plain, agency="bpjs"),
        "date_in_future": lambda: agency_answers.take(ctx, form, on=date(2027, 1, 1)),
        "file_exists": lambda: agency_requests.write(ctx, tmp_path, batch="Tahap 1", agencies=("bpjs",)),
        "batch_missing": lambda: agency_requests.asked(ctx, batch="Tahap 9"),
        "reason_missing": lambda: agency_answers.take_back(ctx, "x", "bpjs", reason=" "),
    }
    for code, call in calls.items():
        with pytest.raises(UserError) as caught:
            call()
        assert caught.value.code == code
        assert all("{" not in text for text in message(caught.value))


TEXTS = ("sesuai", "meninggal", "", "-", "nama beda", "entah", "NIK tidak ditemukan", "pindah")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(st.integers(0, 8), st.sampled_from(TEXTS), st.sampled_from(("", "Orang 00001", "Maria Wabang"))),
        min_size=1,
        max_size=40,
    )
)
def test_what_is_read_is_the_sum_of_what_became_of_it(
    ctx: Context, tmp_path: Path, rows: list[tuple[int, str, str]]
) -> None:
    known = [*in_batch(ctx), "5311180101809998", "12", "", "5311180101809997", "abc"]
    cells = [[known[at % len(known)], text, name] for at, text, name in rows]
    file = sheet(tmp_path / "p.xlsx", [["NIK", "STATUS", "NAMA"], *cells])
    seen = agency_answers.look(ctx, file, agency="dukcapil", on=DAY)
    people_in_it = sum(
        len(row[0]) == 16 or (sum(bool(cell.strip("-")) for cell in row) >= 2 and bool(row[0] or row[2]))
        for row in cells
    )
    assert seen.read == sum(seen.counts.values()) == people_in_it
    places = [(row.sheet, row.row) for row in seen.rows]
    assert len(places) == len(set(places))
