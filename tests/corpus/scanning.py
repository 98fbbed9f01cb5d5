"""Turns papers of the corpus into scans as offices make them, the same every time, and says which paper gets which."""

import io
import random
from dataclasses import dataclass

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter, ImageOps

from tests.corpus.naskah import Naskah, corpus
from tests.corpus.wear import copied, faxed, folded, photographed, rimmed, stained, two_toned
from tests.factories.scan import DrawnPage, scan_pdf


@dataclass(frozen=True)
class Condition:
    """How a paper reaches the portal. `dpi` 0 is the digital file; `skew` in degrees; `noise` in grey levels.

    `quality` is the JPEG's, `blur` a radius in pixels at 200 dpi; `turn` lays the last page on its side. `copies` is
    how often it went through a copier before; `photo` says which pages were photographed instead (`all`, `first`);
    `fold` names the corner that is turned over; `has_edges` leaves the rim of the copier and the holes of a binder;
    `is_fax`, `is_two_toned`, and `is_stained` say how else the sheet suffered.
    """

    dpi: int
    skew: float = 0.0
    noise: float = 4.0
    quality: int = 75
    blur: float = 0.0
    is_colour: bool = False
    turn: int = 0
    has_bleed: bool = False
    copies: int = 0
    photo: str = ""
    fold: str = ""
    has_edges: bool = False
    is_fax: bool = False
    is_two_toned: bool = False
    is_stained: bool = False

    @property
    def is_rough(self) -> bool:
        """Whether the sheet was copied, faxed, stained, folded or torn at before it was scanned."""
        return bool(self.copies or self.fold or self.has_edges or self.is_fax or self.is_stained)

    @property
    def kind(self) -> str:
        """Its row in the tables."""
        return f"{self.dpi} dpi" if self.dpi else "digital"


_RESOLUTIONS = (200, 300, 150, 200, 300, 200, 150, 300)
_SKEWS = (0.0, 1.0, 2.0, 0.0, -1.0, 0.0, -2.0)
DIGITAL_EVERY = 24
"""Offices hand in scans: 95 of 100 files and more."""


def condition_of(naskah: Naskah) -> Condition:
    """The one condition of this paper in the standard run."""
    if naskah.bagian:
        return _rough(naskah)
    place = [one.id for one in corpus()].index(naskah.id)
    if place % DIGITAL_EVERY == DIGITAL_EVERY - 1:
        return Condition(0)
    throw = random.Random(f"pindai {naskah.id}")  # noqa: S311 - a repeatable scan, not a secret.
    return Condition(
        dpi=_RESOLUTIONS[place % len(_RESOLUTIONS)],
        skew=_SKEWS[place % len(_SKEWS)],
        noise=throw.choice((2.0, 6.0, 12.0)),
        quality=throw.choice((35, 55, 75, 88)),
        blur=throw.choice((0.0, 0.0, 0.6, 0.9)),
        is_colour=throw.random() < 0.4,
        turn=throw.choice((90, 270)) if throw.random() < 0.12 else 0,
        has_bleed=throw.random() < 0.25,
    )


_FOLDS = ("upper right", "upper left", "lower right")


def _rough(naskah: Naskah) -> Condition:
    """What `gaya` names is as it says, the rest is thrown by the id."""
    gaya, throw = naskah.gaya, random.Random(f"pindai {naskah.bagian} {naskah.id}")  # noqa: S311 - a repeatable scan.
    if "digital" in gaya:
        return Condition(0)
    photo = "all" if "foto" in gaya else "first" if "foto1" in gaya else ""
    dpi = next((one for one in (150, 200, 300) if f"d{one}" in gaya), throw.choice((150, 200, 200, 200, 300)))
    return Condition(
        dpi=max(dpi, 200) if photo else dpi,
        skew=throw.choice((-3.2, -2.4, 2.2, 3.0)) if "miring" in gaya else throw.choice((0.0, 0.4, -0.7, 1.1, -1.4)),
        noise=throw.choice((2.0, 5.0, 9.0, 12.0)),
        quality=35 if "jpeg" in gaya else throw.choice((35, 50, 65, 80)),
        blur=throw.choice((0.0, 0.4, 0.7)),
        is_colour=bool(photo) or "warna" in gaya or throw.random() < 0.45,
        turn=throw.choice((90, 270)) if "rebah" in gaya else 0,
        has_bleed="bayang" in gaya or throw.random() < 0.15,
        copies=throw.choice((2, 3)) if "kopi" in gaya else 0,
        photo=photo,
        fold=throw.choice(_FOLDS) if "lipat" in gaya else "",
        has_edges="kopi" in gaya or throw.random() < 0.15,
        is_fax="faks" in gaya,
        is_two_toned="hitamputih" in gaya,
        is_stained="noda" in gaya,
    )


