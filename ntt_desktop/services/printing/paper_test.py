"""Whether this machine can set a page, draw on it and show it: fonts, the PDF writer and the page painter."""

from ntt_desktop.formats.documents import pdf, preview
from ntt_desktop.formats.documents.parts import Amount, Document, Figure, Paragraph
from ntt_desktop.formats.figures.bars import Bar, bars
from ntt_desktop.formats.figures.ink import PAPER


def painted_pages() -> int:
    """Set a page with text, a sum in words and a figure, paint it, and count the pages on which something stands."""
    figure = Figure(bars("Serapan", [Bar("Kab. Belu", 0.5, "50,0 %")], PAPER))
    made = pdf.to_pdf(Document("NTT Desktop", (Paragraph("Kot'olin"), Amount("Jumlah", 16_800), figure)))
    pages = [preview.page(made, position, scale=0.5) for position in range(preview.page_count(made))]
    return sum(len(set(page.pixels)) > 2 for page in pages)
