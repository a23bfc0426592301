"""The stores that many workflows need: a laptop in Sumba Timur and the province's office."""

import pytest

from ntt_desktop.services.context import Context
from tests.conftest import MakeContext


@pytest.fixture
def laptop(make_ctx: MakeContext) -> Context:
    return make_ctx("petugas", "53.11", name="laptop-1")


@pytest.fixture
def province(make_ctx: MakeContext) -> Context:
    return make_ctx("supervisor", "53", name="provinsi")


@pytest.fixture
def pair(laptop: Context, province: Context) -> tuple[Context, Context]:
    """Both; neither knows the other."""
    return laptop, province
