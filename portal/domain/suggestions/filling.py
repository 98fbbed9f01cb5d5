"""From suggestions to the fields of a naskah: what is empty is filled, what somebody wrote stays.

A form shows the result for a person to confirm; a bulk import takes only what is sure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from portal.domain.naskah.enumerations import Bentuk, JenisMitra, Kategori, Lingkup, Presisi
from portal.domain.naskah.fields import MOST_PIHAK, NaskahFields, PihakFields
from portal.domain.suggestions.sureness import SURE
from portal.domain.suggestions.values import Field, Saran
from portal.domain.tanggal import UNKNOWN, Tanggal

E = TypeVar("E", Bentuk, Lingkup, JenisMitra)
_KATEGORI = {Bentuk.NOTA_KESEPAHAMAN: Kategori.UTAMA, Bentuk.PERJANJIAN_KERJA_SAMA: Kategori.TEKNIS}
"""Pasal 5: the form of a domestic naskah says which class it is."""


def first_choices(found: Iterable[Saran], *, least: float = 0.0) -> dict[tuple[Field, int | None], Saran]:
    """The surest suggestion for each field, and party where it belongs to one; those below `least` are left out."""
    best: dict[tuple[Field, int | None], Saran] = {}
    for saran in found:
        key = (saran.bidang, saran.pihak)
        if saran.keyakinan >= least and (key not in best or _order(saran) < _order(best[key])):
            best[key] = saran
    return best


def fill(fields: NaskahFields, found: Iterable[Saran], *, sure_only: bool, is_judul_open: bool) -> NaskahFields:
    """The fields with their gaps filled; `is_judul_open` if the title is only the name of the file."""
    chosen = first_choices(found, least=SURE if sure_only else 0.0)
    text = {bidang: saran.nilai for (bidang, pihak), saran in chosen.items() if pihak is None}
    bentuk = fields.bentuk or _member(Bentuk, text.get(Field.BENTUK))
    lingkup = fields.lingkup or _member(Lingkup, text.get(Field.LINGKUP))
    kategori = _KATEGORI.get(bentuk) if bentuk is not None and lingkup is Lingkup.DALAM_NEGERI else None
    languages = tuple(text.get(Field.BAHASA, "").replace(",", " ").split())
    judul = text.get(Field.JUDUL) if is_judul_open else None
    return replace(
        fields,
        judul=judul or fields.judul,
        bentuk=bentuk,
        nama_bentuk=fields.nama_bentuk or text.get(Field.NAMA_BENTUK),
        lingkup=lingkup,
        kategori=fields.kategori or kategori,
        bahasa=languages if languages and fields.bahasa == NaskahFields.bahasa else fields.bahasa,
        effective_on=fields.effective_on or _day(text.get(Field.EFFECTIVE_ON)),
        expires_on=fields.expires_on or (None if fields.is_open_ended else _day(text.get(Field.EXPIRES_ON))),
        pihak=_completed(fields.pihak, _parties(chosen, text)),
    )


def _order(saran: Saran) -> tuple[float, int]:
    return -saran.keyakinan, saran.peringkat


def _completed(stored: tuple[PihakFields, ...], read: tuple[PihakFields, ...]) -> tuple[PihakFields, ...]:
    """The parties as stored; those that are bare names, taken over from another naskah, with what was read of them."""
    if not stored or not all(_is_bare(pihak) for pihak in stored):
        return stored or read
    left = list(read)
    found: list[PihakFields] = []
    for pihak in stored:
        same = [one for one in left if one.nama.casefold() == pihak.nama.casefold()]
        fitting = same or [one for one in left if one.is_kementerian == pihak.is_kementerian]
        if not fitting:
            found.append(pihak)
            continue
        left.remove(fitting[0])
        found.append(
            replace(
                fitting[0], nama=pihak.nama, is_kementerian=pihak.is_kementerian, jenis=pihak.jenis, negara=pihak.negara
            )
        )
    return tuple(found)


def _is_bare(pihak: PihakFields) -> bool:
    return not (pihak.nomor or pihak.penanda_tangan or pihak.jabatan or pihak.tempat or pihak.signed.on)


def _parties(chosen: dict[tuple[Field, int | None], Saran], text: dict[Field, str]) -> tuple[PihakFields, ...]:
    numbers = sorted({pihak for bidang, pihak in chosen if pihak is not None and bidang is Field.PIHAK_NAMA})
    signed_on = text.get(Field.SIGNED_ON)
    parties = []
    for number in numbers[:MOST_PIHAK]:
        own = {bidang: saran.nilai for (bidang, pihak), saran in chosen.items() if pihak == number}
        day = _day(own.get(Field.SIGNED_ON, signed_on))
        is_ministry = own.get(Field.PIHAK_KEMENTERIAN) == "ya"
        parties.append(
            PihakFields(
                nama=own[Field.PIHAK_NAMA],
                is_kementerian=is_ministry,
                jenis=None if is_ministry else _member(JenisMitra, own.get(Field.PIHAK_JENIS)),
                negara=None if is_ministry else own.get(Field.PIHAK_NEGARA),
                nomor=own.get(Field.PIHAK_NOMOR, ""),
                penanda_tangan=own.get(Field.PENANDA_TANGAN, ""),
                jabatan=own.get(Field.JABATAN, ""),
                signed=UNKNOWN if day is None else Tanggal(day, Presisi.HARI),
                tempat=own.get(Field.TEMPAT, text.get(Field.TEMPAT, "")),
            )
        )
    return tuple(parties)


def _member(members: type[E], value: str | None) -> E | None:
    return members(value) if value in {member.value for member in members} else None


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None


def missing_for_bulk(fields: NaskahFields, found: Sequence[Saran]) -> tuple[str, ...]:
    """Fields that a bulk import may not leave to chance although a form may: the day of the signature, the title."""
    sure = first_choices(found, least=SURE)
    gaps = []
    if (Field.JUDUL, None) not in sure:
        gaps.append("judul")
    if not any(pihak.signed.on for pihak in fields.pihak):
        gaps.append("signed_on")
    return tuple(gaps)
