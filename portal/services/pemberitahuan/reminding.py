"""Reminding: what is due today is written into the outbox, each notice once, whoever runs it and however often.

A day or a week without a run is made up for with the newest notice of each naskah; the ones it missed are written
down as passed over. What waits unsent and has lost its reason is taken back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.naskah_asli.penerimaan import Penyampaian
from portal.domain.pemberitahuan.recipients import (
    Officer,
    UnitNode,
    also_told,
    answerable,
    deciders,
    may_know,
    recipients,
)
from portal.domain.pemberitahuan.reminders import (
    MORNING,
    DueReminder,
    EscalationLevel,
    Moment,
    ReminderKind,
    due_now,
    ending_moments,
    exemption_moments,
    naskah_asli_moments,
    newest_of_each_kind,
    parent_moment,
    result_moments,
)
from portal.domain.tanggal import WIB, wib_midnight, wib_today
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
    law: Law

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


@dataclass(frozen=True)
class _Audience:
    """Who is written to about one thing, and who had a letter of the schedule today already."""

    readers: tuple[Officer, ...]
    tree: Mapping[int, UnitNode]
    written_to: frozenset[str]


def circumstances(session: Session, now: datetime, base_url: str, effective_on: date | None) -> Circumstances:
    """The circumstances of a run, with rules and calendar as they stand."""
    return Circumstances(now, base_url, Law(kepatuhan.rules(), load_kalender(session), effective_on))


def open_naskah_asli(session: Session, keadaan: Circumstances, kode: str | None = None) -> tuple[ReminderSubject, ...]:
    """Naskah whose original is still to be brought; with `kode` that one alone, if it is among them."""
    return reminders.open_naskah_asli(
        session,
        kalender=keadaan.law.kalender,
        today=keadaan.today,
        effective_on=keadaan.law.effective_on,
        kode=kode,
    )


def tenggat_of(perkara: ReminderSubject, keadaan: Circumstances) -> Tenggat | None:
    """The due date of an original (Pasal 39 ayat (4)); None where no clock runs. The one place it is taken from."""
    return keadaan.law.tenggat(Penyampaian.ASLI, perkara.signed_on) if perkara.signed_on is not None else None


def remind_due(session: Session, keadaan: Circumstances) -> Reminded:
    """Write what is due today into the outbox, in the caller's transaction. Nothing is sent yet."""
    tasks = tuple(_tasks(session, keadaan))
    dealt_with = reminders.occasions_dealt_with(session)
    dropped = _take_back(session, tasks)
    tree, people = reminders.load_tree(session), reminders.load_people(session, keadaan.today)
    written_to = _written_to_today(session, keadaan)
    written = skipped = 0
    unread: list[str] = []
    for task in tasks:
        turn = due_now(task.moments, task.perkara.kode, dealt_with)
        if turn.due is None:
            continue
        readers = _readers(task.perkara, turn.due, tree, people)
        if not readers:
            unread.append(task.perkara.kode)
            continue
        count = _write(session, task, turn.due, _Audience(readers, tree, written_to), keadaan)
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
    for perkara in open_naskah_asli(session, keadaan):
        if (found := tenggat_of(perkara, keadaan)) is not None:
            yield _Task(perkara, naskah_asli_moments(found.due_on, keadaan.today), found)
    for perkara in reminders.ending_naskah(session, keadaan.today):
        if perkara.ends_on is not None:
            yield _Task(perkara, ending_moments(perkara.ends_on, keadaan.today))
    for perkara in reminders.left_by_parent(session, keadaan.today):
        if perkara.ends_on is not None:
            yield _Task(perkara, parent_moment(perkara.ends_on, keadaan.today))
    for perkara in reminders.ended_exemptions(session, keadaan.today):
        if perkara.ends_on is not None:
            yield _Task(perkara, exemption_moments(perkara.ends_on, keadaan.today))
    for perkara, due in reminders.awaited_results(session, keadaan.law):
        yield _Task(perkara, result_moments(due.due_on, keadaan.today), due)


def _readers(
    perkara: ReminderSubject, saat: Moment, tree: Mapping[int, UnitNode], people: Sequence[Officer]
) -> tuple[Officer, ...]:
    if saat.jenis is ReminderKind.KECUALI_HABIS:
        return deciders(people)
    if perkara.usulan_id is not None:
        return answerable(saat.jenjang, tree, people)
    return recipients(perkara.unit_id, saat.jenjang, tree, people)


def _written_to_today(session: Session, keadaan: Circumstances) -> frozenset[str]:
    manual = [jenis for jenis in ReminderKind if jenis.is_manual]
    midnight = wib_midnight(keadaan.today)
    query = select(Pemberitahuan.recipient).where(
        Pemberitahuan.sent_at >= midnight, Pemberitahuan.jenis.not_in(manual), Pemberitahuan.recipient != ""
    )
    return frozenset(session.scalars(query.distinct()))


def _next_morning(today: date) -> datetime:
    return datetime.combine(today + timedelta(days=1), time(MORNING), WIB).astimezone(UTC)


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


def _write(session: Session, task: _Task, saat: Moment, audience: "_Audience", keadaan: Circumstances) -> int:
    perkara, unit_id, tree = task.perkara, task.perkara.unit_id, audience.tree
    kind, address_of = ("naskah", page_address) if perkara.usulan_id is None else ("usulan", usulan_address)
    address = address_of(keadaan.base_url, perkara.kode)
    pokok = LetterSubject(perkara, saat, keadaan.today, address, task.tenggat, home=f"{keadaan.base_url}/kerja")
    count = 0
    for reader in audience.readers:
        told = replace(pokok, tembusan=also_told(reader, audience.readers, unit_id, tree))
        # Whoever is to decide about it may open it.
        is_named = saat.jenis is ReminderKind.KECUALI_HABIS or may_know(reader, unit_id, tree)
        values = row_values(told, reader.email, keadaan.now, is_named=is_named)
        if reader.email in audience.written_to:
            # One letter a day: what comes up after it goes with those of the next morning.
            values["not_before"] = _next_morning(keadaan.today)
        count += outbox.write_once(session, values)
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
