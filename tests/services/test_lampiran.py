"""The registers of the Lampiran: kept by their units, corrected without overwriting, never lost, one naskah a plan."""

import json
from collections.abc import Mapping

import pytest
from sqlalchemy import select

from portal.domain.lampiran.columns import LAMPIRAN, PERENCANAAN, Lampiran
from portal.domain.naskah.enumerations import JenisMitra, Lingkup
from portal.domain.permissions import OPERATOR, Actor, Peran
from portal.errors import (
    BadInputError,
    ConflictError,
    FieldsRefusedError,
    NotAllowedError,
    NotFoundError,
    StaleVersionError,
)
from portal.models.audit_entry import AuditEntry
from portal.models.naskah import Naskah
from portal.models.unit import Unit
from portal.queries import lampiran as registers
from portal.queries.lampiran import LampiranFilter, RegisterRow
from portal.services import audit, lampiran
from portal.services.naskah.fields import to_fields
from tests.factories.desk import Desk, at_once, errors_of, person

OWNER = person(Peran.PENGELOLA, "KANIM-A")
PARENT = person(Peran.PENGELOLA, "IMI", "KANIM-A")
STRANGER = person(Peran.PENGELOLA, "LAPAS-B")
READER = person(Peran.PIMPINAN, "IMI", "KANIM-A")
BIRO = person(Peran.BIRO, "BIRO")
PPID = person(Peran.PPID, "SETJEN")
ADMIN = person(Peran.ADMIN, "KEMEN")
KEEPERS = (OWNER, PARENT, BIRO, OPERATOR)
PLAN = {"mitra": "Universitas Contoh", "bidang": "Magang", "batas_waktu": "31-3-2026"}
REPORT = {"calon_mitra": "Pemerintah Kota Contoh", "ruang_lingkup": "Pelayanan paspor"}
FILLED: Mapping[str, Mapping[str, str]] = {"perencanaan": PLAN, "penjajakan": REPORT}
FORMS = pytest.mark.parametrize("form", LAMPIRAN.values(), ids=list(LAMPIRAN))


def add(desk: Desk, form: Lampiran = PERENCANAAN, actor: Actor = OWNER, unit: str = "KANIM-A", **texts: str) -> int:
    with desk.stores.database.transaction() as session:
        return lampiran.add(session, form, unit, 2026, {**FILLED[form.nama], **texts}, desk.act(actor))


def correct(desk: Desk, baris: int, version: int, actor: Actor = OWNER, tahun: int = 2026, **texts: str) -> None:
    with desk.stores.database.transaction() as session:
        lampiran.correct(session, PERENCANAAN, baris, version, {**PLAN, **texts}, tahun, desk.act(actor))


def remove(desk: Desk, baris: int, version: int = 1, actor: Actor = OWNER) -> None:
    with desk.stores.database.transaction() as session:
        lampiran.remove(session, PERENCANAAN, baris, version, desk.act(actor))


def restore(desk: Desk, baris: int, actor: Actor = OWNER) -> None:
    with desk.stores.database.transaction() as session:
        lampiran.restore(session, PERENCANAAN, baris, desk.act(actor))


def to_naskah(
    desk: Desk, baris: int, version: int = 1, actor: Actor = OWNER, jenis: JenisMitra = JenisMitra.LEMBAGA_NONPEMERINTAH
) -> str:
    act, ours = desk.act(actor), "Kementerian Contoh"
    with desk.stores.database.transaction() as session:
        return lampiran.to_naskah(session, baris, version, "Magang Mahasiswa", jenis, kementerian=ours, act=act)


def listed(
    desk: Desk, actor: Actor = OWNER, wanted: LampiranFilter | None = None, form: Lampiran = PERENCANAAN
) -> tuple[RegisterRow, ...]:
    with desk.stores.database.reading() as session:
        return registers.list_rows(session, form, actor, wanted or LampiranFilter(), 1).items


def trail(desk: Desk, kind: str = "perencanaan") -> list[tuple[str, dict[str, object], dict[str, object]]]:
    with desk.stores.database.reading() as session:
        assert audit.first_broken(session) is None
        rows = session.scalars(select(AuditEntry).where(AuditEntry.object_kind == kind).order_by(AuditEntry.seq))
        return [(row.action, json.loads(row.before), json.loads(row.after)) for row in rows]


