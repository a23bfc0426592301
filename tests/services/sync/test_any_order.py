"""Property: files of several nodes in any order, repeated, lost and sent again, give every store the same state.

Small real stores; files are read in this process, because starting a reading process a thousand times proves nothing.
"""

import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntt_desktop.services.context import Context
from tests.conftest import Clock, new_node
from tests.services.sync.nodes import answer, change, register, send, state, take

NODES = (("petugas", "53.11", "satu"), ("petugas", "53.11", "dua"), ("supervisor", "53", "provinsi"))

action = st.one_of(
    st.tuples(st.just("register"), st.integers(0, 1), st.integers(0, 4)),
    st.tuples(st.just("edit"), st.integers(0, 2), st.integers(0, 9), st.integers(0, 3)),
    st.tuples(st.just("end"), st.integers(0, 2), st.integers(0, 9)),
    st.tuples(st.just("void"), st.integers(0, 2), st.integers(0, 9)),
    st.tuples(st.just("export"), st.integers(0, 1), st.booleans()),
    st.tuples(st.just("return"), st.booleans()),
    st.tuples(st.just("deliver"), st.integers(0, 30)),
)


class World:
    """Three nodes, every file ever made, and deliveries as chance will have them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = Clock()
        self.nodes = [new_node(folder / name, role, region, name, self.clock) for role, region, name in NODES]
        *self.laptops, self.office = self.nodes
        self.files: list[tuple[Context, Path]] = []

    def close(self) -> None:
        for node in self.nodes:
            node.store.close()

    def workers(self, ctx: Context) -> list[str]:
        with ctx.store.read() as reader:
            return [row["id"] for row in reader.rows("SELECT id FROM worker ORDER BY id")]

    def run(self, step: tuple[object, ...]) -> None:
        self.clock.now += timedelta(seconds=7)
        name, *rest = step
        if name == "register":
            # Numbers recur, so that both laptops register the same NIK.
            register(self.laptops[rest[0]], rest[1], full_name=f"AGNES {'LOBO' if rest[1] else rest[0]}")  # type: ignore[index,call-overload,arg-type]
        elif name in ("edit", "end", "void"):
            ctx = self.nodes[rest[0]]  # type: ignore[call-overload]
            people = self.workers(ctx)
            if people:
                worker = people[rest[1] % len(people)]  # type: ignore[operator]
                fields = {
                    "edit": {"full_name": f"AGNES {rest[-1]}", "phone": f"08120000000{rest[-1]}"},
                    "end": {"ended_on": "2026-02-01", "end_reason": "pindah"},
                    "void": {"void": 1, "void_reason": "salah"},
                }[str(name)]
                change(ctx, "worker", worker, **fields)
        elif name == "export":
            ctx = self.laptops[rest[0]]  # type: ignore[call-overload]
            self.files.append((self.office, send(ctx, self.folder / "out", full=bool(rest[1])).path))
        elif name == "return":
            self.answer(full=bool(rest[0]))
        elif name == "deliver" and self.files:
            receiver, path = self.files[rest[0] % len(self.files)]  # type: ignore[operator]
            take(receiver, path, trust=self.nodes)

    def answer(self, *, full: bool = False) -> list[tuple[Context, Path]]:
        with self.office.store.read() as reader:
            if not reader.value("SELECT count(*) FROM peer"):
                return []
        by_name = {ctx.store.node.name: ctx for ctx in self.laptops}
        made = [(by_name[name], path) for name, path in answer(self.office, self.folder / "out", full=full).items()]
        self.files += made
        return made

    def settle(self) -> None:
        """What happens in the end: everybody sends, the office answers, everybody receives. Nothing else is resent."""
        for _ in range(3):
            for laptop in self.laptops:
                take(self.office, send(laptop, self.folder / "out").path, trust=self.nodes)
            for receiver, path in self.answer():
                take(receiver, path, trust=self.nodes)


def held_state(ctx: Context, workers: set[str]) -> dict[str, list[object]]:
    """What a store says of these workers; who is joined with whom depends on who else is known, so that is left out."""
    local = ("person_id", "state", "open_evidence", "settled_by")
    found: dict[str, list[object]] = {}
    for kind, rows in state(ctx).items():
        if kind == "case":
            found[kind] = [row for row in rows if row["kind"] == "conflict" and row["subject"] in workers]
        else:
            found[kind] = [
                {key: value for key, value in row.items() if key not in local}
                for row in rows
                if (row["id"] if kind == "worker" else row["worker_id"]) in workers
            ]
    return found


@given(st.lists(action, max_size=25))
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_any_order_repetition_and_loss_end_in_the_same_state(steps: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder))
        try:
            for step in steps:
                world.run(step)
            # What was lost on the way turns up at last: it may bring people (a full return file), never undo anything.
            for receiver, path in reversed(world.files):
                take(receiver, path, trust=world.nodes)
            world.settle()
            everyone = set(world.workers(world.office))
            for laptop in world.laptops:
                mine = set(world.workers(laptop))
                assert mine <= everyone
                assert held_state(laptop, mine) == held_state(world.office, mine)
                following = send(laptop, world.folder / "out")
                assert following.nothing_new
                (report,) = take(world.office, following.path)
                assert report.stock_difference == []
                assert report.missing_sequences == []
                assert not report.cloned
            # Every file there ever was, once more: nothing moves.
            before = [state(node) for node in world.nodes]
            for receiver, path in world.files:
                take(receiver, path, trust=world.nodes)
            assert [state(node) for node in world.nodes] == before
        finally:
            world.close()
