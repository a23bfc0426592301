"""Programmes of one code joined through the tree: province, kabupaten, laptop."""

from dataclasses import replace
from pathlib import Path

import pytest

from ntt_desktop.errors import UserError
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.capacity import joining, letters, programmes
from ntt_desktop.services.capacity.letters import NewLetter
from ntt_desktop.services.capacity.programmes import NewProgramme
from ntt_desktop.services.context import Context
from ntt_desktop.services.money import ledger
from ntt_desktop.store.capacity.programmes import every
from tests.conftest import MakeContext
from tests.services.capacity.capacity_support import day
from tests.services.sync.nodes import answer, register, send, take

LETTER = NewLetter("P26", "560/12", day("2026-01-20"), 10, "2026-01", 12, payer="provinsi", name="APBD")


class Tree:
    """A province with 50 seats of P26, a kabupaten, and a laptop with six people."""

    def __init__(self, make_ctx: MakeContext, folder: Path) -> None:
        self.folder = folder
        self.laptop = make_ctx("petugas", "53.11", name="laptop-1")
        self.office = make_ctx("supervisor", "53.11", name="kabupaten")
        self.province = make_ctx("supervisor", "53", name="provinsi")
        programmes.add(self.province, NewProgramme("P26", "APBD", "provinsi", "53", "2026-01", 12, 50, 16_800))
        for number in range(6):
            register(self.laptop, number)

    def up(self) -> None:
        for sender, above in ((self.laptop, self.office), (self.office, self.province)):
            take(above, send(sender, self.folder).path, trust=[sender])

    def down(self) -> None:
        for above, below in ((self.province, self.office), (self.office, self.laptop)):
            take(below, answer(above, self.folder)[below.store.node.name])


@pytest.fixture
def tree(make_ctx: MakeContext, tmp_path: Path) -> Tree:
    return Tree(make_ctx, tmp_path)


