"""The family on a public time line: what extends or changes this naskah, on the day it was signed, nothing else."""

from datetime import UTC, date, datetime

import pytest

from portal.domain.naskah.enumerations import Bentuk, JenisAcara, JenisHubungan, Lingkup, Presisi
from portal.domain.naskah.masa_berlaku import MasaBerlaku
from portal.domain.tanggal import Tanggal
from portal.queries.public.terbitan import family_acts
from portal.queries.public.values import PublicAcara, PublicHubungan, PublicItem

SIGNED = Tanggal(date(2026, 3, 12), Presisi.HARI)
ITEM = PublicItem(
    kode="2026-10001", judul="Contoh", lingkup=Lingkup.DALAM_NEGERI, bentuk=Bentuk.NOTA_KESEPAHAMAN, nama_bentuk=None,
    nomor=(), mitra=(), unit_kode="IMI", unit_nama="Imigrasi", signed=SIGNED, effective_on=None, expires_on=None,
    is_open_ended=True, ended_on=None, end_kind=None, masa_berlaku=MasaBerlaku.BERLAKU, days_left=None, berkas=None,
    is_metadata_only=False, published_at=datetime(2026, 6, 1, tzinfo=UTC),
)  # fmt: skip


@pytest.mark.parametrize("is_outgoing", [False, True])
@pytest.mark.parametrize("jenis", JenisHubungan)
def test_only_what_extends_or_changes_this_one_is_an_act_on_it(jenis: JenisHubungan, is_outgoing: bool) -> None:
    acts = {JenisHubungan.PERPANJANGAN: JenisAcara.DIPERPANJANG, JenisHubungan.PERUBAHAN: JenisAcara.DIUBAH}
    expected = (
        [] if is_outgoing or jenis not in acts else [PublicAcara(acts[jenis], SIGNED, "dengan naskah 2026-10001")]
    )

    assert list(family_acts([PublicHubungan(jenis, is_outgoing, ITEM)])) == expected


def test_without_relations_there_are_no_acts() -> None:
    assert family_acts([]) == ()
