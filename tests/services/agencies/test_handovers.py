"""Card and bank book reach the person: in bulk for a village, with a receipt, and never a PIN."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ntt_desktop.errors import UserError
from ntt_desktop.services.agencies import agency_view, handover_papers, handovers
from ntt_desktop.services.context import Context
from ntt_desktop.services.figures.overview import overview
from ntt_desktop.wording.errors import message
from tests.conftest import MakeContext
from tests.services.capacity.capacity_support import VILLAGE, people

DAY = date(2026, 2, 9)
OTHER = "53.11.09.2004"


@pytest.fixture
def ctx(make_ctx: MakeContext) -> Context:
    """Five whom BPJS accepted in two villages, one whom it refused after all."""
    ctx = make_ctx("supervisor", "53.11", name="kabupaten")
    found = people(ctx, 4) + people(ctx, 2, 4, village_code=OTHER)
    with ctx.store.write("tester") as uow:
        for at, worker in enumerate(found):
            values = {"worker_id": worker, "programme_id": "p", "result": "accepted", "dated_on": "2026-01-20"}
            uow.put("enrolment", uow.new_id(), values)
            if at == 3:
                uow.put("enrolment", uow.new_id(), {**values, "result": "refused", "dated_on": "2026-02-01"})
    return ctx


def test_who_waits_is_counted_as_listed(ctx: Context) -> None:
    waiting = handovers.outstanding(ctx)
    assert len(waiting) == handovers.count_outstanding(ctx) == 5
    assert handovers.count_outstanding(ctx, area=VILLAGE) == 3
    assert overview(ctx).card == 5, "Beranda counts as the list does"
    village = [row["id"] for row in handovers.outstanding(ctx, area=VILLAGE)]
    done = handovers.add(ctx, village, ["card", "bank_book"], DAY, paper="BA 12/2026", by="Y. Ndapa").value
    assert (len(done.made), done.had) == (6, 0)
    assert handovers.count_outstanding(ctx, area=VILLAGE) == 0
    assert handovers.count_outstanding(ctx) == handovers.count_outstanding(ctx, item="bank_book") == 2
    again = handovers.add(ctx, village, ["card"], DAY)
    assert (again.value.made, again.value.had, again.changed) == ((), 3, frozenset())
    entry = agency_view.of_person(ctx, village[0]).handovers[0]
    assert (entry["date"], entry["by"], entry["paper"]) == ("2026-02-09", "Y. Ndapa", "BA 12/2026")
    assert entry["received_by"] == handovers.listing(ctx, area=VILLAGE)[0]["full_name"]
    assert handovers.take_back(ctx, done.made[:1], reason="salah orang").value == 1
    assert handovers.count_outstanding(ctx, area=VILLAGE) == 1
    assert overview(ctx).card == handovers.count_outstanding(ctx) == 3
    with pytest.raises(UserError, match="handover_missing"):
        handovers.take_back(ctx, done.made[:1], reason="salah orang")


def test_a_pin_is_never_written_down(ctx: Context) -> None:
    one = handovers.outstanding(ctx)[0]["id"]
    for texts in ({"note": "PIN 4821"}, {"note": "482911"}, {"received_by": "istri, kartu ATM juga"}, {"paper": "ATM"}):
        with pytest.raises(UserError) as caught:
            handovers.add(ctx, [one], ["card"], DAY, **texts)
        assert caught.value.code == "handover_secret"
        assert all(message(caught.value))
    with pytest.raises(UserError, match="handover_item"):
        handovers.add(ctx, [one], ["atm"], DAY)
    with pytest.raises(UserError, match="handover_nobody"):
        handovers.add(ctx, [], ["card"], DAY)
    with pytest.raises(UserError, match="date_in_future"):
        handovers.add(ctx, [one], ["card"], date(2027, 1, 1))
    (stranger,) = people(ctx, 1, 90)
    before = handovers.count_outstanding(ctx)
    with pytest.raises(UserError) as caught:
        handovers.add(ctx, [one, stranger], ["card"], DAY)
    assert caught.value.code == "handover_not_accepted"
    assert "Orang 00090" in message(caught.value)[0]
    assert handovers.count_outstanding(ctx) == before, "all of them or none"
    assert len(handovers.add(ctx, [stranger], ["bank_book"], DAY).value.made) == 1
    assert agency_view.of_person(ctx, one).handovers == ()
    handovers.add(ctx, [one], ["card"], DAY, note="diterima istri")
    with pytest.raises(UserError) as caught:
        handovers.add(ctx, [one], ["card"], DAY)
    assert caught.value.code == "handover_exists"


def test_the_receipt_of_a_village(ctx: Context, tmp_path: Path) -> None:
    one = handovers.outstanding(ctx, area=VILLAGE)[0]
    handovers.add(ctx, [one["id"]], ["card"], DAY)
    book, paper = handover_papers.write_receipt(ctx, VILLAGE, tmp_path).value
    assert paper.read_bytes().startswith(b"%PDF")
    cells = [cell.value for row in load_workbook(book).worksheets[0].iter_rows() for cell in row if cell.value]
    assert "09/02/2026" in cells
    assert sum(str(cell).startswith("****") for cell in cells) == 3
    waiting = handover_papers.receipt(ctx, VILLAGE, item="card")
    assert len(waiting.tables[0].rows) == 2
    assert len(handover_papers.waiting_list(ctx, item="card").tables[0].rows) == handovers.count_outstanding(ctx) == 4
    assert handover_papers.write_waiting(ctx, tmp_path / "belum.pdf", item="card").value[0].exists()
    with pytest.raises(UserError, match="file_exists"):
        handover_papers.write_receipt(ctx, VILLAGE, tmp_path)
    with pytest.raises(UserError, match="receipt_empty"):
        handover_papers.receipt(ctx, "53.11.11.2001")
