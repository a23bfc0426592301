"""The log, the unit of work and the rule that makes state of changes."""

import json
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntt_desktop.domain.changes import Change, Value, resolve
from ntt_desktop.domain.revision import HybridClock, compose, device_of, milliseconds_of
from ntt_desktop.services.context import Context
from ntt_desktop.store.care import check
from ntt_desktop.store.codec import decode, encode_body
from tests.conftest import Clock, MakeContext

PERSON = {"nik": "5311180105780001", "full_name": "Yoksan Goit", "village_code": "53.11.18.2005"}


def add(ctx: Context, **values: object) -> str:
    with ctx.store.write("tester") as uow:
        worker = uow.new_id()
        uow.put("worker", worker, {**PERSON, **values})  # type: ignore[dict-item]
    return worker


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """Changes of one record made by three devices that see each other's changes now and then."""
    seen: dict[str, list[Change]] = {device: [] for device in "abc"}
    clocks = {device: HybridClock(device) for device in "abc"}
    every: list[Change] = []
    for now in range(draw(st.integers(1, 8))):
        device = draw(st.sampled_from("abc"))
        if draw(st.booleans()):
            other = draw(st.sampled_from("abc"))
            known = {change.revision for change in seen[device]}
            for change in seen[other]:
                if change.revision not in known:
                    seen[device].append(change)
                    clocks[device].observe(change.revision, now)
        heads = resolve(seen[device]).heads if seen[device] else {}
        name = draw(st.sampled_from(["full_name", "nik"]))
        change = Change(
            clocks[device].tick(draw(st.integers(0, 5))),
            "worker",
            "w",
            {name: draw(st.sampled_from(["A", "B", None]))},
            {name: tuple(head.revision for head in heads[name])} if name in heads else {},
        )
        seen[device].append(change)
        every.append(change)
    return every


@given(histories(), st.randoms())
def test_state_is_a_function_of_the_set(changes: list[Change], random: object) -> None:
    shuffled = changes * 2
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert resolve(shuffled) == resolve(changes)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=60))
def test_a_clock_never_repeats_and_never_goes_back(times: list[int]) -> None:
    clock = HybridClock("dev")
    made = [clock.tick(now) for now in times]
    assert made == sorted(set(made))


def test_copies_of_a_store_behind_what_they_have_seen_make_other_revisions() -> None:
    seen = compose(90_000, 7, "x")
    made = []
    for _ in range(2):
        clock = HybridClock("dev")
        clock.observe(seen, 5)
        made.append([clock.tick(5 + at) for at in range(4)])
        assert made[-1] == sorted(made[-1])
        assert seen < made[-1][0]
        assert milliseconds_of(made[-1][-1]) <= 150_000, "not more than a minute ahead of it"
    assert not set(made[0]) & set(made[1])


def test_a_stamp_far_ahead_does_not_move_the_clock() -> None:
    clock = HybridClock("dev")
    assert not clock.observe(compose(90_000_000, 0, "x"), 0)
    assert milliseconds_of(clock.tick(5)) == 5
    assert device_of(clock.tick(5)) == "dev"


@given(st.lists(st.integers(0, 3 * 24 * 3600 * 1000), max_size=6), st.integers(0, 9))
def test_many_stamps_move_the_clock_as_each_would(times: list[int], now: int) -> None:
    one, all_ = HybridClock("a"), HybridClock("a")
    revisions = [compose(at, at % 7, "b") for at in times]
    ahead = [revision for revision in revisions if not one.observe(revision, now)]
    assert all_.observe_all(revisions, now) == ahead
    assert all_ == one


_VALUES = st.one_of(st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.text(), st.lists(st.text(), max_size=3))


