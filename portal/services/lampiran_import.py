"""Bringing a table of the Lampiran into a register: looked at first, then all of it or nothing, nothing twice."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.domain.lampiran.columns import SATUAN_KERJA, Lampiran, clean_row, fingerprint
from portal.domain.lampiran.read_workbook import WorkbookRow
from portal.errors import ConflictError, RowsRefusedError
from portal.models.unit import Unit, UnitNama
from portal.queries.lampiran import MODELS
from portal.services.acts import Act, Subject, record
from portal.services.lampiran import keepable_unit, new_row


@dataclass(frozen=True)
class NewRow:
    """A row that would be added: its line in the table, its unit by code and name, its texts."""

    nomor: int
    unit: str
    unit_nama: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class ImportPlan:
    """What an import would do: the rows it adds, and how many rows are there already."""

    unit: str
    tahun: int
    baru: tuple[NewRow, ...]
    sama: int


def preview(
    session: Session, lampiran: Lampiran, unit: str, tahun: int, rows: Sequence[WorkbookRow], act: Act
) -> ImportPlan:
    """What an import of these rows into the register of a unit would do; nothing is written.

    A row of huruf B may name a unit below the chosen one. Raises RowsRefusedError, BadInputError, NotAllowedError.
    """
    chosen = keepable_unit(session, unit, act.actor)
    units = _Units(session, chosen)
    wrong, found = [], []
    for row in rows:
        owner = units.named(row.satuan_kerja)
        values, problems = clean_row(lampiran, row.values)
        said = [lampiran.describe(problem) for problem in problems]
        if owner is None:
            said.append(
                f"{SATUAN_KERJA}: “{row.satuan_kerja[:80]}” bukan {units.nama(chosen)} atau unit di bawahnya."
                " Tulis nama atau kode unit seperti di portal."
            )
        if said:
            wrong.append(f"Baris {row.nomor}, {' '.join(said)}")
        elif owner is not None:
            found.append((row.nomor, owner, values))
    if wrong:
        raise RowsRefusedError(tuple(wrong))
    known = _known(session, lampiran, {owner.id for _, owner, _ in found}, tahun)
    new = []
    for nomor, owner, values in found:
        key = (owner.id, fingerprint(lampiran, values))
        if key not in known:
            known.add(key)
            new.append(NewRow(nomor, owner.kode, units.nama(owner), values))
    return ImportPlan(chosen.kode, tahun, tuple(new), len(found) - len(new))


def store(
    session: Session, lampiran: Lampiran, unit: str, tahun: int, rows: Sequence[WorkbookRow], act: Act
) -> ImportPlan:
    """Add what `preview` shows, as one act with one entry a unit in the audit trail; gives back what was done.

    Raises what `preview` raises, and ConflictError where somebody else brings in the same rows at this moment.
    """
    plan = preview(session, lampiran, unit, tahun, rows, act)
    owners = {
        one.kode: one for one in session.scalars(select(Unit).where(Unit.kode.in_({baris.unit for baris in plan.baru})))
    }
    by_unit: dict[str, list[NewRow]] = {}
    for baris in plan.baru:
        by_unit.setdefault(baris.unit, []).append(baris)
    for kode, added in by_unit.items():
        stored = [new_row(lampiran, owners[kode], tahun, baris.values, act) for baris in added]
        session.add_all(stored)
        try:
            with session.begin_nested():
                session.flush()
        except IntegrityError as error:
            raise ConflictError("Baris yang sama baru saja dimasukkan orang lain. Periksa lagi berkasnya.") from error
        record(
            session,
            act,
            f"{lampiran.nama}.impor",
            Subject(lampiran.nama, f"{kode}/{tahun}", kode),
            after={
                "tahun": tahun,
                "baris": len(added),
                "nomor_baris": f"{stored[0].id}–{stored[-1].id}",
                # What came in stays provable, although the rows may be corrected later.
                "sidik_isi": _digest(row.sidik for row in stored),
            },
        )
    return plan


class _Units:
    """The chosen unit and those below it, by code and by any of their names."""

    def __init__(self, session: Session, chosen: Unit) -> None:
        rows = session.execute(select(Unit.id, Unit.parent_id)).all()
        below: dict[int | None, list[int]] = {}
        for unit_id, parent_id in rows:
            below.setdefault(parent_id, []).append(unit_id)
        ids, waiting = {chosen.id}, [chosen.id]
        while waiting:
            fresh = [one for one in below.get(waiting.pop(), ()) if one not in ids]
            ids |= set(fresh)
            waiting += fresh
        self._chosen = chosen
        self._found: dict[str, Unit | None] = {}
        units = session.scalars(select(Unit).where(Unit.id.in_(ids)).order_by(Unit.id)).all()
        for unit in units:
            for nama in unit.nama_list:
                # A name that two units bear names neither; their codes do.
                key = _plain(nama.nama)
                self._found[key] = None if self._found.get(key, unit) is not unit else unit
        self._found |= {_plain(unit.kode): unit for unit in units}

    def named(self, text: str) -> Unit | None:
        """The unit written so; the chosen one where nothing is written."""
        return self._found.get(_plain(text)) if text else self._chosen

    def nama(self, unit: Unit) -> str:
        """Its newest name."""
        names: list[UnitNama] = unit.nama_list
        return names[-1].nama if names else unit.kode


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _known(session: Session, lampiran: Lampiran, unit_ids: set[int], tahun: int) -> set[tuple[int, str]]:
    model = MODELS[lampiran.nama]
    rows = session.execute(
        select(model.unit_id, model.sidik).where(
            model.unit_id.in_(unit_ids), model.tahun == tahun, model.removed_at.is_(None)
        )
    )
    return {(unit_id, sidik) for unit_id, sidik in rows}


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
