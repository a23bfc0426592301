"""Taking in a spreadsheet: look at it (`survey`), judge it (`preview`), store it (`store_import`), take it back.

Preview and storing are one code path: a preview stages the file's rows, judged, in local tables; storing moves them
into the people's tables in one transaction, and judges them again first if the store has changed in between. ::

    plan = preview(ctx, path, ImportOptions(region="53.11")).value
    for batch in rows(ctx, plan.id, outcome="rejected"): ...
    store_import(ctx, plan)    # or discard(ctx, plan)
"""

from ntt_desktop.domain.intake.draft import CoverTerms
from ntt_desktop.services.imports.correcting import write_corrections
from ntt_desktop.services.imports.listing import (
    ImportRow,
    Unfinished,
    Unsaid,
    forget_unfinished,
    list_imports,
    note_said,
    plan_of,
    row_keys,
    row_number,
    rows,
    rows_by_keys,
    unfinished,
    unsaid,
)
from ntt_desktop.services.imports.mending import Confirmed, Mended, confirm_verified, mend, mending_fields
from ntt_desktop.services.imports.plan import ImportOptions, ImportPlan, Letter
from ntt_desktop.services.imports.previewing import Surveyed, discard, import_fields, preview, survey
from ntt_desktop.services.imports.remembering import forget_mapping, remembered_mapping
from ntt_desktop.services.imports.resulting import write_results, write_results_of
from ntt_desktop.services.imports.storing import store_import
from ntt_desktop.services.imports.undoing import UndoChange, UndoExtent, undo_extent, undo_import
from ntt_desktop.services.imports.values import (
    UnknownValue,
    ValueChoice,
    choices_of,
    choose_values,
    take_offered,
    unknown_values,
)

__all__ = [
    "Confirmed",
    "CoverTerms",
    "ImportOptions",
    "ImportPlan",
    "ImportRow",
    "Letter",
    "Mended",
    "Surveyed",
    "UndoChange",
    "UndoExtent",
    "Unfinished",
    "UnknownValue",
    "Unsaid",
    "ValueChoice",
    "choices_of",
    "choose_values",
    "confirm_verified",
    "discard",
    "forget_mapping",
    "forget_unfinished",
    "import_fields",
    "list_imports",
    "mend",
    "mending_fields",
    "note_said",
    "plan_of",
    "preview",
    "remembered_mapping",
    "row_keys",
    "row_number",
    "rows",
    "rows_by_keys",
    "store_import",
    "survey",
    "take_offered",
    "undo_extent",
    "undo_import",
    "unfinished",
    "unknown_values",
    "unsaid",
    "write_corrections",
    "write_results",
    "write_results_of",
]
