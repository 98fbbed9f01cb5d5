"""Letters with files: attached PDFs become drafts of the sender's unit, and the sender is told what became of each.

Only an account is listened to, and only where the receiving server vouches for its domain. Whoever is not known gets no
answer, so that nobody can have the portal write to somebody else. A letter is moved after the commit, never before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from sqlalchemy.orm import Session

from portal import clock, failpoint
from portal.cli.kiriman.taking import Taker, TurnTally
from portal.domain.kiriman.subject import unit_in_subject
from portal.domain.kiriman.vouching import is_vouched_for
from portal.domain.permissions import NOBODY, Actor
from portal.domain.plain_text import clean_line
from portal.errors import BadInputError, PortalError
from portal.mail.incoming import UNREADABLE, IncomingLetter, read_letter
from portal.mail.mailbox import MOST_HEAD, REFUSED, TAKEN, Mailbox, MailboxServer, opened_mailbox
from portal.models.kiriman import Kiriman, Way
from portal.services.kiriman import answering, settling
from portal.services.kiriman.senders import KirimanSender, known_person, may_not_send, unit_of
from portal.services.kiriman.settling import KirimanOutcome, Thing, key_of

MOST_A_TURN = 100
MOST_FILES = 20
"""Attachments of one letter, as of one form."""
GROWN = 1.4
"""How much larger a file is in a letter, and a little for what stands around it."""
NO_SENDER = "Pengirim surel tidak dapat dipastikan: alamat pengirimnya tidak ada, lebih dari satu, atau meragukan."
AUTOMATIC = "Surel otomatis atau dari milis tidak diterima."
OWN = "Surel dari alamat repositori sendiri tidak diterima."
NOT_VOUCHED = (
    "Server penerima tidak memastikan bahwa surel ini berasal dari domain pengirimnya (DKIM, SPF, atau DMARC), jadi"
    " pengirimnya mungkin dipalsukan."
)
UNKNOWN = "Alamat pengirim bukan alamat akun yang aktif."
NO_FILE = "Surel ini tidak memuat lampiran PDF. Lampirkan naskahnya sebagai PDF, lalu kirim lagi."
TOO_MANY = f"Surel ini memuat lebih dari {MOST_FILES} lampiran PDF. Kirim dalam beberapa surel."

Outcomes = Sequence[tuple[Thing, KirimanOutcome]]


@dataclass(frozen=True)
class _Met:
    """A letter that is dealt with: what it says, how large it is, and whether only its head was fetched."""

    letter: IncomingLetter
    size: int
    is_head_only: bool


class LetterWay:
    """Looks into the mailbox, one turn at a time."""

    def __init__(self, server: MailboxServer, taker: Taker, *, authserv: str, own: frozenset[str]) -> None:
        """`authserv` is the name by which the receiving server signs what it found; `own` are addresses of ours."""
        self._server = server
        self._taker = taker
        self._database = taker.stores.database
        self._authserv = authserv
        self._own = own
        self._most = int(taker.limit * GROWN) + 1_000_000

    def turn(self) -> TurnTally:
        """Take in what waits. Raises MailboxError, and what one letter came to once the others were dealt with."""
        tally = TurnTally()
        broken: Exception | None = None
        with opened_mailbox(self._server) as box:
            for uid in box.waiting(MOST_A_TURN):
                try:
                    self._deal_with(box, uid, tally)
                except _Postponed as error:
                    tally.waiting += 1
                    tally.troubles.append(f"Satu surel belum dapat disimpan dan dicoba lagi: {error}")
                except Exception as error:
                    # One letter must not keep those behind it waiting for ever.
                    broken = broken or error
            if broken is not None:
                raise broken
        return tally

    def _deal_with(self, box: Mailbox, uid: bytes, tally: TurnTally) -> None:
        size = box.size(uid)
        head = None if size is None else box.head(uid)
        if head is None or size is None:
            return
        outcomes = self._come_to(box, uid, head, size)
        if not outcomes:
            return
        failpoint.reach(failpoint.Step.SETTLED)
        box.move(uid, TAKEN if any(outcome.kode for _, outcome in outcomes) else REFUSED)
        for _, outcome in outcomes:
            tally.count(outcome)

    def _come_to(self, box: Mailbox, uid: bytes, head: bytes, size: int) -> Outcomes:
        """What a letter comes to; nothing where it is gone. Only from somebody known is more fetched than the head."""
        raw, is_head_only = head, size > self._most
        try:
            if len(head) >= MOST_HEAD:
                raise BadInputError(UNREADABLE, "surel")
            letter = read_letter(head)
            with self._database.reading() as session:
                why, actor = self._who(session, letter)
            if why:
                key = key_of(Way.MAIL, letter.sender, letter.message_id, settling.digest_of(head))
                return self._refuse(letter.sender or "tidak diketahui", key, size, why)
            if not is_head_only:
                if (whole := box.letter(uid)) is None:
                    return ()
                raw = whole
                letter = read_letter(raw)
        except BadInputError as error:
            return self._refuse("tidak terbaca", key_of(Way.MAIL, settling.digest_of(raw)), size, error.message)
        return self._from_person(_Met(letter, size, is_head_only), raw, actor)

    def _refuse(self, name: str, key: str, size: int, reason: str) -> Outcomes:
        """Of somebody who is not listened to, and not answered."""
        outcomes: Outcomes = [(Thing(key, "", "", size), KirimanOutcome(reason=reason))]
        self._settle(KirimanSender(Way.MAIL, name, NOBODY, letter=key), "", outcomes)
        return outcomes

    def _from_person(self, met: _Met, raw: bytes, actor: Actor) -> Outcomes:
        letter = met.letter
        digests = sorted(settling.digest_of(one.data) for one in letter.attachments)
        known_by = letter.message_id or settling.digest_of(raw)
        key = key_of(Way.MAIL, letter.sender, known_by, str(met.is_head_only), *digests)
        with self._database.reading() as session:
            if before := [_as_it_was(row) for row in settling.earlier(session, key)]:
                return before
            why, sender = self._whether(session, met, KirimanSender(Way.MAIL, letter.sender, actor, letter=key))
        whole = Thing(key, "", "", met.size)
        outcomes: Outcomes = [(whole, KirimanOutcome(reason=why))] if why else self._take_all(letter, sender)
        self._settle(sender, letter.subject, outcomes)
        return outcomes

    def _who(self, session: Session, letter: IncomingLetter) -> tuple[str, Actor]:
        """Why a letter is not listened to at all; or whose it is."""
        if not letter.sender:
            return NO_SENDER, NOBODY
        if letter.sender in self._own:
            return OWN, NOBODY
        if letter.is_automatic:
            return AUTOMATIC, NOBODY
        if not is_vouched_for(letter.results, self._authserv, letter.sender.rpartition("@")[2]):
            return NOT_VOUCHED, NOBODY
        actor = known_person(session, letter.sender, clock.today())
        return (UNKNOWN, NOBODY) if actor is None else ("", actor)

    def _whether(self, session: Session, met: _Met, sender: KirimanSender) -> tuple[str, KirimanSender]:
        """Why nothing of somebody's letter is taken, as they are told it; and for which unit it is."""
        if why := may_not_send(session, sender.actor):
            return why, sender
        try:
            sender = replace(sender, unit=unit_of(sender.actor, unit_in_subject(met.letter.subject)))
        except BadInputError as error:
            return error.message, sender
        if met.is_head_only:
            most = self._taker.limit // 1_000_000
            return (
                f"Surel ini terlalu besar; lampirannya paling besar {most} MB semuanya. Unggah lewat halaman.",
                sender,
            )
        if not met.letter.attachments:
            return NO_FILE, sender
        return TOO_MANY if len(met.letter.attachments) > MOST_FILES else "", sender

    def _take_all(self, letter: IncomingLetter, sender: KirimanSender) -> Outcomes:
        try:
            return [
                taken
                for one in letter.attachments
                for taken in self._taker.take(BytesIO(one.data), one.nama, len(one.data), sender)
            ]
        except (PortalError, OSError) as error:
            # Those before it are stored; met again, they are the same drafts.
            raise _Postponed(error.message if isinstance(error, PortalError) else error.strerror or "") from error

    def _settle(self, sender: KirimanSender, subject: str, outcomes: Outcomes) -> None:
        now = clock.utc_now()
        with self._database.transaction() as session:
            for thing, outcome in outcomes:
                settling.settle(session, sender, thing, outcome, now)
            if sender.actor is not NOBODY:
                answering.answer(
                    session, sender, clean_line(subject), outcomes, self._taker.stores.config.base_url, now
                )


class _Postponed(Exception):
    """A letter waits for another turn: the fault is not its own."""


def _as_it_was(row: Kiriman) -> tuple[Thing, KirimanOutcome]:
    kode = row.naskah.kode if row.naskah is not None else ""
    return Thing(row.kunci, row.nama, row.sha256, row.size), KirimanOutcome(kode, row.reason)
