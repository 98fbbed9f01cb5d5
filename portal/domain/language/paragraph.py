"""The language of one paragraph, told by the small words that every sentence has."""

import re

_INDONESIAN = frozenset([
    "yang", "dan", "di", "dengan", "untuk", "dalam", "pada", "ini", "dari", "para", "pihak", "atas", "oleh", "sebagai",
    "tentang", "atau", "tidak", "adalah", "ke", "akan", "dapat", "sesuai", "setiap", "antara", "secara", "tersebut",
    "apabila", "bahwa", "hal", "ketentuan", "selanjutnya", "masing", "naskah",
])  # fmt: skip
_ENGLISH = frozenset([
    "the", "of", "and", "to", "in", "shall", "this", "with", "for", "by", "party", "parties", "any", "be", "between",
    "is", "on", "or", "will", "may", "their", "its", "which", "as", "from", "that", "such", "other", "have", "has",
    "under", "not", "are", "into", "each", "both",
])  # fmt: skip
_WORD = re.compile(r"[a-z]+")
_LONGEST = 2_000
_LEAST = 2
_SHARE = 0.75


def language_of(text: str) -> str | None:
    """`id` or `en` where the words of a paragraph tell; None for names, numbers, headings and other languages."""
    words = _WORD.findall(text[:_LONGEST].lower())
    here = sum(word in _INDONESIAN for word in words)
    there = sum(word in _ENGLISH for word in words)
    most, code = max((here, "id"), (there, "en"))
    if most < _LEAST or most < _SHARE * (here + there):
        return None
    return code
