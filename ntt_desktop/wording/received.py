"""What became of a received file: one sentence, and what is to be known or done."""

from collections.abc import Sequence
from typing import Any, Protocol

from ntt_desktop.errors import UserError
from ntt_desktop.i18n import tr
from ntt_desktop.wording.errors import message
from ntt_desktop.wording.numbers import number

_CODE = "Kode pemeriksaan"
"""The line of Ringkasan that is another one in every file."""


class Received(Protocol):
    """A report of `ntt_desktop.services.sync.receive`."""

    status: str
    kind: str
    reason: str
    params: dict[str, object]
    sender: str
    new: int
    updated: int
    identical: int
    edited: Sequence[Any]
    missing_rows: Sequence[Any]
    added_rows: Sequence[Any]


def sentence(found: Received) -> tuple[str, str]:
    """What happened to the file in one sentence, and what to know or do ("" when nothing)."""
    if found.status == "received":
        counts = tr(
            "{new} new, {updated} updated, {identical} unchanged people.",
            new=number(found.new),
            updated=number(found.updated),
            identical=number(found.identical),
        )
        return counts, message(UserError(found.reason, **found.params))[0] if found.reason else by_hand(found)
    if found.status == "unchanged" and found.reason:
        return message(UserError(found.reason))
    if found.status == "unchanged":
        return tr("This file was taken in before. Nothing changed."), ""
    if found.status == "unknown_signer" and found.params.get("changed"):
        return (
            tr("{name} is known here by another code. Nothing was stored.", name=found.sender),
            tr("Only if that machine was set up anew: call them and compare this code with the one on their screen."),
        )
    if found.status == "unknown_signer" and found.kind == "return":
        name = found.sender or tr("The sender")
        return (
            tr("{name} is not known here as the office above. Nothing was stored.", name=name),
            tr("Only if it is your office above: call them and compare this code with the one on their screen."),
        )
    if found.status == "unknown_signer":
        return (
            tr("{name} is not known here yet. Nothing was stored.", name=found.sender or tr("The sender")),
            tr("Call them and compare this code with the code on their screen, letter by letter."),
        )
    return refusal(found)


def refusal(found: Received) -> tuple[str, str]:
    """Why a file was not taken in, and what to do about it."""
    said, hint = message(UserError(found.reason, **found.params))
    if found.reason == "own_package" and found.kind == "return":
        return (
            tr("This reply was made on this machine itself."),
            tr("Send it to the machine that it was made for; it is not received here."),
        )
    if found.reason == "password_wrong":
        hint = tr(
            "Type the password of packages. A file that enrols a machine is opened by Enrol with a file and its code."
        )
    elif found.reason == "file_protected":
        hint = tr("Ask for the file as the program made it, not saved again.")
    return said, hint


def by_hand(found: Received) -> str:
    """What changes by hand in the visible sheets mean for what was stored; "" when there are none."""
    summary = {edit.key: edit.found for edit in found.edited if not edit.record}
    mixed = summary.get(_CODE) and (found.missing_rows or found.added_rows)
    said = [
        (mixed, tr("The sheets come from two files: ask for both as the program made them.")),
        (summary and not mixed, tr("The summary was changed by hand; nothing of that counts.")),
        (
            any(edit.record for edit in found.edited),
            tr("Until it is decided, what the sender signed counts and not the changed cell."),
        ),
        (found.missing_rows, tr("A row taken out by hand deletes nobody.")),
        (found.added_rows, tr("A row written in by hand waits to be taken in like a list.")),
    ]
    return " ".join(words for there, words in said if there)
