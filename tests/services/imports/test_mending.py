"""Rejected rows mended through the same rules, and verified fields that are asked about."""

from pathlib import Path

import pytest

from ntt_desktop.domain.intake.cells import Cell
from ntt_desktop.errors import UserError
from ntt_desktop.services import imports
from ntt_desktop.services.context import Context
from ntt_desktop.services.imports import ImportPlan
from ntt_desktop.services.people import person_detail, verifications
from tests.services.imports.lists import HEAD, LEONARDA, YOKSAN, all_rows, count, take_in, write

SHORT: list[Cell] = ["531118", "Maria Kahi", "Kangeli", "Lewa Tidahu", "081298765432"]


def counted(ctx: Context, plan: ImportPlan) -> dict[str, int]:
    listed = next(found for found in imports.list_imports(ctx) if found["id"] == plan.id)
    counts = {name: listed[f"rows_{name}"] for name in plan.counts}
    assert listed["rows_read"] == sum(counts.values()) == len(all_rows(ctx, plan))
    return {name: number for name, number in counts.items() if number}


def test_a_nik_by_telephone(ctx: Context, tmp_path: Path) -> None:
    plan = take_in(ctx, write(tmp_path / "a.xlsx", YOKSAN, SHORT))
    row = all_rows(ctx, plan, outcome="rejected")[0]
    seq = imports.row_number(ctx, plan.id, "Usulan", 3)
    assert seq == row.seq
    wrong = imports.mend(ctx, plan.id, seq, {"nik": "5311184105780O01"}).value
    assert (wrong.stored, [finding.code for finding in wrong.row.findings]) == (False, ["nik_not_digits"])
    assert dict(wrong.row.typed) == {"nik": "5311184105780O01"}
    assert counted(ctx, plan) == {"new": 1, "rejected": 1}
    mended = imports.mend(ctx, plan.id, seq, {"nik": "5311184105780001"}).value
    assert (mended.row.outcome, mended.row.cells["nik"]) == ("new", "531118")
    assert mended.plan.counts["new"] == 2
    assert counted(ctx, plan) == {"new": 2}
    person = person_detail.get(ctx, mended.row.worker_id)
    assert (person.worker["nik"], person.worker["import_id"]) == ("5311184105780001", plan.id)
    assert [finding.code for finding in person.findings] == ["birth_date_from_nik"]
    with pytest.raises(UserError, match="row_not_rejected"):
        imports.mend(ctx, plan.id, seq, {"nik": "5311184105780001"})
    assert sorted(imports.undo_extent(ctx, plan.id).people) == ["Maria Kahi", "Yoksan Goit"]
    assert imports.undo_import(ctx, plan.id, reason="salah").value == {"voided": 2, "restored": 0}


def test_a_mended_row_keeps_the_rules_of_duplicates(ctx: Context, tmp_path: Path) -> None:
    other: list[Cell] = ["1", "Orang Lain", "Kangeli", "Lewa Tidahu", "08129"]
    plan = take_in(ctx, write(tmp_path / "a.xlsx", YOKSAN[:4], SHORT, other))
    twin, stranger = all_rows(ctx, plan, outcome="rejected")
    mended = imports.mend(ctx, plan.id, twin.seq, {"nik": str(YOKSAN[0]), "full_name": "Yoksan Goit"}).value.row
    assert (mended.outcome, mended.kept_by, mended.adds) == ("duplicate", "Usulan!2", ("phone",))
    typed = {"nik": str(YOKSAN[0]), "birth_date": "1-1-1990"}
    refused = imports.mend(ctx, plan.id, stranger.seq, typed).value.row
    assert refused.findings[0].code == "nik_other_person"
    assert counted(ctx, plan) == {"new": 1, "duplicate": 1, "rejected": 1}


