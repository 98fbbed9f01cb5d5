"""Importing a table into a register: looked at first, all or nothing, nothing twice, every unit within reach."""

import json

import pytest
from sqlalchemy import func, select

from portal.domain.lampiran.columns import PENJAJAKAN, PERENCANAAN, Lampiran
from portal.domain.lampiran.read_workbook import WorkbookRow
from portal.domain.permissions import Actor, Peran
from portal.errors import BadInputError, ConflictError, NotAllowedError, RowsRefusedError
from portal.models.audit_entry import AuditEntry
from portal.models.lampiran import Penjajakan, Perencanaan
from portal.models.unit import Unit
from portal.services import lampiran_import
from portal.services.lampiran_import import ImportPlan
from tests.factories.desk import Desk, at_once, errors_of, person

OWNER = person(Peran.PENGELOLA, "KANIM-A")
PARENT = person(Peran.PENGELOLA, "IMI", "KANIM-A")
READER = person(Peran.PIMPINAN, "IMI", "KANIM-A")
ROWS = tuple(WorkbookRow(n + 2, "", {"mitra": f"Mitra {n}", "bidang": "Pelatihan"}) for n in range(3))


def report(nomor: int, satuan_kerja: str, calon_mitra: str = "Mitra") -> WorkbookRow:
    return WorkbookRow(nomor, satuan_kerja, {"calon_mitra": calon_mitra, "ruang_lingkup": "Pelayanan"})


def store(
    desk: Desk,
    rows: tuple[WorkbookRow, ...] = ROWS,
    *,
    form: Lampiran = PERENCANAAN,
    unit: str = "KANIM-A",
    actor: Actor = OWNER,
    tahun: int = 2026,
) -> ImportPlan:
    with desk.stores.database.transaction() as session:
        return lampiran_import.store(session, form, unit, tahun, rows, desk.act(actor))


def stored(desk: Desk, model: type[Perencanaan] | type[Penjajakan] = Perencanaan) -> int:
    with desk.stores.database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def entries(desk: Desk) -> list[AuditEntry]:
    with desk.stores.database.reading() as session:
        wanted = AuditEntry.action.like("%.impor")
        return list(session.scalars(select(AuditEntry).where(wanted).order_by(AuditEntry.seq)))


def test_a_preview_says_what_a_store_does_and_writes_nothing(desk: Desk) -> None:
    with desk.stores.database.reading() as session:
        plan = lampiran_import.preview(session, PERENCANAAN, "KANIM-A", 2026, ROWS, desk.act(OWNER))

    assert (len(plan.baru), plan.sama, stored(desk)) == (3, 0, 0)
    assert store(desk) == plan
    assert stored(desk) == 3


def test_a_second_import_doubles_nothing_and_adds_what_is_new(desk: Desk) -> None:
    store(desk)
    more = (*ROWS, WorkbookRow(9, "", {"mitra": "MITRA  0", "bidang": "pelatihan"}),
            WorkbookRow(10, "", {"mitra": "Baru", "bidang": "Pelatihan"}))  # fmt: skip

    again, further = store(desk), store(desk, more)

    assert (len(again.baru), again.sama) == (0, 3)
    assert ([row.nomor for row in further.baru], further.sama) == ([10], 4)
    assert stored(desk) == 4
    # The same rows of another year are another register.
    assert len(store(desk, tahun=2027).baru) == 3


def test_an_import_that_adds_something_is_one_entry_a_unit(desk: Desk) -> None:
    store(desk)
    store(desk)

    (entry,) = entries(desk)
    assert (entry.action, entry.object_kind, entry.object_key) == ("perencanaan.impor", "perencanaan", "KANIM-A/2026")
    after = json.loads(entry.after)
    assert (after["tahun"], after["baris"], after["nomor_baris"]) == (2026, 3, "1–3")
    assert len(after["sidik_isi"]) == 64


def test_one_wrong_row_keeps_all_out(desk: Desk) -> None:
    with pytest.raises(RowsRefusedError) as caught:
        store(desk, (*ROWS, WorkbookRow(7, "", {"mitra": "", "bidang": "x"})))

    assert caught.value.problems == ("Baris 7, Mitra: masih kosong.",)
    assert stored(desk) == 0
    assert entries(desk) == []


def test_a_report_may_name_a_unit_below_by_name_or_code(desk: Desk) -> None:
    rows = (report(2, ""), report(3, "kantor imigrasi kelas i contoh"), report(4, "kanim-a", "Lain"))

    plan = store(desk, rows, form=PENJAJAKAN, unit="IMI", actor=PARENT)

    assert [row.unit for row in plan.baru] == ["IMI", "KANIM-A", "KANIM-A"]
    assert [row.unit_nama for row in plan.baru][1] == "Kantor Imigrasi Kelas I Contoh"
    assert [entry.object_key for entry in entries(desk)] == ["IMI/2026", "KANIM-A/2026"]


@pytest.mark.parametrize("named", ["IMI", "PAS", "LAPAS-B", "Direktorat Jenderal Imigrasi", "Entah"])
def test_a_report_may_not_name_a_unit_above_beside_or_unknown(desk: Desk, named: str) -> None:
    with pytest.raises(RowsRefusedError) as caught:
        store(desk, (report(2, ""), report(5, named)), form=PENJAJAKAN)

    assert caught.value.problems[0].startswith(f"Baris 5, Satuan Kerja: “{named}” bukan Kantor Imigrasi Kelas I Contoh")
    assert stored(desk, Penjajakan) == 0


def test_a_name_that_two_units_bear_names_neither(desk: Desk) -> None:
    with desk.stores.database.transaction() as session:
        imi = session.scalars(select(Unit).where(Unit.kode == "IMI")).one()
        imi.nama_list[0].nama = "Kantor Imigrasi Kelas I Contoh"

    with pytest.raises(RowsRefusedError):
        store(desk, (report(2, "Kantor Imigrasi Kelas I Contoh"),), form=PENJAJAKAN, unit="IMI", actor=PARENT)
    assert len(store(desk, (report(2, "KANIM-A"),), form=PENJAJAKAN, unit="IMI", actor=PARENT).baru) == 1


def test_nobody_imports_for_a_unit_that_is_not_theirs(desk: Desk) -> None:
    for actor in (READER, person(Peran.PENGELOLA, "PAS", "LAPAS-B")):
        with pytest.raises(NotAllowedError):
            store(desk, actor=actor)
    with pytest.raises(BadInputError, match="ENTAH"):
        store(desk, unit="ENTAH")


def test_the_same_table_sent_twice_at_the_same_moment_comes_in_once(desk: Desk) -> None:
    results = at_once([lambda: store(desk)] * 3)

    added = sum(len(result.baru) for result in results if isinstance(result, ImportPlan))
    assert added == stored(desk) == 3
    assert all(isinstance(error, ConflictError) for error in errors_of(results))
