"""The manifest: who sends what to whom, and what the payload must be. It is what the signature covers."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ntt_desktop.domain.sync.codes import check_code
from ntt_desktop.errors import UserError

FORMAT = "1.1"
"""The newest format this program writes and reads, ``major.minor``."""

PACKAGE, RETURN = "package", "return"


@dataclass(frozen=True, slots=True)
class Sender:
    """The node that made the file, as it introduces itself."""

    node: str
    name: str
    device: str
    region: str
    role: str
    officer: str
    key: bytes
    """The device's Ed25519 public key, 32 bytes."""
    program: str = ""


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """The highest number up to which every number of a node's epoch has arrived."""

    epoch: str
    to: int


@dataclass(frozen=True, slots=True)
class Totals:
    """What a whole stock amounts to: workers per subdistrict, person-months in force and whole rupiah."""

    regions: Mapping[str, int]
    person_months: int = 0
    rupiah: int = 0

    @property
    def workers(self) -> int:
        """All workers of the stock."""
        return sum(self.regions.values())


@dataclass(frozen=True, slots=True)
class Manifest:
    """The facts of one file. ``extra`` keeps the fields of a newer minor format."""

    kind: str
    package: str
    created: str
    """UTC, ISO 8601 with seconds."""
    sender: Sender
    epoch: str
    start: int
    end: int
    sequence: int
    counts: Mapping[str, int]
    person_months: int
    rupiah: int
    stock: Totals
    range_sha256: str
    """Digest of the revisions that the sender's log has in the range: the same for every file over this range."""
    payload_sha256: str
    payload_size: int
    packing: str
    parent: str = ""
    recipient: str = ""
    previous: str = ""
    """The digest of the payload of the sender's previous file of this kind to this recipient."""
    acknowledged: Mapping[str, Acknowledgement] = field(default_factory=dict)
    proof: str = ""
    """In a return file: the digest of the payload of the newest package taken from the recipient."""
    invitation: str = ""
    """In the packages of a node that was invited: the proof that it had the invitation (format 1.1)."""
    incomplete: int = 0
    """People without a NIK, who are not in the file."""
    unprotected: bool = False
    full: bool = False
    format: str = FORMAT
    reads: str = FORMAT
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def check_code(self) -> str:
        """Eight characters over what the file says, the same for the same content made again."""
        return check_code(
            (
                self.kind,
                self.sender.node,
                self.epoch,
                f"{self.start}-{self.end}",
                self.payload_sha256,
                *(f"{name}={count}" for name, count in sorted(self.counts.items())),
                str(self.person_months),
                str(self.rupiah),
                *(f"{region}={count}" for region, count in sorted(self.stock.regions.items())),
            )
        )

    def with_payload(self, sha256: str, size: int, packing: str) -> "Manifest":
        """The manifest of a payload."""
        return replace(self, payload_sha256=sha256, payload_size=size, packing=packing)


