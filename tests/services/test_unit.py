"""Units: a tree from a table, with dated names; all rows or none."""

import re
from datetime import date

import pytest
from sqlalchemy import func, select

from portal import clock
from portal.domain.naskah.enumerations import JenisUnit
from portal.domain.permissions import OPERATOR, Actor, Peran
from portal.errors import BadInputError, RowsRefusedError
from portal.models.audit_entry import AuditEntry
from portal.models.unit import Unit, UnitNama
from portal.services.unit import BEGINNING, UnitRow, import_units, nama_on, read_units
from portal.wiring import Stores
from tests.factories.naskah import UNITS, Office, sample_fields

KANIM = UnitRow("KANIM-A", "Kantor Imigrasi Kelas I Contoh", JenisUnit.UPT_KANIM, "IMI")
RENAMED = UnitRow("KANIM-A", "Kantor Imigrasi Kelas I TPI Contoh", JenisUnit.UPT_KANIM, "IMI", date(2026, 4, 1))


def take(stores: Stores, *rows: UnitRow) -> int:
    with stores.database.transaction() as session:
        return import_units(session, rows, actor=OPERATOR, now=clock.utc_now())


def names_on(stores: Stores, *days: date | None) -> list[str]:
    with stores.database.reading() as session:
        unit = session.scalars(select(Unit).where(Unit.kode == "KANIM-A")).one()
        return [nama_on(unit, day) for day in days]


def test_a_renaming_keeps_the_old_name_for_the_days_before_it(stores: Stores) -> None:
    assert take(stores, RENAMED) == 1

    assert names_on(stores, date(1990, 1, 1), date(2026, 3, 31), date(2026, 4, 1), None) == [
        KANIM.nama,
        KANIM.nama,
        RENAMED.nama,
        RENAMED.nama,
    ]


def test_a_name_without_a_day_is_corrected_in_place(stores: Stores) -> None:
    take(stores, UnitRow("KANIM-A", "Kantor Imigrasi Contoh", JenisUnit.UPT_KANIM, "IMI"))

    assert names_on(stores, BEGINNING, None) == ["Kantor Imigrasi Contoh"] * 2


def test_the_same_table_twice_changes_nothing_the_second_time(stores: Stores) -> None:
    assert take(stores, *UNITS) == 0
    assert take(stores, RENAMED) == 1
    assert take(stores, RENAMED) == 0
    with stores.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(UnitNama)) == len(UNITS) + 1


def test_every_changed_row_is_one_audit_entry_with_before_and_after(stores: Stores) -> None:
    take(stores, RENAMED, UnitRow("RUTAN-C", "Rumah Tahanan Contoh", JenisUnit.UPT_RUTAN, "PAS"))

    with stores.database.reading() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(2)).all()
    assert [(entry.action, entry.object_key) for entry in entries] == [
        ("unit.tambah", "RUTAN-C"),
        ("unit.ubah", "KANIM-A"),
    ]
    assert KANIM.nama in entries[1].before
    assert RENAMED.nama in entries[1].after


def test_a_child_may_stand_before_its_parent(stores: Stores) -> None:
    assert take(
        stores,
        UnitRow("KANIM-X", "Kantor X", JenisUnit.UPT_KANIM, "KANWIL-X"),
        UnitRow("KANWIL-X", "Kanwil X", JenisUnit.KANWIL_IMIGRASI, "IMI"),
    ) == 2  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([UnitRow("X", "X", JenisUnit.UPT_KANIM, "TAKADA")], "TAKADA"),
        ([UnitRow("X", "X", JenisUnit.UPT_KANIM, "X")], "berputar"),
        ([UnitRow("IMI", "Imigrasi", JenisUnit.ESELON1, "KANIM-A")], "berputar"),
    ],
    ids=["induk tak dikenal", "induk diri sendiri", "berputar"],
)
def test_an_impossible_tree_is_refused_and_nothing_of_it_stays(stores: Stores, rows: list[UnitRow], said: str) -> None:
    with pytest.raises(BadInputError) as refused:
        take(stores, UnitRow("BARU", "Unit Baru", JenisUnit.UPT_BAPAS, "PAS"), *rows)

    assert said in " ".join(getattr(refused.value, "problems", (refused.value.message,)))
    with stores.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Unit)) == len(UNITS)


HEAD = "code,name,kind,parent_code,starts_on\n"


