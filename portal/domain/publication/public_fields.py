"""Personal numbers in the fields of a naskah that become public, found by the rules that its files are searched by.

A name is typed, or read from a page, together with the number that stands behind it. A field is short and says what it
is, so a label of such a number with some digits behind it is enough, although the number itself may be spoilt.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from portal.domain.naskah.fields import NaskahFields
from portal.domain.publication.personal_data import PERSONAL_NUMBERS, FindingKind, scan_page

PUBLIC_TEXTS = ("judul", "nama_bentuk", "ruang_lingkup", "pendanaan", "subjek")
"""Texts of a naskah that the public sees."""
PUBLIC_PARTS = ("nama", "nomor", "penanda_tangan", "jabatan", "tempat")
"""Texts of each of its parties that the public sees."""
_LABELLED = re.compile(
    r"(?<![^\W\d_])(?P<label>n\W{0,2}[i1l|]\W{0,2}[pk]|n\W{0,2}r\W{0,2}p|ktp)(?![^\W\d_])\W{0,6}"
    r"(?:(?:nomor|number|no)\W{0,4})?(?P<number>\d(?:\W{0,3}\d){4,})",
    re.IGNORECASE,
)
_IDENTITY = re.compile(r"(?i)k")


@dataclass(frozen=True)
class FieldFinding:
    """A number of a person in one field, by the name of its input (`judul`, `pihak-2-penanda_tangan`)."""

    field: str
    kind: FindingKind


def public_texts(fields: NaskahFields) -> Iterator[tuple[str, str]]:
    """Every text of these fields that becomes public, by the name of its input."""
    for name in PUBLIC_TEXTS:
        value = getattr(fields, name) or ""
        yield name, value if isinstance(value, str) else ", ".join(value)
    for number, pihak in enumerate(fields.pihak, start=1):
        for part in PUBLIC_PARTS:
            yield f"pihak-{number}-{part}", getattr(pihak, part)
        # A number that was cut off its label, or in two by the next field, is one again for whoever reads the page.
        yield f"pihak-{number}-penanda_tangan", f"{pihak.penanda_tangan} {pihak.jabatan}"


def scan_fields(fields: NaskahFields) -> tuple[FieldFinding, ...]:
    """The numbers of persons in what becomes public, one a field."""
    found: dict[str, FieldFinding] = {}
    for name, text in public_texts(fields):
        kind = _kind_in(text)
        if kind is not None and not _is_told(found, name):
            found[name] = FieldFinding(name, kind)
    return tuple(found.values())


def fields_digest(fields: NaskahFields) -> str:
    """Names the public texts that an answer speaks of; another text asks the question again."""
    said = "\n".join(f"{name}={text}" for name, text in public_texts(fields))
    return hashlib.sha256(f"isian\n{said}".encode()).hexdigest()


def _is_told(found: dict[str, FieldFinding], name: str) -> bool:
    """Whether the same party was named for its office already, with which its signer was read together."""
    return name in found or f"{name.removesuffix('penanda_tangan')}jabatan" in found


def _kind_in(text: str) -> FindingKind | None:
    kinds = [finding.kind for finding in scan_page(1, text) if finding.kind in PERSONAL_NUMBERS]
    if kinds:
        return kinds[0]
    label = _LABELLED.search(unicodedata.normalize("NFKC", text))
    if label is None:
        return None
    return FindingKind.NIK if _IDENTITY.search(label["label"]) else FindingKind.NIP
