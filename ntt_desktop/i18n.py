"""Text of the screen. English msgids, Indonesian complete and default (gettext catalogues made with Babel).

``tr("{count} people in {village}", count=3, village="Oesao")`` looks the msgid up in the current language
and fills the named placeholders. The choice of language is process-wide and made once, at start.
"""

import gettext

from ntt_desktop import paths

LANGUAGES = ("id", "en")
_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def set_language(language: str) -> None:
    """Switch to ``id`` or ``en``; an unknown language is Indonesian."""
    global _catalogue, _language
    wanted = language if language in LANGUAGES else "id"
    if wanted == _language:
        return  # reading the catalogue again would hold a start up
    _language = wanted
    if _language == "en":
        _catalogue = gettext.NullTranslations()
        return
    with (paths.resource("i18n") / _language / "ntt_desktop.mo").open("rb") as stream:
        _catalogue = gettext.GNUTranslations(stream)


def language() -> str:
    """The current language, ``id`` or ``en``."""
    return _language


def tr(msgid: str, /, **params: object) -> str:
    """The text for ``msgid`` with its named placeholders filled from ``params``."""
    text = _catalogue.gettext(msgid)
    return text.format(**params) if params else text


def ntr(singular: str, plural: str, count: int, /, **params: object) -> str:
    """Like `tr`, choosing by ``count``, which fills ``{count}``."""
    return _catalogue.ngettext(singular, plural, count).format(count=count, **params)


def mark(msgid: str) -> str:
    """Mark a msgid for extraction where it is only looked up later with `tr`."""
    return msgid
