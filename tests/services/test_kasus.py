"""Custody and the two tracks of a treaty (Pasal 39 ayat (5), (6), UU 24/2000): acts in their order, with documents."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TypeVar

import pytest
from sqlalchemy import select

from portal.domain.kasus.kemlu import KemluState, LangkahKemluFields
from portal.domain.kasus.pengesahan import (
    DokumenPengesahan,
    JalurPengesahan,
    KategoriPengesahan,
    PengesahanAct,
    PengesahanDecision,
    PengesahanState,
)
from portal.domain.naskah.enumerations import JenisAcara, JenisBerkas
from portal.domain.naskah_asli.penerimaan import PenerimaanFields
from portal.domain.permissions import OPERATOR, Peran
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.domain.tenggat.clocks import Law, tenggat_naskah
from portal.errors import (
    BadInputError,
    ConflictError,
    FieldsRefusedError,
    NotAllowedError,
    StaleVersionError,
    TransitionNotAllowedError,
)
from portal.legal.load import load_kalender, load_rules
from portal.models.audit_entry import AuditEntry
from portal.queries.naskah_asli import dossier as asli_dossier
from portal.queries.naskah_asli import lists
from portal.queries.naskah_asli.values import NaskahAsliDossier
from portal.queries.public import terbitan
from portal.queries.public.values import PublicNaskah
from portal.services import kasus
from portal.services.acts import Act
from portal.services.naskah_asli import custody, penerimaan
from portal.services.naskah_asli.custody import ArchiveFields, CustodyFields
from portal.services.publication.penahanan import answer_penahanan
from tests.factories.desk import Desk, at_once, errors_of, person
from tests.factories.naskah import foreign_fields

T = TypeVar("T")
HUKUM = Law(load_rules(), load_kalender(), date(2025, 6, 2))
BIRO = person(Peran.BIRO, "BIRO")
K, P, J, D = KemluState, PengesahanAct, JalurPengesahan, DokumenPengesahan
NOW = datetime(2026, 7, 1, 5, tzinfo=UTC)
ACT = Act(BIRO, NOW)


def do(desk: Desk, verb: Callable[..., T], *arguments: object, **more: object) -> T:
    with desk.stores.database.transaction() as session:
        return verb(session, *arguments, **more)


def dossier(desk: Desk, kode: str) -> NaskahAsliDossier:
    with desk.stores.database.reading() as session:
        return asli_dossier.find_naskah_asli(session, kode, OPERATOR)


def doc(day: str, number: str = "S-1", keterangan: str = "") -> LangkahKemluFields:
    return LangkahKemluFields(date.fromisoformat(day), number, keterangan)


def kemlu(desk: Desk, kode: str, step: KemluState, fields: LangkahKemluFields, **more: object) -> None:
    do(desk, kasus.record_kemlu, kode, dossier(desk, kode).kemlu.version, step, fields, ACT, **more)


def ratify(desk: Desk, kode: str, what: PengesahanAct, fields: LangkahKemluFields, **more: object) -> None:
    seen = dossier(desk, kode).pengesahan.version
    do(desk, kasus.record_pengesahan, kode, seen, what, fields, ACT, **more)


def decide(desk: Desk, kode: str, jalur: JalurPengesahan, day: str = "2026-05-06") -> None:
    kategori = (KategoriPengesahan.KEDAULATAN,) if jalur is J.UU_DPR else ()
    decision = PengesahanDecision(jalur, "Alasan contoh.", doc(day, "ND-3"), kategori)
    do(desk, kasus.decide_jalur, kode, dossier(desk, kode).pengesahan.version, decision, ACT)


@pytest.fixture
def kode(desk: Desk) -> str:
    """A treaty of IMI, signed on 4 May 2026, whose original was received on 20 May 2026."""
    made = desk.draft(foreign_fields(perjanjian_internasional=True))
    fields = PenerimaanFields(date(2026, 5, 20))
    do(desk, penerimaan.receive, made, fields, HUKUM, Act(BIRO, datetime(2026, 5, 20, 5, tzinfo=UTC)))
    return made


def test_pasal_39_6_the_whole_way_to_the_certified_true_copy(desk: Desk, kode: str) -> None:
    copy = desk.attach(kode, ("Salinan naskah resmi",), jenis=JenisBerkas.CTC).berkas_id

    kemlu(desk, kode, K.DIKIRIM, doc("2026-05-25", "S-10"))
    kemlu(desk, kode, K.KURANG_LENGKAP, doc("2026-05-28", "B-7", "Lampiran II"))
    kemlu(desk, kode, K.DIKIRIM, doc("2026-06-02", "S-11"))
    kemlu(desk, kode, K.LENGKAP_TERCATAT, doc("2026-06-03", "Agenda 45/2026"))
    kemlu(desk, kode, K.CTC_TERBIT, doc("2026-06-08", "CTC 45/2026"), berkas_id=copy)
    kemlu(desk, kode, K.TANDA_TERIMA_DIKIRIM, doc("2026-06-09", "TT-45"))

    found = dossier(desk, kode)
    assert found.kemlu.keadaan is K.TANDA_TERIMA_DIKIRIM
    assert [(one.keadaan.value, one.on.isoformat(), one.dokumen) for one in found.kemlu.langkah] == [
        ("dikirim", "2026-05-25", "S-10"),
        ("kurang_lengkap", "2026-05-28", "B-7"),
        ("dikirim", "2026-06-02", "S-11"),
        ("lengkap_tercatat", "2026-06-03", "Agenda 45/2026"),
        ("ctc_terbit", "2026-06-08", "CTC 45/2026"),
        ("tanda_terima_dikirim", "2026-06-09", "TT-45"),
    ]
    assert found.kemlu.langkah[4].berkas_id == copy
    assert [link.is_at_kemlu for link in found.riwayat] == [True, True]
    with desk.stores.database.reading() as session:
        actions = session.scalars(select(AuditEntry.action).where(AuditEntry.action == "kemlu.catat")).all()
    assert len(actions) == 6


def test_uu_24_2000_a_treaty_original_stays_with_the_foreign_ministry(desk: Desk, kode: str) -> None:
    kemlu(desk, kode, K.DIKIRIM, doc("2026-05-25"))

    back, archive = (
        CustodyFields(date(2026, 6, 1), "Lemari 3", "Arsiparis"),
        ArchiveFields(date(2026, 6, 1), "Depo", "B"),
    )
    with pytest.raises(FieldsRefusedError, match="disimpan Kementerian Luar Negeri"):
        do(desk, custody.move_naskah_asli, kode, dossier(desk, kode).version, back, ACT)
    with pytest.raises(FieldsRefusedError, match="salinannya"):
        do(desk, custody.archive_naskah_asli, kode, dossier(desk, kode).version, archive, ACT)


@pytest.mark.parametrize("treaty_mark", [None, False], ids=["belum ditentukan", "bukan"])
def test_pasal_39_6_only_a_treaty_is_on_the_track(desk: Desk, treaty_mark: bool | None) -> None:
    other = desk.draft(foreign_fields(perjanjian_internasional=treaty_mark))

    with pytest.raises(BadInputError, match="perjanjian internasional"):
        kemlu(desk, other, K.DIKIRIM, doc("2026-05-25"))
    with desk.stores.database.reading() as session:
        assert lists.treaties(session, OPERATOR) == ()


def test_c8_a_naskah_marked_as_treaty_is_on_the_track_by_itself(desk: Desk, kode: str) -> None:
    with desk.stores.database.reading() as session:
        found = lists.treaties(session, OPERATOR)
        questions = lists.pengesahan_questions(session, OPERATOR)

    assert [(item.naskah.kode, item.kemlu) for item in found] == [(kode, K.BELUM_DIKIRIM)]
    assert [(item.naskah.kode, item.pengesahan) for item in questions] == [(kode, PengesahanState.BELUM_DITENTUKAN)]


def test_an_act_before_the_one_before_it_is_refused(desk: Desk, kode: str) -> None:
    kemlu(desk, kode, K.DIKIRIM, doc("2026-05-25"))

    for step, fields in ((K.LENGKAP_TERCATAT, doc("2026-05-24")), (K.LENGKAP_TERCATAT, doc("2026-07-02"))):
        with pytest.raises(FieldsRefusedError):
            kemlu(desk, kode, step, fields)
    with pytest.raises(TransitionNotAllowedError):
        kemlu(desk, kode, K.CTC_TERBIT, doc("2026-05-26"))


def test_a_file_of_another_naskah_is_not_taken_as_the_copy(desk: Desk, kode: str) -> None:
    other = desk.attach(desk.draft(), ("Lain",)).berkas_id

    with pytest.raises(BadInputError, match="bukan berkas naskah ini"):
        kemlu(desk, kode, K.DIKIRIM, doc("2026-05-25"), berkas_id=other)


def test_two_people_on_the_same_case_do_not_overwrite_each_other(desk: Desk, kode: str) -> None:
    def send() -> None:
        do(desk, kasus.record_kemlu, kode, 0, K.DIKIRIM, doc("2026-05-25"), ACT)

    results = at_once([send, send])

    assert [type(error) for error in errors_of(results)] == [StaleVersionError]
    assert len(dossier(desk, kode).kemlu.langkah) == 1


def test_pasal_39_5_the_route_by_law_makes_the_dpr_text_due_with_the_original(desk: Desk, kode: str) -> None:
    decide(desk, kode, J.UU_DPR)

    found = tenggat_naskah(dossier(desk, kode).naskah.facts, HUKUM, date(2026, 6, 10))
    assert found.naskah_dpr is not None
    assert found.naskah_dpr.is_open
    assert found.naskah_dpr.due_on == found.asli.due_on == date(2026, 5, 26)


def test_uu_24_2000_the_whole_way_to_the_law(desk: Desk, kode: str) -> None:
    decide(desk, kode, J.UU_DPR)
    with pytest.raises(FieldsRefusedError, match="Pasal 12"):
        ratify(desk, kode, P.SAMPAIKAN, doc("2026-06-01"))
    for kind in (D.SALINAN_NASKAH, D.TERJEMAHAN, D.RANCANGAN):
        ratify(desk, kode, P.DOKUMEN, doc("2026-05-28", kind.value), jenis_dokumen=kind)
    ratify(desk, kode, P.SAMPAIKAN, doc("2026-06-01"))
    with pytest.raises(TransitionNotAllowedError):
        ratify(desk, kode, P.SAHKAN, doc("2026-06-02"))
    ratify(desk, kode, P.BAHAS, doc("2026-06-10"))
    ratify(desk, kode, P.SAHKAN, doc("2026-06-30", "UU Nomor 99 Tahun 2026"))

    found = dossier(desk, kode).pengesahan
    assert (found.keadaan, found.nomor_hasil, found.hasil_on) == (
        PengesahanState.SELESAI, "UU Nomor 99 Tahun 2026", date(2026, 6, 30),
    )  # fmt: skip
    assert found.documents == {D.SALINAN_NASKAH, D.TERJEMAHAN, D.RANCANGAN}
    assert found.kategori == (KategoriPengesahan.KEDAULATAN,)
    with pytest.raises(TransitionNotAllowedError):
        decide(desk, kode, J.PERPRES, "2026-06-30")


def test_a_document_needs_its_kind(desk: Desk, kode: str) -> None:
    decide(desk, kode, J.PERPRES)

    with pytest.raises(FieldsRefusedError) as refused:
        ratify(desk, kode, P.DOKUMEN, doc("2026-05-28"))

    assert refused.value.field == "jenis_dokumen"


def test_custody_is_a_chain_of_days_places_and_people(desk: Desk) -> None:
    kode = desk.draft(foreign_fields())
    link = CustodyFields(date(2026, 5, 21), "Lemari besi 2", "Arsiparis Biro", dokumen="BA-4")
    with pytest.raises(ConflictError, match="belum tercatat diterima"):
        do(desk, custody.move_naskah_asli, kode, dossier(desk, kode).version, link, ACT)
    received = PenerimaanFields(date(2026, 5, 20), alasan_mundur="Dicatat kemudian.")
    do(desk, penerimaan.receive, kode, received, HUKUM, ACT)

    seen = dossier(desk, kode).version
    do(desk, custody.move_naskah_asli, kode, seen, link, ACT)
    with pytest.raises(StaleVersionError):
        do(desk, custody.move_naskah_asli, kode, seen, link, ACT)
    archive = ArchiveFields(date(2026, 6, 20), "Depo arsip", "BA-9", "HH.05")
    do(desk, custody.archive_naskah_asli, kode, dossier(desk, kode).version, archive, ACT)

    found = dossier(desk, kode)
    assert [(one.since_on, one.tempat, one.pemegang) for one in found.riwayat] == [
        (date(2026, 5, 21), "Lemari besi 2", "Arsiparis Biro")
    ]
    assert found.arsip is not None
    assert (found.arsip.on, found.arsip.nomor) == (date(2026, 6, 20), "BA-9")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"since_on": date(2026, 5, 19)}, "since_on"),
        ({"since_on": date(2026, 7, 2)}, "since_on"),
        ({"tempat": " "}, "tempat"),
        ({"pemegang": ""}, "pemegang"),
        ({"dokumen": "x" * 1001}, "tempat"),
    ],
)
def test_an_impossible_link_is_refused(desk: Desk, kode: str, changes: dict[str, object], field: str) -> None:
    values: dict[str, object] = {"since_on": date(2026, 5, 21), "tempat": "Lemari", "pemegang": "Arsiparis"}
    fields = CustodyFields(**{**values, **changes})  # type: ignore[arg-type]

    with pytest.raises(FieldsRefusedError) as refused:
        do(desk, custody.move_naskah_asli, kode, dossier(desk, kode).version, fields, ACT)

    assert refused.value.field == field


@pytest.mark.parametrize("peran", [Peran.PENGELOLA, Peran.PIMPINAN, Peran.PPID])
def test_only_the_biro_keeps_custody_and_tracks(desk: Desk, kode: str, peran: Peran) -> None:
    other = Act(person(peran, "IMI"), NOW)
    link, archive = CustodyFields(date(2026, 5, 21), "a", "b"), ArchiveFields(date(2026, 5, 21), "a", "b")
    decision = PengesahanDecision(J.PERPRES, "x", doc("2026-05-21"))
    for verb, arguments in (
        (custody.move_naskah_asli, (kode, 2, link, other)),
        (custody.archive_naskah_asli, (kode, 2, archive, other)),
        (kasus.record_kemlu, (kode, 0, K.DIKIRIM, doc("2026-05-21"), other)),
        (kasus.decide_jalur, (kode, 0, decision, other)),
        (kasus.record_pengesahan, (kode, 0, P.DOKUMEN, doc("2026-05-21"), other)),
    ):
        with pytest.raises(NotAllowedError):
            do(desk, verb, *arguments)


def test_nothing_goes_to_kemlu_before_the_original_arrived(desk: Desk) -> None:
    out = desk.draft(foreign_fields(perjanjian_internasional=True))
    with pytest.raises(TransitionNotAllowedError, match="belum tercatat diterima"):
        kemlu(desk, out, K.DIKIRIM, doc("2026-05-25"))

    late = PenerimaanFields(date(2026, 5, 26), alasan_mundur="Dicatat kemudian.")
    do(desk, penerimaan.receive, out, late, HUKUM, ACT)
    with pytest.raises(FieldsRefusedError, match="26 Mei 2026"):
        kemlu(desk, out, K.DIKIRIM, doc("2026-05-25"))
    kemlu(desk, out, K.DIKIRIM, doc("2026-05-26"))
    assert dossier(desk, out).kemlu.keadaan is K.DIKIRIM


def test_custody_follows_time_on_the_way_to_kemlu_and_into_the_archive(desk: Desk, kode: str) -> None:
    link = CustodyFields(date(2026, 6, 1), "Lemari besi 2", "Arsiparis")
    do(desk, custody.move_naskah_asli, kode, dossier(desk, kode).version, link, ACT)

    with pytest.raises(FieldsRefusedError, match="1 Juni 2026"):
        kemlu(desk, kode, K.DIKIRIM, doc("2026-05-25"))
    archive = ArchiveFields(date(2026, 5, 30), "Depo", "BA-1")
    with pytest.raises(FieldsRefusedError, match="sebelum penerimaan atau perpindahan"):
        do(desk, custody.archive_naskah_asli, kode, dossier(desk, kode).version, archive, ACT)


def test_permenlu_4_2023_the_copy_comes_with_its_file(desk: Desk, kode: str) -> None:
    scan = desk.attach(kode, ("Naskah",)).berkas_id
    kemlu(desk, kode, K.DIKIRIM, doc("2026-05-25"))
    kemlu(desk, kode, K.LENGKAP_TERCATAT, doc("2026-05-26"))

    for berkas_id in (None, scan):
        with pytest.raises(FieldsRefusedError, match="salinan naskah resmi") as refused:
            kemlu(desk, kode, K.CTC_TERBIT, doc("2026-05-28"), berkas_id=berkas_id)
        assert refused.value.field == "berkas_id"
    assert dossier(desk, kode).kemlu.keadaan is K.LENGKAP_TERCATAT


def test_steps_at_kemlu_are_taken_back_from_the_newest_on_with_the_place(desk: Desk, kode: str) -> None:
    kemlu(desk, kode, K.DIKIRIM, doc("2026-05-25"))
    kemlu(desk, kode, K.KURANG_LENGKAP, doc("2026-05-28", "B-7", "Lampiran"))

    def back(alasan: str = "Keliru dicatat.") -> None:
        do(desk, kasus.void_kemlu, kode, dossier(desk, kode).kemlu.version, alasan, ACT)

    with pytest.raises(BadInputError, match="Tulis mengapa"):
        back(" ")
    with pytest.raises(ConflictError, match="langkah ke Kementerian"):
        do(desk, custody.take_back_move, kode, dossier(desk, kode).version, "Keliru.", ACT)
    with pytest.raises(ConflictError, match="Batalkan dulu"):
        do(desk, penerimaan.void, kode, dossier(desk, kode).standing[0].nomor, "Keliru.", ACT)
    back()
    assert dossier(desk, kode).kemlu.keadaan is K.DIKIRIM
    back()
    found = dossier(desk, kode)
    assert (found.kemlu.keadaan, found.kemlu.langkah, found.riwayat) == (K.BELUM_DIKIRIM, (), ())
    assert [one.alasan_batal for one in found.kemlu.batal] == ["Keliru dicatat."] * 2
    assert len(found.riwayat_batal) == 1
    with pytest.raises(ConflictError, match="Belum ada langkah"):
        back()
    # What was taken back stands in no way: an earlier day is free again, and so is the receipt.
    kemlu(desk, kode, K.DIKIRIM, doc("2026-05-21"))
    back()
    do(desk, penerimaan.void, kode, found.standing[0].nomor, "Keliru.", ACT)
    with desk.stores.database.reading() as session:
        actions = session.scalars(select(AuditEntry.action).where(AuditEntry.action == "kemlu.batal")).all()
    assert len(actions) == 3


def test_a_decision_taken_back_leaves_the_one_before_it(desk: Desk, kode: str) -> None:
    decide(desk, kode, J.PERPRES)
    decide(desk, kode, J.UU_DPR, "2026-05-07")
    ratify(desk, kode, P.DOKUMEN, doc("2026-05-28"), jenis_dokumen=D.TERJEMAHAN)

    def back() -> None:
        do(desk, kasus.void_pengesahan, kode, dossier(desk, kode).pengesahan.version, "Keliru.", ACT)

    back()
    assert dossier(desk, kode).pengesahan.documents == frozenset()
    back()
    found = dossier(desk, kode)
    assert (found.pengesahan.jalur, found.pengesahan.kategori) == (J.PERPRES, ())
    assert not found.naskah.facts.needs_dpr
    back()
    found = dossier(desk, kode)
    assert (found.pengesahan.keadaan, found.pengesahan.jalur) == (PengesahanState.BELUM_DITENTUKAN, None)


def test_a_move_is_taken_back_and_goes_with_a_receipt_that_was_wrong(desk: Desk, kode: str) -> None:
    link = CustodyFields(date(2026, 6, 1), "Lemari besi 2", "Arsiparis")
    do(desk, custody.move_naskah_asli, kode, dossier(desk, kode).version, link, ACT)
    do(desk, custody.take_back_move, kode, dossier(desk, kode).version, "Salah lemari.", ACT)
    assert dossier(desk, kode).riwayat == ()
    do(desk, custody.move_naskah_asli, kode, dossier(desk, kode).version, link, ACT)

    do(desk, penerimaan.void, kode, dossier(desk, kode).standing[0].nomor, "Naskah lain.", ACT)

    found = dossier(desk, kode)
    assert found.riwayat == ()
    assert found.riwayat_batal[0].alasan_batal == "Salah lemari."


def office_acts(desk: Desk, kode: str) -> list[tuple[str, str]]:
    kinds = (JenisAcara.ASLI_DITERIMA, JenisAcara.CTC_TERBIT, JenisAcara.DISAHKAN)
    with desk.stores.database.reading() as session:
        found = terbitan.find_naskah(session, kode, date(2026, 7, 1))
    assert isinstance(found, PublicNaskah)
    return [(act.jenis.value, str(act.tanggal.on)) for act in found.acara if act.jenis in kinds]


def test_the_public_time_line_tells_what_became_of_the_original_and_nothing_that_was_taken_back(desk: Desk) -> None:
    kode = desk.publish(foreign_fields(perjanjian_internasional=True))
    do(desk, answer_penahanan, kode, AlasanPenahanan.MENUNGGU_BIRO, "Boleh terbit.", desk.act(BIRO))
    assert desk.advance(kode) == frozenset()
    receipt = do(
        desk, penerimaan.receive, kode, PenerimaanFields(date(2026, 5, 20), alasan_mundur="Baru dicatat."), HUKUM, ACT
    )
    before = office_acts(desk, kode)
    do(desk, penerimaan.void, kode, receipt, "Salah naskah.", ACT)
    voided = office_acts(desk, kode)
    do(desk, penerimaan.receive, kode, PenerimaanFields(date(2026, 5, 21), alasan_mundur="Baru dicatat."), HUKUM, ACT)
    copy = desk.attach(kode, ("Salinan naskah resmi",), jenis=JenisBerkas.CTC).berkas_id
    kemlu(desk, kode, K.DIKIRIM, doc("2026-05-25"))
    kemlu(desk, kode, K.LENGKAP_TERCATAT, doc("2026-06-03"))
    kemlu(desk, kode, K.CTC_TERBIT, doc("2026-06-08"), berkas_id=copy)

    assert (before, voided) == ([("asli_diterima", "2026-05-20")], [])
    assert office_acts(desk, kode) == [("asli_diterima", "2026-05-21"), ("ctc_terbit", "2026-06-08")]
    do(desk, kasus.void_kemlu, kode, dossier(desk, kode).kemlu.version, "Keliru.", ACT)
    assert office_acts(desk, kode) == [("asli_diterima", "2026-05-21")]
