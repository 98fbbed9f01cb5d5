"""The family on a public time line: what extends or changes this naskah, on the day it was signed, nothing else."""

from datetime import date

import pytest

from portal.domain.naskah.enumerations import Bentuk, JenisAcara, JenisHubungan, Presisi
from portal.domain.naskah.masa_berlaku import MasaBerlaku
from portal.domain.tanggal import Tanggal
from portal.queries.public.terbitan import family_acts
from portal.queries.public.values import PublicAcara, PublicHubungan, PublicMember

SIGNED = Tanggal(date(2026, 3, 12), Presisi.HARI)
ITEM = PublicMember("2026-10001", "Contoh", Bentuk.NOTA_KESEPAHAMAN, None, "Imigrasi", SIGNED, MasaBerlaku.BERLAKU)


@pytest.mark.parametrize("is_outgoing", [False, True])
@pytest.mark.parametrize("jenis", JenisHubungan)
def test_only_what_extends_or_changes_this_one_is_an_act_on_it(jenis: JenisHubungan, is_outgoing: bool) -> None:
    acts = {JenisHubungan.PERPANJANGAN: JenisAcara.DIPERPANJANG, JenisHubungan.PERUBAHAN: JenisAcara.DIUBAH}
    expected = (
        []
        if is_outgoing or jenis not in acts
        else [PublicAcara(acts[jenis], SIGNED, "dengan naskah 2026-10001", "2026-10001")]
    )

    assert list(family_acts([PublicHubungan(jenis, is_outgoing, ITEM)])) == expected


def test_without_relations_there_are_no_acts() -> None:
    assert family_acts([]) == ()
