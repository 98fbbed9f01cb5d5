"""The naskah from which a new draft follows, where its page led to the upload (`dari` and `sebagai` of the address)."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.domain.naskah.enumerations import JenisHubungan
from portal.domain.naskah.fields import NaskahFields
from portal.domain.naskah.follow_up import LANJUTAN, derived
from portal.domain.naskah.kode import is_kode
from portal.domain.naskah.status import Status
from portal.errors import BadInputError, NotFoundError
from portal.queries.naskah import dossier
from portal.queries.naskah.values import StaffNaskah
from portal.web.context import actor, reading
from portal.web.typed import clean_line

FROM, AS = "dari", "sebagai"


@dataclass(frozen=True)
class Origin:
    """The naskah, and what the new one is to it."""

    naskah: StaffNaskah
    jenis: JenisHubungan

    @property
    def is_continued(self) -> bool:
        """Whether the same cooperation goes on, so that its form is taken over as well."""
        return self.jenis in LANJUTAN

    def fields(self, judul: str, unit: str) -> NaskahFields:
        """The fields of a draft that follows from it."""
        induk = [
            one.kode
            for one in self.naskah.hubungan
            if one.is_outgoing and one.jenis is JenisHubungan.INDUK and one.judul
        ]
        return derived(self.naskah.fields, self.naskah.kode, self.jenis, judul=judul, unit=unit, induk=induk)


def origin(values: Mapping[str, str]) -> Origin | None:
    """The naskah that is named, None where none is. Raises NotFoundError, or BadInputError for a kind there is not."""
    kode = clean_line(values.get(FROM, ""))
    if not kode:
        return None
    jenis = next((one for one in JenisHubungan if one.value == values.get(AS, "")), None)
    if jenis is None:
        raise BadInputError("Buka lagi halaman naskahnya, lalu pilih unggah perpanjangan, perubahan, atau lainnya.")
    if not is_kode(kode):
        raise NotFoundError("Naskah tidak ditemukan.")
    with reading() as session:
        found = dossier.find_naskah(session, kode, actor())
    if found.status is Status.DRAF:
        raise BadInputError("Naskah asalnya masih draf. Kirim dulu naskah itu.", "berkas")
    return Origin(found, jenis)
