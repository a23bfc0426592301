"""Receive: verify, compare with what people see, take in, acknowledge."""

from collections import deque
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path

from ntt_desktop.domain.changes import Change
from ntt_desktop.errors import UserError
from ntt_desktop.formats.package import source
from ntt_desktop.formats.package.manifest import PACKAGE, Manifest
from ntt_desktop.formats.package.source import Opened
from ntt_desktop.formats.reading_process import ReadingProcess
from ntt_desktop.services.capacity import joining
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.services.garbage import not_collecting
from ntt_desktop.services.life_events import late_ends, restoring
from ntt_desktop.services.sync import cases, elsewhere, kept_lines, notices, outgoing, report, stock, trust, verdicts
from ntt_desktop.services.sync.held import held
from ntt_desktop.services.sync.report import FileReport
from ntt_desktop.services.sync.standing import standing_of, workers_of
from ntt_desktop.services.sync.trust import Judgement, Standing
from ntt_desktop.store.audit import newest_change
from ntt_desktop.store.care.identity import fingerprint
from ntt_desktop.store.kinds import KINDS
from ntt_desktop.store.sync import epochs, held_files, nodes, packages
from ntt_desktop.store.sync.elsewhere import SETTING as NIK_KEY
from ntt_desktop.store.sync.packages import IN, PackageRow
from ntt_desktop.store.unit_of_work import UnitOfWork

Opening = Callable[[], Opened]
"""Opens a file, or waits until it is open; raises what `source.open_file` raises."""

_AHEAD = 2
"""Files that are read at most while one is taken in."""

_REFUSED = frozenset(
    (
        *("package_format_newer", "signature_wrong", "own_package", "package_for_other", "file_missing"),
        "device_retired",
    )
)
"""Reasons that waiting does not mend; every other leaves the file held."""
_KEPT = frozenset(("device_retired", "package_format_newer"))
"""Refused files that are kept all the same: the device may be wanted back, the program be brought up to date."""


def receive(
    ctx: Context,
    paths: Sequence[Path],
    *,
    trusted: Collection[str] = (),
    password: str = "",
    progress: Progress = silent,
) -> Result[list[FileReport]]:
    """Take in packages and return files, each in a unit of work of its own.

    ``trusted``: spoken codes that were compared on both screens. ``password`` is asked before the store's own.
    One report a file, in the order given; nothing is raised for a file that cannot be taken.
    """
    word = password or _own_password(ctx)
    reports = []
    # The next files are read in the reading process while this one is taken in.
    threads = ThreadPoolExecutor(_AHEAD, thread_name_prefix="package")
    with not_collecting(), ReadingProcess() as process, threads as ahead:
        open_file = partial(source.open_file, password=word, process=process)
        following = iter(paths)
        waiting = deque(ahead.submit(open_file, path) for path in islice(following, 1 + _AHEAD))
        try:
            for done, path in enumerate(paths):
                progress(done, len(paths))
                reports.append(_held_or_taken(ctx, path, waiting.popleft().result, trusted))
                waiting.extend(ahead.submit(open_file, path) for path in islice(following, 1))
        finally:
            for one in waiting:
                one.cancel()
    progress(len(paths), len(paths))
    return Result(reports, _changed(reports))


def retry(
    ctx: Context,
    held: Collection[str] = (),
    *,
    trusted: Collection[str] = (),
    password: str = "",
    progress: Progress = silent,
) -> Result[list[FileReport]]:
    """Take in held files again: those with these ids, or all. What is taken in is held no longer.

    Raises `UserError` ``no_such_held_file``.
    """
    with ctx.store.read() as reader:
        waiting = held_files.listing(reader)
    unknown = set(held) - {one.id for one in waiting}
    if unknown:
        raise UserError("no_such_held_file", id=min(unknown))
    chosen = [one for one in waiting if not held or one.id in held]
    reports = []
    for done, one in enumerate(chosen):
        progress(done, len(chosen))
        with ctx.store.read() as reader:
            kept = held_files.content(reader, one.id)
        opening = partial(source.open_file, Path(one.file), password or _own_password(ctx), kept)
        with not_collecting():
            reports.append(_held_or_taken(ctx, Path(one.file), opening, trusted, kept))
    progress(len(chosen), len(chosen))
    return Result(reports, _changed(reports))


