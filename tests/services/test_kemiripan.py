"""Likely twins: found from text and facts, shown to those who may know, and put aside by a person."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event, select

from portal.domain.naskah.enumerations import JenisBerkas, Presisi, Visibilitas
from portal.domain.naskah.kemiripan import LikenessReason
from portal.domain.permissions import OPERATOR, Actor, Peran
from portal.domain.suggestions.values import Field
from portal.domain.tanggal import Tanggal
from portal.errors import NotAllowedError, NotFoundError
from portal.models.audit_entry import AuditEntry
from portal.models.berkas import Berkas
from portal.models.kemiripan import Kemiripan
from portal.models.saran import Saran
from portal.queries.kemiripan import SimilarNaskah, similar_naskah, with_twins
from portal.services import kemiripan
from portal.services.naskah import taking_back
from tests.domain.naskah.test_kemiripan import agreement, noisy
from tests.factories.desk import Desk, person
from tests.factories.naskah import foreign_fields, sample_fields

OWNER = person(Peran.PENGELOLA, "KANIM-A")
READER = person(Peran.PIMPINAN, "KANIM-A")
OTHER = person(Peran.PENGELOLA, "LAPAS-B")
BIRO = person(Peran.BIRO, "BIRO")
N, P, T = LikenessReason.NOMOR, LikenessReason.PIHAK_TANGGAL, LikenessReason.TEKS


def nameless(unit: str = "KANIM-A", **changes: Any) -> Any:
    """Fields that say nothing yet, as after an upload."""
    return sample_fields(unit=unit, pihak=(), **changes)


def take_in(desk: Desk, text: str, fields: Any = None, *, replaces: tuple[str, int] | None = None) -> tuple[str, int]:
    kode = replaces[0] if replaces else desk.draft(fields or nameless())
    accepted = desk.attach(kode, (text[:700], text[700:]), replaces=replaces[1] if replaces else None)
    refresh(desk, accepted.berkas_id)
    return kode, accepted.berkas_id


def refresh(desk: Desk, berkas_id: int) -> int:
    with desk.stores.database.transaction() as session:
        return kemiripan.refresh(session, berkas_id, desk.act().now)


def similar(desk: Desk, kode: str, actor: Actor = OWNER) -> tuple[SimilarNaskah, ...]:
    naskah_id = desk.naskah(kode).id
    with desk.stores.database.reading() as session:
        return similar_naskah(session, naskah_id, actor)


def seen(desk: Desk, kode: str, actor: Actor = OWNER) -> list[tuple[str, tuple[LikenessReason, ...]]]:
    return [(item.kode, item.alasan) for item in similar(desk, kode, actor)]


def dismiss(desk: Desk, kode: str, other: str, actor: Actor = OWNER) -> None:
    with desk.stores.database.transaction() as session:
        kemiripan.dismiss(session, kode, other, desk.act(actor))


def pairs(desk: Desk) -> list[Kemiripan]:
    with desk.stores.database.reading() as session:
        return list(session.scalars(select(Kemiripan)))


def test_another_scan_of_the_same_agreement_is_seen_from_both_sides(desk: Desk) -> None:
    first, _ = take_in(desk, agreement(0))
    take_in(desk, agreement(1))
    second, _ = take_in(desk, noisy(agreement(0), 0.08))

    assert seen(desk, second) == [(first, (T,))]
    assert seen(desk, first) == [(second, (T,))]
    assert 0.87 < (similar(desk, first)[0].skor or 0) < 1
    assert len(pairs(desk)) == 1


def test_reading_again_writes_nothing_twice_and_a_replacement_clears_what_was_wrong(desk: Desk) -> None:
    first, _ = take_in(desk, agreement(0))
    second, berkas_id = take_in(desk, noisy(agreement(0), 0.05))

    assert refresh(desk, berkas_id) == 1
    assert len(pairs(desk)) == 1
    take_in(desk, agreement(2), replaces=(second, berkas_id))

    assert pairs(desk) == []
    assert seen(desk, first) == []


def test_equal_numbers_and_equal_parties_on_one_day_are_seen_without_any_file(desk: Desk) -> None:
    first = desk.draft(sample_fields())
    second = desk.draft(sample_fields())

    assert seen(desk, first) == [(second, (N, P))]
    assert similar(desk, first)[0].skor is None


def test_another_unit_learns_nothing_of_what_is_not_public_and_the_biro_sees_the_pair(desk: Desk) -> None:
    foreign, _ = take_in(desk, agreement(0), sample_fields(unit="LAPAS-B"))
    own, _ = take_in(desk, noisy(agreement(0), 0.03), sample_fields())

    assert seen(desk, own, OWNER) == []
    assert seen(desk, foreign, OTHER) == []
    assert seen(desk, own, BIRO) == [(foreign, (N, P, T))]
    with pytest.raises(NotFoundError):
        similar(desk, foreign, OWNER)
    with pytest.raises(NotFoundError):
        dismiss(desk, own, foreign, OWNER)


def publish_foreign(desk: Desk, **changes: Any) -> str:
    kode, _ = take_in(desk, agreement(0), sample_fields(unit="LAPAS-B", **changes))
    desk.office.submit(kode)
    assert desk.advance(kode) == frozenset()
    return kode


def test_a_published_naskah_of_another_unit_is_linked_as_the_public_sees_it(desk: Desk) -> None:
    foreign = publish_foreign(desk)
    own, _ = take_in(desk, noisy(agreement(0), 0.03), sample_fields())

    (item,) = similar(desk, own)

    assert (item.kode, item.alasan, item.is_readable) == (foreign, (N, P, T), False)


@pytest.mark.parametrize(
    "change",
    [{"visibilitas": Visibilitas.METADATA, "dasar_visibilitas": "x", "tinjau_on": None}, {"visibilitas": None}],
    ids=["metadata", "diganti"],
)
def test_the_text_of_a_file_that_is_not_public_itself_is_never_told(desk: Desk, change: dict[str, Any]) -> None:
    if change["visibilitas"] is None:
        foreign = publish_foreign(desk)
        with desk.stores.database.reading() as session:
            old = session.scalars(select(Berkas.id).where(Berkas.naskah_id == desk.naskah(foreign).id)).one()
        take_in(desk, noisy(agreement(0), 0.01), replaces=(foreign, old))
    else:
        foreign = publish_foreign(desk, **(change | {"tinjau_on": desk.act().now.date()}))
    own, _ = take_in(desk, noisy(agreement(0), 0.03), sample_fields())
    bare, _ = take_in(desk, noisy(agreement(0), 0.04), nameless())

    assert seen(desk, own) == [(own_twin, reasons) for own_twin, reasons in [(foreign, (N, P)), (bare, (T,))]]
    assert [kode for kode, _ in seen(desk, bare)] == [own]


def test_not_the_same_is_said_once_and_audited(desk: Desk) -> None:
    first = desk.draft(sample_fields(), OWNER)
    second = desk.draft(sample_fields(), OWNER)

    dismiss(desk, second, first)

    assert seen(desk, first) == seen(desk, second) == seen(desk, second, BIRO) == []
    (pair,) = pairs(desk)
    assert (pair.naskah_id, pair.other_id) == (desk.naskah(first).id, desk.naskah(second).id)
    with desk.stores.database.reading() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "naskah.bukan_kembaran")).one()
        assert (entry.object_key, entry.after) == (second, f'{{"bukan_kembaran":"{first}"}}')


def test_what_was_put_aside_stays_aside_when_the_file_is_read_again(desk: Desk) -> None:
    first, _ = take_in(desk, agreement(0))
    second, berkas_id = take_in(desk, noisy(agreement(0), 0.05))
    dismiss(desk, first, second)

    refresh(desk, berkas_id)

    assert seen(desk, first) == seen(desk, second) == []
    assert len(pairs(desk)) == 1


@pytest.mark.parametrize(("actor", "error"), [(READER, NotAllowedError), (OTHER, NotFoundError)])
def test_only_who_may_edit_puts_a_pair_aside(desk: Desk, actor: Actor, error: type[Exception]) -> None:
    first, second = desk.draft(sample_fields()), desk.draft(sample_fields())

    with pytest.raises(error):
        dismiss(desk, first, second, actor)
    assert seen(desk, first)


def test_files_that_are_not_the_naskah_itself_are_not_compared(desk: Desk) -> None:
    kode = desk.draft(nameless())
    annex = desk.attach(kode, (agreement(0),), jenis=JenisBerkas.LAMPIRAN)
    take_in(desk, agreement(0))

    assert refresh(desk, annex.berkas_id) == 0
    assert refresh(desk, 99_999) == 0
    assert pairs(desk) == []


def test_the_number_of_queries_does_not_grow_with_the_archive(desk: Desk) -> None:
    def queries(work: Callable[[], object]) -> int:
        count = 0

        def note(*_: object) -> None:
            nonlocal count
            count += 1

        engine = desk.stores.database.engine
        event.listen(engine, "before_cursor_execute", note)
        work()
        event.remove(engine, "before_cursor_execute", note)
        return count

    take_in(desk, agreement(0))
    kode, berkas_id = take_in(desk, noisy(agreement(0), 0.02))
    few = queries(lambda: refresh(desk, berkas_id)), queries(lambda: similar(desk, kode))
    for seed in range(6):
        take_in(desk, noisy(agreement(0), 0.04, seed))
    many = queries(lambda: refresh(desk, berkas_id)), queries(lambda: similar(desk, kode))

    assert many == few
    assert len(similar(desk, kode, OPERATOR)) == 7


def test_an_annex_like_part_with_hardly_any_text_does_not_silence_the_warning(desk: Desk) -> None:
    first, _ = take_in(desk, agreement(0))
    second, _ = take_in(desk, noisy(agreement(0), 0.03))
    assert seen(desk, second) == [(first, (T,))]

    more = desk.attach(second, ("Tanda tangan para pihak",), nama="bagian-2.pdf")
    refresh(desk, more.berkas_id)

    assert seen(desk, second) == [(first, (T,))]


def test_an_upload_read_but_not_typed_is_offered_as_one_with_the_registered_signing(desk: Desk) -> None:
    signed = Tanggal(date(2026, 5, 4), Presisi.HARI)
    pihak = tuple(replace(one, signed=signed, nomor="") for one in foreign_fields().pihak)
    registered = desk.draft(foreign_fields(unit="KANIM-A", pihak=pihak))
    kode, berkas_id = take_in(desk, "MEMORANDUM OF UNDERSTANDING " * 20)
    assert seen(desk, kode) == []
    with desk.stores.database.transaction() as session:
        session.add(
            Saran(
                berkas_id=berkas_id, bidang=Field.SIGNED_ON, pihak=1, peringkat=1, nilai="2026-05-04", keyakinan=0.9,
                keterangan="", halaman=1, cuplikan="4 May 2026",
            )
        )  # fmt: skip

    assert seen(desk, kode) == [(registered, (LikenessReason.PENDAFTARAN,))]
    with desk.stores.database.reading() as session:
        assert with_twins(session, [kode], OWNER) == {kode}
    dismiss(desk, kode, registered)
    assert seen(desk, kode) == []


def test_a_twin_that_was_discarded_warns_nobody(desk: Desk) -> None:
    first, second = desk.draft(sample_fields()), desk.draft(sample_fields())
    assert [kode for kode, _ in seen(desk, second)] == [first]

    with desk.stores.database.transaction() as session:
        taking_back.discard(session, first, "Tercatat dua kali.", desk.act(OWNER))

    assert seen(desk, second) == []
