"""The days that run on the side of the foreign ministry (Permenlu 4/2023 Pasal 8 and 12), shown to Biro and unit."""

from portal.domain.kasus.kemlu import WATCHED
from portal.domain.tenggat.clocks import Law
from portal.domain.tenggat.tenggat import Tenggat
from portal.queries.naskah_asli.values import NaskahAsliDossier


def watched(found: NaskahAsliDossier, hukum: Law) -> Tenggat | None:
    """The deadline of the step the track stands at; None where no days run."""
    rule = WATCHED.get(found.kemlu.keadaan)
    if rule is None or not found.kemlu.langkah:
        return None
    return hukum.count(rule, found.kemlu.langkah[-1].on)
