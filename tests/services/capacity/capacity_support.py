"""People, programmes and partners for the tests of capacity."""

from collections.abc import Callable
from datetime import date
from typing import Any

from ntt_desktop.services.assignment import batches, slots
from ntt_desktop.services.capacity import programmes
from ntt_desktop.services.capacity.programmes import NewProgramme
from ntt_desktop.services.context import Context
from ntt_desktop.store.codec import COLUMNS, decode
from ntt_desktop.store.sync import nodes
from ntt_desktop.store.sync.nodes import CHILD, PARENT, Peer

VILLAGE = "53.11.18.2005"
P26 = NewProgramme("P26", "APBD Provinsi 2026", "provinsi", "53", "2026-01", 12, 500, 16800)


def person(ctx: Context, number: int, *, record: str = "", **values: Any) -> str:
    """Someone who may be given a slot at once; ``record``: the id to have."""
    with ctx.store.write("tester") as uow:
        record = record or uow.new_id()
        fields = {
            "nik": f"53111801018{number // 10000:01d}{number % 10000 + 1:04d}",
            "full_name": f"Orang {number:05d}",
            "village_code": VILLAGE,
            "birth_date": "1980-01-01",
            "sex": "L",
            "occupation": "nelayan_laut",
            "registered_on": "2026-01-05",
        }
        uow.put("worker", record, {**fields, **values})
    return record


def people(ctx: Context, count: int, start: int = 0, **values: Any) -> list[str]:
    """Several of them."""
    return [person(ctx, start + number, **values) for number in range(count)]


def add_programme(ctx: Context, **changes: Any) -> str:
    """The programme of the demo, or one with other terms; returns its id."""
    import dataclasses

    return programmes.add(ctx, dataclasses.replace(P26, **changes)).value.id


def introduce(parent: Context, child: Context) -> None:
    """Make two stores trust each other, as enrolment does."""
    for here, other, relation in ((parent, child, CHILD), (child, parent, PARENT)):
        node = other.store.node
        with here.store.write("tester") as uow:
            peer = Peer(
                node.id, relation, node.public_key, node.device, node.name, node.region, node.role, node.officer, "1.0"
            )
            nodes.enrol(uow, peer, "tester")


def send(sender: Context, receiver: Context, *, part: slice = slice(None)) -> None:
    """Everything (or a part) that one store knows goes to another, as a file would carry it."""
    with sender.store.read() as reader:
        rows = reader.execute(f"SELECT {COLUMNS} FROM change ORDER BY seq").fetchall()
    with receiver.store.write("tester") as uow:
        uow.apply([decode(*row) for row in rows[part]], sender.store.node.id)


def day(text: str) -> date:
    """A date."""
    return date.fromisoformat(text)


def batch_of_four(make_ctx: Callable[..., Context]) -> Context:
    """A kabupaten with a batch of four, and two who wait."""
    ctx = make_ctx("supervisor", "53.11", name="kabupaten")
    add_programme(ctx, seats=4, region="53.11")
    people(ctx, 6)
    slots.assign(ctx, "P26")
    batches.create(ctx, "P26", "Tahap 1")
    return ctx


def in_batch(ctx: Context) -> list[str]:
    """The NIKs of its people."""
    return [row["nik"] for row in batches.show(ctx, "Tahap 1").rows]
