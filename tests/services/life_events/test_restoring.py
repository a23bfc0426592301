"""A wrong end that an office confirms: months come back at the machine that holds the seat, and everybody agrees."""

from pathlib import Path

import pytest

from ntt_desktop.services.assignment import slots
from ntt_desktop.services.capacity import programmes
from ntt_desktop.services.context import Context
from ntt_desktop.services.life_events import events, late_ends, reopening, restoring
from ntt_desktop.services.money import bills, ledger
from ntt_desktop.services.sync.export import export
from ntt_desktop.services.sync.receive import receive
from ntt_desktop.services.sync.returns import make_returns
from tests.conftest import MakeContext
from tests.services.capacity.capacity_support import add_programme, day, introduce, people, send


class Tree:
    """Seats of the province pass through the kabupaten to the laptop, which gives six."""

    def __init__(self, make_ctx: MakeContext) -> None:
        self.laptop = make_ctx("petugas", "53.11", name="laptop-1")
        self.office = make_ctx("supervisor", "53.11", name="kabupaten")
        self.province = make_ctx("supervisor", "53", name="provinsi")
        self.nodes = (self.province, self.office, self.laptop)
        for above, below in ((self.province, self.office), (self.office, self.laptop)):
            introduce(above, below)
            with below.store.write("tester") as uow:
                uow.put("node", below.store.node.id, {"parent_id": above.store.node.id})
                uow.set_setting("parent", above.store.node.id)
        add_programme(self.province, seats=50)
        programmes.allot(self.province, "P26", "kabupaten", 20)
        self.down()
        programmes.allot(self.office, "P26", "laptop-1", 10)
        self.down()
        people(self.laptop, 6)
        assert len(slots.assign(self.laptop, "P26").value.given) == 6

    def up(self) -> None:
        send(self.laptop, self.office)
        send(self.office, self.province)

    def down(self) -> None:
        """Files go down, and each does what it does at the end of receiving."""
        for above, below in ((self.province, self.office), (self.office, self.laptop)):
            send(above, below)
            restoring.restore_received(below)

    def agreed(self) -> list[tuple[str, int, int, int, int]]:
        """Person, seat, month, in force, stage: what all three say once files have gone up."""
        self.up()
        found = [seats(ctx) for ctx in self.nodes]
        assert found[0] == found[1] == found[2]
        for ctx in self.nodes:
            (one,) = ledger.balance(ctx)
            assert one.own.holds
            assert one.whole.holds
        return found[0]


@pytest.fixture
def tree(make_ctx: MakeContext) -> Tree:
    return Tree(make_ctx)


def seats(ctx: Context) -> list[tuple[str, int, int, int, int]]:
    with ctx.store.read() as reader:
        return reader.execute(
            "SELECT w.id, m.seat, m.month, m.in_force, m.stage FROM seat_month m JOIN worker w ON w.pk = m.person "
            "ORDER BY 1, 2, 3, 4"
        ).fetchall()


@pytest.mark.parametrize("kind", ["died", "moved"])
def test_months_come_back_at_the_laptop_that_holds_the_seat(tree: Tree, kind: str) -> None:
    before = tree.agreed()
    who = slots.slots(tree.laptop)[0]["worker_id"]
    for on in ("2026-02-03", "2026-01-20"):  # the second time the newest slot is meant, not the first
        events.end_worker(tree.laptop, who, kind, day(on))
        assert len(tree.agreed()) < len(before)
        asked = reopening.reopen_worker(tree.laptop, who, "salah orang").value
        tree.up()
        confirmed = reopening.confirm(tree.office, asked.event).value
        assert confirmed.restored_months == 0, "the kabupaten holds no part of that seat"
        tree.down()
        assert tree.agreed() == before
        assert restoring.restore_received(tree.laptop).value == 0, "only once"


def test_months_that_were_closed_meanwhile_do_not_come_back(tree: Tree) -> None:
    who = slots.slots(tree.laptop)[0]["worker_id"]
    events.end_worker(tree.laptop, who, "moved", day("2026-01-03"))
    asked = reopening.reopen_worker(tree.laptop, who, "keliru").value
    tree.up()
    programmes.close(tree.province, "P26", "2026-03")
    tree.down()
    reopening.confirm(tree.office, asked.event)
    tree.down()
    months = sorted(row[2] - 2026 * 12 + 1 for row in tree.agreed() if row[0] == who)
    assert months == [1, *range(4, 13)]
    (one,) = ledger.balance(tree.laptop)
    assert (one.own.occupied, one.own.expired) == (6 * 12 - 2, 4 * 3 + 2)


def test_a_seat_that_was_given_back_or_passed_on_stays_there(tree: Tree) -> None:
    who, other = (row["worker_id"] for row in slots.slots(tree.laptop)[:2])
    asked = []
    for worker in (who, other):
        events.end_worker(tree.laptop, worker, "moved", day("2026-01-03"))
        asked.append(reopening.reopen_worker(tree.laptop, worker, "keliru").value.event)
    programmes.release(tree.laptop, "P26")
    tree.up()
    for event in asked:
        reopening.confirm(tree.office, event)
    tree.down()
    assert {row[2] for row in tree.agreed() if row[0] in (who, other)} == {2026 * 12}


