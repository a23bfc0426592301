"""The queue of likely duplicates: what opens a pair, and what each answer does."""

from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from ntt_desktop.errors import UserError
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.capacity import programmes
from ntt_desktop.services.capacity.programmes import NewProgramme
from ntt_desktop.services.context import Context
from ntt_desktop.services.people import person_detail, same_person
from ntt_desktop.services.people.verifications import verify
from ntt_desktop.services.sync import decisions, queue_workbook
from ntt_desktop.store.care import check
from tests.conftest import MakeContext
from tests.services.sync.nodes import answer, change, send, take

MARIA = {
    "nik": "5311185203850003",
    "full_name": "MARIA GORETI BANA",
    "birth_date": "1985-03-12",
    "sex": "P",
    "village_code": "53.11.18.2001",
    "mother_name": "YOSEFINA WADU",
    "occupation": "petani",
}


def person(ctx: Context, number: int = 3, **values: object) -> str:
    """A record of Maria, with other values."""
    fields = {**MARIA, "nik": f"531118520385{number:04d}", **values}
    ctx.clock.now += timedelta(seconds=1)  # type: ignore[attr-defined]  # ids of one moment have no order
    with ctx.store.write(ctx.actor) as uow:
        worker = uow.new_id()
        uow.put("worker", worker, fields)  # type: ignore[arg-type]
        return worker


def survivors(ctx: Context) -> set[str]:
    with ctx.store.read() as reader:
        return {row["person_id"] for row in reader.rows("SELECT person_id FROM worker WHERE void IS NOT 1")}


def ids(ctx: Context) -> list[tuple[str, str]]:
    return [(pair.one.worker["id"], pair.other.worker["id"]) for pair in same_person.pairs(ctx)]


def decided(ctx: Context) -> list[tuple[str, str, str, str]]:
    """The decisions that stand: id, what, who, why."""
    with ctx.store.read() as reader:
        rows = reader.rows("SELECT id, decision, decided_by, note FROM same_person WHERE decision IS NOT NULL")
    return [(row["id"], row["decision"], row["decided_by"], row["note"]) for row in rows]


def test_a_pair_shows_both_and_why(ctx: Context) -> None:
    first, second = person(ctx), person(ctx, 207, full_name="MA. GORETI BANNA", birth_date="1985-12-03", no_kk="5")
    person(ctx, 500, full_name="PETRONELA LOBO")
    (pair,) = same_person.pairs(ctx)
    assert (pair.one.worker["id"], pair.other.worker["id"], pair.sure, pair.later) == (first, second, True, False)
    assert {"name_short", "name_spelled", "birth_swapped", "village_same", "mother_alike"} <= {
        line.code for line in pair.lines
    }
    assert set(pair.differences) == {"nik", "full_name", "birth_date"}
    assert pair.points == sum(line.points for line in pair.lines)
    assert pair.stays == ""
    verify(ctx, [second], seen=["domicile"], by="Y. Ndapa", on=ctx.today)
    assert [(again.id, again.stays) for again in same_person.pairs(ctx)] == [(pair.id, "other")]
    assert same_person.count(ctx) == 1
    (case,) = decisions.open_cases(ctx)
    assert (case.kind, case.id) == ("likely_duplicate", pair.id)


def test_a_pair_says_who_pays_whom_and_which_months_are_paid_twice(make_ctx: MakeContext) -> None:
    office = make_ctx("supervisor", "53", name="provinsi")
    first, second = person(office), person(office, 207, village_code="53.04.01.2001")
    for code, payer, worker, start, months in (
        ("P1", "provinsi", 0, "2026-01", 12),
        ("K1", "kabupaten", 1, "2026-07", 6),
    ):
        programmes.add(office, NewProgramme(code, code, payer, ("53.11", "53.04")[worker], start, months, 1, 16_800))
        slots.assign(office, code)
    (pair,) = same_person.pairs(office)
    assert (pair.one.worker["id"], pair.other.worker["id"]) == (first, second)
    said = [
        (one.programme, one.payer, one.months[0].text, one.months[-1].text)
        for one in (*pair.one.held, *pair.other.held)
    ]
    assert said == [("P1", "provinsi", "2026-01", "2026-12"), ("K1", "kabupaten", "2026-07", "2026-12")]
    assert (pair.one.months, pair.other.months, pair.twice) == (12, 6, 6)


