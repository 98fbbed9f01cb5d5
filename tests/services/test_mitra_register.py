"""The register of partners in the hands of the Biro: what it says stands everywhere, merges can be undone."""

from dataclasses import replace
from itertools import pairwise

import pytest
from sqlalchemy import select

from portal import clock
from portal.domain.naskah.enumerations import JenisMitra
from portal.domain.naskah.fields import PihakFields
from portal.errors import BadInputError, ConflictError, FieldsRefusedError, NotAllowedError
from portal.models.audit_entry import AuditEntry
from portal.models.mitra import Mitra, MitraNama
from portal.queries.public.terbitan import browse_mitra, find_naskah, moved_mitra
from portal.queries.public.values import PublicMitra
from portal.services import mitra_register
from portal.services.mitra import find
from portal.services.mitra_register import Determination
from tests.factories.desk import Desk
from tests.factories.naskah import sample_fields
from tests.factories.public_view import BIRO, OWNER, PPID, do, found

MINISTRY = PihakFields("Kementerian Contoh", is_kementerian=True)
PARTNER = PihakFields("Pemda Contoh", jenis=JenisMitra.LEMBAGA_NONPEMERINTAH, negara="ID")
RIGHT = Determination("Pemerintah Daerah Contoh", JenisMitra.PEMERINTAH_DAERAH, "ID", "Salah jenis.")


def publish(desk: Desk, nama: str) -> str:
    return desk.publish(sample_fields(pihak=(MINISTRY, replace(PARTNER, nama=nama))))


def number_of(desk: Desk, nama: str) -> int:
    with desk.stores.database.reading() as session:
        entry = session.scalar(select(MitraNama.mitra_id).where(MitraNama.nama == nama))
    assert entry is not None
    return entry


def shown(desk: Desk, kode: str) -> PublicMitra:
    with desk.stores.database.reading() as session:
        (party,) = find_naskah(session, kode, clock.today()).item.mitra
        return party


def listed(desk: Desk) -> list[tuple[str, str, int]]:
    with desk.stores.database.reading() as session:
        return [(entry.kunci, entry.nama, entry.count) for entry in browse_mitra(session)]


def test_what_the_biro_determines_stands_in_public_at_once_and_on_later_naskah(desk: Desk) -> None:
    first = publish(desk, "Pemda Contoh")
    do(desk, mitra_register.determine, number_of(desk, "Pemda Contoh"), RIGHT, desk.act(BIRO))
    later = publish(desk, "PEMDA CONTOH")

    for kode, nama in ((first, "Pemda Contoh"), (later, "PEMDA CONTOH")):
        assert shown(desk, kode) == PublicMitra(nama, "pemda-contoh", JenisMitra.PEMERINTAH_DAERAH, "ID")
    assert listed(desk) == [("pemda-contoh", "Pemerintah Daerah Contoh", 2)]
    with desk.stores.database.reading() as session:
        by_new_name, by_old_name = find(session, "pemerintah daerah contoh"), find(session, "pemda contoh")
        assert by_new_name is by_old_name is not None
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "mitra.tetapkan")).one()
        assert (entry.object_kind, "Salah jenis." in entry.after) == ("mitra", True)


def test_a_merged_entry_leads_to_the_other_and_comes_back_when_parted(desk: Desk) -> None:
    kept, wrong = publish(desk, "Pemda Contoh"), publish(desk, "Pemda Contoooh")
    source = number_of(desk, "Pemda Contoooh")

    do(desk, mitra_register.merge, source, "PEMDA CONTOH", "Salah ketik.", desk.act(BIRO))
    after = publish(desk, "Pemda Contoooh")

    assert {shown(desk, kode).slug for kode in (kept, wrong, after)} == {"pemda-contoh"}
    assert shown(desk, wrong).nama == "Pemda Contoooh"
    assert [(kunci, count) for kunci, _, count in listed(desk)] == [("pemda-contoh", 3)]
    with desk.stores.database.reading() as session:
        assert moved_mitra(session, ["pemda-contoooh", "lain"]) == {"pemda-contoooh": "pemda-contoh"}
    desk.work()
    assert set(found(desk, "mitra contoooh")) <= {wrong, after}

    do(desk, mitra_register.part, source, "Ternyata dua mitra.", desk.act(BIRO))

    assert shown(desk, kept).slug == "pemda-contoh"
    assert {shown(desk, kode).slug for kode in (wrong, after)} == {"pemda-contoooh"}
    with desk.stores.database.reading() as session:
        assert moved_mitra(session, ["pemda-contoooh"]) == {}


