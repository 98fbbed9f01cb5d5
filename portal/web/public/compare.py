"""Two published texts side by side: two members of a family, or an earlier version and the present one."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.domain.document.compare import ComparedPage, Passage, passages_of
from portal.domain.document.compare import compare as compared
from portal.errors import NotFoundError
from portal.queries.public import terbitan, versions
from portal.queries.public.family import is_of_family
from portal.queries.public.values import PublicNaskah, Tombstone
from portal.web.context import public_reading, today
from portal.web.filters import bentuk, term_sentence
from portal.web.public.addresses import NaskahAddresses
from portal.web.writing import label_bahasa, long_date, word_list

_IN_OUR_WORDS = frozenset({"bentuk", "ditandatangani", "masa_berlaku", "bahasa"})

MOST_PAGES = 150
"""Pages of each text that are compared."""


@dataclass(frozen=True)
class Side:
    """One of the two: the naskah, its passages, and where it is read."""

    naskah: PublicNaskah
    passages: tuple[Passage, ...]
    addresses: NaskahAddresses

    @property
    def is_cut(self) -> bool:
        """Whether it has more pages than are compared."""
        return self.naskah.page_count > MOST_PAGES


@dataclass(frozen=True)
class ComparedFact:
    """What both say of one field."""

    name: str
    left: str
    right: str

    @property
    def is_content(self) -> bool:
        """Whether both are words of the naskah themselves, which stay in their language."""
        return self.name not in _IN_OUR_WORDS


def compare(kode: str, lain: str) -> ResponseReturnValue:
    """Two members of one published family; the same naskah twice leads to its page."""
    if kode == lain:
        return redirect(NaskahAddresses(kode).page())
    with public_reading() as session:
        left, right = _side(session, kode), _side(session, lain)
        if not is_of_family(session, kode, lain):
            raise NotFoundError("Kedua naskah itu tidak berhubungan, jadi tidak dibandingkan.")
    return _answer(left, right)


def compare_version(kode: str, versi: int) -> ResponseReturnValue:
    """An earlier version and the present one."""
    with public_reading() as session:
        if versi == versions.newest_number(session, kode):
            return redirect(NaskahAddresses(kode).page())
        return _answer(_side(session, kode, versi), _side(session, kode))


def _answer(left: Side, right: Side) -> str:
    found = compared(left.passages, right.passages)
    return render_template(
        "public/compare.html",
        left=left,
        right=right,
        found=found,
        facts=[fact for fact in _facts(left.naskah, right.naskah) if fact.left != fact.right],
        is_all=request.args.get("semua") == "1",
        is_cut=found.is_cut or left.is_cut or right.is_cut,
    )


def _side(session: Session, kode: str, versi: int | None = None) -> Side:
    if versi is None:
        found = terbitan.find_naskah(session, kode, today())
        if isinstance(found, Tombstone):
            raise terbitan.absent(session, kode)
        pages = terbitan.find_pages(session, kode, last=MOST_PAGES, with_blocks=True)
    else:
        found = versions.find_version(session, kode, versi, today())
        pages = versions.find_version_pages(session, kode, versi, last=MOST_PAGES, with_blocks=True)
    passages = passages_of((ComparedPage(page.teks, page.blocks) for page in pages), found.outline)
    return Side(found, passages, NaskahAddresses(kode, versi))


def _facts(left: PublicNaskah, right: PublicNaskah) -> Sequence[ComparedFact]:
    mine, theirs = _told(left), _told(right)
    return [ComparedFact(name, mine[name], theirs[name]) for name in mine]


def _told(naskah: PublicNaskah) -> dict[str, str]:
    """The public fields as text, by the name under which the words of the page know them."""
    item = naskah.item
    return {
        "judul": item.judul,
        "bentuk": bentuk(item),
        "nomor": word_list(item.nomor),
        "pihak": word_list([pihak.nama for pihak in naskah.pihak]),
        "penanda_tangan": "; ".join(f"{one.penanda_tangan}, {one.jabatan}".strip(", ") for one in naskah.pihak),
        "ditandatangani": long_date(item.signed),
        "masa_berlaku": term_sentence(item.term),
        "unit": item.unit_nama,
        "ruang_lingkup": naskah.ruang_lingkup,
        "pendanaan": naskah.pendanaan,
        "subjek": ", ".join(naskah.subjek),
        "bahasa": word_list([label_bahasa(one) for one in naskah.bahasa]),
    }
