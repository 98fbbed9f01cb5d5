"""A random walk of people and worker over a few naskah; after every step the promises still hold.

Whatever somebody did stands as a step in the table of acts, for a role that they hold towards this naskah; whatever the
table does not list was refused and changed nothing. The short form is in the suite, ten thousand steps are a drill.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select

from portal.domain.naskah.enumerations import JenisBerkas, Visibilitas
from portal.domain.naskah.status import TRANSITIONS, Action, Status, Transition
from portal.domain.permissions import OPERATOR, Actor, Peran
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.errors import PortalError
from portal.models.audit_entry import AuditEntry
from portal.models.berkas import Berkas
from portal.models.naskah import Naskah
from portal.models.terbitan import Terbitan, TerbitanDitarik, TerbitanHalaman
from portal.services import audit
from portal.services.berkas.uploading import Target
from portal.services.naskah import taking_back
from portal.services.naskah.editing import update_naskah
from portal.services.publication import exempting, verbs
from portal.services.publication.exempting import Decision
from portal.services.publication.penahanan import answer_penahanan
from portal.services.publication.verbs import WithdrawalClass
from tests.factories.desk import Desk, person
from tests.factories.naskah import sample_fields

ANSWERED = (AlasanPenahanan.DATA_PRIBADI, AlasanPenahanan.KLAUSUL)
ACTORS = (
    OPERATOR,
    person(Peran.PENGELOLA, "KANIM-A"),
    person(Peran.PENGELOLA, "LAPAS-B"),
    person(Peran.BIRO, "BIRO"),
    person(Peran.PPID, "BIRO"),
    person(Peran.PIMPINAN, "KANIM-A"),
    person(Peran.ADMIN, "BIRO"),
)
OWNER = "KANIM-A"
MOST_FILES = 3
Step = Callable[[Desk, str, Actor, random.Random], object]


def _with(desk: Desk, verb: Callable[..., object], *arguments: object, **how: object) -> None:
    with desk.stores.database.transaction() as session:
        verb(session, *arguments, **how)


def _attach(desk: Desk, kode: str, actor: Actor) -> None:
    accepted = desk.send(Target(kode=kode, jenis=JenisBerkas.LAMPIRAN), actor=actor)
    desk.read(accepted.berkas_id, ("Lampiran",))


STEPS_OF_PEOPLE: dict[str, tuple[Action, Step]] = {
    "ubah": (Action.EDIT, lambda d, k, a, r: _with(
        d, update_naskah, k, d.version(k), sample_fields(judul=f"Judul {r.random()}"), d.act(a))),
    "lampirkan": (Action.EDIT, lambda d, k, a, r: _attach(d, k, a)),
    "tutup": (Action.DISCARD, lambda d, k, a, r: _with(d, taking_back.discard, k, "Keliru", d.act(a))),
    "batalkan": (Action.VOID, lambda d, k, a, r: _with(d, taking_back.void, k, "Keliru", d.act(a))),
    "ajukan": (Action.SUBMIT, lambda d, k, a, r: _with(
        d, verbs.submit, k, d.version(k), d.act(a), is_checked=True)),
    "kembalikan": (Action.RETURN, lambda d, k, a, r: _with(d, verbs.return_naskah, k, "Perbaiki", d.act(a))),
    "tarik": (Action.WITHDRAW, lambda d, k, a, r: _with(
        d, verbs.withdraw, k, d.act(a), alasan=WithdrawalClass.KELIRU)),
    "jelaskan": (Action.EXPLAIN_WITHDRAWAL, lambda d, k, a, r: _with(
        d, verbs.explain_withdrawal, k, d.act(a), alasan=WithdrawalClass.KELIRU, penjelasan="Salah berkas")),
    "buka lagi": (Action.REINSTATE, lambda d, k, a, r: _with(d, verbs.reinstate, k, d.act(a))),
    "tingkat": (Action.SET_VISIBILITY, lambda d, k, a, r: _with(
        d, verbs.set_visibility, k, d.act(a), level=r.choice(list(Visibilitas)), dasar="Dasar",
        tinjau_on=date(2027, 1, 1))),
    "putus": (Action.DECIDE_EXEMPTION, lambda d, k, a, r: _with(
        d, exempting.decide, k, Decision(r.random() < 0.2, "PPID-1", "Dasar", date(2099, 1, 1)), d.act(a))),
    "jawab": (Action.RELEASE_HOLD, lambda d, k, a, r: _with(
        d, answer_penahanan, k, r.choice(ANSWERED), "PPID-1", d.act(a))),
}  # fmt: skip
_LISTED = {(row.action, row.source): row for row in TRANSITIONS}


@dataclass
class Walk:
    """What has been walked: which steps in which states succeeded, how many were refused, and every original so far."""

    desk: Desk
    dice: random.Random
    codes: list[str] = field(default_factory=list)
    seen: set[tuple[str, Status]] = field(default_factory=set)
    refused: int = 0
    originals: dict[int, str] = field(default_factory=dict)

    def steps(self, number: int) -> None:
        """So many steps over a few naskah, every now and then one more; the audit trail is whole at the end."""
        for at in range(number):
            if at % 100 in (0, 1):
                self.codes.append(self.desk.draft())
                self.desk.attach(self.codes[-1], ("Pasal 1",))
            self.step()
        with self.desk.stores.database.reading() as session:
            assert audit.first_broken(session) is None

    def step(self) -> None:
        """One attempt of somebody, or a turn of the worker; raises AssertionError where a promise is broken."""
        kode = self.dice.choice(self.codes)
        entries, status = _entries(self.desk), self.desk.naskah(kode).status
        if self.dice.random() < 0.12:
            self.desk.advance(kode)
            after = self.desk.naskah(kode).status
            assert after is status or (status, after) == (Status.DIAJUKAN, Status.TERBIT)
            written = int(after is not status)
        else:
            written = self._of_somebody(kode, status)
        # I5: one entry for every act, none for what was refused.
        assert _entries(self.desk) == entries + written, self._last(entries)
        self._check_public()
        self._check_originals(kode)

    def _of_somebody(self, kode: str, status: Status) -> int:
        name, actor = self._somebody(status)
        action, do = STEPS_OF_PEOPLE[name]
        if name == "lampirkan" and len([one for one in self.originals.values() if one]) > MOST_FILES * len(self.codes):
            return 0
        try:
            do(self.desk, kode, actor, self.dice)
        except PortalError:
            assert self.desk.naskah(kode).status is status
            self.refused += 1
            return 0
        row = _LISTED.get((action, status))
        assert row is not None, f"{name} from {status}"
        assert _may(row, actor), f"{name} by {actor.email}"
        after = self.desk.naskah(kode).status
        assert after in (row.target, *row.others), f"{name} by {actor.email}: {status} to {after}"
        self.seen.add((name, status))
        return 2 if name == "lampirkan" else 1  # Reading the new file is an act of its own.

    def _somebody(self, status: Status) -> tuple[str, Actor]:
        """Half of the time anything by anybody, else what the table lists by somebody it names."""
        tries = [(name, actor) for name in STEPS_OF_PEOPLE for actor in ACTORS]
        if self.dice.random() < 0.5:
            return self.dice.choice(tries)
        rows = {name: _LISTED.get((action, status)) for name, (action, _) in STEPS_OF_PEOPLE.items()}
        listed = [name for name, row in rows.items() if row is not None]
        name = self.dice.choice(listed)
        return self.dice.choice([(one, who) for one, who in tries if one == name and _may(rows[name], who)])

    def _last(self, entries: int) -> list[str]:
        with self.desk.stores.database.reading() as session:
            return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.seq).offset(entries)))

    def _check_public(self) -> None:
        # I1 and I4: public is what was published, and of it no more than its level of openness gives.
        with self.desk.stores.database.reading() as session:
            for naskah in session.scalars(select(Naskah).where(Naskah.kode.in_(self.codes))):
                row, gone = session.get(Terbitan, naskah.kode), session.get(TerbitanDitarik, naskah.kode)
                pages = session.scalar(select(func.count()).where(TerbitanHalaman.kode == naskah.kode)) or 0
                is_exempt = naskah.visibilitas is Visibilitas.DIKECUALIKAN
                assert row is None or gone is None
                if naskah.status is Status.DITARIK or is_exempt:
                    assert row is None
                if naskah.submitted_at is None:
                    assert (row, gone) == (None, None)
                if is_exempt:
                    assert gone is None
                if naskah.status is Status.TERBIT and not is_exempt:
                    assert row is not None
                if row is not None:
                    assert (pages > 0) is not row.is_metadata_only
                    assert row.is_metadata_only or naskah.visibilitas is Visibilitas.PUBLIK

    def _check_originals(self, kode: str) -> None:
        # I2 and I3: every original that was ever accepted is there, byte by byte.
        with self.desk.stores.database.reading() as session:
            rows = session.execute(select(Berkas.id, Berkas.sha256, Naskah.kode).join(Naskah)).all()
        now = {row.id: row.sha256 for row in rows}
        assert now.items() >= self.originals.items()
        self.originals = now
        for row in rows:
            if row.kode == kode:
                assert self.desk.stores.objects.verify(row.sha256) == "ok"


def _may(row: Transition | None, actor: Actor) -> bool:
    return row is not None and bool(row.peran & actor.peran_for(OWNER))


def _entries(desk: Desk) -> int:
    with desk.stores.database.reading() as session:
        return session.scalar(select(func.count()).select_from(AuditEntry)) or 0
