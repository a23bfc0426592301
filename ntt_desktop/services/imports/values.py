"""Values that were not understood: each village, occupation and sex once, chosen for all its rows, and remembered.

What somebody chose stands in place of the cells of a plan, whose rows are judged again. It is remembered by the
sender of the list, and offered the next time; nothing is applied that nobody chose.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ntt_desktop.domain.intake.draft import Draft
from ntt_desktop.domain.intake.records import read_draft, write_draft
from ntt_desktop.domain.intake.redraft import with_overrides
from ntt_desktop.domain.sex import read_sex
from ntt_desktop.domain.text import clean, fold
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context, Progress, Result, silent
from ntt_desktop.services.imports.listing import read_plan
from ntt_desktop.services.imports.mending import world_of
from ntt_desktop.services.imports.plan import ImportPlan
from ntt_desktop.services.imports.storing import judge_again
from ntt_desktop.store.intake import imports as store_imports
from ntt_desktop.store.intake import intake_memory
from ntt_desktop.store.intake.imports import RowQuery
from ntt_desktop.store.rows import Rows

VILLAGE, OCCUPATION, SEX = FIELDS = ("village", "occupation", "sex")

_CODES = {
    "village_unknown": VILLAGE,
    "village_ambiguous": VILLAGE,
    "occupation_unknown": OCCUPATION,
    "sex_unreadable": SEX,
}
_CELL = {VILLAGE: "village_code", OCCUPATION: "occupation", SEX: "sex"}
_SEPARATOR = "\x1f"
_SEARCHED = (*(f'"{code}"' for code in _CODES), '"overrides"')


@dataclass(frozen=True, slots=True)
class UnknownValue:
    """A value that was not understood, as it is written most often."""

    field: str
    """One of `FIELDS`."""
    text: str
    """"" where nothing is said at all."""
    area: str
    """For a village: the kecamatan and kabupaten beside it, as written."""
    count: int
    """Rows that have it."""
    candidates: tuple[str, ...]
    """For a village: codes that may be meant, best first."""
    offered: str
    """What was chosen for it in an earlier list of the sender; "" for nothing."""
    chosen: str
    """What was chosen for it in this plan: a village's code, an occupation's name, L or P; "" for nothing."""


@dataclass(frozen=True, slots=True)
class ValueChoice:
    """What a value means. An empty ``area`` is any; an empty ``value`` takes a choice back."""

    field: str
    text: str
    value: str
    area: str = ""


@dataclass(slots=True)
class _Group:
    text: str
    area: str
    count: int = 0
    candidates: tuple[str, ...] = ()
    chosen: str = ""


_Key = tuple[str, str, str]


def unknown_values(ctx: Context, import_id: str) -> list[UnknownValue]:
    """The values of a plan that were not understood, chosen by now or not; most rows first.

    Raises ``import_missing``.
    """
    with ctx.store.read() as reader:
        plan = read_plan(ctx, reader, import_id)
        groups: dict[_Key, _Group] = {}
        for draft, is_known in _drafts(reader, import_id):
            for key, text, area, candidates in _asked(ctx, plan, draft):
                # The village of a person who is known stays; only what bars or spoils a row is asked.
                if is_known and key[0] == VILLAGE and not draft.overrides.get(_CELL[VILLAGE]):
                    continue
                group = groups.setdefault(key, _Group(text, area, candidates=candidates))
                group.count += 1
                group.chosen = group.chosen or draft.overrides.get(_CELL[key[0]], "")
        offered = intake_memory.remembered(reader, intake_memory.VALUE, plan.senders())
    said = {name: value for values in offered.values() for name, value in values.items()}
    found = [
        UnknownValue(
            key[0], group.text, group.area, group.count, group.candidates, said.get(_name(key), ""), group.chosen
        )
        for key, group in groups.items()
    ]
    return sorted(found, key=lambda value: (FIELDS.index(value.field), -value.count, fold(value.text), value.area))


def choose_values(
    ctx: Context, import_id: str, choices: Iterable[ValueChoice], progress: Progress = silent
) -> Result[ImportPlan]:
    """Let values mean what was chosen, in all rows of a plan that is not stored yet, and remember it by its sender.

    The rows are judged again; the plan that comes back has the counts. Raises ``import_gone``, ``value_unknown`` for
    a choice that is no village, occupation or sex, and ``value_not_there`` for a text that is none of those asked.
    """
    made = [(choice, _checked(ctx, choice)) for choice in choices]
    with ctx.store.write(ctx.actor) as uow:
        noted = store_imports.file_of(uow, import_id)
        if noted is None or noted["state"] != "ready":
            raise UserError("import_gone", name=noted["file"] if noted else "")
        plan = read_plan(ctx, uow, import_id)
        used: dict[str, str] = {}
        met: set[int] = set()
        for batch in store_imports.all_rows(uow, import_id, RowQuery(draft=_SEARCHED)):
            changed = []
            for row in batch:
                draft = read_draft(row.draft, row.sheet, row.row)
                overrides = dict(draft.overrides)
                for key, _, _, _ in _asked(ctx, plan, draft):
                    for position, (choice, value) in enumerate(made):
                        if not _means(choice, key):
                            continue
                        met.add(position)
                        if value:
                            overrides[_CELL[key[0]]] = used[_name(key)] = value
                        else:
                            overrides.pop(_CELL[key[0]], None)
                if overrides != draft.overrides:
                    again = with_overrides(draft, overrides, world_of(ctx, plan, draft.sheet))
                    changed.append(_replaced(row, again))
            store_imports.stage(uow, import_id, changed)
        for position, (choice, _) in enumerate(made):
            if position not in met:
                raise UserError("value_not_there", value=choice.text, field=choice.field)
        for sender in plan.senders():
            intake_memory.remember(uow, intake_memory.VALUE, sender, used, ctx.today.isoformat())
        judge_again(uow, import_id, progress)
        plan = read_plan(ctx, uow, import_id)
    return Result(plan)


def take_offered(ctx: Context, import_id: str, progress: Progress = silent) -> Result[ImportPlan]:
    """Choose everything that is offered and not chosen otherwise. Raises what `choose_values` raises."""
    choices = [
        ValueChoice(value.field, value.text, value.offered, value.area)
        for value in unknown_values(ctx, import_id)
        if value.offered and not value.chosen
    ]
    return choose_values(ctx, import_id, choices, progress)


def _replaced(row: store_imports.StagedRow, draft: Draft) -> store_imports.StagedRow:
    return store_imports.StagedRow(
        row.seq,
        row.sheet,
        row.row,
        row.outcome,
        row.codes,
        str(draft.values.get("phone") or ""),
        row.worker_id,
        write_draft(draft),
        row.result,
    )


def _drafts(reader: Rows, import_id: str) -> Iterable[tuple[Draft, bool]]:
    """Drafts with something that was not understood or was chosen, and whether their person is known."""
    for batch in store_imports.all_rows(reader, import_id, RowQuery(draft=_SEARCHED)):
        for row in batch:
            yield read_draft(row.draft, row.sheet, row.row), row.outcome in ("updated", "identical")


def _asked(ctx: Context, plan: ImportPlan, draft: Draft) -> list[tuple[_Key, str, str, tuple[str, ...]]]:
    """(key, text, area, candidates) of what of a row was not understood, choices left out of account."""
    if draft.overrides.keys() & set(_CELL.values()):
        rest = {name: text for name, text in draft.overrides.items() if name not in _CELL.values()}
        draft = with_overrides(draft, rest, world_of(ctx, plan, draft.sheet))
    found = []
    for finding in draft.findings:
        if name := _CODES.get(finding.code):
            area = finding.params.get("area", "") if name == VILLAGE else ""
            candidates = tuple(draft.candidates) if name == VILLAGE else ()
            found.append(((name, fold(finding.value), fold(area)), finding.value, area, candidates))
    return found


def _name(key: _Key) -> str:
    return _SEPARATOR.join(key)


def _means(choice: ValueChoice, key: _Key) -> bool:
    return (choice.field, fold(choice.text)) == key[:2] and (not fold(choice.area) or fold(choice.area) == key[2])


def _checked(ctx: Context, choice: ValueChoice) -> str:
    """The choice as it stands in place of a cell. Raises ``value_unknown``."""
    text = clean(choice.value)
    if choice.field not in FIELDS:
        raise UserError("value_unknown", value=choice.value, field=choice.field)
    if not text:
        return ""
    if choice.field == SEX:
        value = read_sex(text) or ""
    elif choice.field == OCCUPATION:
        match = ctx.reference.occupations.match(text)
        value = match.label if match.id else ctx.reference.occupations.labels().get(text, "")
    else:
        code = ctx.reference.regions.normal_code(text)
        value = code if code and ctx.reference.regions.get(code).is_village else ""
    if not value:
        raise UserError("value_unknown", value=choice.value, field=choice.field)
    return value


def parse_choice(text: str) -> ValueChoice:
    """``field:text=value`` as the command line writes it. Raises ``assignment_unreadable``, ``value_unknown``."""
    asked, equals, value = text.rpartition("=")
    name, colon, written = asked.partition(":")
    if not equals or not colon:
        raise UserError("assignment_unreadable", text=text)
    if clean(name) not in FIELDS:
        raise UserError("value_unknown", value=value, field=name)
    return ValueChoice(clean(name), clean(written), value)


def choices_of(texts: Sequence[str]) -> list[ValueChoice]:
    """`parse_choice` of each."""
    return [parse_choice(text) for text in texts]
