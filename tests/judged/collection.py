"""The collection that queries are judged on: invented naskah of many offices, partners, countries and years.

The public part of the demonstration's samples, and agreements of the corpus as clean text. They become rows of the
public projection, so that what is measured is the document the portal itself makes of a published naskah.
"""

import re
import zlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, partial
from html import unescape
from typing import cast

from sqlalchemy.orm import Session

from portal.domain.berkas.filename import slug
from portal.domain.naskah.enumerations import Bentuk, JenisMitra, Lingkup, Presisi
from portal.domain.naskah.nomor import plain_nomor
from portal.models.terbitan import Terbitan, TerbitanHalaman, TerbitanNama, TerbitanPihak
from portal.samples.content.blocks import Block, Break, Columns, Grid, Par, Signatures
from portal.samples.content.domestic import domestic_document
from portal.samples.content.foreign import foreign_document
from portal.samples.interface import Sample, SamplePihak, sample_units, samples
from portal.samples.look import Look
from tests.corpus.clauses import CLAUSES, ENGLISH_CLAUSES
from tests.corpus.naskah import Naskah, Pihak, clauses, corpus

TODAY = date(2026, 6, 1)
"""The day on which everything is judged."""
PARTS = ("", "tuned", "fresh")
"""Parts of the corpus in the collection; the unseen one stays unread."""
PAGE = 2_600
"""Letters of a page: about what an A4 page of an agreement holds."""
_NUMBER = re.compile(r"^(?:PASAL|Pasal|ARTICLE|Article) [0-9IVX]+\.?(?: (?P<heading>\S.{0,79}))?$")


