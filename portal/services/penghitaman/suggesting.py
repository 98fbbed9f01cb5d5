"""Suggesting boxes for the redaction of a file, from what its reading found, and taking the suggestions over."""

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.berkas.reading import PageText
from portal.domain.document.places import unpack
from portal.domain.penghitaman.kotak import is_covered
from portal.domain.penghitaman.penghitaman import AlasanHitam, KotakFields
from portal.domain.penghitaman.saran import KotakSaran, TemuanHitam, suggest_on_page, suggest_signatures
from portal.domain.suggestions.values import Field
from portal.models.berkas import Halaman
from portal.models.saran import Saran
from portal.services.berkas.words import unpack_words

ANY = TemuanHitam.NIK
"""Stands for whatever a box that a person takes over was suggested for."""

MOST_LOOKED_AT = 300
"""Pages of one file in which suggestions are looked for at once; on a later page they are when it is opened."""


def suggest(session: Session, berkas_id: int, wanted: int) -> dict[int, tuple[KotakSaran, ...]]:
    """What is suggested on the pages of a file, by page: the first pages, and the one that is `wanted`."""
    rows = session.execute(
        select(Halaman.nomor, Halaman.teks, Halaman.places)
        .where(Halaman.berkas_id == berkas_id, (Halaman.nomor <= MOST_LOOKED_AT) | (Halaman.nomor == wanted))
        .order_by(Halaman.nomor)
    ).all()
    found = {row.nomor: _on_page(row.teks, row.places) for row in rows if row.teks}
    for nomor, signed in _signatures(session, berkas_id).items():
        found[nomor] = (*found.get(nomor, ()), *signed)
    return {nomor: one for nomor, one in found.items() if one}


def uncovered(saran: Sequence[KotakSaran], drawn: Sequence[KotakFields]) -> tuple[KotakSaran, ...]:
    """The suggestions of a page that its boxes do not satisfy yet; those without a place are always shown."""
    boxes = [one.kotak for one in drawn]
    return tuple(one for one in saran if not one.kotak or not all(is_covered(kotak, boxes) for kotak in one.kotak))


def accepted(saran: Sequence[KotakSaran], drawn: Sequence[KotakFields]) -> tuple[KotakFields, ...]:
    """The boxes of a page with those that are suggested and not covered yet."""
    boxes = list(drawn)
    for one in saran:
        for kotak in one.kotak:
            if not is_covered(kotak, [there.kotak for there in boxes]):
                boxes.append(KotakFields(kotak, AlasanHitam.DATA_PRIBADI))
    return tuple(boxes)


@lru_cache(maxsize=2048)
def _on_page(text: str, places: bytes | None) -> tuple[KotakSaran, ...]:
    return suggest_on_page(text, unpack(places, text))


def _signatures(session: Session, berkas_id: int) -> dict[int, tuple[KotakSaran, ...]]:
    rows = session.execute(
        select(Halaman.nomor, Halaman.teks, Halaman.asal, Halaman.words)
        .where(Halaman.berkas_id == berkas_id, Halaman.words.is_not(None))
        .order_by(Halaman.nomor.desc())
        .limit(2)
    ).all()
    names = session.scalars(
        select(Saran.nilai).where(Saran.berkas_id == berkas_id, Saran.bidang == Field.PENANDA_TANGAN)
    ).all()
    pages = [PageText(row.nomor, row.teks, row.asal, 0.0, 0.0, unpack_words(row.words)) for row in reversed(rows)]
    return suggest_signatures(pages, tuple(names)) if pages else {}
