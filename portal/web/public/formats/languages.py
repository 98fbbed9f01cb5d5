"""Codes of languages in three letters (ISO 639-2/T), which Akoma Ntoso asks for."""

from collections.abc import Sequence

_THREE = {
    "id": "ind", "en": "eng", "ko": "kor", "ja": "jpn", "zh": "zho", "ar": "ara", "ms": "msa", "nl": "nld", "fr": "fra",
    "de": "deu", "es": "spa", "pt": "por", "ru": "rus", "th": "tha", "vi": "vie", "it": "ita", "tr": "tur", "fa": "fas",
    "hi": "hin", "ur": "urd", "km": "khm", "lo": "lao", "my": "mya", "tl": "tgl", "pl": "pol", "uk": "ukr", "el": "ell",
    "sr": "srp", "hu": "hun", "cs": "ces", "ro": "ron", "bn": "ben", "ta": "tam", "uz": "uzb", "kk": "kaz", "az": "aze",
    "he": "heb", "sw": "swa", "sv": "swe", "no": "nor", "da": "dan", "fi": "fin", "bg": "bul", "hr": "hrv", "sk": "slk",
}  # fmt: skip
UNDETERMINED, SEVERAL = "und", "mul"


def in_three_letters(code: str) -> str:
    """The code of a language in three letters; one that has three already stays."""
    return _THREE.get(code, code if len(code) == 3 else UNDETERMINED)


def of_expression(codes: Sequence[str]) -> str:
    """The one code of a text in these languages."""
    if len(codes) > 1:
        return SEVERAL
    return in_three_letters(codes[0]) if codes else UNDETERMINED
