"""Whose files are taken in (design section 5, docs/decisions/ on trusting the first return file).

A signature proves which device made a file. Whether that device is one of ours is decided here: it was enrolled
before; or its spoken code was compared (``--trust``); or it is the first return file to a node without a parent
and proves that its maker opened a protected package of ours.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, auto
from hmac import compare_digest

from ntt_desktop.domain.sync.codes import invitation_proof, same_code
from ntt_desktop.errors import UserError
from ntt_desktop.formats.package.manifest import RETURN, Manifest
from ntt_desktop.formats.package.source import Opened
from ntt_desktop.services.sync.outgoing import INVITATION
from ntt_desktop.store.care.identity import NodeIdentity, fingerprint
from ntt_desktop.store.rows import Rows
from ntt_desktop.store.sync import nodes, packages
from ntt_desktop.store.sync.nodes import CHILD, PARENT, Peer


class Standing(Enum):
    """How a file's signer stands with this node."""

    KNOWN = auto()
    ENROL = auto()
    """Not known before, and to be enrolled with this file."""
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Judgement:
    """The standing of a signer, its fingerprint, and what to keep of it when it is trusted."""

    standing: Standing
    fingerprint: str
    peer: Peer
    changed: bool = False
    """Of an unknown signer: the node is known here, by another key."""


def judge(
    source: Rows, own: NodeIdentity, manifest: Manifest, *, trusted: Collection[str], protected: bool
) -> Judgement:
    """How the signer of a manifest stands. ``protected``: the file opened with this store's package password.

    Raises `UserError` for a file that is not for this node: ``own_package``, ``package_for_other``; or from a
    node that was given up: ``device_retired`` (its spoken code lets a late file in all the same).
    """
    sender = manifest.sender
    if sender.node == own.id:
        raise UserError("own_package")
    is_return = manifest.kind == RETURN
    if (manifest.recipient or (own.id if not is_return else "")) != own.id:
        raise UserError("package_for_other", sender=sender.name)
    key = sender.key.hex()
    relation = PARENT if is_return else CHILD
    peer = Peer(
        node=sender.node,
        relation=relation,
        public_key=key,
        device=sender.device,
        name=sender.name,
        region=sender.region,
        role=sender.role,
        officer=sender.officer,
        reads=manifest.reads,
    )
    code = fingerprint(key)
    known = nodes.peer(source, sender.node)
    spoken = any(same_code(code, given) for given in trusted)
    if not is_return and not spoken and (day := nodes.retired_on(source, sender.node)):
        raise UserError("device_retired", name=sender.name, date=day, fingerprint=code)
    if known and known.public_key == key and known.relation == relation:
        return Judgement(Standing.KNOWN, code, peer)
    if known and relation == CHILD and not is_return and known.relation == CHILD:
        secret = nodes.invitation(source, sender.node)
        if secret and manifest.invitation and compare_digest(manifest.invitation, invitation_proof(secret, key)):
            return Judgement(Standing.ENROL, code, peer)
    if spoken:
        return Judgement(Standing.ENROL, code, peer)
    first_return = is_return and known is None and not own.parent and protected and bool(manifest.proof)
    # Only who opened our protected package knows its digest, and this file opened with the same password.
    if first_return and packages.made_under_password(source, manifest.proof):
        return Judgement(Standing.ENROL, code, peer)
    return Judgement(Standing.UNKNOWN, code, peer, changed=bool(known and known.public_key))


def enrols_another(opened: Opened, own: NodeIdentity) -> bool:
    """Whether a file enrols a machine that is not this one yet: it is no reply to be taken in."""
    return opened.manifest.recipient != own.id and any(True for _ in opened.payload.lines_of(INVITATION))
