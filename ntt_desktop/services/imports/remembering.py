"""Mappings that were confirmed, remembered by the header they were made for."""

from ntt_desktop.domain.intake.cells import column_index
from ntt_desktop.domain.text import fold
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.imports.plan import ImportPlan
from ntt_desktop.store.intake import intake_memory
from ntt_desktop.store.unit_of_work import UnitOfWork


def remember_mapping(uow: UnitOfWork, plan: ImportPlan, day: str) -> None:
    """Keep what was said of a stored plan's columns, for each of its headers; nothing where nothing was said."""
    for sheet in plan.sheets:
        if not sheet.signature:
            continue
        headers = {fold(column.header) for column in sheet.columns}
        letters = {column.letters for column in sheet.columns}
        said = {
            header: name
            for header, name in plan.mapping.items()
            if fold(header) in headers or (column_index(header.strip().upper()) is not None and header in letters)
        }
        if said:
            intake_memory.remember(uow, intake_memory.MAPPING, sheet.signature, said, day)


def remembered_mapping(ctx: Context, signature: str) -> dict[str, str]:
    """What was confirmed for a header (`SheetSummary.signature`): header or column letters -> field; empty for none."""
    with ctx.store.read() as reader:
        return intake_memory.remembered(reader, intake_memory.MAPPING, [signature]).get(signature, {})


def forget_mapping(ctx: Context, signature: str) -> Result[None]:
    """Forget what was confirmed for a header: the next sheet with it is guessed anew."""
    with ctx.store.write(ctx.actor) as uow:
        intake_memory.forget(uow, intake_memory.MAPPING, signature)
    return Result(None)
