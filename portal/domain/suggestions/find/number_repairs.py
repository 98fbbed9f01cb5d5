"""Numbers that a pen spoilt, repaired by the form that numbers have: where figures stand, how a month and a year end
them.

Only what no number may look like is touched (a blank amid a serial, a district of three figures, a month that is no
Roman one), and what was touched is offered, never as sure.
"""

import re

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_STROKES = 3
"""The months that are written in strokes alone."""
_LAST_DISTRICT = 33
"""The ministry's districts were numbered from W1 to W33."""

_SERIAL_SIGNS = str.maketrans({
    "O": "0", "o": "0", "Q": "0", "D": "0", "I": "1", "l": "1", "i": "1", "|": "1", "!": "1", "\\": "1",
    "Z": "2", "z": "2", "A": "4", "h": "4", "¥": "4", "S": "5", "s": "5", "G": "6", "b": "6", "Y": "7", "+": "7",
    "T": "7", "?": "7", "B": "8", "&": "8", "g": "9", "q": "9",
})  # fmt: skip
"""Letters and signs that recognisers see in figures written by pen."""

_STROKE_OF_ONE = re.compile(r"(?<=[\d/.\-])\|(?=\d)|(?<=\d)\|(?=[\d/.\-])")
"""Amid figures a rule is the one of a pen."""
_DISTRICT_APART = re.compile(r"^(W\s?\d)\s(?=\d[.\-])")
_DISTRICT = re.compile(r"^(W|WP\.?|WIM\.?)\s?([\dlI|]{1,3})(?=[.\-,\s])")
_UNIT_ONE = re.compile(r"\bPAS[Il|](?=[.\-,])")
_COMMA = re.compile(r"(?<=[A-Z\d]),\s?(?=[A-Z\d])|(?<=[A-Z\d])\s(?=PAS|IMI)")
_OWN_SERIAL = re.compile(r"(?<=\d\d-)\s?([\dOolI|!ZzShbYgq+?&¥ \\]{2,7})$")
_SPLIT_SERIAL = re.compile(r"(?:^|(?<=[/\-]))(\d{1,4}(?:\s[\dOoIl|!]{1,3}){1,2})(?=\s?[/.])")
_YEAR_APART = re.compile(r"(?<=/)((?:X{1,3}|I?[VX]|V?I{1,3}|XI{1,2}))\s(?=(?:19|20)\d\d$)")
_MONTH_SPOILT = re.compile(r"(?<=/)([IlTNHM1|]{1,4})(?=/(?:19|20)?\d\d$)")
_MONTH_RUN_IN = re.compile(r"(?<=[.\-/]\d\d)(\d\d)(?=/(?:19|20)\d\d$)")
_ATTORNEY = re.compile(r"^8-(?=[\dOlI]+\s?/[A-Z]\.\d)")
_STROKE_IN_SERIAL = re.compile(r"^(\d{3})/(\d{1,2})/(\d{1,2})(?=\s?[/.\-]\s?[A-Z])")
_CLASS_RUN_IN = re.compile(r"^(\d{3})1/(\d{3})(?=\s?/)")
_LOST_STROKE = re.compile(r"(?<=[A-Za-z\d])\s(?=(?!(?i:tahun|thn?|no|nomor)\b)[A-Za-z\d].*/)")
_NAMED_UNIT = re.compile(r"/[A-Z][a-z]{3,}$")
_MARKED = re.compile(r"[./\-]")
_STROKE_BEFORE_YEAR = re.compile(r"(?<=[\dIVX])\s(?=(?:19|20)\d\d$)")
_LONGEST_PIECE = 14
_FIRST_IN_LETTERS = re.compile(r"^(?=[OoIlbqgBSZ]*[oblqg])([OoIlbqgBSZ]{2,4})(?=\s?/)")


def repaired(value: str, month: int | None) -> str:
    """A number by its form, for a naskah of that month (1 to 12) where it is known; a sound number as it is."""
    mended = _DISTRICT_APART.sub(r"\1", _STROKE_OF_ONE.sub("1", value))
    mended = _of_ministry(mended) if _DISTRICT.match(mended) else _of_others(mended)
    mended = _YEAR_APART.sub(r"\1/", mended)
    return mended if month is None else _with_month(mended, month, is_by_pen=mended != value)


def _of_ministry(value: str) -> str:
    """Stops between its codes, a district that exists, and a serial of figures at its end."""
    value = _DISTRICT.sub(_district, value)
    value = _UNIT_ONE.sub("PAS1", _COMMA.sub(".", value))
    return _OWN_SERIAL.sub(lambda serial: re.sub(r"\s", "", serial[1]).translate(_SERIAL_SIGNS), value)


def _district(found: re.Match[str]) -> str:
    """`W511` as `W11`: one figure too many, where leaving out one alone makes a district."""
    figures = re.sub(r"[lI|]", "1", found[2])
    if int(figures) > _LAST_DISTRICT and found[1] == "W":
        left = {figures[:at] + figures[at + 1 :] for at in range(len(figures))} if len(figures) > 2 else set()
        left = {one for one in left if 1 <= int(one) <= _LAST_DISTRICT and one[0] != "0"}
        figures = left.pop() if len(left) == 1 else figures
    return f"{found[1]}{figures}"


def _of_others(value: str) -> str:
    """Serials in one piece and in figures, strokes that were taken for ones and ones for strokes."""
    value = _FIRST_IN_LETTERS.sub(lambda serial: serial[1].translate(_SERIAL_SIGNS), value)
    value = _SPLIT_SERIAL.sub(lambda serial: re.sub(r"\s", "", serial[1]).translate(_SERIAL_SIGNS), value)
    value = _ATTORNEY.sub("B-", _with_strokes(value))
    value = _CLASS_RUN_IN.sub(r"\1/1\2", value)
    return _STROKE_IN_SERIAL.sub(r"\1/\g<2>1\3", value)


def _with_strokes(value: str) -> str:
    """`Kd.10.05 6 HM.01/3042/2014` with the strokes that both readers took for blanks: codes stand in one piece.

    Only in a number that has strokes elsewhere, and not where a word stands in it.
    """
    if "/" not in value or any(len(piece) > _LONGEST_PIECE and piece.isalpha() for piece in value.split()):
        return value
    value = _STROKE_BEFORE_YEAR.sub("/", value)
    # Behind a first word alone (`PKS 133/…`) offices leave a blank themselves.
    return _LOST_STROKE.sub(lambda blank: "/" if _is_lost(value, blank.start()) else " ", value)


def _is_lost(value: str, at: int) -> bool:
    """Whether a blank was a stroke: not behind a name that has a number of its own (`411/Divre I/PKS`)."""
    return _MARKED.search(value, 0, at) is not None and _NAMED_UNIT.search(value[:at]) is None


def _with_month(value: str, month: int, *, is_by_pen: bool) -> str:
    """The month of the signing where strokes say none, or one of more or fewer strokes than a pen has; and a month in
    figures that ran into what stands before it.
    """
    spoilt = _MONTH_SPOILT.search(value)
    if spoilt is not None and month <= _STROKES and (is_by_pen or spoilt[1] not in _ROMAN):
        return f"{value[: spoilt.start()]}{_ROMAN[month - 1]}{value[spoilt.end() :]}"
    run_in = _MONTH_RUN_IN.search(value)
    if run_in is not None and int(run_in[1]) == month:
        return f"{value[: run_in.start()]}/{value[run_in.start() :]}"
    return value
