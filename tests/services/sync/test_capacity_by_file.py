"""Capacity goes down by file and comes back as people, person-months and rupiah."""

from pathlib import Path

from ntt_desktop.services.assignment import slots
from ntt_desktop.services.capacity import programmes
from ntt_desktop.services.capacity.programmes import NewProgramme
from ntt_desktop.services.sync import stock
from tests.conftest import MakeContext
from tests.services.sync.nodes import answer, register, send, state, take


def test_the_province_allots_the_laptop_assigns_and_both_have_the_same_sums(
    make_ctx: MakeContext, tmp_path: Path
) -> None:
    laptop = make_ctx("petugas", "53.11", name="laptop-1")
    office = make_ctx("supervisor", "53", name="provinsi")
    for number in range(5):
        register(laptop, number)
    programmes.add(office, NewProgramme("P26", "APBD", "provinsi", "53", "2026-01", 12, 50, 16_800))
    # Allotted to the region before anybody there is known; handed over with the first return file.
    programmes.allot(office, "P26", "53.11", 3)
    take(office, send(laptop, tmp_path).path, trust=[laptop])
    (report,) = take(laptop, answer(office, tmp_path)["laptop-1"])
    assert report.status == "received"
    assert len(slots.assign(laptop, "P26").value.given) == 3
    sent = send(laptop, tmp_path)
    assert sent.manifest.counts["slots"] == 3
    assert (sent.manifest.person_months, sent.manifest.rupiah) == (36, 36 * 16_800)
    (report,) = take(office, sent.path)
    assert report.stock_difference == []
    assert state(office)["slot"] == state(laptop)["slot"]
    with office.store.read() as reader:
        assert stock.totals(reader, laptop.store.node.id) == sent.manifest.stock
    take(laptop, answer(office, tmp_path)["laptop-1"])
    assert send(laptop, tmp_path).nothing_new
