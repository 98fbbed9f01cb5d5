"""What a question means beyond its words: other names for the same thing, days, and words that ask for nothing.

Made from the vocabulary alone, never from what an index holds: what somebody typed cannot be told from what others may
not see. Words in quotes are left as they are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from portal.search.query import ParsedQuery, Term, rendered
from portal.search.vocabulary.lookup import Meaning, Thesaurus
from portal.search.words import words

_FILLERS = (
    "apa apakah apaan saja siapa siapakah kapan kapankah mana manakah dimana dimanakah kemana bagaimana "
    "bagaimanakah gimana mengapa kenapa berapa berapakah yang tentang mengenai terkait soal perihal "
    "dengan untuk dari di ke pada oleh antara dan serta dalam itu ini adalah ialah yaitu yakni ada adakah "
    "saya aku kami kita anda ingin mau mencari cari carikan tolong mohon minta tampilkan lihat lihatkan "
    "tunjukkan daftar semua seluruh sudah masih pernah telah sedang akan bisa dapat boleh bolehkah "
    "sebagai agar supaya jika kalau bila apabila dong ya sih kah oh what which whose how when where why "
    "the of and with between in on for about is are was were there any to a an do does did has have list "
    "all show me please "
)
FILLERS = frozenset(_FILLERS.split())
"""Words of a question that say nothing of what is asked for."""

_FILLING_RUNS = (
    ("kerja", "sama", "dengan"),
    ("kerja", "sama", "antara"),
    ("kerja", "sama", "apa"),
    ("kerjasama", "dengan"),
    ("kerjasama", "antara"),
    ("cooperation", "with"),
    ("cooperation", "between"),
    ("bekerja", "sama", "dengan"),
    ("bekerjasama", "dengan"),
    ("agreements", "with"),
    ("agreement", "with"),
    ("di", "bidang"),
    ("berapa", "lama"),
    ("berapa", "banyak"),
    ("sampai", "kapan"),
    ("bagaimana", "cara"),
    ("naskah", "kerja", "sama", "dengan"),
)
"""Words that say nothing only together."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari pebruari february feb",
            "maret march mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu agt aug",
            "september sept sep",
            "oktober october okt oct",
            "november nopember nov",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
_LONG_MONTHS = (
    ("januari", "january"),
    ("februari", "february"),
    ("maret", "march"),
    ("april", "april"),
    ("mei", "may"),
    ("juni", "june"),
    ("juli", "july"),
    ("agustus", "august"),
    ("september", "september"),
    ("oktober", "october"),
    ("november", "november"),
    ("desember", "december"),
)
_YEAR = re.compile(r"(?:19[4-9]|20\d|21\d)\d", re.ASCII)
_DAY = re.compile(r"[0-3]?\d", re.ASCII)


@dataclass(frozen=True)
class _Piece:
    """A stretch of the question: the groups it stands for, or none where it asks for nothing."""

    groups: tuple[tuple[Term, ...], ...]
    literal: str
    """How to ask for the words as typed and nothing else."""
    is_expanded: bool = False


def understand(parsed: ParsedQuery, vocabulary: Thesaurus) -> ParsedQuery:
    """The same question with what its words mean; the order of the groups is kept."""
    if parsed.is_best:
        kept = tuple(group for group in parsed.groups if group[0].kind != "word" or group[0].words[0] not in FILLERS)
        return replace(parsed, groups=kept or parsed.groups)
    pieces: list[_Piece] = []
    for run in _runs(parsed.groups):
        if isinstance(run, tuple):
            pieces.append(_alternatives(run, vocabulary))
        else:
            pieces += _pieces(run, vocabulary, is_shouted=not any(map(str.islower, parsed.text)))
    if not any(piece.groups for piece in pieces):
        return parsed
    groups = tuple(dict.fromkeys(group for piece in pieces for group in piece.groups))
    literal = ""
    if any(piece.is_expanded for piece in pieces):
        asked = [piece.literal for piece in pieces if piece.groups]
        literal = " ".join((*asked, *(f"-{rendered(term)}" for term in parsed.excluded)))
    return replace(parsed, groups=groups, literal=literal)


def _runs(groups: Sequence[tuple[Term, ...]]) -> Iterator[tuple[Term, ...] | list[Term]]:
    """Lists of single words and numbers that stand side by side; any other group for itself."""
    run: list[Term] = []
    for group in groups:
        if len(group) == 1 and group[0].kind in ("word", "number"):
            run.append(group[0])
            continue
        if run:
            yield run
        run = []
        yield group
    if run:
        yield run


def _alternatives(group: Sequence[Term], vocabulary: Thesaurus) -> _Piece:
    """Things joined by ATAU, or something in quotes: each word with what stands for the same."""
    made: list[Term] = []
    literal = []
    for term in group:
        found = vocabulary.longest_at(term.words, 0) if term.kind == "word" else None
        if found is None or not found[1].others:
            made.append(term)
            literal.append(rendered(term))
        else:
            made += _expanded([term], _typed([term]), found[1])
            literal.append(f'"{_typed([term])}"')
    return _Piece((tuple(dict.fromkeys(made)),), " ATAU ".join(literal), len(made) > len(group))