def test_a_mended_row_updates_who_is_known(ctx: Context, tmp_path: Path) -> None:
    worker = all_rows(ctx, take_in(ctx, write(tmp_path / "a.xlsx", YOKSAN)))[0].worker_id
    plan = take_in(ctx, write(tmp_path / "b.xlsx", ["?", "Yoksan Goit", "Kangeli", "Lewa Tidahu", "081200001111"]))
    row = all_rows(ctx, plan)[0]
    mended = imports.mend(ctx, plan.id, row.seq, {"nik": "5311 1801 0578 0001"}).value.row
    assert (mended.outcome, mended.worker_id, dict(mended.changes)) == ("updated", worker, {"phone": "081200001111"})
    imports.undo_import(ctx, plan.id, reason="salah")
    assert person_detail.get(ctx, worker).worker["phone"] == YOKSAN[4]


def test_a_row_of_a_plan_is_judged_with_the_others(ctx: Context, tmp_path: Path) -> None:
    plan = imports.preview(ctx, write(tmp_path / "a.xlsx", SHORT, YOKSAN)).value
    mended = imports.mend(ctx, plan.id, 1, {"nik": str(YOKSAN[0])}).value
    # The first storable row of the sheet keeps the NIK: now it is the mended one.
    assert [row.outcome for row in all_rows(ctx, plan)] == ["new", "duplicate"]
    assert count(ctx, "SELECT count(*) FROM worker") == 0
    assert imports.store_import(ctx, mended.plan).value.counts["new"] == 1


def test_village_and_name_can_be_typed(ctx: Context, tmp_path: Path) -> None:
    plan = take_in(ctx, write(tmp_path / "a.xlsx", [YOKSAN[0], None, "Negeri Jauh", "Lewa Tidahu", "081298765432"]))
    row = all_rows(ctx, plan)[0]
    assert [finding.code for finding in row.findings][:2] == ["name_missing", "village_unknown"]
    imports.mend(ctx, plan.id, row.seq, {"full_name": "Yoksan Goit"})
    mended = imports.mend(ctx, plan.id, row.seq, {"village_code": "5311182005"}).value.row
    assert (mended.outcome, mended.worker["village_code"]) == ("new", "53.11.18.2005")
    with pytest.raises(UserError, match="field_unknown"):
        imports.mend(ctx, plan.id, row.seq, {"nonsense": "x"})
    with pytest.raises(UserError, match="import_row_missing"):
        imports.row_number(ctx, plan.id, "Usulan", 99)


def test_a_nik_that_was_a_number_is_typed_as_text(ctx: Context, tmp_path: Path) -> None:
    plan = take_in(ctx, write(tmp_path / "a.xlsx", [5311180105780000.0, *SHORT[1:]]))
    row = all_rows(ctx, plan)[0]
    assert {finding.code for finding in row.findings} >= {"nik_numeric", "nik_date_impossible"}
    mended = imports.mend(ctx, plan.id, row.seq, {"nik": "5311184105780003"}).value.row
    assert [finding.code for finding in mended.findings] == ["birth_date_from_nik"]


def test_shared_phones_are_counted_for_a_mended_row(ctx: Context, tmp_path: Path) -> None:
    lone = [*LEONARDA, YOKSAN[4]]
    plan = take_in(ctx, write(tmp_path / "a.xlsx", YOKSAN, lone, [*SHORT[:4], "0"]))
    row = all_rows(ctx, plan, outcome="rejected")[0]
    typed = {"nik": "5311184105780001", "phone": str(YOKSAN[4])}
    mended = imports.mend(ctx, plan.id, row.seq, typed).value.row
    assert "phone_shared" in [finding.code for finding in mended.findings]


# -- verified fields ----------------------------------------------------------------------------------------------

HEAD_BIRTH: list[Cell] = [*HEAD, "TGL LAHIR", "PEKERJAAN"]


def seen(ctx: Context, worker: str, *items: str) -> None:
    verifications.verify(ctx, [worker], seen=items, by="Y. Ndapa", on=ctx.today)


