"""The card that other sites show of a naskah: a drawn picture with its form, title, parties, state and day.

Drawn with the fonts of the pages themselves. A letter that they do not have is left out, since an empty box says less.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from math import ceil
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

from portal.domain.formats import long_date, word_list
from portal.domain.naskah.masa_berlaku import MasaBerlaku
from portal.web.public.formats.card_size import HEIGHT, WIDTH
from portal.web.public.formats.record import Record
from portal.web.words.exports import UNDATED
from portal.web.words.labels.naskah import LABELS

_FONTS = Path(__file__).parents[2] / "static/fonts"
_SANS, _SERIF = "plus-jakarta-sans.woff2", "source-serif-4.woff2"
_MARGIN, _INNER, _FOOT = 72, WIDTH - 144, 574
_PAPER, _DEEP, _GOLD, _FAINT = "#ffffff", "#0f2240", "#c6972c", "#bac4d2"
_STATES = {
    MasaBerlaku.BERLAKU: ("#e2f1e8", "#17653f"),
    MasaBerlaku.BELUM_BERLAKU: ("#e5edf7", "#1f4e8c"),
}
_OTHER_STATE = ("#f3f1eb", "#465062")
DRAWING = "1"
"""How a card is drawn. Raise it when that changes, so that copies elsewhere are fetched anew."""
_LONGEST = 600
"""Letters of a text that are looked at; more would not fit any card."""


@dataclass(frozen=True)
class Card:
    """What a card says; two naskah with the same words have the same picture."""

    form: str
    judul: str
    parties: str
    state: MasaBerlaku
    signed: str
    url: str
    publisher: str
    repository: str


def card_of(record: Record) -> Card:
    """The words of a card."""
    item = record.naskah.item
    return Card(
        form=record.form[:_LONGEST],
        judul=record.judul[:_LONGEST],
        parties=word_list(record.parties)[:_LONGEST] if record.parties else "",
        state=item.masa_berlaku,
        signed=long_date(item.signed) if record.signed else UNDATED,
        url=record.url.partition("://")[2],
        publisher=record.publisher,
        repository=record.repository,
    )


def draw(card: Card) -> bytes:
    """The card as PNG of 1200 by 630 pixels."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _DEEP)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, 12), fill=_GOLD)
    sans, bold = _font(_SANS, 26, 500), _font(_SANS, 26, 700)
    pen.text((_MARGIN, 56), card.repository, font=bold, fill=_PAPER)
    pen.text((_MARGIN, 92), card.publisher, font=_font(_SANS, 22, 400), fill=_FAINT)
    _one_line(pen, (_MARGIN, 158), card.form.upper(), _font(_SANS, 24, 700), _GOLD)
    size, lines = _fitted(card.judul)
    at = 200
    for line in lines:
        pen.text((_MARGIN, at), line, font=_font(_SERIF, size, 600), fill=_PAPER)
        at += round(size * 1.22)
    at += 14
    for line in _wrapped(card.parties, sans, _INNER, 2):
        pen.text((_MARGIN, at), line, font=sans, fill=_FAINT)
        at += 36
    _foot(pen, card)
    out = BytesIO()
    image.save(out, "PNG", compress_level=7)
    return out.getvalue()


def _foot(pen: ImageDraw.ImageDraw, card: Card) -> None:
    back, front = _STATES.get(card.state, _OTHER_STATE)
    font, small = _font(_SANS, 24, 700), _font(_SANS, 22, 400)
    words = LABELS[MasaBerlaku][card.state.value]
    edge = _MARGIN + font.getlength(words) + 44
    pen.rounded_rectangle((_MARGIN, _FOOT - 24, edge, _FOOT + 24), 24, fill=back)
    pen.text((_MARGIN + 22, _FOOT), words, font=font, fill=front, anchor="lm")
    pen.text((edge + 24, _FOOT), card.signed, font=_font(_SANS, 24, 500), fill=_PAPER, anchor="lm")
    if edge + 60 + font.getlength(card.signed) + small.getlength(card.url) < WIDTH - _MARGIN:
        pen.text((WIDTH - _MARGIN, _FOOT), card.url, font=small, fill=_FAINT, anchor="rm")


def _fitted(judul: str) -> tuple[int, list[str]]:
    """The largest letters in which the title has room, and its lines."""
    for size, most in ((58, 3), (48, 4), (38, 5)):
        lines = _wrapped(judul, _font(_SERIF, size, 600), _INNER, most)
        if not lines or not lines[-1].endswith("…"):
            break
    return size, lines


def _one_line(pen: ImageDraw.ImageDraw, at: tuple[int, int], text: str, font: FreeTypeFont, fill: str) -> None:
    for line in _wrapped(text, font, _INNER, 1):
        pen.text(at, line, font=font, fill=fill)


def _wrapped(text: str, font: FreeTypeFont, width: int, most: int) -> list[str]:
    """At most so many lines; where that is not enough, the last one ends with an ellipsis. Long words are divided."""
    words = _pieces(_written(text, font), font, width)
    lines: list[str] = []
    while words and len(lines) < most:
        line = words.pop(0)
        while words and font.getlength(f"{line} {words[0]}") <= width:
            line = f"{line} {words.pop(0)}"
        lines.append(line)
    if words and lines:
        last = lines[-1]
        fits = bisect_right(range(len(last) + 1), width, key=lambda n: ceil(font.getlength(last[:n] + "…")))
        lines[-1] = last[: max(0, fits - 1)].rstrip(" ,.;") + "…"
    return lines


def _pieces(text: str, font: FreeTypeFont, width: int) -> list[str]:
    pieces: list[str] = []
    for word in text.split():
        while font.getlength(word) > width:
            # Letters differ in width, but a longer piece is never a narrower one.
            at = max(1, bisect_right(range(1, len(word) + 1), width, key=lambda n: ceil(font.getlength(word[:n]))))
            pieces.append(word[:at])
            word = word[at:]
        if word:
            pieces.append(word)
    return pieces


def _written(text: str, font: FreeTypeFont) -> str:
    """The text in letters that the font has; accents it lacks are left off, other letters left out."""
    name = str(font.path)
    kept: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        if unicodedata.combining(letter):
            continue  # An accent for which there is no letter: the fonts draw it beside the letter.
        if letter.isspace() or _has(name, letter):
            kept.append(letter)
        else:
            kept += [part for part in unicodedata.normalize("NFKD", letter) if part.isascii() and part.isprintable()]
    return "".join(kept)


@cache
def _font(name: str, size: int, weight: int) -> FreeTypeFont:
    font = ImageFont.truetype(_FONTS / name, size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight])
    return font


@cache
def _probe(path: str) -> tuple[FreeTypeFont, Sequence[bytes]]:
    font = ImageFont.truetype(path, 24, layout_engine=ImageFont.Layout.BASIC)
    # What a font draws for letters that it does not have.
    return font, [bytes(font.getmask(letter)) for letter in ("\uffff", "\U000e0fff")]


@cache
def _has(path: str, letter: str) -> bool:
    font, missing = _probe(path)
    return bytes(font.getmask(letter)) not in missing
