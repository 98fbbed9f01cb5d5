"""Suggestions beside the form of a naskah: what fills its gaps, where each value was read, and what else it may be.

Nothing here is stored: the form shows the values, and a person saves them. Legal questions are never suggested.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.naskah.fields import NaskahFields
from portal.domain.naskah.status import Status
from portal.domain.suggestions.filling import fill
from portal.domain.suggestions.values import Field, Saran
from portal.queries.naskah.values import StaffBerkas, StaffNaskah
from portal.web.staff.choices import MINISTRY, MINISTRY_NAME
from portal.web.staff.form.fields import NaskahForm
from portal.web.staff.form.rows import SHARED, PihakRow, with_mitra
from portal.web.typed import clean_line

SIMPLE = (
    Field.JUDUL,
    Field.LINGKUP,
    Field.BENTUK,
    Field.NAMA_BENTUK,
    Field.EFFECTIVE_ON,
    Field.EXPIRES_ON,
    Field.BAHASA,
)
"""Fields of the form that carry the name of their suggestion, in the order of the form; parties come in between."""
DAYS = (Field.EFFECTIVE_ON, Field.EXPIRES_ON, Field.SIGNED_ON)
PARTS: Mapping[Field, str] = {
    Field.PIHAK_NAMA: "nama",
    Field.PIHAK_KEMENTERIAN: "jenis",
    Field.PIHAK_JENIS: "jenis",
    Field.PIHAK_NOMOR: "nomor",
    Field.SIGNED_ON: "signed",
    Field.TEMPAT: "tempat",
    Field.PENANDA_TANGAN: "penanda_tangan",
    Field.JABATAN: "jabatan",
    Field.PIHAK_NEGARA: "negara",
}
"""Parts of a party's row, in the order of the form."""
_ROW = re.compile(r"pihak-(\d{1,2})-([a-z_]{1,20})", re.ASCII)


@dataclass(frozen=True)
class Read:
    """A suggestion with the file it was read in, and its value as the form shows it."""

    berkas: StaffBerkas
    saran: Saran
    value: str


def gather(files: Sequence[StaffBerkas], found: Mapping[int, Sequence[Saran]]) -> tuple[Read, ...]:
    """The suggestions of the current files of a naskah; the first file that knows of the parties speaks for them."""
    ordered = sorted(files, key=lambda berkas: berkas.jenis is not JenisBerkas.NASKAH)
    speaker = next((b.id for b in ordered if any(s.bidang is Field.PIHAK_NAMA for s in found.get(b.id, ()))), None)
    known: set[Field] = set()
    gathered: list[Read] = []
    for berkas in ordered:
        values = [
            saran
            for saran in found.get(berkas.id, ())
            if (saran.pihak is None or berkas.id == speaker) and (saran.pihak is not None or saran.bidang not in known)
        ]
        known |= {saran.bidang for saran in values if saran.pihak is None}
        gathered += [Read(berkas, saran, form_value(saran)) for saran in values]
    return tuple(sorted(gathered, key=lambda read: (-read.saran.keyakinan, read.saran.peringkat)))


def prefilled(stored: StaffNaskah, reads: Sequence[Read]) -> NaskahFields:
    """The fields of a draft with its gaps filled; those of any other naskah as they are."""
    if stored.status is not Status.DRAF or not reads:
        return stored.fields
    return fill(stored.fields, [read.saran for read in reads], sure_only=False)


def with_ministry(form: NaskahForm) -> NaskahForm:
    """The form with a row for the ministry on top, where only partners were read."""
    if form.pihak and not any(row.jenis == MINISTRY for row in form.pihak):
        return replace(form, pihak=(PihakRow(jenis=MINISTRY, nama=MINISTRY_NAME), *form.pihak))
    return form


def form_value(saran: Saran) -> str:
    """The suggested value as it is typed into the form."""
    if saran.bidang in DAYS:
        year, _, rest = saran.nilai.partition("-")
        month, _, day = rest.partition("-")
        return f"{day}-{month}-{year}" if year and month and day else saran.nilai
    if saran.bidang is Field.PIHAK_KEMENTERIAN:
        return MINISTRY
    return clean_line(saran.nilai)