def test_an_address_survives_a_merge_into_an_entry_that_was_never_public(desk: Desk) -> None:
    kode = publish(desk, "Pemda Contoh")
    desk.draft(sample_fields(pihak=(MINISTRY, replace(PARTNER, nama="Pemda Baru"))))

    do(desk, mitra_register.merge, number_of(desk, "Pemda Contoh"), "Pemda Baru", "Sama.", desk.act(BIRO))

    assert shown(desk, kode) == PublicMitra("Pemda Contoh", "pemda-contoh", PARTNER.jenis, "ID")
    assert listed(desk) == [("pemda-contoh", "Pemda Contoh", 1)]


def test_merges_one_after_the_other_end_at_the_entry_that_stands(desk: Desk) -> None:
    names = ("Pemda Satu", "Pemda Dua", "Pemda Tiga")
    kode = [publish(desk, nama) for nama in names]
    for source, target in pairwise(names):
        do(desk, mitra_register.merge, number_of(desk, source), target, "Sama.", desk.act(BIRO))

    with desk.stores.database.reading() as session:
        assert moved_mitra(session, ["pemda-satu", "pemda-dua"]) == dict.fromkeys(
            ("pemda-satu", "pemda-dua"), "pemda-tiga"
        )
    assert {shown(desk, one).slug for one in kode} == {"pemda-tiga"}
    with pytest.raises(ConflictError, match="sudah digabungkan"):
        do(desk, mitra_register.merge, number_of(desk, "Pemda Satu"), "Pemda Dua", "Lagi.", desk.act(BIRO))


@pytest.mark.parametrize("actor", [OWNER, PPID])
def test_nobody_but_the_biro_touches_the_register(desk: Desk, actor: object) -> None:
    publish(desk, "Pemda Contoh")
    number = number_of(desk, "Pemda Contoh")
    for verb, arguments in (
        (mitra_register.determine, (RIGHT,)),
        (mitra_register.merge, ("Pemda Lain", "Sama.")),
        (mitra_register.part, ("Beda.",)),
    ):
        with pytest.raises(NotAllowedError):
            do(desk, verb, number, *arguments, desk.act(actor))  # type: ignore[arg-type]


def test_what_cannot_be_is_refused(desk: Desk) -> None:
    for nama in ("Pemda Contoh", "Pemda Lain"):
        publish(desk, nama)
    number, act = number_of(desk, "Pemda Contoh"), desk.act(BIRO)
    refusals = (
        (FieldsRefusedError, mitra_register.determine, (replace(RIGHT, jenis=None),)),
        (FieldsRefusedError, mitra_register.determine, (replace(RIGHT, nama=" "),)),
        (BadInputError, mitra_register.determine, (replace(RIGHT, alasan=""),)),
        (ConflictError, mitra_register.determine, (replace(RIGHT, nama="PEMDA LAIN"),)),
        (BadInputError, mitra_register.merge, ("Pemda Contoh", "Sama.")),
        (BadInputError, mitra_register.merge, ("Tidak Ada", "Sama.")),
        (ConflictError, mitra_register.part, ("Beda.",)),
    )
    for error, verb, arguments in refusals:
        with pytest.raises(error):
            do(desk, verb, number, *arguments, act)
    with desk.stores.database.reading() as session:
        assert session.scalars(select(Mitra.determined_nama)).all() == [None, None]
