"""The exact enumerations of the regulation, and the plain values around a naskah (an agreement).

Stored values are the member in lower case. Labels for people live in one web module, not here.
"""

from enum import StrEnum


class Lingkup(StrEnum):
    """Scope of cooperation (Pasal 2)."""

    DALAM_NEGERI = "dalam_negeri"
    LUAR_NEGERI = "luar_negeri"


class Kategori(StrEnum):
    """Class of domestic cooperation (Pasal 3 ayat (1)); foreign cooperation has none."""

    UTAMA = "utama"
    TEKNIS = "teknis"


class Tingkat(StrEnum):
    """Level at which a naskah was made (Pasal 12 domestic, Pasal 8 ayat (1) foreign)."""

    KEMENTERIAN = "kementerian"
    ESELON1 = "eselon1"
    KANWIL = "kanwil"
    UPT = "upt"


class Bentuk(StrEnum):
    """Form of a naskah (Pasal 5); `NAMA_LAIN` carries its own name beside it."""

    NOTA_KESEPAHAMAN = "nota_kesepahaman"
    PERJANJIAN_KERJA_SAMA = "perjanjian_kerja_sama"
    NAMA_LAIN = "nama_lain"


class JenisMitra(StrEnum):
    """Class of partner: four domestic (Pasal 3 ayat (4)), four foreign (Pasal 9)."""

    LEMBAGA_NEGARA = "lembaga_negara"
    LEMBAGA_PEMERINTAH = "lembaga_pemerintah"
    LEMBAGA_NONPEMERINTAH = "lembaga_nonpemerintah"
    PEMERINTAH_DAERAH = "pemerintah_daerah"
    LEMBAGA_PEMERINTAH_NEGARA_ASING = "lembaga_pemerintah_negara_asing"
    ORGANISASI_INTERNASIONAL = "organisasi_internasional"
    ORGANISASI_INTERNASIONAL_NONPEMERINTAH = "organisasi_internasional_nonpemerintah"
    SUBJEK_HUKUM_INTERNASIONAL_LAINNYA = "subjek_hukum_internasional_lainnya"


FOREIGN_JENIS_MITRA = frozenset(
    {
        JenisMitra.LEMBAGA_PEMERINTAH_NEGARA_ASING,
        JenisMitra.ORGANISASI_INTERNASIONAL,
        JenisMitra.ORGANISASI_INTERNASIONAL_NONPEMERINTAH,
        JenisMitra.SUBJEK_HUKUM_INTERNASIONAL_LAINNYA,
    }
)


class AlasanTanpaInduk(StrEnum):
    """Why a perjanjian Kerja Sama has no parent (Pasal 7 ayat (1)); one or both may apply."""

    SUBSTANSI_TEKNIS = "substansi_teknis"
    PERTIMBANGAN_PIMPINAN = "pertimbangan_pimpinan"


class AlasanPengakhiran(StrEnum):
    """Grounds on which cooperation ends (Pasal 37 ayat (1)); several may apply."""

    PERIODE_BERAKHIR = "periode_berakhir"
    PELANGGARAN = "pelanggaran"
    BERTENTANGAN = "bertentangan"
    KESEPAKATAN = "kesepakatan"


class JenisHubungan(StrEnum):
    """How one naskah hangs on another (Pasal 6, 36 and practice)."""

    INDUK = "induk"
    PERPANJANGAN = "perpanjangan"
    PERUBAHAN = "perubahan"
    PENGGANTI = "pengganti"
    PELAKSANA = "pelaksana"


class Visibilitas(StrEnum):
    """What the public may see (UU 14/2008): all, the entry without file and text, or nothing."""

    PUBLIK = "publik"
    METADATA = "metadata"
    DIKECUALIKAN = "dikecualikan"


class Presisi(StrEnum):
    """How exactly a date is known. A partly known date is stored as the first day of its period."""

    HARI = "hari"
    BULAN = "bulan"
    TAHUN = "tahun"
    TIDAK_DIKETAHUI = "tidak_diketahui"


class JenisBerkas(StrEnum):
    """What a stored file is to its naskah."""

    NASKAH = "naskah"
    LAMPIRAN = "lampiran"
    TERJEMAHAN = "terjemahan"
    SALINAN_PUBLIK = "salinan_publik"
    TELAAHAN = "telaahan"
    CTC = "ctc"
    """The certified true copy that the foreign ministry gave (Permenlu 4/2023 Pasal 12); kept, never published."""


class ReadingState(StrEnum):
    """Where the reading of a stored file stands."""

    MENUNGGU = "menunggu"
    DIBACA = "dibaca"
    TERBACA = "terbaca"
    GAGAL = "gagal"


class RecognitionState(StrEnum):
    """Where the text recognition of a page stands."""

    TIDAK_PERLU = "tidak_perlu"
    MENUNGGU = "menunggu"
    TANPA_MESIN = "tanpa_mesin"
    """It waits for an engine that is not installed; it is read as soon as there is one."""
    SELESAI = "selesai"
    KOSONG = "kosong"
    """There is nothing on the page to be read: the back of a sheet."""
    GAGAL = "gagal"
    """No engine could read it; `keterangan` of the page says why."""


class JenisUnit(StrEnum):
    """Kind of organisational unit (Pasal 1 angka 8 to 10)."""

    KEMENTERIAN = "kementerian"
    ESELON1 = "eselon1"
    BIRO = "biro"
    KANWIL_IMIGRASI = "kanwil_imigrasi"
    KANWIL_PEMASYARAKATAN = "kanwil_pemasyarakatan"
    UPT_KANIM = "upt_kanim"
    UPT_RUDENIM = "upt_rudenim"
    UPT_LAPAS = "upt_lapas"
    UPT_RUTAN = "upt_rutan"
    UPT_BAPAS = "upt_bapas"
    UPT_LPKA = "upt_lpka"
    UPT_RUPBASAN = "upt_rupbasan"


class JenisAcara(StrEnum):
    """Kind of dated act in the life of a naskah."""

    DITANDATANGANI = "ditandatangani"
    MULAI_BERLAKU = "mulai_berlaku"
    DISAMPAIKAN = "disampaikan"
    DITERBITKAN = "diterbitkan"
    DITERBITKAN_ULANG = "diterbitkan_ulang"
    DITARIK = "ditarik"
    DIPERPANJANG = "diperpanjang"
    DIUBAH = "diubah"
    BERAKHIR = "berakhir"
    ASLI_DITERIMA = "asli_diterima"
    CTC_TERBIT = "ctc_terbit"
    DISAHKAN = "disahkan"
