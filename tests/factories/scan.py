"""Scanned pages made in memory: text drawn on paper, laid crooked, grained, turned. All content is invented."""

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import reportlab
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
"""Comes with reportlab, so that the same page is drawn on every machine."""

INDONESIAN = """PERJANJIAN KERJA SAMA CONTOH
ANTARA DIREKTORAT JENDERAL CONTOH
DAN UNIVERSITAS CONTOH NUSANTARA
NOMOR: M.CTH-12.HM.05.02 TAHUN 2026

Pada hari ini, Senin tanggal dua bulan Maret tahun dua ribu dua
puluh enam, bertempat di Jakarta, para pihak sepakat untuk
mengikatkan diri dalam perjanjian kerja sama dengan ketentuan
sebagai berikut.

Pasal 1
Maksud dan tujuan perjanjian ini adalah menyediakan landasan bagi
para pihak untuk melaksanakan kegiatan pelatihan, penelitian, dan
pertukaran data serta informasi sesuai dengan peraturan
perundang-undangan yang berlaku.

Pasal 2
Ruang lingkup kerja sama meliputi pendidikan dan pelatihan pegawai,
penyuluhan hukum kepada masyarakat, pemanfaatan sarana dan
prasarana, serta kegiatan lain yang disepakati oleh para pihak.

Pasal 3
Perjanjian ini berlaku untuk jangka waktu tiga tahun sejak tanggal
ditandatangani dan dapat diperpanjang berdasarkan kesepakatan
tertulis para pihak."""

ENGLISH = """MEMORANDUM OF UNDERSTANDING EXAMPLE
BETWEEN THE DIRECTORATE OF EXAMPLES
AND THE EXAMPLE UNIVERSITY OF THE ISLANDS

The parties have reached the following understanding on this day,
Monday the second of March two thousand twenty six, in Jakarta.

Article 1
The purpose of this memorandum is to provide a framework for the
parties to carry out training, research and the exchange of
information in accordance with their respective laws.

Article 2
The scope of cooperation covers education and training of staff,
public lectures, the use of facilities, and any other activities
agreed upon by the parties in writing.

Article 3
This memorandum shall remain in force for a period of three years
from the date of signature and may be extended by mutual consent."""


@dataclass(frozen=True)
class DrawnPage:
    """A scan, and where each of its words stands: fractions of the page before it was laid crooked or turned."""

    picture: Image.Image
    words: tuple[tuple[str, float, float, float, float], ...]
    dpi: int


def drawn_page(
    text: str = INDONESIAN, *, dpi: int = 200, skew: float = 0.0, noise: float = 0.0, turn: int = 0, seed: int = 1
) -> DrawnPage:
    """An A4 page in 11 point type; `skew` and `turn` in degrees to the left, `noise` in grey levels."""
    width, height = round(8.27 * dpi), round(11.69 * dpi)
    picture = Image.new("L", (width, height), 244)
    words = _draw(ImageDraw.Draw(picture), text, dpi, (width, height))
    if skew:
        picture = picture.rotate(skew, Image.Resampling.BICUBIC, fillcolor=244)
    if turn:
        picture = picture.rotate(turn, expand=True)
    if noise:
        grain = np.random.default_rng(seed).normal(0, noise, (picture.height, picture.width))
        picture = Image.fromarray(np.clip(np.asarray(picture) + grain, 0, 255).astype(np.uint8))
    return DrawnPage(picture, tuple(words), dpi)


def _draw(
    pen: ImageDraw.ImageDraw, text: str, dpi: int, size: tuple[int, int]
) -> list[tuple[str, float, float, float, float]]:
    font = ImageFont.truetype(str(FONT), round(11 / 72 * dpi))
    words = []
    for row, line in enumerate(text.splitlines()):
        x, y = 0.9 * dpi, (1.0 + row * 0.27) * dpi
        for word in line.split():
            left, top, right, bottom = pen.textbbox((x, y), word, font=font)
            pen.text((x, y), word, fill=25, font=font)
            words.append((word, left / size[0], top / size[1], right / size[0], bottom / size[1]))
            x += pen.textlength(word + " ", font=font)
    return words


def blank_page(*, dpi: int = 150) -> DrawnPage:
    """Paper with nothing on it but grain."""
    return drawn_page("", dpi=dpi, noise=4)


def photo_page(*, dpi: int = 150, seed: int = 3) -> DrawnPage:
    """A page that is one soft photograph of hills and clouds, without a letter."""
    dice = np.random.default_rng(seed)
    coarse = Image.fromarray(dice.integers(30, 225, (14, 10), dtype=np.uint8))
    size = (round(8.27 * dpi), round(11.69 * dpi))
    soft = np.asarray(coarse.resize(size, Image.Resampling.BICUBIC)).astype(np.float64)
    grain = dice.normal(0, 9, soft.shape)
    return DrawnPage(Image.fromarray(np.clip(soft + grain, 0, 255).astype(np.uint8)), (), dpi)


def stamped(page: DrawnPage) -> DrawnPage:
    """The page with a round office stamp and a pen stroke across its lower half."""
    picture = page.picture.copy()
    pen, unit = ImageDraw.Draw(picture), page.dpi
    for radius in (0.75, 0.68):
        middle_x, middle_y = 6.2 * unit, 8.9 * unit
        box = (middle_x - radius * unit, middle_y - radius * unit, middle_x + radius * unit, middle_y + radius * unit)
        pen.ellipse(box, outline=120, width=max(2, unit // 60))
    dice = random.Random(7)  # noqa: S311 - a repeatable drawing, not a secret.
    stroke = [(5.4 * unit + step * 0.08 * unit, (9 + dice.uniform(-0.4, 0.4)) * unit) for step in range(22)]
    pen.line(stroke, fill=70, width=max(2, unit // 70))
    return DrawnPage(picture, page.words, page.dpi)


def scan_pdf(pages: Sequence[DrawnPage]) -> bytes:
    """A file of these scans as JPEG pictures without a text layer, each on a page of its own size."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for page in pages:
        width, height = (edge / page.dpi * 72 for edge in page.picture.size)
        packed = io.BytesIO()
        page.picture.save(packed, "JPEG", quality=88)
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(packed), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
