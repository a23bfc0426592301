"""Taking in a spreadsheet: look at it (`survey`), judge it (`preview`), store it (`store_import`), take it back.

Preview and storing are one code path: a preview stages the file's rows, judged, in local tables; storing moves them
into the people's tables in one transaction, and judges them again first if the store has changed in between. ::

    plan = preview(ctx, path, ImportOptions(region="53.11")).value
    for batch in rows(ctx, plan.id, outcome="rejected"): ...
    store_import(ctx, plan)    # or discard(ctx, plan)
"""

from ntt_desktop.services.imports.correcting import write_corrections
from ntt_desktop.services.imports.listing import (
    ImportRow,
    Unfinished,
    forget_unfinished,
    list_imports,
    plan_of,
    row_keys,
    rows,
    rows_by_keys,
    unfinished,
)
from ntt_desktop.services.imports.plan import ImportOptions, ImportPlan, Letter
from ntt_desktop.services.imports.previewing import discard, import_fields, preview, survey
from ntt_desktop.services.imports.storing import store_import
from ntt_desktop.services.imports.undoing import undo_import

__all__ = [
    "ImportOptions",
    "ImportPlan",
    "ImportRow",
    "Letter",
    "Unfinished",
    "discard",
    "forget_unfinished",
    "import_fields",
    "list_imports",
    "plan_of",
    "preview",
    "row_keys",
    "rows",
    "rows_by_keys",
    "store_import",
    "survey",
    "undo_import",
    "unfinished",
    "write_corrections",
]
