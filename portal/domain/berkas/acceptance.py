"""Whether a file that was sent can be taken at all; everything later is recorded, not refused."""

from portal.domain.berkas.pdf_sniff import sniff
from portal.errors import FileRefusedError

MEGABYTE = 1_000_000


def check_receipt(nama: str, *, head: bytes, tail: bytes, size: int, limit: int) -> bool:
    """Raises FileRefusedError with the reason and the way out; gives back whether it may be encrypted.

    `head` and `tail` are the first and last bytes of the file, `size` and `limit` are in bytes.
    """
    if size > limit:
        raise FileRefusedError(
            "too_large",
            f"{nama} lebih besar dari {limit // MEGABYTE} MB. Pindai ulang dengan 200 dpi, lalu unggah lagi.",
        )
    look = sniff(head, tail, size)
    if look.kind == "empty":
        raise FileRefusedError("empty", f"{nama} kosong (0 bita). Periksa berkas di komputer Anda, lalu unggah lagi.")
    if look.kind == "not_pdf":
        raise FileRefusedError("not_pdf", f"{nama} bukan PDF. Simpan atau pindai sebagai PDF, lalu unggah lagi.")
    return look.may_be_encrypted


def locked_error(nama: str) -> FileRefusedError:
    """The refusal of a file that needs a password to open."""
    return FileRefusedError("password", f"{nama} terkunci kata sandi. Simpan ulang tanpa kata sandi, lalu unggah lagi.")


def earlier_version_error(nama: str) -> FileRefusedError:
    """The refusal of a copy for the public out of which what was blackened can be had back."""
    return FileRefusedError(
        "earlier_version",
        f"{nama} masih menyimpan versi sebelumnya di dalam berkas, jadi yang dihitamkan dapat dipulihkan orang. Cetak"
        " ke PDF baru atau hitamkan di portal, lalu unggah lagi.",
    )


def over_quota(sent: int, daily: int) -> str:
    """Why a unit that has sent so many bytes today cannot send more, and the way out."""
    done, most = (f"{round(size / MEGABYTE):,}".replace(",", ".") for size in (sent, daily))
    return (
        f"Unit ini sudah mengunggah {done} MB hari ini; batasnya {most} MB sehari. Lanjutkan besok, atau minta admin"
        " memasukkan berkasnya."
    )


def too_many_pages(nama: str, pages: int, most: int) -> str:
    """Why a file of so many pages is not taken, or not read, and the way out."""
    counted, allowed = (f"{count:,}".replace(",", ".") for count in (pages, most))
    return f"{nama} memuat {counted} halaman; batasnya {allowed}. Pisahkan menjadi beberapa berkas, lalu unggah lagi."
