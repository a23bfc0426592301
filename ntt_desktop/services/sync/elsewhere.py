"""NIKs that other nodes hold, as keyed hashes in return files: "kemungkinan sudah terdaftar di Kab. Belu".

The root of a tree makes the key; it goes down with every return file, under its password and signature. A node is sent
the hashes of people whom it does not hold, only what is new since it acknowledged last. A node in the middle passes on
what it was told. Neither key nor hashes ever go up.
"""

import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor

from ntt_desktop.domain.sync.codes import pack_stock, unpack_stock
from ntt_desktop.errors import UserError
from ntt_desktop.formats.package.payload import Line, Payload
from ntt_desktop.services.context import Context, Progress, silent
from ntt_desktop.store.audit import newest_change
from ntt_desktop.store.rows import Rows
from ntt_desktop.store.sync import elsewhere as store
from ntt_desktop.store.sync.elsewhere import TreeKey
from ntt_desktop.store.unit_of_work import UnitOfWork

KEY, ELSEWHERE = "elsewhere_key", "elsewhere"
"""Types of the payload lines: ``{"t":KEY,"v":key}`` and ``{"t":ELSEWHERE,"k":key id,"full":0|1,"v":{kabupaten:
packed hashes},"d":packed hashes that hold no more}``."""

_BATCH = 400


def prepare(ctx: Context, peers: Iterable[tuple[str, int]], progress: Progress = silent) -> None:
    """Compute the hashes that the return files of these nodes (id, from which number on) will need, and keep them.

    The first time over 100,000 people takes minutes; a cancelled run goes on where it stopped.
    """
    key = _own_key(ctx)
    with ctx.store.read() as reader:
        wanted: set[str] = set()
        for node, start in peers:
            added, dropped = _people(reader, node, _since(key, start))
            wanted |= set(added) | dropped
        missing = sorted(wanted - store.hashes(reader, wanted).keys())
    with ThreadPoolExecutor(max(1, (os.cpu_count() or 2) - 1), thread_name_prefix="nik") as pool:
        for start in range(0, len(missing), _BATCH):
            progress(start, len(missing))
            batch = missing[start : start + _BATCH]
            made = dict(zip(batch, pool.map(lambda nik: store.hash_nik(key, nik), batch), strict=True))
            with ctx.store.write(ctx.actor, "hashes") as uow:
                store.remember(uow, made)


def lines(source: Rows, setting: object, node: str, start: int) -> list[Line]:
    """What a node is told: everything when it has nothing of this key yet, else what is new since ``start``."""
    key = store.key_of(setting)
    if key is None:
        return []
    since = _since(key, start)
    added, dropped = _people(source, node, since)
    known = store.hashes(source, {*added, *dropped})
    regions: dict[str, set[bytes]] = {}
    for nik, region in added.items():
        if nik in known:
            regions.setdefault(region, set()).add(known[nik])
    for value, region in store.told(source, since):
        regions.setdefault(region, set()).add(value)
    gone = {known[nik] for nik in dropped if nik in known}
    told: list[Line] = [{"t": KEY, "v": key.key}]
    if regions or gone or not since:
        packed = {region: pack_stock(values) for region, values in sorted(regions.items())}
        line = {"t": ELSEWHERE, "k": key.id, "full": int(not since), "v": packed, "d": pack_stock(gone)}
        told.append({name: value for name, value in line.items() if value != ""})
    return told


def keep(uow: UnitOfWork, setting: object, payload: Payload, *, late: bool) -> None:
    """Keep what the parent tells. A file older than one already taken adds, and takes nothing away."""
    key = store.key_of(setting)
    since = newest_change(uow)
    for line in payload.lines_of(KEY):
        value = line.get("v")
        if isinstance(value, str) and len(value) == 64 and (key is None or key.key != value) and not late:
            key = store.adopt(uow, value, since)
    for line in payload.lines_of(ELSEWHERE):
        if key is None or line.get("k") != key.id:
            continue
        if line.get("full") and not late:
            store.forget_all(uow)
        regions = line.get("v")
        for region, packed in (regions if isinstance(regions, Mapping) else {}).items():
            store.add(uow, str(region), _unpack(packed), since)
        if not late:
            store.drop(uow, _unpack(line.get("d", "")))


def known_elsewhere(ctx: Context, nik: str) -> str | None:
    """The kabupaten (its name) in which somebody with this NIK is held by another node, as the parent last told.

    Takes some milliseconds of computing: call it off the window's thread. None is no proof that nobody has the NIK.
    """
    setting = ctx.store.setting(store.SETTING)
    key = store.key_of(setting)
    if key is None or len(nik) != 16 or not nik.isdecimal():
        return None
    with ctx.store.read() as reader:
        if not reader.rows("SELECT 1 FROM elsewhere LIMIT 1"):
            return None
        found = store.regions_of(reader, store.hash_nik(key, nik))
    if not found:
        return None
    regions = ctx.reference.regions
    return ", ".join(regions.get(code).title if regions.find(code) else code for code in found)


def _own_key(ctx: Context) -> TreeKey:
    key = store.key_of(ctx.store.setting(store.SETTING))
    if key is None:
        with ctx.store.write(ctx.actor, "key of the tree") as uow:
            key = store.adopt(uow, store.new_key(), newest_change(uow))
    return key


def _since(key: TreeKey, start: int) -> int:
    """From which number on a node has to be told; 0, everything, when it was told under another key."""
    return start if start > key.since else 0


def _people(source: Rows, node: str, since: int) -> tuple[dict[str, str], set[str]]:
    """Of people changed since a number: NIK -> kabupaten of those whom the node does not hold; NIKs held no more."""
    touched = "AND w.id IN (SELECT record FROM change WHERE kind = 'worker' AND seq > :since)" if since else ""
    rows = source.rows(
        "SELECT w.nik, substr(coalesce(w.village_code, ''), 1, 5) AS region, coalesce(w.void, 0) AS void FROM worker w "
        f"WHERE w.nik <> '' {touched} AND NOT EXISTS (SELECT 1 FROM worker o JOIN node_record r ON r.worker = o.id "
        "AND r.node = :node WHERE o.nik = w.nik AND coalesce(o.void, 0) = 0)",
        {"node": node, "since": since},
    )
    added = {row["nik"]: row["region"] for row in rows if not row["void"]}
    return added, {row["nik"] for row in rows if row["void"]} - added.keys() if since else set()


def _unpack(packed: object) -> list[bytes]:
    try:
        return unpack_stock(str(packed or ""))
    except ValueError as error:
        raise UserError("package_damaged") from error
