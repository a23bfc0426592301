"""A generated province for the tests of reports: two kabupaten, three laptops' people, bills, payments, claims."""

from datetime import UTC, date, datetime

from ntt_desktop.services.assignment import slots
from ntt_desktop.services.capacity import programmes
from ntt_desktop.services.claims import claims
from ntt_desktop.services.context import Context
from ntt_desktop.services.figures.targets import Target, set_target
from ntt_desktop.services.money import bills, payments
from tests.conftest import Clock, MakeContext
from tests.services.capacity.capacity_support import add_programme, introduce, people, send

PLACES = (("53.11.18.2005", "53.11.18.1004"), ("53.11.01.2001",), ("53.01.04.2001", "53.01.08.2002"))
RATE, DEARER = 16_800, 20_000
EACH, SEATED, DEARER_SEATED = 12, 9, 6


def generated_province(make_ctx: MakeContext, clock: Clock) -> Context:
    """People come from three laptops; two programmes, two bills paid in part, one claim paid, targets of both."""
    clock.now = datetime(2026, 1, 5, tzinfo=UTC)
    province = make_ctx("supervisor", "53", name="provinsi")
    laptops = [
        make_ctx("petugas", villages[0][:5], name=f"laptop-{number}") for number, villages in enumerate(PLACES, start=1)
    ]
    for number, (laptop, villages) in enumerate(zip(laptops, PLACES, strict=True)):
        introduce(province, laptop)
        for at in range(EACH):
            people(laptop, 1, start=number * 100 + at, village_code=villages[at % len(villages)])
        send(laptop, province)
    add_programme(province, seats=40)
    add_programme(province, code="K26", payer="kabupaten", region="53.11", seats=10, months=6, rate=DEARER)
    programmes.allot(province, "P26", "53.11", 10)
    slots.assign(province, "P26", limit=SEATED)
    slots.assign(province, "K26", limit=DEARER_SEATED)
    bills.issue(province, "P26", "2026-02", number="001/BPU/2026")
    bills.issue(province, "K26", "2026-01", number="002/BPU/2026")
    clock.now = datetime(2026, 3, 5, tzinfo=UTC)
    payments.pay(province, "P26", "001/BPU/2026", paid_on="2026-02-10", sp2d="SP2D-1")
    bills.issue(province, "P26", "2026-03", number="003/BPU/2026")
    payments.pay(province, "P26", "003/BPU/2026", paid_on="2026-03-04", sp2d="SP2D-2")
    _claim(province)
    for region, eligible, elsewhere in (("53.11", 100, 31), ("53.01", 60, 10)):
        set_target(province, Target(region, 2026, eligible, elsewhere, 500, date(2026, 1, 1), "Disnakertrans"))
    return province


def _claim(province: Context) -> None:
    with province.store.read() as reader:
        worker = reader.value("SELECT worker_id FROM slot ORDER BY seat LIMIT 1")
    made = claims.report(province, worker, claim_type="jkm", event_date=date(2026, 2, 20)).value
    view = claims.show(province, made)
    claims.hand_in(province, made, dict.fromkeys(view.documents, "2026-02-25"))
    claims.send(province, made, date(2026, 2, 26))
    claims.pay(province, made, date(2026, 3, 3), 10_000_000, to="Maria Lobo", bank="Bank NTT", account="0123456789")
