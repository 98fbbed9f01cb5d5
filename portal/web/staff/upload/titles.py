"""The title a draft gets from the name of its file, until somebody gives it a better one."""

from pathlib import PurePath

from portal.domain.berkas.filename import display_name
from portal.domain.naskah.fields import LONGEST_JUDUL
from portal.web.typed import clean_line

NO_TITLE = "Naskah tanpa judul"


def title_of(filename: str) -> str:
    """The name of a file as a title: `MoU_Korea.pdf` → `MoU Korea`."""
    if not filename:
        return NO_TITLE
    stem = PurePath(display_name(filename)).stem.replace("_", " ")
    return clean_line(stem)[:LONGEST_JUDUL] or NO_TITLE
