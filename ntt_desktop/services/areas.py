"""Regions as somebody writes them, with or without dots, as codes."""

from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context


def known_area(ctx: Context, region: str) -> str:
    """The dotted code of a region. Raises `UserError` ``unknown_region``."""
    code = ctx.reference.regions.normal_code(region)
    if code is None:
        raise UserError("unknown_region", region=region)
    return code


def area_of(ctx: Context, region: str | None) -> str:
    """The dotted code of a region, "" where none is said. Raises `UserError` ``unknown_region``."""
    return known_area(ctx, region) if region else ""


def own_area(ctx: Context, region: str) -> str:
    """The dotted code of a region in this node's own. Raises `UserError` ``unknown_region``, ``region_not_own``."""
    regions, own = ctx.reference.regions, ctx.store.node.region
    code = known_area(ctx, region)
    if not regions.contains(own, code):
        raise UserError("region_not_own", region=regions.label(code), own=regions.label(own))
    return code
