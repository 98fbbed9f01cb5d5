"""Units: the organisation tree, taken from a table of code, name, kind and parent."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import JenisUnit
from portal.domain.permissions import Actor
from portal.domain.table import TOO_LONG, TableRow, read_table
from portal.domain.tanggal import EARLIEST, wib_today
from portal.domain.unit_tree import above
from portal.errors import BadInputError, RowsRefusedError
from portal.models.lampiran import Penjajakan, Perencanaan
from portal.models.naskah import Naskah
from portal.models.unit import Unit, UnitNama
from portal.models.usulan import PenerimaanUsulan
from portal.services.acts import Act, Subject, record
from portal.services.users import openings
from portal.services.users.openings import UnitOpening

BEGINNING = EARLIEST
"""Start of a name whose first day is not recorded."""
DEEPEST = 20
"""Units above one another; more than that is a mistake in the table."""
LONGEST_NAMA = 300
COLUMNS = {
    "code": ("kode", "kode_unit"),
    "name": ("nama", "nama_unit"),
    "kind": ("jenis", "jenis_unit"),
    "parent_code": ("induk", "kode_induk", "unit_induk"),
    "starts_on": ("berlaku_mulai", "mulai"),
}
"""The columns of the table with their other names."""

_OPENS = "sudah punya naskah, jadi induk baru membukanya bagi orang lain. Minta operator memakai portal units import."
_WHOLE = (
    "kementerian tidak dipindah, dan tidak ada unit yang menjadi atau berhenti menjadi kementerian di sini. Minta"
    " operator memakai portal units import."
)
# The same letters as the filter of the search page takes.
_KODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", re.ASCII)


@dataclass(frozen=True)
class UnitRow:
    """One unit of the table; `starts_on` is the first day of the name, if it is a later one."""

    kode: str
    nama: str
    jenis: JenisUnit
    parent: str | None
    starts_on: date = BEGINNING


def read_units(text: str) -> list[UnitRow]:
    """Rows of a CSV with the columns code, name, kind, parent_code (and starts_on, optional).

    Raises RowsRefusedError naming every wrong row, BadInputError where it is no such table; nothing is half read.
    """
    table = read_table(text, COLUMNS, needed=set(COLUMNS) - {"starts_on"}, what="Tabel unit")
    problems = [f"Baris {row.line}: {problem}" for row in table.rows for problem in _problems(row)]
    if problems:
        raise RowsRefusedError(tuple(problems))
    return [_unit_row(row) for row in table.rows]


def import_units(session: Session, rows: Iterable[UnitRow], *, actor: Actor, now: datetime) -> int:
    """Add new units and change known ones; gives back how many rows changed something.

    A different name with a `starts_on` is a renaming: the old name stays for the days before it. Without one the name
    is corrected in place. Raises RowsRefusedError naming every unknown parent, and every unit whose place would open it
    to others where an admin asks for it; BadInputError for a circle. The Biro is told of what opens (`openings`).
    """
    listed, act = list(rows), Act(actor, now)
    # Whoever gives a role at the same moment waits here, or is waited for: each then sees what the other did.
    everything = select(Unit).order_by(Unit.id).with_for_update(key_share=True)
    known = {unit.kode: unit for unit in session.scalars(everything)}
    before = {kode: _describe(unit, known) for kode, unit in known.items()}
    parents = _parents(known)
    for row in listed:
        unit = known.get(row.kode)
        if unit is None:
            unit = Unit(kode=row.kode, jenis=row.jenis, nama_list=[UnitNama(nama=row.nama, starts_on=row.starts_on)])
            session.add(unit)
            known[row.kode] = unit
        else:
            unit.jenis = row.jenis
            _rename(unit, row)
    session.flush()
    lost = tuple(
        f"Unit {row.kode}: induk {row.parent} tidak ada." for row in listed if row.parent and row.parent not in known
    )
    if lost:
        raise RowsRefusedError(lost)
    for row in listed:
        known[row.kode].parent_id = known[row.parent].id if row.parent else None
    _refuse_circles(known)
    session.flush()
    wide = set(parents.values()) | {kode for kode, old in before.items() if old["jenis"] is JenisUnit.KEMENTERIAN}
    opened = openings.find(session, parents, _parents(known), {kode for kode in wide if kode}, wib_today(now))
    if actor.user_id is not None:
        _refuse_opening(session, known, before, parents, opened)
    openings.tell(session, opened, act)
    changed = 0
    for row in listed:
        after = _describe(known[row.kode], known)
        if before.get(row.kode) != after:
            changed += 1
            record(
                session,
                act,
                "unit.ubah" if row.kode in before else "unit.tambah",
                Subject("unit", row.kode),
                before=before.get(row.kode),
                after=after,
            )
    return changed


def nama_on(unit: Unit, on: date | None) -> str:
    """The unit's name on a day; its newest name where the day is unknown."""
    names = unit.nama_list
    valid = [name for name in names if on is None or name.starts_on <= on] or names[:1]
    return valid[-1].nama if valid else unit.kode


