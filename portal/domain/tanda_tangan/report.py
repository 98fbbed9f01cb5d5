"""What was found out about one electronic signature of a PDF, as separate facts that are never added up to one verdict.

Integrity, later changes, coverage, trust, time stamp and revocation answer different questions; a tick over all of them
would be wrong about one. The value is made in a process that may have been taken over by the file it read, so
`from_json` trusts nothing: a wrong type, an unknown word, an absurd number or a missing key raises ValueError.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

MOST_SIGNATURES = 50
"""Signatures of one file that are reported; a file with more of them is answered with a note."""

LONGEST_NAME = 300
LONGEST_DETAIL = 300
MOST_ROOTS = 10_000
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_Word = TypeVar("_Word", bound=StrEnum)


class Kind(StrEnum):
    """What a signature is: of a person or office, certifying the whole document, or a time stamp over the document."""

    APPROVAL = "approval"
    CERTIFICATION = "certification"
    TIMESTAMP = "timestamp"


class Integrity(StrEnum):
    """Whether the bytes that were signed are still the same."""

    UTUH = "utuh"
    BERUBAH = "berubah"
    TIDAK_DAPAT_DIPERIKSA = "tidak_dapat_diperiksa"


class Changes(StrEnum):
    """What was added behind the signed bytes: nothing; what a signer allows for; or a change of the content."""

    NONE = "none"
    MAINTENANCE = "maintenance"
    """Only data for the long-term check: certificates, revocation data, time stamps."""
    FORM = "form"
    """Further signatures, or form fields filled in."""
    ANNOTATION = "annotation"
    """Notes or comments, which the signature permits."""
    CONTENT = "content"
    """Content changed after signing, or more than the signature permits."""
    UNKNOWN = "unknown"


class Coverage(StrEnum):
    """How much of the file the signature covers."""

    WHOLE = "whole"
    LATER_BYTES = "later_bytes"
    """All of the file as it was when signed; bytes were added behind it."""
    PARTIAL = "partial"
    """Not even the whole of its own state of the file."""
    UNKNOWN = "unknown"


class Trust(StrEnum):
    """Whether the certificate leads to the trust list at the moment `trust_at`."""

    TRUSTED = "trusted"
    NO_CHAIN = "no_chain"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    REVOKED = "revoked"
    UNSUITABLE = "unsuitable"
    """A chain exists, but a certificate in it was not made for this use."""
    EMPTY_LIST = "empty_list"
    UNKNOWN = "unknown"


class TimeStamp(StrEnum):
    """The time stamp that fixes when the signature existed."""

    NONE = "none"
    VALID = "valid"
    INVALID = "invalid"
    UNTRUSTED = "untrusted"


class Revocation(StrEnum):
    """Whether the certificate had been withdrawn, as far as data inside the file tells; nothing is ever fetched."""

    GOOD = "good"
    REVOKED = "revoked"
    NOT_CHECKED = "not_checked"


class NotCheckable(StrEnum):
    """Why nothing could be said about a signature."""

    DAMAGED = "damaged"
    EMPTY = "empty"
    UNSUPPORTED = "unsupported"
    ENCRYPTED = "encrypted"
    LIMIT = "limit"
    FAILED = "failed"
    DETACHED = "detached"
    """The file holds what is left of a signature that no field shows any more."""


@dataclass(frozen=True)
class SignatureReport:
    """One signature. Times are instants in UTC; texts from the file are cut short and hold no control characters.

    `claimed_at` is the signer's own clock, `stamped_at` that of a time stamp (worth no more than `time_stamp` says),
    `trust_at` the moment for which the certificate was judged, `not_before` and `not_after` its term. `docmdp_level`
    (1 to 3) is what a certifying signature permits afterwards. `roots` counts the trust list that was used,
    `trust_fingerprint` is its SHA-256 in hex. `detail` tells staff what the tool said; it is not for the public.
    """

    field: str
    kind: Kind = Kind.APPROVAL
    signer: str = ""
    issuer: str = ""
    claimed_at: datetime | None = None
    stamped_at: datetime | None = None
    stamped_by: str = ""
    integrity: Integrity = Integrity.TIDAK_DAPAT_DIPERIKSA
    changes: Changes = Changes.UNKNOWN
    docmdp_level: int | None = None
    coverage: Coverage = Coverage.UNKNOWN
    trust: Trust = Trust.UNKNOWN
    trust_at: datetime | None = None
    not_before: datetime | None = None
    not_after: datetime | None = None
    time_stamp: TimeStamp = TimeStamp.NONE
    revocation: Revocation = Revocation.NOT_CHECKED
    revoked_at: datetime | None = None
    roots: int = 0
    trust_fingerprint: str = ""
    not_checkable: NotCheckable | None = None
    detail: str = ""

    @property
    def is_time_proven(self) -> bool:
        """Whether the time of signing is fixed by a valid time stamp, not only claimed."""
        return self.time_stamp is TimeStamp.VALID and self.stamped_at is not None

    @property
    def signed_at(self) -> datetime | None:
        """The best known time of signing; see `is_time_proven` for what it is worth."""
        return self.stamped_at if self.is_time_proven else self.claimed_at

    def to_json(self) -> dict[str, Any]:
        """A plain dict that `from_json` reads back; instants as ISO 8601 in UTC."""
        values = ((item.name, getattr(self, item.name)) for item in fields(self))
        return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values}

    @classmethod
    def from_json(cls, data: object) -> "SignatureReport":
        """Read back what `to_json` wrote; raises ValueError when anything is out of order."""
        if type(data) is not dict or data.keys() != {item.name for item in fields(cls)}:
            raise ValueError("the facts about a signature were expected")
        return cls(
            field=_text(data["field"], LONGEST_NAME),
            kind=_word(data["kind"], Kind),
            signer=_text(data["signer"], LONGEST_NAME),
            issuer=_text(data["issuer"], LONGEST_NAME),
            claimed_at=_instant(data["claimed_at"]),
            stamped_at=_instant(data["stamped_at"]),
            stamped_by=_text(data["stamped_by"], LONGEST_NAME),
            integrity=_word(data["integrity"], Integrity),
            changes=_word(data["changes"], Changes),
            docmdp_level=None if data["docmdp_level"] is None else _whole(data["docmdp_level"], 1, 3),
            coverage=_word(data["coverage"], Coverage),
            trust=_word(data["trust"], Trust),
            trust_at=_instant(data["trust_at"]),
            not_before=_instant(data["not_before"]),
            not_after=_instant(data["not_after"]),
            time_stamp=_word(data["time_stamp"], TimeStamp),
            revocation=_word(data["revocation"], Revocation),
            revoked_at=_instant(data["revoked_at"]),
            roots=_whole(data["roots"], 0, MOST_ROOTS),
            trust_fingerprint=_fingerprint(data["trust_fingerprint"]),
            not_checkable=None if data["not_checkable"] is None else _word(data["not_checkable"], NotCheckable),
            detail=_text(data["detail"], LONGEST_DETAIL),
        )


def trust_fingerprint(certificates: Iterable[bytes]) -> str:
    """SHA-256 in hex over a trust list of DER certificates, whatever their order; empty for an empty list."""
    digests = sorted({hashlib.sha256(certificate).digest() for certificate in certificates})
    return hashlib.sha256(b"".join(digests)).hexdigest() if digests else ""


def tidy(text: str, longest: int = LONGEST_NAME) -> str:
    """A text out of a file made fit to be shown: printable, on one line, not longer than allowed.

    Half surrogates and characters that steer the direction of writing are left out: a name could pose as another.
    """
    shown = "".join(letter if letter.isprintable() else " " for letter in text[: longest * 4])
    return " ".join(shown.split())[:longest].strip()


def _text(value: object, longest: int) -> str:
    if type(value) is not str or value != tidy(value, longest):
        raise ValueError("a short text of one line was expected")
    return value


def _whole(value: object, low: int, high: int) -> int:
    if type(value) is not int or not low <= value <= high:
        raise ValueError("a whole number within its range was expected")
    return value


def _word(value: object, words: type[_Word]) -> _Word:
    if type(value) is not str and not isinstance(value, words):
        raise ValueError("a known word was expected")
    return words(value)


def _instant(value: object) -> datetime | None:
    if value is None:
        return None
    if type(value) is not str or len(value) > 40:
        raise ValueError("an instant was expected")
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        raise ValueError("an instant has a time zone")
    try:
        return found.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("an instant lies within the calendar") from error


def _fingerprint(value: object) -> str:
    if type(value) is not str or not (value == "" or _FINGERPRINT.fullmatch(value)):
        raise ValueError("a fingerprint was expected")
    return value
