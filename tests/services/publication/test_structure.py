"""Structure and outline of a publication: made from what is public, kept beside it, gone with it, made anew."""

from datetime import date

import pytest
from sqlalchemy import select, update

from portal.domain.document import stored
from portal.domain.document.model import BlockKind, OutlineEntry
from portal.domain.naskah.enumerations import JenisBerkas, Visibilitas
from portal.models.terbitan import TerbitanBerkas, TerbitanHalaman
from portal.queries.public import terbitan
from portal.queries.public.values import PublicHalaman, PublicNaskah
from portal.services.publication import changes, penahanan, structure, verbs
from tests.factories.desk import Desk
from tests.factories.naskah import sample_fields

TODAY = date(2030, 1, 1)
ISI = "Para Pihak sepakat untuk bekerja sama dengan baik."
FIRST = f"NOTA KESEPAHAMAN\nPada hari ini para pihak sepakat:\nPASAL 1\nTUJUAN\n{ISI}\nPASAL 2\nBIAYA\n{ISI}"
SECOND = f"PASAL 3\nPENUTUP\n{ISI}"


def shown(desk: Desk, kode: str) -> tuple[tuple[OutlineEntry, ...], tuple[PublicHalaman, ...]]:
    """The outline and the pages as a public page would be made of them."""
    with desk.stores.database.reading() as session:
        found = terbitan.find_naskah(session, kode, TODAY)
        assert isinstance(found, PublicNaskah)
        return found.outline, terbitan.find_pages(session, kode, with_blocks=True)


def addresses(outline: tuple[OutlineEntry, ...]) -> list[tuple[str, int]]:
    return [(entry.anchor, entry.page) for entry in outline if entry.kind is BlockKind.PASAL]


def test_a_publication_has_its_outline_and_its_blocks(desk: Desk) -> None:
    kode = desk.publish(pages=(FIRST, SECOND))

    outline, pages = shown(desk, kode)

    assert addresses(outline) == [("pasal-1", 1), ("pasal-2", 1), ("pasal-3", 2)]
    assert [block.kind for block in pages[1].blocks or ()] == [BlockKind.PASAL, BlockKind.PARAGRAPH]


def test_parts_of_one_scan_are_one_text_and_a_translation_is_another(desk: Desk) -> None:
    kode = desk.draft()
    desk.attach(kode, (FIRST,))
    desk.attach(kode, (SECOND,))
    desk.attach(kode, ("Article 1\nObjective\nThe Parties shall cooperate.\nArticle 2\nFinance\nEach Party pays.",),
                jenis=JenisBerkas.TERJEMAHAN)  # fmt: skip
    desk.office.submit(kode)
    desk.advance(kode)

    outline, _ = shown(desk, kode)

    assert addresses(outline) == [
        ("pasal-1", 1), ("pasal-2", 1), ("pasal-3", 2), ("berkas-3-article-1", 3), ("berkas-3-article-2", 3),
    ]  # fmt: skip
    assert [entry.aliases for entry in outline][-2:] == [("berkas-3-pasal-1",), ("berkas-3-pasal-2",)]


def test_what_was_looked_at_ahead_is_not_looked_at_again_while_others_wait(desk: Desk) -> None:
    kode = desk.draft()
    desk.attach(kode, (FIRST, "PASAL 3\nLAIN-LAIN\nYang dilihat lebih dulu."))
    desk.office.submit(kode)
    with desk.stores.database.reading() as session:
        penahanan.look_ahead(session, desk.naskah(kode).id)
    before = structure._document.cache_info().misses

    desk.advance(kode)

    assert structure._document.cache_info().misses == before
    assert len(addresses(shown(desk, kode)[0])) == 3


def test_an_older_publication_is_plain_text_until_its_structure_is_derived(desk: Desk) -> None:
    kode = desk.publish(pages=(FIRST,))
    with desk.stores.database.transaction() as session:
        changes.note_labels(session)
        session.execute(update(TerbitanHalaman).values(structure=""))
        session.execute(update(TerbitanBerkas).values(outline=""))

    before, pages = shown(desk, kode)
    with desk.stores.database.transaction() as session:
        lacking = structure.lacking(session)
        structure.derive(session, kode)
        left = structure.lacking(session)
    after, _ = shown(desk, kode)

    assert (before, pages[0].blocks, pages[0].teks) == ((), None, FIRST)
    assert (lacking, left) == ([kode], [])
    assert addresses(after) == [("pasal-1", 1), ("pasal-2", 1)]


def test_a_structure_of_other_rules_is_derived_anew(desk: Desk) -> None:
    kode = desk.publish(pages=(FIRST,))
    with desk.stores.database.transaction() as session:
        changes.note_labels(session)
        session.execute(update(TerbitanBerkas).values(outline="0;[]"))
        assert structure.lacking(session) == [kode]


def test_the_structure_of_another_text_is_not_believed(desk: Desk) -> None:
    kode = desk.publish(pages=(FIRST,))
    with desk.stores.database.transaction() as session:
        changes.note_labels(session)
        session.execute(update(TerbitanHalaman).values(teks="Teks yang lain sama sekali."))

    _, pages = shown(desk, kode)

    assert pages[0].blocks is None


def test_what_is_no_longer_open_leaves_neither_outline_nor_blocks(desk: Desk) -> None:
    kode = desk.publish(sample_fields(), pages=(FIRST,))
    with desk.stores.database.transaction() as session:
        verbs.set_visibility(session, kode, desk.act(), level=Visibilitas.METADATA, dasar="Dasar", tinjau_on=TODAY)

    outline, pages = shown(desk, kode)

    assert (outline, pages) == ((), ())
    with desk.stores.database.reading() as session:
        assert session.scalars(select(TerbitanBerkas.outline)).all() == []


@pytest.mark.parametrize("text", ["", "1;", "1;{}", '1;[["pasal"]]', "1;[[1,2,3,4,5]]", "2;[]", "1;" + "[" * 5000])
def test_a_damaged_row_is_no_structure_and_no_fault(text: str) -> None:
    assert stored.unpack_page(text, "Pasal 1") is None
    assert stored.unpack_outline(text) == ()
