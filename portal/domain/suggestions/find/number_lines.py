"""Lines that carry a number of a naskah: labelled, labelled with a word that was misread, or the bare number"
" alone."""

import re

from rapidfuzz.distance import Levenshtein

_LABEL = re.compile(r"^\W*(?P<word>[A-Za-z0-9]{3,8})(?:\s?[:;=]+\s*|[.,]\s+)(?P<rest>\S.*)$")
_LABEL_WITHOUT_MARK = re.compile(r"^\W*(?P<word>[A-Za-z0-9]{4,7})\s+(?P<rest>\S*\d\S*/\S.*)$")
_STRONG = re.compile(
    r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9.\-–()]{1,24}(?:\s?/\s?[A-Za-z0-9.\-–&]{1,30}){2,8}(?:\s(?:Tahun|TAHUN"
    r"|Th\.?)\s\d{4})?"
    r"|\d{1,5}(?:\.\d{1,4}){0,3}(?:/\d{1,5}(?:\.\d{1,4}){0,3})?/[A-Z0-9.\-]{1,20}/(?:19|20)\d\d"
    r"|(?=(?:[^.\-/]*[.\-/]){3})(?=(?:\D*\d){3})[A-Z]{1,4}\d{0,3}(?:\s?[./\-]\s?[A-Z0-9]{1,8}){3,9}"
    r"|(?=.*[A-Za-z])[A-Z]{1,6}[.\-]\s?\d{1,5}(?:\s?[./\-]\s?[A-Za-z0-9]{1,12}){2,7}"
)
_NAMED = re.compile(
    r"(?i)^\W*(?!(?:keputusan|peraturan|undang|instruksi|akta|rekening|telp|telepon|dipa|sk|npwp|siup|izin|pasal|decree"
    r"|regulation|law|jalan|jl|rumah|gedung|kamar)\b)(?:[a-z]{2,14}\W{1,2}){1,2}(?:no|nomor|number)\b[^\w(]{0,3}"
    r"(?:\([^()]{2,30}\)\W{0,3})?(?P<rest>\S.*)$"
)
"""`Agreement No. …`, `Document No. (POLTEKIP): …`: what bears the number, and whose it is."""
_CODE_ALONE = re.compile(
    r"(?=(?:[^./\-–]*[./\-–]){2})(?=(?:\D*\d){3})(?=.*[A-Z]|\d+(?:\.\d+)*/\d+.*/(?:19|20)\d\d$)(?![\d.]+$)"
    r"[A-Za-z0-9][A-Za-z0-9.\-–]{0,24}(?:[./\-–][A-Za-z0-9\-–]{1,24}){2,10}(?:\s(?:Tahun|TAHUN|Th\.?)\s\d{4})?"
    r"|\d{1,4}\s(?:TAHUN|Tahun)\s(?:19|20)\d\d"
)
"""A code alone on its line: parts, figures and capitals (`K.TEL.94/HK.810/UTA-00/2009`), or a number of its year."""
_MOSTLY_SMALL = 0.5
_OPEN = re.compile(r"[._…\s]*/\s?[A-Z]{1,6}\d{0,3}(?:[./][A-Za-z0-9.\-]{1,12}){0,5}/(?:19|20)\d\d")
"""A number whose serial is missing (`/PL8/DT/2010`)."""
_CODED = re.compile(r"(?=.*\d)(?=.*[A-Z])(?=.*[-/.])[A-Z0-9./\-]{6,40}")
"""Enough of a number where its label was read."""
_NOT_LABELS = (
    "tanggal",
    "telp",
    "tel",
    "fax",
    "faks",
    "hal",
    "jalan",
    "email",
    "pukul",
    "tahun",
    "nip",
    "nrp",
    "rp",
    "date",
)
_OF_PARTY = re.compile(
    r"\s\((?:(?i:pihak|party|the first|the second)\b[^)]{0,20}"
    r"|[A-Z][A-Za-z]{0,14}(?: [A-Z][A-Za-z]{0,14}){0,2})\)$"
)
"""Whose a number is, behind it: a label, or a short name (`560/88/BLK/1998 (BLK)`)."""
_BULLET = re.compile(r"^\W{0,2}(?:[1-9]|[IVX]{1,4}|[a-h])\s?[.)]\s+(?=\S)")
"""Before a number in a list of numbers."""
_BRACKETS = re.compile(r"\(([^()]{8,90})\)")
_PARTED = re.compile(r"\s?[:;,|]\s|\s/\s")
_BETWEEN_LABELLED = re.compile(r"\s?[;|,/]\s(?=(?i:no|nomor|number|ref)\b)")
_LONGEST_CODE = 70
_SEMICOLON = re.compile(r"\s?[;|]\s")
_DASH = re.compile(r"\s+[-–—]\s+")
_TOKENS = re.compile(r"\S+(?:\s(?:TAHUN|Tahun|Th\.?)\s(?:19|20)\d\d)?")
_NEAR = ("nomor", "number", "nomer", "nomo")
_MOST_WRONG = 2
_DATE = re.compile(r"\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}")


def without_owner(value: str) -> str:
    """A number without the short name or label in brackets behind it that tells whose it is."""
    return _OF_PARTY.sub("", value)


def is_strong(value: str) -> bool:
    """Whether a text has the shape of a number of a naskah, so that it needs no label to be one."""
    value = value.strip(" .,;:")
    return len(value) <= 70 and bool(_STRONG.fullmatch(value)) and not _DATE.fullmatch(value)


def _is_code(text: str) -> bool:
    """Whether a whole line is one code, no address of the web and no day."""
    letters = [letter for letter in text if letter.isalpha()]
    is_small = sum(letter.islower() for letter in letters) > _MOSTLY_SMALL * max(1, len(letters))
    is_long = len(text) <= _LONGEST_CODE and not is_small
    return is_long and _CODE_ALONE.fullmatch(text) is not None and not _DATE.fullmatch(text)


def side_by_side(text: str) -> list[str]:
    """Two numbers or more that stand beside each other on one line without a label; none of anything else."""
    dashed = _DASH.split(text.strip())
    if len(dashed) > 1 and all(is_strong(piece) or _is_code(piece) for piece in dashed):
        return dashed
    listed = [piece.strip() for piece in _SEMICOLON.split(text.strip(" .;"))]
    if len(listed) > 1 and all(is_strong(piece) or _is_code(piece) for piece in listed):
        return listed
    pieces = [found.strip() for found in _TOKENS.findall(text)]
    is_all = len(pieces) > 1 and "".join(pieces).replace(" ", "") == "".join(text.split())
    return pieces if is_all and all(is_strong(piece) or _is_code(piece) for piece in pieces) else []


def in_brackets(text: str) -> list[str]:
    """Two things that one pair of brackets holds and a mark parts (`(A.1-2: B-3)`); none of anything else."""
    inside = _BRACKETS.fullmatch(text.strip())
    pieces = _PARTED.split(inside[1]) if inside else []
    if inside and len(pieces) > 2:
        # Each has a label of its own: `(Nomor X: A-1; Nomor Y: B-3)`.
        pieces = _BETWEEN_LABELLED.split(inside[1])
    return pieces if len(pieces) == 2 else []


def unlabelled(text: str) -> str | None:
    """The number on a line whose label was misread (`Newer : 12/A/2015`) or lost; None for any other line."""
    text = _OF_PARTY.sub("", text)
    listed = _BULLET.sub("", text)
    if listed != text and (is_strong(listed) or _is_code(listed.strip(" .,;:"))):
        return listed.strip()
    if is_strong(text) or _OPEN.fullmatch(text.strip()) or _is_code(text.strip(" .,;:")):
        return text.strip()
    pieces = in_brackets(text)
    if pieces and all(_CODED.fullmatch(piece) for piece in pieces):
        return " ; ".join(pieces)
    named = _NAMED.match(text)
    if named and (is_strong(named["rest"]) or _CODED.fullmatch(named["rest"].strip())):
        return named["rest"]
    found = _LABEL.match(text) or _LABEL_WITHOUT_MARK.match(text)
    if found and found["word"].lower() not in _NOT_LABELS:
        word = found["word"].lower().translate(str.maketrans("01", "ol"))
        is_near = any(Levenshtein.distance(word, label) <= _MOST_WRONG for label in _NEAR)
        if is_strong(found["rest"]) and (is_near or not word[0].isdigit()):
            return found["rest"]
    return None
