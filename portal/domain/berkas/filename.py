"""File names that people send: kept for display, never used as a path."""

import re
import unicodedata

from portal.domain.plain_text import carried

LONGEST = 120
_FORBIDDEN = frozenset('<>:"|?*')
# Control and direction characters, halves of surrogates (bytes that were no text), line and paragraph separators.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def display_name(raw: str) -> str:
    """A harmless name to show: no folders, control or direction characters, at most 120 characters."""
    name = unicodedata.normalize("NFC", carried(raw)).replace("\\", "/").rsplit("/", 1)[-1]
    kept = (letter for letter in name if letter not in _FORBIDDEN and unicodedata.category(letter) not in _INVISIBLE)
    name = "".join(kept).strip(" .") or "tanpa-nama.pdf"
    if len(name) > LONGEST:
        stem, dot, suffix = name.rpartition(".")
        suffix = dot + suffix if stem and len(suffix) <= 8 else ""
        name = name[: LONGEST - len(suffix) - 1] + "…" + suffix
    return name


def slug(text: str, longest: int = 60) -> str:
    """A short ASCII name for addresses and generated file names: `Korea Immigration` → `korea-immigration`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:longest].strip("-") or "tanpa-nama"
