"""A file of which pages are missing, or nobody knows how many there are, is not published on any path."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import select, update

from portal import clock
from portal.domain.berkas.reading import Inspection, Origin, PageText
from portal.domain.naskah.enumerations import RecognitionState
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.models.berkas import Berkas, Halaman
from portal.services import jobs
from portal.services.berkas import reading
from portal.services.berkas.uploading import Target
from portal.services.publication.penahanan import answer_penahanan
from tests.factories.desk import Desk
from tests.factories.public_view import OWNER, do, public_parts

Pages = Mapping[int, tuple[str, Origin]]
THREE: Pages = {number: (f"Pasal {number}", "digital") for number in (1, 2, 3)}


def seen(*counts: int | None) -> Inspection:
    return Inspection("none", *counts)


def read(desk: Desk, berkas_id: int, inspection: Inspection | None, pages: Pages) -> None:
    texts = tuple(PageText(number, text, asal, 595, 842) for number, (text, asal) in pages.items())
    result = reading.ReadingResult(True, "", inspection, texts, {})
    with desk.stores.database.transaction() as session:
        reading.begin(session, berkas_id)
        reading.store_result(session, berkas_id, result, now=clock.utc_now(), priority=jobs.PRIORITY_PERSON)


DOUBTS = [
    ("inspection died", None, THREE),
    ("counts differ", seen(3, 4), THREE),
    ("one tool could not open it", seen(3, None), THREE),
    ("total is nought", seen(0, 0), THREE),
    ("cut short", seen(9000, 9000), THREE),
    ("a gap in the middle", seen(3, 3), {1: THREE[1], 3: THREE[3]}),
    ("more pages than counted", seen(2, 2), THREE),
]


@pytest.mark.parametrize(("inspection", "pages"), [c[1:] for c in DOUBTS], ids=[c[0] for c in DOUBTS])
def test_a_first_reading_that_is_not_whole_holds_until_a_person_answers(
    desk: Desk, inspection: Inspection | None, pages: Pages
) -> None:
    kode = desk.draft()
    berkas_id = desk.send(Target(kode=kode)).berkas_id
    desk.office.submit(kode, is_checked=True)
    read(desk, berkas_id, inspection, pages)

    assert desk.advance(kode) == {AlasanPenahanan.BACA_GAGAL}, (
        "the word on pages without text does not cover missing ones"
    )
    assert desk.published(kode) is None
    with desk.stores.database.reading() as session:
        assert session.get_one(Berkas, berkas_id).keterangan_baca

    do(desk, answer_penahanan, kode, AlasanPenahanan.BACA_GAGAL, "Semua halaman dilihat di kertas.", desk.act(OWNER))
    assert desk.advance(kode) == frozenset()


def test_a_second_reading_without_a_count_takes_back_the_count_of_the_first(desk: Desk) -> None:
    kode = desk.draft()
    berkas_id = desk.send(Target(kode=kode)).berkas_id
    read(desk, berkas_id, seen(3, 3), THREE)
    read(desk, berkas_id, None, THREE)
    desk.office.submit(kode)

    assert desk.advance(kode) == {AlasanPenahanan.BACA_GAGAL}


def test_one_part_of_a_split_scan_that_is_not_whole_holds_all(desk: Desk) -> None:
    kode = desk.draft()
    desk.attach(kode, ("Bagian satu",))
    second = desk.send(Target(kode=kode)).berkas_id
    read(desk, second, seen(4, 4), THREE)
    desk.office.submit(kode)

    assert desk.advance(kode) == {AlasanPenahanan.BACA_GAGAL}


def test_a_file_that_replaces_a_whole_one_is_judged_by_itself(desk: Desk) -> None:
    kode = desk.draft()
    first = desk.attach(kode, ("Pasal 1",))
    desk.office.submit(kode)
    assert desk.advance(kode) == frozenset()

    second = desk.send(Target(kode=kode, replaces=first.berkas_id)).berkas_id
    read(desk, second, None, THREE)
    desk.office.submit(kode)

    assert desk.advance(kode) == {AlasanPenahanan.BACA_GAGAL}
    assert public_parts(desk, kode) == (1, ["Pasal 1"])


@pytest.mark.parametrize("state", [RecognitionState.GAGAL, RecognitionState.TANPA_MESIN])
def test_letters_over_a_picture_that_nobody_recognised_are_no_verdict(desk: Desk, state: RecognitionState) -> None:
    kode = desk.draft()
    berkas_id = desk.attach(kode, ("Catatan kaki digital",)).berkas_id
    with desk.stores.database.transaction() as session:
        session.execute(update(Halaman).where(Halaman.berkas_id == berkas_id).values(pengenalan=state))
    desk.office.submit(kode, is_checked=False)

    assert desk.advance(kode) == {AlasanPenahanan.TANPA_TEKS}


@pytest.mark.parametrize(
    ("inspection", "pages"),
    [
        (None, {**THREE, 2: ("Pasal 2 baru", "digital")}),
        (seen(3, 3), {1: THREE[1], 2: ("", "none"), 3: THREE[3]}),
    ],
    ids=["without a count", "with a page it could not read"],
)
def test_a_worse_reading_of_a_public_file_does_not_take_the_place_of_the_better_one(
    desk: Desk, inspection: Any, pages: Pages
) -> None:
    kode = desk.draft()
    berkas_id = desk.send(Target(kode=kode)).berkas_id
    read(desk, berkas_id, seen(3, 3), THREE)
    desk.office.submit(kode, is_checked=False)
    assert desk.advance(kode) == frozenset()

    read(desk, berkas_id, inspection, pages)
    desk.advance(kode)

    assert public_parts(desk, kode) == (1, ["Pasal 1", "Pasal 2", "Pasal 3"])
    with desk.stores.database.reading() as session:
        kept = session.scalars(select(Halaman.nomor).where(Halaman.berkas_id == berkas_id)).all()
    assert len(kept) == 3
