"""The repeated parts of the form: one row a party, one row a relation. Rows are numbered from 1 in the order shown."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

from werkzeug.datastructures import MultiDict

from portal.domain.naskah.enumerations import JenisHubungan, JenisMitra
from portal.domain.naskah.fields import HubunganFields, PihakFields
from portal.domain.naskah.kode import is_kode
from portal.domain.tanggal import UNKNOWN
from portal.errors import BadInputError, Problem
from portal.web.countries import COUNTRIES
from portal.web.staff.choices import MINISTRY, MINISTRY_NAME
from portal.web.typed import choice, clean_line, read_tanggal, show_tanggal

MOST_ROWS = 40
"""Rows read from one request; the domain allows fewer and says so."""
LONGEST_TEMPAT = 200
SHARED = ("signed", "tempat")
"""Parts of a party that are mostly the same for all of them, and are asked once then."""

_ROW_FIELD = re.compile(r"(pihak|hubungan)-(\d{1,2})-([a-z_]{1,20})", re.ASCII)


@dataclass(frozen=True)
class PihakRow:
    """A party as typed; `jenis` is `kementerian` for the ministry itself, else a class of partner."""

    jenis: str = ""
    nama: str = ""
    negara: str = ""
    nomor: str = ""
    penanda_tangan: str = ""
    jabatan: str = ""
    signed: str = ""
    tempat: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed into it."""
        return not any(getattr(self, name.name) for name in fields(self))


@dataclass(frozen=True)
class HubunganRow:
    """A relation as typed: its kind and the other naskah's code."""

    jenis: str = ""
    kode: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether no code was typed; a kind alone says nothing."""
        return not self.kode


def read_rows(form: "MultiDict[str, str]") -> tuple[tuple[PihakRow, ...], tuple[HubunganRow, ...]]:
    """Parties and relations of a form, blank ones left out; unknown fields are passed over."""
    found: dict[tuple[str, int], dict[str, str]] = {}
    for key, value in form.items():
        match = _ROW_FIELD.fullmatch(key)
        if match is not None:
            found.setdefault((match[1], int(match[2])), {})[match[3]] = clean_line(value)
    ordered = [(name, found[name, number]) for name, number in sorted(found)][: 2 * MOST_ROWS]
    parties = [PihakRow(**_known(PihakRow, row)) for name, row in ordered if name == "pihak"]
    relations = [HubunganRow(**_known(HubunganRow, row)) for name, row in ordered if name == "hubungan"]
    shared = {name: clean_line(form.get(name, "")) for name in SHARED}
    signed = (_with_shared(row, shared) for row in parties if not row.is_blank)
    return tuple(signed), tuple(row for row in relations if not row.is_blank)


def shared_in(parties: Sequence[PihakRow]) -> dict[str, str]:
    """Day and place where every party has the same: they are shown once. What differs is left to the rows."""
    named = [row for row in parties if not row.is_blank]
    found = {name: {getattr(row, name) for row in named} for name in SHARED}
    return {name: next(iter(values), "") for name, values in found.items() if len(values) <= 1}


def _with_shared(row: PihakRow, shared: Mapping[str, str]) -> PihakRow:
    """The row with day and place of the naskah where it has none of its own."""
    return replace(row, **{name: getattr(row, name) or value for name, value in shared.items()})


def pihak_fields(number: int, row: PihakRow) -> tuple[PihakFields, list[Problem]]:
    """The typed party as values, and what cannot be read of it."""
    name, problems = f"pihak-{number}", []
    jenis, signed, negara = None, UNKNOWN, row.negara.upper() or None
    try:
        jenis = None if row.jenis == MINISTRY else choice(JenisMitra, row.jenis, f"{name}-jenis", "jenis mitra")
    except BadInputError as error:
        problems.append(Problem(f"{name}-jenis", error.message))
    try:
        signed = read_tanggal(row.signed, f"{name}-signed")
    except BadInputError as error:
        problems.append(Problem(f"{name}-signed", error.message))
    if negara is not None and negara not in COUNTRIES:
        problems.append(Problem(f"{name}-negara", "Pilih negara dari daftar."))
    if len(row.tempat) > LONGEST_TEMPAT:
        problems.append(Problem(f"{name}-tempat", f"Tempat paling panjang {LONGEST_TEMPAT} karakter."))
    pihak = PihakFields(
        nama=row.nama,
        is_kementerian=row.jenis == MINISTRY,
        jenis=jenis,
        negara=negara,
        nomor=row.nomor,
        penanda_tangan=row.penanda_tangan,
        jabatan=row.jabatan,
        signed=signed,
        tempat=row.tempat,
    )
    return pihak, problems


def hubungan_fields(number: int, row: HubunganRow) -> tuple[HubunganFields | None, list[Problem]]:
    """The typed relation as values, and what cannot be read of it."""
    if not is_kode(row.kode):
        return None, [Problem(f"hubungan-{number}-kode", "Tulis kode naskah seperti 2026-48213.")]
    try:
        jenis = choice(JenisHubungan, row.jenis, f"hubungan-{number}-jenis", "jenis hubungan")
    except BadInputError as error:
        return None, [Problem(f"hubungan-{number}-jenis", error.message)]
    if jenis is None:
        return None, [Problem(f"hubungan-{number}-jenis", "Pilih jenis hubungan.")]
    return HubunganFields(jenis, row.kode), []


def pihak_row(pihak: PihakFields) -> PihakRow:
    """A stored party as its row."""
    return PihakRow(
        jenis=MINISTRY if pihak.is_kementerian else pihak.jenis.value if pihak.jenis else "",
        nama=pihak.nama,
        negara=pihak.negara or "",
        nomor=pihak.nomor,
        penanda_tangan=pihak.penanda_tangan,
        jabatan=pihak.jabatan,
        signed=show_tanggal(pihak.signed),
        tempat=pihak.tempat,
    )


def with_mitra(parties: tuple[PihakRow, ...]) -> tuple[PihakRow, ...]:
    """The rows to show: a new naskah begins with the ministry, and there is always room for a partner."""
    shown = parties or (PihakRow(jenis=MINISTRY, nama=MINISTRY_NAME),)
    return shown if any(row.jenis != MINISTRY for row in shown) else (*shown, PihakRow())


def _known(kind: type, row: Mapping[str, str]) -> dict[str, str]:
    # Only fields of the row exist: nothing else that was sent can be set.
    return {field.name: row[field.name] for field in fields(kind) if field.name in row}