def held(ctx: Context) -> dict[str, tuple[int, int, int, int, int]]:
    """Of each programme: seats held here, occupied, passed down, free; contested seat-months."""
    found = {}
    for one in ledger.balance(ctx):
        assert one.own.holds
        assert one.whole.holds
        own = one.own
        seats = (own.held // 12, own.occupied // 12, own.passed_down // 12, own.free // 12)
        found[one.programme.code] = (*seats, one.contested)
    return found


def occupied(ctx: Context) -> int:
    """Seat-months of P26 in force, whoever holds them."""
    with ctx.store.read() as reader:
        return int(reader.value("SELECT count(*) FROM seat_month WHERE in_force = 1"))


def test_what_a_kabupaten_passed_on_of_a_letter_is_confirmed_down_to_the_laptop(tree: Tree) -> None:
    letters.record(tree.office, LETTER)
    tree.up()
    programmes.allot(tree.office, "P26", "laptop-1", 6)
    take(tree.laptop, answer(tree.office, tree.folder)["laptop-1"])
    assert len(slots.assign(tree.laptop, "P26", limit=3).value.given) == 3
    tree.up()
    assert len(slots.assign(tree.laptop, "P26", limit=1).value.given) == 1  # in no file yet
    ((typed, real),) = joining.candidates(tree.province)
    assert joining.join(tree.province, typed.id, real.id).value.moved == 3
    assert held(tree.province) == {"P26": (50, 0, 10, 40, 0)}
    tree.down()
    assert held(tree.office) == {"P26": (10, 0, 6, 4, 0)}
    assert held(tree.laptop) == {"P26": (6, 4, 0, 2, 0)}
    assert len(slots.assign(tree.laptop, "P26").value.given) == 2
    tree.up()
    assert [occupied(ctx) for ctx in (tree.laptop, tree.office, tree.province)] == [72, 72, 72]
    assert [held(ctx)["P26"][4] for ctx in (tree.laptop, tree.office, tree.province)] == [0, 0, 0]
    tree.down()
    assert send(tree.laptop, tree.folder).nothing_new
    assert send(tree.office, tree.folder).nothing_new


def test_what_was_passed_on_meanwhile_is_confirmed_by_the_kabupaten(tree: Tree) -> None:
    letters.record(tree.office, LETTER)
    tree.up()
    ((typed, real),) = joining.candidates(tree.province)
    joining.join(tree.province, typed.id, real.id)
    programmes.allot(tree.office, "P26", "laptop-1", 6)
    take(tree.laptop, answer(tree.office, tree.folder)["laptop-1"])
    slots.assign(tree.laptop, "P26", limit=5)
    tree.down()
    assert held(tree.office) == {"P26": (10, 0, 6, 4, 0)}
    assert held(tree.laptop) == {"P26": (6, 5, 0, 1, 0)}
    tree.up()
    tree.down()
    assert [occupied(ctx) for ctx in (tree.laptop, tree.office, tree.province)] == [60, 60, 60]


def test_a_letter_of_a_laptop_joined_twice_ends_in_the_province_s_programme(tree: Tree) -> None:
    letters.record(tree.laptop, LETTER)
    slots.assign(tree.laptop, "P26", limit=4)
    letters.record(tree.office, NewLetter("P26", "560/9", day("2026-01-19"), 20, "2026-01", 12, payer="provinsi"))
    tree.up()
    # The kabupaten can join it itself, so the province is not asked.
    assert [typed.owner for typed, _ in joining.candidates(tree.province)] == [tree.office.store.node.id]
    ((low, middle),) = joining.candidates(tree.office)
    joining.join(tree.office, low.id, middle.id, accept_unlike=True)
    ((typed, real),) = joining.candidates(tree.province)
    joining.join(tree.province, typed.id, real.id, accept_unlike=True)
    tree.up()
    tree.down()
    tree.up()
    assert held(tree.laptop) == {"P26": (10, 4, 0, 6, 0)}
    assert held(tree.office) == {"P26": (20, 0, 10, 10, 0)}
    (letter,) = [one for one in letters.letters(tree.laptop) if one.holder == tree.laptop.store.node.id]
    assert (letter.confirmed_by, letter.confirmed_seats, letter.contested) == ("P26", 10, 0)
    assert [occupied(ctx) for ctx in (tree.laptop, tree.office, tree.province)] == [48, 48, 48]
    assert joining.candidates(tree.province) == []


def test_the_province_joins_a_laptop_s_programme_through_the_kabupaten(tree: Tree) -> None:
    letters.record(tree.laptop, LETTER)
    slots.assign(tree.laptop, "P26", limit=4)
    tree.up()
    assert joining.candidates(tree.office) == []
    ((typed, real),) = joining.candidates(tree.province)
    assert typed.owner == tree.laptop.store.node.id
    done = joining.join(tree.province, typed.id, real.id).value
    assert (done.given, done.moved) == (10, 4)
    slots.assign(tree.laptop, "P26", limit=1)
    tree.down()
    assert held(tree.office) == {"P26": (10, 0, 10, 0, 0)}
    assert held(tree.laptop) == {"P26": (10, 5, 0, 5, 0)}
    (letter,) = letters.letters(tree.laptop)
    assert (letter.is_confirmed, letter.differs, letter.confirmed_seats) == (True, False, 10)
    tree.up()
    tree.down()
    assert [occupied(ctx) for ctx in (tree.laptop, tree.office, tree.province)] == [60, 60, 60]
    assert joining.candidates(tree.province) == []
    assert send(tree.office, tree.folder).nothing_new


@pytest.mark.parametrize("why", ["closed", "other months"])
def test_a_programme_that_can_be_joined_no_more_waits_for_nobody(tree: Tree, why: str) -> None:
    months = ("2025-07", 6) if why == "other months" else ("2026-01", 12)
    letters.record(tree.office, replace(LETTER, first_month=months[0], months=months[1]))
    if why == "closed":
        programmes.close(tree.office, "P26", "2026-01")
    tree.up()
    assert joining.candidates(tree.province) == []
    with tree.province.store.read() as reader:
        (theirs,) = [one for one in every(reader) if one.owner == tree.office.store.node.id]
    with pytest.raises(UserError, match="join_billed" if why == "closed" else "programme_over"):
        joining.join(tree.province, theirs.id, "P26")