@given(st.dictionaries(st.text(), _VALUES, max_size=5), st.dictionaries(st.text(), st.just(("2", "1")), max_size=2))
def test_a_body_is_compact_json_with_sorted_keys(
    values: dict[str, Value], replaces: dict[str, tuple[str, ...]]
) -> None:
    change = Change("r", "worker", "w", values, replaces)
    known = {"v": values, **({"r": {name: sorted(those) for name, those in replaces.items()}} if replaces else {})}
    body = encode_body(change)
    assert body == json.dumps(known, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    back = decode("r", "worker", "w", body, "", "")
    assert (back.values, back.replaces) == (values, dict.fromkeys(replaces, ("1", "2")))


def test_put_appends_only_what_differs(ctx: Context) -> None:
    worker = add(ctx)
    with ctx.store.write("tester") as uow:
        assert uow.put("worker", worker, PERSON) == ""
        assert uow.put("worker", worker, {**PERSON, "phone": "081234567890"}) != ""
    with ctx.store.read() as reader:
        bodies = [
            row["body"] for row in reader.rows("SELECT body FROM change WHERE record = ? ORDER BY seq", (worker,))
        ]
        assert bodies[1] == '{"v":{"phone":"081234567890"}}'
        assert reader.value("SELECT phone FROM worker WHERE id = ?", (worker,)) == "081234567890"
    assert check.check(ctx.store).ok


def test_many_new_records_are_put_as_each_alone_would_be(ctx: Context) -> None:
    values = [{**PERSON, "nik": f"53111801018{number:05d}", "phone": None} for number in range(3)]
    with ctx.store.write("tester", "many") as uow:
        records = uow.new_ids(3)
        uow.put_new("worker", dict(zip(records, values, strict=True)))
        alone = uow.new_id()
        uow.put("worker", alone, {**values[0], "nik": "5311180101800009"})
        with pytest.raises(KeyError):
            uow.put_new("worker", {records[0]: PERSON})
    assert records == sorted(records)
    changes = changes_of(ctx)
    assert [change.record for change in changes] == [*records, alone]
    assert [change.revision for change in changes] == sorted(change.revision for change in changes)
    assert {(change.actor, change.reason) for change in changes} == {("tester", "many")}
    assert {frozenset(change.values) for change in changes} == {frozenset(PERSON)}
    with ctx.store.read() as reader:
        columns = ", ".join(PERSON)
        rows = reader.rows(f"SELECT {columns}, state, name_sort, created_rev = updated_rev FROM worker")
    assert [row.pop("nik") for row in rows] == [*(value["nik"] for value in values), "5311180101800009"]
    assert all(row == rows[-1] for row in rows)
    assert check.check(ctx.store).ok


def test_a_failing_unit_leaves_nothing(ctx: Context) -> None:
    before = ctx.store.setting("x")

    def half_done() -> None:
        with ctx.store.write("tester") as uow:
            uow.put("worker", uow.new_id(), PERSON)
            uow.set_setting("x", 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_done()
    with ctx.store.read() as reader:
        assert reader.value("SELECT count(*) FROM worker") == 0
        assert reader.value("SELECT count(*) FROM change WHERE kind = 'worker'") == 0
    assert ctx.store.setting("x") == before
    add(ctx)
    assert check.check(ctx.store).ok


def test_the_log_cannot_be_changed(ctx: Context) -> None:
    add(ctx)
    for statement in ("UPDATE change SET actor = 'x'", "DELETE FROM change"):
        with pytest.raises(Exception, match="change_is_immutable"), ctx.store.write("tester") as uow:
            uow.execute(statement)


def changes_of(ctx: Context, kind: str = "worker") -> list[Change]:
    from ntt_desktop.store.codec import COLUMNS, decode

    with ctx.store.read() as reader:
        rows = reader.execute(f"SELECT {COLUMNS} FROM change WHERE kind = ? ORDER BY seq", (kind,)).fetchall()
    return [decode(*row) for row in rows]


def test_a_conflict_shows_the_newest_until_it_is_decided(make_ctx: MakeContext, clock: Clock) -> None:
    one, other = make_ctx(name="one"), make_ctx(name="other")
    worker = add(one)
    with other.store.write("tester") as uow:
        uow.apply(changes_of(one), "one")
    with one.store.write("first") as uow:
        uow.put("worker", worker, {"full_name": "Yoksan A."})
    clock.now += timedelta(seconds=1)
    with other.store.write("second") as uow:
        uow.put("worker", worker, {"full_name": "Yoksan B."})
    with one.store.write("tester") as uow:
        assert uow.apply(changes_of(other), "other").new == 1
    with one.store.read() as reader:
        assert reader.value("SELECT full_name FROM worker") == "Yoksan B."
        assert reader.value("SELECT count(*) FROM open_case WHERE kind = 'conflict' AND field = 'full_name'") == 1
    with one.store.write("decider") as uow:
        uow.put("worker", worker, {"full_name": "Yoksan A."}, decide=True)
    with other.store.write("tester") as uow:
        uow.apply(changes_of(one), "one")
        assert uow.apply(changes_of(one), "one").new == 0
    for ctx in (one, other):
        with ctx.store.read() as reader:
            assert reader.value("SELECT full_name FROM worker") == "Yoksan A."
            assert reader.value("SELECT count(*) FROM open_case") == 0
        assert check.check(ctx.store).ok


def test_a_clone_and_a_clock_far_ahead_are_reported(make_ctx: MakeContext, clock: Clock) -> None:
    one, other = make_ctx(name="one"), make_ctx(name="other")
    add(one)
    (change,) = changes_of(one)
    forged = Change(change.revision, "worker", change.record, {"nik": "1"}, {}, "x", "")
    future = Change(compose(int(clock.now.timestamp() * 1000) + 10**9, 0, "devx"), "worker", "w9", PERSON)
    with other.store.write("tester") as uow:
        uow.apply([change, future], "one")
        applied = uow.apply([forged], "one")
    assert applied.cloned == [change.revision]
    with other.store.write("tester") as uow:
        assert uow.put("worker", "w9", {"phone": "0811"}) < future.revision


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(4)))
def test_one_nik_alike_names_is_one_person_in_any_order(order: list[int]) -> None:
    import tempfile
    from pathlib import Path

    from ntt_desktop.store.store import NewNode, Store

    people = [
        ("w2", {**PERSON, "birth_date": "1978-05-01"}),
        ("w1", {**PERSON, "full_name": "YOKSAN GOIT", "birth_date": "1978-05-01"}),
        ("w3", {**PERSON, "full_name": "Maria Bana", "birth_date": "1990-01-01"}),
        ("w0", {**PERSON, "birth_date": "1978-05-01", "void": 1}),
    ]
    changes = [Change(compose(n, 0, "d"), "worker", record, values) for n, (record, values) in enumerate(people)]
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder), bytes(32), NewNode("petugas", "53.11", "l", "o"))
        for position in order:
            with store.write("t") as uow:
                uow.apply([changes[position]], "x")
        with store.read() as reader:
            assert dict(reader.execute("SELECT id, person_id FROM worker").fetchall()) == {
                "w0": "w0",
                "w1": "w1",
                "w2": "w1",
                "w3": "w3",
            }
            cases = reader.execute("SELECT subject, other FROM open_case WHERE kind = 'same_nik' ORDER BY 1, 2")
            assert cases.fetchall() == [("w1", "w3"), ("w2", "w3")]
            assert reader.value("SELECT state FROM worker WHERE id = 'w0'") == "void"
        store.close()
