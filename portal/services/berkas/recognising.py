"""Recognising: pages without good text are read by an engine, one job a page, and their text finds its way on.

A page is a job of its own, so files share the engine fairly, a stopped worker goes on at the page where it stood, and
several pages of one file are read at the same time. The pages that carry the metadata are read once more by a second
reader, in jobs that come after: what the first read suggests at once, and is compared when the second is done.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import Session

from portal.domain.berkas.reading import PageText, ReadLine, WordBox
from portal.domain.berkas.recognition import (
    better_text,
    carries_metadata,
    is_good_layer,
    is_rest_read,
    mended,
    second_turn,
    with_rest,
)
from portal.domain.berkas.text_quality import FLOOR, quality_of
from portal.domain.naskah.enumerations import RecognitionState
from portal.domain.naskah.status import Status
from portal.models.berkas import Berkas, Halaman
from portal.models.job import Job, JobKind, JobState
from portal.models.naskah import Naskah
from portal.services import jobs
from portal.services.berkas.words import pack_lines, pack_places, pack_words, unpack_words

WAITING = (RecognitionState.MENUNGGU, RecognitionState.TANPA_MESIN)
TRIABLE = (*WAITING, RecognitionState.GAGAL)
"""A page that failed has no job any more, but for one that a person asked to be done again."""
RECOGNISED = ("our_ocr", "embedded_ocr")
"""Origins of text that a recogniser made, hence may have misread."""


@dataclass(frozen=True)
class PageTask:
    """A page to recognise: the file it belongs to, its number from 1, and the text it has so far."""

    halaman_id: int
    berkas_id: int
    sha256: str
    present: PageText
    unread_share: float | None = None
    """Share of the page that pictures cover, if it shows more than its text says."""

    @property
    def is_rest(self) -> bool:
        """Whether only what is drawn beside the text is to be read, because the text itself is good."""
        is_written = self.present.origin == "digital"
        return self.unread_share is not None and is_written and is_good_layer(self.present.text)


@dataclass(frozen=True)
class SecondTask:
    """A page to read once more: its file, its number from 1, and its words so far, which tell how it lies."""

    halaman_id: int
    berkas_id: int
    sha256: str
    number: int
    words: tuple[WordBox, ...]


@dataclass(frozen=True)
class Recognised:
    """What an engine made of a page. `failure` is for people and empty if the page was looked at.

    `ran_out`: it failed for want of time, and another time may be better.
    """

    page: PageText
    tool: str
    is_blank: bool = False
    failure: str = ""
    ran_out: bool = False


def ask(session: Session, berkas_id: int, *, now: datetime, priority: int) -> None:
    """A job for every page of a file that waits: those that carry the metadata first, then in order."""
    rows = session.execute(
        select(Halaman.id, Halaman.nomor).where(Halaman.berkas_id == berkas_id, Halaman.pengenalan.in_(WAITING))
    ).all()
    last = _last_page(session, berkas_id)
    in_turn = sorted(rows, key=lambda row: (not carries_metadata(row.nomor, last), row.nomor))
    wanted = {row.id: giliran for giliran, row in enumerate(in_turn, start=1)}
    jobs.enqueue_many(session, JobKind.KENALI_HALAMAN, wanted, now=now, priority=priority)


def find_task(session: Session, halaman_id: int) -> PageTask | None:
    """The page of a job; None where it was read meanwhile, or belongs to an earlier reading of its file."""
    if (found := _find_page(session, halaman_id, Halaman.pengenalan.in_(TRIABLE))) is None:
        return None
    halaman = found.Halaman
    present = PageText(halaman.nomor, halaman.teks, halaman.asal, 0.0, 0.0, unpack_words(halaman.words))
    return PageTask(halaman.id, halaman.berkas_id, found.sha256, present, halaman.unread_share)


def store_page(
    session: Session, task: PageTask, found: Recognised, *, now: datetime, priority: int, is_read_twice: bool = False
) -> None:
    """Keep the better of two texts of a page, and hand the file on when enough of it is read.

    With `is_read_twice` a second reader is asked for the pages that carry the metadata.
    """
    # Pages of one file end at the same moment: behind this lock exactly one of them sees that it is the last.
    session.scalar(select(Berkas.id).where(Berkas.id == task.berkas_id).with_for_update())
    halaman = session.get(Halaman, task.halaman_id)
    is_same = halaman is not None and (halaman.berkas_id, halaman.nomor) == (task.berkas_id, task.present.number)
    if halaman is None or not is_same or halaman.pengenalan not in TRIABLE:
        return
    kept = _kept(task, found)
    if kept is not task.present:
        # The lines that give way stay in the file that becomes public, and whoever opens it can find them.
        gone = [line for line in halaman.teks.split("\n") if line not in kept.text]
        halaman.teks_tersembunyi = "\n".join(filter(None, (halaman.teks_tersembunyi, *gone)))
        halaman.teks, halaman.asal, halaman.keyakinan = kept.text, kept.origin, kept.confidence
        halaman.words, halaman.places = pack_words(kept.words), pack_places(kept.text, kept.words)
    if task.unread_share is not None and not found.failure:
        is_read = is_rest_read(task.present, found.page, task.unread_share, is_blank=found.is_blank)
        halaman.unread_share = None if is_read else task.unread_share
    # A page whose text is good is not blank because nothing else is on it.
    halaman.pengenalan = _state(replace(found, is_blank=found.is_blank and not kept.text.strip()))
    halaman.keterangan, halaman.tool = found.failure[:500], found.tool[:200]
    session.flush()
    if is_read_twice:
        _ask_second(session, task, halaman, now, priority)
    _hand_on(session, task, now, priority)


def store_failure(session: Session, halaman_id: int, detail: str, *, now: datetime, priority: int) -> None:
    """The job of a page gave up for good: nobody waits for it any longer, staff are told, publication asks a person."""
    if (task := find_task(session, halaman_id)) is not None:
        nothing = PageText(task.present.number, "", "none", 0.0, 0.0)
        store_page(session, task, Recognised(nothing, "", failure=detail), now=now, priority=priority)


def _ask_second(session: Session, task: PageTask, halaman: Halaman, now: datetime, priority: int) -> None:
    turn = second_turn(halaman.nomor, _last_page(session, task.berkas_id))
    is_read = halaman.pengenalan is RecognitionState.SELESAI and halaman.asal in RECOGNISED
    if turn is not None and is_read and not task.is_rest:
        jobs.enqueue(session, JobKind.BACA_KEDUA, halaman.id, now=now, priority=priority, giliran=turn)


def find_second(session: Session, halaman_id: int) -> SecondTask | None:
    """The page of a job of the second reader; None where it belongs to an earlier reading of its file."""
    if (found := _find_page(session, halaman_id, Halaman.asal.in_(RECOGNISED))) is None:
        return None
    halaman = found.Halaman
    return SecondTask(halaman.id, halaman.berkas_id, found.sha256, halaman.nomor, unpack_words(halaman.words))


def _find_page(session: Session, halaman_id: int, still: ColumnElement[bool]) -> Row[Halaman, str] | None:
    """A page as long as it is `still` to be read, and the digest of its file."""
    query = select(Halaman, Berkas.sha256).join(Berkas, Berkas.id == Halaman.berkas_id)
    return session.execute(query.where(Halaman.id == halaman_id, still)).first()


def store_second(
    session: Session, task: SecondTask, lines: Sequence[ReadLine], *, tool: str, now: datetime, priority: int
) -> None:
    """Keep what the second reader read, be it nothing, and have the suggestions made anew."""
    halaman = session.get(Halaman, task.halaman_id)
    is_same = halaman is not None and (halaman.berkas_id, halaman.nomor) == (task.berkas_id, task.number)
    # A number may be given anew: the same page of the same file, but read from its own text meanwhile.
    if halaman is None or not is_same or halaman.asal not in RECOGNISED:
        return
    halaman.second = pack_lines(lines)
    halaman.tool = f"{halaman.tool.partition('; ')[0]}; {tool}"[:200]
    session.flush()
    jobs.enqueue(session, JobKind.SARANKAN, task.berkas_id, now=now, priority=priority)


def is_second_awaited(session: Session, berkas_id: int) -> bool:
    """Whether a page of a file is still to be read by the second reader."""
    pages = select(Halaman.id).where(Halaman.berkas_id == berkas_id)
    is_open = Job.state.in_((JobState.MENUNGGU, JobState.BERJALAN))
    asked = select(Job.id).where(Job.kind == JobKind.BACA_KEDUA, is_open, Job.subject_id.in_(pages))
    return session.scalar(asked.limit(1)) is not None


def _kept(task: PageTask, found: Recognised) -> PageText:
    if task.is_rest and task.unread_share is not None:
        return with_rest(task.present, found.page, task.unread_share)
    if task.unread_share == 0.0 and quality_of(task.present.text).score >= FLOOR:
        return mended(task.present, found.page)
    return better_text(task.present, found.page)


def note_missing_engine(session: Session, *, now: datetime) -> int:
    """There is no engine: pages say so, and nobody waits for them; gives back how many pages it is news for."""
    waiting = session.scalars(select(Halaman).where(Halaman.pengenalan == RecognitionState.MENUNGGU)).all()
    for halaman in waiting:
        halaman.pengenalan = RecognitionState.TANPA_MESIN
    session.flush()
    for berkas_id in {halaman.berkas_id for halaman in waiting}:
        ask_publication(session, session.get_one(Berkas, berkas_id), now=now, priority=jobs.PRIORITY_PERSON)
    return len(waiting)


def is_any_waiting(session: Session) -> bool:
    """Whether any page counts on an engine."""
    return (
        session.scalar(select(Halaman.id).where(Halaman.pengenalan == RecognitionState.MENUNGGU).limit(1)) is not None
    )


def ask_publication(session: Session, berkas: Berkas, *, now: datetime, priority: int) -> None:
    """Let publication look again at the naskah of a file: what was handed in, or is public and may lack late text."""
    naskah = session.get_one(Naskah, berkas.naskah_id)
    if naskah.status in (Status.DIAJUKAN, Status.TERBIT):
        jobs.enqueue(session, JobKind.TERBITKAN, naskah.id, now=now, priority=priority)


def _last_page(session: Session, berkas_id: int) -> int:
    return session.scalar(select(func.max(Halaman.nomor)).where(Halaman.berkas_id == berkas_id)) or 0


def _state(found: Recognised) -> RecognitionState:
    if found.failure:
        return RecognitionState.GAGAL
    return RecognitionState.KOSONG if found.is_blank else RecognitionState.SELESAI


def _hand_on(session: Session, task: PageTask, now: datetime, priority: int) -> None:
    """Suggestions once the pages that carry them are read, and everything once the last page is."""
    waiting = (Halaman.berkas_id == task.berkas_id, Halaman.pengenalan.in_(WAITING))
    left = session.scalars(select(Halaman.nomor).where(*waiting)).all()
    last = _last_page(session, task.berkas_id)
    # Each of these pages says something by itself: whoever types meanwhile sees the first page's words at once.
    if carries_metadata(task.present.number, last) or not left:
        jobs.enqueue(session, JobKind.SARANKAN, task.berkas_id, now=now, priority=priority)
    if left:
        return
    berkas = session.get_one(Berkas, task.berkas_id)
    ask_publication(session, berkas, now=now, priority=priority)
    jobs.enqueue(session, JobKind.INDEKS, berkas.naskah_id, now=now, priority=priority)
