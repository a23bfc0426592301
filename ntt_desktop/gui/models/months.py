"""Months on screen: ``Jan 2026``, ``Jan–Dec 2026``."""

from ntt_desktop.wording.months import SHORT, month_words, span_words

__all__ = ("SHORT", "month_words", "span_words")
