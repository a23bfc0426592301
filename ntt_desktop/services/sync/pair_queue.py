"""The queue of people who may be one: pairs with one NIK first, then likely ones, the surest first."""

from dataclasses import dataclass

from ntt_desktop.services.context import Context
from ntt_desktop.services.people import same_person
from ntt_desktop.services.people.same_person import DIFFERENT, LATER, Pair
from ntt_desktop.services.sync import queue
from ntt_desktop.services.sync.queue import SAME, SAME_NIK, Filter

MOST = 500
"""Pairs shown at a time, surest first; the next ones come up as these are decided."""


@dataclass(frozen=True, slots=True)
class Queue:
    """The first pairs that wait, and how many wait in all. ``one_nik``: codes of pairs with one NIK, and what was
    said of them, "" for nothing; they stay until one of the NIKs is corrected."""

    pairs: tuple[Pair, ...]
    total: int
    one_nik: dict[str, str]


def read_queue(ctx: Context, node: str = "") -> Queue:
    """The first `MOST` pairs, of all senders or of one: one NIK for two people first, then the surest."""
    with ctx.store.read() as reader:
        told = {
            (row["worker_id"], row["other_id"]): str(row["decision"] or "")
            for row in reader.rows("SELECT worker_id, other_id, decision FROM same_person")
        }
        asked = Filter(SAME, node=node)
        total, found = queue.listing(ctx, asked, limit=-1 if node else MOST)
        one_nik: dict[str, str] = {}
        made: list[Pair] = []
        for case in found:
            if case.kind != SAME_NIK and not node:
                continue
            said = told.get((case.subject, case.other), "")
            later = said in (DIFFERENT, LATER)
            pair = same_person.side_by_side(reader, case.code, case.subject, case.other, later=later)
            if pair is not None:
                made.append(pair)
                if case.kind == SAME_NIK:
                    one_nik[case.code] = said
    if not node:
        made += same_person.pairs(ctx, limit=MOST)
    made.sort(key=lambda pair: (pair.later, pair.id not in one_nik))
    return Queue(tuple(made[:MOST]), total, one_nik)
