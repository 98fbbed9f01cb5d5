"""Titles that are printed or typed in capitals, as they are read: every word with a capital but the small ones.

A title is full of names, and nobody can tell by its letters which of its words are: so it is written as titles are
(PUEBI: huruf kapital pada judul), which is right for names as well. Abbreviations stay in capitals.
"""

import re
from functools import cache
from importlib import resources

_IN_CAPITALS = 0.75
"""Share of words in capitals from which on a title is one in capitals."""
_LEAST_WORDS = 2
_SMALL = frozenset(
    [
        "dan", "di", "ke", "dari", "dalam", "untuk", "pada", "dengan", "yang", "antara", "tentang", "oleh", "bagi",
        "atau", "serta", "terhadap", "sebagai", "melalui", "atas", "guna", "hingga", "sampai", "secara", "kepada",
        "per", "maupun", "demi", "of", "the", "and", "in", "on", "for", "to", "between", "with", "by", "at", "a",
        "an", "or", "from",
    ]
)  # fmt: skip
_ABBREVIATIONS = frozenset(
    [
        "RI", "NKRI", "WNI", "WNA", "TPPO", "TPPM", "PMI", "CPMI", "BNN", "BNPT", "POLRI", "TNI", "KPK", "BPK",
        "BPKP", "BPJS", "BPN", "BKN", "BIN", "BSSN", "PPATK", "KPU", "KUA", "PNS", "ASN", "P3K", "PPPK", "SDM",
        "TIK", "IT", "UPT", "UPTD", "DPR", "DPRD", "MPR", "APBN", "APBD", "PNBP", "KTP", "NIK", "NPWP", "SIMKIM",
        "KITAS", "KITAP", "ITAS", "ITAP", "BUMN", "BUMD", "PT", "CV", "MOU", "PKS", "LOI", "TOR", "SOP", "ID", "IOM",
        "UNHCR", "UNODC", "UNDP", "UNICEF", "ASEAN", "EU", "PBB", "USA", "UK", "UAE", "LPKA", "UKM", "UMKM", "HIV",
        "AIDS", "TBC", "DIY", "DKI", "NTB", "NTT", "OIKN", "IKN", "BPSDM", "LBH", "YLBH", "HAM", "KUHP", "KUHAP",
        "PLN", "PLBN", "TPI", "IAIN", "UIN", "UGM", "ITB", "IPB",
    ]
)  # fmt: skip
_ROMAN = re.compile(r"[IVX]+[A-E]?")
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*\.?")
_NO_VOWEL = re.compile(r"[^AIUEO]{2,}")
_CLUSTER = re.compile(r"[^AIUEOY\W\d_]{4}|^[^AIUEOY\W\d_]{3}(?<!^STR)(?<!^SCH)(?<!^SPR)(?<!^SCR)(?<!^NGR)")
_BRACKETED = re.compile(r"\(\s*([A-Z0-9\-/]{2,12})\s*\)")
_LONGEST_UNKNOWN = 6


def in_reading_case(title: str) -> str:
    """A title in capitals as it is read; any other title as it stands."""
    words = [word for word in title.split() if any(letter.isalpha() for letter in word)]
    capitals = sum(word.upper() == word for word in words)
    if len(words) < _LEAST_WORDS or capitals < _IN_CAPITALS * len(words):
        return title
    spelt = frozenset(_BRACKETED.findall(title))
    pieces: list[str] = []
    end = 0
    for found in _WORD.finditer(title):
        pieces.append(title[end : found.start()])
        is_first = not any(letter.isalnum() for letter in "".join(pieces))
        pieces.append(_word(found[0], spelt, is_first=is_first))
        end = found.end()
    return "".join((*pieces, title[end:])).replace("KTP-El", "KTP-el")


def _word(word: str, spelt: frozenset[str], *, is_first: bool) -> str:
    if word != word.upper() or word in spelt or _stays(word):
        return word
    lowered = word.lower()
    return lowered if lowered in _SMALL and not is_first else lowered[0].upper() + lowered[1:]


def _stays(word: str) -> bool:
    """Whether a word in capitals is an abbreviation, a Roman number, or holds figures."""
    bare = word.rstrip(".")
    if "." in bare or any(letter.isdigit() for letter in bare):
        return True
    if bare in _ABBREVIATIONS or _ROMAN.fullmatch(bare):
        return True
    is_word = bare.lower() in _words()
    is_odd = bool(_NO_VOWEL.fullmatch(bare) or _CLUSTER.search(bare))
    return not is_word and is_odd and len(bare) <= _LONGEST_UNKNOWN


@cache
def _words() -> frozenset[str]:
    folder = resources.files("portal.domain.language")
    lists = (folder.joinpath(name).read_text(encoding="utf-8") for name in ("kata_dasar.txt", "kata_inggris.txt"))
    return frozenset(word for text in lists for word in text.split())
