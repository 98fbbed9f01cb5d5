"""Likely twins: found from text and facts, shown to those who may know, and put aside by a person."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import event, select

from portal.domain.naskah.enumerations import JenisBerkas, Presisi
from portal.domain.naskah.kemiripan import AlasanKemiripan
from portal.domain.permissions import OPERATOR, Actor, Peran
from portal.domain.suggestions.values import Field
from portal.domain.tanggal import Tanggal
from portal.errors import NotAllowedError, NotFoundError
from portal.models.audit_entry import AuditEntry
from portal.models.saran import Saran
from portal.queries.kemiripan import with_kemiripan
from portal.services.naskah import taking_back
from tests.factories.agreements import agreement, noisy
from tests.factories.desk import Desk, person
from tests.factories.naskah import foreign_fields, sample_fields
from tests.factories.twins import OWNER, dismiss, nameless, pairs, refresh, seen, similar, take_in

READER = person(Peran.PIMPINAN, "KANIM-A")
OTHER = person(Peran.PENGELOLA, "LAPAS-B")
BIRO = person(Peran.BIRO, "BIRO")
N, P, T = AlasanKemiripan.NOMOR, AlasanKemiripan.PIHAK_TANGGAL, AlasanKemiripan.TEKS


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

    assert seen(desk, kode) == [(registered, (AlasanKemiripan.PENDAFTARAN,))]
    with desk.stores.database.reading() as session:
        assert with_kemiripan(session, [kode], OWNER) == {kode}
    dismiss(desk, kode, registered)
    assert seen(desk, kode) == []


def test_a_twin_that_was_discarded_warns_nobody(desk: Desk) -> None:
    first, second = desk.draft(sample_fields()), desk.draft(sample_fields())
    assert [kode for kode, _ in seen(desk, second)] == [first]

    with desk.stores.database.transaction() as session:
        taking_back.discard(session, first, "Tercatat dua kali.", desk.act(OWNER))

    assert seen(desk, second) == []
