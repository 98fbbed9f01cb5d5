"""Which languages a naskah is written in: those it names as its own, else those its common words belong to."""

import re

from portal.domain.suggestions import sureness as sure

_INDONESIAN = frozenset([
    "yang", "dan", "di", "dengan", "untuk", "dalam", "pada", "ini", "dari", "para", "pihak", "atas", "oleh",
    "sebagai", "tentang",
])  # fmt: skip
_ENGLISH = frozenset([
    "the", "of", "and", "to", "in", "shall", "this", "with", "for", "by", "party", "parties", "any", "be", "between",
    "is", "on",
])  # fmt: skip
_WORD = re.compile(r"[a-z]+")
_NAMED = {
    "ko": "korea|korean", "ja": "jepang|japanese", "nl": "belanda|dutch", "no": "norwegia|norwegian",
    "ar": "arab|arabic", "zh": "mandarin|tiongkok|china|chinese", "fr": "prancis|perancis|french",
    "es": "spanyol|spanish", "pt": "portugis|portuguese", "ru": "rusia|russian", "de": "jerman|german",
    "th": "thai", "vi": "vietnam|vietnamese", "tet": "tetun", "ms": "melayu|malay", "tr": "turki|turkish",
    "sr": "serbia|serbian", "it": "italia|italian", "en": "inggris|english", "id": "indonesia|indonesian",
}  # fmt: skip
_TIED = re.compile(r"bahasa|language", re.IGNORECASE)
_CLOSING = re.compile(r"rangkap|duplicate|original|asli|authentic|otentik|autentik|triplicate|\bdone\b", re.IGNORECASE)
_REACH = 160
_WRITTEN_IN = 0.2
"""Share of common words from which on a naskah is also written in a language."""

_SEEN = 0.05
"""Share of common words from which on a named language was seen at all."""

_ALMOST_ALL = 0.9


def find_languages(texts: list[tuple[int, str]]) -> tuple[tuple[str, ...], int, str, float] | None:
    """Codes in the order id, en, others; page and words that tell; sureness. None for a text of no known language."""
    share = _shares(texts)
    named = _named(texts)
    codes = [
        code for code in ("id", "en") if share.get(code, 0.0) >= _WRITTEN_IN or code in (named[0] if named else ())
    ]
    if named:
        codes += [code for code in named[0] if code not in codes]
        is_all_seen = all(share.get(code, 0.0) >= _SEEN for code in codes)
        sureness = sure.LANGUAGES_NAMED if is_all_seen else sure.LANGUAGES_NAMED_UNSEEN
        return tuple(codes), named[1], named[2], sureness
    if not codes:
        return None
    page, text = texts[0]
    sureness = sure.LANGUAGE_ONE if share[codes[0]] >= _ALMOST_ALL else sure.LANGUAGES_MIXED
    return tuple(codes), page, text[:80], sureness


def _shares(texts: list[tuple[int, str]]) -> dict[str, float]:
    counts = {"id": 0, "en": 0}
    for _, text in texts:
        for word in _WORD.findall(text[:20_000].lower()):
            counts["id"] += word in _INDONESIAN
            counts["en"] += word in _ENGLISH
    total = sum(counts.values())
    return {code: count / total for code, count in counts.items()} if total >= 5 else {}


def _named(texts: list[tuple[int, str]]) -> tuple[tuple[str, ...], int, str] | None:
    """Languages named together (two or more) near the end, where the authentic texts are told."""
    for page, text in reversed(texts):
        for tie in list(_TIED.finditer(text))[-12:]:
            window = text[max(0, tie.start() - 60) : tie.end() + 60].lower()
            words = set(_WORD.findall(window))
            codes = [code for code, names in _NAMED.items() if words.intersection(names.split("|"))]
            if len(codes) >= 2 and _CLOSING.search(text[max(0, tie.start() - _REACH) : tie.end() + _REACH]):
                order = sorted(codes, key=lambda code: ({"id": 0, "en": 1}.get(code, 2), code))
                return tuple(order), page, text[max(0, tie.start() - 60) : tie.end() + 60]
    return None
