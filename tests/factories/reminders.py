"""The office of the reminder tests: people at every level, a foreign naskah, and mornings made by hand."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from sqlalchemy import func, select

from portal.domain.naskah.enumerations import Presisi
from portal.domain.pemberitahuan.reminders import ReminderKind
from portal.domain.permissions import OPERATOR, Peran
from portal.domain.tanggal import Tanggal
from portal.models.pemberitahuan import Pemberitahuan
from portal.models.unit import Unit
from portal.models.user import Penugasan, User
from portal.services.acts import Act
from portal.services.naskah import editing
from portal.services.pemberitahuan import outbox, reminding
from portal.services.pemberitahuan.outbox import Delivery
from portal.services.pemberitahuan.reminding import Circumstances, Reminded
from portal.wiring import Stores
from tests.factories.naskah import foreign_fields

BASE = "https://naskah.contoh.example"
SIGNED = date(2026, 11, 13)
DUE = date(2026, 12, 3)
"""Fourteen working days after SIGNED by the seeded calendar."""
STAFF = (
    ("imi", Peran.PENGELOLA, "IMI"),
    ("dirjen", Peran.PIMPINAN, "IMI"),
    ("kanim", Peran.PENGELOLA, "KANIM-A"),
    ("pas", Peran.PENGELOLA, "PAS"),
    ("biro", Peran.BIRO, "BIRO"),
    ("sesjen", Peran.PIMPINAN, "SETJEN"),
    ("admin", Peran.ADMIN, "KEMEN"),
)


def address(name: str) -> str:
    """The mail address of one of STAFF."""
    return f"{name}@contoh.example"


def signed_fields(signed: date = SIGNED, **changes: object):  # type: ignore[no-untyped-def]
    """A foreign agreement of IMI signed that day."""
    base = foreign_fields(**changes)
    day = Tanggal(signed, Presisi.HARI)
    return replace(base, pihak=tuple(replace(pihak, signed=day) for pihak in base.pihak))


def morning(day: date, hour: int = 1) -> datetime:
    """An instant of that day in UTC; one o'clock is eight in Jakarta."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@dataclass
class Reminders:
    """Runs the schedule at whatever time a test says."""

    stores: Stores
    effective_on: date | None = date(2025, 5, 22)

    def staff(self) -> None:
        """Everybody in STAFF, without passwords."""
        with self.stores.database.transaction() as session:
            for name, peran, unit in STAFF:
                unit_id = session.scalars(select(Unit.id).where(Unit.kode == unit)).one()
                role = Penugasan(unit_id=unit_id, peran=peran, starts_on=date(2020, 1, 1))
                session.add(
                    User(
                        email=address(name), nama=f"Contoh {name.title()}", password_hash="-", is_active=True,
                        created_at=morning(date(2020, 1, 1)), penugasan_list=[role],
                    )
                )  # fmt: skip

    def naskah(self, signed: date = SIGNED, **changes: object) -> str:
        """A foreign naskah of IMI; its code."""
        with self.stores.database.transaction() as session:
            fields = signed_fields(signed, **changes)
            return editing.create_naskah(session, fields, Act(OPERATOR, morning(signed))).kode

    def at(self, day: date) -> Circumstances:
        """The circumstances of that morning."""
        with self.stores.database.reading() as session:
            return reminding.circumstances(session, morning(day), BASE, self.effective_on)

    def write(self, day: date) -> Reminded:
        """What that morning writes into the outbox."""
        keadaan = self.at(day)
        with self.stores.database.transaction() as session:
            return reminding.remind_due(session, keadaan)

    def post(self, day: date, hour: int = 2) -> Delivery:
        """Send what is due then."""
        now = morning(day, hour)
        return outbox.deliver_due(self.stores.database, self.stores.mail, owner="uji", clock=lambda: now)

    def run(self, day: date) -> list[str]:
        """A whole morning; who was written to, in order, without the domain."""
        before = self.count()
        self.write(day)
        self.post(day)
        with self.stores.database.reading() as session:
            query = select(Pemberitahuan.recipient).where(Pemberitahuan.id > before, Pemberitahuan.recipient != "")
            return [reader.partition("@")[0] for reader in session.scalars(query.order_by(Pemberitahuan.id))]

    def count(self) -> int:
        """The number of the newest row."""
        with self.stores.database.reading() as session:
            return session.scalar(select(func.max(Pemberitahuan.id))) or 0

    def rows(self) -> list[Pemberitahuan]:
        """The outbox, but for what the Biro is told of roles that were given."""
        about_records = select(Pemberitahuan).where(Pemberitahuan.jenis != ReminderKind.AKUN)
        with self.stores.database.reading() as session:
            return list(session.scalars(about_records.order_by(Pemberitahuan.id)))

    def letters(self) -> list[EmailMessage]:
        """What lies in the mail folder."""
        folder = Path(self.stores.config.data_dir / "mail")
        return [
            message_from_bytes(path.read_bytes(), policy=default)  # type: ignore[arg-type, misc]
            for path in sorted(folder.glob("*.eml"))
        ]


def text_of(letter: EmailMessage, kind: str = "plain") -> str:
    """The text of a letter on one line."""
    body = letter.get_body((kind,))
    assert body is not None
    return " ".join(body.get_content().split())