def test_a_table_is_read_with_its_days_and_parents() -> None:
    rows = read_units("\ufeff" + HEAD + 'A," Unit  A ",eselon1,,\nB,Unit B,upt_kanim,A,2026-04-01\n')

    assert rows == [
        UnitRow("A", "Unit A", JenisUnit.ESELON1, None),
        UnitRow("B", "Unit B", JenisUnit.UPT_KANIM, "A", date(2026, 4, 1)),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "code, kind, name, parent_code"),
        ("code,name,kind\n", "parent_code"),
        (HEAD + ",Tanpa kode,upt_kanim,,\n", "Baris 2"),
        (HEAD + "A,,upt_kanim,,\n", "Baris 2"),
        (HEAD + "A,A,eselon1,,\nB,B,kantor_pos,A,\n", "Baris 3.*kantor_pos.*upt_bapas"),
        (HEAD + "A,A,eselon1,,31-12-2025\n", "Baris 2.*starts_on"),
        (HEAD + "A,A\n", "Baris 2"),
        (HEAD + "A," + "x" * 200_000 + ",eselon1,,\n", "rusak"),
    ],
)
def test_a_wrong_table_is_refused_naming_the_row(text: str, said: str) -> None:
    with pytest.raises(BadInputError) as refused:
        read_units(text)
    assert re.search(said, " ".join(getattr(refused.value, "problems", (refused.value.message,))))


def test_every_wrong_row_is_named() -> None:
    with pytest.raises(RowsRefusedError) as refused:
        read_units("kode;nama;jenis;induk\nA;A;eselon1;\n;B;eselon1;A\nC D;C;pos;A\nE;E;upt_kanim;A;lebih\n")

    assert [text.partition(":")[0] for text in refused.value.problems] == ["Baris 3", "Baris 4", "Baris 4", "Baris 5"]


def test_every_unknown_parent_is_named(stores: Stores) -> None:
    with pytest.raises(RowsRefusedError) as refused:
        take(stores, *(UnitRow(kode, kode, JenisUnit.UPT_KANIM, f"TAK-{kode}") for kode in ("X", "Y")))

    assert [text.partition(":")[0] for text in refused.value.problems] == ["Unit X", "Unit Y"]


@pytest.fixture
def admin(office: Office) -> Actor:
    """An admin, who keeps the tree and reads no records."""
    return office.add_user("admin@contoh.go.id", Peran.ADMIN, "KEMEN")


SEIZING = [
    [UnitRow("KANIM-A", "Kantor Imigrasi Kelas I Contoh", JenisUnit.UPT_KANIM, "LAPAS-B")],
    [UnitRow("IMI", "Direktorat Jenderal Imigrasi", JenisUnit.ESELON1, "LAPAS-B")],
    [
        UnitRow("BARU", "Unit Baru", JenisUnit.UPT_LAPAS, None),
        UnitRow("KEMEN", "Kementerian Contoh", JenisUnit.KEMENTERIAN, "BARU"),
    ],
    [UnitRow("KEMEN", "Kementerian Contoh", JenisUnit.ESELON1, None)],
]


@pytest.mark.parametrize("rows", SEIZING, ids=["unit", "branch", "ministry", "kind"])
def test_a_table_of_an_admins_opens_no_records_to_other_units(
    office: Office, admin: Actor, rows: list[UnitRow]
) -> None:
    office.add_user("lapas@contoh.go.id", Peran.PENGELOLA, "LAPAS-B")
    office.upload(sample_fields(unit="KANIM-A"))

    with pytest.raises(RowsRefusedError) as refused, office.stores.database.transaction() as session:
        import_units(session, rows, actor=admin, now=clock.utc_now())
    assert "portal units import" in " ".join(refused.value.problems)
    assert not office.actor("lapas@contoh.go.id").can_read("KANIM-A")


def test_an_admin_moves_what_has_no_records_and_the_operator_moves_all(office: Office, admin: Actor) -> None:
    office.upload(sample_fields(unit="KANIM-A"))
    empty = UnitRow("LAPAS-B", "Lembaga Pemasyarakatan Kelas IIA Contoh", JenisUnit.UPT_LAPAS, "IMI")
    freed = UnitRow("KANIM-A", "Kantor Imigrasi Kelas I Contoh", JenisUnit.UPT_KANIM, "KEMEN")

    with office.stores.database.transaction() as session:
        assert import_units(session, [empty, freed], actor=admin, now=clock.utc_now()) == 2
    assert take(office.stores, *SEIZING[0]) == 1
