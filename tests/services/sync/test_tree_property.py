"""Property: two laptops, a kabupaten and the province, with edits, ends, slots, every kind of decision, a restore.

Whatever happened in whatever order, once everybody has sent and answered a few times all agree, nothing is left to
send, and the verdicts of one more return file are those that are there.
"""

import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ntt_desktop import bootstrap
from ntt_desktop.errors import UserError
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.capacity import programmes
from ntt_desktop.services.capacity.programmes import NewProgramme
from ntt_desktop.services.context import Context
from ntt_desktop.services.life_events import events, reopening
from ntt_desktop.services.sync import answering, decisions, taking_back
from ntt_desktop.services.sync.answering import ANSWERS, TYPED, Answer
from ntt_desktop.services.sync.taking_back import Answered
from ntt_desktop.store.care import backup
from ntt_desktop.store.sync import elsewhere as hashes
from tests.conftest import PASSPHRASE, Clock, new_node
from tests.services.sync.nodes import answer, change, register, send, state, take
from tests.services.sync.test_any_order import held_state

NODES = (
    ("petugas", "53.11", "satu"),
    ("petugas", "53.11", "dua"),
    ("supervisor", "53.11", "kabupaten"),
    ("supervisor", "53", "provinsi"),
)
DECIDED = ("conflict", "same_nik", "likely_duplicate", "contested_slot", "reopening")
ABOVE = {"satu": "kabupaten", "dua": "kabupaten", "kabupaten": "provinsi"}

step = st.one_of(
    st.tuples(st.just("register"), st.sampled_from(("satu", "dua")), st.integers(0, 3)),
    st.tuples(st.just("edit"), st.sampled_from([name for _, _, name in NODES]), st.integers(0, 5)),
    st.tuples(st.just("end"), st.sampled_from([name for _, _, name in NODES]), st.integers(0, 5)),
    st.tuples(st.just("decide"), st.sampled_from(("kabupaten", "provinsi")), st.integers(0, 11)),
    st.tuples(st.just("undo"), st.sampled_from(("kabupaten", "provinsi")), st.just(0)),
    st.tuples(st.just("slot"), st.sampled_from(("satu", "dua", "kabupaten")), st.integers(0, 1)),
    st.tuples(st.just("event"), st.sampled_from(("satu", "dua", "kabupaten")), st.integers(0, 5)),
    st.tuples(st.just("reopen"), st.sampled_from(("satu", "kabupaten")), st.integers(0, 5)),
    st.tuples(st.just("up"), st.sampled_from(list(ABOVE)), st.integers(0, 2)),
    st.tuples(st.just("down"), st.sampled_from(("kabupaten", "provinsi")), st.integers(0, 2)),
    st.tuples(st.just("backup"), st.just("satu"), st.just(0)),
    st.tuples(st.just("restore"), st.just("satu"), st.just(0)),
    st.tuples(st.just("again"), st.just(""), st.integers(0, 30)),
)


