"""The blocks that a node and those below it hold, and the kabupaten that each is for."""

from collections.abc import Mapping, Sequence

from ntt_desktop.services.context import Context
from ntt_desktop.store.capacity.programmes import Holding
from ntt_desktop.store.reader import Reader


def held_here(ctx: Context, blocks: Sequence[Holding]) -> list[Holding]:
    """The blocks that this node holds, and those below them."""
    by_id = {block.id: block for block in blocks}
    here: dict[str, bool] = {}

    def is_here(block: Holding) -> bool:
        if block.id not in here:
            above = by_id.get(block.parent or "")
            here[block.id] = block.holder == ctx.store.node.id or (above is not None and is_here(above))
        return here[block.id]

    return [block for block in blocks if is_here(block)]


def node_regions(reader: Reader) -> dict[str, str]:
    """Node id -> region."""
    return {row["id"]: row["region"] or "" for row in reader.rows("SELECT id, region FROM node")}


def regency_of(block: Holding, regions: Mapping[str, str]) -> str:
    """The kabupaten that a block is for: its own region, else its holder's; "" for a larger one."""
    region = block.region or regions.get(block.holder, "")
    return region[:5] if len(region) >= 5 else ""
