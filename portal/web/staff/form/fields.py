"""The form of a naskah: what was typed, kept as text until it can be read, so that no error loses any of it.

Only the fields named here exist; whatever else a request carries cannot be set.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from werkzeug.datastructures import MultiDict

from portal.domain.naskah.enumerations import AlasanTanpaInduk, Bentuk, Kategori, Lingkup, Tingkat, Visibilitas
from portal.domain.naskah.fields import LONGEST_JUDUL, LONGEST_TEXT, VISIBILITY, NaskahFields
from portal.errors import BadInputError, Problem
from portal.queries.naskah.values import StaffNaskah
from portal.web.staff.form import rows
from portal.web.staff.form.rows import HubunganRow, PihakRow
from portal.web.typed import choice, clean, clean_line, read_day, read_version, show_day
from portal.web.words.labels.bahasa import BAHASA, label_bahasa

T = TypeVar("T")

COMMON_LANGUAGES = ("id", "en")
"""Languages that are ticked; one more is chosen from the list, and any is typed, by its name or its ISO code."""
LISTED_LANGUAGES = tuple((code, name) for code, name in BAHASA.items() if code not in (*COMMON_LANGUAGES, "fil"))
"""The list of other languages, the frequent ones first."""
MOST_SUBJEK = 20
MOST_CO_UNITS = 20
_YES_NO = {"ya": True, "bukan": False}
_INPUT = re.compile(r"[a-z_]{2,30}(?:-[0-9]{1,2}-[a-z_]{2,20})?", re.ASCII)
MOST_DEALT_WITH = 200
_CODES = {name.lower(): code for code, name in BAHASA.items() if code != "fil"}
_LANGUAGE = re.compile(r"[a-z]{2,3}", re.ASCII)

_LINES = (
    "unit", "lingkup", "kategori", "tingkat", "bentuk", "nama_bentuk", "subjek", "bahasa_lain",
    "perjanjian_internasional", "persetujuan_dpr", "effective_on", "expires_on", "visibilitas",
    "tinjau_on", "embargo_until",
)  # fmt: skip
_TEXTS = ("judul", "ruang_lingkup", "pendanaan", "catatan_internal", "dasar_visibilitas")
_LISTS = ("bahasa", "alasan_tanpa_induk", "co_pemrakarsa")
_LONGEST = {"nama_bentuk": 200, "dasar_visibilitas": 1000, "subjek": 1000}


@dataclass(frozen=True)
class NaskahForm:
    """Everything on the form, as typed. `version` and `seen` say which state of the record the person was reading."""

    judul: str = ""
    unit: str = ""
    lingkup: str = ""
    kategori: str = ""
    tingkat: str = ""
    bentuk: str = ""
    nama_bentuk: str = ""
    ruang_lingkup: str = ""
    pendanaan: str = ""
    subjek: str = ""
    bahasa: tuple[str, ...] = ()
    bahasa_lain: str = ""
    alasan_tanpa_induk: tuple[str, ...] = ()
    perjanjian_internasional: str = ""
    persetujuan_dpr: str = ""
    catatan_internal: str = ""
    effective_on: str = ""
    expires_on: str = ""
    is_open_ended: bool = False
    visibilitas: str = Visibilitas.PUBLIK.value
    dasar_visibilitas: str = ""
    tinjau_on: str = ""
    embargo_until: str = ""
    co_pemrakarsa: tuple[str, ...] = ()
    pihak: tuple[PihakRow, ...] = ()
    hubungan: tuple[HubunganRow, ...] = ()
    diperiksa: tuple[str, ...] = ()
    version: int = 0
    seen: int = 0


def read_form(form: "MultiDict[str, str]") -> NaskahForm:
    """What was typed. Never fails: what cannot be read is a matter of `to_fields`."""
    parties, relations = rows.read_rows(form)
    typed: dict[str, Any] = {name: clean_line(form.get(name, "")) for name in _LINES}
    typed |= {name: clean(form.get(name, "")) for name in _TEXTS}
    chosen = {name: map(clean_line, form.getlist(name)) for name in _LISTS}
    typed |= {name: tuple(dict.fromkeys(filter(None, values))) for name, values in chosen.items()}
    return NaskahForm(
        **typed,
        is_open_ended="is_open_ended" in form,
        pihak=parties,
        hubungan=relations,
        diperiksa=_dealt_with(form),
        version=read_version(form.get("version", "")),
        seen=read_version(form.get("seen", "")),
    )


def show_fields(stored: NaskahFields, *, version: int, seen: int, common_languages: tuple[str, ...]) -> NaskahForm:
    """A stored naskah as the form shows it."""
    answers = {True: "ya", False: "bukan", None: ""}
    plain = ("judul", "unit", "ruang_lingkup", "pendanaan", "catatan_internal", "dasar_visibilitas")
    enumerated = ("lingkup", "kategori", "tingkat", "bentuk", "visibilitas")
    days = ("effective_on", "expires_on", "tinjau_on", "embargo_until")
    ticked, others = split_languages(stored.bahasa, common_languages)
    return NaskahForm(
        **{name: getattr(stored, name) for name in plain},
        **{name: getattr(stored, name).value if getattr(stored, name) else "" for name in enumerated},
        **{name: show_day(getattr(stored, name)) for name in days},
        nama_bentuk=stored.nama_bentuk or "",
        subjek=", ".join(stored.subjek),
        bahasa=ticked,
        bahasa_lain=others,
        alasan_tanpa_induk=tuple(str(reason) for reason in stored.alasan_tanpa_induk),
        perjanjian_internasional=answers[stored.perjanjian_internasional],
        persetujuan_dpr=answers[stored.persetujuan_dpr],
        is_open_ended=stored.is_open_ended,
        co_pemrakarsa=stored.co_pemrakarsa,
        pihak=tuple(rows.pihak_row(pihak) for pihak in stored.pihak),
        hubungan=tuple(HubunganRow(relation.jenis.value, relation.target_kode) for relation in stored.hubungan),
        diperiksa=stored.diperiksa,
        version=version,
        seen=seen,
    )


def split_languages(codes: Sequence[str], common: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Languages as the form shows them: ticked, the first other one chosen from the list, the rest by name."""
    listed = next((code for code in codes if code not in common and code in dict(LISTED_LANGUAGES)), None)
    chosen = tuple(code for code in codes if code in common or code == listed)
    rest = ", ".join(label_bahasa(code) for code in codes if code not in chosen)
    return chosen, rest


