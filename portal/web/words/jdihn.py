"""Words of the list for the national legal documentation network, in the spelling its members use."""

from portal.domain.naskah.enumerations import Lingkup

SUBJECT = "KERJA SAMA"
STATUS = {True: "Berlaku", False: "Tidak Berlaku"}
BIDANG_HUKUM = {
    Lingkup.LUAR_NEGERI: "Hukum Internasional",
    Lingkup.DALAM_NEGERI: "Hukum Administrasi Negara",
}
NUMBER, YEAR, TITLE = "Nomor {}", "Tahun {}", "{} tentang {}"
UNUSED = (
    "noPanggil",
    "isbn",
    "nomorIndukBuku",
    "penerbit",
    "deskripsiFisik",
    "sumber",
    "abstrak",
    "urlAbstrak",
    "urlabstrak",
)
"""Fields that are meant for books, or that no naskah has."""
