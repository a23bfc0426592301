"""Enrolling a machine with one file: the parent names it beforehand and gives it programmes, blocks, keys and password.

The file is an ordinary return file under a code of its own, which is told by telephone or on paper. The machine takes
the place that the parent made for it: its node, its blocks, the package password. Its first package proves by the
invitation that it comes from whoever had file and code, so that no spoken code has to be compared.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ntt_desktop.errors import UserError
from ntt_desktop.formats.package import source
from ntt_desktop.formats.package.manifest import RETURN
from ntt_desktop.formats.package.payload import Line, Payload
from ntt_desktop.services.areas import own_area
from ntt_desktop.services.capacity import programme_lookup as lookup
from ntt_desktop.services.capacity.programmes import hand_over_reservations
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.sync import outgoing, receive, returns
from ntt_desktop.services.sync.outgoing import INVITATION
from ntt_desktop.services.sync.report import FileReport
from ntt_desktop.store.audit import newest_change
from ntt_desktop.store.files import prove_writable
from ntt_desktop.store.reader import Reader
from ntt_desktop.store.sync import nodes
from ntt_desktop.store.sync.nodes import CHILD, Peer

_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"


@dataclass(frozen=True, slots=True)
class Invited:
    """An enrolment file, for which node, and the code that opens it: it must not travel with the file."""

    path: Path
    node: str
    code: str


def invite(
    ctx: Context,
    out: Path,
    *,
    device: str,
    region: str,
    officer: str = "",
    role: str = "petugas",
    full: bool = False,
    instead_of: str = "",
    overwrite: bool = False,
) -> Result[Invited]:
    """Make the file that enrols a machine which has sent nothing yet.

    ``full`` brings everybody of its region. ``instead_of`` is the id, name or region of a lost machine whose place it
    takes: it brings the people whom that one held too, wherever they live, and later return files bring what still
    arrives from it. Blocks that are reserved for the region are handed over with it.

    Raises `UserError` ``unknown_region``, ``region_not_own``, ``name_taken``, ``no_such_node``,
    ``sync_password_missing``, ``file_exists``; `StoreError` when no file can be written, before anything is stored.
    """
    own = ctx.store.node
    area = own_area(ctx, region)
    password = outgoing.sync_password(ctx)
    # The file's name holds its number, so that it is known only later; whether there can be one is seen before.
    prove_writable(outgoing.place(out, "file", overwrite=overwrite).parent)
    secret, code = secrets.token_hex(32), _spoken_code()
    with ctx.store.write(ctx.actor, "invited") as uow:
        if any(peer.name.casefold() == device.strip().casefold() for peer in nodes.children(uow)):
            raise UserError("name_taken", name=device.strip())
        lost = lookup.named(nodes.children(uow), instead_of) if instead_of else []
        if instead_of and len(lost) != 1:
            raise UserError("no_such_node", node=instead_of)
        node = uow.new_id()
        described = {"name": device.strip(), "region": area, "role": role, "officer": officer.strip()}
        uow.put("node", node, {**described, "parent_id": own.id})
        peer = Peer(node, CHILD, "", "", described["name"], area, role, described["officer"], "1.0")
        nodes.enrol(uow, peer, ctx.actor)
        nodes.invite(uow, node, secret)
        for one in lost:
            nodes.note_held(uow, node, nodes.held(uow, one.node), newest_change(uow))
        if lost:
            replaced = ctx.store.setting(returns.REPLACED, {})
            uow.set_setting(returns.REPLACED, {**replaced, node: [one.node for one in lost]})
    hand_over_reservations(ctx, node, area)
    line: Line = {"t": INVITATION, "node": node, "secret": secret, "sync_password": password, **described}
    made = returns.make_one(ctx, peer, out, full=full or bool(lost), password=code, overwrite=overwrite, lines=[line])
    return Result(Invited(made.path, node, code), frozenset({"package", "block", "node"}))


def accept(ctx: Context, path: Path, code: str) -> Result[FileReport]:
    """Enrol this machine with the file of its parent and the code that was told apart from it.

    Raises `UserError` ``enrol_too_late`` when this machine has sent files or has a parent already,
    ``not_an_invitation``, ``enrolment_code_wrong``, and what opening a package raises.
    """
    word = _folded(code)
    try:
        opened = source.open_file(path, word)
    except UserError as error:
        if error.code != "password_wrong":
            raise
        raise UserError("enrolment_code_wrong", file=path.name) from None
    manifest = opened.manifest
    found = _invitation(opened.payload)
    own = ctx.store.node
    if found is None or manifest.kind != RETURN or manifest.recipient != found["node"]:
        raise UserError("not_an_invitation")
    if own.id != found["node"]:
        with ctx.store.read() as reader:
            _refuse_late(reader, own.id, own.parent)
        _take_place(ctx, found)
    report = receive.receive(ctx, [path], trusted=[receive.fingerprint_of(manifest)], password=word).value[0]
    return Result(report, frozenset({"node", "programme", "worker", "package"}))


def _invitation(payload: Payload) -> Mapping[str, str] | None:
    wanted = ("node", "secret", "sync_password", "name", "region", "role", "officer")
    for line in payload.lines_of(INVITATION):
        if all(isinstance(line.get(name), str) for name in wanted):
            return {name: str(line[name]) for name in wanted}
    return None


def _refuse_late(reader: Reader, own: str, parent: str) -> None:
    made = reader.value("SELECT 1 FROM package WHERE direction = 'out' LIMIT 1")
    owned = reader.value("SELECT 1 FROM programme WHERE owner_node = ? LIMIT 1", (own,))
    if parent or made or owned or nodes.children(reader):
        raise UserError("enrol_too_late")


def _take_place(ctx: Context, found: Mapping[str, str]) -> None:
    """Be the node that the parent made: its id, name, region and role; the key stays this machine's own."""
    with ctx.store.write(ctx.actor, "enrolled by file") as uow:
        row = uow.get("node", ctx.store.node.id) or {}
        uow.set_setting("node_id", found["node"])
        uow.set_setting("sync_password", found["sync_password"])
        uow.set_setting(INVITATION, found["secret"])
        described = {name: found[name] or row.get(name) for name in ("name", "region", "role", "officer")}
        uow.put("node", found["node"], {**described, "device": row["device"], "public_key": row["public_key"]})
    ctx.store.forget_identity()


def _spoken_code() -> str:
    """Twelve letters and digits in groups of four (58 bits); nobody has to tell O from 0."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(12))
    return "-".join(letters[start : start + 4] for start in range(0, 12, 4))


def _folded(code: str) -> str:
    """A code as it is written, however it was typed."""
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))