def stored_form(stored: StaffNaskah) -> NaskahForm:
    """The record as the form shows it."""
    return show_fields(stored.fields, version=stored.version, seen=stored.seen, common_languages=COMMON_LANGUAGES)


def to_fields(form: NaskahForm) -> tuple[NaskahFields, tuple[Problem, ...]]:
    """The typed values, and what cannot be read; an unreadable value is left out of the fields."""
    problems = [
        Problem(name, f"Paling panjang {longest} karakter.")
        for name, longest in _LONGEST.items()
        if len(getattr(form, name)) > longest
    ]
    values = _values(form, problems)
    parties, relations = [], []
    for number, party in enumerate(form.pihak, start=1):
        pihak, found = rows.pihak_fields(number, party)
        parties.append(pihak)
        problems += found
    for number, relation in enumerate(form.hubungan, start=1):
        hubungan, found = rows.hubungan_fields(number, relation)
        problems += found
        relations += [hubungan] if hubungan is not None else []
    return replace(values, pihak=tuple(parties), hubungan=tuple(relations)), tuple(problems)


def _values(form: NaskahForm, problems: list[Problem]) -> NaskahFields:
    def read(reader: Callable[..., T | None], *arguments: Any) -> T | None:
        try:
            return reader(*arguments)
        except BadInputError as error:
            problems.append(Problem(error.field or "judul", error.message))
            return None

    return NaskahFields(
        judul=clean_line(form.judul),
        unit=form.unit,
        lingkup=read(choice, Lingkup, form.lingkup, "lingkup", "lingkup"),
        kategori=read(choice, Kategori, form.kategori, "kategori", "kategori"),
        tingkat=read(choice, Tingkat, form.tingkat, "tingkat", "tingkat"),
        bentuk=read(choice, Bentuk, form.bentuk, "bentuk", "bentuk"),
        nama_bentuk=form.nama_bentuk or None,
        ruang_lingkup=form.ruang_lingkup,
        pendanaan=form.pendanaan,
        subjek=read(_subjek, form.subjek) or (),
        bahasa=read(_languages, form) or (),
        alasan_tanpa_induk=read(_reasons, form.alasan_tanpa_induk) or (),
        perjanjian_internasional=_YES_NO.get(form.perjanjian_internasional),
        persetujuan_dpr=_YES_NO.get(form.persetujuan_dpr),
        catatan_internal=form.catatan_internal,
        effective_on=read(read_day, form.effective_on, "effective_on"),
        expires_on=read(read_day, form.expires_on, "expires_on"),
        is_open_ended=form.is_open_ended,
        visibilitas=read(choice, Visibilitas, form.visibilitas, "visibilitas", "keterbukaan") or Visibilitas.PUBLIK,
        dasar_visibilitas=form.dasar_visibilitas,
        tinjau_on=read(read_day, form.tinjau_on, "tinjau_on"),
        embargo_until=read(read_day, form.embargo_until, "embargo_until"),
        co_pemrakarsa=form.co_pemrakarsa[:MOST_CO_UNITS],
        diperiksa=form.diperiksa,
    )


