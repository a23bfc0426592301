"""Drafts of forms: kept every few seconds, offered again after a crash, forgotten once the person is saved."""

from typing import Any

from ntt_desktop.services.context import Context
from ntt_desktop.store.care.drafts import Draft


def keep(ctx: Context, key: str, body: dict[str, Any]) -> None:
    """Keep what a form holds, in place of what was kept under this key. Cheap: never waits for the store's writer."""
    ctx.store.drafts.save(key, body, ctx.clock())


def kept(ctx: Context, key: str) -> Draft | None:
    """The draft of this key, or None."""
    return ctx.store.drafts.load(key)


def forget(ctx: Context, key: str) -> None:
    """Forget a draft: the form was saved, or its draft turned down."""
    ctx.store.drafts.remove(key)
