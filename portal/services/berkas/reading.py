"""Reading: what the indexer found in a file becomes rows; text that changes is handed on to publication and search."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.domain.berkas.completeness import explain
from portal.domain.berkas.placeholder import is_placeholder_text
from portal.domain.berkas.reading import Inspection, PageText
from portal.domain.berkas.recognition import unread_share
from portal.domain.naskah.enumerations import ReadingState, RecognitionState
from portal.domain.naskah.status import Action
from portal.errors import NotFoundError
from portal.models.berkas import Berkas, Halaman
from portal.models.job import JobKind
from portal.services import jobs
from portal.services.acts import Act, find_for, record, require, system_act
from portal.services.berkas import recognising
from portal.services.berkas.words import pack_places, pack_words

PORTION = 200
"""Pages stored in one transaction: nobody who saves something else waits longer than for these."""


@dataclass(frozen=True)
class StoredImage:
    """A page image in the derived store: digest, and size in pixels."""

    sha256: str
    width: int
    height: int


@dataclass(frozen=True)
class ReadingResult:
    """Everything that one reading of a file gave. `detail` is for staff; `is_readable` False leaves it `gagal`."""

    is_readable: bool
    detail: str
    inspection: Inspection | None
    pages: tuple[PageText, ...]
    images: Mapping[int, StoredImage]
    to_recognise: frozenset[int] = frozenset()
    """Pages whose text an engine has yet to read."""


def begin(session: Session, berkas_id: int) -> Berkas:
    """Mark a file as being read; raises NotFoundError."""
    berkas = session.get(Berkas, berkas_id)
    if berkas is None:
        raise NotFoundError("Berkas tidak ditemukan.")
    berkas.keadaan = ReadingState.DIBACA
    return berkas


def drop_pages(session: Session, berkas_id: int) -> bool:
    """Forget some pages of an earlier reading; gives back whether there may be more."""
    some = session.scalars(select(Halaman.id).where(Halaman.berkas_id == berkas_id).limit(PORTION)).all()
    session.execute(delete(Halaman).where(Halaman.id.in_(some)))
    return len(some) == PORTION


def portions(result: ReadingResult) -> Iterator[tuple[int, ...]]:
    """The numbers of the pages that were found, as many at a time as one transaction stores."""
    numbers = sorted({page.number for page in result.pages} | result.images.keys())
    return (tuple(numbers[start : start + PORTION]) for start in range(0, len(numbers), PORTION))


def add_pages(session: Session, berkas_id: int, result: ReadingResult, numbers: Sequence[int]) -> None:
    """Store these pages of a reading."""
    texts = {page.number: page for page in result.pages}
    session.add_all(_row(berkas_id, number, texts.get(number), result) for number in numbers)


def store_result(session: Session, berkas_id: int, result: ReadingResult, *, now: datetime, priority: int) -> None:
    """Replace what was known of the pages by this reading, all in one transaction, and let the others know."""
    while drop_pages(session, berkas_id):
        pass
    for numbers in portions(result):
        add_pages(session, berkas_id, result, numbers)
    conclude(session, berkas_id, result, now=now, priority=priority)


def conclude(session: Session, berkas_id: int, result: ReadingResult, *, now: datetime, priority: int) -> None:
    """The pages are stored: say how the reading ended, and let publication and search know."""
    berkas = session.get_one(Berkas, berkas_id)
    berkas.keadaan = ReadingState.TERBACA if result.is_readable else ReadingState.GAGAL
    berkas.read_at = now
    _note_inspection(berkas, result.inspection)
    if is_placeholder_text([page.text for page in result.pages]):
        berkas.is_placeholder = True
    berkas.keterangan_baca = " ".join(filter(None, (result.detail, _doubts(berkas, result))))[:1000]
    session.flush()
    record(
        session,
        system_act(now),
        "berkas.baca",
        berkas.naskah,
        after={"sha256": berkas.sha256, "keadaan": berkas.keadaan, "halaman": len(result.pages)},
    )
    if result.is_readable:
        recognising.ask(session, berkas_id, now=now, priority=priority)
        jobs.enqueue(session, JobKind.SARANKAN, berkas_id, now=now, priority=priority)
    _hand_on(session, berkas, now, priority)


def store_failure(session: Session, berkas_id: int, detail: str, *, now: datetime, priority: int) -> None:
    """Reading gave up for good; the file stays, staff are told, and publication asks a person."""
    berkas = session.get(Berkas, berkas_id)
    if berkas is None:
        return
    berkas.keadaan = ReadingState.GAGAL
    berkas.keterangan_baca = detail[:1000]
    _hand_on(session, berkas, now, priority)


def read_again(session: Session, kode: str, berkas_id: int, act: Act) -> None:
    """A person has a file of a naskah read once more, for instance with a newer tool.

    Raises NotFoundError, NotAllowedError or TransitionNotAllowedError.
    """
    naskah = find_for(session, kode, act.actor)
    require(naskah, Action.EDIT, act.actor)
    berkas = session.get(Berkas, berkas_id)
    if berkas is None or berkas.naskah_id != naskah.id:
        raise NotFoundError("Berkas tidak ditemukan.")
    berkas.keadaan = ReadingState.MENUNGGU
    jobs.enqueue(session, JobKind.BACA_BERKAS, berkas_id, now=act.now)
    record(session, act, "berkas.baca_ulang", naskah, after={"nama": berkas.nama, "sha256": berkas.sha256})


def _row(berkas_id: int, number: int, page: PageText | None, result: ReadingResult) -> Halaman:
    image = result.images.get(number)
    return Halaman(
        berkas_id=berkas_id,
        nomor=number,
        teks=page.text if page else "",
        teks_tersembunyi=page.hidden if page else "",
        teks_tertutup=page.covered if page else "",
        has_comment=page.has_comment if page else False,
        unread_share=unread_share(page) if page else None,
        asal=page.origin if page else "none",
        pengenalan=RecognitionState.MENUNGGU if number in result.to_recognise else RecognitionState.TIDAK_PERLU,
        keterangan="",
        tool="",
        words=pack_words(page.words) if page else None,
        places=(page.places or pack_places(page.text, page.words)) if page else b"",
        image_sha256=image.sha256 if image else None,
        image_width=image.width if image else None,
        image_height=image.height if image else None,
    )


def _doubts(berkas: Berkas, result: ReadingResult) -> str:
    """Why staff cannot take the file for wholly read; a reading that failed has said its own reason."""
    if not result.is_readable:
        return ""
    inspection = result.inspection
    return explain(
        agreed=berkas.pages if berkas.is_counts_agree else None,
        counted=() if inspection is None else (inspection.pages_pikepdf, inspection.pages_pdfium),
        numbers=[*(page.number for page in result.pages), *result.images],
    )


def _note_inspection(berkas: Berkas, inspection: Inspection | None) -> None:
    if inspection is None:
        # What an earlier reading had counted is no word on this one: the count is open again.
        berkas.pages, berkas.is_counts_agree = None, None
        return
    berkas.pages = inspection.pages or None
    berkas.enkripsi = inspection.encryption
    berkas.has_script = inspection.has_script
    berkas.has_launch = inspection.has_launch
    berkas.has_embedded = inspection.has_embedded
    berkas.embedded_names = inspection.embedded_names
    berkas.is_placeholder = inspection.is_placeholder
    berkas.has_form = inspection.has_form
    berkas.has_external_link = inspection.has_external_link
    berkas.is_truncated = inspection.is_truncated
    berkas.is_counts_agree = inspection.counts_agree
    berkas.tool = ", ".join(f"{name} {version}" for name, version in sorted(inspection.tool_versions.items()))


def _hand_on(session: Session, berkas: Berkas, now: datetime, priority: int) -> None:
    # Signatures are bytes: they can be checked even where not a page can be read.
    jobs.enqueue(session, JobKind.PERIKSA_TANDA_TANGAN, berkas.id, now=now, priority=priority)
    # Asked for after every file: of two that end at the same moment each would take the other for unread.
    recognising.ask_publication(session, berkas, now=now, priority=priority)
    jobs.enqueue(session, JobKind.INDEKS, berkas.naskah_id, now=now, priority=priority)
