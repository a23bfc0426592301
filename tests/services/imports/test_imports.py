"""Preview, storing, updates, undo: one code path, everything or nothing."""

import os
import sys
from pathlib import Path

import pytest

from ntt_desktop.domain.intake.cells import Cell
from ntt_desktop.errors import UserError
from ntt_desktop.formats.sheets import read_workbook
from ntt_desktop.services import imports
from ntt_desktop.services.context import Context
from ntt_desktop.services.imports import ImportOptions, Letter
from ntt_desktop.services.people import person_detail, workers
from tests.conftest import Clock
from tests.made import lists as samples
from tests.services.imports.lists import HEAD, LEONARDA, YOKSAN, all_rows, count, take_in, write


def test_a_preview_touches_nobody(ctx: Context, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", YOKSAN, LEONARDA)
    before = count(ctx, "SELECT count(*) FROM change")
    plan = imports.preview(ctx, path).value
    assert (plan.read, plan.counts["new"]) == (2, 2)
    assert count(ctx, "SELECT count(*) FROM change") == before
    imports.discard(ctx, plan)
    assert count(ctx, "SELECT count(*) FROM intake_row") == count(ctx, "SELECT count(*) FROM intake_file") == 0
    with pytest.raises(UserError, match="import_gone"):
        imports.store_import(ctx, plan)


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in folders there")
def test_what_is_no_file_is_not_waited_for(ctx: Context, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    (tmp_path / "loop.xlsx").symlink_to(tmp_path / "loop.xlsx")
    (tmp_path / "folder.xlsx").mkdir()
    for name in ("pipe.xlsx", "loop.xlsx", "folder.xlsx"):
        with pytest.raises(UserError, match="file_unreadable"):
            imports.preview(ctx, tmp_path / name)
    with (tmp_path / "huge.xlsx").open("wb") as huge:
        huge.truncate(1 << 40)
    with pytest.raises(UserError, match="file_too_large"):
        imports.preview(ctx, tmp_path / "huge.xlsx")


def test_what_is_stored(ctx: Context, tmp_path: Path) -> None:
    letter = Letter("12/KGL/2026", "2026-01-20", "Desa Kangeli")
    plan = take_in(ctx, write(tmp_path / "a.xlsx", YOKSAN, LEONARDA), letter=letter)
    rows = all_rows(ctx, plan)
    person = person_detail.get(ctx, rows[0].worker_id)
    assert person.worker["full_name"] == "Yoksan Goit"
    assert (person.worker["registered_on"], person.worker["import_id"]) == ("2026-01-20", plan.id)
    assert [finding.code for finding in person.findings] == ["birth_date_from_nik"]
    assert [heir["name"] for heir in person.heirs] == ["Maria"]
    listed = imports.list_imports(ctx)[0]
    assert (listed["file"], listed["rows_read"], listed["rows_new"]) == ("a.xlsx", 2, 2)
    assert (listed["letter_number"], listed["officer"], len(listed["digest"])) == ("12/KGL/2026", "Y. Ndapa", 64)
    assert imports.plan_of(ctx, plan.id).counts == plan.counts


def test_the_same_file_again_changes_nothing_and_says_so(ctx: Context, tmp_path: Path) -> None:
    sample = samples.write_sample(tmp_path / "a.xlsx", region="53.11", people=60)
    first = take_in(ctx, sample.file)
    changes = count(ctx, "SELECT count(*) FROM change WHERE kind <> 'import'")
    again = imports.preview(ctx, sample.file).value
    assert again.stored_before == ("2026-02-10",)
    stored = imports.store_import(ctx, again).value
    assert stored.counts["identical"] == first.counts["new"]
    assert stored.counts["new"] == stored.counts["updated"] == 0
    assert count(ctx, "SELECT count(*) FROM change WHERE kind <> 'import'") == changes


def test_an_update_fills_only_what_the_row_fills(ctx: Context, tmp_path: Path) -> None:
    first = take_in(ctx, write(tmp_path / "a.xlsx", YOKSAN))
    worker = all_rows(ctx, first)[0].worker_id
    plan = take_in(
        ctx,
        write(tmp_path / "b.xlsx", ["5311180105780001", 3.0], ["5311115202000001", 4.0], head=["NIK", "DESIL"]),
    )
    rows = all_rows(ctx, plan)
    assert [row.outcome for row in rows] == ["updated", "rejected"]
    assert (dict(rows[0].changes), dict(rows[0].was)) == ({"decile": 3}, {"decile": None})
    person = person_detail.get(ctx, worker)
    assert (person.worker["decile"], person.worker["phone"]) == (3, "081298765432")
    assert [finding.code for finding in person.findings] == ["birth_date_from_nik"]


def test_a_finding_goes_when_a_later_list_mends_it(ctx: Context, tmp_path: Path) -> None:
    head: list[Cell] = [*HEAD[:4], "TGL LAHIR"]
    first = take_in(ctx, write(tmp_path / "a.xlsx", [*YOKSAN[:4], "lupa"], head=head))
    worker = all_rows(ctx, first)[0].worker_id
    assert [finding.code for finding in person_detail.get(ctx, worker).findings] == ["birth_date_unreadable"]
    take_in(ctx, write(tmp_path / "b.xlsx", [*YOKSAN[:4], "02-05-1978"], head=head))
    assert [finding.code for finding in person_detail.get(ctx, worker).findings] == ["nik_birth_mismatch"]


def test_what_changed_since_the_preview_is_judged_again(ctx: Context, tmp_path: Path) -> None:
    plan = imports.preview(ctx, write(tmp_path / "a.xlsx", YOKSAN, LEONARDA)).value
    workers.add(ctx, {"nik": YOKSAN[0], "full_name": "Yoksan Goit", "village_code": "53.11.18.2005"})
    stored = imports.store_import(ctx, plan).value
    assert (stored.counts["new"], stored.counts["updated"]) == (1, 1)
    assert count(ctx, "SELECT count(*) FROM worker") == 2


def test_duplicates_name_who_keeps_the_nik(ctx: Context, tmp_path: Path) -> None:
    plan = take_in(ctx, write(tmp_path / "a.xlsx", YOKSAN[:4], YOKSAN))
    first, second = all_rows(ctx, plan)
    assert (second.outcome, second.worker_id, second.kept_by) == ("duplicate", first.worker_id, "Usulan!2")
    assert set(second.adds) == {"phone", "heir_name"}


def test_shared_phones_count_people_of_the_store(ctx: Context, tmp_path: Path) -> None:
    take_in(ctx, write(tmp_path / "a.xlsx", YOKSAN))
    others: list[list[Cell]] = [
        ["5311115202000001", "Leonarda", "Wulla", "Wulla Waijelu", "081298765432"],
        ["5311115202000002", "Martha", "Wulla", "Wulla Waijelu", "081298765432"],
    ]
    plan = take_in(ctx, write(tmp_path / "b.xlsx", *others))
    for row in all_rows(ctx, plan):
        assert "phone_shared" in {finding.code for finding in row.findings}
    assert len(all_rows(ctx, plan, code="phone_shared")) == 2


def test_a_likely_duplicate_in_the_store(ctx: Context, tmp_path: Path) -> None:
    take_in(ctx, write(tmp_path / "a.xlsx", YOKSAN))
    other = ["5311180105780009", "Yoksan Goit", *YOKSAN[2:4]]
    row = all_rows(ctx, take_in(ctx, write(tmp_path / "b.xlsx", other)))[0]
    finding = next(finding for finding in row.findings if finding.code == "possible_duplicate")
    assert str(YOKSAN[0]) in finding.value
    assert (row.outcome, finding.params["other"] != "") == ("new", True)


def test_undo_takes_people_and_updates_back(ctx: Context, tmp_path: Path) -> None:
    first = take_in(ctx, write(tmp_path / "a.xlsx", YOKSAN))
    worker = all_rows(ctx, first)[0].worker_id
    changed = [*YOKSAN[:4], "081200001111"]
    second = take_in(ctx, write(tmp_path / "b.xlsx", changed, LEONARDA))
    assert person_detail.get(ctx, worker).worker["phone"] == "081200001111"
    assert imports.undo_import(ctx, second.id, reason="salah berkas").value == {"voided": 1, "restored": 1}
    assert person_detail.get(ctx, worker).worker["phone"] == "081298765432"
    assert count(ctx, "SELECT count(*) FROM worker WHERE void = 1") == 1
    with pytest.raises(UserError, match="import_undone"):
        imports.undo_import(ctx, second.id, reason="lagi")
    assert imports.preview(ctx, tmp_path / "b.xlsx").value.counts["new"] == 1


def test_what_would_be_taken_back_is_listed_field_by_field(ctx: Context, tmp_path: Path) -> None:
    first = take_in(ctx, write(tmp_path / "a.xlsx", [*YOKSAN[:4], "081298765432"], LEONARDA))
    yoksan, leonarda = (row.worker_id for row in all_rows(ctx, first))
    more = [*LEONARDA, "081200002222"]
    second = take_in(ctx, write(tmp_path / "b.xlsx", [*YOKSAN[:4], "081200001111", "Maria"], more))
    workers.edit(ctx, leonarda, {"phone": "081200003333"}, reason="salah ketik")
    extent = imports.undo_extent(ctx, second.id)
    assert [(one.worker_id, one.field, one.now, one.after, one.stays) for one in extent.changes] == [
        (yoksan, "phone", "081200001111", "081298765432", False),
        (yoksan, "heir_name", "Maria", None, False),
        (leonarda, "phone", "081200003333", "081200003333", True),
    ]
    assert imports.undo_import(ctx, second.id, reason="salah").value == {"voided": 0, "restored": extent.updates}
    assert extent.updates == 1
    assert person_detail.get(ctx, yoksan).worker["phone"] == "081298765432"
    assert person_detail.get(ctx, leonarda).worker["phone"] == "081200003333"


def test_an_unclear_village_of_a_known_person_is_said(ctx: Context, tmp_path: Path) -> None:
    take_in(ctx, write(tmp_path / "a.xlsx", YOKSAN))
    plan = imports.preview(ctx, write(tmp_path / "b.xlsx", [*YOKSAN[:2], "Entah", "Entah", "081200001111"])).value
    row = all_rows(ctx, plan)[0]
    assert (row.outcome, row.village_kept, row.worker["village_code"]) == ("updated", "Entah", "53.11.18.2005")
    assert not [finding for finding in row.findings if finding.code.startswith("village")]


def test_a_new_family_contact_is_an_update_that_can_be_undone(ctx: Context, tmp_path: Path) -> None:
    first = take_in(ctx, write(tmp_path / "a.xlsx", YOKSAN))
    worker = all_rows(ctx, first)[0].worker_id
    second = take_in(ctx, write(tmp_path / "b.xlsx", [*YOKSAN[:5], "Ferdinandus"]))
    assert dict(all_rows(ctx, second)[0].changes) == {"heir_name": "Ferdinandus"}
    assert [heir["name"] for heir in person_detail.get(ctx, worker).heirs] == ["Maria", "Ferdinandus"]
    imports.undo_import(ctx, second.id, reason="salah")
    assert [heir["name"] for heir in person_detail.get(ctx, worker).heirs] == ["Maria"]


def test_a_likely_duplicate_is_said_of_the_later_of_two_again(ctx: Context, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", YOKSAN[:4], ["5311180105780009", *YOKSAN[1:4]])
    codes = [[finding.code for finding in row.findings] for row in all_rows(ctx, take_in(ctx, path))]
    again = [[finding.code for finding in row.findings] for row in all_rows(ctx, take_in(ctx, path))]
    assert codes == again == [["birth_date_from_nik"], ["possible_duplicate", "birth_date_from_nik"]]


def test_cancelled_or_refused_leaves_nothing(ctx: Context, tmp_path: Path) -> None:
    class Stop(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done:
            raise Stop

    path = write(tmp_path / "a.xlsx", YOKSAN, LEONARDA)
    with pytest.raises(Stop):
        imports.preview(ctx, path, progress=stop)
    assert count(ctx, "SELECT count(*) FROM intake_row") == 0
    plan = imports.preview(ctx, path).value
    with pytest.raises(Stop):
        imports.store_import(ctx, plan, stop)
    assert count(ctx, "SELECT count(*) FROM worker") == 0
    assert imports.store_import(ctx, plan).value.counts["new"] == 2


def test_what_was_left_by_a_killed_program_is_named_and_dropped(ctx: Context, tmp_path: Path) -> None:
    imports.preview(ctx, write(tmp_path / "a.xlsx", YOKSAN))
    assert [left.file for left in imports.forget_unfinished(ctx).value] == ["a.xlsx"]
    assert imports.unfinished(ctx) == []


def test_rows_are_read_lazily_by_key(ctx: Context, tmp_path: Path) -> None:
    sample = samples.write_sample(tmp_path / "a.xlsx", region="53.11", people=120)
    plan = imports.preview(ctx, sample.file).value
    keys = imports.row_keys(ctx, plan.id, outcome="rejected")
    rows = imports.rows_by_keys(ctx, plan.id, keys)
    assert [row.seq for row in rows] == keys
    assert len(keys) == plan.counts["rejected"] > 0


def test_the_correction_workbook_comes_back(ctx: Context, tmp_path: Path) -> None:
    sample = samples.write_sample(tmp_path / "a.xlsx", region="53.11", people=90, layout=samples.VILLAGES)
    plan = take_in(ctx, sample.file)
    target = tmp_path / "perbaikan.xlsx"
    imports.write_corrections(ctx, plan, target)
    with pytest.raises(UserError, match="file_exists"):
        imports.write_corrections(ctx, plan, target)
    for sheet in read_workbook(target).sheets:
        head = next(row for row in sheet.rows if "KUNCI BARIS" in row)
        assert head[:2] == ["KUNCI BARIS", "Row"]
        assert all(isinstance(cell, str | None) for row in sheet.rows for cell in row)
    again = imports.preview(ctx, target).value
    assert again.counts["rejected"] == plan.counts["rejected"]
    assert again.counts["new"] == 0


def test_options_that_do_not_fit(ctx: Context, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", YOKSAN)
    with pytest.raises(UserError, match="unknown_region"):
        imports.preview(ctx, path, ImportOptions(region="99.99"))
    with pytest.raises(UserError, match="mapping_field_unknown"):
        imports.preview(ctx, path, ImportOptions(mapping={"NIK": "nonsense"}))
    ignored = imports.preview(ctx, path, ImportOptions(mapping={"NO HP": "-"})).value
    assert "phone" not in all_rows(ctx, ignored)[0].worker


def test_the_day_of_the_import_is_the_contexts(ctx: Context, clock: Clock, tmp_path: Path) -> None:
    plan = take_in(ctx, write(tmp_path / "a.xlsx", YOKSAN))
    assert all_rows(ctx, plan)[0].worker["full_name"] == "Yoksan Goit"
    assert imports.list_imports(ctx)[0]["imported_on"] == ctx.today.isoformat()


@pytest.mark.parametrize(
    ("kind", "about", "on"),
    [
        ("decree_row", "decree", {"decree_id": "about"}),
        ("batch_row", "batch", {"batch_id": "about"}),
        ("enrolment", "", {"result": "accepted"}),
        ("handover", "", {"item": "card"}),
        ("bridge", "", {"payer": "desa"}),
        ("claim", "", {}),
    ],
)
def test_what_was_decided_on_a_row_keeps_the_import(
    ctx: Context, tmp_path: Path, kind: str, about: str, on: dict[str, str]
) -> None:
    first = take_in(ctx, write(tmp_path / "a.xlsx", YOKSAN))
    worker = all_rows(ctx, first)[0].worker_id

    def decide(number: int) -> None:
        with ctx.store.write("tester") as uow:
            if about:
                uow.put(about, f"about-{number}", {"note": "x"})
            values = {name: f"about-{number}" if value == "about" else value for name, value in on.items()}
            uow.put(kind, uow.new_id(), {"worker_id": worker, **values})

    decide(1)
    assert imports.undo_extent(ctx, first.id).held == ("Yoksan Goit",)
    with pytest.raises(UserError, match="import_in_use"):
        imports.undo_import(ctx, first.id, reason="salah")
    # It did not rest on what a later list changed; what is decided after that list does.
    second = take_in(ctx, write(tmp_path / "b.xlsx", [*YOKSAN[:4], "081200001111"]))
    assert imports.undo_extent(ctx, second.id).held == ()
    decide(2)
    with pytest.raises(UserError, match="import_in_use"):
        imports.undo_import(ctx, second.id, reason="salah")
