"""Registering and mending people: add, edit, wrong entries; and what a form shows while one types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ntt_desktop.domain import checks
from ntt_desktop.domain import nik as niks
from ntt_desktop.domain.checks import Checked, Typed
from ntt_desktop.domain.dates import Month, read_date, shown_iso
from ntt_desktop.domain.findings import Finding
from ntt_desktop.domain.intake.values import read_decile, read_rupiah
from ntt_desktop.domain.text import clean, has_value
from ntt_desktop.domain.worker import INTEGER_FIELDS, WORKER_FIELDS
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.people import duplicates, families
from ntt_desktop.services.people.families import Values
from ntt_desktop.services.people.person_detail import living
from ntt_desktop.services.people.person_findings import StoredFinding, put_finding, renew, standing
from ntt_desktop.services.people.verifications import put_verification
from ntt_desktop.services.sync.elsewhere import known_elsewhere
from ntt_desktop.store.assignment.slots import payers
from ntt_desktop.store.people import worker_records as queries
from ntt_desktop.store.unit_of_work import UnitOfWork

KTP_SEEN = "KTP asli dilihat"
_DATES = tuple(name for name in WORKER_FIELDS if name.endswith("_on") or name == "bpjs_status_date")
_ALL_KINDS = frozenset(("worker", "finding", "verification"))


@dataclass(frozen=True, slots=True)
class Saved:
    """Who was saved, and what there is to say."""

    id: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class FormCheck:
    """What a form shows while one types: the values as they would be stored, findings, and who it may be."""

    checked: Checked
    owner: dict[str, Any] | None
    """The person who already has this NIK."""
    similar: tuple[duplicates.Similar, ...]
    elsewhere: str = ""
    """The kabupaten where somebody with this NIK is held by another node, as the parent last told; "" for none."""


def read_typed(values: Mapping[str, str | int | None]) -> dict[str, str | int | None]:
    """Typed fields as text, numbers and ISO dates, before the checks.

    Raises ``field_unknown``, ``number_invalid`` and ``date_invalid`` with the field and value.
    """
    read: dict[str, str | int | None] = {}
    for name, given in values.items():
        if name not in WORKER_FIELDS:
            raise UserError("field_unknown", field=name)
        text = clean(str(given)) if given is not None else ""
        if not has_value(text):
            read[name] = None
        elif name in INTEGER_FIELDS:
            read[name] = _number(name, text)
        elif name in _DATES:
            day = read_date(text, two_digit_year=lambda year, month, day: 2000 + year)
            if day is None:
                raise UserError("date_invalid", field=name, value=text)
            read[name] = day.isoformat()
        else:
            read[name] = text
    return read


def _number(name: str, text: str) -> int:
    value = read_decile(text) if name == "decile" else read_rupiah(text)
    if value is None:
        raise UserError("decile_invalid" if name == "decile" else "number_invalid", field=name, value=text)
    return value


def _normalise(ctx: Context, typed: Typed) -> Checked:
    reference = ctx.reference
    return checks.normalise(typed, regions=reference.regions, occupations=reference.occupations, today=ctx.today)


def check(ctx: Context, typed: Mapping[str, str | int | None], *, worker_id: str = "") -> FormCheck:
    """What the form shows of a whole person as typed so far; ``worker_id`` when an existing person is mended."""
    checked = _normalise(ctx, typed)
    owner = None
    if checked.nik:
        with ctx.store.read() as reader:
            owner = queries.by_nik(reader, checked.nik.text)
    if owner and owner["id"] == worker_id:
        owner = None
    is_new = owner is None and not worker_id
    told = (known_elsewhere(ctx, checked.nik.text) if checked.nik and is_new else None) or ""
    return FormCheck(checked, owner, tuple(duplicates.similar(ctx, checked.values, without=worker_id)), told)


def add(
    ctx: Context,
    typed: Mapping[str, str | int | None],
    *,
    heirs: Sequence[Values] = (),
    children: Sequence[Values] = (),
    incomplete: bool = False,
    ktp_seen: bool = False,
    reason: str = "",
) -> Result[Saved]:
    """Register a person.

    ``incomplete`` keeps somebody without a readable NIK under *Belum lengkap*; ``ktp_seen`` (KTP asli dilihat)
    settles the nik_* findings. Raises the code of the first reject finding, ``nik_taken``, ``worker_ended`` and
    what `read_typed` raises.
    """
    checked = _normalise(ctx, read_typed(typed))
    findings = list(checked.findings)
    if not incomplete or checked.nik:
        _refuse(checked.rejects)
    else:
        _refuse([finding for finding in checked.rejects if finding.field != "nik"])
    values = {name: value for name, value in checked.values.items() if value is not None}
    values.setdefault("registered_on", ctx.today.isoformat())
    with ctx.store.write(ctx.actor, reason) as uow:
        if checked.nik:
            _refuse_taken(ctx, uow, checked.nik.text)
        if duplicate := duplicates.duplicate_finding(uow, values):
            findings.append(duplicate)
        worker = uow.new_id()
        uow.put("worker", worker, values)
        for finding in findings:
            put_finding(uow, worker, finding)
        if ktp_seen and checked.nik:
            put_verification(uow, worker, seen=["ktp"], by=ctx.actor, on=ctx.today, how=KTP_SEEN, findings=findings)
        for heir in heirs:
            families.put_heir(uow, worker, heir, "")
        for child in children:
            families.put_child(ctx, uow, worker, child, "")
    kinds = _ALL_KINDS | ({"heir"} if heirs else set()) | ({"child"} if children else set())
    return Result(Saved(worker, tuple(findings)), frozenset(kinds))


def edit(
    ctx: Context,
    worker_id: str,
    typed: Mapping[str, str | int | None],
    *,
    ktp_seen: bool = False,
    reason: str = "",
) -> Result[Saved]:
    """Change fields of a person; a corrected NIK keeps the same person, with history.

    Findings about changed fields are made anew; the others stand as they stood. Raises ``worker_missing`` and
    what `add` raises, for the changed fields only.
    """
    with ctx.store.write(ctx.actor, reason) as uow:
        return Result(put_edit(ctx, uow, worker_id, typed, ktp_seen=ktp_seen), _ALL_KINDS)


def put_edit(
    ctx: Context,
    uow: UnitOfWork,
    worker_id: str,
    typed: Mapping[str, str | int | None],
    *,
    ktp_seen: bool = False,
    reason: str | None = None,
) -> Saved:
    """`edit` within a unit of work, for several people in one step; an error leaves nothing of this person.

    ``reason``: that of this edit, where it is not the unit of work's.
    """
    changes = read_typed(typed)
    row = living(uow, worker_id)
    worker = row["id"]
    checked = _normalise(ctx, {name: row[name] for name in WORKER_FIELDS} | changes)
    names = set(changes)
    filled = {name for name in ("birth_date", "sex") if not row[name] and checked.values.get(name)}
    if "phone" in changes and checked.values.get("notes") != row["notes"]:
        filled.add("notes")
    # What cannot be read leaves what stands: a slip of the finger takes no good number away.
    unread = {name for name in names if changes[name] is not None and checked.values.get(name) is None}
    values = {name: checked.values.get(name) for name in (names | filled) - unread}
    changed = {name for name, value in values.items() if value != row[name]}
    _refuse([f for f in checked.rejects if checks.DEPENDS_ON[f.code] & (changed | unread)])
    if checked.nik and "nik" in changed:
        _refuse_taken(ctx, uow, checked.nik.text, without=worker)
    uow.put("worker", worker, values, reason=reason)
    findings = list(checked.findings)
    merged = {name: row[name] for name in WORKER_FIELDS} | values
    if duplicate := duplicates.duplicate_finding(uow, merged, without=worker):
        findings.append(duplicate)
    renew(uow, worker, changed | unread, findings)
    if ktp_seen:
        known = [StoredFinding.of(found) for found in standing(uow, worker)]
        put_verification(uow, worker, seen=["ktp"], by=ctx.actor, on=ctx.today, how=KTP_SEEN, findings=known)
    return Saved(worker, tuple(findings))


def void(ctx: Context, worker_id: str, *, reason: str) -> Result[str]:
    """Take back a person who never was true (a wrong entry): hidden, kept as a record, the NIK free again.

    Raises ``reason_missing``; ``worker_in_slot`` while a slot is in force, which has to be ended first.
    """
    if not has_value(reason):
        raise UserError("reason_missing")
    with ctx.store.write(ctx.actor, reason) as uow:
        row = living(uow, worker_id)
        held = uow.rows("SELECT 1 FROM seat_month WHERE person = ? AND in_force = 1 LIMIT 1", (row["pk"],))
        if held:
            raise UserError("worker_in_slot", name=row["full_name"] or "")
        for record in uow.rows("SELECT id FROM worker WHERE person_id = ?", (row["id"],)):
            uow.put("worker", record["id"], {"void": 1, "void_reason": clean(reason)})
    return Result(row["id"], frozenset(("worker",)))


def unvoid(ctx: Context, worker_id: str, *, reason: str = "") -> Result[str]:
    """Undo `void`. Raises ``nik_taken`` when the NIK belongs to somebody else by now."""
    with ctx.store.write(ctx.actor, reason) as uow:
        row = uow.get("worker", worker_id)
        if row is None:
            raise UserError("worker_missing", id=worker_id)
        if row["nik"]:
            _refuse_taken(ctx, uow, row["nik"], without=worker_id)
        uow.put("worker", worker_id, {"void": None, "void_reason": None})
    return Result(worker_id, frozenset(("worker",)))


def _refuse(rejects: Sequence[Finding]) -> None:
    """Raise the first reject finding as an error that names the field and what stood there."""
    if rejects:
        first = rejects[0]
        raise UserError(first.code, **{"field": first.field, "value": first.value, **first.params})


def _refuse_taken(ctx: Context, uow: UnitOfWork, nik: str, without: str = "") -> None:
    """Raise ``nik_taken`` or ``worker_ended`` when somebody else has the NIK, saying who it is."""
    owner = queries.by_nik(uow, nik)
    if owner is None or owner["id"] == without:
        return
    words = {
        "id": owner["id"],
        "nik": niks.mask(nik),
        "name": owner["full_name"] or "",
        "village": ctx.reference.regions.label(owner["village_code"] or ""),
    }
    if owner["ended_on"]:
        ended = shown_iso(owner["ended_on"])
        raise UserError("worker_ended", **words, date=ended, reason=owner["end_reason"] or "")
    if paid := payers(uow, owner["id"], Month.of(ctx.today).index):
        last = Month.at(paid[0]["last"]).text
        raise UserError("nik_taken", **words, case="paid", programme=paid[0]["programme"] or "", last=last)
    raise UserError("nik_taken", **words)