def is_unit_kode(text: str) -> bool:
    """Whether a unit may have this code."""
    return _KODE.fullmatch(text) is not None


def _problems(row: TableRow) -> Iterator[str]:
    if row.is_too_long:
        yield TOO_LONG
    kode, nama, kind = row.get("code"), row.get("name"), row.get("kind")
    if not kode or not nama:
        yield "kode dan nama harus diisi."
    if kode and not is_unit_kode(kode):
        yield "kode hanya boleh memuat huruf, angka, titik, garis bawah, dan -."
    if len(nama) > LONGEST_NAMA or not nama.isprintable():
        yield f"nama paling panjang {LONGEST_NAMA} karakter yang dapat dicetak."
    if kind not in {member.value for member in JenisUnit}:
        yield f"jenis (kind) “{kind[:40]}” tidak dikenal. Pilih dari: {', '.join(JenisUnit)}."
    try:
        date.fromisoformat(row.get("starts_on") or BEGINNING.isoformat())
    except ValueError:
        yield "tanggal (starts_on) harus TTTT-BB-HH."


def _unit_row(row: TableRow) -> UnitRow:
    return UnitRow(
        kode=row.get("code"),
        nama=row.get("name"),
        jenis=JenisUnit(row.get("kind")),
        parent=row.get("parent_code") or None,
        starts_on=date.fromisoformat(row.get("starts_on") or BEGINNING.isoformat()),
    )


def _rename(unit: Unit, row: UnitRow) -> None:
    current = unit.nama_list[-1]
    if current.nama == row.nama:
        return
    if row.starts_on > current.starts_on:
        unit.nama_list.append(UnitNama(nama=row.nama, starts_on=row.starts_on))
    else:
        current.nama = row.nama


def _describe(unit: Unit, known: dict[str, Unit]) -> dict[str, object]:
    parent = (
        next((other.kode for other in known.values() if other.id == unit.parent_id), None) if unit.parent_id else None
    )
    return {"nama": unit.nama_list[-1].nama, "jenis": unit.jenis, "induk": parent}


def _parents(known: dict[str, Unit]) -> dict[str, str | None]:
    kode_of = {unit.id: kode for kode, unit in known.items()}
    return {kode: kode_of.get(unit.parent_id or 0) for kode, unit in known.items()}


def _refuse_opening(
    session: Session,
    known: dict[str, Unit],
    before: dict[str, dict[str, object]],
    parents: dict[str, str | None],
    opened: list[UnitOpening],
) -> None:
    """Hold a table of an admin's that opens units: they keep the tree, and a tree moved is a role given to many.

    Whoever stands above a unit reads what it owns and will own, and a role in the whole ministry waits for consent.
    What owns records already is not even put where nobody stands yet: who consents to a role there later would have to
    know what came there meanwhile.
    """
    after = _parents(known)
    owners: set[int] = set()
    for owning in (Naskah.unit_id, PenerimaanUsulan.unit_id, Perencanaan.unit_id, Penjajakan.unit_id):
        owners |= set(session.scalars(select(owning).distinct()))
    named = {one.unit for one in opened}
    moved = {kode for kode in before if above(kode, after) - above(kode, parents)}
    owning_ones = [kode for kode in before if kode in moved - named and known[kode].id in owners]
    whole = [
        kode
        for kode, old in before.items()
        if (old["jenis"] is JenisUnit.KEMENTERIAN) is not (known[kode].jenis is JenisUnit.KEMENTERIAN)
        or (old["jenis"] is JenisUnit.KEMENTERIAN and kode in moved)
    ]
    problems = [one.refusal() for one in opened]
    problems += [f"Unit {kode}: {_OPENS}" for kode in owning_ones] + [f"Unit {kode}: {_WHOLE}" for kode in whole]
    if problems:
        raise RowsRefusedError(tuple(problems))


def _refuse_circles(known: dict[str, Unit]) -> None:
    parent_of = {unit.id: unit.parent_id for unit in known.values()}
    for unit in known.values():
        seen, current = {unit.id}, unit.parent_id
        while current is not None:
            if current in seen:
                raise BadInputError(f"Unit {unit.kode}: susunan induk berputar.")
            if len(seen) > DEEPEST:
                raise BadInputError(f"Unit {unit.kode}: susunan induk lebih dari {DEEPEST} tingkat.")
            seen.add(current)
            current = parent_of.get(current)