def test_same_joins_them_until_it_is_undone(ctx: Context) -> None:
    first, second = person(ctx), person(ctx, 207)
    (pair,) = same_person.pairs(ctx)
    (decision,) = same_person.decide(ctx, {pair.id: "same"}, note="KTP dibandingkan").value
    assert survivors(ctx) == {first}
    assert person_detail.get(ctx, second).worker["id"] == first
    assert same_person.pairs(ctx) == []
    assert decided(ctx) == [(decision, "same", "Y. Ndapa", "KTP dibandingkan")]
    assert any(entry.kind == "same_person" for entry in person_detail.history(ctx, first))
    same_person.undo(ctx, [decision], reason="salah pilih")
    assert survivors(ctx) == {first, second}
    assert ids(ctx) == [(first, second)]
    assert decided(ctx) == []
    with pytest.raises(UserError, match="decision_missing"):
        same_person.undo(ctx, [decision])
    assert check.check(ctx.store).problems == []


def test_three_records_of_one_person(ctx: Context) -> None:
    first, second, third = person(ctx), person(ctx, 207), person(ctx, 408)
    queue = {(pair.one.worker["id"], pair.other.worker["id"]): pair.id for pair in same_person.pairs(ctx)}
    assert set(queue) == {(first, second), (first, third), (second, third)}
    made = same_person.decide(ctx, {queue[first, third]: "same", queue[second, third]: "same"}).value
    assert survivors(ctx) == {first}
    same_person.undo(ctx, made[:1])
    assert survivors(ctx) == {first, second}
    assert person_detail.get(ctx, third).worker["id"] == second


def test_different_closes_it_for_good_and_settles_the_findings(ctx: Context) -> None:
    from ntt_desktop.services.people import workers

    first = workers.add(ctx, MARIA).value.id
    ctx.clock.now += timedelta(seconds=1)  # type: ignore[attr-defined]
    second = workers.add(ctx, {**MARIA, "nik": "5311185203850207"}).value.id
    found = {finding.code: finding.settled for finding in person_detail.get(ctx, second).findings}
    assert found == {"possible_duplicate": False}
    assert person_detail.get(ctx, second).worker["open_evidence"] == 1
    (pair,) = same_person.pairs(ctx)
    same_person.decide(ctx, {pair.id: "different"})
    assert person_detail.get(ctx, second).findings[0].settled
    assert person_detail.get(ctx, second).worker["open_evidence"] == 0
    change(ctx, "worker", first, phone="081234567890")
    change(ctx, "worker", second, phone="081234567890")
    assert same_person.pairs(ctx) == []
    assert survivors(ctx) == {first, second}


def test_later_keeps_it_at_the_end(ctx: Context) -> None:
    first, second = person(ctx), person(ctx, 207)
    third, fourth = (
        person(ctx, 9, full_name="AGNES LOBO", mother_name=None),
        person(ctx, 310, full_name="AGNES LOBO", mother_name=None),
    )
    assert ids(ctx) == [(first, second), (third, fourth)]
    same_person.decide(ctx, {same_person.pairs(ctx)[0].id: "later"})
    assert ids(ctx) == [(third, fourth), (first, second)]
    assert [pair.later for pair in same_person.pairs(ctx)] == [False, True]


def test_a_pair_goes_when_it_is_no_longer_alike(ctx: Context) -> None:
    _, second = person(ctx), person(ctx, 207)
    change(ctx, "worker", second, full_name="KRISTINA BANA")
    assert same_person.pairs(ctx) == []
    change(ctx, "worker", second, full_name="MARIA BANA")
    assert len(same_person.pairs(ctx)) == 1
    change(ctx, "worker", second, void=1)
    assert same_person.pairs(ctx) == []


def test_answers_that_cannot_be(ctx: Context) -> None:
    person(ctx), person(ctx, 207)
    (pair,) = same_person.pairs(ctx)
    with pytest.raises(UserError, match="case_missing"):
        same_person.decide(ctx, {pair.id: "same", "ABCD-EFGH": "same"})
    assert len(same_person.pairs(ctx)) == 1
    with pytest.raises(UserError, match="case_other_answer"):
        same_person.decide(ctx, {pair.id: "perhaps"})


