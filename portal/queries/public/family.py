"""The family on the time line of a published naskah: what extended or changed it, as far as that is published too."""

from collections.abc import Iterable, Mapping

from portal.domain.naskah.enumerations import JenisAcara, JenisHubungan
from portal.queries.public.values import PublicAcara, PublicHubungan

ACTS: Mapping[JenisHubungan, JenisAcara] = {
    JenisHubungan.PERPANJANGAN: JenisAcara.DIPERPANJANG,
    JenisHubungan.PERUBAHAN: JenisAcara.DIUBAH,
}
"""What another naskah does to the one it hangs on (Pasal 36; an addendum by practice)."""


def family_acts(hubungan: Iterable[PublicHubungan]) -> tuple[PublicAcara, ...]:
    """One act for every published naskah that extends or changes this one, on the day it was signed."""
    return tuple(
        PublicAcara(ACTS[relation.jenis], relation.item.signed, f"dengan naskah {relation.item.kode}")
        for relation in hubungan
        if not relation.is_outgoing and relation.jenis in ACTS
    )
