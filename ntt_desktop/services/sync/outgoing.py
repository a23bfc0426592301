"""Making a file: a number, the payload, the signature, the password, and a place on disk."""

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path

from ntt_desktop import __version__
from ntt_desktop.domain.changes import Change
from ntt_desktop.domain.sync.codes import invitation_proof
from ntt_desktop.errors import UserError
from ntt_desktop.formats.package import workbook
from ntt_desktop.formats.package.manifest import FORMAT, PACKAGE, RETURN, Acknowledgement, Manifest, Sender, Totals
from ntt_desktop.formats.package.payload import Line, Payload
from ntt_desktop.formats.package.rendering import Content
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.sync.naming import names_for
from ntt_desktop.store.files import write_atomic
from ntt_desktop.store.ids import uuid7
from ntt_desktop.store.reader import Reader
from ntt_desktop.store.sync import epochs, nodes, outgoing, packages
from ntt_desktop.store.sync.packages import OUT, PackageRow

PASSWORD_VARIABLE = "NTT_DESKTOP_SYNC_PASSWORD"
PASSWORD_SETTING = "sync_password"
INVITATION = "invitation"
"""The line of an enrolment file (``node secret name region role officer sync_password``), and the setting that keeps
its secret until the parent has acknowledged something."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a file is to say, before it has a number."""

    kind: str
    recipient: str
    start: int
    end: int
    changes: list[Change]
    lines: list[Line]
    stock: Totals
    person_months: int
    rupiah: int
    incomplete: int = 0
    full: bool = False
    proof: str = ""


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A finished file and what it says."""

    path: Path
    manifest: Manifest


def sync_password(ctx: Context, *, unprotected: bool = False) -> str:
    """The password of packages: the environment's, else the store's; "" when ``unprotected``.

    Raises `UserError` ``sync_password_missing`` when there is none.
    """
    if unprotected:
        return ""
    password = os.environ.get(PASSWORD_VARIABLE) or ctx.store.setting(PASSWORD_SETTING, "")
    if not password:
        raise UserError("sync_password_missing", variable=PASSWORD_VARIABLE)
    return str(password)


def own_sender(ctx: Context) -> Sender:
    """This node as it introduces itself in a file."""
    node = ctx.store.node
    return Sender(
        node=node.id,
        name=node.name,
        device=node.device,
        region=node.region,
        role=node.role,
        officer=node.officer,
        key=bytes.fromhex(node.public_key),
        program=__version__,
    )


def acknowledgements(reader: Reader) -> dict[str, Acknowledgement]:
    """What is here of every sender, for its newest epoch."""
    return {
        node: Acknowledgement(epoch, packages.reached(reader, node, epoch))
        for node, epoch in epochs.received_epochs(reader)
    }


def place(out: Path, name: str, *, overwrite: bool) -> Path:
    """Where a file goes: ``out`` itself when it ends in .xlsx, else ``name`` in that folder.

    A name of our own is never one that is taken: after a restore the numbers begin again, and ``name-2`` stands
    beside the file from before. Raises `UserError` ``file_exists`` for a chosen name, unless ``overwrite``.
    """
    if out.suffix.lower() == ".xlsx" and not out.is_dir():
        if out.exists() and not overwrite:
            raise UserError("file_exists", file=str(out))
        return out
    target, copy = out / name, 1
    while target.exists():
        copy += 1
        target = out / f"{Path(name).stem}-{copy}.xlsx"
    return target


def make(ctx: Context, reader: Reader, draft: Draft, out: Path, *, password: str, overwrite: bool) -> MadeFile:
    """Write the file of a draft and enter it in the history.

    The number is taken, and the digest kept, before the file appears, so that a killed program can leave a gap in
    the running numbers but never two files with one number.
    """
    node = ctx.store.node
    now = ctx.clock()
    last = packages.last_made(reader, draft.kind, draft.recipient)
    before = last if last and last.epoch == node.epoch else None
    sequence = before.sequence + 1 if before else 1
    target = place(out, file_name(ctx, draft, sequence), overwrite=overwrite)
    regions = {*draft.stock.regions, node.region}
    names = names_for(ctx.reference, reader, draft.changes, regions)
    payload = Payload(tuple(draft.changes), (*draft.lines, *names.lines()))
    manifest = Manifest(
        kind=draft.kind,
        package=uuid7(int(now.timestamp() * 1000)),
        created=now.isoformat(timespec="seconds"),
        sender=own_sender(ctx),
        epoch=node.epoch,
        start=draft.start,
        end=draft.end,
        sequence=sequence,
        counts=Content.of(payload).counts(),
        person_months=draft.person_months,
        rupiah=draft.rupiah,
        stock=draft.stock,
        range_sha256=outgoing.range_digest(reader, draft.start, draft.end),
        payload_sha256="",
        payload_size=0,
        packing="",
        parent=node.parent,
        recipient=draft.recipient,
        previous=before.digest if before else "",
        proof=draft.proof,
        format=_format_for(reader, draft.recipient),
        invitation=_invitation(ctx, reader) if draft.kind == PACKAGE else "",
        acknowledged=acknowledgements(reader),
        incomplete=draft.incomplete,
        unprotected=not password,
        full=draft.full,
    )
    if draft.kind == RETURN:
        own = manifest.acknowledged.get(draft.recipient)
        manifest = replace(manifest, acknowledged={draft.recipient: own} if own else {})
    built = workbook.build(manifest, payload, ctx.store.sign, password=password)
    complete = built.manifest
    row = PackageRow(
        package_id=complete.package,
        direction=OUT,
        kind=complete.kind,
        node=complete.recipient,
        epoch=complete.epoch,
        first=complete.start,
        last=complete.end,
        sequence=complete.sequence,
        made_at=complete.created,
        range_digest=complete.range_sha256,
        digest=complete.payload_sha256,
        previous=complete.previous,
        check_code=complete.check_code,
        file=target.name,
        counts=complete.counts,
        person_months=complete.person_months,
        rupiah=complete.rupiah,
        unprotected=complete.unprotected,
    )
    with ctx.store.write(ctx.actor, draft.kind) as uow:
        packages.record(uow, row, ctx.actor)
        outgoing.keep_body(uow, row.package_id, built.stated, built.signature, built.packed)
    try:
        write_atomic(target, built.data)
    except BaseException:
        with ctx.store.write(ctx.actor, draft.kind) as uow:
            packages.remove(uow, row.package_id)
        raise
    return MadeFile(target, complete)


def make_again(ctx: Context, package_id: str, out: Path) -> Result[MadeFile]:
    """Make a file of the history again, identical in content: the same package, which changes nothing taken twice.

    ``out`` is a folder or a file name. The password is today's.
    Raises `UserError` ``package_unknown`` (not made here, or before bodies were kept), ``sync_password_missing``,
    ``file_exists``.
    """
    with ctx.store.read() as reader:
        body = outgoing.body_of(reader, package_id)
        rows = reader.rows("SELECT file, unprotected FROM package WHERE package_id = ?", (package_id,))
    if body is None or not rows:
        raise UserError("package_unknown", package=package_id)
    # A file that was made without a password says so in what was signed.
    plain = bool(rows[0]["unprotected"])
    data, manifest = workbook.build_again(*body, password=sync_password(ctx, unprotected=plain))
    target = place(out, rows[0]["file"], overwrite=False)
    write_atomic(target, data)
    return Result(MadeFile(target, manifest))


def _format_for(reader: Reader, recipient: str) -> str:
    """The format of a file: no newer than its receiver reads. An older minor keeps or ignores what a newer one adds."""
    known = nodes.peer(reader, recipient) if recipient else None
    return min(FORMAT, known.reads, key=_version) if known else FORMAT


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdecimal())


def _invitation(ctx: Context, reader: Reader) -> str:
    """The proof that this node was invited, until its parent has acknowledged something."""
    secret = reader.setting(INVITATION, "")
    return invitation_proof(secret, ctx.store.node.public_key) if secret else ""


def file_name(ctx: Context, draft: Draft, sequence: int) -> str:
    """``NTT_53.11_laptop-1_0003.xlsx``; a return file says BALASAN and the receiving node's name, one that enrols it
    PENDAFTARAN."""
    if draft.kind == RETURN:
        with ctx.store.read() as reader:
            known = nodes.peer(reader, draft.recipient)
        region, name = (known.region, known.name) if known else ("", draft.recipient[:8])
        word = "PENDAFTARAN" if any(line["t"] == INVITATION for line in draft.lines) else "BALASAN"
        return f"NTT-{word}_{region}_{_plain(name)}_{sequence:04d}.xlsx"
    node = ctx.store.node
    return f"NTT_{node.region}_{_plain(node.name)}_{sequence:04d}.xlsx"


def _plain(name: str) -> str:
    """A device's name as a part of a file name that every system takes."""
    return re.sub(r"[^A-Za-z0-9.-]+", "-", name).strip("-.")[:40] or "perangkat"