def test_decisions_of_two_nodes_meet(make_ctx: MakeContext, tmp_path: Path) -> None:
    office = make_ctx("supervisor", "53", name="provinsi")
    one, two = make_ctx("petugas", "53.11", name="satu"), make_ctx("petugas", "53.11", name="dua")
    first, second = person(one), person(two, 207)
    take(office, send(one, tmp_path).path, send(two, tmp_path).path, trust=[one, two])
    assert ids(office) == [tuple(sorted((first, second)))]
    (pair,) = same_person.pairs(office)
    same_person.decide(office, {pair.id: "same"})
    back = answer(office, tmp_path)
    for ctx, worker in ((one, first), (two, second)):
        take(ctx, back[ctx.store.node.name], trust=[office])
        assert [decision for _, decision, _, _ in decided(ctx)] == ["same"]
        with ctx.store.read() as reader:
            # Each laptop learns of the decision, and nothing of the person of the other.
            assert [row["id"] for row in reader.rows("SELECT id FROM worker")] == [worker]
        assert check.check(ctx.store).problems == []


def test_different_answers_of_two_nodes_ask_a_person(make_ctx: MakeContext, tmp_path: Path) -> None:
    laptop, office = make_ctx("petugas", "53.11", name="satu"), make_ctx("supervisor", "53", name="provinsi")
    first, second = person(laptop), person(laptop, 207)
    take(office, send(laptop, tmp_path).path, trust=[laptop])
    (pair,) = same_person.pairs(laptop)
    same_person.decide(laptop, {pair.id: "same"})
    same_person.decide(office, {pair.id: "different"})
    take(office, send(laptop, tmp_path).path)
    (case,) = [case for case in decisions.open_cases(office) if case.kind == "conflict"]
    assert case.field == "decision"
    decisions.set_value(office, case.id, "different")
    assert survivors(office) == {first, second}
    take(laptop, answer(office, tmp_path)["satu"], trust=[office])
    assert survivors(laptop) == {first, second}
    assert decisions.open_cases(laptop) == decisions.open_cases(office) == []


# -- the workbook ---------------------------------------------------------------------------------------------------


def answered(path: Path, answers: dict[str, str], *, turn: bool = False) -> Path:
    """The workbook with answers typed in, perhaps with its rows in another order."""
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    if turn:
        rows.reverse()
    for at, values in enumerate(rows, start=4):
        values[1] = answers.get(str(values[0]), values[1])
        for column, value in enumerate(values, start=1):
            sheet.cell(at, column).value = value
    target = path.with_name(f"jawab-{path.name}")
    book.save(target)
    return target


def test_the_whole_queue_out_to_a_workbook_and_back(ctx: Context, tmp_path: Path) -> None:
    first, second = person(ctx), person(ctx, 207)
    names = ("AGNES LOBO", "=BRIA, KLARA")
    others = [[person(ctx, at, full_name=name) for at in (10 + base, 310 + base)] for base, name in enumerate(names)]
    file = queue_workbook.write_queue(ctx, tmp_path / "pasangan.xlsx").value
    with pytest.raises(UserError, match="file_exists"):
        queue_workbook.write_queue(ctx, file)
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    assert sheet.data_validations.dataValidation[0].formula1 == '"sama,berbeda,nanti"'
    assert any(cell.value == "=BRIA, KLARA" and cell.data_type == "s" for row in sheet.iter_rows() for cell in row)
    codes = {(pair.one.worker["id"], pair.other.worker["id"]): pair.id for pair in same_person.pairs(ctx)}
    said = {
        codes[first, second]: "SAMA",
        codes[others[0][0], others[0][1]]: "berbeda ",
        codes[others[1][0], others[1][1]]: "mungkin",
    }
    done = answered(file, said, turn=True)
    taken = queue_workbook.take_queue(ctx, done).value
    assert (taken.answered, taken.unanswered, taken.gone) == ({"same": 1, "different": 1}, 0, [])
    assert [text for _, _, text in taken.unreadable] == ["mungkin"]
    assert ids(ctx) == [(others[1][0], others[1][1])]
    assert survivors(ctx) == {first, *others[0], *others[1]}
    again = queue_workbook.take_queue(ctx, done).value
    assert (again.answered, len(again.gone)) == ({}, 2)
