"""Ranks of police and armed forces, which stand before or below a name and are no part of it, nor an office."""

import re

_POLICE = (
    r"(?:jend(?:eral)?\.?|komisaris jenderal|inspektur jenderal|brigadir jenderal|(?:ajun )?komisaris(?: besar)?"
    r"|(?:ajun )?inspektur|brigadir(?: kepala| satu| dua)?|(?:kom|ir|brig)jen\.?|kombes\.?)\s(?:polisi|pol)\b\.?"
    r"(?:\s(?:satu|dua|tingkat (?:satu|dua|i{1,2}))\b)?"
)
_POLICE_SHORT = (
    r"(?:kombespol|akbp|kompol|akp|iptu|ipda|aiptu|aipda|bripka|brigpol|briptu|bripda|(?:kom|ir|brig)jen)\b\.?"
)
_FORCES = (
    r"(?:letnan (?:jenderal|kolonel|satu|dua)|mayor jenderal|brigadir jenderal|kolonel|letkol|letjen|mayjen|lettu|letda"
    r"|laks(?:amana)? (?:madya|muda|pertama)|lak?s(?:dya|da|ma)|mars(?:ekal)? (?:madya|muda|pertama)|mars(?:dya|da|ma)"
    r"|kombes|jenderal(?= (?:tni|\(purn)))\b\.?"
)
_WITH_CORPS_ONLY = r"(?:mayor|kapten|laksamana|marsekal)\b\.?(?=\s\(?(?:{corps})\b)"
_CORPS = (
    r"tni(?: a[dlu])?|infanteri|kavaleri|artileri(?: medan)?|zeni"
    r"|inf|laut|pnb|nav|kav|arm|arh|czi|cpl|cba|chb|cku|caj|ckm|chk|ctp|cpn|mar|sus|tek|adm|kes|kal|lek"
    r"|pas|pom|psk|sip|mpu|ekku|pol|purn|purnawirawan|[pemtskw]|kh|mar|ling"
)
_RANK = (
    rf"(?:{_POLICE}|{_POLICE_SHORT}|{_FORCES}|{_WITH_CORPS_ONLY.format(corps=_CORPS)})"
    rf"(?:\s?(?:\((?:{_CORPS})\)|(?:{_CORPS})\b\.?))*"
)
_BEFORE = re.compile(rf"(?i)^\W*{_RANK}[\s,]+(?=\(?[A-Z])")
_ALONE = re.compile(rf"(?i)^\W*{_RANK}\W*(?:(?:nrp|nip)\b.*|[\d/ .\-]+)?$")


def without_rank(text: str) -> str:
    """A name without the rank before it; a text that is nothing else stays."""
    found = _BEFORE.match(text)
    rest = text[found.end() :] if found else text
    # Offices are held by ranks too (`Kolonel` of nothing), but none begins with a small word.
    return rest if found and rest.split()[0].lower() not in ("of", "dan", "and") else text


def is_rank(text: str) -> bool:
    """Whether a line is a rank and, at most, the number of who has it."""
    return _ALONE.match(text) is not None
