"""A person's family: contacts (heirs) and children."""

from collections.abc import Mapping, Sequence

from ntt_desktop.domain import checks, phones
from ntt_desktop.domain.dates import century_rule, read_date
from ntt_desktop.domain.text import clean, has_value
from ntt_desktop.domain.worker import CHILD_FIELDS, HEIR_FIELDS
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.people.person_detail import living
from ntt_desktop.store.unit_of_work import UnitOfWork

Values = Mapping[str, str | int | bool | None]
_FLAGS = ("married", "working")


def save_heir(ctx: Context, worker_id: str, values: Values, *, heir_id: str = "") -> Result[str]:
    """Add or change a family contact. Raises ``heir_name_missing``, ``phone_unreadable``, ``heir_nik_invalid``."""
    with ctx.store.write(ctx.actor) as uow:
        return Result(put_heir(uow, living(uow, worker_id)["id"], values, heir_id), frozenset(("heir", "worker")))


def save_child(ctx: Context, worker_id: str, values: Values, *, child_id: str = "") -> Result[str]:
    """Add or change a child. Raises ``child_name_missing`` and ``date_invalid``."""
    with ctx.store.write(ctx.actor) as uow:
        worker = living(uow, worker_id)["id"]
        return Result(put_child(ctx, uow, worker, values, child_id), frozenset(("child", "worker")))


def remove_part(ctx: Context, kind: str, record: str) -> Result[str]:
    """Take a family contact (``heir``) or child out of view; it stays in the history."""
    with ctx.store.write(ctx.actor) as uow:
        if uow.get(kind, record) is None:
            raise UserError("worker_missing", id=record)
        uow.put(kind, record, {"removed": 1})
    return Result(record, frozenset((kind, "worker")))


def _texts(values: Values, names: Sequence[str]) -> dict[str, str | None]:
    """The named fields that were given, cleaned; empty is None."""
    unknown = set(values) - set(names) - {"id"}
    if unknown:
        raise UserError("field_unknown", field=sorted(unknown)[0])
    given = {name: clean(str(values[name])) if values[name] is not None else "" for name in names if name in values}
    return {name: text if has_value(text) else None for name, text in given.items()}


def put_heir(uow: UnitOfWork, worker: str, values: Values, heir_id: str) -> str:
    """Store a family contact inside a unit of work; returns its id."""
    given = _texts(values, HEIR_FIELDS)
    if not given.get("name") and ("name" in given or not heir_id):
        raise UserError("heir_name_missing")
    if given.get("phone"):
        read = phones.parse(str(given["phone"]))
        if read.first is None:
            raise UserError("phone_unreadable", value=given["phone"])
        given["phone"] = read.first
    if given.get("nik"):
        number, problem = checks.read_nik(str(given["nik"]))
        if number is None or problem:
            raise UserError("heir_nik_invalid", value=given["nik"])
        given["nik"] = number.text
    record = heir_id or uow.new_id()
    uow.put("heir", record, {"worker_id": worker, **given})
    return record


def put_child(ctx: Context, uow: UnitOfWork, worker: str, values: Values, child_id: str) -> str:
    """Store a child inside a unit of work; returns its id."""
    given: dict[str, str | int | bool | None] = dict(
        _texts({n: v for n, v in values.items() if n not in _FLAGS}, [n for n in CHILD_FIELDS if n not in _FLAGS])
    )
    if not given.get("name") and ("name" in given or not child_id):
        raise UserError("child_name_missing")
    if given.get("birth_date"):
        text = str(given["birth_date"])
        born = read_date(text, two_digit_year=century_rule(ctx.today, youngest=0))
        if born is None or born > ctx.today:
            raise UserError("date_invalid", field="birth_date", value=text)
        given["birth_date"] = born.isoformat()
    for flag in _FLAGS:
        if flag in values:
            given[flag] = None if values[flag] is None else bool(values[flag])
    record = child_id or uow.new_id()
    uow.put("child", record, {"worker_id": worker, **given})
    return record
