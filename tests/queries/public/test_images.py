"""Which page images are public, and what is left of a withdrawn naskah."""

import pytest

from portal.errors import NotFoundError
from portal.queries.public.images import find_images
from portal.queries.public.terbitan import tombstone
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from tests.factories.naskah import Office, sample_fields
from tests.fixtures.statements import counted


def test_images_are_those_of_the_published_pages_and_gone_with_them(office: Office) -> None:
    kode = office.publish(sample_fields(), pages=["satu", "dua"])
    database = office.stores.database
    with database.reading() as session, counted(database) as seen:
        found = find_images(session, kode)
        second = find_images(session, kode, nomor=2)
        beyond = find_images(session, kode, nomor=3)
    assert len(seen) == 3
    assert [image.nomor for image in found] == [1, 2]
    assert list(second) == [found[1]]
    assert list(beyond) == []
    assert found[0].width > 100
    assert len(found[0].sha256) == 64

    with database.transaction() as session:
        with pytest.raises(NotFoundError):
            tombstone(session, kode)
        verbs.withdraw(session, kode, office.act(), alasan=WithdrawalClass.KELIRU)
    with database.reading() as session:
        assert list(find_images(session, kode)) == []
        gone = tombstone(session, kode)
    assert (gone.kode, gone.alasan) == (kode, "keliru")


def test_a_draft_has_no_public_image(office: Office) -> None:
    kode = office.upload(sample_fields()).kode
    office.drain()

    with office.stores.database.reading() as session:
        assert list(find_images(session, kode)) == []
        with pytest.raises(NotFoundError):
            tombstone(session, kode)