def _changed(reports: Sequence[FileReport]) -> frozenset[str]:
    if any(found.status == report.RECEIVED or found.reason == cases.EDITED_SINCE for found in reports):
        return frozenset({"worker", "programme", "slot", "package", "case"})
    return frozenset({"package"}) if any(found.kept for found in reports) else frozenset()


def _held_or_taken(
    ctx: Context, path: Path, opening: Opening, trusted: Collection[str], kept: bytes | None = None
) -> FileReport:
    """Take a file in, and keep it when it has to wait."""
    result = _receive(ctx, path, opening, trusted)
    waits = result.status in (report.HELD, report.UNKNOWN_SIGNER) or result.reason in _KEPT
    if not waits and not held(ctx):
        return result
    if kept is None and not path.is_file():
        return result
    try:
        content = path.read_bytes() if kept is None else kept
    except OSError:
        return result
    if waits:
        with ctx.store.write(ctx.actor, "held") as uow:
            result.kept = held_files.keep(
                uow,
                content,
                file=path.name,
                status=result.status,
                reason=result.reason,
                params=result.params,
                sender=result.sender,
                fingerprint=result.fingerprint,
                actor=ctx.actor,
            )
    else:
        with ctx.store.write(ctx.actor, "taken in") as uow:
            held_files.drop(uow, content)
    return result


def _receive(ctx: Context, path: Path, opening: Opening, trusted: Collection[str]) -> FileReport:
    result = FileReport(str(path))
    try:
        opened = opening()
        manifest, differences = opened.manifest, opened.differences
        _introduce(result, manifest)
        if trust.enrols_another(opened, ctx.store.node):
            raise UserError("enrols_by_file")
        with ctx.store.read() as reader:
            judgement = trust.judge(reader, ctx.store.node, manifest, trusted=trusted, protected=opened.protected)
            taken_before = packages.was_taken(reader, manifest.package)
        result.fingerprint = judgement.fingerprint
        if judgement.standing is Standing.UNKNOWN:
            result.status, result.reason = report.UNKNOWN_SIGNER, "unknown_signer"
            result.params = {"name": manifest.sender.name, "fingerprint": judgement.fingerprint}
            if judgement.changed:
                result.params["changed"] = 1
            with ctx.store.write(ctx.actor, "receive") as uow:
                nodes.note_stranger(uow, judgement.fingerprint)
            return result
        result.edited, result.missing_rows, result.added_rows = (
            differences.edits,
            differences.missing,
            differences.added,
        )
        if taken_before:
            _unchanged(ctx, result, len(opened.people))
            if cases.note_again(ctx, manifest.package, differences):
                result.reason = cases.EDITED_SINCE
        else:
            _take_in(ctx, result, path, opened, judgement)
            joining.adopt(ctx)
            restoring.restore_received(ctx)
            late_ends.free_received(ctx)
    except UserError as error:
        result.status = report.REFUSED if error.code in _REFUSED else report.HELD
        result.reason, result.params = error.code, dict(error.params)
    return result


def _own_password(ctx: Context) -> str:
    try:
        return outgoing.sync_password(ctx)
    except UserError:
        return ""


def _introduce(result: FileReport, manifest: Manifest) -> None:
    result.kind, result.node, result.sender = manifest.kind, manifest.sender.node, manifest.sender.name
    result.sequence, result.check_code = manifest.sequence, manifest.check_code
    result.person_months, result.rupiah = manifest.person_months, manifest.rupiah


def _unchanged(ctx: Context, result: FileReport, people: int) -> None:
    result.status = report.UNCHANGED
    result.identical = people
    with ctx.store.read() as reader:
        epoch = next(iter(epochs.epochs_of(reader, result.node)), "")
        result.missing_sequences = packages.gaps(reader, result.node, epoch)


