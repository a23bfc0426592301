"""Drafts of forms: kept every few seconds, offered again after a crash, forgotten once the person is saved."""

from dataclasses import dataclass
from typing import Any

from ntt_desktop.services.context import Context


@dataclass(frozen=True, slots=True)
class Draft:
    """A kept form: ``key`` says which one (a person's id, or ``new``), ``saved_at`` is ISO time UTC."""

    key: str
    saved_at: str
    body: dict[str, Any]


def keep(ctx: Context, key: str, body: dict[str, Any]) -> None:
    """Keep what a form holds, in place of what was kept under this key. Cheap: never waits for the store's writer."""
    ctx.store.drafts.save(key, body, ctx.clock())


def kept(ctx: Context) -> list[Draft]:
    """Every kept draft, newest first."""
    return [Draft(key, saved_at, body) for key, saved_at, body in ctx.store.drafts.all()]


def forget(ctx: Context, key: str) -> None:
    """Forget a draft: the form was saved, or its draft turned down."""
    ctx.store.drafts.remove(key)
