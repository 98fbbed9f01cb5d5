"""Reads invented naskah as one page each and picks out of what is suggested for them."""

from portal.domain.naskah.enumerations import JenisMitra
from portal.domain.suggestions.suggest import suggest
from portal.domain.suggestions.values import Field, Known, KnownMitra, Saran
from tests.factories.naskah_text import page

NOTHING_KNOWN = Known()
KNOWN = Known(
    mitra=(
        KnownMitra("bnn", ("Badan Narkotika Nasional",), JenisMitra.LEMBAGA_PEMERINTAH, "ID"),
        KnownMitra("kehakiman-korea", ("Kementerian Kehakiman Republik Korea",)),
    ),
    units=("Kementerian Imigrasi dan Pemasyarakatan", "Direktorat Jenderal Pemasyarakatan"),
)
"""The partners and units of the texts in `naskah_text`."""


def suggested(text: str, known: Known = NOTHING_KNOWN) -> tuple[Saran, ...]:
    """What one written page of this text suggests."""
    return suggest([page(text)], known)


def saran_of(found: tuple[Saran, ...], field: Field, pihak: int | None = None) -> Saran:
    """The first choice for a field, which must be there."""
    return next(s for s in found if (s.bidang, s.pihak, s.peringkat) == (field, pihak, 1))


def first(found: tuple[Saran, ...], field: Field, pihak: int | None = None) -> str | None:
    """The value of the first choice; None where there is none."""
    return next((s.nilai for s in found if (s.bidang, s.pihak, s.peringkat) == (field, pihak, 1)), None)


def firsts(found: tuple[Saran, ...], field: Field) -> list[str]:
    """The first choices for a field of all parties."""
    return [saran.nilai for saran in found if saran.bidang is field and saran.peringkat == 1]


def values(found: tuple[Saran, ...], field: Field) -> list[str]:
    """Every value that is suggested for a field, of all parties and ranks."""
    return [saran.nilai for saran in found if saran.bidang is field]


def parties(found: tuple[Saran, ...]) -> list[str]:
    """The names of the parties in capitals, in their order."""
    return [name.upper() for name in values(found, Field.PIHAK_NAMA)]


def sure_fields(found: tuple[Saran, ...]) -> set[Field]:
    """The fields for which something is suggested as sure."""
    return {saran.bidang for saran in found if saran.is_sure}
