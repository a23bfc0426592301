"""A package written and one read by nothing but docs/sync-format.md; no module of the program takes them apart.

If this has to change, the format has changed, and so must its version and that page.
"""

import base64
import hashlib
import io
import json
import lzma
import re
import zlib
from pathlib import Path
from typing import Any

import msoffcrypto
import openpyxl
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ntt_desktop.services.context import Context
from ntt_desktop.services.sync.receive import receive
from ntt_desktop.store.kinds import KINDS
from tests.conftest import SYNC_PASSWORD, MakeContext
from tests.services.sync.nodes import VILLAGE, register, send

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
WORKER = "019c4547-0058-7000-8000-000000000001"
NODE = "019c4547-0058-7000-8000-00000000000a"
BOOK = (Path(__file__).parents[3] / "docs" / "sync-format.md").read_text("utf-8")
HEADERS = ["Kode Baris", *BOOK.split("| Pekerja | P | ")[1].split(" |")[0].split(", ")]


def canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def crockford(digest: bytes, length: int) -> str:
    number = int.from_bytes(digest, "big")
    bits = len(digest) * 8
    return "".join(CROCKFORD[(number >> (bits - 5 * (at + 1))) & 31] for at in range(length))


def row_key(letter: str, record: str) -> str:
    return letter + crockford(hashlib.sha256(f"ntt-row\0{letter}\0{record}".encode()).digest(), 7)


def stock_key(record: str) -> bytes:
    return hashlib.sha256(f"ntt-stock\0{record}".encode()).digest()[:5]


def check_code(manifest: dict[str, Any]) -> str:
    texts = [manifest["kind"], manifest["sender"]["node"], manifest["epoch"], f"{manifest['from']}-{manifest['to']}"]
    texts.append(manifest["payload"]["sha256"])
    texts += [f"{name}={count}" for name, count in sorted(manifest["counts"].items())]
    texts += [str(manifest["person_months"]), str(manifest["rupiah"])]
    texts += [f"{code}={count}" for code, count in sorted(manifest["stock"]["regions"].items())]
    return crockford(hashlib.sha256(("ntt-check\0" + "\0".join(texts)).encode()).digest(), 8)


def device_code(key: bytes) -> str:
    text = base64.b32encode(hashlib.sha256(b"ntt-fingerprint" + key).digest()).decode()[:16]
    return "-".join(text[at : at + 4] for at in range(0, 16, 4))


def test_the_page_names_every_kind_and_field() -> None:
    told = dict(re.findall(r"^\| `(\w+)` \| `([^`]+)` \|$", BOOK.split("## 10.")[1], re.MULTILINE))
    for kind in KINDS.values():
        if kind.shared:
            marked = [name + "#" * (name in kind.integers) + "!" * (name in kind.asks) for name in kind.fields]
            assert told.get(kind.name) == " ".join(marked), kind.name
    assert told.keys() == {kind.name for kind in KINDS.values() if kind.shared}


