"""The code of a unit in the subject of a letter: `[KANIM-A] Naskah yang sudah ditandatangani`."""

import re

_CODE = re.compile(r"\[\s*([A-Za-z0-9][A-Za-z0-9._/-]{0,39})\s*\]")


def unit_in_subject(subject: str) -> str:
    """The code between the first brackets that hold one; empty where there are none."""
    found = _CODE.search(subject)
    return found[1] if found is not None else ""
