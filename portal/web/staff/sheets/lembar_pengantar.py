"""The cover sheet: printed for one naskah, put before its pages on the scanner, it says whose they are."""

from portal.domain import formats
from portal.queries.naskah.values import StaffNaskah
from portal.web.staff.sheets.sheet import MINISTRY, Sheet
from portal.web.staff.sheets.tanda_terima import SAMPLE


def cover_sheet(naskah: StaffNaskah, mitra: tuple[str, ...], mark: str, address: str, *, is_sample: bool) -> Sheet:
    """The sheet of a naskah with this mark in its code; `address` is where it is worked on."""
    return Sheet(
        title="Lembar pengantar pindaian",
        nomor=naskah.kode,
        office=(MINISTRY, "Repositori Naskah Kerja Sama", naskah.unit_nama),
        intro="Letakkan lembar ini di depan naskah, lalu pindai keduanya sebagai satu PDF ke folder pindaian unit, atau"
        " kirim lewat surel. Halaman di belakangnya disimpan pada naskah di bawah ini; lembar ini sendiri tidak ikut.",
        facts=(
            ("Kode naskah", naskah.kode),
            ("Judul", naskah.fields.judul or "Belum diisi"),
            ("Mitra", formats.word_list(mitra) if mitra else "Belum diisi"),
            ("Unit pemrakarsa", naskah.unit_nama),
        ),
        address=address,
        code=mark,
        notes=(
            "Beberapa naskah dapat dipindai sekaligus: setiap naskah dengan lembar pengantarnya sendiri di depannya."
            " Tumpukannya dipisah pada lembar-lembar itu, dan pindaian utuhnya tetap disimpan.",
            "Kode kotak tidak boleh tertutup, terlipat, atau dicoret. Pindai dengan 200 dpi atau lebih.",
        ),
        mark=SAMPLE if is_sample else "",
    )
