"""Shapes of the answers to programs of units: the models that write the JSON are the models that describe it.

The promise is docs/api.md. Nothing here repeats what stands in a file, and of a hold only its class is told.
"""

from typing import Annotated

from pydantic import BaseModel, Field

from portal.domain.naskah.enumerations import JenisBerkas, ReadingState
from portal.domain.naskah.fields import check_complete
from portal.domain.naskah.status import Status
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.errors import Problem
from portal.queries.naskah.values import NaskahDossier, StaffBerkas, StaffNaskah
from portal.web.api.shape_parts import Instant, Url, described, instant
from portal.web.api.shapes import ProblemShape

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 dari bita berkas seperti dikirim.")]
Size = Annotated[int, Field(ge=0, description="Ukuran dalam bita.")]


class MissingShape(BaseModel):
    """A field without which a naskah cannot be handed in."""

    model_config = described("Isian yang masih diperlukan sebelum naskah dapat dikirim.")

    bidang: str
    pesan: str


class UploadedShape(BaseModel):
    """What a program is told of a file that is stored."""

    model_config = described("Tanda terima berkas: tersimpan, dengan bita yang sama seperti dikirim.")

    kode: str = Field(description="Kode tetap naskah.")
    nama: str = Field(description="Nama berkas seperti dicatat.")
    sha256: Digest
    ukuran: Size
    diterima_pada: Instant
    status: Status
    kurang: list[MissingShape]
    keadaan_url: Url
    tanda_terima_url: Url


class StoredBerkasShape(BaseModel):
    """A file of a naskah and how far its reading is."""

    model_config = described("Berkas naskah dan sejauh mana ia dibaca.")

    jenis: JenisBerkas
    sha256: Digest
    ukuran: Size
    diterima_pada: Instant
    pembacaan: ReadingState
    halaman: int | None
    diproses: bool = Field(description="Apakah sistem masih mengerjakannya; tanyakan lagi kemudian.")


class StateShape(BaseModel):
    """How a naskah of the unit stands."""

    model_config = described("Keadaan sebuah naskah unit.")

    kode: str
    status: Status
    terbit: bool = Field(description="Apakah halaman publiknya ada.")
    url: Url | None = Field(description="Alamat halaman publiknya; null bila tidak terbit.")
    diperbarui_pada: Instant
    dikirim_pada: Instant | None
    nomor_tanda_terima: str | None
    kurang: list[MissingShape]
    penahanan: list[AlasanPenahanan] = Field(description="Yang masih menahan penerbitan, menurut kelasnya.")
    berkas: list[StoredBerkasShape]


class ReceiptBerkasShape(BaseModel):
    """A file as it was received."""

    model_config = described("Berkas seperti diterima.")

    nama: str
    jenis: JenisBerkas
    sha256: Digest
    ukuran: Size
    diterima_pada: Instant


class ReceiptShape(BaseModel):
    """The receipt of a naskah."""

    model_config = described("Tanda terima: nomornya ada sejak naskah dikirim untuk diterbitkan.")

    kode: str
    status: Status
    nomor: str | None
    dikirim_pada: Instant | None
    berkas: list[ReceiptBerkasShape]


class FieldProblemShape(ProblemShape):
    """A refusal of something that was sent."""

    model_config = described("Kiriman ditolak (RFC 9457), dengan alasan yang tetap dan bidangnya.")

    alasan: str = Field(description="Alasan sebagai kata tetap.")
    bidang: str | None = Field(description="Bidang atau kepala yang salah.")


class DuplicateProblemShape(ProblemShape):
    """The same bytes are stored already."""

    model_config = described("Berkas yang sama sudah tersimpan (RFC 9457).")

    alasan: str
    kode: str | None = Field(description="Naskah yang memuatnya, bila milik unit ini atau terbit; selain itu null.")


def missing_of(naskah: StaffNaskah) -> list[MissingShape]:
    """What a naskah still needs before it can be handed in."""
    return [_missing(one) for one in check_complete(naskah.fields)]


def _missing(problem: Problem) -> MissingShape:
    return MissingShape(bidang=problem.field, pesan=problem.message)


def uploaded_shape(naskah: StaffNaskah, berkas: StaffBerkas, address: str) -> UploadedShape:
    """The answer to a file that was taken; `address` is that of the state of its naskah."""
    return UploadedShape(
        kode=naskah.kode,
        nama=berkas.nama,
        sha256=berkas.sha256,
        ukuran=berkas.size,
        diterima_pada=instant(berkas.uploaded_at),
        status=naskah.status,
        kurang=missing_of(naskah),
        keadaan_url=address,
        tanda_terima_url=f"{address}/tanda-terima",
    )


def state_shape(found: NaskahDossier, public_url: str) -> StateShape:
    """How a naskah stands; `public_url` is where it is read once it is published."""
    naskah = found.naskah
    is_public = naskah.published_at is not None
    return StateShape(
        kode=naskah.kode,
        status=naskah.status,
        terbit=is_public,
        url=public_url if is_public else None,
        diperbarui_pada=instant(naskah.updated_at),
        dikirim_pada=instant(naskah.submitted_at) if naskah.submitted_at else None,
        nomor_tanda_terima=naskah.nomor_tanda_terima,
        kurang=missing_of(naskah),
        penahanan=[one.alasan for one in found.holds],
        berkas=[
            StoredBerkasShape(
                jenis=one.jenis,
                sha256=one.sha256,
                ukuran=one.size,
                diterima_pada=instant(one.uploaded_at),
                pembacaan=one.keadaan,
                halaman=one.pages,
                diproses=one.is_in_work,
            )
            for one in naskah.current_berkas
        ],
    )


def receipt_shape(naskah: StaffNaskah) -> ReceiptShape:
    """The receipt of a naskah with the files it has now."""
    return ReceiptShape(
        kode=naskah.kode,
        status=naskah.status,
        nomor=naskah.nomor_tanda_terima,
        dikirim_pada=instant(naskah.submitted_at) if naskah.submitted_at else None,
        berkas=[
            ReceiptBerkasShape(
                nama=one.nama,
                jenis=one.jenis,
                sha256=one.sha256,
                ukuran=one.size,
                diterima_pada=instant(one.uploaded_at),
            )
            for one in naskah.current_berkas
        ],
    )
