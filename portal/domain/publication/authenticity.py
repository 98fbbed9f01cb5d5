"""Whether a file is genuine: what is said of one that is or was public under a code.

Of any other file nothing is known, whether the portal keeps it or not.
"""

import re
from enum import StrEnum

from portal.domain.naskah.enumerations import JenisBerkas
from portal.errors import BadInputError

LONGEST_TEXT = 200
_DIGEST = re.compile(r"[0-9a-f]{64}")
_BETWEEN = re.compile(r"[\s:]+")
NO_DIGEST = "Sidik SHA-256 terdiri atas 64 angka dan huruf a sampai f. Salin ulang seluruhnya."


class Authenticity(StrEnum):
    """What a file is to a code."""

    ASLI = "asli"
    """A file of the publication as it stands, as it was signed and stored."""
    SALINAN_RESMI = "salinan_resmi"
    """The certified copy that the foreign ministry issued."""
    TURUNAN = "turunan"
    """Made from the original: a redacted copy, a translation."""
    TERDAHULU = "terdahulu"
    """Of an earlier publication; the page shows others now."""
    DITARIK = "ditarik"
    """Nothing of it is public any more."""


_BY_KIND = {
    JenisBerkas.CTC: Authenticity.SALINAN_RESMI,
    JenisBerkas.SALINAN_PUBLIK: Authenticity.TURUNAN,
    JenisBerkas.TERJEMAHAN: Authenticity.TURUNAN,
}


def authenticity(jenis: JenisBerkas, *, is_page_public: bool, is_file_public: bool) -> Authenticity:
    """What is to be said of a file that is or was public under a code."""
    if not is_page_public:
        return Authenticity.DITARIK
    if not is_file_public:
        return Authenticity.TERDAHULU
    return _BY_KIND.get(jenis, Authenticity.ASLI)


def read_digest(text: str) -> str:
    """A SHA-256 as programs write it: capitals, blanks and colons between are passed over. Raises BadInputError."""
    found = _BETWEEN.sub("", text[:LONGEST_TEXT]).lower()
    if len(text) > LONGEST_TEXT or not _DIGEST.fullmatch(found):
        raise BadInputError(NO_DIGEST, "sidik")
    return found
