"""Shapes of the answers: the models that write the JSON are the models that describe it.

The promise is docs/api.md. Descriptions are in Indonesian, because developers of other systems read them.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from portal.domain.naskah.enumerations import (
    Bentuk,
    JenisAcara,
    JenisBerkas,
    JenisHubungan,
    JenisMitra,
    Kategori,
    Lingkup,
    Presisi,
    Tingkat,
)
from portal.domain.naskah.masa_berlaku import MasaBerlaku
from portal.search.reasons import FIELDS
from portal.web.api.shape_parts import Day, Instant, Url, described
from portal.web.api.shapes_signatures import PemeriksaanTandaTanganShape
from portal.web.words.labels.naskah import ALASAN_PENARIKAN

PARTLY_KNOWN = r"^\d{4}(-\d{2}(-\d{2})?)?$"

PartlyKnownDay = Annotated[
    str,
    Field(
        pattern=PARTLY_KNOWN,
        description="Tanggal yang mungkin hanya diketahui sebagian: 2024, 2024-11, atau 2024-11-13.",
    ),
]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 dari bita berkas PDF.")]
Negara = Annotated[str, Field(description="Kode ISO 3166-1 alfa-2.")]


class MitraShape(BaseModel):
    """A partner in a list of naskah."""

    model_config = described("Mitra kerja sama, dengan nama seperti pada naskah.")

    nama: str
    jenis: JenisMitra | None
    negara: Negara | None


class UnitShape(BaseModel):
    """The initiating unit, named as on the day of signing."""

    model_config = described("Unit pemrakarsa, dengan nama pada tanggal tanda tangan.")

    kode: str
    nama: str


class HighlightShape(BaseModel):
    """A piece of page text with what matched."""

    model_config = described("Cuplikan halaman. Teksnya sudah di-escape; satu-satunya tag adalah <mark>.")

    page: int = Field(ge=1, description="Nomor halaman.")
    html: str


class MatchedFieldShape(BaseModel):
    """A field that matched, with what matched in it."""

    model_config = described("Medan naskah yang cocok. Teksnya sudah di-escape; satu-satunya tag adalah <mark>.")

    field: str = Field(
        json_schema_extra={"enum": list(FIELDS)}, description="Nama medan; mitra: nama pihak di luar Kementerian."
    )
    html: str


class _NaskahFields(BaseModel):
    """What a list and a single answer both tell about a naskah."""

    kode: str = Field(description="Kode tetap naskah.")
    judul: str
    lingkup: Lingkup
    bentuk: Bentuk
    nomor: list[str] = Field(description="Semua nomor pada naskah, satu per pihak.")
    mitra: list[MitraShape]
    unit: UnitShape
    signed_on: PartlyKnownDay | None = Field(description="Tanda tangan terakhir; null bila tidak diketahui.")
    expires_on: Day | None = Field(description="Hari terakhir masa berlaku; null bila tidak ada atau tidak diketahui.")
    status: MasaBerlaku = Field(description="Masa berlaku pada hari ini (WIB).")
    url: Url = Field(description="Halaman naskah.")
    pdf_url: Url | None = Field(description="Berkas utama; null bila hanya metadata yang terbuka.")
    sha256: Sha256 | None = Field(description="Sidik jari berkas utama.")
    pages: int | None = Field(description="Jumlah halaman berkas utama; null selama belum diketahui.")


class ItemShape(_NaskahFields):
    """One naskah in the results."""

    model_config = described("Satu naskah dalam hasil pencarian.")

    highlights: list[HighlightShape]
    halaman: list[int] = Field(description="Semua halaman yang memenuhi teks yang dicari, berurutan.")
    matched_fields: list[MatchedFieldShape] = Field(
        description="Medan yang cocok dengan teks yang dicari; kosong bila hanya isi halaman yang cocok."
    )


class FacetShape(BaseModel):
    """One value of a facet and the number of naskah it would give."""

    model_config = described("Nilai saringan dan jumlah naskah yang akan ditemukan dengannya.")

    value: str
    count: int


class FacetsShape(BaseModel):
    """All facets; each counted under the text and the other filters."""

    model_config = described("Jumlah per saringan, dihitung menurut teks dan saringan lainnya; terbanyak lebih dulu.")

    lingkup: list[FacetShape]
    bentuk: list[FacetShape]
    nama_bentuk: list[FacetShape]
    status: list[FacetShape]
    tahun: list[FacetShape]
    unit: list[FacetShape]
    negara: list[FacetShape]
    mitra: list[FacetShape]
    subjek: list[FacetShape]


class SearchShape(BaseModel):
    """One page of search results."""

    model_config = described("Satu halaman hasil pencarian.")

    total: int
    page: int
    per_page: int
    took_ms: int = Field(description="Lama pencarian dalam milidetik; tidak ikut menentukan ETag.")
    corrected_text: str | None = Field(
        description="Selalu null: teks yang dikirim tidak pernah diganti. Lihat mungkin_maksud."
    )
    termasuk: list[str] = Field(
        description="Kata lain dengan arti sama yang ikut ditemukan; tanda kutip pada q meniadakannya."
    )
    partial: bool = Field(
        description="true bila tidak ada naskah yang memuat seluruh teks; isinya yang paling mendekati lebih dulu."
    )
    mungkin_maksud: list[str] = Field(
        description="Usul teks lain bila sebuah kata tidak dikenal; setiap usul menemukan naskah."
    )
    degraded: bool = Field(
        description="true bila pencarian sedang terganggu: isinya naskah terbaru, tanpa teks dan saringan yang diminta."
    )
    facets: FacetsShape
    items: list[ItemShape]


class PihakShape(BaseModel):
    """A party with its number, signer, day and place of signing."""

    model_config = described("Pihak pada naskah; Kementerian tidak mempunyai slug, jenis, dan negara.")

    nama: str
    slug: str | None = Field(description="Nilai untuk parameter mitra; null bagi Kementerian.")
    jenis: JenisMitra | None
    negara: Negara | None
    nomor: str | None
    penanda_tangan: str | None
    jabatan: str | None
    signed_on: PartlyKnownDay | None
    signed_presisi: Presisi
    tempat: str | None


class BerkasShape(BaseModel):
    """A public file."""

    model_config = described("Berkas PDF yang terbuka untuk umum.")

    urutan: int
    jenis: JenisBerkas
    bahasa: str
    sha256: Sha256
    size: int = Field(description="Ukuran dalam bita.")
    pages: int | None
    url: Url
    tanda_tangan: PemeriksaanTandaTanganShape | None = Field(description="null: belum diperiksa.")


class NaskahRefShape(BaseModel):
    """The other side of a relation."""

    model_config = described("Naskah lain yang juga terbit.")

    kode: str
    judul: str
    status: MasaBerlaku
    url: Url


class HubunganShape(BaseModel):
    """A relation to another published naskah."""

    model_config = described("Hubungan dengan naskah lain yang terbit.")

    jenis: JenisHubungan
    arah: Literal["keluar", "masuk"] = Field(
        description="keluar: naskah ini menunjuk naskah lain itu; masuk: naskah lain itu menunjuk naskah ini."
    )
    naskah: NaskahRefShape


class AcaraShape(BaseModel):
    """A dated act."""

    model_config = described("Peristiwa bertanggal dalam riwayat naskah.")

    jenis: JenisAcara
    tanggal: PartlyKnownDay | None
    presisi: Presisi
    keterangan: str | None


class NaskahShape(_NaskahFields):
    """One naskah with everything that is public about it."""

    model_config = described("Satu naskah beserta pihak, hubungan, peristiwa, dan berkasnya.")

    kategori: Kategori | None
    tingkat: Tingkat | None
    nama_bentuk: str | None = Field(description="Nama bentuk bila bentuk = nama_lain.")
    signed_presisi: Presisi
    effective_on: Day | None
    is_open_ended: bool = Field(description="true bila naskah berlaku tanpa batas waktu.")
    ended_on: Day | None = Field(description="Hari naskah diakhiri atau diganti sebelum waktunya.")
    ruang_lingkup: str | None
    pendanaan: str | None
    subjek: list[str]
    bahasa: list[str]
    perjanjian_internasional: bool | None = Field(description="null: belum ditetapkan.")
    is_metadata_only: bool = Field(description="true bila berkas dan teksnya tidak dibuka.")
    nomor_terbit: int = Field(description="1 untuk penerbitan pertama, 2 untuk berikutnya, dan seterusnya.")
    first_published_at: Instant
    published_at: Instant
    pihak: list[PihakShape]
    hubungan: list[HubunganShape]
    acara: list[AcaraShape]
    berkas: list[BerkasShape]


class HealthShape(BaseModel):
    """Whether the portal works; nothing more is told."""

    model_config = described("Keadaan layanan.")

    status: Literal["ok", "degraded"]


class ProblemShape(BaseModel):
    """An error (RFC 9457)."""

    model_config = described("Kesalahan (RFC 9457).")

    type: str
    title: str
    status: int
    detail: str


class ParameterProblemShape(ProblemShape):
    """An error in one parameter."""

    model_config = described("Kesalahan pada sebuah parameter (RFC 9457).")

    parameter: str = Field(description="Nama parameter yang salah.")


class TombstoneShape(BaseModel):
    """What is left of a withdrawn naskah."""

    model_config = described("Yang tersisa dari naskah yang ditarik.")

    kode: str
    withdrawn_on: Day
    alasan: str = Field(json_schema_extra={"enum": list(ALASAN_PENARIKAN)}, description="Golongan alasan penarikan.")


class TombstoneProblemShape(ProblemShape, TombstoneShape):
    """The answer 410."""

    model_config = described("Naskah sudah ditarik (RFC 9457).")
