"""Names that naskah give themselves, found at the head of a page, and the form of Pasal 5 each stands for."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from portal.domain.naskah.enumerations import Bentuk
from portal.domain.suggestions.find.form_names import FORMS, abbreviated, composed
from portal.domain.suggestions.find.furniture import is_address
from portal.domain.suggestions.find.joints import opens_parties, opens_title
from portal.domain.suggestions.find.letters import matter_line
from portal.domain.suggestions.find.number_lines import unlabelled
from portal.domain.suggestions.text.lines import Line, flowing, is_near, squeeze

_LAIN = Bentuk.NAMA_LAIN
_BY_LENGTH = tuple(sorted(FORMS, key=lambda form: -len(form[0])))
_AMENDING = ("PERUBAHAN", "ADENDUM", "ADDENDUM", "AMANDEMEN", "AMENDMENT")
_ORDINALS = ("KESATU", "PERTAMA", "KEDUA", "KETIGA", "KEEMPAT", "II", "III", "I")
_MOST_LINES = 60
_LONG = 14
_FAR = 4
_CAPITALS_BEHIND = re.compile(r"^(?:[A-Z][a-z]+ ){1,3}(?=[A-Z]{4,} [A-Z]{2,})")
"""The words of a logo before a name in capitals."""
_LONGEST_HALF = 24
_MOST_BEFORE = 40
_MARKERS = ("ANTARA", "BETWEEN", "TENTANG", "CONCERNING", "NOMOR")
_FRAME = (
    ("ANTARA", "BETWEEN"),
    ("DENGAN", "DAN", "AND"),
    ("TENTANG", "CONCERNING", "MENGENAI", "ON", "REGARDING", "DALAMBIDANG", "DIBIDANG"),
)
_NAMED = re.compile(
    "|".join(sorted((re.escape(name) for _, name, _ in FORMS), key=len, reverse=True)).replace(r"\ ", r"\s?"),
    re.IGNORECASE,
)
_REACH = 14_000
_ARTICLE = re.compile(r"(?i)^\W*(?:pasal|article|bab)\s?[\dIVXivxl]{1,4}\W*$|^\W*\d{1,2}\s?[.)]\s+[A-Z]{4,}[A-Z ,]*$")
_NUMBER = re.compile(r"(?i)^\W*n[o0]\s?m[o0]r\b|^\W*no\s?[.:]")
_BRACKETED = re.compile(r"\(([^()]{8,60})\)")
_OPENS = re.compile(
    r"(?i)^\W*(?:yang bertanda ?tangan|kami,? yang|pada hari|pada tanggal|this (?:\w+ ){0,4}(?:agreement"
    r"|memorandum|mou|moa)"
    r"|between\s?:|(?:concluded|signed|made|executed|done) (?:at|in|on)|bertempat di|dalam rangka|dengan ini)\b"
)
_THIS = re.compile(
    r"\b((?:(?:naskah|surat) )?(?:perjanjian(?: kerja ?sama)?|nota kesepaham\w+|nota kesepakatan"
    r"|kesepakatan bersama|piagam(?: kerja ?sama)?"
    r"|kontrak(?: swakelola)?|memorandum saling pengertian)) ini\b",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"(?i)\b(?:mengadakan|membuat|menandatangani|mengikatkan diri dalam) (?:suatu |sebuah )?"
    r"((?:(?:naskah|surat) )?(?:perjanjian kerja ?sama|nota kesepahaman|kesepakatan bersama|piagam kerja ?sama)) "
    r"(?:tentang|mengenai)\b"
)
_LEAST_SIGNS = 2
_SHORT_JOINT = 6
"""Letters: `ON`, `OLEH` and `HAL` stand in other places too."""
_MOST_ABOVE_SIGNS = 3
_IN_LETTER = re.compile(r"(?i)\bsurat (?:kesepakatan(?: bersama)?|perjanjian(?: kerja ?sama)?)\b")
_MOST_WORDS_BESIDE = 9
_LONGEST_RUN = 6
_NEAR_TOP = 12
_NUMBER_BEHIND = re.compile(r"(?i)\s(?:no\b|nomor|number|ref)\W{0,3}\S*\d.*$")
_ANY_KIND = re.compile(
    r"(?:[A-Z][A-Za-z'’-]+ ){1,3}(?:AGREEMENT|Agreement|CONTRACT|Contract|ARRANGEMENT|Arrangement|MEMORANDUM|Memorandum"
    r"|CHARTER|Charter|COMPACT|Compact|PROTOCOL|Protocol)"
)
_IS_NUMBERED = re.compile(r"(?i)^\W*(?:\w+ ){1,4}(?:no|nomor|number)\b\W{0,3}\S*\d\S*\W*$")
_SENTENCE = re.compile(r"(?i)^\W*(?:this|the parties|dengan ini|dalam rangka|bahwa|whereas|bertempat)\b")


@dataclass(frozen=True)
class FormRead:
    """A form at line `at`; `name` as people write it, "" where nothing tells it.

    `is_printed` is False for a head whose form was not read: it begins at line `at` itself. `height` counts its lines.
    """

    bentuk: Bentuk
    name: str
    at: int
    is_exact: bool
    is_alone: bool
    is_amendment: bool = False
    is_printed: bool = True
    height: int = 1


def find_form(lines: tuple[Line, ...]) -> FormRead | None:
    """The first line of a head that is, or begins with, the name of a form; None where no line is.

    Where a recogniser broke the name, the line above ANTARA that is still nearest to one is taken; where it lost the
    name, the one that the text below calls itself by.
    """
    return (
        _plain_form(lines)
        or _broken(lines)
        or _beside_logo(lines)
        or _amid(lines)
        or _abbreviated(lines)
        or _framed(lines)
        or _closing_in_core(lines)
        or _named(lines)
        or _of_letter(lines)
        or _unnamed(lines)
    )


def _plain_form(lines: Sequence[Line]) -> FormRead | None:
    for at, line in enumerate(lines[:_MOST_LINES]):
        if _ARTICLE.match(line.text):
            # The form stands above the first article; below, PERUBAHAN heads an article of its own.
            return None
        amended = _amendment(line, at)
        if amended is not None:
            return amended
        found = _on_two_lines(lines, at) or _alone(line, at) or _composed(line, at) or _leading(line, at)
        if found is not None and not found.is_alone and _IS_NUMBERED.match(line.text):
            # `Agreement No. 12` above the form itself is its number.
            below = next(
                (
                    form
                    for place in range(at + 1, at + 5)
                    if place < len(lines) and (form := _alone(lines[place], place))
                ),
                None,
            )
            found = below or found
        if found is not None:
            return _with_second_name(lines, found)
    return None


def _with_second_name(lines: Sequence[Line], found: FormRead) -> FormRead:
    """`MEMORANDUM OF UNDERSTANDING` above `(NOTA KESEPAHAMAN)`: the name that Pasal 5 knows is the form."""
    below = found.at + found.height
    second = None
    if found.bentuk is _LAIN and found.is_alone and below < len(lines):
        bracketed = _BRACKETED.search(lines[below].text)
        text = bracketed[1] if bracketed else lines[below].text
        second = _alone(Line(lines[below].page, text, squeeze(text)), below)
    if second is None or not second.is_exact or second.bentuk is _LAIN or found.is_amendment:
        return found
    return replace(second, at=found.at, height=found.height + 1)


def _on_two_lines(lines: Sequence[Line], at: int) -> FormRead | None:
    """A name broken over two lines, as narrow cover pages have it."""
    line = lines[at]
    if at + 1 == len(lines) or len(line.squeezed) >= _LONGEST_HALF:
        return None
    joined = Line(line.page, f"{line.text} {lines[at + 1].text}", line.squeezed + lines[at + 1].squeezed)
    found = _alone(joined, at)
    below = _alone(lines[at + 1], at + 1)
    if below is not None and below.is_exact and found is not None and not found.is_exact:
        return None
    # Where the first line is a name of its own, the second goes on with it only letter by letter.
    if found is None or not (found.is_exact or _alone(line, at) is None):
        return None
    return replace(found, height=2)


def _composed(line: Line, at: int) -> FormRead | None:
    """A name that is in no table, made of the words of such names; capitals or a title's, for it is no sentence."""
    found = composed(_CAPITALS_BEHIND.sub("", line.text))
    words = [word for word in line.text.split() if word[:1].isalpha() and len(word) > 3]
    if found is None or not (line.is_capitals or all(word[0].isupper() for word in words)):
        return None
    # A word may be missing from a name that is in no table, and it would still be one.
    return FormRead(found[1], found[0], at, False, True)


