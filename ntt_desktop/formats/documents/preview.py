"""Pages of a PDF as pictures, so that the window shows exactly what will be printed."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2


@dataclass(frozen=True, slots=True)
class Picture:
    """A page. ``pixels``: rows of blue, green, red, unused; ``stride`` bytes a row."""

    width: int
    height: int
    stride: int
    pixels: bytes


_ALONE = threading.Lock()
"""PDFium bears one caller at a time, whatever the thread: two crash the program."""


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """A document to read while nobody else reads one."""
    with _ALONE:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def page_count(pdf: bytes) -> int:
    """How many pages."""
    with opened(pdf) as document:
        return len(document)


def width(pdf: bytes, position: int) -> float:
    """How wide a page is, in points of 1/72 inch."""
    with opened(pdf) as document:
        return float(document[position].get_width())


def page(pdf: bytes, position: int, *, scale: float = 1.5) -> Picture:
    """Page ``position`` (from 0) at ``scale`` times 72 dots an inch."""
    with opened(pdf) as document:
        bitmap = document[position].render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
        try:
            return Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        finally:
            bitmap.close()