@FORMS
@pytest.mark.parametrize("actor", KEEPERS, ids=lambda actor: actor.nama)
def test_a_row_is_added_by_its_unit_by_one_above_and_by_the_biro(desk: Desk, form: Lampiran, actor: Actor) -> None:
    add(desk, form, actor)

    (row,) = listed(desk, actor, form=form)
    assert (row.unit_kode, row.tahun, row.nomor, row.may_edit) == ("KANIM-A", 2026, 1, True)
    assert row.values == {**dict.fromkeys(form.fields, ""), **FILLED[form.nama], **(
        {"batas_waktu": "31 Maret 2026"} if form is PERENCANAAN else {}
    )}  # fmt: skip
    ((action, before, after),) = trail(desk, form.nama)
    assert (action, before) == (f"{form.nama}.tambah", {})
    assert after == {"tahun": 2026, **row.values}


@FORMS
@pytest.mark.parametrize("actor", [STRANGER, READER, PPID, ADMIN], ids=lambda actor: actor.nama)
def test_nobody_else_adds_a_row(desk: Desk, form: Lampiran, actor: Actor) -> None:
    with pytest.raises(NotAllowedError):
        add(desk, form, actor)
    assert trail(desk, form.nama) == []


def test_an_unknown_unit_and_missing_texts_are_named(desk: Desk) -> None:
    with pytest.raises(BadInputError, match="ENTAH"):
        add(desk, unit="ENTAH")
    with pytest.raises(FieldsRefusedError) as caught:
        add(desk, mitra=" ", bidang="")
    assert [problem.field for problem in caught.value.problems] == ["mitra", "bidang"]


def test_those_who_only_read_may_not_edit(desk: Desk) -> None:
    baris = add(desk)

    assert listed(desk, READER)[0].may_edit is False
    for act in (correct, remove):
        with pytest.raises(NotAllowedError):
            act(desk, baris, 1, READER)
    for act in (correct, remove):
        with pytest.raises(NotFoundError):
            act(desk, baris, 1, STRANGER)


def test_a_correction_is_logged_with_what_changed_alone(desk: Desk) -> None:
    baris = add(desk)

    correct(desk, baris, 1, urgensi="Mendesak", tahun=2027)

    (row,) = listed(desk)
    assert (row.values["urgensi"], row.tahun, row.version) == ("Mendesak", 2027, 2)
    assert trail(desk)[-1] == (
        "perencanaan.ubah", {"urgensi": "", "tahun": 2026}, {"urgensi": "Mendesak", "tahun": 2027},
    )  # fmt: skip
    correct(desk, baris, 2, urgensi="Mendesak", tahun=2027)
    assert len(trail(desk)) == 2


def test_nobody_overwrites_what_they_have_not_seen(desk: Desk) -> None:
    baris = add(desk)
    correct(desk, baris, 1, BIRO, urgensi="Biro")

    with pytest.raises(StaleVersionError):
        correct(desk, baris, 1, urgensi="Unit")
    with pytest.raises(StaleVersionError):
        remove(desk, baris, 1)
    assert listed(desk)[0].values["urgensi"] == "Biro"


def test_of_two_who_correct_at_the_same_moment_one_is_told(desk: Desk) -> None:
    baris = add(desk)

    results = at_once([lambda n=n: correct(desk, baris, 1, urgensi=str(n)) for n in range(3)])  # type: ignore[misc]

    assert results.count(None) == 1
    assert all(isinstance(error, StaleVersionError) for error in errors_of(results))