def _beside_logo(lines: Sequence[Line]) -> FormRead | None:
    """A name that shares its line with the words of a logo, before or behind it; never sure."""
    for at, line in enumerate(lines[:_MOST_BEFORE]):
        words = line.text.split()
        if not line.is_capitals or not 3 <= len(words) <= _MOST_WORDS_BESIDE:
            continue
        for piece in (words[1:], words[:-1], words[2:], words[:-2]):
            found = _alone(Line(line.page, " ".join(piece), squeeze(" ".join(piece))), at) if len(piece) > 1 else None
            if found is not None:
                return replace(found, is_exact=False)
    return None


def _amid(lines: Sequence[Line]) -> FormRead | None:
    """The longest name that stands amid other words of a line: of a logo, a label, or the cell beside it; never"
    " sure."""
    for at, line in enumerate(lines[:_MOST_BEFORE]):
        words = line.text.split()
        if _ARTICLE.match(line.text) or is_opening_words(line.text):
            return None
        if len(words) > _MOST_WORDS_BESIDE:
            continue
        runs = [
            words[start : start + length]
            for length in range(min(len(words), _LONGEST_RUN), 1, -1)
            for start in range(len(words) - length + 1)
        ]
        for run in runs:
            text = " ".join(run)
            if not run[0][:1].isupper() or not run[-1][-1:].isalpha():
                continue
            found = composed(text)
            if found is not None and all(word[0].isupper() or word.islower() for word in run):
                return FormRead(found[1], found[0], at, False, True)
    return None


