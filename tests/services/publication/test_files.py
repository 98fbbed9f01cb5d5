"""The files of a publication: one value, read once, that knows what is shown and what an answer spoke of."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event, select

from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.models.naskah import Naskah
from portal.services.publication.files import PublicFiles, load_files
from portal.services.publication.penahanan import answer_penahanan
from tests.factories.desk import Desk

COPY = JenisBerkas.SALINAN_PUBLIK


def files_of(desk: Desk, kode: str) -> PublicFiles:
    with desk.stores.database.reading() as session:
        return load_files(session, session.scalars(select(Naskah).where(Naskah.kode == kode)).one())


@contextmanager
def counting_reads_of_files(desk: Desk) -> Iterator[list[str]]:
    """Every statement that reads rows of files, however it finds them."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        words = " ".join(statement.lower().split())
        if words.startswith("select") and " from berkas" in words:
            seen.append(words)

    event.listen(desk.stores.database.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(desk.stores.database.engine, "before_cursor_execute", note)


def with_files(desk: Desk, *, has_copy: bool) -> str:
    kode = desk.draft()
    desk.attach(kode, ("Pasal 1",))
    desk.attach(kode, ("Pasal 2",))
    desk.attach(kode, ("Lampiran",), jenis=JenisBerkas.LAMPIRAN)
    if has_copy:
        desk.attach(kode, ("Salinan",), jenis=COPY)
    return kode


@pytest.mark.parametrize("has_copy", [False, True], ids=["asli", "salinan"])
def test_one_publication_reads_the_files_once(desk: Desk, has_copy: bool) -> None:
    kode = with_files(desk, has_copy=has_copy)
    desk.office.submit(kode)

    with counting_reads_of_files(desk) as seen:
        assert desk.advance(kode) == frozenset()

    assert len(seen) == 1, seen


def test_a_publication_that_is_held_reads_them_once_too(desk: Desk) -> None:
    kode = desk.draft()
    desk.attach(kode, ("NIP 19800101 200604 1 001",))
    desk.office.submit(kode)

    with counting_reads_of_files(desk) as seen:
        assert desk.advance(kode) == {AlasanPenahanan.DATA_PRIBADI}
    assert len(seen) == 1, seen

    with counting_reads_of_files(desk) as seen, desk.stores.database.transaction() as session:
        answer_penahanan(session, kode, AlasanPenahanan.DATA_PRIBADI, "Diperiksa.", desk.act())
    assert len(seen) == 1, seen


def test_a_redacted_copy_is_shown_in_place_of_all_originals(desk: Desk) -> None:
    plain, copied = files_of(desk, with_files(desk, has_copy=False)), files_of(desk, with_files(desk, has_copy=True))

    assert (plain.redacted, plain.shown) == ((), plain.originals)
    assert [berkas.jenis for berkas in plain.shown] == [JenisBerkas.NASKAH, JenisBerkas.NASKAH, JenisBerkas.LAMPIRAN]
    assert [berkas.jenis for berkas in copied.shown] == [COPY]
    assert len(copied.originals) == 3
    assert not copied.has_outdated_copy


def test_other_content_has_another_name(desk: Desk) -> None:
    kode = with_files(desk, has_copy=False)
    before = files_of(desk, kode).content_digest
    desk.attach(kode, ("Salinan",), jenis=COPY)
    with_copy = files_of(desk, kode).content_digest
    desk.attach(kode, ("Pasal 3",))
    outdated = files_of(desk, kode)

    assert outdated.has_outdated_copy
    assert len({before, with_copy, outdated.content_digest}) == 3
