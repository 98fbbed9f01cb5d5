"""What happened last to a code, as the list of changes tells it to copies elsewhere."""

from enum import StrEnum


class PublicChange(StrEnum):
    """What happened last to a code, as everybody may know it."""

    TERBIT = "terbit"
    TERBIT_ULANG = "terbit_ulang"
    PERUBAHAN = "perubahan"
    DITARIK = "ditarik"
