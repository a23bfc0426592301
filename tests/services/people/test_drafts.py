"""Drafts of forms."""

from datetime import timedelta

from ntt_desktop.services.context import Context
from ntt_desktop.services.people import drafts
from tests.conftest import Clock


def test_a_draft_is_kept_replaced_and_forgotten(ctx: Context, clock: Clock) -> None:
    drafts.keep(ctx, "new", {"full_name": "Yul"})
    clock.now += timedelta(seconds=5)
    drafts.keep(ctx, "other", {"phone": "08"})
    clock.now += timedelta(seconds=5)
    drafts.keep(ctx, "new", {"full_name": "Yuliana"})
    newest, other = drafts.kept(ctx, "new"), drafts.kept(ctx, "other")
    assert newest
    assert other
    assert (newest.body, other.body) == ({"full_name": "Yuliana"}, {"phone": "08"})
    assert newest.saved_at > other.saved_at
    drafts.forget(ctx, "new")
    assert drafts.kept(ctx, "new") is None
    assert drafts.kept(ctx, "other") == other
