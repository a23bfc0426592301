"""What waits for somebody today, worst first: each line leads to the list that it counts."""

from collections.abc import Callable, Mapping
from datetime import datetime

from ntt_desktop.errors import UserError
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import ago, number, rupiah
from ntt_desktop.gui.widgets.notices import Notice
from ntt_desktop.i18n import tr
from ntt_desktop.services.figures.overview import Overview
from ntt_desktop.services.money.bridging import Summary
from ntt_desktop.wording.errors import message

BACKUP_DAYS = 7
"""A backup older than this is worth a notice."""


def what_waits(session: Session, found: Overview, between: Summary | None) -> list[Notice]:
    """The notices of Beranda. ``between``: who has to be bridged, None outside the season."""
    supervisor = session.role == "supervisor"
    notices = [
        *_told(session, found),
        *_claims(session, found),
        *_decisions(session, found),
        *_bridging(session, between),
        *_people(session, found),
    ]
    if supervisor:
        notices += [*_joining(session, found), *_senders(session, found)]
    if found.unpacked:
        said = tr("{count} people with changes that are in no package yet", count=number(found.unpacked))
        notices.append(
            Notice("send", said, "", "info", (tr("Make a package"), lambda: session.open("sync", tab="unpacked")))
        )
    return [*notices, _backup(session, found.last_backup)]


def _told(session: Session, found: Overview) -> list[Notice]:
    """A restored backup, a copy of this store, a wrong clock: what is entered meanwhile depends on it."""
    act = (tr("To Send & Receive"), lambda: session.open("sync"))
    return [
        Notice("clock-alert" if "clock" in one.code else "triangle-alert", *_said(one.code, one.params), "warn", act)
        for one in found.told
    ]


def _said(code: str, params: Mapping[str, object]) -> tuple[str, str]:
    return message(UserError(code, **params))


def _claims(session: Session, found: Overview) -> list[Notice]:
    if not found.claims:
        return []
    said = tr("{count} claims must be reported to BPJS within 2 x 24 hours", count=number(found.claims))
    late = tr("{count} are past it: report all the same.", count=number(found.claims_late)) if found.claims_late else ""
    act = (tr("To the claims"), lambda: session.open("claims", tab="urgent"))
    return [Notice("heart", said, late, "bad" if found.claims_late else "warn", act)]


def _decisions(session: Session, found: Overview) -> list[Notice]:
    notices = []
    if found.cases:
        act = (tr("Decide"), lambda: session.open("decisions"))
        said = tr("{count} cases wait for a decision", count=number(found.cases))
        hint = tr("Two values, or two records, where only one can be right.")
        notices.append(Notice("scale", said, hint, "warn", act))
    if found.corrections:
        said = tr("{count} people must be corrected, as the parent asks", count=number(found.corrections))
        act = (tr("Correct them"), lambda: session.open("sync", tab="mend"))
        notices.append(Notice("pencil", said, "", "warn", act))
    return notices


def _bridging(session: Session, between: Summary | None) -> list[Notice]:
    if between is None or not between.open:
        return []
    said = tr("{count} people lose their cover before the next programme begins", count=number(between.open))
    hint = tr("Bridging costs {rupiah}. Without it their clocks start anew.", rupiah=rupiah(between.open_rupiah))
    act = (tr("To Bridging"), lambda: session.open("bridging", tab="people", open_only=True))
    return [Notice("hand-heart", said, hint, "warn", act)]


def _people(session: Session, found: Overview) -> list[Notice]:
    """People who need something, as (figure, icon, sentence, hint, words of the button)."""
    lines = (
        (
            "evidence",
            "triangle-alert",
            tr("{count} people must be verified before they can have a slot", count=number(found.evidence)),
            tr("Look at KTP and KK, then settle the finding on the person."),
            tr("Show them"),
        ),
        (
            "incomplete",
            "circle-help",
            tr("{count} people without a readable NIK", count=number(found.incomplete)),
            tr("They are kept apart and are not sent until the NIK is known."),
            tr("Complete them"),
        ),
        (
            "lapsing",
            "clock-alert",
            tr("{count} people were paid for until lately, but not this month", count=number(found.lapsing)),
            tr("Three unpaid months in a row end the membership, and the clocks start anew."),
            tr("Show them"),
        ),
        (
            "turning_65",
            "calendar",
            tr("{count} people turn 65 within 90 days", count=number(found.turning_65)),
            tr("Think of who takes their place."),
            tr("Show them"),
        ),
        (
            "card",
            "id-card",
            tr("{count} people have no card in their hands yet", count=number(found.card)),
            tr("BPJS has accepted them. Hand the card over and note it."),
            tr("Show them"),
        ),
    )

    def lead(figure: str) -> Callable[[], object]:
        return lambda: session.open("workers", figure=figure)

    return [
        Notice(icon, said, hint, "info" if figure == "turning_65" else "warn", (words, lead(figure)))
        for figure, icon, said, hint, words in lines
        if getattr(found, figure)
    ]


def _joining(session: Session, found: Overview) -> list[Notice]:
    if not found.to_join:
        return []
    code, name = found.to_join[0]
    if len(found.to_join) == 1:
        said = tr("{name} has a programme {code} as well.", name=name or tr("(not known)"), code=code)
    else:
        said = tr("{count} programmes of offices below have the code of one here", count=number(len(found.to_join)))
    hint = tr("Two offices, one code: they count as two programmes until you join them.")
    act = (tr("To Programmes"), lambda: session.open("programmes"))
    return [Notice("layout-grid", said, hint, "warn", act)]


def _senders(session: Session, found: Overview) -> list[Notice]:
    if not found.senders:
        return []
    act = (tr("To Receiving"), lambda: session.open("receiving"))
    notices = []
    if found.odd:
        said = tr("{count} of {all} senders: wrong clock, copy or old backup", count=found.odd, all=found.senders)
        notices.append(Notice("triangle-alert", said, tr("Open the sender's line: it says what to do."), "warn", act))
    if found.without_reply:
        said = tr("{count} of {all} senders wait for their return file", count=found.without_reply, all=found.senders)
        notices.append(Notice("send", said, tr("It tells them what became of each person."), "warn", act))
    if found.with_gaps:
        gaps = (tr("Show them"), lambda: session.open("receiving", missing=True))
        said = tr("{count} of {all} senders have packages missing", count=found.with_gaps, all=found.senders)
        notices.append(Notice("inbox", said, tr("Their next package brings what was in them."), "warn", gaps))
    if not (found.with_gaps or found.without_reply):
        said = tr("{count} senders, nothing missing", count=number(found.senders))
        notices.append(Notice("inbox", said, "", "good", act))
    return notices


def _backup(session: Session, last: str | None) -> Notice:
    act = (tr("Back up now"), lambda: session.open("settings", section="backup"))
    if not last:
        hint = tr("Keep one on a USB stick, away from the laptop.")
        return Notice("hard-drive", tr("There is no backup of this computer yet"), hint, "warn", act)
    age = max(0.0, (session.ctx.clock() - datetime.fromisoformat(last)).total_seconds())
    old = age > BACKUP_DAYS * 86400
    return Notice("hard-drive", tr("Last backup: {ago}", ago=ago(age)), "", "warn" if old else "good", act)
