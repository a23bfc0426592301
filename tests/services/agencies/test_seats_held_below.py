"""A bad answer about somebody whose slot a laptop holds: the office frees it, the laptop chooses who follows."""

from pathlib import Path

from ntt_desktop.services.agencies import agency_answers, agency_replacements
from ntt_desktop.services.assignment import batches, slots
from ntt_desktop.services.capacity import programmes
from ntt_desktop.services.money import ledger
from tests.conftest import MakeContext
from tests.services.capacity.capacity_support import add_programme, day, in_batch, introduce, people, send
from tests.workbooks import sheet


def test_the_device_that_holds_the_slot_is_named_and_gives_it(make_ctx: MakeContext, tmp_path: Path) -> None:
    office, laptop = make_ctx("supervisor", "53", name="provinsi"), make_ctx("petugas", "53.11", name="laptop-1")
    introduce(office, laptop)
    add_programme(office)
    programmes.allot(office, "P26", "laptop-1", 2)
    people(laptop, 3)
    send(office, laptop)
    slots.assign(laptop, "P26")
    send(laptop, office)
    batches.create(office, "P26", "Tahap 1")
    nik = in_batch(office)[0]
    file = sheet(tmp_path / "a.xlsx", [["NIK", "STATUS"], [nik, "meninggal"]])
    agency_answers.take(office, file, agency="dukcapil", on=day("2026-02-09"))
    (offered,) = agency_replacements.proposals(office)
    assert (offered.held_by, offered.next_person) == ("laptop-1", None)
    done = agency_replacements.confirm(office, [offered.row]).value
    assert (done.freed, done.given, done.elsewhere) == (1, (), 1)
    send(office, laptop)
    (given,) = slots.assign(laptop, "P26").value.given
    assert given.person.nik not in (nik, *in_batch(office))
    send(laptop, office)
    (books,) = ledger.balance(office)
    assert books.whole.holds
    assert not books.contested
