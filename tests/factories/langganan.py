"""Readers without an account: they ask, confirm and end, and a real mail server holds what they are sent."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

from sqlalchemy import select

from portal import clock
from portal.domain.langganan import read_mail_address
from portal.domain.tanggal import WIB
from portal.mail.interface import MailSender
from portal.mail.opening import open_mail
from portal.models.langganan import Langganan, Pelanggan
from portal.search.params import read_saved
from portal.services.langganan import following, sending
from portal.services.langganan.sending import LanggananDelivery
from portal.wiring import Stores
from tests.fixtures.smtp_sink import SmtpSink

READER = "pembaca@contoh.example"
BASE = "http://127.0.0.1:8000"


def morning(days: int = 1, hour: int = 8) -> datetime:
    """That hour in Jakarta, so many days from now: naskah of a test are published now."""
    return (clock.utc_now().astimezone(WIB) + timedelta(days=days)).replace(hour=hour, minute=0)


def body(letter: EmailMessage, kind: str = "plain") -> str:
    """The words of a letter, its line ends as blanks."""
    part = letter.get_body((kind,))
    assert part is not None
    return " ".join(part.get_content().split())


def link(letter: EmailMessage, kind: str = "plain") -> str:
    """The path of the link of a letter that lies behind a secret."""
    found = re.findall(r"/langganan/(?:konfirmasi/)?[A-Za-z0-9_-]{40,}", body(letter, kind))
    assert found
    return str(found[-1])


def token(letter: EmailMessage) -> str:
    """The secret in the link of a letter."""
    return link(letter).rpartition("/")[2]


@dataclass
class Readers:
    """The portal and its mail server."""

    stores: Stores
    sink: SmtpSink
    owner: str = "uji:1"
    seen: int = field(default=0)

    def ask(self, search: str = "", address: str = READER, at: datetime | None = None) -> None:
        """Ask for a letter, as the form does."""
        with self.stores.database.transaction() as session:
            following.ask(session, read_mail_address(address), read_saved(search), at or clock.utc_now())

    def deliver(self, at: datetime | None = None, mail: MailSender | None = None) -> LanggananDelivery:
        """One turn of whoever sends, to the server unless `mail` is another way."""
        mail = mail or open_mail(f"smtp://127.0.0.1:{self.sink.port}", "portal@contoh.example")
        now = at or clock.utc_now()
        sender = sending.Sender(self.stores.database, self.stores.public_index, mail, BASE, self.owner, lambda: now)
        return sending.deliver_due(sender)

    def fresh(self) -> list[EmailMessage]:
        """The letters that came since this was asked last."""
        taken, self.seen = self.sink.taken[self.seen :], len(self.sink.taken)
        return [message_from_bytes(one.data, policy=policy.default) for one in taken]  # type: ignore[misc]

    def follow(self, search: str = "", address: str = READER, at: datetime | None = None) -> None:
        """Ask and confirm; what is published from then on is new."""
        now = at or clock.utc_now() - timedelta(hours=1)
        self.ask(search, address, now)
        self.deliver(now)
        (letter,) = [one for one in self.fresh() if "Konfirmasi" in one["Subject"]]
        with self.stores.database.transaction() as session:
            following.confirm(session, token(letter), now)

    def addresses(self) -> list[str]:
        """Every address the portal holds."""
        with self.stores.database.reading() as session:
            return list(session.scalars(select(Pelanggan.address).order_by(Pelanggan.address)))

    def searches(self) -> list[str]:
        """Every search that is kept, confirmed or not."""
        with self.stores.database.reading() as session:
            return list(session.scalars(select(Langganan.search).order_by(Langganan.id)))


def letters_in(stores: Stores) -> list[EmailMessage]:
    """What lies in the folder of a portal without a mail server, by the day it was written."""
    paths = sorted((stores.config.data_dir / "mail").glob("*.eml"))
    return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in paths]  # type: ignore[misc]
