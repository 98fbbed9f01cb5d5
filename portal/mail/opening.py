"""Opens the way for mail that an address names: `file:FOLDER`, `smtp://`, `smtp+starttls://` or `smtps://`."""

from email.headerregistry import Address
from pathlib import Path
from urllib.parse import unquote, urlsplit

from portal.errors import BadInputError, ConfigError
from portal.mail.folder import FolderMail
from portal.mail.interface import MailSender
from portal.mail.message import parse_sender
from portal.mail.smtp import Security, SmtpMail, SmtpServer

_SCHEMES = {"smtp": Security.PLAIN, "smtp+starttls": Security.STARTTLS, "smtps": Security.TLS}
_HOW = "PORTAL_MAIL_URL harus file:FOLDER, smtp://HOST, smtp+starttls://USER:SANDI@HOST, atau smtps://USER:SANDI@HOST."


def open_mail(url: str, sender: str) -> MailSender:
    """The sender for an address and a From. Nothing is connected yet. Raises ConfigError naming the setting."""
    try:
        address = parse_sender(sender)
    except BadInputError as error:
        raise ConfigError(
            "PORTAL_MAIL_FROM harus alamat surel, misalnya Repositori <portal@instansi.go.id>."
        ) from error
    scheme, _, path = url.partition(":")
    if scheme == "file":
        if not path:
            raise ConfigError(_HOW)
        return FolderMail(Path(path), address)
    return _open_smtp(url, address)


def _open_smtp(url: str, sender: Address) -> MailSender:
    try:
        parts = urlsplit(url)
        security, port = _SCHEMES.get(parts.scheme), parts.port
    except ValueError as error:
        raise ConfigError(_HOW) from error
    if security is None or not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        raise ConfigError(_HOW)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password):
        raise ConfigError("PORTAL_MAIL_URL harus memuat pengguna dan kata sandi bersama-sama, atau tidak keduanya.")
    if user and security is Security.PLAIN:
        raise ConfigError("PORTAL_MAIL_URL mengirim kata sandi tanpa sandi TLS. Pakai smtp+starttls:// atau smtps://.")
    return SmtpMail(SmtpServer(parts.hostname, port or security.value, security, user, password), sender)
