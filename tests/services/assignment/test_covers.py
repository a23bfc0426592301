"""Earlier cover: an opening balance, and what the rank makes of it."""

import pytest

from ntt_desktop.domain.dates import Month
from ntt_desktop.errors import UserError
from ntt_desktop.services.assignment import covers
from ntt_desktop.services.context import Context
from ntt_desktop.services.people import person_detail
from ntt_desktop.store.assignment import candidates
from tests.services.sync.nodes import register


def test_cover_is_added_listed_and_removed(ctx: Context) -> None:
    worker = register(ctx, 1)
    later = covers.add(ctx, worker, payer="desa", first="2025-07", last="2025-12", source="BPJS list").value
    first = covers.add(ctx, worker, payer="provinsi", first="2025-01", last="2025-06", note="daftar 2025").value
    assert covers.add(ctx, worker, payer="desa", first="2025-07", last="2025-12", source="BPJS list").value == later
    assert [row["id"] for row in covers.listed(ctx, worker)] == [first, later]
    detail = person_detail.get(ctx, worker)
    assert [(row["payer"], row["last_paid_month"], row["source"]) for row in detail.covers] == [
        ("provinsi", "2025-06", "stated"),
        ("desa", "2025-12", "BPJS list"),
    ]
    covers.remove(ctx, later, reason="salah orang")
    assert [row["id"] for row in covers.listed(ctx, worker)] == [first]
    assert any(entry.kind == "cover" for entry in person_detail.history(ctx, worker))
    with pytest.raises(UserError, match="cover_missing"):
        covers.remove(ctx, later)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"payer": " "}, "cover_payer"),
        ({"source": "rumour"}, "cover_source"),
        ({"first": "2025"}, "cover_months"),
        ({"first": "2025-12", "last": "2025-11"}, "cover_months"),
        ({"last": "2026-03"}, "cover_months"),
    ],
)
def test_cover_that_cannot_be(ctx: Context, changed: dict[str, str], code: str) -> None:
    said = {"payer": "desa", "first": "2025-07", "last": "2025-12", **changed}
    with pytest.raises(UserError, match=code):
        covers.add(ctx, register(ctx, 1), **said)


def test_whoever_was_covered_until_shortly_before_continues(ctx: Context) -> None:
    january = 2026 * 12
    paid, lapsed, bare = register(ctx, 1), register(ctx, 2), register(ctx, 3)
    taken_back = covers.add(ctx, bare, payer="desa", first="2025-07", last="2025-12").value
    covers.remove(ctx, taken_back)
    covers.add(ctx, paid, payer="desa", first="2025-07", last="2025-10")
    covers.add(ctx, lapsed, payer="desa", first="2025-01", last="2025-06")
    with ctx.store.read() as reader:
        keys = {row["id"]: row["pk"] for row in reader.rows("SELECT id, pk FROM worker")}
        assert candidates.continuing(reader, january, 3) == {keys[paid]}


def test_the_clocks_of_a_person_run_on_from_the_opening_balance(ctx: Context) -> None:
    worker = register(ctx, 1)
    assert covers.clocks(ctx, worker).months_in_row is None  # riwayat belum diketahui
    entry = covers.add(ctx, worker, payer="provinsi", first="2025-01", last="2025-12", source="BPJS list").value
    found = covers.clocks(ctx, worker)
    assert (found.months_in_row, found.jkm_full_in, found.scholarship_in) == (12, 0, 24)
    assert found.last_paid == Month(2025, 12)
    assert found.gaps == (Month(2026, 2), Month(2026, 3))  # January went by unpaid, March is the third
    assert covers.clocks(ctx, worker, on=Month(2026, 4)).months_in_row == 0
    with ctx.store.write("tester") as uow:
        uow.put("bridge", uow.new_id(), {"worker_id": worker, "first_month": "2026-02", "last_month": "2027-02"})
    assert covers.clocks(ctx, worker).gaps == ()
    covers.remove(ctx, entry)
    assert covers.clocks(ctx, worker).months_in_row is None
