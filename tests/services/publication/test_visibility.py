"""Levels of visibility (UU 14/2008): closing is effective at once, opening goes through the holds."""

from datetime import date
from typing import Any

import pytest

from portal.domain.naskah.enumerations import Visibilitas
from portal.domain.naskah.status import Status
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.errors import BadInputError, FieldsRefusedError, NotAllowedError
from portal.queries.public import terbitan
from portal.queries.public.values import PublicNaskah
from portal.services.publication import verbs
from portal.services.publication.penahanan import answer_penahanan
from tests.factories.desk import Desk
from tests.factories.naskah import sample_fields
from tests.factories.public_view import (
    BIRO,
    NIP,
    OWNER,
    PPID,
    REVIEW,
    SECRET,
    do,
    edit,
    found,
    page,
    public_parts,
    set_level,
    submitted,
    withdraw,
)


def test_metadata_shows_the_entry_without_file_and_text(desk: Desk) -> None:
    kode = desk.publish(
        sample_fields(judul="Judul Terbuka", visibilitas=Visibilitas.METADATA, **SECRET), pages=("katarahasia", NIP)
    )
    desk.work()

    assert public_parts(desk, kode) == (0, [])
    shown = page(desk, kode)
    assert isinstance(shown, PublicNaskah)
    assert (shown.item.is_metadata_only, shown.item.berkas, shown.page_count) == (True, None, 0)
    assert found(desk, "judul terbuka") == [kode]
    assert found(desk, "katarahasia") == []


def test_an_exempted_naskah_is_nowhere_and_needs_the_word_of_the_ppid(desk: Desk) -> None:
    fields = sample_fields(judul="Judulrahasia", visibilitas=Visibilitas.DIKECUALIKAN, **SECRET)
    kode = submitted(desk, fields)
    assert desk.advance(kode) == {AlasanPenahanan.PUTUSAN_PPID}
    for actor in (OWNER, BIRO, PPID):
        with pytest.raises(NotAllowedError):
            do(desk, answer_penahanan, kode, AlasanPenahanan.PUTUSAN_PPID, "PPID-1", desk.act(actor))

    desk.office.exempt(kode, nomor="PPID-1/2026")
    desk.work()

    naskah = desk.naskah(kode)
    assert (naskah.status, naskah.putusan_ppid) == (Status.TERBIT, "PPID-1/2026")
    assert page(desk, kode) is None
    assert found(desk, "judulrahasia") == []
    with desk.stores.database.reading() as session:
        assert terbitan.count_all(session) == 0


def test_closing_is_effective_at_once_and_publishes_no_private_edit(desk: Desk) -> None:
    kode = desk.publish(sample_fields(judul="Judul Terbit"), pages=("katakunci",))
    desk.work()
    edit(desk, kode, judul="Suntingan pribadi")

    set_level(desk, kode, Visibilitas.METADATA, OWNER)

    row = desk.published(kode)
    assert row is not None
    assert (row.judul, row.is_metadata_only, row.nomor_terbit) == ("Judul Terbit", True, 1)
    assert public_parts(desk, kode) == (0, [])
    desk.work()
    assert found(desk, "katakunci") == []
    assert found(desk, "judul terbit") == [kode]

    desk.office.exempt(kode)

    assert page(desk, kode) is None
    assert found(desk, "judul terbit") == [], "the database decides, however old the index is"
    assert desk.naskah(kode).status is Status.TERBIT


def test_opening_goes_through_the_holds_again(desk: Desk) -> None:
    fields = sample_fields(visibilitas=Visibilitas.METADATA, **SECRET)
    kode = desk.publish(fields, pages=(NIP,))
    assert desk.published(kode) is not None

    set_level(desk, kode, Visibilitas.PUBLIK)

    assert desk.naskah(kode).status is Status.DIAJUKAN
    assert desk.advance(kode) == {AlasanPenahanan.DATA_PRIBADI}
    assert public_parts(desk, kode) == (0, [])
    do(desk, answer_penahanan, kode, AlasanPenahanan.DATA_PRIBADI, "Sudah ditutup.", desk.act(OWNER))
    desk.work()
    assert public_parts(desk, kode)[0] == 1


def test_opening_an_incomplete_naskah_is_refused_instead_of_failing_later(desk: Desk) -> None:
    kode = desk.publish(sample_fields(visibilitas=Visibilitas.METADATA, **SECRET))
    edit(desk, kode, bentuk=None)

    with pytest.raises(FieldsRefusedError):
        set_level(desk, kode, Visibilitas.PUBLIK)
    assert desk.naskah(kode).status is Status.TERBIT


@pytest.mark.parametrize(
    ("fields", "pages", "level"),
    [
        (sample_fields(), (NIP,), Visibilitas.METADATA),
        (sample_fields(visibilitas=Visibilitas.DIKECUALIKAN, **SECRET), (), Visibilitas.PUBLIK),
    ],
    ids=["data pribadi tidak lagi tampak", "pengecualian dicabut"],
)
def test_a_change_of_level_that_takes_away_a_hold_lets_the_publication_go_on(
    desk: Desk, fields: Any, pages: tuple[str, ...], level: Visibilitas
) -> None:
    kode = submitted(desk, fields, pages)
    desk.work()
    assert desk.published(kode) is None

    set_level(desk, kode, level)
    desk.work()

    assert desk.published(kode) is not None


@pytest.mark.parametrize(("dasar", "tinjau_on"), [("", REVIEW), ("  ", REVIEW), ("Pasal 17 huruf f", None)])
def test_uu_14_2008_closing_needs_its_ground_and_its_review(desk: Desk, dasar: str, tinjau_on: date | None) -> None:
    kode = desk.publish(pages=())

    with pytest.raises(BadInputError):
        do(desk, verbs.set_visibility, kode, desk.act(),
           level=Visibilitas.METADATA, dasar=dasar, tinjau_on=tinjau_on)  # fmt: skip
    assert desk.naskah(kode).visibilitas is Visibilitas.PUBLIK


def test_a_withdrawn_naskah_that_becomes_exempt_leaves_no_tombstone(desk: Desk) -> None:
    kode = desk.publish()
    withdraw(desk, kode)
    do(desk, verbs.reinstate, kode, desk.act(BIRO))

    set_level(desk, kode, Visibilitas.DIKECUALIKAN, PPID)

    assert page(desk, kode) is None


@pytest.mark.parametrize("level", [Visibilitas.PUBLIK, Visibilitas.METADATA])
def test_confirming_a_level_changes_nothing_that_is_public(desk: Desk, level: Visibilitas) -> None:
    kode = desk.publish(sample_fields(visibilitas=level, **SECRET))
    before = public_parts(desk, kode)

    set_level(desk, kode, level)

    assert desk.naskah(kode).status is Status.TERBIT
    assert public_parts(desk, kode) == before
    assert isinstance(page(desk, kode), PublicNaskah)
