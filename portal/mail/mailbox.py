"""A mailbox that is looked into by IMAP over TLS: what waits there, its bytes, and moving it when it was dealt with.

Letters are moved by MOVE (RFC 6851), which is one act of the server; none is ever deleted. Reading leaves no mark.
"""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from portal.errors import ConfigError, MailboxError

TIMEOUT_SECONDS = 30
PORT = 993
TAKEN, REFUSED = "Diterima", "Ditolak"
"""The folders into which letters are moved."""
MOST_HEAD = 262_144
"""Bytes of a head that are fetched; one that is longer was cut there."""
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_NAMESPACE = re.compile(rb'\(\("((?:[^"\\]|\\.)*)" ')
_PLAIN = re.compile(r"[ !#-\[\]-~]{1,200}")
"""Names of folders that need no encoding of their own."""
_HOW = "PORTAL_IMAP_URL harus imaps://PENGGUNA@HOST/INBOX; kata sandinya di PORTAL_IMAP_PASSWORD."
_AWAY = "Kotak surat tidak dapat dihubungi. Dicoba lagi pada putaran berikutnya."


@dataclass(frozen=True)
class MailboxServer:
    """Where the mailbox is and how to enter; `ca` are the only authorities trusted, where it is given."""

    host: str
    port: int
    user: str
    folder: str
    password: str = field(repr=False)
    ca: Path | None = None


def read_server(url: str, password: str, ca: Path | None) -> MailboxServer:
    """The server of a setting. Raises ConfigError; there is no way without TLS."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORT
    except ValueError as error:
        raise ConfigError(_HOW) from error
    folder = unquote(parts.path).strip("/") or "INBOX"
    user = unquote(parts.username or "")
    is_whole = parts.scheme == "imaps" and parts.hostname and user and not parts.query and not parts.fragment
    if not is_whole or parts.password is not None or not _PLAIN.fullmatch(folder):
        raise ConfigError(_HOW)
    if not password:
        raise ConfigError("PORTAL_IMAP_PASSWORD belum diisi; PORTAL_IMAP_URL memerlukannya.")
    return MailboxServer(parts.hostname or "", port, user, folder, password, ca)


class Mailbox:
    """An opened mailbox. All methods raise MailboxError where the server does not do what it is asked."""

    def __init__(self, client: imaplib.IMAP4, prefix: str) -> None:
        self._client = client
        self._prefix = prefix

    def waiting(self, most: int) -> list[bytes]:
        """Numbers of the letters that wait, the oldest first, at most so many."""
        found = self._ask("SEARCH", "UNDELETED")
        return found[0].split()[:most] if found and found[0] else []

    def size(self, uid: bytes) -> int | None:
        """Bytes of a letter; None where it is gone."""
        told = self._ask("FETCH", uid.decode(), "(RFC822.SIZE)")
        found = next((_SIZE.search(one) for one in told if isinstance(one, bytes)), None)
        return int(found[1]) if found is not None else None

    def head(self, uid: bytes) -> bytes | None:
        """Its head alone, at most `MOST_HEAD` bytes of it."""
        return self._fetch(uid, f"(BODY.PEEK[HEADER]<0.{MOST_HEAD}>)")

    def letter(self, uid: bytes) -> bytes | None:
        """All of it."""
        return self._fetch(uid, "(BODY.PEEK[])")

    def move(self, uid: bytes, folder: str) -> None:
        """Put a letter into one of the two folders."""
        self._ask("MOVE", uid.decode(), _quoted(self._prefix + folder))

    def make_folders(self) -> None:
        """Make the two folders where they are missing."""
        for folder in (TAKEN, REFUSED):
            name = _quoted(self._prefix + folder)
            if self._call(self._client.list, '""', name) in ([], [None]):
                self._call(self._client.create, name)
                self._call(self._client.subscribe, name)

    def _fetch(self, uid: bytes, what: str) -> bytes | None:
        told = self._ask("FETCH", uid.decode(), what)
        return next((one[1] for one in told if isinstance(one, tuple) and len(one) > 1), None)

    def _ask(self, *words: str) -> list[Any]:
        return self._call(self._client.uid, *words)

    @staticmethod
    def _call(verb: Any, *words: str) -> list[Any]:
        answer, told = verb(*words)
        if answer != "OK":
            raise MailboxError("Server kotak surat menolak perintah. Periksa hak atas folder Diterima dan Ditolak.")
        return list(told)


@contextmanager
def opened_mailbox(server: MailboxServer) -> Iterator[Mailbox]:
    """The mailbox for the time of a `with` block. Raises MailboxError."""
    client: imaplib.IMAP4 | None = None
    try:
        context = ssl.create_default_context(cafile=None if server.ca is None else str(server.ca))
        client = imaplib.IMAP4_SSL(server.host, server.port, ssl_context=context, timeout=TIMEOUT_SECONDS)
        _enter(client, server)
        if "MOVE" not in client.capabilities:
            raise MailboxError("Server kotak surat tidak mengenal MOVE (RFC 6851), jadi tidak dapat dipakai.")
        answer, _ = client.select(_quoted(server.folder))
        if answer != "OK":
            raise MailboxError("Folder pada PORTAL_IMAP_URL tidak ada di kotak surat itu.")
        box = Mailbox(client, _prefix(client))
        box.make_folders()
        yield box
    except ssl.SSLError as error:
        raise MailboxError(
            "Sertifikat server kotak surat tidak dapat dipercaya. Periksa PORTAL_IMAP_URL atau PORTAL_IMAP_CA."
        ) from error
    except (imaplib.IMAP4.error, OSError, UnicodeError) as error:
        raise MailboxError(_AWAY) from error
    finally:
        if client is not None:
            _leave(client)


def _enter(client: imaplib.IMAP4, server: MailboxServer) -> None:
    try:
        client.login(server.user, server.password)
        # What a server offers may be more after signing in.
        client.capabilities = tuple(client.capability()[1][0].decode("ascii", "replace").upper().split())
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise MailboxError("Kotak surat menolak masuk. Periksa PORTAL_IMAP_URL dan PORTAL_IMAP_PASSWORD.") from error


def _prefix(client: imaplib.IMAP4) -> str:
    """What stands before the names of one's own folders on this server; mostly nothing."""
    if "NAMESPACE" not in client.capabilities:
        return ""
    answer, told = client.namespace()
    found = _NAMESPACE.match(told[0]) if answer == "OK" and told and isinstance(told[0], bytes) else None
    return found[1].decode("ascii", "replace") if found is not None else ""


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _leave(client: imaplib.IMAP4) -> None:
    try:
        client.logout()
    except (imaplib.IMAP4.error, OSError):
        client.shutdown()
