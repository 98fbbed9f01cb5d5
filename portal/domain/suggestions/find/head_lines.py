"""Lines of a head cut where a word changes what follows: ANTARA, DENGAN, TENTANG, NOMOR."""

import re
from collections.abc import Sequence

from portal.domain.suggestions.find.head_parts import Zone
from portal.domain.suggestions.find.institution_names import INSTITUTION
from portal.domain.suggestions.find.joints import OF_PARTIES, OPENERS, joins_parties, opens_parties, opens_title
from portal.domain.suggestions.find.number_lines import side_by_side, unlabelled
from portal.domain.suggestions.text.lines import Line, squeeze

NUMBER = re.compile(
    r"(?i)^\W*(?:pihak\s+[a-z\d]{1,8}\s+)?(?:n\s?[o0]\s?m\s?[o0]\s?r|number|no\s?[.:]|nomer|ref(?:erence)?\.? nos?\b"
    r"|(?:our |indonesian |your |partner |\w+[’']s? |(?-i:[A-Z]{2,8}) )?ref(?:erence)?(?=\.?\s?[:.]|\s[a-z]{2,8}\s?:)"
    r"|serial(?: no| number)?(?=\W{1,3}\S*\d)"
    r"|ref(?:erence)? no)(?![a-z])"
)
_INLINE = re.compile(
    r"\b(ANTARA|DENGAN|TENTANG|MENGENAI|BETWEEN|CONCERNING|NOMOR|NUMBER|Antara|Dengan|Tentang|Between|antara|dengan|tentang|between|and|dan)\b"
)
"""Among capitals a small `dan` or `and` joins no name, it joins parties."""
_INLINE_BEHIND_NAME = re.compile(
    r"\b(TENTANG|MENGENAI|CONCERNING|DALAM HAL|DALAM RANGKA|PERIHAL|NOMOR|NUMBER|DENGAN|Tentang|tentang|and|dan)\b"
)
"""Behind the name of a party, in running capitals, these open the title as well."""
_MATTER = re.compile(r"\b(?:DALAM HAL|DALAM RANGKA|PERIHAL)\b")
_AFTER_LABEL = re.compile(r"^\s*:\s+(?=\S)")
"""`Between : X` in a head that is a table."""
_INLINE_ANY = re.compile(r"\b(antara|dengan|tentang|mengenai|between|concerning|nomor)\b", re.IGNORECASE)
_NEXT_LABEL = re.compile(
    r"(?<=\S)(?<![Oo]ur)(?<!OUR)\s+(?=(?:NOMOR|Nomor|NUMBER|Number)\.?\s*:"
    r"|(?:REF|Ref|Reference)\.?\s*(?:(?:No|NO)\.?\s*:?|:)\s*\S*\d)"
)
_NEXT_NUMBER = re.compile(
    r"(?:(?<=[\w)])(?<![Oo]ur)(?<!OUR)\s+|(?<=\d)\s?[/|;&,]\s+)"
    r"(?=(?:NOMOR|Nomor|NUMBER|Number|No|Ref(?:erence)?\.?(?: No)?)\.?\s*"
    r"(?:(?:PIHAK|Pihak)\s\w+\s*|(?:[A-Z][\w.&-]{1,14}\s?){1,4}(?=:))?(?::|(?=\S*\d)\S+[./\-]\S))"
)
"""Behind a first number a second one needs no colon: `NOMOR A-1/2026 NOMOR 2/B/2026`."""


def is_number_line(text: str) -> bool:
    """Whether a line carries a number, with its label or without."""
    return bool(NUMBER.match(text)) or unlabelled(text) is not None or bool(side_by_side(text))


def is_marker(line: Line) -> bool:
    """Whether a line is a connecting word and nothing else."""
    key = line.squeezed
    return key in (*OPENERS[2:], *OF_PARTIES) or opens_parties(key) or joins_parties(key) or opens_title(key)


def is_work(text: str) -> bool:
    """Whether capitals say for whom or how something is done: so titles go that begin as an institution does."""
    return re.search(r"\b(?:BAGI|UNTUK|MELALUI|TERHADAP|KEPADA|DALAM|FOR|THROUGH)\b", text.upper()) is not None


def split(line: Line, zone: Zone) -> list[Line]:
    """A line cut before and behind the words that change the zone, as heads in running text need it."""
    pattern = _INLINE if line.is_capitals else _INLINE_ANY
    if zone is Zone.PARTY and line.is_capitals and _MATTER.search(line.text):
        pattern = _INLINE_BEHIND_NAME
    if zone is Zone.TITLE or is_marker(line) or is_number_line(line.text):
        pieces = _numbers_apart(line.text)
    else:
        pieces = []
        for piece in _first_title(pattern.split(line.text), pattern):
            pieces += _numbers_apart(_AFTER_LABEL.sub("", piece))
        if line.text.startswith(("DAN ", "AND ", "DENGAN ")) and zone is Zone.PARTY:
            pieces = _leading_and(pieces)
    return [Line(line.page, piece.strip(), squeeze(piece)) for piece in pieces if piece.strip()]


def _first_title(pieces: list[str], pattern: re.Pattern[str]) -> list[str]:
    """What follows the first TENTANG stays whole: a title may say DENGAN and ANTARA itself; NOMOR keeps its"
    " number."""
    kept: list[str] = []
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        if piece.upper() in ("NOMOR", "NUMBER") and pattern.fullmatch(piece):
            kept.append(piece + (pieces[index + 1] if index + 1 < len(pieces) else ""))
            index += 2
            continue
        kept.append(piece)
        if piece.upper() in ("TENTANG", "MENGENAI", "CONCERNING") or _MATTER.fullmatch(piece):
            kept.append("".join(pieces[index + 1 :]))
            break
        index += 1
    return kept


def _numbers_apart(text: str) -> list[str]:
    """Two numbers side by side on one line, as columns of a head leave them; `Pihak I Nomor : …` is one."""
    beside = side_by_side(text)
    if beside:
        return beside
    apart = _NEXT_NUMBER if NUMBER.match(text) else _NEXT_LABEL
    pieces = [piece for piece in apart.split(text) if piece]
    if len(pieces) > 1 and re.fullmatch(r"(?i)\W*pihak \w{1,8}", pieces[0]):
        return [f"{pieces[0]} {pieces[1]}", *pieces[2:]]
    return pieces


def _leading_and(pieces: list[str]) -> list[str]:
    """`DAN PEMERINTAH …` begins a party; `DAN PEMASYARAKATAN` goes on with a name."""
    first, _, rest = pieces[0].partition(" ")
    if first in ("DAN", "AND") and (INSTITUTION.match(rest) or rest.startswith("THE ")):
        return [first, rest, *pieces[1:]]
    return pieces


def cut_at_institutions(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines cut before each that begins an institution; what stands before the first stays with it."""
    groups: list[list[Line]] = [[]]
    for line in lines:
        if any(INSTITUTION.match(other.text) for other in groups[-1]) and INSTITUTION.match(line.text):
            groups.append([])
        groups[-1].append(line)
    return [group for group in groups if group]
