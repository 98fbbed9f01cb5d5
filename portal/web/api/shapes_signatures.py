"""Shapes of the facts about electronic signatures."""

from pydantic import BaseModel, Field

from portal.domain.tanda_tangan.report import (
    Changes,
    Coverage,
    Integrity,
    Kind,
    NotCheckable,
    Revocation,
    TimeStamp,
    Trust,
)
from portal.web.api.shape_parts import Instant, Url, described


class TandaTanganShape(BaseModel):
    """One electronic signature, fact by fact."""

    model_config = described("Satu tanda tangan elektronik. Tiap fakta berdiri sendiri; tidak ada satu vonis.")

    jenis: Kind
    penanda_tangan: str | None = Field(description="Nama pada sertifikat.")
    penerbit: str | None = Field(description="Penerbit sertifikat.")
    waktu: Instant | None = Field(description="Waktu tanda tangan; lihat is_waktu_terbukti.")
    is_waktu_terbukti: bool = Field(description="true bila waktunya dibuktikan cap waktu tepercaya.")
    keutuhan: Integrity
    perubahan: Changes = Field(description="Yang ditambahkan sesudah ditandatangani.")
    kepercayaan: Trust = Field(description="Sambungan sertifikat ke daftar kepercayaan portal ini.")
    cap_waktu: TimeStamp
    pencabutan: Revocation
    cakupan: Coverage
    tidak_dapat_diperiksa: NotCheckable | None = Field(description="Sebab tidak dapat diperiksa; null bila dapat.")


class PemeriksaanTandaTanganShape(BaseModel):
    """The electronic signatures of a file."""

    model_config = described("Tanda tangan elektronik satu berkas. Informasi, bukan pengganti verifikasi resmi.")

    diperiksa_pada: Instant
    keterangan: str | None = Field(description="Sebab sebagian atau semuanya tidak dapat diperiksa.")
    daftar: list[TandaTanganShape] = Field(description="Urut menurut penandatanganan; kosong bila tidak ada.")
    verifikasi_resmi: list[Url]