def test_a_removed_row_leaves_the_list_but_is_never_lost(desk: Desk) -> None:
    first, second = add(desk), add(desk, mitra="Lain")

    remove(desk, first)

    (left,) = listed(desk)
    assert (left.id, left.nomor) == (second, 1)
    (gone,) = listed(desk, wanted=LampiranFilter(is_removed=True))
    assert (gone.id, gone.nomor, gone.values["mitra"]) == (first, 0, "Universitas Contoh")
    with pytest.raises(ConflictError, match="sudah dihapus"):
        correct(desk, first, 2)
    restore(desk, first)
    assert [row.id for row in listed(desk)] == [first, second]
    assert [action for action, _, _ in trail(desk)[2:]] == ["perencanaan.hapus", "perencanaan.pulihkan"]
    assert trail(desk)[2][1]["mitra"] == trail(desk)[3][2]["mitra"] == "Universitas Contoh"
    with pytest.raises(ConflictError, match="tidak sedang dihapus"):
        restore(desk, first)


def test_an_equal_row_is_refused_in_the_same_register_alone(desk: Desk) -> None:
    first = add(desk)

    for spelling in ("Universitas Contoh", "UNIVERSITAS  contoh"):
        with pytest.raises(ConflictError, match="sama sudah ada"):
            add(desk, mitra=spelling)
    add(desk, unit="IMI", actor=PARENT)
    remove(desk, first)
    add(desk)
    with pytest.raises(ConflictError, match="sama sudah ada"):
        restore(desk, first)
    assert len(listed(desk)) == 1


def test_a_plan_becomes_one_draft_with_partner_and_field_filled_in(desk: Desk) -> None:
    baris = add(desk)

    kode = to_naskah(desk, baris)

    with desk.stores.database.reading() as session:
        fields = to_fields(session, session.scalars(select(Naskah).where(Naskah.kode == kode)).one())
        plan = registers.plan_of(session, kode, OWNER)
        assert registers.plan_of(session, kode, STRANGER) is None
    assert (fields.unit, fields.lingkup, fields.ruang_lingkup) == ("KANIM-A", Lingkup.DALAM_NEGERI, "Magang")
    assert [pihak.nama for pihak in fields.pihak] == ["Kementerian Contoh", "Universitas Contoh"]
    assert plan is not None
    assert plan.id == baris
    (row,) = listed(desk)
    assert row.naskah is not None
    assert (row.naskah.kode, row.naskah.judul) == (kode, "Magang Mahasiswa")
    assert trail(desk)[-1] == ("perencanaan.naskah", {}, {"naskah": kode})


def test_only_one_naskah_comes_of_a_plan_even_at_the_same_moment(desk: Desk) -> None:
    baris = add(desk)

    results = at_once([lambda: to_naskah(desk, baris)] * 3)

    codes = [result for result in results if isinstance(result, str)]
    assert len(codes) == 1
    for error in errors_of(results):
        assert isinstance(error, ConflictError)
    with pytest.raises(ConflictError, match=f"sudah menjadi naskah {codes[0]}"):
        to_naskah(desk, baris, 2)
    assert [action for action, _, _ in trail(desk)].count("perencanaan.naskah") == 1


def test_nobody_else_makes_a_naskah_of_a_plan(desk: Desk) -> None:
    baris = add(desk)
    for actor, error in ((READER, NotAllowedError), (STRANGER, NotFoundError)):
        with pytest.raises(error):
            to_naskah(desk, baris, actor=actor)


def test_a_naskah_that_moved_out_of_reach_is_not_named(desk: Desk) -> None:
    baris = add(desk)
    kode = to_naskah(desk, baris, actor=BIRO)
    with desk.stores.database.transaction() as session:
        naskah = session.scalars(select(Naskah).where(Naskah.kode == kode)).one()
        naskah.unit_id = session.scalars(select(Unit.id).where(Unit.kode == "LAPAS-B")).one()

    (row,) = listed(desk)
    assert row.naskah is not None
    assert row.naskah.kode == ""
    with pytest.raises(ConflictError) as caught:
        to_naskah(desk, baris, 2)
    assert kode not in caught.value.message


def test_a_removed_plan_and_a_foreign_partner_become_no_naskah(desk: Desk) -> None:
    baris = add(desk)

    with pytest.raises(BadInputError, match="dalam negeri"):
        to_naskah(desk, baris, jenis=JenisMitra.ORGANISASI_INTERNASIONAL)
    remove(desk, baris)
    with pytest.raises(ConflictError, match="sudah dihapus"):
        to_naskah(desk, baris, 2)
