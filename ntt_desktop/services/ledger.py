"""Where every person-month and every rupiah is: held = occupied + free + passed down + released + expired."""

from ntt_desktop.services.context import Context
from ntt_desktop.store import programmes
from ntt_desktop.store.programmes import Ledger


def balance(ctx: Context, programme_id: str | None = None, *, node: str | None = None) -> list[Ledger]:
    """The ledger of one programme or of all known here, with the share of ``node`` (this one unless given)."""
    with ctx.store.read() as reader:
        return [
            programmes.ledger(reader, programme, node or ctx.store.node.id)
            for programme in programmes.every(reader)
            if programme_id in (None, programme.id)
        ]