def _closing_in_core(lines: Sequence[Line]) -> FormRead | None:
    """`DONOR AGREEMENT`: a short line near the top that ends in a word for agreements, whatever kind it says; never"
    " sure."""
    for at, line in enumerate(lines[:_NEAR_TOP]):
        text = _NUMBER_BEHIND.sub("", line.text).strip(' "“”:.')
        found = _ANY_KIND.fullmatch(text)
        if found is not None and not any(letter.isdigit() for letter in text):
            words = [word if word.lower() in ("of", "for", "and") else word.title() for word in text.split()]
            return FormRead(_LAIN, " ".join(words), at, False, text == line.text.strip())
    return None


def is_opening_words(text: str) -> bool:
    """Whether a line begins a sentence that opens a text: names of forms in it head nothing."""
    return _OPENS.match(text) is not None or _SENTENCE.match(text) is not None


def _named(lines: Sequence[Line]) -> FormRead | None:
    """The form by which a text calls itself (`… Surat Perjanjian Kerja Sama ini`) where no head names it; never"
    " sure."""
    start = next((at for at, line in enumerate(lines[:_MOST_BEFORE]) if _OPENS.match(line.text)), None)
    if start is None:
        return None
    text = flowing(lines[start:])[:_REACH]
    said = Counter(" ".join(found[1].lower().split()) for found in _THIS.finditer(text))
    made = _MADE.search(text)
    if made is not None:
        # What they say they make is the form; further on it is called by less.
        said[" ".join(made[1].lower().split())] += said.total() + 1
    known = [
        form
        for name, _ in said.most_common(3)
        for form in FORMS
        if form[1].lower().replace(" ", "") == name.replace(" ", "")
    ]
    if not known:
        return None
    addresses = [at for at, line in enumerate(lines[:start]) if is_address(line.text)]
    at = addresses[-1] + 1 if addresses else 0
    return FormRead(known[0][2], known[0][1], at, False, True, is_printed=False) if at < start else None


def _of_letter(lines: Sequence[Line]) -> FormRead | None:
    """A letter that both sign, with its matter and its addressee above: the text says what it is; never sure."""
    matter = matter_line(lines)
    said = _IN_LETTER.search(flowing(lines[matter:])[:_REACH]) if matter is not None else None
    if matter is None or said is None:
        return None
    key = squeeze(said.group())
    known = next((form for form in _BY_LENGTH if form[0] == key), None)
    numbers = [at for at, line in enumerate(lines[:matter]) if _NUMBER.match(line.text)]
    at = min([*numbers, matter])
    return FormRead(known[2], known[1], at, False, True, is_printed=False) if known is not None else None


def _unnamed(lines: Sequence[Line]) -> FormRead | None:
    """A head that lost its form: two of its numbers and connecting words stand above the opening; never sure."""
    end = next(
        (at for at, line in enumerate(lines[:_MOST_BEFORE]) if _OPENS.match(line.text) or _ARTICLE.match(line.text)),
        min(len(lines), _MOST_BEFORE),
    )
    signs = [at for at, line in enumerate(lines[:end]) if _is_sign(line)]
    if len(signs) < _LEAST_SIGNS:
        return None
    addresses = [at for at, line in enumerate(lines[: signs[0]]) if is_address(line.text)]
    start = max([addresses[-1] + 1] if addresses else [0, signs[0] - _MOST_ABOVE_SIGNS])
    text = flowing(lines[end:])[:_REACH]
    said = Counter("".join(found.group().upper().split()) for found in _NAMED.finditer(text))
    key = said.most_common(1)[0][0] if said else ""
    name, bentuk = next(((name, bentuk) for known, name, bentuk in FORMS if known == key), ("", _LAIN))
    return FormRead(bentuk, name, start, False, True, is_printed=False)


def _is_sign(line: Line) -> bool:
    """Whether a line is one that heads have: a number, or a word that joins their parts, alone or in capitals."""
    if unlabelled(line.text) is not None or (_NUMBER.match(line.text) and any(sign.isdigit() for sign in line.text)):
        return True
    words = [word for kind in _FRAME for word in kind]
    first = line.text.split(maxsplit=1)[0]
    is_joint = len(line.squeezed) > _SHORT_JOINT and (opens_parties(line.squeezed) or opens_title(line.squeezed))
    return is_joint or line.squeezed in words or (line.is_capitals and squeeze(first) in words)


