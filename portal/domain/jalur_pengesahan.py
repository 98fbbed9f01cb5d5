"""The track of ratification: the question, the route, the documents and the result (Pasal 39 ayat (5))."""

from enum import StrEnum


class JalurPengesahan(StrEnum):
    """How a treaty is ratified (UU 24/2000 Pasal 9 to 11); a person decides it, with a reason."""

    TIDAK_PERLU = "tidak_perlu"
    UU_DPR = "uu_dpr"
    PERPRES = "perpres"


class KategoriPengesahan(StrEnum):
    """Matters that need a law (UU 24/2000 Pasal 10); the list is open (Putusan MK 13/PUU-XVI/2018)."""

    POLITIK_PERTAHANAN = "politik_pertahanan"
    WILAYAH = "wilayah"
    KEDAULATAN = "kedaulatan"
    HAM_LINGKUNGAN = "ham_lingkungan"
    KAIDAH_HUKUM_BARU = "kaidah_hukum_baru"
    PINJAMAN_HIBAH = "pinjaman_hibah"
    LAINNYA = "lainnya"


class DokumenPengesahan(StrEnum):
    """The four documents the initiator prepares (UU 24/2000 Pasal 12)."""

    SALINAN_NASKAH = "salinan_naskah"
    TERJEMAHAN = "terjemahan"
    RANCANGAN = "rancangan"
    DOKUMEN_LAIN = "dokumen_lain"


class KeadaanPengesahan(StrEnum):
    """Where the ratification of a treaty stands."""

    BELUM_DITENTUKAN = "belum_ditentukan"
    TIDAK_PERLU = "tidak_perlu"
    MENYIAPKAN = "menyiapkan"
    DISAMPAIKAN = "disampaikan"
    DIBAHAS = "dibahas"
    SELESAI = "selesai"


class TindakanPengesahan(StrEnum):
    """A dated act of the track."""

    TENTUKAN = "tentukan"
    DOKUMEN = "dokumen"
    SAMPAIKAN = "sampaikan"
    BAHAS = "bahas"
    SAHKAN = "sahkan"
