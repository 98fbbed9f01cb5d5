"""The words of the two letters: one that asks an address back, and the day's news of the searches it follows.

The first holds nothing that a stranger typed: whoever enters the address of somebody else must not speak to them in
our name. What is searched for is shown on the page behind its link.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portal.domain.formats import long_date, number, weekday_date, word_list
from portal.domain.plain_text import clean_line
from portal.mail.rendering import LetterParts
from portal.queries.public.values import PublicItem
from portal.search.params import Pair, SearchParams

READER = "Bapak/Ibu"
LONGEST_TEXT = 80
LONGEST_TITLE = 140
_FILTERS = {
    "lingkup": "lingkup",
    "bentuk": "bentuk",
    "nama_bentuk": "nama bentuk",
    "status": "status",
    "tahun": "tahun",
    "negara": "negara",
    "unit": "unit",
    "mitra": "mitra",
    "subjek": "subjek",
    "dari": "dari tahun",
    "sampai": "sampai tahun",
}
_ASK_FOOT = (
    "Bila bukan Anda yang meminta, abaikan surat ini: tidak ada surat lain, dan alamat ini dihapus dalam 48 jam."
    " Surat ini dikirim oleh Repositori Naskah Kerja Sama dan tidak perlu dibalas."
)
_NEWS_FOOT = (
    "Surat ini dikirim paling banyak sekali sehari oleh Repositori Naskah Kerja Sama kepada alamat yang mengikuti"
    " pencarian, menurut keadaan per {hari}. Surat ini tidak perlu dibalas. Alamat Anda dihapus begitu langganan"
    " diakhiri."
)


@dataclass(frozen=True)
class SearchNews:
    """What one search has: in words, its address, the new naskah that may be listed, and how many there are."""

    words: str
    address: str
    kode: tuple[str, ...]
    total: int
    why_ended: str = ""
    """Why it cannot be run any more; empty where it can."""


def ask_back(address: str) -> LetterParts:
    """The letter that asks whether somebody wants to follow a search."""
    return LetterParts(
        perihal="Konfirmasi: ikuti pencarian di Repositori Naskah Kerja Sama",
        paragraf=(
            "Seseorang meminta agar alamat ini disurati bila ada naskah kerja sama baru yang sesuai dengan suatu"
            " pencarian, paling banyak sekali sehari.",
            "Bila Anda yang meminta, buka tautan di bawah ini dan tekan tombol di halamannya. Tautan berlaku 48 jam.",
        ),
        fakta=(),
        tautan=address,
        tombol="Lihat pencarian dan konfirmasi",
        kaki=_ASK_FOOT,
    )


def tell_news(
    news: Sequence[SearchNews], items: Mapping[str, PublicItem], today: date, *, base_url: str, manage: str, most: int
) -> LetterParts:
    """The day's letter: each naskah once, with the searches that found it; then what is more, and what ended."""
    found: dict[str, list[str]] = {}
    for one in news:
        for kode in one.kode:
            if kode in items:
                found.setdefault(kode, []).append(one.words)
    listed = list(found)[:most]
    parts = [_naskah(items[kode], found[kode], base_url) for kode in listed]
    parts += [_more(one, left) for one in news if (left := _left(one, items, listed)) > 0]
    parts += [_ended(one) for one in news if one.why_ended]
    subject = "Ada naskah baru untuk pencarian yang Anda ikuti"
    first = f"Ada {number(len(found))} naskah baru yang sesuai dengan pencarian yang Anda ikuti."
    if len(found) > len(listed) or any(_left(one, items, listed) > 0 for one in news):
        first = (
            f"Ada naskah baru yang sesuai dengan pencarian yang Anda ikuti. Berikut {number(len(listed))} di antaranya."
        )
    if not listed:
        subject, first = "Langganan pencarian berakhir", "Ada pencarian yang tidak dapat diikuti lagi."
    return LetterParts(
        perihal=subject,
        paragraf=(first,),
        fakta=(),
        tautan=base_url,
        tombol="Buka portal",
        kaki=_NEWS_FOOT.format(hari=weekday_date(today)),
        bagian=tuple(parts),
        akhiri=manage,
    )


def in_words(params: SearchParams, names: Mapping[Pair, str]) -> str:
    """A search as a person would say it; a unit or mitra without a public name is called by neither name nor key."""
    words = [f"“{_cut(clean_line(params.text), LONGEST_TEXT)}”"] if params.text else []
    for name, value in params.active:
        if name in ("unit", "mitra"):
            words.append(f"{name} {names.get((name, value), 'tertentu')}")
        elif name in _FILTERS:
            words.append(f"{_FILTERS[name]} {value.replace('_', ' ')}")
        else:
            words.append(f"berakhir dalam {value} bulan")
    return _cut(", ".join(words), 3 * LONGEST_TEXT) if words else "semua naskah"


def _naskah(item: PublicItem, words: Sequence[str], base_url: str) -> LetterParts:
    facts = [("Mitra", word_list([mitra.nama for mitra in item.mitra]))] if item.mitra else []
    if item.signed.on is not None:
        facts.append(("Ditandatangani", long_date(item.signed)))
    facts.append(("Pencarian", "; ".join(words)))
    return LetterParts(
        perihal=_cut(clean_line(item.judul), LONGEST_TITLE),
        paragraf=(),
        fakta=tuple(facts),
        tautan=f"{base_url}/n/{item.kode}",
        tombol="Buka naskah",
        kaki="",
    )


def _left(one: SearchNews, items: Mapping[str, PublicItem], listed: Sequence[str]) -> int:
    """How many more it found than are listed; what is gone since is in neither number."""
    gone = sum(kode not in items for kode in one.kode)
    return one.total - gone - sum(kode in listed for kode in one.kode)


def _more(one: SearchNews, left: int) -> LetterParts:
    return LetterParts(
        perihal=f"Masih {number(left)} naskah baru lagi",
        paragraf=(),
        fakta=(("Pencarian", one.words),),
        tautan=one.address,
        tombol="Lihat hasil pencarian",
        kaki="",
    )


def _ended(one: SearchNews) -> LetterParts:
    return LetterParts(
        perihal="Satu pencarian tidak dapat diikuti lagi",
        paragraf=(f"Portal tidak mengenal lagi isi pencarian itu: {one.why_ended} Langganannya diakhiri.",),
        fakta=(),
        tautan=one.address,
        tombol="Buat pencarian baru",
        kaki="",
    )


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