def test_receiving_the_file_with_the_confirmation_gives_them_back(make_ctx: MakeContext, tmp_path: Path) -> None:
    laptop = make_ctx("petugas", "53.11", name="laptop-1")
    office = make_ctx("supervisor", "53.11", name="kabupaten")
    add_programme(office, region="53.11", seats=5)
    (who,) = people(laptop, 1)

    def loop() -> None:
        package = export(laptop, tmp_path).value.path
        receive(office, [package], trusted=[laptop.store.node.fingerprint])
        receive(laptop, [make_returns(office, tmp_path).value[0].path])

    loop()
    programmes.allot(office, "P26", "laptop-1", 1)
    receive(laptop, [make_returns(office, tmp_path).value[0].path])
    slots.assign(laptop, "P26")
    before = seats(laptop)
    assert len(before) == 12
    events.end_worker(laptop, who, "moved", day("2026-01-03"))
    asked = reopening.reopen_worker(laptop, who, "keliru").value
    package = export(laptop, tmp_path).value.path
    receive(office, [package])
    reopening.confirm(office, asked.event)
    receive(laptop, [make_returns(office, tmp_path).value[0].path])
    assert seats(laptop) == before


def crossing(make_ctx: MakeContext, seats: int) -> tuple[Context, Context]:
    """A laptop, and its kabupaten which holds the seats."""
    laptop = make_ctx("petugas", "53.11", name="laptop-1")
    office = make_ctx("supervisor", "53.11", name="kabupaten")
    introduce(office, laptop)
    add_programme(office, region="53.11", payer="kabupaten", seats=seats)
    return laptop, office


def test_an_end_that_crosses_with_a_slot_frees_its_months_where_the_seat_is_held(make_ctx: MakeContext) -> None:
    """The kabupaten gives a seat while the laptop records a death: nobody goes on paying for the dead."""
    laptop, office = crossing(make_ctx, 2)
    dead, _alive = people(laptop, 2)
    send(laptop, office)
    slots.assign(office, "P26")
    events.end_worker(laptop, dead, "died", day("2026-02-05"))
    send(office, laptop)
    assert late_ends.free_received(laptop).value == 0, "the laptop does not hold the seat"
    send(laptop, office)
    assert late_ends.free_received(office).value == 10
    assert late_ends.free_received(office).value == 0, "only once"
    (slot,) = (one for one in slots.slots(office) if one["worker_id"] == dead)
    assert (slot["last_month"], slot["end_reason"]) == ("2026-02", "died")
    (one,) = ledger.balance(office)
    assert (one.own.occupied, one.own.free) == (14, 10)
    assert one.own.holds
    bills.issue(office, "P26", "2026-06", number="001")
    assert [row.people for row in bills.listing(office, "P26")] == [2, 2, 1, 1, 1, 1]
    assert late_ends.free_received(office).value == 0


def test_months_billed_or_closed_before_an_end_was_known_stay(make_ctx: MakeContext) -> None:
    laptop, office = crossing(make_ctx, 1)
    (who,) = people(laptop, 1)
    send(laptop, office)
    slots.assign(office, "P26")
    bills.issue(office, "P26", "2026-04", number="001")
    events.end_worker(laptop, who, "withdrew", day("2026-01-05"))
    send(laptop, office)
    assert late_ends.free_received(office).value == 8
    assert slots.slots(office)[0]["last_month"] == "2026-04"


def test_receiving_the_file_with_a_death_frees_the_seat_given_meanwhile(make_ctx: MakeContext, tmp_path: Path) -> None:
    laptop = make_ctx("petugas", "53.11", name="laptop-1")
    office = make_ctx("supervisor", "53.11", name="kabupaten")
    add_programme(office, region="53.11", payer="kabupaten", seats=1)
    (who,) = people(laptop, 1)
    package = export(laptop, tmp_path).value.path
    receive(office, [package], trusted=[laptop.store.node.fingerprint])
    slots.assign(office, "P26")
    events.end_worker(laptop, who, "died", day("2026-02-05"))
    receive(office, [export(laptop, tmp_path).value.path])
    assert slots.slots(office)[0]["last_month"] == "2026-02"


@pytest.mark.parametrize(("village", "months"), [("53.01.04.2003", 10), ("53.11.01.1002", 0)])
def test_a_move_out_of_the_payers_area_that_crosses_frees_the_seat(
    make_ctx: MakeContext, village: str, months: int
) -> None:
    laptop, office = crossing(make_ctx, 1)
    (who,) = people(laptop, 1)
    send(laptop, office)
    slots.assign(office, "P26")
    events.record(laptop, who, "moved", day("2026-02-05"), village=village)
    send(laptop, office)
    assert late_ends.free_received(office).value == months
    assert late_ends.free_received(office).value == 0
    assert (slots.slots(office)[0]["end_reason"] == "moved") == bool(months)
