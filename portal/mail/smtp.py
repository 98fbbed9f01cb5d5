"""Mail through an SMTP server: TLS from the start, TLS by STARTTLS, or plain on a trusted network without a login."""

import smtplib
import ssl
from dataclasses import dataclass, field
from email.headerregistry import Address
from enum import Enum

from portal.errors import AddressRefusedError, MailError, MailRefusedError
from portal.mail.interface import Letter
from portal.mail.message import build, checked_address

TIMEOUT_SECONDS = 20
_PERMANENT = range(500, 600)
_LOGIN_OR_SETUP = frozenset({530, 534, 535, 538})
"""Answers that are about our own settings: the letter is not at fault, and goes once they are mended."""


class Security(Enum):
    """How the way to the server is protected; the value is the usual port."""

    PLAIN = 25
    STARTTLS = 587
    TLS = 465


@dataclass(frozen=True)
class SmtpServer:
    """Where the server is and how to enter; without a user nobody signs in."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)


class SmtpMail:
    """Hands letters to a server, one connection a letter: reminders are few, and a dead connection costs nothing."""

    def __init__(self, server: SmtpServer, sender: Address, *, trust: ssl.SSLContext | None = None) -> None:
        self._server = server
        self._sender = sender
        self._trust = trust or ssl.create_default_context()

    def send(self, letter: Letter) -> None:
        """Hand one letter over. Raises BadInputError, MailRefusedError or MailError (see the interface)."""
        message = build(letter, self._sender)
        try:
            with self._connect() as client:
                self._enter(client)
                client.sendmail(self._sender.addr_spec, [checked_address(letter.to).addr_spec], message)
        except smtplib.SMTPRecipientsRefused as error:
            code, _ = next(iter(error.recipients.values()))
            raise _failure(code, of_recipient=True) from error
        except smtplib.SMTPResponseException as error:
            raise _failure(error.smtp_code) from error
        except smtplib.SMTPNotSupportedError as error:
            raise MailError("Server surel tidak mengenal cara yang disetel. Periksa PORTAL_MAIL_URL.") from error
        except ssl.SSLError as error:
            raise MailError("Sertifikat server surel tidak dapat dipercaya. Periksa PORTAL_MAIL_URL.") from error
        except (smtplib.SMTPException, OSError) as error:
            raise MailError("Server surel tidak dapat dihubungi. Surat dicoba lagi nanti.") from error

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        if server.security is Security.TLS:
            return smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_SECONDS, context=self._trust)
        return smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)

    def _enter(self, client: smtplib.SMTP) -> None:
        if self._server.security is Security.STARTTLS:
            client.starttls(context=self._trust)
        if self._server.user:
            client.login(self._server.user, self._server.password)


def _failure(code: int, *, of_recipient: bool = False) -> MailError:
    if code in _LOGIN_OR_SETUP:
        return MailError(f"Server surel menolak masuk ({code}). Periksa PORTAL_MAIL_URL.")
    if code in _PERMANENT:
        kind = AddressRefusedError if of_recipient else MailRefusedError
        return kind(f"Server surel menolak surat ini ({code}). Periksa alamat penerima.")
    return MailError(f"Server surel belum menerima surat ini ({code}). Surat dicoba lagi nanti.")
