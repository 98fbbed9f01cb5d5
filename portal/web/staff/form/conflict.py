"""Two people at one form: who changed what in the meantime, beside what was typed here. Nothing typed is lost."""

from dataclasses import dataclass, fields, replace

from sqlalchemy.orm import Session

from portal.queries.naskah import dossier
from portal.queries.naskah.values import HistoryEntry, StaffNaskah
from portal.web.context import actor
from portal.web.staff.form.fields import NaskahForm
from portal.web.staff.form.rows import HubunganRow, PihakRow
from portal.web.words.fields import EMPTY, FIELDS, value_text

TAKE = "pakai"
"""The button that takes a stored value into the form."""
_FORM_ACTIONS = frozenset({"naskah.ubah", "naskah.visibilitas"})
_NOT_COMPARED = frozenset({"version", "seen", "diperiksa"})


@dataclass(frozen=True)
class Difference:
    """One field that differs: what is stored now, what was typed, and whether somebody else changed it meanwhile."""

    field: str
    label: str
    stored: str
    typed: str
    is_others: bool


@dataclass(frozen=True)
class Conflict:
    """What others did since the form was read, and where the form differs from what is stored now."""

    entries: tuple[HistoryEntry, ...]
    differences: tuple[Difference, ...]


def touches_form(session: Session, newer: StaffNaskah, form: NaskahForm) -> bool:
    """Whether anybody changed something the form holds since the person read it."""
    return any(entry.action in _FORM_ACTIONS for entry in _entries(session, newer, form))


def compare(session: Session, newer: StaffNaskah, stored: NaskahForm, typed: NaskahForm) -> Conflict:
    """What to show beside the form."""
    entries = _entries(session, newer, typed)
    touched = {name for entry in entries for name in (*entry.before, *entry.after)}
    # The audit trail speaks of all languages at once, the form of the common ones and the others.
    touched |= {"bahasa_lain"} if "bahasa" in touched else set()
    names = [field.name for field in fields(NaskahForm) if field.name not in _NOT_COMPARED]
    return Conflict(
        entries,
        tuple(
            Difference(name, FIELDS[name], _text(stored, name), _text(typed, name), name in touched)
            for name in names
            if _text(stored, name) != _text(typed, name)
        ),
    )


def take(typed: NaskahForm, stored: NaskahForm, name: str) -> NaskahForm:
    """The form with the stored value of one field; an unknown name changes nothing."""
    known = {field.name for field in fields(NaskahForm)} - _NOT_COMPARED
    return replace(typed, **{name: getattr(stored, name)}) if name in known else typed


def _entries(session: Session, newer: StaffNaskah, form: NaskahForm) -> tuple[HistoryEntry, ...]:
    return dossier.changes_since(session, newer.kode, form.seen, actor())


def _text(form: NaskahForm, name: str) -> str:
    value = getattr(form, name)
    if name == "pihak":
        return "; ".join(_party(row) for row in value if not row.is_blank) or EMPTY
    if name == "hubungan":
        return "; ".join(_relation(row) for row in value if not row.is_blank) or EMPTY
    if name in ("perjanjian_internasional", "persetujuan_dpr"):
        return value or "belum ditentukan"
    if name.endswith(("_on", "_until")):
        return value or EMPTY
    return value_text(name, list(value) if isinstance(value, tuple) else value)


def _party(row: PihakRow) -> str:
    return ", ".join(part for part in (row.nama, row.nomor, row.penanda_tangan, row.jabatan, row.signed) if part)


def _relation(row: HubunganRow) -> str:
    return value_text("hubungan", f"{row.jenis}:{row.kode}")
