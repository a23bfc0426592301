"""The lines of a payload that are no change records: taken in, or kept for a program that knows them.

A line of an unknown type is kept with its file. Once the program knows the type, the line is read as if its file had
come now, but after those that came later: it adds what they do not say.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from ntt_desktop.formats.package.manifest import PACKAGE
from ntt_desktop.formats.package.payload import Line, Payload
from ntt_desktop.formats.package.rendering import NAMES
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import elsewhere, notices, stock, verdicts
from ntt_desktop.store.sync import foreign_lines, packages
from ntt_desktop.store.sync.elsewhere import SETTING as NIK_KEY
from ntt_desktop.store.unit_of_work import UnitOfWork

KNOWN = frozenset(
    (NAMES, stock.STOCK, verdicts.VERDICT, notices.NOTICE, elsewhere.KEY, elsewhere.ELSEWHERE, "invitation")
)
"""The types of lines that this program reads."""


def keep_unknown(uow: UnitOfWork, package: str, payload: Payload) -> None:
    """Keep the lines of types that this program does not know."""
    foreign_lines.keep(uow, package, [line for line in payload.lines if line.get("t") not in KNOWN])


def read_again(ctx: Context) -> int:
    """Take in kept lines whose type is known by now; returns how many. Of a partner only its newest file's words on
    people and on this store count, as when files come late."""
    with ctx.store.read() as reader:
        kept = foreign_lines.kept(reader)
    ready = [one for one in kept if _type(one) in KNOWN]
    if not ready:
        return 0
    setting = ctx.store.setting(NIK_KEY)
    with ctx.store.write(ctx.actor, "read again") as uow:
        for package, lines in _by_package(ready).items():
            row = packages.received(uow, package)
            if row is None or row.kind == PACKAGE:
                continue  # what a package says beside its records is of the day it was made
            late = packages.superseded(uow, row.node, row.epoch, row.kind, row.sequence)
            types = {line.get("t") for line in lines}
            payload = Payload((), tuple(lines))
            if not late and verdicts.VERDICT in types:
                verdicts.keep(uow, payload, package)
            if not late and notices.NOTICE in types:
                notices.keep(uow, payload)
            if types & {elsewhere.KEY, elsewhere.ELSEWHERE}:
                elsewhere.keep(uow, setting, payload, late=late)
        foreign_lines.drop(uow, [one["pk"] for one in ready])
    return len(ready)


def _type(kept: Mapping[str, Any]) -> str:
    return str(json.loads(kept["line"]).get("t"))


def _by_package(kept: Iterable[Mapping[str, Any]]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for one in kept:
        found.setdefault(one["package"], []).append(json.loads(one["line"]))
    return found
