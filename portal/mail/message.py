"""A letter as an internet message (RFC 5322): text with an HTML alternative; no value can add a header of its own."""

import hashlib
import re
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import getaddresses

from portal.domain.plain_text import carried
from portal.domain.tanggal import WIB
from portal.errors import BadInputError
from portal.mail.interface import Letter

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NO_LINK = re.compile(r"[^!-;=?-~]", re.ASCII)
"""What a link between angle brackets cannot hold."""
_END = "\r\n"
LONGEST_ADDRESS = 254
LONGEST_SUBJECT = 200


def build(letter: Letter, sender: Address) -> bytes:
    """The message, byte for byte as it travels. Raises BadInputError for an address that is none."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = checked_address(letter.to)
    message["Date"] = letter.written_at.astimezone(WIB)
    message["Message-ID"] = f"<{digest(letter)}@{sender.domain}>"
    # Answers of machines to machines are of no use to anybody (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    # Not every server takes eight bits, and lines have a limit on the way.
    message.set_content(carried(letter.text), cte="quoted-printable")
    message.add_alternative(carried(letter.html), subtype="html", cte="quoted-printable")
    message["Content-Language"] = "id"
    return _subject(one_line(letter.subject)) + _unsubscribe(letter.unsubscribe) + message.as_bytes()


def _subject(line: str) -> bytes:
    # The folding of EmailMessage doubles a blank between plain and encoded words; encoded as a whole, none is lost.
    value = Header(line, "us-ascii" if line.isascii() and "=?" not in line else "utf-8", header_name="Subject")
    return f"Subject: {value.encode(linesep=_END)}{_END}".encode("ascii")


def _unsubscribe(address: str) -> bytes:
    """The headers of RFC 8058; empty for a letter that nobody asked for by themselves."""
    if not address:
        return b""
    if _NO_LINK.search(address):
        raise BadInputError("Alamat untuk mengakhiri surat memuat huruf yang tidak boleh ada.", "unsubscribe")
    # In one line each: some readers of mail do not put a folded address together again.
    lines = (f"List-Unsubscribe: <{address}>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click")
    return "".join(f"{line}{_END}" for line in lines).encode("ascii")


def digest(letter: Letter) -> str:
    """What names the letter in a message and in a file: nothing of its content can be read from it."""
    return hashlib.sha256(f"{letter.key}\n{letter.to}".encode()).hexdigest()[:32]


def checked_address(text: str) -> Address:
    """An address of one mailbox, in ASCII. Raises BadInputError; nothing is cut away to make it fit."""
    local, at, domain = text.rpartition("@")
    is_fit = len(text) <= LONGEST_ADDRESS and at and _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain)
    if not is_fit:
        raise BadInputError("Alamat surel tidak dapat dipakai. Betulkan alamat akunnya.", "email")
    return Address(username=local, domain=domain)


def parse_sender(text: str) -> Address:
    """`Name <address>` or an address alone. Raises BadInputError."""
    if _UNPRINTABLE.search(text):
        raise BadInputError("Alamat pengirim memuat huruf kendali.", "email")
    found = getaddresses([text])
    if len(found) != 1:
        raise BadInputError("Tulis satu alamat pengirim.", "email")
    name, address = found[0]
    plain = checked_address(address)
    return Address(name, plain.username, plain.domain)


def one_line(text: str) -> str:
    """A subject on one line, without control or direction characters, of bounded length."""
    line = " ".join(carried(_UNPRINTABLE.sub(" ", text)).split())
    return line if len(line) <= LONGEST_SUBJECT else line[: LONGEST_SUBJECT - 1].rstrip() + "…"
