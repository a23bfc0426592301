"""What the parent says of a person whom this node sent, as a sentence."""

from collections.abc import Callable, Mapping
from typing import Any

from ntt_desktop.i18n import tr


def verdict(state: str, detail: Mapping[str, Any], region_name: Callable[[str], str]) -> str:
    """The sentence of a verdict (`ntt_desktop.services.sync.verdicts`); a state of a newer version as it is."""
    region = str(detail.get("region") or "")
    place = region_name(region) if region else tr("another place")
    if state == "joined":
        return tr("Joined with the same person in {place}", place=place)
    if state == "same_nik_waits":
        return tr("Somebody else in {place} has this NIK. Check the KTP.", place=place)
    if state == "slot_contested":
        months = int(detail.get("months") or 0)
        if detail.get("why") == "already_paid":
            return tr("Another programme pays {count} of these months already.", count=months)
        return tr("Somebody else has the slot in {count} of its months.", count=months)
    return {"": tr("Acknowledged"), "accepted": tr("Accepted")}.get(state, state)