def to_bytes(manifest: Manifest) -> bytes:
    """The canonical JSON of a manifest: the bytes that are signed."""
    sender = manifest.sender
    stated = {
        **manifest.extra,
        "format": manifest.format,
        "reads": manifest.reads,
        "kind": manifest.kind,
        "package": manifest.package,
        "created": manifest.created,
        "sender": {
            "node": sender.node,
            "name": sender.name,
            "device": sender.device,
            "region": sender.region,
            "role": sender.role,
            "officer": sender.officer,
            "key": base64.b64encode(sender.key).decode("ascii"),
            "program": sender.program,
        },
        "parent": manifest.parent,
        "recipient": manifest.recipient,
        "epoch": manifest.epoch,
        "from": manifest.start,
        "to": manifest.end,
        "range_sha256": manifest.range_sha256,
        "sequence": manifest.sequence,
        "previous": manifest.previous,
        "proof": manifest.proof,
        **({"invitation": manifest.invitation} if manifest.invitation else {}),
        "acknowledged": {node: {"epoch": known.epoch, "to": known.to} for node, known in manifest.acknowledged.items()},
        "counts": dict(manifest.counts),
        "incomplete": manifest.incomplete,
        "person_months": manifest.person_months,
        "rupiah": manifest.rupiah,
        "stock": {
            "regions": dict(manifest.stock.regions),
            "person_months": manifest.stock.person_months,
            "rupiah": manifest.stock.rupiah,
        },
        "unprotected": manifest.unprotected,
        "full": manifest.full,
        "payload": {
            "sha256": manifest.payload_sha256,
            "size": manifest.payload_size,
            "packing": manifest.packing,
        },
        "check_code": manifest.check_code,
    }
    return json.dumps(stated, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


_KNOWN = frozenset(
    (
        *("format", "reads", "kind", "package", "created", "sender", "parent", "recipient", "epoch", "from", "to"),
        *(
            "sequence",
            "previous",
            "proof",
            "invitation",
            "acknowledged",
            "counts",
            "incomplete",
            "person_months",
            "rupiah",
        ),
        *("stock", "range_sha256", "unprotected", "full", "payload", "check_code"),
    )
)


def from_bytes(data: bytes) -> Manifest:
    """The manifest of signed bytes.

    Raises `UserError` ``package_format_newer`` for a newer major format, ``package_damaged`` for anything that is
    not a manifest. A newer minor is read; what it adds is kept in ``extra``.
    """
    try:
        stated = json.loads(data.decode("utf-8"))
        major = int(str(stated["format"]).split(".")[0])
    except (ValueError, KeyError, TypeError) as error:
        raise UserError("package_damaged") from error
    if major > int(FORMAT.split(".")[0]):
        raise UserError("package_format_newer", format=str(stated["format"]), reads=FORMAT)
    try:
        manifest = _manifest(stated)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError("package_damaged") from error
    if not 0 <= manifest.start <= manifest.end or manifest.kind not in (PACKAGE, RETURN):
        raise UserError("package_damaged")
    return manifest


def _manifest(stated: Mapping[str, Any]) -> Manifest:
    sender = stated["sender"]
    key = base64.b64decode(sender["key"], validate=True)
    if len(key) != 32:
        raise ValueError("an Ed25519 public key has 32 bytes")
    stock = stated["stock"]
    return Manifest(
        kind=str(stated["kind"]),
        package=str(stated["package"]),
        created=str(stated["created"]),
        sender=Sender(
            node=str(sender["node"]),
            name=str(sender["name"]),
            device=str(sender["device"]),
            region=str(sender["region"]),
            role=str(sender["role"]),
            officer=str(sender["officer"]),
            key=key,
            program=str(sender.get("program", "")),
        ),
        parent=str(stated.get("parent", "")),
        recipient=str(stated.get("recipient", "")),
        epoch=str(stated["epoch"]),
        start=int(stated["from"]),
        end=int(stated["to"]),
        range_sha256=str(stated["range_sha256"]),
        sequence=int(stated["sequence"]),
        previous=str(stated.get("previous", "")),
        proof=str(stated.get("proof", "")),
        invitation=str(stated.get("invitation", "")),
        acknowledged={
            str(node): Acknowledgement(str(known["epoch"]), int(known["to"]))
            for node, known in stated.get("acknowledged", {}).items()
        },
        counts={str(name): int(count) for name, count in stated["counts"].items()},
        incomplete=int(stated.get("incomplete", 0)),
        person_months=int(stated["person_months"]),
        rupiah=int(stated["rupiah"]),
        stock=Totals(
            regions={str(region): int(count) for region, count in stock["regions"].items()},
            person_months=int(stock.get("person_months", 0)),
            rupiah=int(stock.get("rupiah", 0)),
        ),
        unprotected=bool(stated.get("unprotected", False)),
        full=bool(stated.get("full", False)),
        payload_sha256=str(stated["payload"]["sha256"]),
        payload_size=int(stated["payload"]["size"]),
        packing=str(stated["payload"]["packing"]),
        format=str(stated["format"]),
        reads=str(stated.get("reads", stated["format"])),
        extra={key: value for key, value in stated.items() if key not in _KNOWN},
    )
