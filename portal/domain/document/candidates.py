"""Lines that look like the heading of a Pasal, an Article, a Bab, and how much each looks like one.

A reference in running text (`sebagaimana dimaksud dalam Pasal 3 ayat (1)`) may stand at the beginning of a line, even
alone on it. What comes before and after tells; the order of the numbers decides (`chains`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.domain.document.lines import TextLine
from portal.domain.document.numerals import Numeral, numeral_of

_LOOKED_AT = 200
_LEAST = 0.0
_PASAL = r"[pf]\s?[a4@]\s?[s5]\s?[a4@]\s?[l1i|!]"
_FAMILIES = {
    "pasal": _PASAL,
    "artikel": r"artike[l1]",
    "article": r"art[i1l]c[l1i]e",
    "section": r"sect[i1l]on",
    "clause": r"c[l1]ause",
    "klausul": r"k[l1]ausu[l1]a?",
    "paragraph": r"paragraph",
    "bab": r"bab",
    "chapter": r"chapter",
}
_NUMBER = r"[0-9OoQIlSZBi|!\]]{1,4}[A-Z]?|[IVXil|1]{1,7}[A-Z]?"
_SAID = (
    "satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|pertama|kesatu|kedua|ketiga|keempat|kelima"
    "|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
)
_HEAD = re.compile(
    r"(?P<quote>[\"“”'‘’«*_\-–—•:.,|\s]{0,4})(?:"
    + "|".join(f"(?P<{name}>{word})" for name, word in _FAMILIES.items())
    + rf")(?:[\s.:\-_]{{0,6}}(?P<number>(?-i:{_NUMBER})|(?:{_SAID}))(?![^\W_]))?(?P<mark>[\s.:,;\-–—)\"”'*_]*)",
    re.IGNORECASE,
)
_SECOND = re.compile(
    rf"(?<=\s)(?:(?:PASAL|ARTICLE|ARTIKEL)\s?(?:{_NUMBER})|(?:Pasal|Article|Artikel)\s?(?:{_NUMBER}))(?![^\W_])"
)
_FLOWS_ON = re.compile(
    r"(?:\b(?:dalam|pada|dengan|dan|atau|oleh|dari|menurut|berdasarkan|ketentuan|dimaksud|sampai|hingga|serta|tentang"
    r"|antara|melalui|bunyi|ayat|huruf|angka|untuk|atas|terhadap|pasal|in|of|under|by|to|with|and|or|see|per|article"
    r"|articles|section|the|this|from|through|paragraph|pursuant|s\.?d\.?|jo\.?)|,)\s*$",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"(?:(?:ayat|huruf|angka|dan|atau|sampai|juncto|undang|uu|peraturan|keputusan|perjanjian|tentang|di|pada|yang|ini"
    r"|tersebut|dalam|dengan|untuk|diubah|dihapus|disisipkan|berbunyi|butir|paragraph|paragraf|of|and|or|to|above|below"
    r"|hereof|shall|is|are|in|may|does|nota|sebagaimana)\b|s\.?d\.?(?!\w)|jo\.|[,;])",
    re.IGNORECASE,
)
_MARKED = re.compile(r"[({\[]\s?[1lI]\s?[)}\]]")
_SMALL = frozenset([
    "dan", "atau", "di", "ke", "dari", "yang", "untuk", "dengan", "pada", "atas", "para", "serta", "dalam", "oleh",
    "of", "the", "and", "or", "in", "on", "for", "to", "with", "by", "a", "an", "at",
])  # fmt: skip
_MOST_WORDS = 16


@dataclass(frozen=True)
class Candidate:
    """A line that may be a heading. `at` is its place among the lines of the file, `weight` how much it looks like one.

    `rest_at` is where its text goes on behind the number, None where it ends there; `second_at` where a heading of the
    other language begins on the same line.
    """

    at: int
    family: str
    numeral: Numeral | None
    weight: float
    rest_at: int | None = None
    is_alone: bool = False
    is_quoted: bool = False


def candidates_of(lines: Sequence[TextLine], *, lookahead: Sequence[TextLine] = ()) -> list[Candidate]:
    """Every line that may be a heading, in order."""
    found = []
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        after = lines[at + 1] if at + 1 < len(lines) else None
        candidate = _candidate(at, before, line, after)
        if candidate is not None:
            found.append(candidate)
    return found


def split_headings(line: TextLine) -> Iterator[TextLine]:
    """A line of two columns that holds two headings (`PASAL 1 TUJUAN ARTICLE 1 OBJECTIVE`) as two lines."""
    text = line.text[:_LOOKED_AT]
    first, second = _HEAD.match(text), None
    if first is not None and first["number"]:
        second = _SECOND.search(text, first.end() - 1)
    if first is None or second is None or _family(first) == _family(_HEAD.match(second[0])):
        yield line
        return
    between = text[first.end() : second.start()].strip()
    rest = text[second.end() :].strip()
    if not (_is_heading(between) if between else True) or not (_is_heading(rest.lstrip(".:-– ")) if rest else True):
        yield line
        return
    yield line.part(0, second.start())
    yield line.part(second.start(), len(line.text))


def _family(found: re.Match[str] | None) -> str:
    if found is None:
        return ""
    return next(name for name in _FAMILIES if found[name])


def _candidate(at: int, before: TextLine | None, line: TextLine, after: TextLine | None) -> Candidate | None:
    text = line.text[:_LOOKED_AT]
    found = _HEAD.match(text)
    if found is None:
        return None
    family = _family(found)
    rest, mark = line.text[found.end() :], found["mark"]
    numeral = numeral_of(found["number"]) if found["number"] else None
    if numeral is None and (rest or len(found[family]) < 4):
        return None
    kind = _weight_of_rest(rest, mark)
    if kind is None or "," in mark or ";" in mark:
        return None
    weight = kind + _weight_of_word(found[family]) + _weight_of_place(before, line, after, is_alone=not rest)
    if numeral is None:
        weight -= 1
    if weight <= _LEAST:
        return None
    return Candidate(
        at,
        "article" if family == "artikel" else family,
        numeral,
        weight,
        found.end() if rest else None,
        not rest,
        any(mark in found["quote"] for mark in "\"“”'‘’«"),
    )


def _weight_of_rest(rest: str, mark: str) -> float | None:
    """What the rest of the line says for a heading; None where it says that it is none."""
    if not rest:
        return 3.0 if "." not in mark else 2.5
    if _MARKED.match(rest):
        return 1.0
    if rest[0].islower() or _REFERS.match(rest):
        return None
    if _is_heading(rest):
        return 2.0
    return 0.6 if mark.strip() and rest[0].isupper() else None


def _weight_of_word(word: str) -> float:
    if word.isupper():
        return 1.0
    return -2.0 if word[0].islower() else 0.0


def _weight_of_place(before: TextLine | None, line: TextLine, after: TextLine | None, *, is_alone: bool) -> float:
    weight = 0.5 if line.has_gap else 0.0
    if before is not None and before.page == line.page:
        if _FLOWS_ON.search(before.text[-40:]) and not (before.is_capitals and line.is_capitals):
            weight -= 3.5
        elif not before.is_terminal and not before.is_capitals and not line.has_gap and before.text[-1:].islower():
            weight -= 1.0
    if is_alone and after is not None:
        first = after.text[:12]
        if _REFERS.match(first) and first[0].islower():
            weight -= 3.5
        elif first[:2].islower():
            weight -= 1.5
    return weight


def _is_heading(text: str) -> bool:
    """Whether a short text is written as headings are: in capitals, or each of its words with one."""
    words = [word for word in re.findall(r"[^\W\d_]+", text[:_LOOKED_AT]) if len(word) > 1]
    if not words or len(words) > _MOST_WORDS or text.rstrip()[-1:] == ";":
        return False
    big = [word for word in words if word.lower() not in _SMALL]
    return bool(big) and words[0][0].isupper() and all(word[0].isupper() for word in big)


def is_caption(line: TextLine) -> bool:
    """Whether a line may be the heading that stands below (or above) `Pasal 3`."""
    last = line.text[-1:]
    if len(line.text) > 110 or last in ".;:" or (last == "," and not line.is_capitals):
        return False
    return _is_heading(line.text) and not re.match(r"[({\[]?\s?\w{1,2}\s?[)}\].]\s", line.text)
