"""Packages made from plain values, without a store."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ntt_desktop.domain.changes import Change, Value
from ntt_desktop.domain.revision import compose
from ntt_desktop.formats.package import workbook
from ntt_desktop.formats.package.manifest import Manifest, Sender, Totals
from ntt_desktop.formats.package.payload import Payload
from ntt_desktop.formats.package.rendering import Content, Names

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
NAMES = Names(
    villages={"53.11.18.2005": ("Kambajawa", "Kota Waingapu", "Kabupaten Sumba Timur")},
    occupations={"petani": "Petani / pekebun (jagung, padi, kacang)"},
    regions={"53.11": "Kabupaten Sumba Timur", "53.11.18": "Kec. Kota Waingapu"},
)


class Log:
    """Makes change records one after the other."""

    def __init__(self, device: str = "aaaaaaaaaa") -> None:
        self.device = device
        self.changes: list[Change] = []

    def add(self, kind: str, record: str, **values: Value) -> Change:
        revision = compose(1_767_000_000_000 + len(self.changes), 0, self.device)
        change = Change(revision, kind, record, values, {}, "Y. Ndapa", "")
        self.changes.append(change)
        return change


def person(log: Log, number: int, **values: Value) -> str:
    """A worker with one contact and one child."""
    worker = f"01940000-0000-7000-8000-{number:012d}"
    fields: dict[str, Value] = {
        "nik": f"531118{1 + number % 28:02d}0378{1 + number:04d}",
        "full_name": f"Agnes Lobo {number}",
        "birth_date": f"1978-03-{1 + number % 28:02d}",
        "sex": "L",
        "village_code": "53.11.18.2005",
        "occupation": "petani",
        "phone": f"0812{number:08d}",
        "monthly_income": 16800,
        **values,
    }
    log.add("worker", worker, **fields)
    log.add("heir", f"heir-{number}", worker_id=worker, name=f"Maria {number}", relation="istri")
    log.add(
        "child", f"child-{number}", worker_id=worker, name=f"Yanto {number}", birth_date="2015-05-01", married=False
    )
    return worker


def manifest_of(payload: Payload, **values: object) -> Manifest:
    """A plausible manifest of a payload."""
    stated: dict[str, object] = {
        "kind": "package",
        "package": "0194aaaa-0000-7000-8000-000000000001",
        "created": "2026-02-10T02:00:00+00:00",
        "sender": Sender(
            "node-a", "laptop-1", "aaaaaaaaaa", "53.11", "petugas", "Y. Ndapa", KEY.public_key().public_bytes_raw()
        ),
        "epoch": "e1",
        "start": 0,
        "end": len(payload.changes),
        "sequence": 1,
        "counts": Content.of(payload).counts(),
        "person_months": 0,
        "rupiah": 0,
        "stock": Totals({"53.11.18": Content.of(payload).counts()["workers"]}),
        "range_sha256": "",
        "payload_sha256": "",
        "payload_size": 0,
        "packing": "",
        **values,
    }
    return Manifest(**stated)  # type: ignore[arg-type]


def package(log: Log, password: str = "", **values: object) -> tuple[bytes, Manifest, Payload]:
    """The bytes of a finished package, its manifest and payload."""
    payload = Payload(tuple(log.changes), tuple(NAMES.lines()))
    built = workbook.build(manifest_of(payload, **values), payload, KEY.sign, password=password)
    data, manifest = built.data, built.manifest
    return data, manifest, payload
