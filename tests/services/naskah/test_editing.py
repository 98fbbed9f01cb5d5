"""Editing: nobody overwrites unseen work, and nobody learns of another unit's drafts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from portal import clock
from portal.domain.naskah.enumerations import JenisHubungan, Lingkup, Visibilitas
from portal.domain.naskah.fields import HubunganFields, NaskahFields
from portal.domain.naskah.kode import is_kode
from portal.domain.naskah.status import Status
from portal.domain.permissions import OPERATOR, Actor, Peran
from portal.domain.publication.penahanan import AlasanPenahanan
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
from portal.models.user import User
from portal.services.berkas.reading import read_again
from portal.services.naskah.editing import create_naskah, update_naskah
from portal.services.naskah.fields import to_fields
from portal.services.publication import verbs
from portal.services.publication.penahanan import answer_penahanan
from portal.services.publication.verbs import WithdrawalClass
from tests.factories.desk import Desk, at_once, errors_of, person
from tests.factories.naskah import foreign_fields, sample_fields

OWNER = person(Peran.PENGELOLA, "KANIM-A")
PARENT = person(Peran.PENGELOLA, "IMI", "KANIM-A")
STRANGER = person(Peran.PENGELOLA, "LAPAS-B")
READER = person(Peran.PIMPINAN, "KANIM-A")
ADMIN = person(Peran.ADMIN, "BIRO")


def update(desk: Desk, kode: str, version: int, fields: NaskahFields, actor: Actor = OWNER) -> None:
    with desk.stores.database.transaction() as session:
        update_naskah(session, kode, version, fields, desk.act(actor))


def entries(desk: Desk) -> int:
    with desk.stores.database.reading() as session:
        return session.scalar(select(func.count()).select_from(AuditEntry)) or 0


def test_what_is_saved_is_what_was_filled_in(desk: Desk) -> None:
    parent = desk.draft()
    fields = foreign_fields(
        ruang_lingkup="Pertukaran data",
        pendanaan="Masing-masing pihak",
        subjek=("data", "penyelundupan"),
        bahasa=("id", "ko"),
        perjanjian_internasional=False,
        catatan_internal="Catatan",
        effective_on=date(2026, 6, 1),
        embargo_until=date(2026, 12, 1),
        co_pemrakarsa=("PAS",),
        hubungan=(HubunganFields(JenisHubungan.PELAKSANA, parent),),
        visibilitas=Visibilitas.METADATA,
        dasar_visibilitas="Permintaan mitra",
        tinjau_on=date(2027, 1, 1),
    )

    kode = desk.draft(fields)

    with desk.stores.database.reading() as session:
        assert to_fields(session, session.scalars(select(Naskah).where(Naskah.kode == kode)).one()) == fields


def test_of_two_who_saw_the_same_version_one_wins_and_the_other_is_told(desk: Desk) -> None:
    kode = desk.draft()
    seen = desk.version(kode)

    update(desk, kode, seen, sample_fields(judul="Yang pertama"))
    with pytest.raises(StaleVersionError):
        update(desk, kode, seen, sample_fields(judul="Yang kedua"), PARENT)

    assert desk.naskah(kode).judul == "Yang pertama"


def test_of_many_who_save_at_the_same_moment_exactly_one_wins(desk: Desk) -> None:
    kode = desk.draft()
    seen = desk.version(kode)

    results = at_once(
        [lambda n=n: update(desk, kode, seen, sample_fields(judul=f"Judul {n}")) for n in range(6)]  # type: ignore[misc]
    )

    assert [type(error) for error in errors_of(results)] == [StaleVersionError] * 5
    assert desk.version(kode) > seen


def test_going_there_and_back_is_a_change_too(desk: Desk) -> None:
    kode = desk.draft()
    seen = desk.version(kode)
    update(desk, kode, seen, sample_fields(judul="Sebentar lain"))
    update(desk, kode, desk.version(kode), sample_fields())

    with pytest.raises(StaleVersionError):
        update(desk, kode, seen, sample_fields(judul="Dari layar lama"))


VERBS: dict[str, Callable[[Desk, str, Actor], None]] = {
    "ubah": lambda desk, kode, actor: update(desk, kode, desk.version(kode), sample_fields(), actor),
    "ajukan": lambda desk, kode, actor: _in(desk, lambda s: verbs.submit(
        s, kode, desk.version(kode), desk.act(actor), is_checked=True)),
    "kembalikan": lambda desk, kode, actor: _in(desk, lambda s: verbs.return_naskah(
        s, kode, "Perbaiki", desk.act(actor))),
    "tarik": lambda desk, kode, actor: _in(desk, lambda s: verbs.withdraw(
        s, kode, desk.act(actor), alasan=WithdrawalClass.KELIRU)),
    "buka lagi": lambda desk, kode, actor: _in(desk, lambda s: verbs.reinstate(s, kode, desk.act(actor))),
    "visibilitas": lambda desk, kode, actor: _in(desk, lambda s: verbs.set_visibility(
        s, kode, desk.act(actor), level=Visibilitas.METADATA, dasar="Dasar", tinjau_on=date(2027, 1, 1))),
    "jawab": lambda desk, kode, actor: _in(desk, lambda s: answer_penahanan(
        s, kode, AlasanPenahanan.KLAUSUL, "Sudah", desk.act(actor))),
    "baca ulang": lambda desk, kode, actor: _in(desk, lambda s: read_again(s, kode, 1, desk.act(actor))),
}  # fmt: skip


def _in(desk: Desk, verb: Callable[..., object]) -> None:
    with desk.stores.database.transaction() as session:
        verb(session)


def test_no_verb_tells_another_unit_that_the_naskah_exists(desk: Desk) -> None:
    kode = desk.draft()
    unknown = "2026-10000" if kode != "2026-10000" else "2026-10001"
    before = entries(desk)

    for name, verb in VERBS.items():
        said = []
        for actor in (STRANGER, ADMIN):
            with pytest.raises(NotFoundError) as refused:
                verb(desk, kode, actor)
            said.append(refused.value.message)
        with pytest.raises(NotFoundError) as unknown_said, desk.stores.database.transaction() as session:
            update_naskah(session, unknown, 1, sample_fields(), desk.act(STRANGER))
        assert set(said) == {unknown_said.value.message}, name
    assert entries(desk) == before


def test_no_verb_is_open_to_somebody_who_may_only_read(desk: Desk) -> None:
    kode = desk.draft()

    for verb in VERBS.values():
        with pytest.raises(NotAllowedError):
            verb(desk, kode, READER)


def test_a_refused_verb_changes_nothing_and_leaves_no_entry(desk: Desk) -> None:
    kode = desk.draft()
    before, version = entries(desk), desk.version(kode)

    for name in ("kembalikan", "tarik", "buka lagi", "jawab"):
        with pytest.raises(ConflictError):
            VERBS[name](desk, kode, OPERATOR)
    assert (entries(desk), desk.version(kode), desk.naskah(kode).status) == (before, version, Status.DRAF)


@pytest.mark.parametrize(
    ("actor", "unit", "error"),
    [
        (OWNER, "KANIM-A", None),
        (PARENT, "KANIM-A", None),
        (OPERATOR, "LAPAS-B", None),
        (OWNER, "IMI", NotAllowedError),
        (STRANGER, "KANIM-A", NotAllowedError),
        (READER, "KANIM-A", NotAllowedError),
        (ADMIN, "BIRO", NotAllowedError),
        (person(Peran.PPID, "BIRO"), "KANIM-A", NotAllowedError),
        (OPERATOR, "TAKADA", BadInputError),
    ],
)
def test_pasal_39_3_a_draft_is_made_by_a_pengelola_of_its_unit(
    desk: Desk, actor: Actor, unit: str, error: type[Exception] | None
) -> None:
    if error is None:
        assert is_kode(desk.draft(sample_fields(unit=unit), actor))
        return
    with pytest.raises(error):
        desk.draft(sample_fields(unit=unit), actor)


@pytest.mark.parametrize(("unit", "noted"), [("KANIM-A", "KANIM-A"), ("IMI", "")])
def test_acting_from_above_is_noted_as_acting_for_the_unit(desk: Desk, unit: str, noted: str) -> None:
    with desk.stores.database.transaction() as session:
        user = User(
            email="atas@contoh.go.id", nama="Atas", password_hash="", is_active=True, created_at=clock.utc_now()
        )
        session.add(user)
        session.flush()
        superior = replace(PARENT, user_id=user.id)

    kode = desk.draft(sample_fields(unit=unit), superior)

    with desk.stores.database.reading() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.object_key == kode)).one()
    assert (entry.actor_id, entry.acting_for) == (superior.user_id, noted)


def test_what_cannot_be_is_refused_with_all_its_problems(desk: Desk) -> None:
    with pytest.raises(FieldsRefusedError) as refused:
        desk.draft(sample_fields(judul="x" * 501, is_open_ended=True))

    assert [problem.field for problem in refused.value.problems] == ["judul", "expires_on"]


def test_a_draft_may_move_between_units_of_its_editor_and_a_submitted_one_may_not(desk: Desk) -> None:
    kode = desk.draft()
    with pytest.raises(NotAllowedError):
        update(desk, kode, desk.version(kode), sample_fields(unit="IMI"))

    update(desk, kode, desk.version(kode), sample_fields(unit="IMI"), PARENT)
    assert desk.owner_of(kode) == "IMI"

    desk.office.submit(kode)
    with pytest.raises(NotAllowedError):
        update(desk, kode, desk.version(kode), sample_fields(unit="KANIM-A"), PARENT)


def test_visibility_is_taken_from_the_form_only_while_it_is_a_draft(desk: Desk) -> None:
    kode = desk.publish(pages=())
    hidden = sample_fields(visibilitas=Visibilitas.DIKECUALIKAN, putusan_ppid="PPID-1")

    update(desk, kode, desk.version(kode), hidden)

    naskah = desk.naskah(kode)
    assert (naskah.visibilitas, naskah.putusan_ppid) == (Visibilitas.PUBLIK, "")


def test_no_form_reaches_code_state_version_or_receipt() -> None:
    settable = set(NaskahFields.__dataclass_fields__)

    assert settable.isdisjoint(
        {"id", "kode", "version", "status", "created_at", "created_by", "updated_at", "submitted_at",
         "nomor_tanda_terima", "alasan_status", "ended_on", "end_kind", "published_at", "unit_id"}
    )  # fmt: skip


def test_codes_are_unique_and_carry_the_year_of_their_first_save(desk: Desk) -> None:
    codes = [desk.draft() for _ in range(12)]

    assert len(set(codes)) == 12
    assert {kode[:4] for kode in codes} == {str(desk.naskah(codes[0]).created_at.year)}


def test_every_save_is_one_audit_entry_with_what_changed_alone(desk: Desk) -> None:
    kode = desk.draft()
    before = entries(desk)

    update(desk, kode, desk.version(kode), sample_fields(judul="Judul Baru"))

    assert entries(desk) == before + 1
    with desk.stores.database.reading() as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(1)).one()
    assert entry.before == '{"judul":"Pertukaran Data Perlintasan"}'
    assert entry.after == '{"judul":"Judul Baru"}'


def test_what_is_handed_in_stays_complete(desk: Desk) -> None:
    kode = desk.draft(foreign_fields())
    desk.office.submit(kode)

    with pytest.raises(FieldsRefusedError) as refused:
        update(desk, kode, desk.version(kode), foreign_fields(bentuk=None), OPERATOR)

    assert refused.value.field == "bentuk"


def test_an_edit_that_takes_away_a_hold_lets_the_publication_go_on(desk: Desk) -> None:
    kode = desk.draft(sample_fields(embargo_until=date(2099, 1, 1)))
    desk.office.submit(kode)
    desk.work()
    assert desk.published(kode) is None

    update(desk, kode, desk.version(kode), sample_fields())
    desk.work()

    assert desk.published(kode) is not None
    assert desk.naskah(kode).lingkup is Lingkup.DALAM_NEGERI


def test_a_naskah_that_cannot_be_made_leaves_nothing(desk: Desk) -> None:
    fields = sample_fields(hubungan=(HubunganFields(JenisHubungan.INDUK, "2019-99999"),))
    before = entries(desk)

    with pytest.raises(BadInputError), desk.stores.database.transaction() as session:
        create_naskah(session, fields, desk.act())

    with desk.stores.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Naskah)) == 0
    assert entries(desk) == before
