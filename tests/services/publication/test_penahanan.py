"""Holding: who answers what, for which content, and what frees a publication by itself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal import clock
from portal.domain.berkas.reading import Inspection, PageText
from portal.domain.naskah.enumerations import JenisBerkas, RecognitionState, Visibilitas
from portal.domain.permissions import Actor
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.errors import (
    BadInputError,
    NotAllowedError,
)
from portal.models.berkas import Halaman
from portal.models.job import Job, JobKind, JobState
from portal.models.penahanan import Penahanan
from portal.models.terbitan import TerbitanHalaman
from portal.queries.public import terbitan
from portal.services import jobs
from portal.services.berkas import reading
from portal.services.berkas.reading import ReadingResult
from portal.services.berkas.uploading import Target
from portal.services.publication.penahanan import answer_penahanan
from tests.factories.desk import Desk, pdf_bytes
from tests.factories.naskah import foreign_fields, sample_fields
from tests.factories.public_view import BIRO, NIP, OWNER, PPID, do, page, public_parts, set_level, submitted


def test_an_embargo_ends_at_midnight_in_jakarta_by_itself(desk: Desk) -> None:
    opens = clock.today() + timedelta(days=30)
    midnight = datetime(opens.year, opens.month, opens.day, tzinfo=UTC) - timedelta(hours=7)
    kode = submitted(desk, sample_fields(embargo_until=opens))

    assert desk.advance(kode, midnight - timedelta(seconds=1)) == {AlasanPenahanan.EMBARGO}
    desk.work()
    with desk.stores.database.reading() as session:
        wanted = select(Job.not_before).where(Job.kind == JobKind.TERBITKAN, Job.state == JobState.MENUNGGU)
        assert session.scalars(wanted).all() == [midnight]
    assert desk.published(kode) is None

    assert desk.advance(kode, midnight) == frozenset()
    assert desk.published(kode) is not None


ANSWERABLE = [
    (AlasanPenahanan.DATA_PRIBADI, (NIP,), "digital"),
    (AlasanPenahanan.KLAUSUL, ("Hasil tidak boleh dipublikasikan.",), "digital"),
    (AlasanPenahanan.TANPA_TEKS, ("",), "none"),
    (AlasanPenahanan.BACA_GAGAL, (), "digital"),
]


@pytest.mark.parametrize(("reason", "pages", "asal"), ANSWERABLE, ids=[case[0] for case in ANSWERABLE])
def test_an_answer_counts_for_this_content_and_another_file_asks_again(
    desk: Desk, reason: AlasanPenahanan, pages: tuple[str, ...], asal: Any
) -> None:
    kode = desk.draft()
    first = desk.attach(kode, pages, asal=asal)
    desk.office.submit(kode, is_checked=False)
    assert desk.advance(kode) == {reason}
    do(desk, answer_penahanan, kode, reason, "Sudah diperiksa.", desk.act(OWNER))
    assert desk.advance(kode) == frozenset()

    desk.attach(kode, pages, asal=asal, replaces=first.berkas_id)
    desk.office.submit(kode, is_checked=False)

    assert desk.advance(kode) == {reason}
    assert page(desk, kode) is not None, "what was published stays meanwhile"
    with desk.stores.database.reading() as session:
        answers = session.scalars(select(Penahanan).where(Penahanan.is_answered.is_(True))).all()
    assert [(row.jawaban, row.alasan) for row in answers] == [("Sudah diperiksa.", reason)]


def seen(number: int = 1, text: str = "Pasal 1", **facts: Any) -> PageText:
    return PageText(number, text, "digital", 595, 842, **facts)


SEEN = [
    pytest.param(AlasanPenahanan.DATA_PRIBADI, [seen(hidden=NIP)], {}, id="a number that nobody sees"),
    pytest.param(
        AlasanPenahanan.DATA_PRIBADI,
        [seen(hidden="Jalan Kenanga 7", covered="Jalan Kenanga 7")],
        {},
        id="words that somebody drew a bar over",
    ),
    pytest.param(AlasanPenahanan.KOMENTAR, [seen(has_comment=True)], {}, id="a note on a page"),
    pytest.param(AlasanPenahanan.BERKAS_TERTANAM, [seen()], {"has_embedded": True}, id="files inside the file"),
    pytest.param(AlasanPenahanan.BUKAN_NASKAH, [seen()], {"is_placeholder": True}, id="a form one program draws"),
    pytest.param(
        AlasanPenahanan.BUKAN_NASKAH,
        [seen(text="Please wait... If this message is not eventually replaced by the proper contents")],
        {},
        id="the notice of a program",
    ),
    pytest.param(AlasanPenahanan.TANPA_TEKS, [seen(picture_share=0.1, is_drawn=True)], {}, id="a picture nobody read"),
]


@pytest.mark.parametrize(("reason", "pages", "facts"), SEEN)
def test_what_a_reader_sees_or_cannot_see_holds(
    desk: Desk, reason: AlasanPenahanan, pages: list[PageText], facts: dict[str, Any]
) -> None:
    kode = desk.draft()
    berkas_id = desk.send(Target(kode=kode)).berkas_id
    result = ReadingResult(True, "", Inspection("none", 1, 1, **facts), tuple(pages), {})
    with desk.stores.database.transaction() as session:
        reading.store_result(session, berkas_id, result, now=clock.utc_now(), priority=jobs.PRIORITY_PERSON)
    desk.office.submit(kode, is_checked=False)

    assert desk.advance(kode) == {reason}
    do(desk, answer_penahanan, kode, reason, "Sudah diperiksa.", desk.act(OWNER))
    assert desk.advance(kode) == frozenset()
    with desk.stores.database.reading() as session:
        assert NIP not in " ".join(session.scalars(select(TerbitanHalaman.teks)))


@pytest.mark.parametrize(
    ("pages", "is_held"),
    [
        pytest.param([seen()], False, id="text that everybody sees"),
        pytest.param([seen(hidden="Jalan Kenanga 7")], True, id="text that nobody sees"),
        pytest.param([replace(seen(), origin="embedded_ocr")], True, id="a layer of words under the picture"),
    ],
)
def test_a_copy_that_was_blackened_elsewhere_is_doubted_more_than_an_original(
    desk: Desk, pages: list[PageText], is_held: bool
) -> None:
    kode = desk.draft()
    desk.attach(kode, ("Pasal 1",))
    copy = desk.send(Target(kode=kode, jenis=JenisBerkas.SALINAN_PUBLIK), pdf_bytes("Salinan CONTOH")).berkas_id
    result = ReadingResult(True, "", Inspection("none", 1, 1), tuple(pages), {})
    with desk.stores.database.transaction() as session:
        reading.store_result(session, copy, result, now=clock.utc_now(), priority=jobs.PRIORITY_PERSON)
    desk.office.submit(kode, is_checked=False)

    assert desk.advance(kode) == ({AlasanPenahanan.DATA_PRIBADI} if is_held else frozenset())


def test_an_original_with_a_layer_of_words_is_an_ordinary_scan(desk: Desk) -> None:
    kode = desk.draft()
    berkas_id = desk.send(Target(kode=kode)).berkas_id
    page = replace(seen(hidden="kata yang salah baca"), origin="embedded_ocr")
    result = ReadingResult(True, "", Inspection("none", 1, 1), (page,), {})
    with desk.stores.database.transaction() as session:
        reading.store_result(session, berkas_id, result, now=clock.utc_now(), priority=jobs.PRIORITY_PERSON)
    desk.office.submit(kode, is_checked=False)

    assert desk.advance(kode) == frozenset()


@pytest.mark.parametrize(
    ("states", "is_held"),
    [((RecognitionState.KOSONG,) * 2, True), ((RecognitionState.KOSONG, RecognitionState.SELESAI), False)],
    ids=["blank pages only", "a blank back"],
)
def test_a_file_of_blank_pages_is_no_naskah(desk: Desk, states: tuple[RecognitionState, ...], is_held: bool) -> None:
    kode = desk.draft()
    berkas_id = desk.attach(kode, ("", "Pasal 1" if not is_held else "")).berkas_id
    with desk.stores.database.transaction() as session:
        pages = select(Halaman).where(Halaman.berkas_id == berkas_id).order_by(Halaman.nomor)
        for halaman, state in zip(session.scalars(pages).all(), states, strict=True):
            halaman.pengenalan = state
    desk.office.submit(kode)

    assert desk.advance(kode) == ({AlasanPenahanan.BUKAN_NASKAH} if is_held else frozenset())


@pytest.mark.parametrize(
    ("reason", "may", "may_not"),
    [
        (AlasanPenahanan.MENUNGGU_BIRO, [BIRO], [OWNER, PPID]),
        (AlasanPenahanan.DATA_PRIBADI, [OWNER, BIRO, PPID], []),
        (AlasanPenahanan.EMBARGO, [], [OWNER, BIRO, PPID]),
        (AlasanPenahanan.BELUM_TERBACA, [], [OWNER, BIRO, PPID]),
    ],
)
def test_a_hold_is_answered_by_its_owners_alone(
    desk: Desk, reason: AlasanPenahanan, may: list[Actor], may_not: list[Actor]
) -> None:
    kode = submitted(desk, pages=())

    for actor in may:
        do(desk, answer_penahanan, kode, reason, "Sudah.", desk.act(actor))
    for actor in may_not:
        with pytest.raises(NotAllowedError):
            do(desk, answer_penahanan, kode, reason, "Sudah.", desk.act(actor))
    with pytest.raises((BadInputError, NotAllowedError)):
        do(desk, answer_penahanan, kode, reason, "  ", desk.act(BIRO))


def test_a_file_without_text_needs_the_word_of_whoever_hands_it_in(desk: Desk) -> None:
    kode = desk.draft()
    desk.attach(kode, ("",), asal="none")
    desk.office.submit(kode, is_checked=True)

    assert desk.advance(kode) == frozenset()


def test_a_redacted_copy_stands_in_for_its_original(desk: Desk) -> None:
    kode = submitted(desk, pages=(f"katarahasia {NIP}",))
    assert desk.advance(kode) == {AlasanPenahanan.DATA_PRIBADI}

    copy = desk.attach(kode, ("Salinan tanpa nomor",), jenis=JenisBerkas.SALINAN_PUBLIK)

    assert desk.advance(kode) == frozenset()
    assert public_parts(desk, kode) == (1, ["Salinan tanpa nomor"])
    with desk.stores.database.reading() as session:
        assert terbitan.find_berkas(session, kode).sha256 == copy.sha256


def test_a_study_is_never_public(desk: Desk) -> None:
    kode = desk.draft()
    desk.attach(kode, ("Naskah",))
    desk.attach(kode, (f"telaahanrahasia {NIP}",), jenis=JenisBerkas.TELAAHAN)
    desk.office.submit(kode)

    assert desk.advance(kode) == frozenset()
    assert public_parts(desk, kode) == (1, ["Naskah"])


def test_pasal_27_foreign_naskah_and_by_setting_all_await_the_biro(desk: Desk) -> None:
    foreign, domestic = submitted(desk, foreign_fields(), ()), submitted(desk, pages=())

    assert desk.advance(foreign) == {AlasanPenahanan.MENUNGGU_BIRO}
    assert desk.advance(domestic, waits_for_biro=True) == {AlasanPenahanan.MENUNGGU_BIRO}
    assert desk.advance(domestic) == frozenset()


def test_reading_that_is_not_over_holds_and_nobody_can_wave_it_through(desk: Desk) -> None:
    kode = desk.draft()
    berkas = desk.send(Target(kode=kode))
    desk.office.submit(kode)
    assert desk.advance(kode) == {AlasanPenahanan.BELUM_TERBACA}

    desk.read(berkas.berkas_id, ("Pasal 1",))

    assert desk.advance(kode) == frozenset()


def test_an_open_hold_is_one_row_with_its_review_and_closes_when_it_falls_away(desk: Desk) -> None:
    kode = submitted(desk, pages=(NIP,))
    for _ in range(3):
        desk.advance(kode)

    def rows() -> list[Penahanan]:
        with desk.stores.database.reading() as session:
            return list(session.scalars(select(Penahanan).order_by(Penahanan.id)))

    (row,) = rows()
    assert (row.alasan, row.closed_at, row.tinjau_on) == (
        AlasanPenahanan.DATA_PRIBADI, None, clock.today() + timedelta(days=7),
    )  # fmt: skip
    set_level(desk, kode, Visibilitas.METADATA)
    desk.advance(kode)
    (row,) = rows()
    assert row.closed_at is not None
    assert not row.is_answered


def test_an_answer_closes_its_own_hold_and_no_other(desk: Desk) -> None:
    kode = submitted(desk, pages=(f"{NIP} Hasil tidak boleh dipublikasikan.",))
    desk.advance(kode)

    do(desk, answer_penahanan, kode, AlasanPenahanan.KLAUSUL, "Mitra menyetujui.", desk.act(OWNER))

    with desk.stores.database.reading() as session:
        still_open = session.scalars(select(Penahanan.alasan).where(Penahanan.closed_at.is_(None))).all()
    assert still_open == [AlasanPenahanan.DATA_PRIBADI]
    assert desk.advance(kode) == {AlasanPenahanan.DATA_PRIBADI}
