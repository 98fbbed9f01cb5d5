"""The portal's own reading of what people type into the search box.

No text of a person ever reaches the query parser of an engine: wildcards and ranges there can cost half a minute.
What is understood is small and cheap: words (all must match), "an exact phrase", awal* (a prefix), -kata (without),
OR/ATAU, and numbers of naskah however they are spaced. Everything else is punctuation. A text longer than a question
(a title, a paragraph) is no list of conditions: its words are then compared as a whole (`is_best`).

What words mean (other names, days, words of a question that ask for nothing) is added by `portal.search.meaning`.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from portal.domain.naskah.kode import KODE_PATTERN
from portal.domain.naskah.nomor import number_key, plain_nomor
from portal.errors import QueryRefusedError
from portal.search.words import LONGEST_WORD, words

LONGEST_TEXT = 2000
LONGEST_QUESTION = 200
MOST_TERMS = 12
MOST_PHRASE_WORDS = 24
MOST_WORDS = 300
"""Different words of a long text that are looked at."""
MOST_NUMBERS = 5
"""Numbers of naskah that are looked for in a long text."""
SHORTEST_PREFIX = 3
SHORTEST_KEY = 4

Kind = Literal["word", "phrase", "prefix", "number", "all", "tag"]

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂″", '"') | dict.fromkeys("‐‑‒–—−", "-"))
_OR = ("OR", "ATAU")
# A number of a naskah: pieces joined by dots, slashes or dashes, one of them with a digit; then perhaps " - 892" and
# a year. It is looked for before exclusion, because its dash excludes nothing.
_NUMBER = re.compile(
    r"""(?:(?:nomor|no\b\.?)\s*:?\s*)?
    (?P<number>
      (?=[\w./-]*\d)\w+(?:[./]+\w+|-\w+)*[./]\w+(?:[./]+\w+|-\w+)*-?(?:\s*-\s*\d+)?
        (?:\s*/?\s*tahun\s*\d{4}|(?<=tahun)\s+\d{4})?
      | (?=[\w-]*\d)\w+(?:-\w+)+(?:\s-\s\d+)?(?:\s*/?\s*tahun\s*\d{4})?
    )(?![\w*])""",
    re.VERBOSE | re.IGNORECASE,
)
_ADDRESS = re.compile(rf"(?:https?://)?[\w.:-]*/n/({KODE_PATTERN})\b\S*", re.ASCII | re.IGNORECASE)
"""The address of a naskah, pasted to find it: its kode is meant."""
# The digit that the look ahead saw may stand behind what was taken: "O/O/-1" is three words.
_DIGIT = re.compile(r"\d")
_PHRASE = re.compile(r'(?P<minus>-?)"(?P<phrase>[^"]*)(?:"|$)')
_CHUNK = re.compile(r'[^\s"]+')
_PREFIX = re.compile(r"[^\w*]*(\w+)\*[^\w*]*")


@dataclass(frozen=True)
class Term:
    """One thing to look for.

    `words` are surface words as the index holds them: one for a word or a prefix, the sequence for a phrase or a
    number, several that must all stand in a naskah for `all`. `key` is a number without its spaces, dots and case;
    for a `tag` a fact of the naskah (`negara:KR`), which no page says. `shown` is the term as typed or as told. An
    excluded term must not match. `stands_for` is set on what was not typed: the words it was added for.
    """

    kind: Kind
    words: tuple[str, ...]
    key: str = ""
    is_excluded: bool = False
    shown: str = field(default="", compare=False)
    stands_for: str = field(default="", compare=False)


@dataclass(frozen=True)
class ParsedQuery:
    """A search text understood: every group must match, a group matches by any of its terms.

    `number_key` is the whole text as a number of a naskah, or empty when it cannot be one; `text_key` the key of the
    same words as a whole title or name. `text` is what was typed, to be shown again and to be looked for word by word
    where no index answers. With `is_best` no group must match: the naskah that share most of the rare words are
    wanted. `literal` is a text that asks for the words as typed and nothing else, where something was added to them.
    """

    groups: tuple[tuple[Term, ...], ...] = ()
    excluded: tuple[Term, ...] = ()
    number_key: str = ""
    text: str = ""
    text_key: str = ""
    is_best: bool = False
    literal: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing was typed: every naskah matches."""
        return not self.groups and not self.excluded

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term that is wanted, in the order typed."""
        return tuple(term for group in self.groups for term in group)


def parse(text: str) -> ParsedQuery:
    """Understand a search text; raises QueryRefusedError with what to do instead.

    The edge does this once; everything below is handed what was understood.
    """
    if len(text) > LONGEST_TEXT:
        raise QueryRefusedError(
            f"Teks pencarian terlalu panjang. Persingkat menjadi paling banyak {LONGEST_TEXT} huruf.", field="q"
        )
    plain = _ADDRESS.sub(r"\1", _cleaned(text))
    if len(text) > LONGEST_QUESTION or _is_long_phrase(plain):
        return _long(text, plain, ())
    groups: list[list[Term]] = []
    excluded: list[Term] = []
    is_alternative = False
    for item in _items(plain):
        if item is None:
            is_alternative = bool(groups)
            continue
        if item.is_excluded:
            excluded.append(item)
        elif is_alternative:
            groups[-1].append(item)
        else:
            groups.append([item])
        is_alternative = False
    if sum(map(len, groups)) + len(excluded) > MOST_TERMS:
        return _long(text, " ".join(word for group in groups for term in group for word in term.words), excluded)
    parsed = ParsedQuery(
        groups=tuple(dict.fromkeys(tuple(dict.fromkeys(group)) for group in groups)),
        excluded=tuple(dict.fromkeys(excluded)),
        number_key=_whole_key(plain, excluded),
        text=text,
        text_key=text_key(plain),
    )
    return _checked(parsed, plain)


def text_key(text: str) -> str:
    """What a whole title or name is known by in the index, however it is punctuated; empty without a word."""
    found = " ".join(_cut(text))
    return "@" + hashlib.blake2b(found.encode(), digest_size=8).hexdigest() if found else ""


def _is_long_phrase(plain: str) -> bool:
    """Whether more stands in one pair of quotes than anybody types: a passage that was pasted."""
    return any(len(_cut(match["phrase"])) > MOST_PHRASE_WORDS for match in _PHRASE.finditer(plain))


def _long(text: str, plain: str, excluded: Sequence[Term]) -> ParsedQuery:
    """A title or a paragraph: every word for itself, and the numbers of naskah in it."""
    numbers = [match["number"] for match in _NUMBER.finditer(plain) if _DIGIT.search(match["number"])]
    found = [term for number in numbers for term in _number_terms(number, is_excluded=False)]
    found = [term for term in found if len(term.words) > 2][:MOST_NUMBERS]
    terms = [*dict.fromkeys(found), *(Term("word", (word,)) for word in dict.fromkeys(_cut(plain)))]
    parsed = ParsedQuery(
        groups=tuple((term,) for term in terms[:MOST_WORDS]),
        excluded=tuple(dict.fromkeys(excluded)),
        text=text,
        text_key=text_key(plain),
        is_best=bool(terms),
    )
    return _checked(parsed, plain)


def render(parsed: ParsedQuery) -> str:
    """A search text that parses to the same query, without what was added to it; used to show another reading."""
    typed = [[term for term in group if not term.stands_for] for group in parsed.groups]
    pieces = [" ATAU ".join(rendered(term) for term in group) for group in typed if group]
    pieces.extend("-" + rendered(term) for term in parsed.excluded)
    return " ".join(pieces)


def rendered(term: Term) -> str:
    """A term as a person would type it."""
    joined = " ".join(term.words)
    if term.kind == "prefix":
        return joined + "*"
    if term.kind == "phrase" and not term.shown:
        return f'"{joined}"'
    return (term.shown if term.kind in ("number", "phrase") else "") or joined


def _cleaned(text: str) -> str:
    """Control characters to blanks, invisible marks of direction out, typographic quotes and dashes plain."""
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    if plain.isascii() and plain.isprintable():
        return plain
    letters = []
    for letter in plain:
        category = unicodedata.category(letter)
        if category == "Cf":
            continue
        letters.append(" " if category in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Zs") else letter)
    return "".join(letters)


def _items(plain: str) -> Iterator[Term | None]:
    """Terms in their order; None stands for OR."""
    at = 0
    while at < len(plain):
        if plain[at].isspace():
            at += 1
            continue
        phrase = _PHRASE.match(plain, at)
        if phrase is not None:
            yield from _phrase_terms(phrase["phrase"], is_excluded=bool(phrase["minus"]))
            at = phrase.end()
            continue
        is_excluded = plain[at] == "-"
        number = _NUMBER.match(plain, at + is_excluded)
        if number is not None and _DIGIT.search(number["number"]):
            yield from _number_terms(number["number"], is_excluded=is_excluded)
            at = number.end()
            continue
        chunk = _CHUNK.match(plain, at)
        if chunk is None:  # A lone quote that opens nothing.
            at += 1
            continue
        yield from _chunk_terms(chunk[0])
        at = chunk.end()


def _phrase_terms(text: str, *, is_excluded: bool) -> Iterator[Term]:
    """A phrase; one word in quotes asks for this very form of the word."""
    found = _cut(text)
    if found:
        yield Term("phrase", found, is_excluded=is_excluded)


def _number_terms(text: str, *, is_excluded: bool) -> Iterator[Term]:
    found = _cut(text)
    if found:
        key = plain_nomor(text)
        yield Term("number", found[:MOST_PHRASE_WORDS], key=key, is_excluded=is_excluded, shown=text.strip())


def _chunk_terms(chunk: str) -> Iterator[Term | None]:
    if chunk in _OR:
        yield None
        return
    is_excluded = chunk.startswith("-")
    if "*" in chunk:
        yield _prefix_term(chunk, is_excluded=is_excluded)
        return
    found = _cut(chunk)
    if is_excluded and len(found) > 1:  # "-kerja-sama" leaves out the pair, not every naskah with one of the two.
        yield Term("phrase", found[:MOST_PHRASE_WORDS], is_excluded=True)
        return
    for word in found:
        if word.isalpha() or word.isdigit():
            # In capitals it may be the code of a country, in small letters it is a word.
            yield Term(
                "word", (word,), is_excluded=is_excluded, shown=chunk.strip("(),.;:?!") if len(found) == 1 else ""
            )
        else:  # Letters and digits in one may be a number typed without its dots.
            key = plain_nomor(word)
            yield Term("number", (word,), key=key if key == word else "", is_excluded=is_excluded)


def _prefix_term(chunk: str, *, is_excluded: bool) -> Term:
    match = _PREFIX.fullmatch(chunk)
    found = _cut(match[1]) if match else ()
    if len(found) != 1 or len(found[0]) < SHORTEST_PREFIX:
        raise QueryRefusedError(
            f"Tanda * hanya dapat dipakai di akhir kata, setelah sedikitnya {SHORTEST_PREFIX} huruf, misalnya imigra*.",
            field="q",
        )
    return Term("prefix", found, is_excluded=is_excluded)


def _cut(text: str) -> tuple[str, ...]:
    return tuple(word[:LONGEST_WORD] for word in words(text))


def _whole_key(plain: str, excluded: list[Term]) -> str:
    """The text as one number: digits are needed, and nothing in it may have been meant as an instruction."""
    if "*" in plain or excluded:
        return ""
    key = number_key(plain)
    return key if len(key) >= SHORTEST_KEY and any(letter.isdigit() for letter in key) else ""


def _checked(parsed: ParsedQuery, plain: str) -> ParsedQuery:
    if parsed.is_empty and plain.strip():
        raise QueryRefusedError("Ketik sedikitnya satu kata atau nomor naskah untuk dicari.", field="q")
    return parsed


def replaced(parsed: ParsedQuery, old: Term, new: tuple[Term, ...]) -> ParsedQuery:
    """The query with one wanted term exchanged; several new ones must all match (they become groups)."""
    groups: list[tuple[Term, ...]] = []
    for group in parsed.groups:
        if old not in group:
            groups.append(group)
        elif len(group) == 1:
            groups.extend((term,) for term in new)
        else:
            groups.append(tuple(new[0] if term == old else term for term in group))
    return replace(parsed, groups=tuple(dict.fromkeys(groups)), number_key="", text_key="")
