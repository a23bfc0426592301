"""Pages of a PDF as pictures, so that the window shows exactly what will be printed."""

from dataclasses import dataclass

import pypdfium2


@dataclass(frozen=True, slots=True)
class Picture:
    """A page. ``pixels``: rows of blue, green, red, unused; ``stride`` bytes a row."""

    width: int
    height: int
    stride: int
    pixels: bytes


def page_count(pdf: bytes) -> int:
    """How many pages."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def width(pdf: bytes, position: int) -> float:
    """How wide a page is, in points of 1/72 inch."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return float(document[position].get_width())
    finally:
        document.close()


def page(pdf: bytes, position: int, *, scale: float = 1.5) -> Picture:
    """Page ``position`` (from 0) at ``scale`` times 72 dots an inch."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        bitmap = document[position].render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
        try:
            return Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        finally:
            bitmap.close()
    finally:
        document.close()
