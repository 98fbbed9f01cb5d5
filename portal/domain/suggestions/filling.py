"""From suggestions to the fields of a naskah: what is empty is filled, what somebody wrote stays.

A form shows the result for a person to confirm; a bulk import takes only what is sure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from portal.domain.naskah.enumerations import Bentuk, JenisMitra, Kategori, Lingkup
from portal.domain.naskah.fields import MOST_PIHAK, NaskahFields, PihakFields
from portal.domain.suggestions.sureness import SURE
from portal.domain.suggestions.values import Field, Saran
from portal.domain.tanggal import UNKNOWN, Tanggal, parse_tanggal
from portal.errors import BadInputError

T = TypeVar("T")
E = TypeVar("E", Bentuk, Lingkup, JenisMitra)
_PARTS = ("nama", "nomor", "penanda_tangan", "jabatan", "tempat")
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


def fill(fields: NaskahFields, found: Iterable[Saran], *, sure_only: bool) -> NaskahFields:
    """The fields with their gaps filled, but for those that a person has dealt with (`diperiksa`)."""
    chosen = first_choices(found, least=SURE if sure_only else 0.0)
    text = {bidang: saran.nilai for (bidang, pihak), saran in chosen.items() if pihak is None}
    open_to = set(NaskahFields.__dataclass_fields__) - set(fields.diperiksa)

    def read(name: str, value: T | None) -> T | None:
        """The value, unless a person has dealt with this field."""
        return value if name in open_to else None

    bentuk = fields.bentuk or read("bentuk", _member(Bentuk, text.get(Field.BENTUK)))
    lingkup = fields.lingkup or read("lingkup", _member(Lingkup, text.get(Field.LINGKUP)))
    kategori = _KATEGORI.get(bentuk) if bentuk is not None and lingkup is Lingkup.DALAM_NEGERI else None
    languages = tuple((read("bahasa", text.get(Field.BAHASA)) or "").replace(",", " ").split())
    ends_on = None if fields.is_open_ended else _day(text.get(Field.EXPIRES_ON))
    return replace(
        fields,
        judul=fields.judul or read("judul", text.get(Field.JUDUL)) or "",
        bentuk=bentuk,
        nama_bentuk=fields.nama_bentuk or read("nama_bentuk", text.get(Field.NAMA_BENTUK)),
        lingkup=lingkup,
        kategori=fields.kategori or read("kategori", kategori),
        bahasa=languages if languages and fields.bahasa == NaskahFields.bahasa else fields.bahasa,
        effective_on=fields.effective_on or read("effective_on", _day(text.get(Field.EFFECTIVE_ON))),
        expires_on=fields.expires_on or read("expires_on", ends_on),
        pihak=_completed(fields.pihak, _parties(chosen, text), frozenset(fields.diperiksa)),
    )


def _order(saran: Saran) -> tuple[float, int]:
    return -saran.keyakinan, saran.peringkat


def _completed(
    stored: tuple[PihakFields, ...], read: tuple[PihakFields, ...], dealt_with: frozenset[str]
) -> tuple[PihakFields, ...]:
    """The parties as stored, the gaps of each filled with what was read of it, and behind them those only read.

    A party is the one that bears its name, else the first left that is of the ministry as it is, or is not. Class and
    country go with a name: those that a person chose stay together. Somebody who took a row away settled the rows.
    """
    left = list(read)
    matched: list[PihakFields | None] = [_take(left, pihak.nama) for pihak in stored]
    for place, pihak in enumerate(stored):
        if matched[place] is None:
            fitting = next((one for one in left if one.is_kementerian == pihak.is_kementerian), None)
            if fitting is not None:
                left.remove(fitting)
                matched[place] = fitting
    found = tuple(
        pihak if other is None else _joined(number, pihak, other, dealt_with)
        for number, (pihak, other) in enumerate(zip(stored, matched, strict=True), start=1)
    )
    return found if stored and "pihak" in dealt_with else (*found, *left)[:MOST_PIHAK]


def _take(left: list[PihakFields], nama: str) -> PihakFields | None:
    same = next((one for one in left if one.nama.casefold() == nama.casefold()), None)
    if same is not None:
        left.remove(same)
    return same


def _joined(number: int, pihak: PihakFields, read: PihakFields, dealt_with: frozenset[str]) -> PihakFields:
    """One stored party with its gaps filled."""
    changes: dict[str, Any] = {
        part: getattr(read, part)
        for part in _PARTS
        if not getattr(pihak, part) and not {f"pihak-{number}-{part}", part} & dealt_with
    }
    if pihak.signed.on is None and not {f"pihak-{number}-signed", "signed"} & dealt_with:
        changes["signed"] = read.signed
    is_class_open = not pihak.is_kementerian and pihak.jenis is None and f"pihak-{number}-jenis" not in dealt_with
    if is_class_open and not read.is_kementerian:
        changes |= {"jenis": read.jenis, "negara": pihak.negara or read.negara}
    return replace(pihak, **changes)


def _parties(chosen: dict[tuple[Field, int | None], Saran], text: dict[Field, str]) -> tuple[PihakFields, ...]:
    numbers = sorted({pihak for bidang, pihak in chosen if pihak is not None and bidang is Field.PIHAK_NAMA})
    signed_on = text.get(Field.SIGNED_ON)
    parties = []
    for number in numbers[:MOST_PIHAK]:
        own = {bidang: saran.nilai for (bidang, pihak), saran in chosen.items() if pihak == number}
        signed = own.get(Field.SIGNED_ON, signed_on)
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
                signed=_signed(signed),
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


def _signed(value: str | None) -> Tanggal:
    """A day of signing as exactly as it was read: `2003-04` where no day is said."""
    try:
        return parse_tanggal(value or "", field="signed")
    except BadInputError:
        return UNKNOWN


def missing_for_bulk(fields: NaskahFields, found: Sequence[Saran]) -> tuple[str, ...]:
    """Fields that a bulk import may not leave to chance although a form may: the day of the signature, the title."""
    sure = first_choices(found, least=SURE)
    gaps = []
    if not fields.judul and (Field.JUDUL, None) not in sure:
        gaps.append("judul")
    if not any(pihak.signed.on for pihak in fields.pihak):
        gaps.append("signed_on")
    return tuple(gaps)
