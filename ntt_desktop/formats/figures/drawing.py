"""A drawing: shapes and texts at pixel places, written as SVG that both Qt and fpdf2 draw alike."""

from xml.sax.saxutils import escape, quoteattr

from ntt_desktop.formats.figures.ink import Ink

FONT = "Noto Sans"
AVERAGE_WIDTH = 0.56
"""Width of a letter in ems, rather too much than too little (measured on names of regions in Noto Sans)."""


def width_of(text: str, size: float) -> float:
    """About how wide a text is, in pixels."""
    return len(text) * size * AVERAGE_WIDTH


def fitted(text: str, size: float, width: float) -> str:
    """The text, or as much of it as fits into ``width`` with an ellipsis."""
    if width_of(text, size) <= width:
        return text
    letters = max(int(width / (size * AVERAGE_WIDTH)) - 1, 1)
    return text[:letters].rstrip() + "…"


class Drawing:
    """Collects shapes; ``svg()`` writes them. Sizes are pixels; (0, 0) is the upper left corner."""

    def __init__(self, width: float, height: float, ink: Ink, title: str, description: str) -> None:
        self.width, self.height, self.ink = width, height, ink
        self._title, self._description = title, description
        self._shapes: list[str] = []
        self.box(0, 0, width, height, ink.ground)

    def box(self, x: float, y: float, width: float, height: float, fill: str, *, radius: float = 0) -> None:
        """A filled rectangle."""
        if width > 0 and height > 0:
            rounded = f' rx="{radius:g}" ry="{radius:g}"' if radius else ""
            self._shapes.append(
                f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"{rounded}/>'
            )

    def line(self, points: list[tuple[float, float]], stroke: str, *, width: float = 1, dashed: bool = False) -> None:
        """A line through points."""
        path = " L ".join(f"{x:.1f} {y:.1f}" for x, y in points)
        dashes = ' stroke-dasharray="5 4"' if dashed else ""
        self._shapes.append(f'<path d="M {path}" fill="none" stroke="{stroke}" stroke-width="{width:g}"{dashes}/>')

    def dot(self, x: float, y: float, radius: float, fill: str) -> None:
        """A filled circle."""
        self._shapes.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{fill}"/>')

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 12,
        *,
        fill: str = "",
        bold: bool = False,
        anchor: str = "start",
    ) -> None:
        """A text whose baseline starts, is centred (``middle``) or ends (``end``) at (x, y)."""
        weight = ' font-weight="bold"' if bold else ""
        self._shapes.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-family="{FONT}" font-size="{size:g}"{weight} '
            f'text-anchor="{anchor}" fill="{fill or self.ink.text}">{escape(text)}</text>'
        )

    def heading(self) -> None:
        """The title at the upper left."""
        self.text(0, 16, fitted(self._title, 15, self.width), 15, bold=True)

    def svg(self) -> str:
        """The drawing as an SVG document; its description is read out by assistive programs."""
        size = f'width="{self.width:g}" height="{self.height:g}" viewBox="0 0 {self.width:g} {self.height:g}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label={quoteattr(self._description)}>'
            f"<title>{escape(self._title)}</title><desc>{escape(self._description)}</desc>"
            + "".join(self._shapes)
            + "</svg>"
        )
