"""The trust list: the certificates an administrator put into a folder, and the form in which a child gets them.

Trust comes from these files alone. No certificate travels with the program, none is fetched, and a name that looks
right counts for nothing. Every certificate in the folder is a point of trust, so a folder that holds only the issuing
authority trusts that authority and not the rest of its hierarchy.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from asn1crypto import pem, x509  # type: ignore[import-untyped]

from portal.domain.tanda_tangan.report import trust_fingerprint

MOST_FILES = 500
LONGEST_FILE = 4 * 1024 * 1024
_LENGTH = struct.Struct(">I")


@dataclass(frozen=True)
class TrustList:
    """The trusted certificates as DER, without doubles, and what was wrong with which file (by its bare name)."""

    certificates: tuple[bytes, ...] = ()
    problems: tuple[tuple[str, str], ...] = ()

    @property
    def fingerprint(self) -> str:
        """SHA-256 in hex over the whole list, whatever the order of the files; empty for an empty list."""
        return trust_fingerprint(self.certificates)


@dataclass(frozen=True)
class TrustedName:
    """What an administrator compares with the official source: whose certificate, its term, its SHA-256 in hex."""

    subject: str
    not_before: str
    not_after: str
    sha256: str


def load(folder: Path | None) -> TrustList:
    """Read the folder; a file that is no certificate is named in `problems` and costs the others nothing."""
    if folder is None:
        return TrustList()
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    except OSError:
        return TrustList(problems=((folder.name, "Folder daftar kepercayaan tidak dapat dibaca."),))
    found: dict[bytes, None] = {}
    problems = []
    for path in paths[:MOST_FILES]:
        try:
            found.update(dict.fromkeys(_certificates(path)))
        except (OSError, ValueError, TypeError, KeyError):
            problems.append((path.name, "Bukan sertifikat PEM atau DER yang dapat dibaca."))
    if len(paths) > MOST_FILES:
        problems.append((folder.name, f"Hanya {MOST_FILES} berkas pertama yang dibaca."))
    return TrustList(tuple(found), tuple(problems))


def described(certificates: Sequence[bytes]) -> tuple[TrustedName, ...]:
    """The certificates of a list as an administrator reads them."""
    names = []
    for der in certificates:
        certificate = x509.Certificate.load(der)
        before, after = certificate.not_valid_before.date(), certificate.not_valid_after.date()
        subject = certificate.subject.human_friendly
        names.append(TrustedName(subject, before.isoformat(), after.isoformat(), certificate.sha256.hex()))
    return tuple(names)


def packed(certificates: Sequence[bytes]) -> bytes:
    """A list as one run of bytes: each certificate behind its length."""
    return b"".join(_LENGTH.pack(len(certificate)) + certificate for certificate in certificates)


def unpacked(data: bytes) -> tuple[bytes, ...]:
    """The certificates that `packed` put together."""
    found, place = [], 0
    while place < len(data):
        (length,) = _LENGTH.unpack_from(data, place)
        place += _LENGTH.size
        found.append(data[place : place + length])
        place += length
    return tuple(found)


def _certificates(path: Path) -> list[bytes]:
    if path.stat().st_size > LONGEST_FILE:
        raise ValueError("too large for certificates")
    data = path.read_bytes()
    parts = [der for _, _, der in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
    if not parts:
        raise ValueError("no certificate in it")
    for der in parts:
        certificate = x509.Certificate.load(der, strict=True)
        # The parser reads lazily: what is wrong shows only when everything was looked at.
        _ = certificate.native, certificate.public_key.native
    return parts