def keep_visibility(form: NaskahForm, stored: NaskahForm) -> NaskahForm:
    """The form with the stored visibility: after the draft it is changed by an action of its own."""
    return replace(form, **{name: getattr(stored, name) for name in VISIBILITY})


def _dealt_with(form: "MultiDict[str, str]") -> tuple[str, ...]:
    """Inputs that a person ticked as compared with the page, and those that the script saw them type into."""
    names = (*form.getlist("diperiksa"), *form.get("tersentuh", "").split(","))
    found = dict.fromkeys(name for name in map(clean_line, names) if _INPUT.fullmatch(name))
    return tuple(found)[:MOST_DEALT_WITH]


def _subjek(text: str) -> tuple[str, ...]:
    words = tuple(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))
    if len(words) > MOST_SUBJEK:
        raise BadInputError(f"Paling banyak {MOST_SUBJEK} subjek.", "subjek")
    return words


def _languages(form: NaskahForm) -> tuple[str, ...]:
    codes = language_codes(form)
    wrong = next((code for code in codes if _LANGUAGE.fullmatch(code) is None), None)
    if wrong is not None:
        raise BadInputError("Tulis nama atau kode bahasa, misalnya Korea atau ko, dipisah koma.", "bahasa_lain")
    return tuple(dict.fromkeys(codes))


def language_codes(form: NaskahForm) -> tuple[str, ...]:
    """The codes of what was ticked, chosen and typed; a word that names no language stands for itself."""
    typed = (text.strip().lower().removeprefix("bahasa ") for text in form.bahasa_lain.split(","))
    return (*form.bahasa, *(_CODES.get(text, text) for text in typed if text))


def _reasons(values: tuple[str, ...]) -> tuple[AlasanTanpaInduk, ...]:
    found = [choice(AlasanTanpaInduk, value, "alasan_tanpa_induk", "alasan") for value in values]
    return tuple(reason for reason in found if reason is not None)


# Long texts are checked by the domain; named here so that the template can say the same limits.
LIMITS = {"judul": LONGEST_JUDUL, "ruang_lingkup": LONGEST_TEXT, "pendanaan": LONGEST_TEXT, **_LONGEST}