def test_a_package_of_another_program_is_taken_in(make_ctx: MakeContext, tmp_path: Path) -> None:
    office = make_ctx("supervisor", "53", name="provinsi")
    private = Ed25519PrivateKey.generate()
    key = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    device = base64.b32encode(hashlib.sha256(key).digest()).decode().lower()[:10]
    revisions = [f"{0x19C45470058:012x}{at:04x}{device}" for at in range(2)]
    me = {"name": "lain-1", "region": "53.11", "role": "petugas", "officer": "A. Lobo", "device": device}
    person = {"nik": "5311181203780001", "full_name": "AGNES LOBO", "birth_date": "1978-03-12", "sex": "L"}
    person |= {"village_code": VILLAGE, "occupation": "petani"}
    changes: list[dict[str, Any]] = [
        {"r": revisions[0], "k": "node", "i": NODE, "v": {**me, "public_key": key.hex()}, "a": "A. Lobo"},
        {"r": revisions[1], "k": "worker", "i": WORKER, "v": person, "a": "A. Lobo"},
    ]
    place = ["Lambanapu", "Kambera", "Kab. Sumba Timur"]
    lines: list[dict[str, Any]] = [
        {"t": "names", "of": "village", "v": {VILLAGE: place}},
        {"t": "names", "of": "occupation", "v": {"petani": "Petani"}},
        {"t": "names", "of": "region", "v": {"53.11": "Kab. Sumba Timur", "53.11.18": "Kambera"}},
        {"t": "stock", "v": base64.b64encode(stock_key(WORKER)).decode()},
    ]
    payload = "".join(f"{one}\n" for one in [*sorted(map(canonical, lines)), *map(canonical, changes)]).encode()
    manifest: dict[str, Any] = {
        "format": "1.0",
        "reads": "1.0",
        "kind": "package",
        "package": "019c4547-0058-7000-8000-0000000000ff",
        "created": "2026-02-10T01:00:00+00:00",
        "sender": {**me, "node": NODE, "device": "lain-1", "key": base64.b64encode(key).decode(), "program": "lain 1"},
        "parent": "",
        "recipient": "",
        "epoch": "satu",
        "from": 0,
        "to": 2,
        "range_sha256": hashlib.sha256("".join(f"{one}\n" for one in revisions).encode()).hexdigest(),
        "sequence": 1,
        "previous": "",
        "acknowledged": {},
        "counts": {"workers": 1, "heirs": 0, "children": 0, "slots": 0, "claims": 0, "ended": 0},
        "person_months": 0,
        "rupiah": 0,
        "stock": {"regions": {"53.11.18": 1}, "person_months": 0, "rupiah": 0},
        "incomplete": 0,
        "unprotected": True,
        "full": False,
        "payload": {"sha256": hashlib.sha256(payload).hexdigest(), "size": len(payload), "packing": "zlib"},
    }
    manifest["check_code"] = check_code(manifest)
    stated = canonical(manifest).encode()
    signature = private.sign(b"ntt-package-1\0" + stated)
    book = openpyxl.Workbook()
    hidden = book.create_sheet("_ntt")
    hidden.sheet_state = "veryHidden"
    hidden.append(["ntt-package"])
    for part, content in (("payload", zlib.compress(payload, 9)), ("manifest", stated), ("signature", signature)):
        text = base64.b64encode(content).decode()
        for at in reversed(range(0, len(text), 500)):
            hidden.append([part, str(at // 500 + 1), text[at : at + 500]])
    people = book.create_sheet("Orang kami")
    people.append(HEADERS)
    shown = {"NIK": person["nik"], "Nama Lengkap": "AGNES LOBO", "Jenis Kelamin": "L", "Tanggal Lahir": "1978-03-12"}
    shown |= {"Kode Desa": VILLAGE, "Desa/Kelurahan": place[0], "Kecamatan": place[1], "Kabupaten/Kota": place[2]}
    shown |= {"Pekerjaan": "Petani", "Kode Baris": row_key("P", WORKER)}
    people.append([shown.get(header) for header in HEADERS])
    summary = book.worksheets[0]
    summary.title = "Ringkasan"
    for label, text in {
        "Jenis berkas": "Paket data",
        "Nomor berkas": "1",
        "Kode pemeriksaan": manifest["check_code"],
        "Dibuat": "10/02/2026 09.00 WITA",
        "Rentang catatan": "1-2",
        "Perlindungan": "TANPA KATA SANDI",
        "Perangkat": "lain-1",
        "Petugas": "A. Lobo",
        "Wilayah": "Kab. Sumba Timur (53.11)",
        "Kode simpul": NODE,
        "Pekerja": "1",
        "Kontak keluarga": "0",
        "Anak": "0",
        "Kuota": "0",
        "Klaim": "0",
        "Berhenti": "0",
        "Orang-bulan": "0",
        "Iuran": "Rp0",
        "Jumlah pekerja": "1",
        "Belum lengkap (tidak dikirim)": "0",
        "Jumlah orang-bulan": "0",
        "Jumlah iuran": "Rp0",
        "Kambera (53.11.18)": "1",
    }.items():
        summary.append([None, label, text])
    path = tmp_path / "paket.xlsx"
    book.save(path)
    (report,) = receive(office, [path], trusted=[device_code(key)]).value
    assert (report.status, report.reason) == ("received", "")
    assert (report.new, report.edited, report.missing_rows, report.added_rows) == (1, (), (), ())
    assert (report.stock_difference, report.missing_sequences, report.check_code) == ([], [], manifest["check_code"])
    with office.store.read() as reader:
        found = reader.one("SELECT full_name, village_code FROM worker WHERE id = ?", (WORKER,))
        assert found == {"full_name": "AGNES LOBO", "village_code": VILLAGE}
        assert reader.value("SELECT parent_id FROM node WHERE id = ?", (NODE,)) == office.store.node.id


def test_a_package_of_this_program_is_read(ctx: Context, tmp_path: Path) -> None:
    worker = register(ctx, 1)
    register(ctx, 2, nik="")
    path = send(ctx, tmp_path).path
    plain = io.BytesIO()
    office = msoffcrypto.OfficeFile(io.BytesIO(path.read_bytes()))
    office.load_key(password=SYNC_PASSWORD)
    office.decrypt(plain)
    book = openpyxl.load_workbook(plain)
    assert book["_ntt"].sheet_state == "veryHidden"
    rows = list(book["_ntt"].iter_rows(values_only=True))
    assert rows[0][0] == "ntt-package"
    parts: dict[str, dict[int, str]] = {}
    for part, number, text, *_ in rows[1:]:
        parts.setdefault(str(part), {})[int(str(number))] = str(text)
    raw = {part: base64.b64decode("".join(text for _, text in sorted(found.items()))) for part, found in parts.items()}
    manifest = json.loads(raw["manifest"])
    assert canonical(manifest).encode() == raw["manifest"]
    key = base64.b64decode(manifest["sender"]["key"])
    Ed25519PublicKey.from_public_bytes(key).verify(raw["signature"], b"ntt-package-1\0" + raw["manifest"])
    assert device_code(key) == ctx.store.node.fingerprint
    stated = manifest["payload"]
    payload = (lzma if stated["packing"] == "xz" else zlib).decompress(raw["payload"])
    assert (len(payload), hashlib.sha256(payload).hexdigest()) == (stated["size"], stated["sha256"])
    assert check_code(manifest) == manifest["check_code"]
    lines = [json.loads(line) for line in payload.decode().splitlines()]
    changes = [line for line in lines if "t" not in line]
    assert [one["r"] for one in changes] == sorted(one["r"] for one in changes)
    assert {one["i"] for one in changes if one["k"] == "worker"} == {worker}
    (stock,) = (line["v"] for line in lines if line.get("t") == "stock")
    assert base64.b64decode(stock) == stock_key(worker)
    sheet = book["Pekerja"]
    assert [cell.value for cell in sheet[1]] == HEADERS
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == [row_key("P", worker)]
    assert manifest["incomplete"] == 1