def _abbreviated(lines: Sequence[Line]) -> FormRead | None:
    """`(MoU)` where no line says more; never sure."""
    for at, line in enumerate(lines[:_MOST_BEFORE]):
        found = abbreviated(line.text)
        if found is not None:
            return FormRead(found[1], found[0], at, False, True)
    return None


def _broken(lines: Sequence[Line]) -> FormRead | None:
    """A long name with a few letters wrong, right above a word that goes on a head."""
    for at, line in enumerate(lines[:_MOST_BEFORE]):
        below = {other.squeezed for other in lines[at + 1 : at + 4]}
        if len(line.squeezed) < _LONG or not line.is_capitals or not below.intersection(_MARKERS):
            continue
        near = [(Levenshtein.distance(line.squeezed, form[0]), form) for form in FORMS if len(form[0]) >= _LONG]
        distance, (_, name, bentuk) = min(near, key=lambda pair: pair[0])
        if distance <= _FAR:
            return FormRead(bentuk, name, at, False, True)
    return None


def _framed(lines: Sequence[Line]) -> FormRead | None:
    """A head that begins with ANTARA and goes on with DENGAN and TENTANG: the text says what it is, never surely."""
    at = -1
    for words in _FRAME:
        at = next((i for i in range(at + 1, min(len(lines), at + 14)) if lines[i].squeezed in words), len(lines))
    start = next((i for i, line in enumerate(lines[:_MOST_BEFORE]) if line.squeezed in _FRAME[0]), len(lines))
    if at >= len(lines) or start >= at:
        return None
    text = flowing(lines[at:])[:_REACH]
    while start and (_NUMBER.match(lines[start - 1].text) or unlabelled(lines[start - 1].text) is not None):
        start -= 1
    said = Counter("".join(found.group().upper().split()) for found in _NAMED.finditer(text))
    key = said.most_common(1)[0][0] if said else ""
    name, bentuk = next(((name, bentuk) for known, name, bentuk in FORMS if known == key), ("", _LAIN))
    return FormRead(bentuk, name, start, False, True, is_printed=False)


def _amendment(line: Line, at: int) -> FormRead | None:
    """`PERUBAHAN KEDUA ATAS PERJANJIAN KERJA SAMA` is an amendment, whatever form it changes."""
    if (not line.is_capitals and len(line.text.split()) > 8) or not line.text.lstrip(' "“*|.,-')[:1].isalpha():
        return None
    for word in _AMENDING:
        if not line.squeezed.startswith(word):
            continue
        tail = line.squeezed[len(word) :]
        for ordinal in _ORDINALS:
            tail = tail.removeprefix(ordinal)
        if not tail or tail.startswith(("ATAS", "TERHADAP", "PERJANJIAN", "NOTA", "TO", "OF", "KESEPAKATAN")):
            name = "Adendum" if word == "ADDENDUM" else word.title()
            return FormRead(Bentuk.NAMA_LAIN, name, at, True, not tail, True)
    return None


def _alone(line: Line, at: int) -> FormRead | None:
    """The form a line is; `NOTA KESEPAKATAN` is near `NOTA KESEPAHAMAN`, so the nearest wins."""
    near = [form for form in FORMS if is_near(line.squeezed, form[0])]
    if not near:
        return None
    key, name, bentuk = min(near, key=lambda form: Levenshtein.distance(line.squeezed, form[0]))
    return FormRead(bentuk, name, at, line.squeezed == key, True)


def _is_titled(text: str) -> bool:
    """Whether all longer words begin with a capital: a title, no sentence."""
    return all(word[0].isupper() for word in text.split() if len(word) > 3 and word[0].isalpha()) and text[-1:] != "."


def _leading(line: Line, at: int) -> FormRead | None:
    """A line that begins with a form and goes on with the parties, the title or the number; not a sentence."""
    for key, name, bentuk in _BY_LENGTH:
        if not line.squeezed.startswith(key):
            continue
        tail = line.squeezed[len(key) :]
        starts_head = tail.startswith(("ANTARA", "TENTANG", "NOMOR", "MENGENAI", "BETWEEN", "BIDANG", "DALAM", "NO"))
        starts_title = tail.startswith("ON") and _is_titled(line.text)
        is_short = len(line.text.split()) < 25 and line.text[:1].isupper()
        if line.is_capitals or ((starts_head or starts_title) and is_short):
            # Where no word of a head follows, the name may go on: `PERJANJIAN SWAKELOLA …` is no plain Perjanjian.
            return FormRead(bentuk, name, at, starts_head or starts_title, False)
    return None
