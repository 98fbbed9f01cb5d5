"""The pages of the files that would become public: asked for once, and passed along as one value."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.berkas.completeness import FileFacts, verdict
from portal.domain.naskah.enumerations import JenisBerkas, ReadingState, RecognitionState
from portal.domain.publication.personal_data import Finding, covered_text, scan_covered, scan_hidden, scan_pages
from portal.models.berkas import Berkas, Halaman


@dataclass(frozen=True)
class ShownPages:
    """What the pages of all files together tell: how each file was read, and what was found on its pages."""

    files: tuple[FileFacts, ...]
    findings: tuple[Finding, ...]
    has_unread_parts: bool
    """Whether something is drawn beside the text of a page that nothing has read."""
    has_blank_file: bool
    """Whether some file has pages, and on none of them anything at all."""
    has_comments: bool


def load_pages(session: Session, files: Collection[Berkas]) -> ShownPages:
    """Look through the pages of these files."""
    rows = session.execute(
        select(
            Halaman.berkas_id,
            Halaman.nomor,
            Halaman.asal,
            Halaman.pengenalan,
            Halaman.unread_share,
            Halaman.has_comment,
            Halaman.teks,
            Halaman.teks_tersembunyi,
            Halaman.teks_tertutup,
        )
        .where(Halaman.berkas_id.in_([berkas.id for berkas in files]))
        .order_by(Halaman.berkas_id, Halaman.nomor)
    ).all()
    of_file = {berkas_id: list(pages) for berkas_id, pages in groupby(rows, key=lambda row: row.berkas_id)}
    facts: list[FileFacts] = []
    findings: list[Finding] = []
    has_blank_file = False
    for berkas in files:
        pages = of_file.get(berkas.id, [])
        verdicts = {page.nomor: verdict(page.asal, page.pengenalan) for page in pages}
        facts.append(FileFacts(berkas.keadaan, berkas.pages if berkas.is_counts_agree else None, verdicts))
        findings += _scanned(tuple((page.nomor, page.teks, page.teks_tersembunyi) for page in pages))
        is_copy = berkas.jenis is JenisBerkas.SALINAN_PUBLIK
        findings += scan_covered(
            (
                page.nomor,
                covered_text(
                    page.teks,
                    page.teks_tersembunyi,
                    page.teks_tertutup,
                    is_public_copy=is_copy,
                    is_foreign_layer=page.asal == "embedded_ocr",
                ),
            )
            for page in pages
        )
        is_blank = bool(pages) and all(page.pengenalan is RecognitionState.KOSONG for page in pages)
        has_blank_file |= is_blank and berkas.keadaan is ReadingState.TERBACA
    return ShownPages(
        tuple(facts),
        tuple(findings),
        has_unread_parts=any(row.unread_share is not None for row in rows),
        has_blank_file=has_blank_file,
        has_comments=any(row.has_comment for row in rows),
    )


@lru_cache(maxsize=8)
def _scanned(pages: tuple[tuple[int, str, str], ...]) -> tuple[Finding, ...]:
    """Findings in pages of number, text and unseen text; those of the last few files are remembered."""
    seen = scan_pages((number, text) for number, text, _ in pages)
    return (*seen, *scan_hidden((number, hidden) for number, _, hidden in pages))
