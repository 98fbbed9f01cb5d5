"""The words of any member of any enumeration that people read."""

from collections.abc import Mapping
from enum import StrEnum

from portal.web.words.labels import (
    authenticity,
    berkas,
    hubungan,
    job,
    kalender,
    kasus,
    kiriman,
    kunci_akses,
    masa_berlaku,
    mitra,
    naskah,
    naskah_asli,
    pemberitahuan,
    penahanan,
    penghitaman,
    peran,
    retensi,
    tenggat,
    unit,
    usulan,
    vocabulary,
)

Pairs = list[tuple[str, str]]

LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    **naskah.LABELS,
    **hubungan.LABELS,
    **mitra.LABELS,
    **unit.LABELS,
    **peran.LABELS,
    **retensi.LABELS,
    **berkas.LABELS,
    **penahanan.LABELS,
    **penghitaman.LABELS,
    **naskah_asli.LABELS,
    **kasus.LABELS,
    **kunci_akses.LABELS,
    **masa_berlaku.LABELS,
    **tenggat.LABELS,
    **kalender.LABELS,
    **pemberitahuan.LABELS,
    **usulan.LABELS,
    **kiriman.LABELS,
    **job.LABELS,
    **authenticity.LABELS,
    **vocabulary.LABELS,
}
"""Words by enumeration and value; each enumeration stands in the file of its noun."""


def label(member: StrEnum) -> str:
    """The words for a member of one of our enumerations."""
    return LABELS[type(member)][member.value]


def members(kind: type[StrEnum]) -> Pairs:
    """Value and words of every member, for a list to choose from."""
    return [(member.value, label(member)) for member in kind]
