"""A letter that came in, read from its bytes as far as it is needed; nothing in it is believed here, nothing raises.

Whatever a stranger writes is read by the oldest and plainest policy of the library, and what stands in the way of a
certain reading (two senders, a comment in an address) leaves the sender empty.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import compat32

from portal.domain.plain_text import clean_line
from portal.errors import BadInputError
from portal.mail.message import checked_address

MOST_PARTS = 200
DEEPEST = 20
LONGEST_LINE = 500
"""Letters of a subject or of a Message-ID that are looked at."""
UNREADABLE = "Surel ini tidak dapat dibaca. Kirim lagi dari program surel lain, atau unggah berkasnya."
_PDF = frozenset({"application/pdf", "application/x-pdf"})
_BY_NAME = frozenset({"application/octet-stream", "application/binary", "application/force-download"})
"""What programs write that do not know a PDF; then its name tells."""
_AUTOMATIC = frozenset({"bulk", "junk", "list", "auto_reply"})
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError, MessageError)
"""What the library comes to where a letter keeps none of the rules."""
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"', re.S)
_ANGLE = re.compile(r"([^<>]*)<([^<>]*)>\s*", re.S)
_DOUBTFUL = re.compile(r'[<>@,;:()"\\]')
"""What in the name before an address may be read in more ways than one."""


@dataclass(frozen=True)
class Attachment:
    """One attached PDF, by what the letter says of it."""

    nama: str
    data: bytes


@dataclass(frozen=True)
class IncomingLetter:
    """What a letter says of itself. `sender` is one address in lower case, or empty where there is no certain one."""

    sender: str
    message_id: str
    subject: str
    results: tuple[str, ...]
    """Headers Authentication-Results, the topmost first."""
    is_automatic: bool
    """Whether a machine sent it: an answer to it would go round and round."""
    attachments: tuple[Attachment, ...]


def read_letter(raw: bytes) -> IncomingLetter:
    """The letter of these bytes; only its head, where it is given alone. Raises BadInputError."""
    try:
        message = message_from_bytes(raw, policy=compat32)
        return IncomingLetter(
            sender=_sender(message),
            message_id=_line(message, "Message-ID"),
            subject=_decoded(message.get("Subject")),
            results=tuple(str(value) for value in message.get_all("Authentication-Results", [])),
            is_automatic=_is_automatic(message),
            attachments=tuple(_attachments(message)),
        )
    except _BROKEN as error:
        raise BadInputError(UNREADABLE, "surel") from error


def _sender(message: Message) -> str:
    values = message.get_all("From", [])
    if len(values) != 1:
        return ""
    text = str(values[0]).strip()
    if (found := _ANGLE.fullmatch(_QUOTED.sub("", text))) is not None:
        name, text = found.groups()
        if _DOUBTFUL.search(name):
            return ""
    try:
        return checked_address(text.strip()).addr_spec.lower()
    except BadInputError:
        return ""


def _line(message: Message, name: str) -> str:
    return clean_line(str(message.get(name, "")))[:LONGEST_LINE]


def _decoded(value: object) -> str:
    text = str(value or "")
    with suppress(*_BROKEN):
        text = str(make_header(decode_header(text)))
    return clean_line(text)[:LONGEST_LINE]


def _is_automatic(message: Message) -> bool:
    submitted = _line(message, "Auto-Submitted").lower().partition(";")[0].strip()
    return (
        submitted not in ("", "no")
        or _line(message, "Precedence").lower() in _AUTOMATIC
        or "List-Id" in message
        or _line(message, "Return-Path").replace(" ", "") == "<>"
        or message.get_content_type() == "multipart/report"
    )


def _attachments(message: Message) -> Iterator[Attachment]:
    for part in _parts(message):
        kind, nama = part.get_content_type(), _decoded(part.get_filename())
        if kind in _PDF or (kind in _BY_NAME and nama.lower().endswith(".pdf")):
            data = part.get_payload(decode=True)
            yield Attachment(nama or "lampiran.pdf", data if isinstance(data, bytes) else b"")


def _parts(message: Message) -> Iterator[Message]:
    """Everything that lies directly in the letter: what a letter within it carries was sent by somebody else."""
    waiting, count = [(message, 0)], 0
    while waiting:
        part, depth = waiting.pop(0)
        count += 1
        if count > MOST_PARTS or depth > DEEPEST:
            raise ValueError("too many parts")
        inner = part.get_payload() if part.get_content_maintype() == "multipart" else None
        if isinstance(inner, list):
            waiting[:0] = [(one, depth + 1) for one in inner if isinstance(one, Message)]
        else:
            yield part
