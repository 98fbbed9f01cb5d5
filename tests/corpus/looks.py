"""The look of each paper: typeface, size, margins, footers; chosen by the id of the agreement, the same every time."""

import random
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import reportlab
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from tests.corpus.naskah import Naskah

FAMILIES = {
    "times": ("Times-Roman", "Times-Bold", "Times-Italic"),
    "helv": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
    "courier": ("Courier", "Courier-Bold", "Courier-Oblique"),
    "vera": ("Vera", "VeraBd", "VeraIt"),
    "carlito": ("carlito-400", "carlito-700", "carlito-400"),
    "gelasio": ("gelasio-400", "gelasio-700", "gelasio-400"),
    "narrow": ("archivo-narrow-400", "archivo-narrow-700", "archivo-narrow-400"),
    "baskerville": ("libre-baskerville-400", "libre-baskerville-700", "libre-baskerville-400"),
    "garamond": ("eb-garamond-400", "Times-Bold", "Times-Italic"),
    "prime": ("courier-prime-400", "Courier-Bold", "courier-prime-400"),
    "mesin": ("special-elite-400", "special-elite-400", "special-elite-400"),
}
HANDS = {
    "": (),
    "tuned": ("homemade-apple-400", "reenie-beanie-400", "kalam-400", "indie-flower-400", "covered-by-your-grace-400"),
    "unseen": ("cedarville-cursive-400", "patrick-hand-400", "shadows-into-light-400", "mansalva-400", "caveat-500"),
    "fresh": ("kalam-400", "patrick-hand-400", "shadows-into-light-400", "indie-flower-400"),
    "archive": ("architects-daughter-400", "waiting-for-the-sunrise-400", "mansalva-400", "reenie-beanie-400"),
    "ledger": ("nanum-pen-script-400", "nothing-you-could-do-400", "over-the-rainbow-400", "caveat-500"),
    "harbour": ("bad-script-400", "gochi-hand-400", "la-belle-aurore-400", "architects-daughter-400"),
    "meadow": ("sedgwick-ave-400", "schoolbell-400", "zeyada-400", "indie-flower-400"),
    "orchard": ("gloria-hallelujah-400", "just-me-again-down-here-400", "cedarville-cursive-400", "gochi-hand-400"),
    "garden": ("swanky-and-moo-moo-400", "dawning-of-a-new-day-400", "schoolbell-400", "patrick-hand-400"),
    "grove": ("annie-use-your-telescope-400", "handlee-400", "mynerve-400", "bad-script-400"),
}
FONTS = Path(__file__).with_name("fonts")


@dataclass(frozen=True)
class Look:
    """How one paper is set; sizes in points. `footer` is one of nomor, dari, strip, page, none."""

    family: str
    size: float
    leading: float
    margin: float
    footer: str
    has_paraf: bool
    stamp: str
    pasal: str
    title_gap: float
    hand: str = ""

    @property
    def font(self) -> str:
        """The upright face."""
        return FAMILIES[self.family][0]

    @property
    def bold(self) -> str:
        """The bold face."""
        return FAMILIES[self.family][1]

    @property
    def italic(self) -> str:
        """The slanted face."""
        return FAMILIES[self.family][2]

    def style(self, kind: str, *, scale: float = 1.0) -> ParagraphStyle:
        """The style of a paragraph: body, left, centre, title."""
        size = self.size * scale
        leading = size * self.leading
        alignment = {"body": TA_JUSTIFY, "left": TA_LEFT}.get(kind, TA_CENTER)
        return ParagraphStyle(
            kind,
            fontName=self.bold if kind == "title" else self.font,
            fontSize=size,
            leading=leading,
            alignment=alignment,
            spaceAfter=self.title_gap if kind in ("title", "centre") else size * 0.45,
        )


@lru_cache(maxsize=1)
def load_faces() -> None:
    """Make the faces of reportlab and those of this folder known; once."""
    folder = Path(reportlab.__file__).parent / "fonts"
    for name in ("Vera", "VeraBd", "VeraIt"):
        pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))
    for path in sorted(FONTS.glob("*.ttf")):
        pdfmetrics.registerFont(TTFont(path.stem, str(path)))
    for upright, bold, italic in FAMILIES.values():
        if upright == upright.lower():
            pdfmetrics.registerFontFamily(upright, normal=upright, bold=bold, italic=italic, boldItalic=bold)
    pdfmetrics.registerFontFamily("Vera", normal="Vera", bold="VeraBd", italic="VeraIt", boldItalic="VeraBd")


def look_of(naskah: Naskah) -> Look:
    """The look of this paper; what `gaya` names is as it says, the rest is thrown by the id."""
    load_faces()
    throw = random.Random(f"rupa {naskah.id}")  # noqa: S311 - a repeatable look, not a secret.
    family = next((name for name in FAMILIES if name in naskah.gaya), throw.choice(("times", "helv", "helv", "vera")))
    size = _SIZES.get(family, 11.0) + throw.choice((-0.5, 0, 0.5))
    if "kecil" in naskah.gaya:
        size -= 1.5
    hands = HANDS.get(naskah.bagian, ())
    return Look(
        family=family,
        size=size,
        leading=throw.choice((1.2, 1.35, 1.5)),
        margin=throw.choice((62.0, 72.0, 85.0)),
        footer=next((name for name in _FOOTERS if name in naskah.gaya), throw.choice(_FOOTERS)),
        has_paraf="paraf" in naskah.gaya or throw.random() < 0.3,
        stamp=next((name for name in ("capcontoh", "cappojok") if name in naskah.gaya), ""),
        pasal=next((text for text in _PASAL if text.split()[0] in naskah.gaya), throw.choice(_PASAL)),
        title_gap=throw.choice((0.0, 2.0, 5.0)),
        hand=throw.choice(hands) if hands else "",
    )


_SIZES = {"times": 12.0, "courier": 10.5, "vera": 10.0, "baskerville": 9.8, "garamond": 12.5, "narrow": 12.0}
_FOOTERS = ("nomor", "dari", "strip", "page", "tanpa")
_PASAL = ("Pasal {n}", "PASAL {n}", "Pasal {r}")
