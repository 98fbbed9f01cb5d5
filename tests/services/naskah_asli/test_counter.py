"""Around the receipt of an original: a signing before any file, a photo, and finding the naskah at the counter."""

from datetime import date

import pytest

from portal.domain.naskah.enumerations import JenisMitra
from portal.domain.naskah.fields import NaskahFields, PihakFields
from portal.domain.naskah_asli.penerimaan import PenerimaanFields
from portal.domain.tanggal import Tanggal
from portal.domain.tenggat.state import ClockState
from portal.errors import BadInputError, FieldsRefusedError
from portal.services.naskah_asli import penerimaan
from tests.factories.counter import HUKUM, UNIT, at, clocks, do, dossier, receive
from tests.factories.desk import Desk
from tests.factories.naskah import foreign_fields


@pytest.fixture
def kode(desk: Desk) -> str:
    """A foreign naskah of IMI, signed on 4 May 2026."""
    return desk.draft(foreign_fields())


def signing(**changes: object) -> NaskahFields:
    signed = Tanggal(date(2026, 5, 4), foreign_fields().pihak[0].signed.presisi)
    pihak = (
        PihakFields("Kementerian Contoh", is_kementerian=True, signed=signed),
        PihakFields("Kantor Contoh", jenis=JenisMitra.LEMBAGA_PEMERINTAH_NEGARA_ASING, negara="MY", signed=signed),
    )
    return foreign_fields(**{"pihak": pihak, **changes})


def test_a_signing_is_registered_before_any_file_and_its_clock_runs(desk: Desk) -> None:
    kode = do(desk, penerimaan.register_signing, signing(), at("2026-05-20", UNIT))

    found = dossier(desk, kode)
    assert not found.naskah.has_file
    assert clocks(desk, kode, "2026-05-27").asli.keadaan is ClockState.TERLAMBAT
    receive(desk, kode, "2026-05-26")
    desk.attach(kode, ("Pasal 1",))
    assert dossier(desk, kode).naskah.has_file


def test_a_signing_without_partner_or_day_is_refused(desk: Desk) -> None:
    with pytest.raises(FieldsRefusedError) as refused:
        do(desk, penerimaan.register_signing, signing(pihak=()), at("2026-05-20", UNIT))

    assert [problem.field for problem in refused.value.problems] == ["mitra", "signed"]


def test_a_photo_is_kept_and_anything_else_refused(desk: Desk, kode: str) -> None:
    with pytest.raises(BadInputError, match="JPEG, PNG, atau WebP"):
        penerimaan.keep_photo(desk.stores.objects, b"%PDF-1.7")
    with pytest.raises(BadInputError, match="paling besar 8 MB"):
        penerimaan.keep_photo(desk.stores.objects, b"\xff\xd8\xff" + bytes(penerimaan.LARGEST_PHOTO))

    foto = penerimaan.keep_photo(desk.stores.objects, b"\xff\xd8\xffCONTOH")
    do(desk, penerimaan.receive, kode, PenerimaanFields(date(2026, 5, 20)), HUKUM, at("2026-05-20"), foto=foto)

    assert dossier(desk, kode).penerimaan[0].foto_media == "image/jpeg"
    assert desk.stores.objects.exists(foto.kept.sha256)
