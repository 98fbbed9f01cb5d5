"""Clauses on confidentiality and on consent to publication, in Indonesian and English, over pages and line breaks.

A sentence is looked at by itself: what a hold is about is the meeting of two things in it, such as consent in writing
and publishing. Recognition dirt is met by folding look-alikes (l, 1, | as i; 0 as o; 5 as s) and by letting a key word
fall apart into pieces. Every sentence is searched once by each pattern, so time grows with the text only.
"""

import re
from collections.abc import Iterator

_FOLD = str.maketrans({"l": "i", "1": "i", "|": "i", "!": "i", "0": "o", "5": "s", "İ": "i"})
_SENTENCE = re.compile(r"[.;](?=\s)")
_LONGEST_SENTENCE = 1_200
_CLOSE = 260
"""Characters between two things that still belong to one clause."""


def _words(*phrases: str) -> str:
    """A pattern of phrases as they look folded; `_` lets one word fall apart, `*` is the rest of a word."""
    return "|".join(_phrase(phrase) for phrase in phrases)


def _phrase(phrase: str) -> str:
    folded = phrase.translate(_FOLD)
    if folded.startswith("_"):
        return " ?".join(folded[1:])
    return folded.replace(" ", r"[\s,]+").replace("*", r"[a-z]*")


def _pattern(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{_words(*phrases)})")


_HEADING = re.compile(
    rf"pasai ?[0-9a-z]{{1,5}}\s+(?:{_words('_kerahasiaan', 'informasi rahasia')})"
    rf"|articie ?[0-9a-z]{{1,5}}\s+(?:{_words('_confidentiality', 'non-disclosure', 'confidential information')})"
)
_SECRECY = _pattern("_kerahasiaan", "_merahasiakan", "_dirahasiakan", "_confidentiality", "in confidence")
_SECRET = _pattern(
    "bersifat rahasia", "bersifat sangat rahasia", "sifat rahasia", "sangat rahasia", "secara rahasia",
    "informasi rahasia", "dokumen rahasia", "data rahasia", "naskah rahasia", "_confidential", "bersifat tertutup",
    "tidak untuk umum", "tidak untuk publik", "bukan untuk umum", "tidak untuk dipublikasikan",
    "tidak untuk disebarluaskan", "not for publication", "not for distribution", "not for public*",
    "for official use only",
    "informasi yang dikecualikan", "non-disclosure", "shall remain secret",
)  # fmt: skip
_NOT_SECRET = _pattern(
    "tidak bersifat rahasia", "bukan rahasia", "bukan informasi rahasia", "bukan merupakan informasi rahasia",
    "bukan dokumen rahasia", "non-confidential", "not confidential", "nonconfidential", "not be deemed confidential",
    "tidak lagi bersifat rahasia", "bebas dan rahasia", "umum bebas rahasia",
)  # fmt: skip
_OBJECT = _pattern(
    "data", "informasi", "dokumen", "isi", "materi", "hasil", "perjanjian", "nota", "kerja sama", "naskah", "semua",
    "segala", "seluruh", "information", "document*", "agreement", "memorandum", "arrangement", "results", "terms",
    "contents", "para pihak", "the parties",
)  # fmt: skip
_CONSENT = _pattern(
    "persetujuan", "disetujui secara tertulis", "izin tertulis", "ijin tertulis", "seizin", "seijin", "izin dari",
    "ijin dari", "kesepakatan tertulis", "consent", "approval", "written permission", "prior permission",
    "written agreement of", "written authori*", "persetuju an",
)  # fmt: skip
_WRITTEN = _pattern(
    "tertulis", "terlebih dahulu", "terlebih dulu", "written", "in writing", "prior", "tanpa", "without", "para pihak",
    "pihak lain*", "both parties", "the other party", "subject to", "the parties", "seizin", "seijin",
)  # fmt: skip
_PUBLISH = _pattern(
    "_publikasi", "_mempublikasikan", "_dipublikasikan", "memublikasi*", "terpublikasi", "pempublikasian",
    "pemublikasian", "_menyebarluaskan", "_disebarluaskan", "penyebarluasan", "menyebarkan", "disebarkan", "penyebaran",
    "_mengumumkan", "_diumumkan", "pengumuman", "_mengungkapkan", "_diungkapkan", "pengungkapan", "membocorkan",
    "dibocorkan", "mengekspos", "siaran pers", "publish*", "publication*", "disclos*", "divulg*", "announce*",
    "press release*", "public statement*", "made public", "make public", "public release", "disseminat*",
)  # fmt: skip
_HAND_OVER = _pattern(
    "membuka*", "dibuka", "memberikan", "diberikan", "menyampaikan", "disampaikan", "memberitahukan", "diberitahukan",
    "diketahui", "mengalihkan", "menyerahkan", "membagikan", "dibagikan", "release*", "provide*", "transfer*",
    "communicat*", "reveal*", "share*", "made available", "transmit*",
)  # fmt: skip
_OUTSIDERS = _pattern(
    "pihak ketiga", "pihak ke tiga", "pihak manapun", "pihak mana pun", "pihak lain*", "masyarakat umum", "umum",
    "publik", "media*", "third part*", "any other party", "the public", "any person",
)  # fmt: skip
_THINGS = _pattern(
    "data", "informasi", "dokumen", "isi", "materi", "keterangan", "information", "document*", "contents", "material*"
)
_FORBIDDEN = _pattern(
    "tidak boleh", "tidak dapat", "tidak akan", "tidak diperkenankan", "tidak diperbolehkan", "tidak dibenarkan",
    "dilarang", "tidak berhak", "shall not", "may not", "must not", "will not", "cannot", "not to", "neither party",
    "no party",
)  # fmt: skip
_FORBIDS_WITHIN = 70
_SECRET_WITHIN = 70