def pages_to_read(count: int, *, all_pages: bool = False) -> tuple[int, ...]:
    """The pages of a paper that are scanned and read: all of a short one, else the first and the last three."""
    numbers = range(1, count + 1)
    return tuple(numbers) if all_pages or count <= 4 else (1, *numbers[-3:])


def scanned(pdf: bytes, condition: Condition, *, seed: str, numbers: tuple[int, ...]) -> bytes:
    """A scan of these pages of a paper, counted from 1, as a file of its own."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        count = len(document)
        # With the page that shines through from the back.
        wanted = {*numbers, *(_back(number, count) for number in numbers)}
        drawn = {number: _drawn(document, number, condition) for number in sorted(wanted)}
    finally:
        document.close()
    pages = []
    for number in numbers:
        throw = np.random.default_rng([number, *seed.encode()])
        back = drawn[_back(number, count)] if condition.has_bleed else None
        turn = condition.turn if number == count and count > 1 else 0
        is_photo = condition.photo == "all" or (condition.photo == "first" and number == 1)
        picture = _used(drawn[number], condition, throw, number) if condition.is_rough else drawn[number]
        page = _worn(picture, back, condition, throw, turn, is_photo=is_photo)
        pages.append(DrawnPage(page, (), condition.dpi))
    return scan_pdf(pages)


def _back(number: int, count: int) -> int:
    return number + 1 if number < count else max(1, number - 1)


def _drawn(document: pypdfium2.PdfDocument, number: int, condition: Condition) -> Image.Image:
    picture = document[number - 1].render(scale=condition.dpi / 72).to_pil().convert("RGB")
    return picture if condition.is_colour else picture.convert("L")


def _used(picture: Image.Image, condition: Condition, throw: np.random.Generator, number: int) -> Image.Image:
    if condition.copies:
        picture = copied(picture, condition.copies, throw)
    if condition.is_fax:
        picture = faxed(picture, throw, number)
    if condition.is_stained:
        picture = stained(picture, throw)
    if condition.has_edges:
        picture = rimmed(picture, throw)
    return folded(picture, condition.fold, throw) if condition.fold and number == 1 else picture


def _worn(
    picture: Image.Image,
    back: Image.Image | None,
    condition: Condition,
    throw: np.random.Generator,
    turn: int,
    *,
    is_photo: bool = False,
) -> Image.Image:
    paper = 246
    grey = np.asarray(picture).astype(np.float32) * (paper - 18) / 255 + 18
    if back is not None:
        shine = np.asarray(ImageOps.mirror(back.convert("L")).filter(ImageFilter.GaussianBlur(2))).astype(np.float32)
        faint = (255 - shine) * 0.11
        grey -= faint[..., None] if grey.ndim == 3 else faint
    worn = Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))
    if is_photo:
        worn = photographed(worn, throw)
    elif condition.skew:
        fill = paper if worn.mode == "L" else (paper,) * 3
        worn = worn.rotate(condition.skew, Image.Resampling.BICUBIC, fillcolor=fill)
    if condition.blur:
        worn = worn.filter(ImageFilter.GaussianBlur(condition.blur * condition.dpi / 200))
    grain = throw.normal(0, condition.noise, (worn.height, worn.width)).astype(np.float32)
    noisy = np.asarray(worn).astype(np.float32) + (grain if worn.mode == "L" else grain[..., None])
    worn = Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))
    if turn:
        worn = worn.rotate(turn, expand=True)
    if condition.is_two_toned:
        worn = two_toned(worn)
    packed = io.BytesIO()
    worn.save(packed, "JPEG", quality=condition.quality)
    return Image.open(packed)