def _pieces(run: Sequence[Term], vocabulary: Thesaurus, *, is_shouted: bool) -> Iterator[_Piece]:
    at = 0
    # A number of several words is one step, and no part of any name.
    names = [term.words[0] if len(term.words) == 1 else "\0" for term in run]
    while at < len(run):
        term = run[at]
        day = _day_at(run, at)
        if day is not None:
            length, group = day
            yield _Piece((group,), _typed(run[at : at + length]))
            at += length
            continue
        found = vocabulary.longest_at(names, at)
        code = vocabulary.code(term.shown) if term.kind == "word" and (len(run) == 1 or not is_shouted) else None
        if code is not None and (found is None or found[0] == 1):
            found = 1, code if found is None else code.joined(found[1])
        filling = _filling(names, at)
        if found is not None and found[0] >= filling:
            length, meaning = found
            typed = _typed(run[at : at + length])
            literal = f'"{typed}"' if meaning.others else typed
            yield _Piece((_expanded(run[at : at + length], typed, meaning),), literal, bool(meaning.others))
            at += length
        elif filling:
            at += filling
            yield _Piece((), "")
        else:
            yield _Piece(((term,),), _typed([term]))
            at += 1


def _filling(names: Sequence[str], at: int) -> int:
    """How many words from here on ask for nothing."""
    for filling in _FILLING_RUNS:
        if tuple(names[at : at + len(filling)]) == filling:
            return len(filling)
    return 1 if names[at] in FILLERS else 0


def _expanded(run: Sequence[Term], typed: str, meaning: Meaning) -> tuple[Term, ...]:
    """The words as typed, or what stands for the same."""
    group: list[Term] = []
    if len(run) == 1 and (run[0].kind == "number" or not meaning.is_name):
        group.append(run[0])
    elif len(run) == 1:
        group.append(Term("phrase", run[0].words, shown=typed))
    elif meaning.is_name:
        group.append(Term("phrase", tuple(term.words[0] for term in run), shown=typed))
    else:
        group.append(Term("all", tuple(term.words[0] for term in run)))
    group += [_equivalent(other, typed, is_name=meaning.is_name) for other in meaning.others]
    group += [Term("tag", (), key=fact, stands_for=typed) for fact in meaning.facts]
    return tuple(dict.fromkeys(group))


def _equivalent(other: str, typed: str, *, is_name: bool) -> Term:
    found = tuple(words(other))
    if len(found) == 1 and not is_name and other.islower():
        return Term("word", found, shown=other, stands_for=typed)
    return Term("phrase", found, shown=other, stands_for=typed)


def _typed(run: Sequence[Term]) -> str:
    return " ".join(term.shown or " ".join(term.words) for term in run)


# Days


def _day_at(run: Sequence[Term], at: int) -> tuple[int, tuple[Term, ...]] | None:
    """The day, month or year that begins here: how many words it takes, and what to look for."""
    term = run[at]
    if term.kind == "number":
        day = _numeric(term.words)
        return None if day is None else (1, (term, *_day_terms(day, _typed([term]), but=term.words)))
    names = [one.words[0] if one.kind == "word" else "" for one in run[at : at + 3]]
    if len(names) == 3 and _DAY.fullmatch(names[0]) and names[1] in _MONTHS and _YEAR.fullmatch(names[2]):
        return _written(run[at : at + 3], (names[2], _MONTHS[names[1]], names[0]))
    if len(names) == 3 and names[0] in _MONTHS and _DAY.fullmatch(names[1]) and _YEAR.fullmatch(names[2]):
        return _written(run[at : at + 3], (names[2], _MONTHS[names[0]], names[1]))
    if len(names) >= 2 and names[0] in _MONTHS and _YEAR.fullmatch(names[1]):
        typed = _typed(run[at : at + 2])
        number = _MONTHS[names[0]]
        spelled = [(month, names[1]) for month in dict.fromkeys((names[0], *_LONG_MONTHS[number - 1]))]
        first, *others = spelled
        group = (
            Term("phrase", first, shown=typed),
            *(Term("phrase", other, stands_for=typed) for other in others),
            Term("tag", (), key=f"tanggal:{names[1]}-{number:02}", stands_for=typed),
        )
        return 2, group
    if _YEAR.fullmatch(names[0]):
        return 1, (term, Term("tag", (), key=f"tahun:{names[0]}", stands_for=names[0]))
    return None


def _written(run: Sequence[Term], parts: tuple[str, int, str]) -> tuple[int, tuple[Term, ...]] | None:
    day = _date(*parts)
    if day is None:
        return None
    typed = tuple(term.words[0] for term in run)
    shown = _typed(run)
    return 3, (Term("phrase", typed, shown=shown), *_day_terms(day, shown, but=typed))


def _day_terms(day: date, typed: str, *, but: tuple[str, ...]) -> list[Term]:
    """A day as naskah write it, and as a fact of the naskah."""
    home, english = _LONG_MONTHS[day.month - 1]
    spelled = [
        (str(day.day), home, str(day.year)),
        (f"{day.day:02}", home, str(day.year)),
        (str(day.day), english, str(day.year)),
        (english, str(day.day), str(day.year)),
        (f"{day.day:02}", f"{day.month:02}", str(day.year)),
        (str(day.day), str(day.month), str(day.year)),
    ]
    terms = [Term("phrase", words_, stands_for=typed) for words_ in dict.fromkeys(spelled) if words_ != but]
    return [*terms, Term("tag", (), key=f"tanggal:{day.isoformat()}", stands_for=typed)]


def _numeric(found: Sequence[str]) -> date | None:
    """2026-11-13, 13-11-2026, 13/11/2026."""
    if len(found) != 3:
        return None
    first, month, last = found
    if not month.isdecimal() or len(month) > 2:
        return None
    if _YEAR.fullmatch(first):
        return _date(first, int(month), last)
    return _date(last, int(month), first) if _YEAR.fullmatch(last) else None


def _date(year: str, month: int, day: str) -> date | None:
    if not _DAY.fullmatch(day):
        return None
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None