def candidates(form: NaskahForm, reads: Sequence[Read]) -> dict[str, tuple[Read, ...]]:
    """For every field of the form the suggestions for it, the surest first, in the order of the form."""
    found: dict[str, list[Read]] = {bidang.value: [] for bidang in SIMPLE[:4]}
    numbers = _matched(form.pihak, [read.saran for read in reads])
    for place, number in enumerate(numbers, start=1):
        found |= {f"pihak-{place}-{part}": [] for part in PARTS.values()}
        for read in reads:
            part = PARTS.get(read.saran.bidang)
            if part is not None and read.saran.pihak in (None, number) and number is not None:
                found[f"pihak-{place}-{part}"].append(read)
    found |= {bidang.value: [] for bidang in SIMPLE[4:]}
    for read in reads:
        if read.saran.bidang in SIMPLE and read.saran.pihak is None:
            found[read.saran.bidang.value].append(read)
    # What was read for one party comes before what holds for all of them.
    return {name: _distinct(sorted(some, key=_own_first)) for name, some in found.items() if some}


def value_in(form: NaskahForm, name: str) -> str:
    """What stands in a field of the form."""
    match = _ROW.fullmatch(name)
    if match is not None:
        place = int(match[1]) - 1
        return str(getattr(form.pihak[place], match[2])) if place < len(form.pihak) else ""
    if name == Field.BAHASA.value:
        return " ".join((*form.bahasa, *(code.strip() for code in form.bahasa_lain.split(",") if code.strip())))
    return str(getattr(form, name))


def take(form: NaskahForm, argument: str, common_languages: Sequence[str]) -> NaskahForm:
    """The form with one field set to a value that was offered, `FIELD:VALUE`; an unknown field changes nothing."""
    name, _, value = argument.partition(":")
    value = clean_line(value)
    match = _ROW.fullmatch(name)
    if name in SHARED:
        rows = with_mitra(form.pihak)
        changed = tuple(row if row.is_blank else replace(row, **{name: value}) for row in rows)
        return with_dealt(replace(form, pihak=changed), name)
    if match is not None or name in {bidang.value for bidang in SIMPLE}:
        form = with_dealt(form, name)
    if match is not None and match[2] in {field.name for field in fields(PihakRow)}:
        return _with_row(form, int(match[1]), {match[2]: value})
    if name == Field.BAHASA.value:
        codes = value.split()
        rest = ", ".join(code for code in codes if code not in common_languages)
        return replace(form, bahasa=tuple(code for code in codes if code in common_languages), bahasa_lain=rest)
    taken: dict[str, Any] = {name: value}
    return replace(form, **taken) if name in {bidang.value for bidang in SIMPLE} else form


def with_dealt(form: NaskahForm, *names: str) -> NaskahForm:
    """The form with these inputs marked as dealt with by a person."""
    return replace(form, diperiksa=tuple(dict.fromkeys((*form.diperiksa, *names))))


def take_mitra(form: NaskahForm, place: int, nama: str, jenis: str, negara: str) -> NaskahForm:
    """The form with a registered partner in the row `place`, counted from 1."""
    return _with_row(form, place, {"nama": nama, "jenis": jenis, "negara": negara})


def _matched(rows: Sequence[PihakRow], found: Sequence[Saran]) -> tuple[int | None, ...]:
    """For every row the number of the party that was read, in whatever order a person put them; None where it is none.

    A name that was read decides; then that a party is the ministry; then the place, where both sides are as many.
    """
    named: dict[int, set[str]] = {}
    ministry = set()
    for saran in found:
        if saran.pihak is not None and saran.bidang is Field.PIHAK_NAMA:
            named.setdefault(saran.pihak, set()).add(saran.nilai.casefold())
        if saran.pihak is not None and saran.bidang is Field.PIHAK_KEMENTERIAN:
            ministry.add(saran.pihak)
    left = sorted(named)
    answer: list[int | None] = [None] * len(rows)

    def settle(place: int, fitting: list[int]) -> None:
        if answer[place] is None and fitting:
            answer[place] = fitting[0]
            left.remove(fitting[0])

    for place, row in enumerate(rows):
        settle(place, [number for number in left if row.nama.casefold() in named[number]])
    for place, row in enumerate(rows):
        settle(place, [number for number in left if (number in ministry) == (row.jenis == MINISTRY)])
    return tuple(answer)


def _with_row(form: NaskahForm, place: int, values: Mapping[str, str]) -> NaskahForm:
    rows = list(with_mitra(form.pihak))
    if not 1 <= place <= len(rows):
        return form
    rows[place - 1] = replace(rows[place - 1], **values)
    return replace(form, pihak=tuple(rows))


def _distinct(reads: Sequence[Read]) -> tuple[Read, ...]:
    first: dict[str, Read] = {}
    for read in reads:
        first.setdefault(read.value.casefold(), read)
    return tuple(first.values())


def _own_first(read: Read) -> tuple[bool, float, int]:
    return read.saran.pihak is None, -read.saran.keyakinan, read.saran.peringkat
