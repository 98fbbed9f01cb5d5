"""The ways of sending the contract runs over: a folder, and a real SMTP server on three kinds of line."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from urllib.parse import quote

from portal.mail.interface import Letter, MailSender
from portal.mail.opening import open_mail
from portal.mail.smtp import SmtpMail
from tests.fixtures.smtp_sink import PASSWORD, USER, smtp_sink

KINDS = ("folder", "smtp", "smtp+starttls", "smtps")
SENDER = "Repositori Contoh <portal@contoh.example>"
LETTER = Letter(
    key="2026-48213:asli_h7:2026-12-03:1",
    to="pengelola@contoh.example",
    subject="Naskah asli “Pertukaran Data” ditunggu – paling lambat Kamis, 3 Desember 2026",
    text="Yth. Contoh Pengelola,\n\n.Baris yang diawali titik.\nPanjang: " + "kerja sama " * 200 + "\nSelesai – 東京\n",
    html="<!doctype html><p>Yth. <b>Contoh</b> – 東京</p>",
    written_at=datetime(2026, 11, 25, 18, 30, tzinfo=UTC),
)


@dataclass(frozen=True)
class Post:
    """A sender, and what has arrived at the other end."""

    kind: str
    sender: MailSender
    raw: Callable[[], list[bytes]]

    def letters(self) -> list[EmailMessage]:
        """What has arrived, read by the standard library."""
        return [message_from_bytes(data, policy=default) for data in self.raw()]  # type: ignore[arg-type]


@contextmanager
def open_post(kind: str, folder: Path) -> Iterator[Post]:
    """One of KINDS, opened from an address as the settings would name it."""
    if kind == "folder":
        sender = open_mail(f"file:{folder / 'surel'}", SENDER)
        yield Post(kind, sender, lambda: [path.read_bytes() for path in sorted((folder / "surel").glob("*.eml"))])
        return
    with smtp_sink(kind) as sink:
        entry = "" if kind == "smtp" else f"{USER}:{quote(PASSWORD, safe='')}@"
        sender = open_mail(f"{kind}://{entry}127.0.0.1:{sink.port}", SENDER)
        assert isinstance(sender, SmtpMail)
        # The test's own authority stands in for those of the system.
        trusted = SmtpMail(sender._server, sender._sender, trust=sink.trust)
        yield Post(kind, trusted, lambda: [taken.data for taken in sink.taken])
