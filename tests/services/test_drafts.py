"""Drafts of forms."""

from datetime import timedelta

from ntt_desktop.services import drafts
from ntt_desktop.services.context import Context
from tests.conftest import Clock


def test_a_draft_is_kept_replaced_and_forgotten(ctx: Context, clock: Clock) -> None:
    drafts.keep(ctx, "new", {"full_name": "Yul"})
    clock.now += timedelta(seconds=5)
    drafts.keep(ctx, "other", {"phone": "08"})
    clock.now += timedelta(seconds=5)
    drafts.keep(ctx, "new", {"full_name": "Yuliana"})
    assert [(d.key, d.body) for d in drafts.kept(ctx)] == [
        ("new", {"full_name": "Yuliana"}),
        ("other", {"phone": "08"}),
    ]
    drafts.forget(ctx, "new")
    assert [d.key for d in drafts.kept(ctx)] == ["other"]
