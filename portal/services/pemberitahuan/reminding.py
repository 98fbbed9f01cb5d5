"""Reminding: what is due today is written into the outbox, each notice once, whoever runs it and however often.

A day or a week without a run is made up for with the newest notice of each naskah; the ones it missed are written
down as passed over. What waits unsent and has lost its reason is taken back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.naskah_asli.penerimaan import Penyampaian
from portal.domain.pemberitahuan.recipients import Officer, UnitNode, answerable, may_know, recipients
from portal.domain.pemberitahuan.reminders import (
    DueReminder,
    EscalationLevel,
    Moment,
    due_now,
    ending_moments,
    newest_of_each_kind,
    original_moments,
    parent_moment,
    result_moments,
)
from portal.domain.tanggal import wib_today
from portal.domain.tenggat.clocks import Law
from portal.domain.tenggat.tenggat import Tenggat
from portal.models.pemberitahuan import LetterState, Pemberitahuan
from portal.queries.kalender import load_kalender
from portal.queries.kepatuhan import kepatuhan
from portal.queries.pemberitahuan import reminders
from portal.queries.pemberitahuan.reminders import ReminderSubject
from portal.services.acts import Subject, record, system_act
from portal.services.pemberitahuan import outbox
from portal.services.pemberitahuan.letters import LetterSubject, compose


@dataclass(frozen=True)
class Circumstances:
    """What a run is made with: the day (WIB) and instant, the addresses of pages, and the law."""

    now: datetime
    base_url: str
    hukum: Law

    @property
    def today(self) -> date:
        """The day in Jakarta."""
        return wib_today(self.now)


@dataclass(frozen=True)
class Reminded:
    """What a run wrote: letters, occasions passed over, letters taken back; and what has nobody to write to."""

    written: int = 0
    skipped: int = 0
    dropped: int = 0
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Task:
    perkara: ReminderSubject
    moments: tuple[Moment, ...]
    tenggat: Tenggat | None = None


def circumstances(session: Session, now: datetime, base_url: str, effective_on: date | None) -> Circumstances:
    """The circumstances of a run, with rules and calendar as they stand."""
    return Circumstances(now, base_url, Law(kepatuhan.rules(), load_kalender(session), effective_on))


def open_originals(session: Session, keadaan: Circumstances, kode: str | None = None) -> tuple[ReminderSubject, ...]:
    """Naskah whose original is still to be brought; with `kode` that one alone, if it is among them."""
    return reminders.open_originals(
        session,
        kalender=keadaan.hukum.kalender,
        today=keadaan.today,
        effective_on=keadaan.hukum.effective_on,
        kode=kode,
    )


def deadline_of(perkara: ReminderSubject, keadaan: Circumstances) -> Tenggat | None:
    """The due date of an original (Pasal 39 ayat (4)); None where no clock runs. The one place it is taken from."""
    return keadaan.hukum.tenggat(Penyampaian.ASLI, perkara.signed_on) if perkara.signed_on is not None else None


def remind_due(session: Session, keadaan: Circumstances) -> Reminded:
    """Write what is due today into the outbox, in the caller's transaction. Nothing is sent yet."""
    tasks = tuple(_tasks(session, keadaan))
    dealt_with = reminders.occasions_dealt_with(session)
    dropped = _take_back(session, tasks)
    tree, people = reminders.load_tree(session), reminders.load_people(session, keadaan.today)
    written = skipped = 0
    unread: list[str] = []
    for task in tasks:
        turn = due_now(task.moments, task.perkara.kode, dealt_with)
        if turn.due is None:
            continue
        readers = _readers(task.perkara, turn.due.jenjang, tree, people)
        if not readers:
            unread.append(task.perkara.kode)
            continue
        named = {reader.email for reader in readers if may_know(reader, task.perkara.unit_id, tree)}
        count = _write(session, task, turn.due, readers, named, keadaan)
        skipped += _pass_over(session, task.perkara, turn, keadaan) if count else 0
        written += count
    return Reminded(written, skipped, dropped, tuple(unread))


def row_values(pokok: LetterSubject, reader: str, now: datetime, *, is_named: bool) -> dict[str, object]:
    """A row of the outbox for one reader."""
    perkara, saat = pokok.perkara, pokok.saat
    surat = compose(pokok, is_named=is_named)
    kejadian = saat.occasion(perkara.kode)
    return {
        **_row(perkara, saat, now),
        "kunci": f"{kejadian}|{reader}",
        "recipient": reader,
        "subject": surat.perihal,
        "isi": surat.as_json(),
        "pesan": pokok.pesan,
        "state": LetterState.MENUNGGU,
    }


