"""What stands on a paper beside its text: emblems, signatures with stamps and duty stamps over them, office stamps."""

import random

from reportlab.lib.colors import Color
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from portal.samples.layout.emblem import draw_emblem
from portal.samples.layout.mark import draw_ink, draw_meterai, draw_stamp
from tests.corpus.looks import Look
from tests.corpus.naskah import Naskah, Pihak

EMBLEMS = ("kawung", "pengayom", "perisai")


class Emblems(Flowable):  # type: ignore[misc]
    """A row of emblems: at both edges, in the middle, or three."""

    def __init__(self, names: list[str], width: float) -> None:
        super().__init__()
        self.names, self.width, self.height = names, width, 58.0

    def wrap(self, *_: float) -> tuple[float, float]:
        """Its own size."""
        return self.width, self.height

    def draw(self) -> None:
        """Lay the emblems out evenly."""
        count = len(self.names)
        for place, name in enumerate(self.names):
            x = self.width / 2 if count == 1 else 40 + place * (self.width - 80) / (count - 1)
            draw_emblem(self.canv, name, x=x, y=28, radius=26)


class Signatures(Flowable):  # type: ignore[misc]
    """The signature blocks side by side, three in a row at most; `flags` say what they show.

    `balik` puts the second party on the left, `lembaga` names the institution, `tumpuk` sets one below the other,
    `meterai` adds a duty stamp, `nip` a number of service, `garis` a line under the name, `kurung` brackets around it.
    """

    def __init__(self, naskah: Naskah, look: Look, width: float, flags: frozenset[str]) -> None:
        super().__init__()
        self.naskah, self.look, self.width, self.flags = naskah, look, width, flags
        pihak = naskah.pihak
        self.order = tuple(reversed(pihak)) if "balik" in flags else pihak
        self.across = 1 if "tumpuk" in flags else min(3 if len(pihak) != 4 else 2, len(pihak))
        self.row_height = look.size * 1.2 * 7 + 74
        self.height = self.row_height * -(-len(pihak) // self.across)
        self.throw = random.Random(f"tanda tangan {naskah.id}")  # noqa: S311 - a repeatable drawing.

    def wrap(self, *_: float) -> tuple[float, float]:
        """Its own size."""
        return self.width, self.height

    def draw(self) -> None:
        """Every party in its place, text first, ink and stamps over it."""
        wide = self.width / self.across
        for place, pihak in enumerate(self.order):
            x = wide * (place % self.across) + wide / 2
            y = self.height - self.row_height * (place // self.across) - self.look.size
            self._party(pihak, x, y, wide - 14, place)

    def _party(self, pihak: Pihak, x: float, y: float, wide: float, place: int) -> None:
        canvas, look = self.canv, self.look
        size, step = look.size * 0.95, look.size * 1.15
        heads = [pihak.label]
        if "lembaga" in self.flags:
            heads.append(pihak.nama[0].upper())
        heads.append(pihak.jabatan[0] if "kecilkan" in self.flags else pihak.jabatan[0].upper())
        lines = [line for head in heads if head for line in simpleSplit(head, look.bold, size, wide)]
        canvas.setFont(look.bold, size)
        for line in lines[:7]:
            canvas.drawCentredString(x, y, line)
            y -= step
        y = min(y, y) - 52
        name = f"( {pihak.penanda} )" if "kurung" in self.flags else pihak.penanda
        shrunk = min(size, size * wide / max(1.0, canvas.stringWidth(name, look.bold, size)))
        canvas.setFont(look.bold, shrunk)
        canvas.drawCentredString(x, y, name)
        if "garis" in self.flags:
            half = canvas.stringWidth(name, look.bold, shrunk) / 2
            canvas.line(x - half, y - 2, x + half, y - 2)
        if "nip" in self.flags and pihak.negara == "ID" and self.throw.random() < 0.7:
            canvas.setFont(look.font, size)
            canvas.drawCentredString(x, y - step, f"NIP {self.throw.randint(1960, 1985)}0000 000000 0 00{place + 1}")
        self._ink(x, y, place)

    def _ink(self, x: float, y: float, place: int) -> None:
        throw, seed = self.throw, self.throw.randint(0, 10_000)
        if "meterai" in self.flags and place == len(self.order) - 1:
            draw_meterai(self.canv, x=x - 50, y=y + 32)
        draw_ink(self.canv, x=x + throw.uniform(-10, 20), y=y + throw.uniform(10, 26), seed=seed)
        if throw.random() < 0.75:
            emblem = throw.choice(EMBLEMS)
            draw_stamp(self.canv, x=x - throw.uniform(30, 62), y=y + throw.uniform(6, 30), seed=seed, emblem=emblem)


def office_stamp(canvas: Canvas, text: str, *, x: float, y: float, angle: float) -> None:
    """A framed rubber stamp, half transparent, that may lie over text."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(angle)
    ink = Color(0.72, 0.1, 0.12, alpha=0.55)
    canvas.setStrokeColor(ink)
    canvas.setFillColor(ink)
    canvas.setLineWidth(2)
    canvas.setFont("Helvetica-Bold", 22)
    wide = canvas.stringWidth(text, "Helvetica-Bold", 22)
    canvas.roundRect(-wide / 2 - 8, -8, wide + 16, 32, 4)
    canvas.drawCentredString(0, 0, text)
    canvas.restoreState()


def paraf_box(canvas: Canvas, *, x: float, y: float, seed: int) -> None:
    """The small table of initials at the foot of a page."""
    canvas.saveState()
    canvas.setLineWidth(0.5)
    canvas.setFont("Helvetica", 6.5)
    for place, label in enumerate(("Paraf P1", "Paraf P2")):
        canvas.rect(x + place * 46, y, 46, 24)
        canvas.drawString(x + place * 46 + 3, y + 16, label)
        draw_ink(canvas, x=x + place * 46 + 22, y=y + 7, seed=seed + place, scale=0.28)
    canvas.restoreState()
