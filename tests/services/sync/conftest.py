"""Who files go to: the province's office, beside the laptop of every workflow."""

from collections.abc import Iterator

import pytest

from ntt_desktop.services.context import Context
from tests.conftest import MakeContext


@pytest.fixture
def office(make_ctx: MakeContext) -> Context:
    return make_ctx("supervisor", "53", name="provinsi", officer="M. Tallo")


@pytest.fixture
def opened() -> Iterator[list[Context]]:
    """Stores that a test opens itself; they are closed behind it."""
    found: list[Context] = []
    yield found
    for ctx in found:
        ctx.store.close()
