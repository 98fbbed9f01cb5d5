"""What the values of the staff pages conclude from themselves: what is at work, what changed since it was public."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal.domain.naskah.enumerations import JenisBerkas, JenisUnit, ReadingState
from portal.domain.naskah.status import Status
from portal.queries.berkas.values import NOTHING, Recognition
from portal.queries.naskah.values import StaffBerkas, StaffNaskah
from tests.factories.naskah import sample_fields

NOW = datetime(2026, 6, 15, 3, tzinfo=UTC)


def berkas(number: int = 1, **changes: Any) -> StaffBerkas:
    """A file that was read."""
    unknown = dict.fromkeys(
        ("enkripsi", "has_script", "has_launch", "has_embedded", "has_form", "has_external_link", "is_truncated",
         "is_counts_agree", "read_at", "signatures_checked_at", "pages")
    )  # fmt: skip
    told: dict[str, Any] = {
        "id": number, "jenis": JenisBerkas.NASKAH, "nama": "naskah.pdf", "bahasa": "id", "sha256": f"{number:064x}",
        "size": 1, "mewakili": (), "uploaded_at": NOW, "uploaded_by": "Sistem", "is_replaced": False,
        "keadaan": ReadingState.TERBACA, "keterangan_baca": "", "tool": "", "keterangan_tanda_tangan": "",
        "progress": 0, "progress_total": 0, "embedded_names": (), "is_placeholder": False,
    }  # fmt: skip
    return StaffBerkas(**unknown | told | changes)


def naskah(**changes: Any) -> StaffNaskah:
    """A naskah that was never public."""
    told: dict[str, Any] = {
        "id": 1, "kode": "2026-10000", "version": 1, "seen": 1, "status": Status.DRAF, "unit_kode": "IMI",
        "unit_nama": "Imigrasi", "unit_jenis": JenisUnit.ESELON1, "fields": sample_fields(), "co_pemrakarsa": (),
        "alasan_status": "", "ended_on": None, "end_kind": None, "updated_at": NOW, "submitted_at": None,
        "nomor_tanda_terima": None, "published_at": None, "nomor_terbit": None, "hubungan": (), "berkas": (),
    }  # fmt: skip
    return StaffNaskah(**told | changes)


@pytest.mark.parametrize(
    ("changes", "is_in_work"),
    [
        ({}, False),
        ({"keadaan": ReadingState.MENUNGGU}, True),
        ({"keadaan": ReadingState.DIBACA}, True),
        ({"keadaan": ReadingState.GAGAL}, False),
        ({"recognition": Recognition(1, 2)}, True),
        ({"recognition": Recognition(1, 2, without_engine=1)}, False),
        ({"recognition": NOTHING, "is_being_suggested": True}, True),
    ],
)
def test_looking_again_pays_while_the_machine_is_at_a_file(changes: dict[str, Any], is_in_work: bool) -> None:
    assert berkas(**changes).is_in_work is is_in_work


@pytest.mark.parametrize(
    ("published_at", "has_changes"),
    [(None, False), (NOW, False), (NOW + timedelta(seconds=1), False), (NOW - timedelta(seconds=1), True)],
)
def test_a_record_changed_after_its_page_was_made_has_unpublished_changes(
    published_at: datetime | None, has_changes: bool
) -> None:
    assert naskah(published_at=published_at).has_unpublished_changes is has_changes


def test_current_files_are_those_no_other_replaced() -> None:
    old, new = berkas(1, is_replaced=True), berkas(2)

    assert naskah(berkas=(old, new)).current_berkas == (new,)
