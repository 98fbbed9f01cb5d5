"""Takes numbers and ranks of persons out of what is suggested: what becomes public names who signed, and no more."""

import re

from portal.domain.suggestions.text.ranks import without_rank

_LABEL = r"(?:N\W{0,2}[I1l|]\W{0,2}[PK]|N\W{0,2}R\W{0,2}P|NIDN|KTP)"
_GRADE = r"\(?\s*\b(?:IV|I{1,3})\s?/\s?[a-eA-E]\b\s*\)?"
_DIGIT = r"[\doOlI|SB]"
_NUMBER = re.compile(
    rf"(?<![^\W_]){_LABEL}(?![^\W\d_])\W{{0,6}}(?:(?:[Nn]omor|[Nn]o)\W{{0,4}})?{_DIGIT}(?:\W{{0,3}}{_DIGIT}){{4,}}"
)
_LONE_NUMBER = re.compile(r"(?<!\d)(?:19|20)\d{2}(?:0[1-9]|1[0-2])\d{2}(?:\W{0,3}\d){0,10}(?!\d)|(?<!\d)\d{16}(?!\d)")
_LABEL_ON = re.compile(
    rf"(?:^|(?<=\W))(?:{_LABEL}|[Pp]angkat|PANGKAT|[Gg]ol(?:ongan)?|GOL(?:ONGAN)?)(?![^\W\d_])(?:\s*/\s*[Gg]ol\w*"
    rf"|\s*/\s*GOL\w*)?.*$",
    re.DOTALL,
)
_RANK = re.compile(
    r"(?:(?<=[,;(/\n])|(?<=\s[-–])|(?<=\.))\s*(?:(?i:Juru|Pengatur|Penata|Pembina)(?:\s+(?i:Muda|Utama|Madya"
    r"|Tingkat|Tk\.?|I\b))*)\s*"
    rf"(?:[,/(-]?\s*{_GRADE})?\s*\)?\s*$"
)
_GRADE_ON = re.compile(rf"[\s,;(/-]*(?:(?i:Gol(?:ongan)?\.?(?:\s*[Rr]uang)?)\W*)?{_GRADE}\s*$")
_STOP_FOR_COMMA = re.compile(r"(?<=[a-z]{3})\.\s(?=(?:S|M|Bc|Ph|Sp|A)\.)")
"""Between name and degree recognisers read the comma as a stop."""
_EDGES = " \t\n,;:/|-–(_"


def without_numbers(text: str) -> str:
    """The text without numbers of persons that carry their label, or that can be nothing else."""
    found = _LONE_NUMBER.sub(" ", _NUMBER.sub(" ", text))
    return text if found == text else " ".join(found.split()).strip(_EDGES)


def name_alone(text: str) -> str:
    """A name, or an office, without number, rank and grade behind it."""
    text = _STOP_FOR_COMMA.sub(", ", text)
    found = without_rank(_LABEL_ON.sub("", without_numbers(text)))
    before = ""
    while before != found:
        before = found
        found = _RANK.sub("", _GRADE_ON.sub("", found)).rstrip(_EDGES)
    return text if found == text.rstrip(_EDGES) else " ".join(found.split()).strip(_EDGES)