def find_clauses(text: str) -> Iterator[tuple[int, int]]:
    """[start, end) of every clause that a person must read; a folded copy of the text has the same places."""
    folded = "".join(low if len(low := c.lower()) == 1 else c for c in text) if not text.isascii() else text.lower()
    folded = folded.translate(_FOLD)
    for start, end in _sentences(folded):
        found = _in_sentence(folded[start:end])
        if found is not None:
            yield start + found[0], start + found[1]


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in (*(match.end() for match in _SENTENCE.finditer(text)), len(text)):
        for cut in range(start, stop, _LONGEST_SENTENCE):
            yield cut, min(stop, cut + _LONGEST_SENTENCE + _CLOSE)
        start = stop


def _in_sentence(sentence: str) -> tuple[int, int] | None:
    if heading := _HEADING.search(sentence):
        return heading.span()
    return (
        _near(sentence, _SECRECY, _OBJECT, _SECRET_WITHIN)
        or _secret(sentence)
        or _consent_to_publish(sentence)
        or _forbidden(sentence)
    )


def _secret(sentence: str) -> tuple[int, int] | None:
    denied = [match.span() for match in _NOT_SECRET.finditer(sentence)]
    for match in _SECRET.finditer(sentence):
        if not any(start <= match.start() < end for start, end in denied):
            return match.span()
    return None


def _consent_to_publish(sentence: str) -> tuple[int, int] | None:
    found = _near(sentence, _CONSENT, _PUBLISH, _CLOSE)
    if found is None and _OUTSIDERS.search(sentence) and _THINGS.search(sentence):
        found = _near(sentence, _CONSENT, _HAND_OVER, _CLOSE)
    return found if found is not None and _WRITTEN.search(sentence) else None


def _forbidden(sentence: str) -> tuple[int, int] | None:
    found = _near(sentence, _FORBIDDEN, _PUBLISH, _FORBIDS_WITHIN, in_order=True)
    if found is None and _OUTSIDERS.search(sentence) and _THINGS.search(sentence):
        found = _near(sentence, _FORBIDDEN, _HAND_OVER, _FORBIDS_WITHIN, in_order=True)
    return found


def _near(
    sentence: str, one: re.Pattern[str], other: re.Pattern[str], within: int, *, in_order: bool = False
) -> tuple[int, int] | None:
    """The first pair of both that lies at most `within` characters apart; places of both ascend, so one walk does."""
    firsts = [match.span() for match in one.finditer(sentence)]
    if not firsts:
        return None
    seconds = [match.span() for match in other.finditer(sentence)]
    at = 0
    for start, end in firsts:
        while at < len(seconds) and seconds[at][1] + within < start:
            at += 1
        for left, right in seconds[at : at + 3]:
            if left - end > within:
                break
            if left >= end or (not in_order and right <= start):
                return min(start, left), max(end, right)
    return None