def usulan_address(base_url: str, nomor: str) -> str:
    """The page of a proposal or an exploration abroad for the Biro."""
    return f"{base_url}/biro/usulan/{nomor}"


def page_address(base_url: str, kode: str) -> str:
    """The page of a naskah for staff."""
    return f"{base_url}/kerja/naskah/{kode}"


def _tasks(session: Session, keadaan: Circumstances) -> Iterable[_Task]:
    for perkara in open_originals(session, keadaan):
        if (found := deadline_of(perkara, keadaan)) is not None:
            yield _Task(perkara, original_moments(found.due_on, keadaan.today), found)
    for perkara in reminders.ending_agreements(session, keadaan.today):
        if perkara.ends_on is not None:
            yield _Task(perkara, ending_moments(perkara.ends_on, keadaan.today))
    for perkara in reminders.left_by_parent(session, keadaan.today):
        if perkara.ends_on is not None:
            yield _Task(perkara, parent_moment(perkara.ends_on, keadaan.today))
    for perkara, due in reminders.awaited_results(session, keadaan.hukum):
        yield _Task(perkara, result_moments(due.due_on, keadaan.today), due)


def _readers(
    perkara: ReminderSubject, jenjang: EscalationLevel, tree: Mapping[int, UnitNode], people: Sequence[Officer]
) -> tuple[Officer, ...]:
    if perkara.usulan_id is not None:
        return answerable(jenjang, tree, people)
    return recipients(perkara.unit_id, jenjang, tree, people)


def _take_back(session: Session, tasks: tuple[_Task, ...]) -> int:
    """Letters of the schedule that wait while they are no longer the newest of anything."""
    current = {task.moments[-1].occasion(task.perkara.kode) for task in tasks if task.moments}
    waiting = session.execute(
        select(Pemberitahuan.id, Pemberitahuan.kejadian, Pemberitahuan.jenis).where(
            Pemberitahuan.state == LetterState.MENUNGGU
        )
    )
    stale = [id_ for id_, kejadian, jenis in waiting if not jenis.is_manual and kejadian not in current]
    return outbox.drop_waiting(session, stale, outbox.GONE) if stale else 0


def _write(
    session: Session, task: _Task, saat: Moment, readers: tuple[Officer, ...], named: set[str], keadaan: Circumstances
) -> int:
    perkara = task.perkara
    kind, address_of = ("naskah", page_address) if perkara.usulan_id is None else ("usulan", usulan_address)
    address = address_of(keadaan.base_url, perkara.kode)
    pokok = LetterSubject(perkara, saat, keadaan.today, address, task.tenggat, home=f"{keadaan.base_url}/kerja")
    count = sum(
        outbox.write_once(session, row_values(pokok, reader.email, keadaan.now, is_named=reader.email in named))
        for reader in readers
    )
    if count:
        after = {"pengingat": saat.jenis, "acuan_on": saat.acuan, "penerima": count}
        record(session, system_act(keadaan.now), f"{kind}.pengingat", Subject(kind, perkara.kode), after=after)
    return count


def _pass_over(session: Session, perkara: ReminderSubject, turn: DueReminder, keadaan: Circumstances) -> int:
    # Of the weekly notices one row stands for all: whatever is older than a settled one is never looked at again.
    for saat in newest_of_each_kind(turn.passed_over):
        outbox.write_once(
            session,
            {
                **_row(perkara, saat, keadaan.now),
                "kunci": f"{saat.occasion(perkara.kode)}|",
                "recipient": "",
                "subject": "",
                "isi": "{}",
                "pesan": "",
                "state": LetterState.DILEWATI,
                "error": "Pengingat yang lebih baru dikirim sebagai gantinya.",
            },
        )
    return len(turn.passed_over)


def _row(perkara: ReminderSubject, saat: Moment, now: datetime) -> dict[str, object]:
    return {
        "kejadian": saat.occasion(perkara.kode),
        "jenis": saat.jenis,
        "jenjang": int(EscalationLevel(saat.jenjang)),
        "naskah_id": perkara.naskah_id,
        "usulan_id": perkara.usulan_id,
        "unit_id": perkara.unit_id,
        "acuan_on": saat.acuan,
        "created_at": now,
        "created_by": None,
        "not_before": now,
        "attempts": 0,
        "error": "",
    }
