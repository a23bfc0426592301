"""What stands on the pages of a PDF, read as the preview reads it: PDFium bears one caller at a time."""

from pathlib import Path

from ntt_desktop.formats.documents import preview


def texts(pdf: Path | bytes) -> list[str]:
    """The text of every page, line by line."""
    with preview.opened(pdf.read_bytes() if isinstance(pdf, Path) else pdf) as document:
        return [str(page.get_textpage().get_text_range()) for page in document]