@dataclass(frozen=True)
class Paper:
    """One published naskah of the collection; `key` is what judgements name it by, `kode` what the portal does."""

    key: str
    kode: str
    judul: str
    bentuk: Bentuk
    nama_bentuk: str | None
    lingkup: Lingkup
    unit_kode: str
    unit_nama: str
    pihak: tuple[TerbitanPihak, ...]
    bahasa: tuple[str, ...]
    signed_on: date | None
    presisi: Presisi
    effective_on: date | None
    expires_on: date | None
    is_open_ended: bool
    subjek: tuple[str, ...]
    ruang_lingkup: str
    pages: tuple[str, ...]

    @property
    def text(self) -> str:
        """All its pages."""
        return "\n".join(self.pages)

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of its articles."""
        lines = self.text.splitlines()
        found = []
        for place, line in enumerate(lines):
            number = _NUMBER.match(line)
            if number and number["heading"]:
                found.append(number["heading"])
            elif number:
                # In two languages both numbers come first, then both headings.
                beside = [other for other in lines[place + 1 : place + 3] if not _NUMBER.match(other)]
                found += beside[:1] if len(beside) == 2 else beside + lines[place + 3 : place + 4]
        return tuple(dict.fromkeys(found))

    @property
    def mitra(self) -> tuple[str, ...]:
        """Names of its partners."""
        return tuple(pihak.nama for pihak in self.pihak if pihak.mitra_slug)

    @property
    def negara(self) -> tuple[str, ...]:
        """Countries of its partners other than Indonesia."""
        return tuple(pihak.negara for pihak in self.pihak if pihak.negara and pihak.negara != "ID")


@cache
def collection() -> dict[str, Paper]:
    """Every paper by its key."""
    found = [_of_sample(one) for one in samples(count=60, today=TODAY) if _is_public(one)]
    for part in PARTS:
        found += [_of_corpus(one) for one in corpus(part)]
    return {one.key: one for one in found}


def publish(session: Session) -> None:
    """Write the collection into the public projection."""
    at = datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC)
    labels: dict[tuple[str, str], str] = {}
    for paper in collection().values():
        labels["unit", paper.unit_kode] = paper.unit_nama
        labels.update({("mitra", one.mitra_slug): one.nama for one in paper.pihak if one.mitra_slug})
        session.add(
            Terbitan(
                kode=paper.kode,
                judul=paper.judul,
                lingkup=paper.lingkup,
                bentuk=paper.bentuk,
                nama_bentuk=paper.nama_bentuk,
                ruang_lingkup=paper.ruang_lingkup,
                pendanaan="",
                subjek=paper.subjek,
                bahasa=paper.bahasa,
                signed_on=paper.signed_on,
                signed_presisi=paper.presisi,
                effective_on=paper.effective_on,
                expires_on=paper.expires_on,
                is_open_ended=paper.is_open_ended,
                unit_kode=paper.unit_kode,
                unit_nama=paper.unit_nama,
                is_metadata_only=not paper.pages,
                first_published_at=at,
                published_at=at,
                nomor_terbit=1,
                pihak_list=[_copy(one) for one in paper.pihak],
            )
        )
        session.flush()
        session.add_all(
            TerbitanHalaman(kode=paper.kode, nomor=number, teks=text, asal="digital")
            for number, text in enumerate(paper.pages, 1)
        )
    session.add_all(TerbitanNama(jenis=kind, kunci=key, nama=name) for (kind, key), name in sorted(labels.items()))


def _copy(row: TerbitanPihak) -> TerbitanPihak:
    columns = (column.key for column in TerbitanPihak.__table__.columns if column.key not in ("id", "kode"))
    return TerbitanPihak(**{name: getattr(row, name) for name in columns})


def _kode(key: str, year: int) -> str:
    return f"{year}-{10_000 + zlib.crc32(key.encode()) % 90_000}"


# The samples of the demonstration


def _is_public(sample: Sample) -> bool:
    return sample.state == "terbit" and sample.visibilitas != "dikecualikan"


def _of_sample(sample: Sample) -> Paper:
    units = {row[0]: row[1] for row in sample_units()}
    signed = sample.signed_on
    return Paper(
        key=sample.key,
        kode=_kode(sample.key, signed.year if signed else TODAY.year),
        judul=sample.judul,
        bentuk=Bentuk(sample.bentuk),
        nama_bentuk=sample.nama_bentuk,
        lingkup=Lingkup(sample.lingkup),
        unit_kode=sample.unit,
        unit_nama=units[sample.unit],
        pihak=tuple(_side(side, place) for place, side in enumerate(sample.pihak, 1)),
        bahasa=sample.bahasa,
        signed_on=signed,
        presisi=Presisi(sample.pihak[0].signed_precision),
        effective_on=sample.effective_on,
        expires_on=sample.expires_on,
        is_open_ended=sample.is_open_ended,
        subjek=sample.subjek,
        ruang_lingkup=sample.ruang_lingkup,
        pages=_sample_pages(sample) if sample.visibilitas == "publik" else (),
    )


def _side(side: SamplePihak, place: int) -> TerbitanPihak:
    return TerbitanPihak(
        urutan=place,
        mitra_slug=None if side.is_kementerian else slug(side.nama),
        nama=side.nama,
        jenis=JenisMitra(side.jenis_mitra) if side.jenis_mitra and not side.is_kementerian else None,
        negara=side.negara,
        nomor=side.nomor or "",
        nomor_plain=plain_nomor(side.nomor or ""),
        penanda_tangan=side.penanda_tangan or "",
        jabatan=side.jabatan or "",
        signed_on=side.signed_on,
        signed_presisi=Presisi(side.signed_precision),
        tempat=side.tempat or "",
    )


def _sample_pages(sample: Sample) -> tuple[str, ...]:
    """The words of a sample page by page, as typeset but without setting them: a scan has the words it was made of."""
    draft, look = cast("tuple[Sample, Look]", cast("partial[bytes]", sample.pdf).args)
    build = foreign_document if sample.lingkup == "luar_negeri" else domestic_document
    return _paged(line for block in build(draft, look).blocks for line in _lines(block))


def _lines(block: Block) -> list[str]:
    if isinstance(block, Break):
        return ["\f"]
    if isinstance(block, Par):
        return [f"{block.marker} {block.text}".strip().replace("**", "")]
    if isinstance(block, Columns):
        return _lines(block.left) + _lines(block.right)
    if isinstance(block, Grid):
        return [" ".join(row).replace("**", "") for row in block.rows]
    if isinstance(block, Signatures):
        return [line for cell in block.cells for line in (cell.label, cell.jabatan, cell.nama)]
    return []


# The agreements of the corpus


def _of_corpus(naskah: Naskah) -> Paper:
    ours = next((one for one in naskah.pihak if one.is_kementerian), None)
    unit = ours.nama[0] if ours else "Sekretariat Jenderal"
    bentuk = Bentuk(naskah.bentuk)
    return Paper(
        key=naskah.id,
        kode=_kode(naskah.id, naskah.tanggal.year if naskah.tanggal else TODAY.year),
        judul=naskah.judul[0],
        bentuk=bentuk,
        nama_bentuk=naskah.nama[0] if bentuk is Bentuk.NAMA_LAIN else None,
        lingkup=Lingkup(naskah.lingkup),
        unit_kode=slug(unit).upper(),
        unit_nama=unit,
        pihak=tuple(_party(naskah, one, place) for place, one in enumerate(naskah.pihak, 1)),
        bahasa=naskah.bahasa,
        signed_on=naskah.tanggal,
        presisi=Presisi(naskah.presisi),
        effective_on=naskah.tanggal,
        expires_on=naskah.akhir,
        is_open_ended=False,
        subjek=(),
        ruang_lingkup="",
        pages=_paged(_written(naskah)),
    )


_STATE = ("Pemerintah Republik Indonesia", "Government of the Republic of Indonesia")
"""Where the state itself is a party, the ministry signs for it: no partner."""


def _party(naskah: Naskah, one: Pihak, place: int) -> TerbitanPihak:
    return TerbitanPihak(
        urutan=place,
        mitra_slug=None if one.is_kementerian or one.nama[0] in _STATE else slug(one.nama[0]),
        nama=one.nama[0],
        jenis=JenisMitra(one.jenis) if one.jenis and not one.is_kementerian else None,
        negara=one.negara or None,
        nomor=one.nomor,
        nomor_plain=plain_nomor(one.nomor),
        penanda_tangan=one.penanda,
        jabatan=one.jabatan[0],
        signed_on=naskah.tanggal,
        signed_presisi=Presisi(naskah.presisi),
        tempat=naskah.tempat,
    )


def _written(naskah: Naskah) -> list[str]:
    """The lines of an agreement in the order of its paper, articles that papers share written out."""
    is_english = naskah.bahasa == ("en",)
    shared = clauses(naskah.bagian) if naskah.bagian else CLAUSES
    lines: list[str] = []
    number = 0
    for line in naskah.isi.splitlines():
        word, _, rest = line.removeprefix("@").partition(" ")
        if not line.startswith("@"):
            lines += _plain(line)
        elif word in ("pasal", "article"):
            for key in rest.split():
                heading, texts = (ENGLISH_CLAUSES if word == "article" else shared)[key]
                number += 1
                lines += [_numbered(number, is_english=is_english), heading, *(t for x in texts for t in _plain(x))]
        elif word == "jangka":
            heading, _, text = rest.partition("|")
            number += 1
            lines += [_numbered(number, is_english=is_english), heading]
            lines += [t for x in text.split("^") for t in _plain(x)]
        elif word == "ttd":
            lines += [part for one in naskah.pihak for part in (one.label, one.jabatan[0], one.penanda)]
        elif word == "baru":
            lines.append("\f")
        elif word in ("kop", "surat"):
            lines += rest.split("|")[2 if word == "surat" else 0 :]
        elif word == "bab":
            lines += [f"BAB {rest.partition('|')[0]}", rest.partition("|")[2]]
        elif word == "besar":
            lines.append(rest.partition(" ")[2])
    return lines


def _numbered(number: int, *, is_english: bool) -> str:
    return f"ARTICLE {number}" if is_english else f"Pasal {number}"


def _plain(line: str) -> list[str]:
    """The words of one line of markup."""
    line = re.sub(r"<br ?/?>", " ", line)
    line = re.sub(r"<[^>]+>|\{(?!\{)[^{}]*\}(?!\})", "", line)
    line = re.sub(r"\{\{(.*?)\.*\}\}", r"\1", line)
    line = re.sub(r"^(?:[=~/>\[\]] |[#|!<^])", "", line)
    parts = [re.sub(r"[|^ ]+", " ", part).strip() for part in line.split("||")]
    return [unescape(re.sub(r"(^|  ?)(?:[=~/-]|>>) ?(?=\S)", r"\1", part)) for part in parts]


def _paged(lines: object) -> tuple[str, ...]:
    pages: list[list[str]] = [[]]
    for line in cast("list[str]", list(lines)):  # type: ignore[call-overload]
        if line == "\f" or sum(map(len, pages[-1])) > PAGE:
            pages.append([])
        if line.strip("\f"):
            pages[-1].append(line)
    return tuple("\n".join(page) for page in pages if page)
