"""The machines that this one exchanges files with: their codes, who trusted them and when, and the codes of strangers.

Reads only.
"""

from dataclasses import dataclass

from ntt_desktop.domain.sync.codes import same_code
from ntt_desktop.services.context import Context
from ntt_desktop.store.care.identity import fingerprint
from ntt_desktop.store.sync import held_files

TRUSTED, INVITED, RETIRED = "trusted", "invited", "retired"


@dataclass(frozen=True, slots=True)
class Device:
    """A machine. ``state`` is one of the three above; ``code`` is its device code, "" until its first file."""

    node: str
    relation: str
    name: str
    region: str
    role: str
    officer: str
    code: str
    state: str
    trusted_by: str
    last_file: str
    retired_on: str


@dataclass(frozen=True, slots=True)
class Compared:
    """What a code that was read out loud belongs to: a known device, or held files of a stranger, or nothing."""

    known: Device | None = None
    held: tuple[str, ...] = ()
    """Ids of held files."""
    sender: str = ""
    code: str = ""


def devices(ctx: Context) -> list[Device]:
    """The parent first, then the nodes below, by region and name; those given up last."""
    with ctx.store.read() as reader:
        rows = reader.rows(
            "SELECT p.node, p.relation, p.name, p.region, p.role, p.officer, p.public_key, p.trusted_by, "
            "coalesce(n.retired_on, '') AS retired_on, coalesce((SELECT max(k.stored_at) FROM package k "
            "WHERE k.node = p.node AND k.direction = 'in'), '') AS last_file, "
            "EXISTS (SELECT 1 FROM invitation i WHERE i.node = p.node) AS invited FROM peer p "
            "LEFT JOIN node n ON n.id = p.node "
            "ORDER BY n.retired_on IS NOT NULL, p.relation = 'child', p.region, p.name, p.node"
        )
    return [
        Device(
            node=row["node"],
            relation=row["relation"],
            name=row["name"],
            region=row["region"],
            role=row["role"],
            officer=row["officer"],
            code=fingerprint(row["public_key"]) if row["public_key"] else "",
            state=RETIRED if row["retired_on"] else INVITED if row["invited"] else TRUSTED,
            trusted_by=row["trusted_by"],
            last_file=row["last_file"],
            retired_on=row["retired_on"],
        )
        for row in rows
    ]


def compare(ctx: Context, spoken: str) -> Compared:
    """What the code that somebody reads out from their screen belongs to; it may be typed in any way."""
    if not spoken.strip():
        return Compared()
    known = next((one for one in devices(ctx) if one.code and same_code(one.code, spoken)), None)
    with ctx.store.read() as reader:
        waiting = [one for one in held_files.listing(reader) if one.trusted_by and same_code(one.trusted_by, spoken)]
    return Compared(
        known,
        tuple(one.id for one in waiting),
        next((one.sender for one in waiting), ""),
        next((one.trusted_by for one in waiting), known.code if known else ""),
    )
