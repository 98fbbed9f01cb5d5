"""An invented naskah for the description, so that its examples are made by what makes the answers."""

from datetime import UTC, date, datetime

from portal.domain.naskah.enumerations import Bentuk, JenisBerkas, JenisUnit, Lingkup, ReadingState
from portal.domain.naskah.fields import NaskahFields, PihakFields
from portal.domain.naskah.status import Status
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.queries.naskah.values import NaskahDossier, StaffBerkas, StaffNaskah, StaffPenahanan

KODE = "2026-48213"
_AT = datetime(2026, 11, 16, 3, 20, tzinfo=UTC)
_BERKAS = StaffBerkas(
    id=1,
    jenis=JenisBerkas.NASKAH,
    nama="CONTOH.pdf",
    bahasa="id",
    sha256="5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592",
    size=1_204_311,
    mewakili=(),
    uploaded_at=_AT,
    uploaded_by="CONTOH",
    is_replaced=False,
    keadaan=ReadingState.TERBACA,
    keterangan_baca="",
    pages=7,
    enkripsi=None,
    has_script=False,
    has_launch=False,
    has_embedded=False,
    embedded_names=(),
    is_placeholder=False,
    has_form=False,
    has_external_link=False,
    is_truncated=False,
    is_counts_agree=True,
    read_at=_AT,
    tool="",
    signatures_checked_at=_AT,
    keterangan_tanda_tangan="",
    progress=0,
    progress_total=0,
)
_NASKAH = StaffNaskah(
    id=1,
    kode=KODE,
    version=2,
    seen=2,
    status=Status.DIAJUKAN,
    unit_kode="CONTOH",
    unit_nama="CONTOH Unit",
    unit_jenis=JenisUnit.ESELON1,
    fields=NaskahFields(
        judul="CONTOH Nota Kesepahaman",
        unit="CONTOH",
        lingkup=Lingkup.DALAM_NEGERI,
        bentuk=Bentuk.NOTA_KESEPAHAMAN,
        pihak=(PihakFields(nama="CONTOH Kementerian", is_kementerian=True),),
    ),
    co_pemrakarsa=(),
    alasan_status="",
    ended_on=None,
    end_kind=None,
    updated_at=_AT,
    submitted_at=_AT,
    nomor_tanda_terima="TT-2026-00017",
    published_at=None,
    nomor_terbit=None,
    hubungan=(),
    berkas=(_BERKAS,),
)
DOSSIER = NaskahDossier(
    naskah=_NASKAH,
    holds=(StaffPenahanan(AlasanPenahanan.DATA_PRIBADI, _AT, date(2026, 12, 16), None, "", ""),),
    answers=(),
    history=(),
)
