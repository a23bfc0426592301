"""Whose card is due stands on the person; a store of an older version gets it when it is opened."""

from ntt_desktop.services.context import Context
from ntt_desktop.store.store import Store
from tests.services.capacity.capacity_support import people


def due(store: Store) -> set[str]:
    with store.read() as reader:
        return {row["id"] for row in reader.rows("SELECT id FROM worker WHERE card_due = 1")}


def test_a_store_from_before_the_column_is_filled_when_it_is_opened(ctx: Context) -> None:
    ids = people(ctx, 5)
    with ctx.store.write("tester") as uow:
        for at, worker in enumerate(ids[:4]):
            uow.put("enrolment", f"E{at}", {"worker_id": worker, "result": "accepted", "dated_on": "2026-01-02"})
        uow.put("enrolment", "E9", {"worker_id": ids[0], "result": "refused", "dated_on": "2026-01-03"})
        uow.put("handover", "H0", {"worker_id": ids[1], "item": "card", "date": "2026-01-03"})
        uow.put("handover", "H1", {"worker_id": ids[2], "item": "bank_book", "date": "2026-01-03"})
        uow.put("handover", "H2", {"worker_id": ids[3], "item": "card", "date": "2026-01-03", "withdrawn": 1})
    wanted = {ids[2], ids[3]}
    assert due(ctx.store) == wanted
    with ctx.store.write("tester") as uow:
        uow.execute("DROP INDEX worker_card")
        uow.execute("ALTER TABLE worker DROP COLUMN card_due")
        uow.execute("CREATE INDEX enrolment_result ON enrolment (result, withdrawn, worker_id)")
        uow.execute("DELETE FROM _sqlite_migrations WHERE name = '0010_cards'")
    home, key = ctx.store.home, ctx.store.key
    ctx.store.close()
    opened = Store(home, key)
    assert due(opened) == wanted
    with opened.write("tester") as uow:
        uow.put("handover", "H2", {"withdrawn": None})
        uow.put("handover", "H0", {"withdrawn": 1})
    assert due(opened) == {ids[2], ids[1]}
    opened.close()