class Tree:
    """Four stores, every file ever made, and one backup of the first laptop."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock, self.restores = folder, Clock(), 0
        self.nodes = {name: new_node(folder / name, role, region, name, self.clock) for role, region, name in NODES}
        self.files: list[tuple[str, Path]] = []
        self.saved: Path | None = None
        self.decided: dict[str, list[Answered]] = {"kabupaten": [], "provinsi": []}
        self._pay()

    def _pay(self) -> None:
        """Two programmes of the kabupaten, one passed down to each laptop, some seats kept."""
        for name in ("satu", "dua"):
            self.take("kabupaten", send(self.nodes[name], self.folder / "files").path)
        office = self.nodes["kabupaten"]
        for code, name in (("P1", "satu"), ("P2", "dua")):
            programmes.add(office, NewProgramme(code, code, "kabupaten", "53.11", "2026-01", 12, 3, 16_800))
            programmes.allot(office, code, name, 2)
        self.take("provinsi", send(office, self.folder / "files").path)
        self.down("kabupaten")

    def close(self) -> None:
        for ctx in self.nodes.values():
            ctx.store.close()

    def people(self, ctx: Context) -> list[str]:
        with ctx.store.read() as reader:
            return [row["id"] for row in reader.rows("SELECT id FROM worker ORDER BY id")]

    def run(self, what: str, name: str, number: int) -> None:
        self.clock.now += timedelta(minutes=7)
        if what == "again":
            if self.files:
                receiver, path = self.files[number % len(self.files)]
                self.take(receiver, path)
            return
        ctx = self.nodes[name]
        people = self.people(ctx)
        if what == "register":
            # Of one name and birth date, but of two NIKs where the numbers differ: likely duplicates.
            born = "1978-03-12" if number % 2 else f"1978-03-{1 + number:02d}"
            register(ctx, number, heirs=0, full_name=f"AGNES {'LOBO' if number % 2 else name}", birth_date=born)
        elif what == "slot":
            with suppress(UserError):  # nothing to give, or a restored store that waits for its return file
                slots.assign(ctx, ("P2" if name == "dua" else "P1") if number == 0 else "P2", limit=1)
        elif what == "event" and people:
            with suppress(UserError):  # ended already
                events.end_worker(ctx, people[number % len(people)], "died", ctx.today)
        elif what == "reopen" and people:
            with suppress(UserError):  # nobody who ended, or asked for already
                reopening.reopen_worker(ctx, people[number % len(people)], "salah orang")
        elif what == "edit" and people:
            change(
                ctx, "worker", people[number % len(people)], full_name=f"AGNES {number}", phone=f"08123456780{number}"
            )
        elif what == "end" and people:
            change(ctx, "worker", people[number % len(people)], ended_on="2026-02-01", end_reason="moved")
        elif what == "decide":
            self.decide(name, number)
        elif what == "undo" and self.decided[name]:
            with suppress(UserError):  # the slot was given to somebody else meanwhile
                taking_back.take_back(ctx, self.decided[name].pop())
        elif what == "up":
            sent = send(ctx, self.folder / "files", full=number == 2).path
            self.files.append((ABOVE[name], sent))
            if number != 1:  # else the file is lost, or comes later
                self.take(ABOVE[name], sent)
        elif what == "down":
            self.down(name, deliver=number != 1)
        elif what == "backup":
            self.saved = backup.write(ctx.store, self.folder / "satu.nttb", overwrite=True)
        elif what == "restore" and self.saved:
            ctx.store.close()
            self.restores += 1
            home = self.folder / f"satu-{self.restores}"
            backup.restore(self.saved, home, PASSPHRASE)
            self.nodes[name] = bootstrap.open_context(home, PASSPHRASE, clock=self.clock)

    def decide(self, name: str, number: int) -> None:
        ctx = self.nodes[name]
        cases = [case for case in decisions.open_cases(ctx) if case.kind in DECIDED]
        if not cases:
            return
        case = cases[number % len(cases)]
        what = ANSWERS[case.kind][number % len(ANSWERS[case.kind])]
        with suppress(UserError):  # an answer that the case does not take
            given = Answer(what, "AGNES TIGA" if what == TYPED else "", "suratnya ada")
            self.decided[name].append(answering.answer(ctx, {case.id: given}).value)

    def take(self, receiver: str, path: Path) -> None:
        (report,) = take(self.nodes[receiver], path, trust=self.nodes.values())
        assert report.taken, (report.status, report.reason)
        assert not report.cloned

    def down(self, name: str, *, deliver: bool = True) -> None:
        with self.nodes[name].store.read() as reader:
            if not reader.value("SELECT count(*) FROM peer WHERE relation = 'child'"):
                return
        for receiver, path in answer(self.nodes[name], self.folder / "files").items():
            self.files.append((receiver, path))
            if deliver:
                self.take(receiver, path)

    def settle(self) -> None:
        for _ in range(4):
            for name in ABOVE:
                self.take(ABOVE[name], send(self.nodes[name], self.folder / "files").path)
            for name in ("provinsi", "kabupaten"):
                self.down(name)


def months(ctx: Context) -> list[dict[str, object]]:
    """Every seat-month: whose slot, in force or contested."""
    with ctx.store.read() as reader:
        return reader.rows(
            "SELECT s.id, m.month, m.seat, m.in_force, m.contested FROM seat_month m JOIN slot s ON s.pk = m.slot "
            "ORDER BY s.id, m.month"
        )


def verdicts(ctx: Context) -> list[dict[str, object]]:
    with ctx.store.read() as reader:
        return reader.rows("SELECT worker, state, detail FROM verdict ORDER BY worker")


_SAME_NIK_AND_ALIKE = [("register", "satu", 1), ("register", "dua", 1), ("register", "dua", 3)]
_TWO_PAYERS = [("slot", "satu", 0), ("slot", "dua", 0), ("slot", "dua", 0), ("up", "satu", 0), ("up", "dua", 0)]
_DECIDED = [("decide", "kabupaten", number) for number in (1, 0, 2, 5)]
_BROUGHT_BACK = [
    ("event", "satu", 0),
    ("reopen", "satu", 0),
    ("up", "satu", 0),
    ("decide", "kabupaten", 0),
    ("down", "kabupaten", 0),
]


_UNDONE = [
    *[("edit", name, number) for name, number in (("satu", 0), ("kabupaten", 1))],
    *[("up", "satu", 0), ("up", "kabupaten", 0)],
    *[("decide", "kabupaten", number) for number in (0, 1, 2)],
    *[("up", "kabupaten", 0), ("down", "kabupaten", 0), ("undo", "kabupaten", 0), ("undo", "kabupaten", 0)],
]


@example([*_SAME_NIK_AND_ALIKE[:1], ("up", "satu", 0), *_UNDONE])
@example([*_SAME_NIK_AND_ALIKE, *_TWO_PAYERS, *_DECIDED, *_UNDONE, *_BROUGHT_BACK, ("again", "", 0)])
@given(st.lists(step, max_size=18))
@settings(
    max_examples=7,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_a_tree_comes_to_rest_in_one_state(steps: list[tuple[str, str, int]]) -> None:
    cost = pytest.MonkeyPatch()
    cost.setattr(hashes, "_COST", {"iterations": 1, "lanes": 1, "memory_cost": 64})
    with tempfile.TemporaryDirectory() as folder:
        tree = Tree(Path(folder))
        try:
            for one in steps:
                tree.run(*one)
            tree.settle()
            province, regency = tree.nodes["provinsi"], tree.nodes["kabupaten"]
            assert state(regency)["case"] == state(province)["case"]
            assert months(regency) == months(province)
            for name, above in ABOVE.items():
                mine = set(tree.people(tree.nodes[name]))
                assert held_state(tree.nodes[name], mine) == held_state(tree.nodes[above], mine)
                assert mine <= set(tree.people(province))
            said = {name: verdicts(tree.nodes[name]) for name in ABOVE}
            for name in ("provinsi", "kabupaten"):
                tree.down(name)
            assert {name: verdicts(tree.nodes[name]) for name in ABOVE} == said
            assert all(send(tree.nodes[name], tree.folder / "files").nothing_new for name in ABOVE)
        finally:
            tree.close()
            cost.undo()
