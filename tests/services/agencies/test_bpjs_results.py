"""BPJS's result comes back: accepted with or without KPJ, refused with a reason; nothing contradictory is stored."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ntt_desktop import i18n
from ntt_desktop.errors import UserError
from ntt_desktop.services.agencies import agency_view, bpjs_results, bpjs_upload
from ntt_desktop.services.assignment import candidate_lines, slots
from ntt_desktop.services.context import Context
from ntt_desktop.wording.agency_answers import why
from ntt_desktop.wording.errors import message
from tests.conftest import MakeContext
from tests.services.agencies.test_agency_answers import worker
from tests.services.capacity.capacity_support import add_programme, people
from tests.workbooks import sheet

DAY = date(2026, 2, 9)


@pytest.fixture
def ctx(make_ctx: MakeContext) -> Context:
    """Six people on seats, two without."""
    ctx = make_ctx("supervisor", "53.11", name="kabupaten")
    add_programme(ctx, seats=6, region="53.11")
    people(ctx, 8)
    slots.assign(ctx, "P26")
    return ctx


@pytest.fixture
def niks(ctx: Context) -> list[str]:
    return [row["nik"] for row in slots.slots(ctx, "P26")]


def result(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    return sheet(path, [["NOMOR_IDENTITAS", "NAMA_LENGKAP", "NO KPJ", "STATUS", "KETERANGAN"], *rows])


def test_accepted_and_refused(ctx: Context, niks: list[str], tmp_path: Path) -> None:
    file = result(
        tmp_path / "hasil.xlsx",
        [
            [niks[0], "", "12345678901", "BERHASIL", ""],
            [niks[1], "", "", "Diterima", ""],
            [niks[2], "", "", "DITOLAK", "Nama tidak sesuai Dukcapil"],
            [niks[3], "", "", "", ""],
        ],
    )
    seen = bpjs_results.look(ctx, file, "P26", on=DAY)
    assert worker(ctx, niks[0])["state"] != "enrolled"
    taken = bpjs_results.take(ctx, file, "P26", on=DAY).value
    assert taken.counts == seen.counts == {"taken": 3, "empty": 1}
    assert (taken.taken("accepted", with_kpj=True), taken.taken("accepted", with_kpj=False)) == (1, 1)
    assert taken.taken("refused") == 1
    one, other, refused = (worker(ctx, number) for number in niks[:3])
    assert (one["kpj"], one["bpjs_status"], one["bpjs_status_date"], one["state"]) == (
        "12345678901",
        "AKTIF BPU",
        "2026-02-09",
        "enrolled",
    )
    assert (other["kpj"], other["state"]) == (None, "enrolled")
    assert (refused["bpjs_status"], refused["state"]) == (None, "proposed")
    said = agency_view.of_person(ctx, refused["id"]).results
    assert [(row["result"], row["reason"], row["programme"]) for row in said] == [
        ("refused", "Nama tidak sesuai Dukcapil", "P26")
    ]
    upload = bpjs_upload.write(ctx, "P26", tmp_path).value
    assert (upload.rows, upload.accepted, upload.refused) == (3, 2, 1)
    again = bpjs_results.take(ctx, file, "P26", on=date(2026, 2, 10))
    assert (again.value.known_file, again.value.counts, again.changed) == (True, {"same": 3, "empty": 1}, frozenset())
    assert bpjs_results.files(ctx)[0]["people"] == 3


def test_what_was_taken_in_by_our_own_upload_is_no_other_cover(ctx: Context, niks: list[str], tmp_path: Path) -> None:
    bpjs_results.take(ctx, result(tmp_path / "a.xlsx", [[niks[0], "", "", "OK", ""]]), "P26", on=DAY)
    add_programme(ctx, code="P27", seats=8, region="53.11", first_month="2029-01")
    given = slots.assign(ctx, "P27", dry_run=True).value
    assert niks[0] in {one.person.nik for one in given.given}
    assert isinstance(given.refused, (list, tuple, candidate_lines.People))


def test_what_contradicts_itself_is_not_taken_in(ctx: Context, niks: list[str], tmp_path: Path) -> None:
    with ctx.store.write("tester") as uow:
        owner = worker(ctx, niks[5])
        uow.put("worker", owner["id"], {"kpj": "99999999999"})
    outside = next(row["nik"] for row in _all(ctx) if row["nik"] not in niks)
    rows = [
        [niks[0], "", "11111111111", "BERHASIL", ""],
        [niks[1], "", "11111111111", "BERHASIL", ""],
        [niks[2], "", "22222222222", "BERHASIL", ""],
        [niks[2], "", "", "DITOLAK", "ganda"],
        [niks[3], "", "99999999999", "BERHASIL", ""],
        [niks[4], "", "12AB", "BERHASIL", ""],
        ["5311180101809999", "Siapa", "33333333333", "BERHASIL", ""],
        [outside, "", "44444444444", "BERHASIL", ""],
        [niks[5], "", "", "menunggu", ""],
        [niks[5], "", "99999999999", "BERHASIL", ""],
        ["12", "Anu", "", "BERHASIL", ""],
    ]
    taken = bpjs_results.take(ctx, result(tmp_path / "a.xlsx", rows), "P26", on=DAY).value
    assert [row.outcome for row in taken.rows] == [
        *("kpj_twice", "kpj_twice", "twice", "twice", "kpj_twice", "kpj_bad"),
        *("unknown", "no_slot", "unreadable", "kpj_twice", "nik_bad"),
    ]
    assert taken.read == sum(taken.counts.values()) == len(rows)
    for language in ("en", "id"):
        i18n.set_language(language)
        for row in taken.rows:
            assert "{" not in why(row.why, row.params)
            assert bool(row.why) == bool(why(row.why, row.params))
    assert [row["nik"] for row in _all(ctx) if row["state"] == "enrolled"] == []
    assert sum(row["kpj"] is not None for row in _all(ctx)) == 1


def test_an_older_result_overrides_nothing(ctx: Context, niks: list[str], tmp_path: Path) -> None:
    new = result(tmp_path / "new.xlsx", [[niks[0], "", "11111111111", "BERHASIL", ""]])
    old = result(tmp_path / "old.xlsx", [[niks[0], "", "", "GAGAL", "salah"]])
    bpjs_results.take(ctx, new, "P26", on=DAY)
    assert bpjs_results.take(ctx, old, "P26", on=date(2026, 2, 1)).value.counts == {"older": 1}
    assert worker(ctx, niks[0])["state"] == "enrolled"
    taken = bpjs_results.take(ctx, new, "P26", on=DAY).value
    assert bpjs_results.take_back(ctx, taken.digest, "P26", reason="salah berkas").value == 1
    assert (worker(ctx, niks[0])["kpj"], worker(ctx, niks[0])["state"]) == (None, "proposed")


def test_errors(ctx: Context, niks: list[str], tmp_path: Path) -> None:
    plain = sheet(tmp_path / "x.xlsx", [["NIK", "NAMA", "TELEPON"], [niks[0], "Orang", "0812"]])
    calls = {
        "results_unreadable": lambda: bpjs_results.look(ctx, plain, "P26"),
        "programme_unknown": lambda: bpjs_results.look(
            ctx, result(tmp_path / "y.xlsx", [[niks[0], "", "", "OK", ""]]), "X"
        ),
        "date_in_future": lambda: bpjs_results.take(ctx, plain, "P26", on=date(2027, 1, 1)),
        "reason_missing": lambda: bpjs_results.take_back(ctx, "", "P26", reason=""),
    }
    for code, call in calls.items():
        with pytest.raises(UserError) as caught:
            call()
        assert caught.value.code == code
        assert all("{" not in text for text in message(caught.value))


def _all(ctx: Context) -> list[dict[str, Any]]:
    with ctx.store.read() as reader:
        return reader.rows("SELECT * FROM worker ORDER BY id")
