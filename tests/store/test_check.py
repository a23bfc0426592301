"""`check` computes everything derived again, and names the row and the column that differ."""

from datetime import UTC, date, datetime

import pytest

from ntt_desktop.services.assignment import slots
from ntt_desktop.services.capacity import programmes
from ntt_desktop.services.context import Context
from ntt_desktop.services.life_events import events
from ntt_desktop.store import recompute
from ntt_desktop.store.care.check import check
from ntt_desktop.store.driver import connect
from ntt_desktop.store.store import FILE
from tests.conftest import Clock, MakeContext
from tests.services.capacity.capacity_support import add_programme, people, person
from tests.store.records import trial

DAMAGES = {
    "UPDATE worker SET state = 'lapsed' WHERE id = :worker": "worker {worker}: state",
    "UPDATE worker SET person_id = :other WHERE id = :worker": "worker {worker}: person_id",
    "UPDATE worker SET open_evidence = 3 WHERE id = :worker": "worker {worker}: open_evidence",
    "UPDATE finding SET severity = 'note'": "finding {finding}: severity",
    "UPDATE seat_month SET stage = 4 WHERE slot = 1 AND month = 24314": "seat_month {slot} 2026-03: stage",
    "UPDATE seat_month SET in_force = 0, contested = 'taken' WHERE slot = 1 AND month = 24314": (
        "seat_month {slot} 2026-03: in_force, contested"
    ),
    "DELETE FROM seat_month WHERE slot = 1 AND month = 24314": "seat_month {slot} 2026-03",
    "DELETE FROM worker_search WHERE rowid = (SELECT pk FROM worker WHERE id = :worker)": "worker_search {worker}",
    "INSERT INTO open_case (kind, subject) VALUES ('contested_slot', :slot)": "open_case contested_slot {slot}  ",
}


@pytest.fixture
def filled(make_ctx: MakeContext, clock: Clock) -> tuple[Context, dict[str, str]]:
    """A store in which a bit of everything happened."""
    ctx = make_ctx("supervisor", "53", name="provinsi")
    clock.now = datetime(2026, 1, 5, tzinfo=UTC)
    owner = add_programme(ctx, seats=6)
    programmes.allot(ctx, "P26", "53.11", 4)
    programmes.release(ctx, "P26", 1, region="53.11")
    ids = people(ctx, 5)
    twin = person(ctx, 0)  # the same NIK and name: joined
    slots.assign(ctx, "P26", limit=3)
    with ctx.store.write("tester") as uow:
        first = uow.rows("SELECT id FROM slot WHERE pk = 1")[0]["id"]
        months = {"first_month": "2026-01", "last_month": "2026-04"}
        uow.put("bill", uow.new_id(), {"programme_id": owner, "seats": "1-6", **months})
        uow.put("payment", uow.new_id(), {"programme_id": owner, "seats": "1-2", **months, "last_month": "2026-02"})
        finding = uow.new_id()
        uow.put("finding", finding, {"worker_id": ids[4], "code": "kk_equals_nik"})
    events.end_worker(ctx, twin, "moved", date(2026, 1, 4))
    return ctx, {"worker": ids[4], "other": ids[3], "slot": first, "finding": finding}


def test_a_store_that_was_used_is_clean_and_stays_as_it_was(filled: tuple[Context, dict[str, str]]) -> None:
    ctx, _ = filled
    with ctx.store.read() as reader:
        before = [reader.rows(f"SELECT * FROM {table}") for table in ("seat_month", "worker")]
    assert check(ctx.store).problems == []
    assert check(ctx.store).problems == []
    with ctx.store.read() as reader:
        assert [reader.rows(f"SELECT * FROM {table}") for table in ("seat_month", "worker")] == before


def test_a_page_that_waits_in_the_log_is_no_damage_and_a_changed_one_is(ctx: Context) -> None:
    path = ctx.store.home / FILE
    crowd = people(ctx, 60, notes="sawah " * 150)
    reading = connect(path, ctx.store.key, read_only=True)
    reading.execute("BEGIN")
    reading.execute("SELECT count(*) FROM worker").fetchall()
    with ctx.store.write("tester") as uow:
        for worker in crowd[:20]:
            uow.put("worker", worker, {"notes": "kebun"})
    writing = connect(path, ctx.store.key)
    writing.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    content = path.read_bytes()
    assert bytes(4096) in [content[at : at + 4096] for at in range(0, len(content), 4096)]
    assert check(ctx.store).problems == []
    reading.close()
    writing.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    writing.close()
    content = path.read_bytes()
    path.write_bytes(content[: 7 * 4096 + 9] + bytes([content[7 * 4096 + 9] ^ 1]) + content[7 * 4096 + 10 :])
    assert {code for code, _ in check(ctx.store).problems} == {"file_damaged"}


def test_what_was_damaged_by_hand_is_named(filled: tuple[Context, dict[str, str]]) -> None:
    ctx, ids = filled
    for sql, detail in DAMAGES.items():
        with trial(ctx.store) as uow:
            uow.execute(sql, ids)
            named = [found for _, found in recompute.compare(uow)]
        assert detail.format(**ids) in named, sql
    with ctx.store.write("tester") as uow:
        uow.execute("UPDATE worker SET state = 'lapsed' WHERE id = :worker", ids)
    assert check(ctx.store).problems == [("derived_differs", f"worker {ids['worker']}: state")]
