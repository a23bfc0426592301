"""Drafts and judgements as JSON text, in which they are staged and kept."""

import json
from typing import Any

from ntt_desktop.domain.findings import Finding
from ntt_desktop.domain.intake.draft import Draft, RowSource
from ntt_desktop.domain.intake.judging import Judged, Outcome
from ntt_desktop.domain.intake.titles import Title


def _findings(findings: list[Finding] | tuple[Finding, ...]) -> list[list[Any]]:
    return [[finding.code, finding.field, finding.value, finding.params] for finding in findings]


def _dump(content: dict[str, Any]) -> str:
    return json.dumps({key: value for key, value in content.items() if value}, ensure_ascii=False)


def write_draft(draft: Draft) -> str:
    """A draft without its sheet and row, which have columns of their own."""
    title = draft.source.title
    return _dump(
        {
            "nik": draft.nik,
            "ok": draft.nik_ok,
            "values": draft.values,
            "stated": draft.stated,
            "heir": draft.heir,
            "findings": _findings(draft.findings),
            "candidates": draft.candidates,
            "cells": draft.cells,
            "numbers": draft.source.numbers,
            "dates": draft.source.dates,
            "more": draft.source.more,
            "title": "" if title == Title() else [title.village, title.subdistrict, title.regency, title.sure],
            "others": draft.source.others,
            "overrides": draft.overrides,
            "confirmed": draft.confirmed,
            "cover": draft.cover,
            "key": draft.key,
        }
    )


def read_draft(text: str, sheet: str, row: int) -> Draft:
    """The draft that `write_draft` wrote."""
    content = json.loads(text)
    return Draft(
        sheet,
        row,
        nik=content.get("nik", ""),
        nik_ok=content.get("ok", False),
        values=content.get("values", {}),
        stated=content.get("stated", []),
        heir=content.get("heir", {}),
        findings=[Finding(*parts) for parts in content.get("findings", ())],
        candidates=content.get("candidates", []),
        cells=content.get("cells", {}),
        source=RowSource(
            tuple(content.get("numbers", ())),
            tuple(content.get("dates", ())),
            content.get("more", {}),
            Title(*content.get("title", ())),
            content.get("others", {}),
        ),
        overrides=content.get("overrides", {}),
        confirmed=content.get("confirmed", []),
        cover=content.get("cover", {}),
        key=content.get("key", ""),
    )


def write_judged(judged: Judged) -> str:
    """A judgement without outcome and worker, which have columns of their own."""
    return _dump(
        {
            "findings": _findings(judged.findings),
            "changes": judged.changes if judged.outcome is Outcome.UPDATED else {},
            "was": judged.was,
            "asks": judged.asks,
            "adds": list(judged.adds),
            "kept_by": judged.kept_by,
        }
    )


def read_judged(text: str, outcome: str, worker_id: str, draft: Draft) -> Judged:
    """The judgement that `write_judged` wrote; a new row's changes are all values of its draft."""
    content = json.loads(text)
    return Judged(
        Outcome(outcome),
        tuple(Finding(*parts) for parts in content.get("findings", ())),
        worker_id,
        changes=dict(draft.values) if outcome == Outcome.NEW else content.get("changes", {}),
        was=content.get("was", {}),
        asks=content.get("asks", {}),
        adds=tuple(content.get("adds", ())),
        kept_by=content.get("kept_by", ""),
    )
