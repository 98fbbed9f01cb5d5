"""Earlier publications: as they were while they may be read, gone with whatever takes the naskah or its files away."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event, func, select

from portal import clock
from portal.domain.naskah.enumerations import JenisBerkas, Visibilitas
from portal.domain.permissions import Peran
from portal.errors import ConflictError, NotAllowedError, NotFoundError, WithdrawnError
from portal.models.terbitan import TerbitanVersion, TerbitanVersionHalaman
from portal.queries.public import versions as earlier
from portal.queries.public.values import PublicNaskah
from portal.services.publication import changes, exempting, versions
from portal.services.publication.exempting import Decision
from tests.factories.desk import Desk, person
from tests.factories.naskah import sample_fields
from tests.factories.public_view import NIP, PPID, REVIEW, do, edit, set_level, withdraw

NIK = "NIK 3201234567890123"


def read(desk: Desk, kode: str, nomor: int) -> PublicNaskah:
    with desk.stores.database.reading() as session:
        return earlier.find_version(session, kode, nomor, clock.today())


def texts(desk: Desk, kode: str, nomor: int) -> list[str]:
    with desk.stores.database.reading() as session:
        return [page.teks for page in earlier.find_version_pages(session, kode, nomor)]


def numbers(desk: Desk, kode: str) -> list[int]:
    with desk.stores.database.reading() as session:
        return [one.nomor for one in earlier.list_versions(session, kode)]


def republish(desk: Desk, kode: str, **changes: object) -> None:
    edit(desk, kode, **changes)
    desk.office.submit(kode)
    assert desk.advance(kode) == frozenset()


def published(desk: Desk, pages: list[str], **changes: object) -> tuple[str, int]:
    """A published naskah and its file."""
    kode = desk.draft(sample_fields(**changes))
    berkas_id = desk.attach(kode, pages).berkas_id
    desk.office.submit(kode)
    assert desk.advance(kode) == frozenset()
    return kode, berkas_id


def test_a_corrected_naskah_can_still_be_read_as_it_was(desk: Desk) -> None:
    kode, _ = published(desk, ["Pasal 1"], judul="Judul Keliru", subjek=("paspor",))
    was = read_present(desk, kode)
    republish(desk, kode, judul="Judul Benar")

    old = read(desk, kode, 1)

    assert (old.item.judul, read_present(desk, kode).item.judul) == ("Judul Keliru", "Judul Benar")
    assert (old.pihak, old.berkas, old.subjek, old.acara, old.page_count) == (
        was.pihak, was.berkas, was.subjek, was.acara, 1,
    )  # fmt: skip
    assert (numbers(desk, kode), texts(desk, kode, 1)) == ([1], ["Pasal 1"])
    with desk.stores.database.reading() as session:
        # The files are the same, so nothing of them is kept twice.
        assert session.scalar(select(func.count()).select_from(TerbitanVersionHalaman)) == 0


def read_present(desk: Desk, kode: str) -> PublicNaskah:
    from portal.queries.public import terbitan

    with desk.stores.database.reading() as session:
        found = terbitan.find_naskah(session, kode, clock.today())
        assert isinstance(found, PublicNaskah)
        return found


def test_each_version_has_the_pages_it_was_published_with(desk: Desk) -> None:
    kode, first = published(desk, ["Pasal 1 lama"])
    republish(desk, kode, judul="Judul Dua")
    desk.attach(kode, ["Pasal 1 baru", "Pasal 2 baru"], replaces=first)
    republish(desk, kode)
    republish(desk, kode, judul="Judul Empat")

    assert numbers(desk, kode) == [3, 2, 1]
    assert [texts(desk, kode, nomor) for nomor in (1, 2, 3)] == [
        ["Pasal 1 lama"], ["Pasal 1 lama"], ["Pasal 1 baru", "Pasal 2 baru"],
    ]  # fmt: skip
    assert [read(desk, kode, nomor).page_count for nomor in (1, 2, 3)] == [1, 1, 2]
    with desk.stores.database.reading() as session:
        berkas, judul = earlier.find_version_berkas(session, kode, 2, 1, clock.today())
    assert (berkas.pages, judul) == (1, "Judul Dua")


def gone(desk: Desk, kode: str) -> type[Exception]:
    """How an earlier version is refused, with nothing of it left in any table."""
    with desk.stores.database.reading() as session:
        for table in (TerbitanVersion, TerbitanVersionHalaman):
            assert session.scalar(select(func.count()).select_from(table).where(table.kode == kode)) == 0
        with pytest.raises(NotFoundError) as refused:
            earlier.find_version(session, kode, 1, clock.today())
        with pytest.raises(NotFoundError):
            earlier.find_version_pages(session, kode, 1)
        with pytest.raises(NotFoundError):
            earlier.find_version_berkas(session, kode, 1, 1, clock.today())
        return type(refused.value)


def with_earlier(desk: Desk) -> tuple[str, int]:
    kode, first = published(desk, ["Pasal 1 lama"])
    second = desk.attach(kode, ["Pasal 1 baru"], replaces=first).berkas_id
    republish(desk, kode)
    assert numbers(desk, kode) == [1]
    return kode, second


def test_a_withdrawal_takes_every_version_with_it(desk: Desk) -> None:
    kode, _ = with_earlier(desk)

    withdraw(desk, kode)

    assert gone(desk, kode) is WithdrawnError


def test_an_exemption_takes_every_version_without_a_trace(desk: Desk) -> None:
    asked, _ = with_earlier(desk)
    decided, _ = with_earlier(desk)

    set_level(desk, asked, Visibilitas.DIKECUALIKAN)
    do(desk, exempting.decide, decided, Decision(True, "P-1", "Pasal 17", REVIEW), desk.act(PPID))

    assert gone(desk, asked) is gone(desk, decided) is NotFoundError


def test_hiding_the_files_takes_every_version(desk: Desk) -> None:
    kode, _ = with_earlier(desk)

    set_level(desk, kode, Visibilitas.METADATA)

    assert gone(desk, kode) is NotFoundError


def test_a_redacted_copy_takes_every_version(desk: Desk) -> None:
    kode, _ = with_earlier(desk)
    desk.attach(kode, ["Pasal 1 tersaring"], jenis=JenisBerkas.SALINAN_PUBLIK)
    republish(desk, kode)

    assert gone(desk, kode) is NotFoundError


def test_a_number_of_a_person_in_the_fields_never_comes_out_by_an_older_version(desk: Desk) -> None:
    kode, _ = published(desk, ["Pasal 1"])
    republish(desk, kode, judul="Judul Dua")
    with desk.stores.database.transaction() as session:
        from portal.models.terbitan import Terbitan

        # Published before the rule knew it, or let pass by an answer.
        row = session.get(Terbitan, kode)
        assert row is not None
        row.pendanaan = NIK
        changes.note(session, kode)
    republish(desk, kode, judul="Judul Tiga")

    assert numbers(desk, kode) == [1]
    with pytest.raises(NotFoundError):
        read(desk, kode, 2)


def test_a_file_that_was_held_for_its_content_is_not_shown_when_it_was_replaced(desk: Desk) -> None:
    from portal.domain.publication.penahanan import AlasanPenahanan
    from portal.services.publication.penahanan import answer_penahanan

    kode = desk.draft(sample_fields())
    first = desk.attach(kode, [NIP]).berkas_id
    desk.office.submit(kode)
    assert desk.advance(kode) == {AlasanPenahanan.DATA_PRIBADI}
    owner = person(Peran.PENGELOLA, desk.owner_of(kode))
    do(desk, answer_penahanan, kode, AlasanPenahanan.DATA_PRIBADI, "NIP jabatan.", desk.act(owner))
    assert desk.advance(kode) == frozenset()
    desk.attach(kode, ["Tanpa nomor"], replaces=first)
    republish(desk, kode)

    assert gone(desk, kode) is NotFoundError


def test_staff_withhold_a_version_and_those_before_it(desk: Desk) -> None:
    kode, _ = published(desk, ["Pasal 1"])
    for number in range(3):
        republish(desk, kode, judul=f"Judul {number}")
    stranger = person(Peran.PENGELOLA, "LAPAS-B")

    with pytest.raises((NotAllowedError, NotFoundError)):
        do(desk, versions.withhold, kode, 2, desk.act(stranger))
    do(desk, versions.withhold, kode, 2, desk.act(person(Peran.PENGELOLA, desk.owner_of(kode))))

    assert numbers(desk, kode) == [3]
    with pytest.raises(ConflictError):
        do(desk, versions.withhold, kode, 2, desk.act())


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_keeping_a_version_costs_the_same_however_long_it_is(desk: Desk) -> None:
    costs = []
    for length in (1, 60):
        kode, first = published(desk, [f"Halaman {n}" for n in range(length)])
        desk.attach(kode, [f"Lembar {n}" for n in range(length)], replaces=first)
        edit(desk, kode)
        desk.office.submit(kode)
        with statements(desk.stores.database.engine) as seen:
            desk.advance(kode)
        costs.append(len([one for one in seen if "terbitan_version" in one]))

    assert costs == [2, 2]
