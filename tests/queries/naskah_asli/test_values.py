"""What the values about originals conclude: which receipts stand, which documents of a ratification are there."""

from datetime import UTC, date, datetime
from typing import Any

from portal.domain.kasus.kemlu import KemluState
from portal.domain.kasus.pengesahan import DokumenPengesahan, PengesahanAct, PengesahanState
from portal.domain.naskah.enumerations import Lingkup
from portal.domain.naskah.status import Status
from portal.domain.naskah_asli.penerimaan import NaskahAsliState, Penyampaian
from portal.domain.tanggal import UNKNOWN
from portal.domain.tenggat.clocks import ClockFacts
from portal.queries.naskah_asli.values import (
    KemluTrack,
    LangkahPengesahanItem,
    NaskahAsliCore,
    NaskahAsliDossier,
    PengesahanTrack,
    StoredPenerimaan,
)

NOW = datetime(2026, 6, 15, 3, tzinfo=UTC)
DAY = date(2026, 6, 15)


def receipt(nomor: str, voided_at: datetime | None = None) -> StoredPenerimaan:
    """A receipt with everything that may be empty left empty."""
    empty: dict[str, Any] = dict.fromkeys(StoredPenerimaan.__dataclass_fields__)
    told = {
        "nomor": nomor, "jenis": Penyampaian.ASLI, "hasil": NaskahAsliState.DITERIMA_LENGKAP, "arrived_on": DAY,
        "recorded_at": NOW, "voided_at": voided_at, "rangkap": (),
    }  # fmt: skip
    return StoredPenerimaan(**empty | told)


def track(*documents: DokumenPengesahan | None) -> PengesahanTrack:
    """A track with an act for each document."""
    acts = tuple(LangkahPengesahanItem(PengesahanAct.DOKUMEN, one, DAY, "S-1", "", NOW, "Ani") for one in documents)
    return PengesahanTrack(1, PengesahanState.MENYIAPKAN, None, (), "", "", None, acts)


def test_voided_receipts_do_not_stand() -> None:
    old, voided, new = receipt("1"), receipt("2", NOW), receipt("3")
    facts = ClockFacts(Lingkup.LUAR_NEGERI, UNKNOWN, None)
    core = NaskahAsliCore(1, "K", "J", Status.DRAF, Lingkup.LUAR_NEGERI, "IMI", "Imigrasi", (), None, False, facts)
    found = NaskahAsliDossier(
        core, 1, NaskahAsliState.DITERIMA_LENGKAP, None, None, "", "", None, (new, voided, old), (),
        KemluTrack(0, KemluState.BELUM_DIKIRIM, ()), track(),
    )  # fmt: skip

    assert [one.is_voided for one in found.penerimaan] == [False, True, False]
    assert found.standing == (new, old)


def test_documents_of_a_ratification_are_counted_once() -> None:

    assert track().documents == track(None).documents == frozenset()
    assert track(
        DokumenPengesahan.RANCANGAN, None, DokumenPengesahan.RANCANGAN, DokumenPengesahan.TERJEMAHAN
    ).documents == {DokumenPengesahan.RANCANGAN, DokumenPengesahan.TERJEMAHAN}
