"""By hand: the Biro reminds or admonishes a unit about an original, or returns a naskah; the unit is written to."""

from dataclasses import replace

from sqlalchemy.orm import Session

from portal.domain.pemberitahuan.recipients import also_told, may_know, recipients
from portal.domain.pemberitahuan.reminders import EscalationLevel, Moment, ReminderKind
from portal.domain.permissions import Peran
from portal.domain.tenggat.tenggat import Tenggat
from portal.errors import BadInputError, ConflictError, NotAllowedError
from portal.queries.pemberitahuan import reminders
from portal.services.acts import Act, find_for, record
from portal.services.pemberitahuan import outbox
from portal.services.pemberitahuan.letters import LetterSubject
from portal.services.pemberitahuan.reminding import (
    Circumstances,
    open_naskah_asli,
    page_address,
    row_values,
    tenggat_of,
)

LONGEST_MESSAGE = 1000


def remind_by_hand(session: Session, kode: str, pesan: str, act: Act, keadaan: Circumstances) -> ReminderKind | None:
    """Write to the unit about its original: a reminder while there is time, an admonition once it is late.

    Once a day at most: None if it was done today already. Raises NotFoundError, NotAllowedError, BadInputError for a
    message that is too long, ConflictError where no original is out or nobody can be written to.
    """
    naskah = find_for(session, kode, act.actor)
    if Peran.BIRO not in act.actor.peran:
        raise NotAllowedError("Hanya Biro Hukum dan Kerja Sama yang dapat mengingatkan unit.")
    pesan = " ".join(pesan.split())
    if len(pesan) > LONGEST_MESSAGE:
        raise BadInputError(f"Persingkat pesan menjadi paling banyak {LONGEST_MESSAGE} huruf.", "pesan")
    found = _find(session, kode, keadaan)
    if found is None:
        raise ConflictError("Naskah ini tidak punya naskah asli yang sedang ditunggu, jadi tidak ada yang diingatkan.")
    perkara, due = found
    is_late = keadaan.today > due.due_on
    jenis = ReminderKind.TEGUR if is_late else ReminderKind.INGATKAN
    # Another day is another occasion; the number of the day keeps the two kinds of one day apart from it.
    saat = Moment(jenis, keadaan.today, due.due_on, _level(jenis), keadaan.today.toordinal())
    tree, people = reminders.load_tree(session), reminders.load_people(session, keadaan.today)
    readers = recipients(perkara.unit_id, saat.jenjang, tree, people)
    if not readers:
        raise ConflictError("Belum ada akun pengelola yang dapat disurati untuk unit ini. Tambahkan akunnya dulu.")
    pokok = LetterSubject(
        perkara, saat, keadaan.today, page_address(keadaan.base_url, kode), due, pesan=pesan, pengirim=act.actor.nama
    )
    count = 0
    for reader in readers:
        told = replace(pokok, tembusan=also_told(reader, readers, perkara.unit_id, tree))
        values = row_values(told, reader.email, act.now, is_named=may_know(reader, perkara.unit_id, tree))
        count += outbox.write_once(session, {**values, "created_by": act.actor.user_id})
    if not count:
        return None
    after = {"acuan_on": due.due_on, "penerima": count, **({"pesan": pesan} if pesan else {})}
    record(session, act, f"naskah.{jenis.value}", naskah, after=after)
    return jenis


def tell_returned(session: Session, kode: str, alasan: str, act: Act, keadaan: Circumstances) -> int:
    """Write to the unit that its naskah was returned, and why; how many letters. Belongs to the act that returns it."""
    naskah = find_for(session, kode, act.actor)
    perkara = reminders.subject_of(session, kode)
    # Of two returns of one day each is told: they were returned in different versions.
    saat = Moment(ReminderKind.DIKEMBALIKAN, keadaan.today, keadaan.today, EscalationLevel.UNIT, naskah.version)
    tree, people = reminders.load_tree(session), reminders.load_people(session, keadaan.today)
    readers = recipients(perkara.unit_id, saat.jenjang, tree, people)
    address = page_address(keadaan.base_url, kode)
    pokok = LetterSubject(perkara, saat, keadaan.today, address, alasan=" ".join(alasan.split())[:LONGEST_MESSAGE])
    count = 0
    for reader in readers:
        # Whoever returned it knows already: the Biro is written to where the unit has nobody.
        if reader.email == act.actor.email:
            continue
        values = row_values(pokok, reader.email, act.now, is_named=may_know(reader, perkara.unit_id, tree))
        count += outbox.write_once(session, {**values, "created_by": act.actor.user_id})
    return count


def _find(session: Session, kode: str, keadaan: Circumstances) -> tuple[reminders.ReminderSubject, Tenggat] | None:
    for perkara in open_naskah_asli(session, keadaan, kode):
        if (due := tenggat_of(perkara, keadaan)) is not None:
            return perkara, due
    return None


def _level(jenis: ReminderKind) -> EscalationLevel:
    """An admonition reaches the head of the unit too."""
    return EscalationLevel.ATASAN if jenis is ReminderKind.TEGUR else EscalationLevel.UNIT
