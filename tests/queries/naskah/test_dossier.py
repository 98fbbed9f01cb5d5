"""The page of one naskah: to whom it is shown, with what of its relations, its files, its holds and its history."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from portal import clock
from portal.domain.naskah.enumerations import JenisHubungan, ReadingState
from portal.domain.naskah.fields import HubunganFields
from portal.domain.naskah.status import Status
from portal.domain.permissions import Actor, Peran
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.errors import NotFoundError
from portal.queries.berkas import files
from portal.queries.naskah import dossier as dossier_queries
from portal.services import audit
from portal.services.publication.penahanan import answer_penahanan
from tests.factories.desk import Desk
from tests.factories.naskah import foreign_fields, sample_fields
from tests.factories.readers import ABOVE, ADMIN, BESIDE, BIRO, CHIEF, OWN, PPID
from tests.queries.conftest import Ask

FINDERS = (
    dossier_queries.find_dossier,
    dossier_queries.find_naskah,
    dossier_queries.find_state,
    dossier_queries.find_tanda_terima,
)


@pytest.mark.parametrize(
    ("actor", "may_read"),
    [(OWN, True), (ABOVE, True), (CHIEF, True), (BIRO, True), (PPID, True), (BESIDE, False), (ADMIN, False)],
    ids=lambda value: value.email if isinstance(value, Actor) else "",
)
def test_a_naskah_is_shown_to_its_branch_and_to_those_who_read_all(
    desk: Desk, ask: Ask, actor: Actor, may_read: bool
) -> None:
    kode = desk.draft(sample_fields())
    desk.attach(kode, ["Pasal 1"])
    desk.office.submit(kode)

    for find in (*FINDERS, dossier_queries.changes_since):
        more = (0,) if find is dossier_queries.changes_since else ()
        if may_read:
            assert ask(find, kode, *more, actor)
        else:
            with pytest.raises(NotFoundError):
                ask(find, kode, *more, actor)


def test_the_form_is_given_back_as_it_was_filled_in(desk: Desk, ask: Ask, cost: Callable[..., int]) -> None:
    induk = desk.draft(sample_fields())
    told = sample_fields(
        co_pemrakarsa=("PAS", "IMI"), hubungan=(HubunganFields(JenisHubungan.INDUK, induk),), subjek=("paspor",)
    )
    kode = desk.draft(told)

    found = ask(dossier_queries.find_naskah, kode, OWN)

    assert replace(found.fields, co_pemrakarsa=()) == replace(told, co_pemrakarsa=())
    assert set(found.fields.co_pemrakarsa) == {"IMI", "PAS"}
    assert set(found.co_pemrakarsa) == {"Direktorat Jenderal Imigrasi", "Direktorat Jenderal Pemasyarakatan"}
    assert (found.unit_kode, found.unit_nama, found.status) == (
        "KANIM-A",
        "Kantor Imigrasi Kelas I Contoh",
        Status.DRAF,
    )
    assert (found.published_at, found.nomor_terbit, found.berkas) == (None, None, ())
    assert found.seen == ask(dossier_queries.history_of, kode)[0].seq
    assert cost(dossier_queries.find_naskah, kode, OWN) == 5
    assert cost(dossier_queries.find_dossier, kode, OWN) == 8
    assert cost(dossier_queries.find_state, kode, OWN) == 2


def test_a_relation_within_reach_is_shown_from_both_sides(desk: Desk, ask: Ask) -> None:
    induk = desk.draft(sample_fields(judul="Induk"))
    kode = desk.draft(sample_fields(judul="Anak", hubungan=(HubunganFields(JenisHubungan.INDUK, induk),)))
    desk.draft(sample_fields(judul="Lain"))

    (up,) = ask(dossier_queries.find_naskah, kode, OWN).hubungan
    (down,) = ask(dossier_queries.find_naskah, induk, OWN).hubungan

    assert (up.kode, up.judul, up.is_outgoing, up.is_readable) == (induk, "Induk", True, True)
    assert (down.kode, down.judul, down.is_outgoing, down.is_readable) == (kode, "Anak", False, True)


def test_a_receipt_is_there_from_the_first_submission_on_with_its_sender(desk: Desk, ask: Ask) -> None:
    ani = desk.office.add_user("ani@contoh.example", Peran.PENGELOLA, "KANIM-A")
    kode = desk.draft(sample_fields(judul="Contoh"))
    old = desk.attach(kode, ["Lama"]).berkas_id
    new = desk.attach(kode, ["Baru"], replaces=old).berkas_id
    with pytest.raises(NotFoundError, match="belum pernah dikirim"):
        ask(dossier_queries.find_tanda_terima, kode, OWN)

    desk.office.submit(kode, actor=ani)

    found = ask(dossier_queries.find_tanda_terima, kode, OWN)
    assert (found.judul, found.submitted_by, found.unit_nama) == ("Contoh", "Ani", "Kantor Imigrasi Kelas I Contoh")
    assert found.nomor == desk.naskah(kode).nomor_tanda_terima
    assert [berkas.id for berkas in found.berkas] == [new]


def test_holds_stand_apart_from_the_answers_a_person_gave(desk: Desk, ask: Ask) -> None:
    kode = desk.draft(foreign_fields())
    desk.attach(kode, ["NIK 3174012345678901"])
    desk.office.submit(kode, is_checked=False)
    desk.advance(kode)
    ani = desk.office.add_user("ani@contoh.example", Peran.BIRO, "BIRO")
    before = ask(dossier_queries.find_dossier, kode, BIRO)
    with desk.stores.database.transaction() as session:
        answer_penahanan(session, kode, AlasanPenahanan.MENUNGGU_BIRO, "Sudah diperiksa.", desk.act(ani))

    after = ask(dossier_queries.find_dossier, kode, BIRO)

    assert {hold.alasan for hold in before.holds} == {AlasanPenahanan.MENUNGGU_BIRO, AlasanPenahanan.DATA_PRIBADI}
    assert before.answers == ()
    assert {hold.alasan for hold in after.holds} == {AlasanPenahanan.DATA_PRIBADI}
    assert [(hold.alasan, hold.closed_by, hold.jawaban) for hold in after.answers] == [
        (AlasanPenahanan.MENUNGGU_BIRO, "Ani", "Sudah diperiksa.")
    ]


def test_the_history_is_that_of_the_object_newest_first_and_bounded(desk: Desk, ask: Ask) -> None:
    kode, other = desk.draft(sample_fields()), desk.draft(sample_fields())
    seen = ask(dossier_queries.find_naskah, kode, OWN).seen
    acts = range(dossier_queries.HISTORY_LENGTH + 1)
    with desk.stores.database.transaction() as session:
        for number in acts:
            audit.record(
                session, actor=OWN, now=desk.act().now, action="uji.coba", object_kind="naskah", object_key=kode,
                before={"n": number - 1}, after={"n": number},
            )  # fmt: skip
        audit.record(session, actor=OWN, now=desk.act().now, action="uji.coba", object_kind="usulan", object_key=kode)

    found = ask(dossier_queries.history_of, kode)
    changes = ask(dossier_queries.changes_since, kode, seen, OWN)

    assert [entry.after for entry in found] == [{"n": number} for number in reversed(acts)][:-1]
    assert (found[0].before, found[0].nama, found[0].email) == ({"n": acts[-2]}, OWN.email.capitalize(), OWN.email)
    assert changes == found
    assert ask(dossier_queries.changes_since, kode, found[2].seq, OWN) == found[:2]
    assert [entry.action for entry in ask(dossier_queries.history_of, other)] == ["naskah.buat"]
    assert [entry.action for entry in ask(dossier_queries.history_of, kode, "usulan")] == ["uji.coba"]


def test_names_of_partners_come_in_order_and_not_without_end(desk: Desk, ask: Ask, cost: Callable[..., int]) -> None:
    assert ask(dossier_queries.known_mitra, BIRO) == ()
    ministry, partner = sample_fields().pihak
    for nama in ("Kota B", "Kota A", "Kota C", "Kota A"):
        desk.draft(sample_fields(pihak=(ministry, replace(partner, nama=nama))))

    assert ask(dossier_queries.known_mitra, OWN) == ("Kota A", "Kota B", "Kota C")
    assert ask(dossier_queries.known_mitra, OWN, limit=2) == ("Kota A", "Kota B")
    assert ask(dossier_queries.known_mitra, BESIDE) == ask(dossier_queries.known_mitra, ADMIN) == ()
    assert cost(dossier_queries.known_mitra, OWN) == 1


def test_a_partner_known_from_another_units_draft_is_not_suggested(desk: Desk) -> None:
    pihak = sample_fields().pihak
    secret = (pihak[0], replace(pihak[1], nama="Mitra Sangat Rahasia"))
    desk.draft(sample_fields(unit="LAPAS-B", pihak=secret))
    desk.publish(sample_fields(unit="LAPAS-B"))
    ani = desk.office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    biro = desk.office.add_user("biro@contoh.go.id", Peran.BIRO, "BIRO")

    with desk.stores.database.reading() as session:
        assert dossier_queries.known_mitra(session, ani) == ("Pemerintah Kabupaten Contoh",)
        assert "Mitra Sangat Rahasia" in dossier_queries.known_mitra(session, biro)


def test_a_relation_shows_no_title_that_the_viewer_may_not_know(desk: Desk) -> None:
    parent = desk.publish(sample_fields(unit="LAPAS-B", judul="Induk Terbit"))
    relation = (HubunganFields(JenisHubungan.INDUK, parent),)
    child = desk.draft(sample_fields(hubungan=relation, judul="Anak"))
    ani = desk.office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    lapas = desk.office.add_user("lapas@contoh.go.id", Peran.PENGELOLA, "LAPAS-B")

    with desk.stores.database.reading() as session:
        outgoing = dossier_queries.find_naskah(session, child, ani).hubungan
        incoming = dossier_queries.find_naskah(session, parent, lapas).hubungan

    assert [(h.kode, h.judul, h.is_readable) for h in outgoing] == [(parent, "Induk Terbit", False)]
    assert incoming == ()


def test_findings_speak_of_the_files_that_would_become_public(desk: Desk) -> None:
    kode = desk.draft(sample_fields())
    desk.attach(kode, ["NIK 3174012345678901"])
    ani = desk.office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")

    with desk.stores.database.reading() as session:
        dossier = dossier_queries.find_dossier(session, kode, ani)
        state = dossier_queries.find_state(session, kode, ani)
        drafts = files.recent_drafts(session, ani, clock.utc_now(), limit=2)

    assert [finding.page for finding in dossier.naskah.berkas[0].findings] == [1]
    assert state.berkas[0].keadaan is ReadingState.TERBACA
    assert drafts == ()


def test_an_unknown_code_is_not_found(desk: Desk) -> None:
    ani = desk.office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")

    with desk.stores.database.reading() as session:
        for find in (
            dossier_queries.find_dossier,
            dossier_queries.find_naskah,
            dossier_queries.find_state,
            dossier_queries.find_tanda_terima,
        ):
            with pytest.raises(NotFoundError):
                find(session, "2026-99999", ani)
