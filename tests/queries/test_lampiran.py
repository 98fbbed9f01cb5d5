"""The registers of the Lampiran as they are read: each branch its own, numbered by register, by pages and as sheets."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from portal.domain.lampiran.columns import LAMPIRAN, PENJAJAKAN, PERENCANAAN, Lampiran
from portal.domain.naskah.enumerations import JenisMitra
from portal.domain.permissions import OPERATOR, Actor
from portal.errors import BadInputError, NotFoundError
from portal.models.lampiran import Perencanaan
from portal.models.naskah import Naskah
from portal.models.unit import Unit
from portal.queries import lampiran as registers
from portal.queries.lampiran import LampiranFilter, RegisterPage, RegisterRow
from portal.services import lampiran
from tests.factories.desk import Desk
from tests.factories.readers import ABOVE, ADMIN, BESIDE, BIRO, CHIEF, OWN, PPID
from tests.queries.conftest import Ask

PLAN = {"mitra": "Universitas Contoh", "bidang": "Magang"}
REPORT = {"calon_mitra": "Pemerintah Kota Contoh", "ruang_lingkup": "Pelayanan paspor"}
FILLED = {"perencanaan": PLAN, "penjajakan": REPORT}
FORMS = pytest.mark.parametrize("form", LAMPIRAN.values(), ids=list(LAMPIRAN))


def add(desk: Desk, form: Lampiran = PERENCANAAN, actor: Actor = OWN, unit: str = "KANIM-A", **texts: str) -> int:
    with desk.stores.database.transaction() as session:
        return lampiran.add(session, form, unit, 2026, {**FILLED[form.nama], **texts}, desk.act(actor))


def correct(desk: Desk, baris: int, version: int, actor: Actor = OWN, tahun: int = 2026, **texts: str) -> None:
    with desk.stores.database.transaction() as session:
        lampiran.correct(session, PERENCANAAN, baris, version, {**PLAN, **texts}, tahun, desk.act(actor))


def remove(desk: Desk, baris: int, actor: Actor = OWN) -> None:
    with desk.stores.database.transaction() as session:
        lampiran.remove(session, PERENCANAAN, baris, 1, desk.act(actor))


def listed(desk: Desk, actor: Actor = OWN, wanted: LampiranFilter | None = None) -> tuple[RegisterRow, ...]:
    with desk.stores.database.reading() as session:
        return registers.list_rows(session, PERENCANAAN, actor, wanted or LampiranFilter(), 1).items


@FORMS
def test_an_empty_register_has_no_rows_no_sheets_and_no_units(ask: Ask, form: Lampiran) -> None:
    wanted = LampiranFilter()

    assert ask(registers.list_rows, form, BIRO, wanted, 1) == RegisterPage((), 0, 1, registers.PER_PAGE, (), 0)
    assert ask(registers.load_sheets, form, BIRO, wanted) == ask(registers.units_to_read, form, BIRO) == ()
    with pytest.raises(NotFoundError):
        ask(registers.find_row, form, 1, BIRO)


@FORMS
def test_a_long_register_comes_by_pages_with_as_many_questions(
    desk: Desk, ask: Ask, cost: Callable[..., int], form: Lampiran
) -> None:
    query = (registers.list_rows, form, BIRO, LampiranFilter())
    name = form.fields[0]
    ids = [add(desk, form, BIRO, **{name: "Mitra 0"})]
    few = cost(*query, 1)
    ids += [add(desk, form, BIRO, **{name: f"Mitra {n}"}) for n in range(1, registers.PER_PAGE + 1)]

    pages = [ask(*query, page) for page in (1, 2, 3)]

    assert [len(page.items) for page in pages] == [registers.PER_PAGE, 1, 0]
    assert {page.total for page in pages} == {registers.PER_PAGE + 1}
    assert [row.id for page in pages for row in page.items] == ids
    assert pages[1].items[0].nomor == registers.PER_PAGE + 1
    assert cost(*query, 1) == few == 2


def test_what_was_taken_out_is_counted_and_named_with_the_same_filter(desk: Desk, ask: Ask) -> None:
    gone = [add(desk, actor=BIRO, unit=unit) for unit in ("KANIM-A", "LAPAS-B")]
    for baris in gone:
        remove(desk, baris, BIRO)
    kept = add(desk, mitra="Lain")

    def removed(actor: Actor, wanted: LampiranFilter) -> int:
        return ask(registers.list_rows, PERENCANAAN, actor, wanted, 1).removed

    assert removed(BIRO, LampiranFilter()) == 2
    assert removed(OWN, LampiranFilter()) == removed(BIRO, LampiranFilter("KANIM-A")) == 1
    assert removed(BIRO, LampiranFilter(tahun=2025)) == 0
    assert [row.id for row in listed(desk)] == [kept]
    assert [(row.id, row.removed_by) for row in listed(desk, OWN, LampiranFilter(is_removed=True))] == [
        (gone[0], registers.OPERATOR_NAME)
    ]
    assert ask(registers.find_row, PERENCANAAN, gone[0], OWN).removed_at is not None


def test_a_naskah_out_of_reach_is_not_named_and_a_removed_plan_is_no_origin(desk: Desk, ask: Ask) -> None:
    baris, jenis = add(desk), JenisMitra.LEMBAGA_NONPEMERINTAH
    with desk.stores.database.transaction() as session:
        act = desk.act(BIRO)
        kode = lampiran.to_naskah(session, baris, 1, "Magang", jenis, kementerian="Kementerian Contoh", act=act)
    plan = ask(registers.plan_of, kode, OWN)
    assert (plan.id, plan.tahun, plan.unit_nama) == (baris, 2026, "Kantor Imigrasi Kelas I Contoh")
    assert ask(registers.plan_of, kode, BESIDE) is ask(registers.plan_of, "2026-00000", BIRO) is None

    with desk.stores.database.transaction() as session:
        naskah = session.scalars(select(Naskah).where(Naskah.kode == kode)).one()
        naskah.unit_id = session.scalars(select(Unit.id).where(Unit.kode == "LAPAS-B")).one()

    assert ask(registers.find_row, PERENCANAAN, baris, OWN).naskah == registers.NaskahLink("", "")
    assert ask(registers.find_row, PERENCANAAN, baris, BIRO).naskah == registers.NaskahLink(kode, "Magang")
    with desk.stores.database.transaction() as session:
        session.get_one(Perencanaan, baris).removed_at = desk.act().now
    assert ask(registers.plan_of, kode, OWN) is None


def test_only_those_who_keep_a_register_may_edit_its_rows(desk: Desk) -> None:
    add(desk)

    for actor, may_edit in ((OWN, True), (ABOVE, True), (BIRO, True), (CHIEF, False)):
        assert [row.may_edit for row in listed(desk, actor)] == [may_edit]


@pytest.mark.parametrize(
    ("actor", "sees"),
    [(OWN, 1), (ABOVE, 2), (BESIDE, 1), (CHIEF, 2), (BIRO, 3), (PPID, 0), (ADMIN, 0), (OPERATOR, 3)],
    ids=lambda value: value.nama if isinstance(value, Actor) else "",
)
def test_everybody_sees_the_registers_of_their_branch_alone(desk: Desk, actor: Actor, sees: int) -> None:
    ids = [add(desk, actor=OPERATOR, unit=unit) for unit in ("KANIM-A", "IMI", "LAPAS-B")]

    assert len(listed(desk, actor)) == sees
    with desk.stores.database.reading() as session:
        sheets = registers.load_sheets(session, PERENCANAAN, actor, LampiranFilter())
        units = registers.units_to_read(session, PERENCANAAN, actor)
        assert sum(len(sheet.rows) for sheet in sheets) == len(units) == len(listed(desk, actor))
        if actor is BESIDE:
            with pytest.raises(NotFoundError):
                registers.find_row(session, PERENCANAAN, ids[0], actor)


def test_the_list_is_narrowed_by_unit_and_year_and_numbered_by_register(desk: Desk) -> None:
    for unit in ("IMI", "KANIM-A"):
        for n in range(3):
            add(desk, actor=BIRO, unit=unit, mitra=f"Mitra {n}")
    moved = listed(desk, BIRO, LampiranFilter("IMI"))[0]
    correct(desk, moved.id, 1, BIRO, tahun=2025, mitra=moved.values["mitra"])

    assert [row.nomor for row in listed(desk, BIRO, LampiranFilter("IMI", 2026))] == [1, 2]
    assert [row.id for row in listed(desk, BIRO, LampiranFilter(tahun=2025))] == [moved.id]
    assert len(listed(desk, BIRO)) == 6
    with desk.stores.database.reading() as session:
        found = registers.list_rows(session, PERENCANAAN, BIRO, LampiranFilter("IMI"), 9)
        assert (found.items, found.total, found.years) == ((), 3, (2026, 2025))
        with pytest.raises(BadInputError, match="LAPAS-B"):
            registers.load_sheets(session, PERENCANAAN, ABOVE, LampiranFilter("LAPAS-B"))


def test_sheets_of_huruf_a_are_by_unit_and_year_and_of_huruf_b_by_year(desk: Desk) -> None:
    for form in LAMPIRAN.values():
        for unit in ("IMI", "KANIM-A"):
            add(desk, form, BIRO, unit)

    with desk.stores.database.reading() as session:
        a = registers.load_sheets(session, PERENCANAAN, BIRO, LampiranFilter())
        (b,) = registers.load_sheets(session, PENJAJAKAN, BIRO, LampiranFilter())
    assert [sheet.nama for sheet in a] == ["IMI 2026", "KANIM-A 2026"]
    assert b.nama == "2026"
    assert [row[0] for row in b.rows] == ["Direktorat Jenderal Imigrasi", "Kantor Imigrasi Kelas I Contoh"]
