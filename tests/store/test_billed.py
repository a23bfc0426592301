"""A billed month keeps its occupant, whatever arrives and in whatever order."""

import random
from typing import Any

import pytest

from ntt_desktop.domain.changes import Change
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context
from ntt_desktop.store.money.billed import knowledge
from ntt_desktop.store.recompute import compare
from ntt_desktop.store.store import Store
from tests.store.records import (
    FIRST,
    LABELS,
    SEATS,
    Maker,
    derived,
    one_block,
    programme,
    slot,
    span,
    trial,
    worker,
)


def seated(store: Store, changes: list[Change]) -> dict[tuple[int, int], str]:
    """(seat, month from 0) -> slot in force, the same in every order that is tried."""
    answers = []
    for seed in range(6):
        shuffled = list(changes)
        random.Random(seed).shuffle(shuffled)
        with trial(store) as uow:
            order = changes if seed == 0 else shuffled
            for start in range(0, len(order), 3):
                uow.touched.clear()
                uow.apply(order[start : start + 3], "elsewhere")
                uow.finish()
            answers.append(derived(uow))
            assert list(compare(uow)) == []
    assert all(answer == answers[0] for answer in answers)
    return {(row[3], row[1] - FIRST): row[0] for row in answers[0]["seats"] if row[6]}


@pytest.fixture
def billed() -> Maker:
    """S1 of W1 on seat 1 of block B (device b made it): January to March are billed by device a, who knew it."""
    maker = Maker()
    maker.add("programme", "P", **programme())
    maker.add("block", "A", programme_id="P", seat_from=1, seat_to=SEATS, **span())
    maker.add("block", "B", programme_id="P", parent_id="A", seat_from=1, seat_to=3, **span())
    for number in (1, 2):
        maker.add("worker", f"W{number}", full_name=f"Nama {number}", nik=f"N{number}")
    maker.add("slot", "S1", "b", programme_id="P", block_id="B", seat=1, worker_id="W1", **span())
    return maker


def bill(maker: Maker, **more: Any) -> str:
    values = {"programme_id": "P", "seats": "1", **span(0, 2), "knows": maker.read()}
    return maker.add("bill", "bill", **{**values, **more})


S1 = {(1, month): "S1" for month in range(4)}


def test_a_claim_that_was_made_earlier_does_not_push_a_billed_person_out(ctx: Context, billed: Maker) -> None:
    late = Maker()
    late.add("programme", "Q", **programme())
    late.add("block", "C", programme_id="Q", seat_from=1, seat_to=SEATS, **span())
    late.add("slot", "S0", "c", programme_id="Q", block_id="C", seat=5, worker_id="W1", **span())
    earlier = [*late.changes, *(_later(change, 100) for change in billed.changes)]
    assert seated(ctx.store, earlier) == {(5, month): "S0" for month in range(4)}
    billed.changes = [_later(change, 100) for change in billed.changes]
    bill(billed)
    # The bill did not know S0: January to March stay with S1, April goes to who was first.
    found = seated(ctx.store, [*late.changes, *billed.changes])
    assert found == {**{(1, month): "S1" for month in range(3)}, (5, 3): "S0"}
    billed.add("bill", "bill", cancelled=1)
    assert seated(ctx.store, [*late.changes, *billed.changes]) == {(5, month): "S0" for month in range(4)}


def _later(change: Change, by: int) -> Change:
    """The same change, made later; as if a device had been offline."""
    moved = {name: tuple(_shift(one, by) for one in revisions) for name, revisions in change.replaces.items()}
    return change._replace(revision=_shift(change.revision, by), replaces=moved)


def _shift(revision: str, by: int) -> str:
    return f"{revision[:12]}{int(revision[12:16], 16) + by:04x}{revision[16:]}"


@pytest.mark.parametrize("cut", [{"last_month": LABELS[0]}, {"cancelled": 1}])
@pytest.mark.parametrize("before", [True, False])
def test_a_cut_that_the_bill_did_not_know_leaves_the_billed_months(
    ctx: Context, billed: Maker, cut: dict[str, Any], before: bool
) -> None:
    knows = billed.read()
    if before:  # made earlier by the clock, but on a laptop that was offline
        billed.add("slot", "S1", "b", **cut, end_reason="moved")
        bill(billed, knows=knows)
    else:
        bill(billed)
        billed.add("slot", "S1", "b", **cut, end_reason="moved")
    taken = billed.add("slot", "S2", "b", programme_id="P", block_id="B", seat=1, worker_id="W2", **span(1, 3))
    assert seated(ctx.store, billed.changes) == {**{(1, month): "S1" for month in range(3)}, (1, 3): taken}


def test_a_cut_that_the_bill_knew_makes_room(ctx: Context, billed: Maker) -> None:
    billed.add("slot", "S1", "b", last_month=LABELS[0])
    taken = billed.add("slot", "S2", "b", programme_id="P", block_id="B", seat=1, worker_id="W2", **span(1, 3))
    bill(billed)
    assert seated(ctx.store, billed.changes) == {(1, 0): "S1", **{(1, month): taken for month in range(1, 4)}}


def test_a_bill_of_an_older_version_knew_what_was_made_before_it(ctx: Context, billed: Maker) -> None:
    bill(billed, knows=None)
    billed.add("slot", "S1", "b", cancelled=1)
    assert seated(ctx.store, billed.changes) == {(1, month): "S1" for month in range(3)}


@pytest.mark.parametrize("kind", ["release", "block"])
def test_a_billed_seat_is_neither_given_back_nor_passed_down(ctx: Context, billed: Maker, kind: str) -> None:
    knows = billed.read()
    billed.add("slot", "S1", "b", last_month=LABELS[0], end_reason="moved")
    rect = {"seat_from": 1, "seat_to": 2, **span(1, 3)}
    if kind == "release":
        billed.add("release", "R", "b", block_id="B", **rect)
    else:
        billed.add("block", "D", "b", programme_id="P", parent_id="B", **rect)
    assert seated(ctx.store, billed.changes) == {(1, 0): "S1"}
    bill(billed, knows=knows)
    assert seated(ctx.store, billed.changes) == {(1, month): "S1" for month in range(3)}


def test_a_seat_that_is_billed_is_given_to_nobody_here_either(ctx: Context) -> None:
    with ctx.store.write("tester") as uow:
        owner, block = one_block(uow)
        first = slot(uow, owner, block, 1, worker(uow))
        uow.put("bill", "bill", {"programme_id": owner, "seats": "1", **span(0, 1), "knows": knowledge(uow, owner)})
    with ctx.store.write("tester") as uow:
        uow.put("slot", first, {"cancelled": 1})
    with pytest.raises(UserError, match="seat_taken"), ctx.store.write("tester") as uow:
        slot(uow, owner, block, 1, worker(uow, "Maria Bano"))
    with ctx.store.write("tester") as uow:
        slot(uow, owner, block, 1, worker(uow, "Maria Bano"), 2, 3)
