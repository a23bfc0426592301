"""Card and bank book, handed to the person: when, by whom, who received it, on which paper; and who waits for it.

PIN and ATM card are never recorded: a text that looks like one is refused (`ntt_desktop.domain.handing_over`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ntt_desktop.domain.bpjs_answer import ACCEPTED
from ntt_desktop.domain.dates import shown
from ntt_desktop.domain.handing_over import CARD, ITEMS, secret_in
from ntt_desktop.domain.text import clean, has_value
from ntt_desktop.errors import UserError
from ntt_desktop.services.areas import area_of
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.services.people.person_detail import living
from ntt_desktop.store.agencies import agency_answers as queries
from ntt_desktop.store.people import worker_records as people
from ntt_desktop.store.rows import Rows

CHANGED = frozenset(("handover",))


@dataclass(frozen=True, slots=True)
class Handed:
    """What was recorded: ids of the entries, and how many people had the item already."""

    made: tuple[str, ...]
    had: int


def add(
    ctx: Context,
    worker_ids: Iterable[str],
    items: Iterable[str],
    on: date,
    *,
    by: str = "",
    received_by: str = "",
    paper: str = "",
    note: str = "",
    progress: Progress = silent,
) -> Result[Handed]:
    """Record that items were handed to people, all in one step; who has an item already is counted, not entered twice.

    ``by``: who gave it (the officer); ``received_by``: who took it if not the person; ``paper``: the receipt's number
    or place. One single person who has it already is refused: ``handover_exists``. Raises also
    ``handover_nobody``, ``handover_item``, ``handover_secret``, ``date_in_future``, ``worker_missing``,
    ``handover_not_accepted`` (there is no card yet).
    """
    chosen, wanted = list(dict.fromkeys(worker_ids)), list(dict.fromkeys(items))
    if not chosen or not wanted:
        raise UserError("handover_nobody")
    for item in wanted:
        if item not in ITEMS:
            raise UserError("handover_item", item=item)
    if any(secret_in(text) for text in (note, received_by)) or secret_in(paper, numbers=False):
        raise UserError("handover_secret")
    if on > ctx.today:
        raise UserError("date_in_future", value=shown(on))
    made, had = [], 0
    with ctx.store.write(ctx.actor, "handover") as uow:
        for done, worker in enumerate(chosen):
            progress(done, len(chosen))
            row = living(uow, worker)
            if CARD in wanted and not _has_card(uow, row):
                raise UserError("handover_not_accepted", name=row["full_name"] or "")
            known = {one["item"]: one for one in queries.handovers(uow, [row["id"]]).get(row["id"], ())}
            for item in wanted:
                if item in known:
                    if len(chosen) == 1 and len(wanted) == 1:
                        given = date.fromisoformat(known[item]["date"])
                        raise UserError("handover_exists", name=row["full_name"] or "", date=shown(given))
                    had += 1
                    continue
                record = uow.new_id()
                uow.put(
                    "handover",
                    record,
                    {
                        "worker_id": row["id"],
                        "item": item,
                        "date": on.isoformat(),
                        "by": clean(by) or ctx.actor,
                        "received_by": clean(received_by) or row["full_name"],
                        "paper": clean(paper) or None,
                        "note": clean(note) or None,
                    },
                )
                made.append(record)
    return Result(Handed(tuple(made), had), CHANGED if made else frozenset())


def _has_card(source: Rows, person: Mapping[str, Any]) -> bool:
    """Whether BPJS made a card: it accepted the person last, or the person has its number."""
    results = queries.enrolments(source, [person["id"]]).get(person["id"], ())
    return bool(person["kpj"]) or bool(results and results[-1]["result"] == ACCEPTED)


def take_back(ctx: Context, handovers: Iterable[str], *, reason: str) -> Result[int]:
    """Take entries back; they stay in the history. Raises ``reason_missing``, ``handover_missing``."""
    if not has_value(reason):
        raise UserError("reason_missing")
    done = 0
    with ctx.store.write(ctx.actor, clean(reason)) as uow:
        for record in dict.fromkeys(handovers):
            row = uow.get("handover", record)
            if row is None or row["withdrawn"]:
                raise UserError("handover_missing")
            uow.put("handover", record, {"withdrawn": 1})
            done += 1
    return Result(done, CHANGED)


def outstanding(ctx: Context, *, item: str = CARD, area: str = "") -> list[dict[str, Any]]:
    """*Belum diserahkan*: people whom BPJS accepted, who have not ended and were not handed the item, by village and
    name. ``area``: a region code. Raises ``handover_item``, ``unknown_region``."""
    with ctx.store.read() as reader:
        return queries.enrolled(reader, area_of(ctx, area), without=_item(item))


def count_outstanding(ctx: Context, *, item: str = CARD, area: str = "") -> int:
    """How many people `outstanding` lists."""
    with ctx.store.read() as reader:
        return queries.count_enrolled(reader, area_of(ctx, area), without=_item(item))


def listing(ctx: Context, *, area: str = "", waiting: str = "", most: int = -1) -> list[dict[str, Any]]:
    """Everybody whom BPJS accepted, by village and name, with ``given``: item -> the newest entry.

    ``waiting``: only those who were not handed this item; ``most``: no more people than that. Raises what `outstanding`
    raises.
    """
    with ctx.store.read() as reader:
        rows = queries.enrolled(reader, area_of(ctx, area), without=_item(waiting) if waiting else "", most=most)
        given = queries.handovers(reader, [row["id"] for row in rows])
    return [{**row, "given": {one["item"]: one for one in given.get(row["id"], ())}} for row in rows]


@dataclass(frozen=True, slots=True)
class Board:
    """What the page of hand-overs shows: the first people of an area, and how many there are.

    ``total``: whom BPJS accepted; ``waiting``: item -> who was not handed it.
    """

    people: tuple[dict[str, Any], ...]
    total: int
    waiting: dict[str, int]


def board(ctx: Context, *, area: str = "", waiting: str = "", most: int = 2000) -> Board:
    """The people of `listing`, at most ``most``, with the counts of their area. Raises what `outstanding` raises."""
    people_of = tuple(listing(ctx, area=area, waiting=waiting, most=most))
    with ctx.store.read() as reader:
        code = area_of(ctx, area)
        total = queries.count_enrolled(reader, code)
        return Board(people_of, total, {item: queries.count_enrolled(reader, code, without=item) for item in ITEMS})


def named(ctx: Context, texts: Iterable[str]) -> list[str]:
    """The ids of people by id or NIK. Raises ``worker_missing``."""
    found = []
    with ctx.store.read() as reader:
        for text in texts:
            row = people.find_one(reader, text) or people.by_nik(reader, text)
            if row is None:
                raise UserError("worker_missing", id=text)
            found.append(str(row["id"]))
    return found


def _item(item: str) -> str:
    if item not in ITEMS:
        raise UserError("handover_item", item=item)
    return item
