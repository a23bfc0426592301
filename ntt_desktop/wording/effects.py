"""What an event brings about, in sentences, before it is stored (`ntt_desktop.domain.effects`)."""

from dataclasses import dataclass

from ntt_desktop.domain.effects import Effects, Loss, SlotEffect
from ntt_desktop.domain.money import rupiah
from ntt_desktop.i18n import tr
from ntt_desktop.wording.months import month_words


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence; ``tone``: bad, warn, info or good."""

    text: str
    tone: str = "info"


def sentences(effects: Effects) -> list[Said]:
    """Everything that will happen, weightiest first."""
    said: list[Said] = []
    if effects.event_type == "died":
        if effects.opens_claim:
            said.append(Said(tr("A claim is opened first, for this death."), "info"))
        elif effects.claim:
            said.append(Said(tr("The claim for this death is open already."), "info"))
        if not effects.paid_months:
            text = tr("No month of this person is paid up to that day: the family may have no right to the benefit.")
            said.append(Said(text, "bad"))
    if effects.ends:
        said.append(Said(tr("{name} ends; nobody is deleted.", name=effects.name)))
    else:
        said.append(Said(tr("Only the domicile changes; the person stays.")))
    said += [_slot(slot) for slot in effects.slots]
    if not effects.slots:
        said.append(Said(tr("There is no slot that would become free.")))
    elif effects.has_no_months_left:
        said.append(Said(tr("No months are left: everything ahead is billed or paid already."), "warn"))
    if effects.loss is not None:
        said += loss(effects.loss)
    return said


def _slot(slot: SlotEffect) -> Said:
    words = {"programme": slot.programme, "seat": slot.seat}
    if slot.stays:
        return Said(tr("{programme}, slot {seat}: stays, the village lies in the payer's area.", **words), "good")
    if not slot.freed:
        kept = month_words(slot.kept_to) if slot.kept_to else "–"
        return Said(tr("{programme}, slot {seat}: no month becomes free; it runs to {month}.", **words, month=kept))
    if slot.replacement_from is None:
        text = tr(
            "{programme}, slot {seat}: {count} months become free ({rupiah}), all past: nobody else can follow.",
            **words,
            count=slot.freed,
            rupiah=rupiah(slot.rupiah),
        )
        return Said(text, "warn")
    first = month_words(slot.replacement_from)
    text = tr(
        "{programme}, slot {seat}: {count} months become free ({rupiah}); somebody else may follow from {month}.",
        **words,
        count=slot.freed,
        rupiah=rupiah(slot.rupiah),
        month=first,
    )
    return Said(text, "warn")


def loss(lost: Loss) -> list[Said]:
    """What the family loses with the months freed."""
    said = []
    if lost.ends_after is not None:
        said.append(
            Said(
                tr(
                    "The family loses {count} months in a row: cover ends after {month}; coming back counts as new.",
                    count=lost.months_in_row,
                    month=month_words(lost.ends_after),
                ),
                "bad",
            )
        )
    else:
        said.append(Said(tr("The family loses the cover that was meant for it."), "bad"))
    if lost.full_jkm:
        said.append(Said(tr("The family loses the right to the full JKM benefit."), "bad"))
    if lost.scholarship:
        said.append(Said(tr("The family loses the right to the scholarship."), "bad"))
    return said