def verified(ctx: Context, tmp_path: Path) -> str:
    row: list[Cell] = [*YOKSAN, "01-05-1978", "Petani"]
    worker = all_rows(ctx, take_in(ctx, write(tmp_path / "a.xlsx", row, head=HEAD_BIRTH)))[0].worker_id
    seen(ctx, worker, "ktp", "work")
    return worker


def test_a_verified_field_is_asked_about(ctx: Context, tmp_path: Path) -> None:
    worker = verified(ctx, tmp_path)
    changed: list[Cell] = [*YOKSAN[:4], "081200001111", None, "02-05-1978", "Nelayan"]
    plan = imports.preview(ctx, write(tmp_path / "b.xlsx", changed, head=HEAD_BIRTH)).value
    row = all_rows(ctx, plan)[0]
    assert plan.asking == 1
    assert dict(row.asks) == {"birth_date": "1978-05-02", "occupation": "nelayan"}
    assert (dict(row.changes), row.was["birth_date"]) == ({"phone": "081200001111"}, "1978-05-01")
    assert imports.row_keys(ctx, plan.id, asks=True) == [1]
    stored = imports.store_import(ctx, plan).value
    person = person_detail.get(ctx, worker)
    assert (person.worker["birth_date"], person.worker["occupation"]) == ("1978-05-01", "petani")
    assert [finding.code for finding in person.findings if finding.code == "nik_birth_mismatch"] == []
    # Later, once the village has answered.
    confirmed = imports.confirm_verified(ctx, stored.id, rows=[1], fields={"birth_date"}).value
    assert (confirmed.rows, confirmed.plan.asking) == (1, 1)
    person = person_detail.get(ctx, worker)
    assert (person.worker["birth_date"], person.worker["occupation"]) == ("1978-05-02", "petani")
    assert "nik_birth_mismatch" in [finding.code for finding in person.findings]
    imports.undo_import(ctx, stored.id, reason="salah")
    person = person_detail.get(ctx, worker)
    assert (person.worker["birth_date"], person.worker["phone"]) == ("1978-05-01", YOKSAN[4])
    assert "nik_birth_mismatch" not in [finding.code for finding in person.findings]


def test_what_is_confirmed_in_the_plan_is_stored(ctx: Context, tmp_path: Path) -> None:
    worker = verified(ctx, tmp_path)
    changed: list[Cell] = [*YOKSAN[:6], "02-05-1978", None]
    plan = imports.preview(ctx, write(tmp_path / "b.xlsx", changed, head=HEAD_BIRTH)).value
    assert plan.counts["identical"] == 1
    confirmed = imports.confirm_verified(ctx, plan.id).value
    assert (confirmed.rows, confirmed.plan.counts["updated"], confirmed.plan.asking) == (1, 1, 0)
    imports.store_import(ctx, confirmed.plan)
    assert person_detail.get(ctx, worker).worker["birth_date"] == "1978-05-02"


def test_an_empty_verified_field_is_filled(ctx: Context, tmp_path: Path) -> None:
    worker = all_rows(ctx, take_in(ctx, write(tmp_path / "a.xlsx", YOKSAN)))[0].worker_id
    seen(ctx, worker, "work")
    plan = take_in(ctx, write(tmp_path / "b.xlsx", [*YOKSAN, None, "Petani"], head=HEAD_BIRTH))
    assert dict(all_rows(ctx, plan)[0].changes) == {"occupation": "petani"}


def test_a_withdrawn_verification_vouches_for_nothing(ctx: Context, tmp_path: Path) -> None:
    worker = verified(ctx, tmp_path)
    for row in person_detail.get(ctx, worker).verifications:
        verifications.withdraw_verification(ctx, row["id"])
    changed: list[Cell] = [*YOKSAN[:6], "02-05-1978", None]
    plan = imports.preview(ctx, write(tmp_path / "b.xlsx", changed, head=HEAD_BIRTH)).value
    assert (plan.counts["updated"], plan.asking) == (1, 0)