def _take_in(
    ctx: Context,
    result: FileReport,
    path: Path,
    opened: Opened,
    judgement: Judgement,
) -> None:
    own = ctx.store.node
    manifest, payload = opened.manifest, opened.payload
    setting = ctx.store.setting(NIK_KEY)
    sender = manifest.sender.node
    changes = [change for change in payload.changes if _may_tell(change, own.id, manifest.kind)]
    shown = opened.people
    carried = {change.record for change in changes if change.kind == "worker"}
    records = {change.record for change in changes}
    with ctx.store.write(ctx.actor, f"receive {manifest.kind}") as uow:
        uow.match_keys, uow.normal_names = opened.match_keys, opened.normal_names
        restored = epochs.note_epoch(uow, sender, manifest.epoch, manifest.created, newest_change(uow))
        before = standing_of(uow, carried, records)
        applied = uow.apply(changes, sender)
        _enrol(ctx, uow, result, judgement)
        packages.record(uow, _row(path, manifest), ctx.actor)
        kept_lines.keep_unknown(uow, manifest.package, payload)
        result.cloned = packages.note_clone(uow, sender, manifest.epoch, seen=bool(applied.cloned))
        result.clock_ahead = len(applied.ahead)
        known = manifest.acknowledged.get(own.id)
        if known:
            packages.note_acknowledged(uow, sender, known.epoch, known.to, manifest.epoch, manifest.sequence)
        uow.finish()  # who is joined with whom, and which slots are in force, is counted below
        uow.touched.clear()
        after = standing_of(uow, carried, records)
        result.new = len(shown - before.known)
        if known_before := shown & before.known:
            result.updated = len(known_before & workers_of(uow, applied.touched, changes))
        result.identical = len(shown) - result.new - result.updated
        result.voided = len((after.void - before.void) & before.known)
        result.conflicts = len(after.conflicts - before.conflicts)
        result.duplicates = len(after.duplicates - before.duplicates)
        late = packages.superseded(uow, sender, manifest.epoch, manifest.kind, manifest.sequence)
        if manifest.kind == PACKAGE and late:
            stock.note_carried(uow, sender, payload, newest_change(uow))
        elif manifest.kind == PACKAGE:
            result.stock_difference = stock.settle(uow, sender, payload, manifest.stock, newest_change(uow))
        elif not late:
            result.verdicts = verdicts.keep(uow, payload, manifest.package)
            notices.keep(uow, payload)
            notices.answered(uow, manifest, own.id, own.epoch)
        if manifest.kind != PACKAGE:
            elsewhere.keep(uow, setting, payload, late=late)
        result.warnings = notices.look_at(
            uow, manifest, cloned=result.cloned, restored=restored, ahead=result.clock_ahead
        )
        cases.note(uow, manifest.package, opened.differences)
        result.missing_sequences = packages.gaps(uow, sender, manifest.epoch)
    ctx.store.forget_identity()
    result.status = report.RECEIVED
    if notices.NODE_RESTORED in result.warnings:
        lost = sum(item.what == "only_here" for item in result.stock_difference)
        result.warnings[notices.NODE_RESTORED]["count"] = lost
    result.reason, result.params = next(iter(result.warnings.items()), ("", {}))


def _may_tell(change: Change, own: str, kind: str) -> bool:
    """Local kinds never travel, and a node below does not say who this node is. Unknown kinds are kept."""
    if change.kind in KINDS and not KINDS[change.kind].shared:
        return False
    return not (kind == PACKAGE and change.kind == "node" and change.record == own)


def _enrol(ctx: Context, uow: UnitOfWork, result: FileReport, judgement: Judgement) -> None:
    peer = judgement.peer
    nodes.enrol(uow, peer, ctx.actor)
    if judgement.standing is not Standing.ENROL:
        return
    result.enrolled = True
    if peer.relation == nodes.PARENT:
        uow.set_setting("parent", peer.node)
        return
    # The parent vouches for the node: the record travels upward with its place in the tree.
    described = {
        "name": peer.name,
        "region": peer.region,
        "role": peer.role,
        "officer": peer.officer,
        "device": peer.device,
        "public_key": peer.public_key,
        "parent_id": ctx.store.node.id,
    }
    uow.put("node", peer.node, described, reason="enrolled")
    nodes.invitation_used(uow, peer.node)


def fingerprint_of(manifest: Manifest) -> str:
    """The spoken code of the device that made a file."""
    return fingerprint(manifest.sender.key.hex())


def _row(path: Path, manifest: Manifest) -> PackageRow:
    return PackageRow(
        package_id=manifest.package,
        direction=IN,
        kind=manifest.kind,
        node=manifest.sender.node,
        epoch=manifest.epoch,
        first=manifest.start,
        last=manifest.end,
        sequence=manifest.sequence,
        made_at=manifest.created,
        range_digest=manifest.range_sha256,
        digest=manifest.payload_sha256,
        previous=manifest.previous,
        check_code=manifest.check_code,
        file=path.name,
        counts=manifest.counts,
        person_months=manifest.person_months,
        rupiah=manifest.rupiah,
        unprotected=manifest.unprotected,
    )
