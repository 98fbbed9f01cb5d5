"""Names of files in a watched folder: which are none of ours yet, and what a taken file is called afterwards."""

import re

from portal.domain.berkas.filename import LONGEST, display_name

TAKEN, REFUSED = "diterima", "ditolak"
"""The folders, in that of a unit, into which files are moved; nothing in them is looked at."""
WHY = ".txt"
"""What is added to the name of a refused file for the note that says why."""
_UNFINISHED = re.compile(
    r"\..*|~.*|.*~|.*\.(?:tmp|temp|part|partial|crdownload|filepart|lock|swp)|thumbs\.db|desktop\.ini", re.IGNORECASE
)


def is_left_alone(name: str) -> bool:
    """Whether a file is left where it is: hidden, a program's own, or one that is still being written."""
    return _UNFINISHED.fullmatch(name) is not None


def kept_name(nama: str, kode: str, number: int) -> str:
    """What a file is called where it is kept: the code in front where it has one, a number where the name is taken.

    `number` counts from 1.
    """
    nama = display_name(nama)
    stem, dot, suffix = nama.rpartition(".")
    if not stem or len(suffix) > 8:
        stem, dot, suffix = nama, "", ""
    again = f" ({number})" if number > 1 else ""
    front = f"{kode} " if kode else ""
    room = LONGEST - len(front) - len(again) - len(dot) - len(suffix)
    return f"{front}{stem[:room]}{again}{dot}{suffix}"
