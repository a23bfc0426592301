"""Blocks, releases and seat-months: the database's own refusals, and state as a function of the set of records."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context
from ntt_desktop.store.driver import IntegrityError
from ntt_desktop.store.store import Store
from tests.store.records import (
    FIRST,
    LABELS,
    MONTHS,
    SEATS,
    Maker,
    apply_in_pieces,
    derived,
    one_block,
    programme,
    slot,
    span,
    trial,
    worker,
)


@pytest.fixture
def store(ctx: Context) -> Store:
    return ctx.store


@st.composite
def histories(draw: st.DrawFn) -> Maker:
    """Records of two programmes that clash in every way: nested blocks, releases, slots, ends, joins of people."""
    maker = Maker()
    for number in range(draw(st.integers(1, 2))):
        maker.add("programme", f"P{number}", **programme())
    programmes = sorted({change.record for change in maker.changes})
    blocks: list[tuple[str, str]] = []
    slots: list[str] = []
    workers: list[str] = []
    for number in range(draw(st.integers(3, 22))):
        what = draw(
            st.sampled_from(["block", "block", "release", "slot", "slot", "slot", "end", "worker", "merge", "void"])
        )
        seat_from = draw(st.integers(1, SEATS))
        seat_to = draw(st.integers(seat_from, SEATS + 1))
        first = draw(st.integers(0, MONTHS - 1))
        last = draw(st.integers(first, MONTHS - 1))
        device = draw(st.sampled_from("abc"))
        rect = {"seat_from": seat_from, "seat_to": seat_to, **span(first, last)}
        if what == "block":
            parent = draw(st.sampled_from([None, *blocks])) if blocks else None
            owner = parent[1] if parent else draw(st.sampled_from(programmes))
            if parent is None and draw(st.booleans()):
                rect = {"seat_from": 1, "seat_to": SEATS, **span()}
            name = maker.add("block", f"B{number}", device, programme_id=owner, parent_id=parent and parent[0], **rect)
            blocks.append((name, owner))
        elif what == "release" and blocks:
            maker.add("release", f"R{number}", device, block_id=draw(st.sampled_from(blocks))[0], **rect)
        elif what == "slot" and blocks:
            block, owner = draw(st.sampled_from(blocks))
            worker = draw(st.sampled_from(workers)) if workers and draw(st.booleans()) else f"W{number}"
            if worker not in workers:
                workers.append(maker.add("worker", worker, device, full_name=f"Nama {number}", nik=f"N{number}"))
            values = {"programme_id": owner, "block_id": block, "seat": seat_from, "worker_id": worker}
            slots.append(maker.add("slot", f"S{number}", device, **values, **span(first, last)))
        elif what == "end" and slots:
            slot = draw(st.sampled_from(slots))
            if draw(st.booleans()):
                maker.add("slot", slot, device, last_month=LABELS[first])
            else:
                maker.add("slot", slot, device, cancelled=1)
        elif what == "merge" and len(workers) > 1:
            one, other = draw(st.permutations(workers))[:2]
            maker.add("worker", one, device, merged_into=draw(st.sampled_from([other, None])))
        elif what == "void" and workers:
            maker.add("worker", draw(st.sampled_from(workers)), device, void=1)
    return maker


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=histories(), seed=st.integers(0, 10_000))
def test_what_is_in_force_is_a_function_of_the_set_of_records(store: Store, made: Maker, seed: int) -> None:
    changes = made.changes
    with trial(store) as uow:
        uow.apply(changes, "elsewhere")
        uow.finish()
        at_once = derived(uow)
    with trial(store) as uow:
        apply_in_pieces(uow, changes, random.Random(seed))
        piecemeal = derived(uow)
    assert piecemeal == at_once


def test_a_second_payer_in_the_same_month_is_refused_with_who_pays(ctx: Context) -> None:
    with ctx.store.write("tester") as uow:
        owner, block = one_block(uow)
        person = worker(uow)
        slot(uow, owner, block, 1, person, 0, 1)
    with pytest.raises(UserError) as caught, ctx.store.write("tester") as uow:
        slot(uow, owner, block, 2, person, 1, 2)
    assert caught.value.code == "already_paid"
    assert caught.value.params == {
        "month": "2026-02",
        "programme": "Provinsi",
        "payer": "provinsi",
        "name": "Yoksan Goit",
    }
    with ctx.store.write("tester") as uow:
        slot(uow, owner, block, 2, person, 2, 3)
    with ctx.store.read() as reader:
        assert reader.value("SELECT count(*) FROM seat_month WHERE in_force = 1") == 4
        assert reader.value("SELECT state FROM worker") == "proposed"


def test_a_taken_seat_and_a_seat_outside_are_refused(ctx: Context) -> None:
    with ctx.store.write("tester") as uow:
        owner, block = one_block(uow)
        slot(uow, owner, block, 1, worker(uow))
    with pytest.raises(UserError, match="seat_taken"), ctx.store.write("tester") as uow:
        slot(uow, owner, block, 1, worker(uow, "Maria Bano"))
    with pytest.raises(UserError, match="slot_outside"), ctx.store.write("tester") as uow:
        slot(uow, owner, block, SEATS + 1, worker(uow, "Maria Bano"))


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("INSERT INTO capacity_block VALUES (90, {p}, '', NULL, 1, 2, {m}, {m})", "passed_down"),
        ("INSERT INTO capacity_block VALUES (90, {p}, 'x', NULL, 1, 7, {m}, {m})", "outside_programme"),
        ("INSERT INTO capacity_block VALUES (90, {p}, 'x', {b}, 2, 3, {m}, {m} + 4)", "outside_programme"),
        ("INSERT INTO capacity_block VALUES (90, {p}, 'root', {c}, 1, 3, {m}, {m})", "outside_block"),
        ("INSERT INTO capacity_block VALUES (90, {p}, 'root', {b}, 3, 5, {m}, {m})", "passed_down"),
        ("INSERT INTO capacity_block VALUES (90, {p}, 'root', {b}, 1, 1, {m}, {m})", "occupied"),
        ("INSERT INTO capacity_release VALUES (90, {b}, 1, 1, {m}, {m})", "occupied"),
        ("INSERT INTO capacity_release VALUES (90, {b}, 3, 3, {m}, {m})", "passed_down"),
        ("INSERT INTO capacity_release VALUES (90, {c}, 1, 3, {m}, {m})", "outside_block"),
        ("INSERT INTO seat_month VALUES (90, {m}, {p}, 7, {b}, 91, 1, NULL, 1)", "outside_block"),
        ("INSERT INTO seat_month VALUES (90, {m}, {p}, 3, {b}, 91, 1, NULL, 1)", "passed_down"),
        ("INSERT INTO seat_month VALUES (90, {m}, {p}, 1, {b}, 91, 1, NULL, 1)", "UNIQUE"),
        ("INSERT INTO seat_month VALUES (90, {m}, {p}, 2, {b}, {w}, 1, NULL, 1)", "UNIQUE"),
        ("UPDATE capacity_block SET seat_to = 3 WHERE block = {b}", "is_fixed"),
        ("DELETE FROM capacity_block WHERE block = {b}", "occupied"),
        ("UPDATE capacity_programme SET seat_to = 3", "programme_in_use"),
        ("DELETE FROM capacity_programme", "programme_in_use"),
    ],
)
def test_the_database_itself_refuses_what_is_not_there(ctx: Context, statement: str, code: str) -> None:
    with ctx.store.write("tester") as uow:
        owner = uow.new_id()
        uow.put("programme", owner, programme())
        uow.put("block", "root", {"programme_id": owner, "seat_from": 1, "seat_to": SEATS, **span()})
        slot(uow, owner, "root", 1, worker(uow))
        values = {"programme_id": owner, "parent_id": "root", "seat_from": 3, "seat_to": 4}
        uow.put("block", "child", {**values, **span()})
    keys = {
        "p": "SELECT pk FROM programme",
        "w": "SELECT pk FROM worker",
        "b": "SELECT pk FROM block WHERE id = 'root'",
        "c": "SELECT pk FROM block WHERE id = 'child'",
    }
    with ctx.store.read() as reader:
        found = {name: reader.value(query) for name, query in keys.items()}
    with pytest.raises(IntegrityError, match=code), ctx.store.write("tester") as uow:
        uow.execute(statement.format(m=FIRST, **found))


def test_a_block_over_an_occupied_seat_is_refused_and_what_was_given_back_is_free_again(ctx: Context) -> None:
    with ctx.store.write("tester") as uow:
        owner, root = one_block(uow)
        slot(uow, owner, root, 1, worker(uow))
    child = {"programme_id": owner, "parent_id": root, **span()}
    with pytest.raises(UserError, match="capacity_not_free"), ctx.store.write("tester") as uow:
        uow.put("block", uow.new_id(), {**child, "seat_from": 1, "seat_to": 2})
    with ctx.store.write("tester") as uow:
        given = uow.new_id()
        uow.put("block", given, {**child, "seat_from": 2, "seat_to": 4})
    with pytest.raises(UserError, match="capacity_not_free"), ctx.store.write("tester") as uow:
        uow.put("block", uow.new_id(), {**child, "seat_from": 4, "seat_to": 5})
    with ctx.store.write("tester") as uow:
        uow.put("release", uow.new_id(), {"block_id": given, "seat_from": 3, "seat_to": 4, **span(1, 3)})
    with pytest.raises(UserError, match="capacity_not_free"), ctx.store.write("tester") as uow:
        uow.put("block", uow.new_id(), {**child, "seat_from": 4, "seat_to": 5})
    with ctx.store.write("tester") as uow:
        again = {**child, **span(1, 3), "seat_from": 4, "seat_to": 5}
        uow.put("block", uow.new_id(), again)
    with pytest.raises(UserError, match="slot_outside"), ctx.store.write("tester") as uow:
        slot(uow, owner, given, 3, worker(uow, "Maria Bano"))
    with ctx.store.write("tester") as uow:
        slot(uow, owner, root, 3, worker(uow, "Maria Bano"), 1, 3)


@pytest.mark.parametrize("before", [True, False])
def test_months_are_the_survivors_and_nobodys_where_the_record_is_void_or_missing(ctx: Context, before: bool) -> None:
    maker = Maker()
    maker.add("programme", "P", **programme())
    maker.add("block", "B", programme_id="P", seat_from=1, seat_to=SEATS, **span())
    maker.add("worker", "A", full_name="Yoksan Goit", nik="1")
    maker.add("worker", "J", full_name="Yoksan Goit", nik="2", merged_into="A")
    maker.add("worker", "V", full_name="Maria Bano", nik="3", void=1)
    maker.add("worker", "L", full_name="Petrus Lede", nik="4", merged_into="U")  # whose record has not come yet
    people = len(maker.changes)
    for seat, who in enumerate(("J", "V", "U", "L"), start=1):
        maker.add("slot", f"S{who}", programme_id="P", block_id="B", seat=seat, worker_id=who, **span(0, 0))
    parts = [maker.changes[:people], maker.changes[people:]]
    for part in parts if before else reversed(parts):
        with ctx.store.write("tester") as uow:
            uow.apply(part, "elsewhere")
    with ctx.store.read() as reader:
        rows = reader.execute(
            "SELECT s.id, w.id, m.contested FROM seat_month m JOIN slot s ON s.pk = m.slot "
            "LEFT JOIN worker w ON w.pk = m.person ORDER BY s.id"
        ).fetchall()
        people_found = dict(reader.execute("SELECT id, person_id FROM worker").fetchall())
    assert people_found["J"] == "A"
    assert rows[0] == ("SJ", "A", None)
    assert rows[2] == ("SU", None, "person_unknown")
    assert rows[3] == ("SV", "V", "person_void")
    assert people_found["L"] == "L"
    assert rows[1] == ("SL", "L", None)


def test_a_received_clash_is_contested_and_the_earlier_claim_counts(ctx: Context) -> None:
    maker = Maker()
    maker.add("programme", "P", **programme())
    maker.add("block", "B", programme_id="P", seat_from=1, seat_to=SEATS, **span())
    maker.add("worker", "W", full_name="Yoksan Goit", nik="1")
    for number, seat in ((1, 1), (2, 2)):
        maker.add("slot", f"S{number}", programme_id="P", block_id="B", seat=seat, worker_id="W", **span())
    with ctx.store.write("tester") as uow:
        uow.apply([change for change in maker.changes if change.record != "S1"], "elsewhere")
    assert in_force(ctx) == {"S2"}
    with ctx.store.write("tester") as uow:
        uow.apply(maker.changes, "elsewhere")
    assert in_force(ctx) == {"S1"}
    with ctx.store.read() as reader:
        assert reader.value("SELECT subject FROM open_case WHERE kind = 'contested_slot'") == "S2"
    with ctx.store.write("tester") as uow:
        uow.put("slot", "S1", {"last_month": LABELS[1]})
    assert in_force(ctx) == {"S1", "S2"}
    with ctx.store.write("tester") as uow:
        uow.put("slot", "S1", {"cancelled": 1})
    assert in_force(ctx) == {"S2"}
    with ctx.store.read() as reader:
        assert reader.value("SELECT count(*) FROM open_case") == 0


def in_force(ctx: Context) -> set[str]:
    with ctx.store.read() as reader:
        rows = reader.rows("SELECT DISTINCT s.id FROM seat_month m JOIN slot s ON s.pk = m.slot WHERE m.in_force = 1")
        return {row["id"] for row in rows}


def test_blocks_that_gave_the_same_seats_back_in_turn_can_be_settled_anew(ctx: Context) -> None:
    """A tree of offices: what one gave back went to another, which gave it back too; then the programme grows."""
    maker = Maker()
    maker.add("programme", "P", **programme())
    whole = {"programme_id": "P", "seat_from": 1, "seat_to": SEATS}
    maker.add("block", "A", **whole, **span())
    for number in (1, 2):
        maker.add("block", f"B{number}", **whole, parent_id="A", **span())
        maker.add("release", f"R{number}", block_id=f"B{number}", seat_from=1, seat_to=SEATS, **span())
    with trial(ctx.store) as uow:
        uow.apply(maker.changes, "elsewhere")
        uow.finish()
        before = derived(uow)
        assert [len(before[name]) for name in ("blocks", "releases")] == [3, 2]
        maker.add("programme", "P", seats=SEATS - 1)
        maker.add("programme", "P", seats=SEATS)
        for change in maker.changes[-2:]:
            uow.touched.clear()
            uow.apply([change], "elsewhere")
            uow.finish()
        assert derived(uow) == before
