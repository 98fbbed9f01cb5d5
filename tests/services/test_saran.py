"""Suggestions are kept with their file, and only a bulk import that wished to publish takes those that are sure."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from portal import clock
from portal.domain.naskah.enumerations import Bentuk, JenisMitra, Kategori, Lingkup
from portal.domain.naskah.fields import NaskahFields
from portal.domain.naskah.status import Status
from portal.domain.permissions import Actor, Peran
from portal.domain.suggestions.filling import fill
from portal.domain.suggestions.values import Box, Field, Saran
from portal.models.berkas import Berkas
from portal.models.naskah import Naskah
from portal.services import jobs
from portal.services import saran as saran_service
from portal.services.berkas.uploading import Target
from portal.services.naskah.fields import to_fields
from portal.services.publication import verbs
from tests.factories.desk import Desk

B = Field
FOUND = (
    Saran(B.JUDUL, "Pertukaran Data Perlintasan", 1, "TENTANG PERTUKARAN DATA", 0.95, kotak=Box(0.1, 0.2, 0.9, 0.3)),
    Saran(B.JUDUL, "Pertukaran", 1, "PERTUKARAN", 0.4, peringkat=2),
    Saran(B.BENTUK, "nota_kesepahaman", 1, "NOTA KESEPAHAMAN", 0.99),
    Saran(B.LINGKUP, "dalam_negeri", 1, "", 0.9),
    Saran(B.SIGNED_ON, "2026-03-12", 1, "Pada hari ini Kamis", 0.97),
    Saran(B.TEMPAT, "Jakarta", 1, "di Jakarta", 0.9),
    Saran(B.PIHAK_NAMA, "Kementerian Contoh", 1, "", 0.95, pihak=1),
    Saran(B.PIHAK_KEMENTERIAN, "ya", 1, "", 0.95, pihak=1),
    Saran(B.PIHAK_NOMOR, "MIP-1.HH.05.02 Tahun 2026", 1, "", 0.9, pihak=1),
    Saran(B.PIHAK_NAMA, "Pemerintah Kabupaten Contoh", 1, "", 0.95, pihak=2),
    Saran(B.PIHAK_JENIS, "pemerintah_daerah", 1, "", 0.9, pihak=2),
    Saran(B.JABATAN, "Bupati Contoh", 3, "BUPATI CONTOH", 0.6, pihak=2, keterangan="Terbaca dari stempel."),
)


def doubtful(*fields: Field) -> tuple[Saran, ...]:
    return tuple(replace(saran, keyakinan=0.5) if saran.bidang in fields else saran for saran in FOUND)


def bare(desk: Desk) -> tuple[str, int]:
    """A naskah as a bulk import makes it from a file alone."""
    accepted = desk.send(Target(fields=NaskahFields(judul="", unit="KANIM-A")))
    return accepted.kode, accepted.berkas_id


def read(desk: Desk, berkas_id: int, found: tuple[Saran, ...]) -> None:
    with desk.stores.database.transaction() as session:
        saran_service.store(session, berkas_id, found)
        saran_service.grant_wish(session, berkas_id, now=clock.utc_now(), priority=jobs.PRIORITY_BULK)


def wish(desk: Desk, kode: str) -> None:
    with desk.stores.database.transaction() as session:
        saran_service.wish_publication(session, kode, now=clock.utc_now())


def test_what_is_stored_comes_back_as_it_was(desk: Desk) -> None:
    _, berkas_id = bare(desk)
    read(desk, berkas_id, FOUND[:3])
    read(desk, berkas_id, FOUND)

    with desk.stores.database.reading() as session:
        assert saran_service.load(session, [berkas_id]) == {berkas_id: FOUND}


def test_without_a_wish_nothing_is_filled_in(desk: Desk) -> None:
    kode, berkas_id = bare(desk)
    read(desk, berkas_id, FOUND)

    naskah = desk.naskah(kode)
    assert (naskah.judul, naskah.status, naskah.bentuk) == ("", Status.DRAF, None)


def test_a_wish_is_granted_where_everything_needed_is_sure(desk: Desk) -> None:
    kode, berkas_id = bare(desk)
    wish(desk, kode)
    read(desk, berkas_id, FOUND)

    with desk.stores.database.reading() as session:
        naskah = session.scalars(select(Naskah).where(Naskah.kode == kode)).one()
        fields = to_fields(session, naskah)
        assert naskah.status is Status.DIAJUKAN
    assert (fields.judul, fields.bentuk, fields.kategori) == (FOUND[0].nilai, Bentuk.NOTA_KESEPAHAMAN, Kategori.UTAMA)
    assert [pihak.is_kementerian for pihak in fields.pihak] == [True, False]
    assert fields.pihak[1].jenis is JenisMitra.PEMERINTAH_DAERAH
    assert {pihak.signed.on for pihak in fields.pihak} == {date(2026, 3, 12)}
    # What was only suspected is left for a person.
    assert fields.pihak[1].jabatan == ""


@pytest.mark.parametrize(
    ("peran", "unit", "expected"),
    [
        (Peran.PENGELOLA, "KANIM-A", [Peran.PENGELOLA]),
        # Whoever may more than a pengelola hands in no more than one would.
        (Peran.BIRO, "BIRO", [Peran.PENGELOLA]),
        (Peran.PIMPINAN, "KANIM-A", []),
    ],
)
def test_a_wish_is_granted_with_the_right_of_a_pengelola_of_its_unit(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, peran: Peran, unit: str, expected: list[Peran]
) -> None:
    sender = desk.office.add_user("pengirim@contoh.example", peran, unit)
    kode, berkas_id = bare(desk)
    with desk.stores.database.transaction() as session:
        session.get_one(Berkas, berkas_id).uploaded_by = sender.user_id
    submitted: list[Actor] = []
    submit = verbs.submit
    monkeypatch.setattr(verbs, "submit", lambda *args, **more: (submitted.append(args[3].actor), submit(*args, **more)))

    wish(desk, kode)
    read(desk, berkas_id, FOUND)

    assert [held.peran for actor in submitted for held in actor.assignments] == expected
    assert {reached for actor in submitted for reached in actor.units_as(*Peran)} <= {"KANIM-A"}
    assert desk.naskah(kode).status is (Status.DIAJUKAN if expected else Status.DRAF)


@pytest.mark.parametrize("field", [B.JUDUL, B.BENTUK, B.LINGKUP, B.SIGNED_ON, B.PIHAK_NAMA, B.PIHAK_JENIS])
def test_one_doubtful_field_leaves_a_draft_for_a_person(desk: Desk, field: Field) -> None:
    kode, berkas_id = bare(desk)
    wish(desk, kode)
    read(desk, berkas_id, doubtful(field))

    naskah = desk.naskah(kode)
    assert (naskah.status, naskah.judul, naskah.is_publication_wished) == (Status.DRAF, "", False)


def test_what_somebody_wrote_is_never_replaced() -> None:
    written = NaskahFields(judul="Judul dari manifes", unit="KANIM-A", lingkup=Lingkup.LUAR_NEGERI)

    filled = fill(written, FOUND, sure_only=False)

    assert (filled.judul, filled.lingkup, filled.kategori) == (written.judul, Lingkup.LUAR_NEGERI, None)
    assert filled.pihak[1].jabatan == "Bupati Contoh"
    assert fill(filled, FOUND, sure_only=False) == filled


@pytest.mark.parametrize("value", ["2026-02-30", "kemarin", ""])
def test_a_day_that_is_none_is_left_open(value: str) -> None:
    found = tuple(replace(saran, nilai=value) if saran.bidang is B.SIGNED_ON else saran for saran in FOUND)

    filled = fill(NaskahFields(judul="x", unit="KANIM-A"), found, sure_only=True)

    assert all(pihak.signed.on is None for pihak in filled.pihak)
