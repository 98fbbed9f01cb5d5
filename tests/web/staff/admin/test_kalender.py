"""The calendar of the administrator: what moves is shown before it is saved, and logged old and new."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import select

from portal import clock
from portal.config import Config
from portal.domain.kasus.kemlu import KemluState
from portal.legal.load import load_kalender as shipped_calendar
from portal.models.audit_entry import AuditEntry
from portal.models.kalender import HariLibur, TahunKalender
from portal.models.kasus import KasusKemlu, LangkahKemlu
from portal.models.naskah import Naskah
from portal.services import audit, kalender
from portal.wiring import Stores
from tests.factories.kepatuhan import Rak
from tests.fixtures.page import faults, read_page
from tests.web.staff.conftest import Browser

TODAY = date(2026, 11, 23)
PAGE = "/admin/libur"
DAY = {
    "aksi": "hari",
    "tanggal": "26-11-2026",
    "jenis": "khusus",
    "nama": "Pemungutan Suara Contoh",
    "dasar": "Keppres 1",
}


@pytest.fixture
def config(config: Config, monkeypatch: pytest.MonkeyPatch) -> Config:
    """A portal in which the regulation is in force, on a known day."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    return replace(config, effective_on=date(2025, 5, 22))


@pytest.fixture
def rak(stores: Stores) -> Rak:
    """An empty shelf."""
    return Rak(stores)


def version_of(page: str) -> str:
    found = re.search(r'name="versi" value="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


def entries(stores: Stores) -> list[tuple[str, str, dict, dict]]:
    with stores.database.reading() as session:
        wanted = AuditEntry.action.like("libur.%") | AuditEntry.action.like("tenggat.%")
        rows = session.scalars(select(AuditEntry).where(wanted).order_by(AuditEntry.seq))
        return [(row.action, row.object_key, json.loads(row.before), json.loads(row.after)) for row in rows]


def test_c9_a_change_shows_what_moves_before_it_is_saved_and_is_logged_old_and_new(
    admin: Browser, biro: Browser, stores: Stores, rak: Rak
) -> None:
    moving = rak.add(signed=date(2026, 11, 9), judul="Yang Bergeser")
    late = rak.add(signed=date(2026, 10, 1))
    closed = rak.add(signed=date(2026, 11, 9), asli_on=date(2026, 11, 20), asli_due_on=date(2026, 11, 27))

    preview = admin.post(PAGE, DAY).text
    assert "1 tenggat bergeser" in preview
    assert (moving in preview, late in preview, closed in preview) == (True, False, False)
    # The administrator keeps the calendar, not the records: titles stay with those who may read them.
    assert "Yang Bergeser" not in preview
    assert "27 November 2026" in preview
    assert "Senin, 30 November 2026" in preview
    assert entries(stores) == []

    saved = admin.post(PAGE, {**DAY, "versi": version_of(preview)})
    assert saved.status_code == 303
    assert "Pemungutan Suara Contoh" in admin.get(saved.location).text
    libur, geser = entries(stores)
    assert libur == (
        "libur.tambah", "2026-11-26", {}, {"jenis": "khusus", "nama": "Pemungutan Suara Contoh", "dasar": "Keppres 1"},
    )  # fmt: skip
    assert geser[:2] == ("tenggat.geser", moving)
    assert (geser[2]["jatuh_tempo"], geser[3]["jatuh_tempo"]) == ("2026-11-27", "2026-11-30")
    assert geser[2]["kalender"] != geser[3]["kalender"]
    assert "30 Nov 2026" in biro.get("/biro/kepatuhan").text
    with stores.database.reading() as session:
        assert audit.first_broken(session) is None


def test_a_change_on_an_old_view_of_the_calendar_is_shown_again_instead_of_saved(
    admin: Browser, stores: Stores
) -> None:
    old = version_of(admin.post(PAGE, DAY).text)
    other = {**DAY, "tanggal": "27-11-2026"}
    admin.post(PAGE, {**other, "versi": version_of(admin.post(PAGE, other).text)})

    answer = admin.post(PAGE, {**DAY, "versi": old})

    assert answer.status_code == 409
    assert "sudah diubah orang lain" in answer.text
    assert version_of(answer.text) != old
    assert [key for _, key, _, _ in entries(stores)] == ["2026-11-27"]


def test_a_day_is_corrected_and_taken_out(admin: Browser, stores: Stores) -> None:
    natal = {"aksi": "hari", "tanggal": "25-12-2026", "jenis": "libur_nasional", "nama": "Natal", "dasar": ""}
    for change in (natal, {"aksi": "hapus", "tanggal": "25-12-2026"}):
        assert admin.post(PAGE, {**change, "versi": version_of(admin.post(PAGE, change).text)}).status_code == 303

    assert [action for action, *_ in entries(stores)] == ["libur.ubah", "libur.hapus"]
    with stores.database.reading() as session:
        assert kalender.load_kalender(session).is_workday(date(2026, 12, 25))
        assert not shipped_calendar().is_workday(date(2026, 12, 25))


def test_a_decree_makes_a_provisional_due_date_firm(admin: Browser, biro: Browser, rak: Rak) -> None:
    rak.add(signed=date(2026, 12, 18))
    year = {"aksi": "tahun", "tahun": "2027", "status": "ditetapkan", "nomor_skb": ""}
    assert "Isi nomor SKB" in admin.post(PAGE, year).text
    year["nomor_skb"] = "1/2026, 2/2026, 3/2026"

    before = biro.get("/biro/kepatuhan").text
    admin.post(PAGE, {**year, "versi": version_of(admin.post(PAGE, year).text)})
    after = biro.get("/biro/kepatuhan").text

    assert ("sementara" in before, "sementara" in after) == (True, False)


def test_a_table_is_taken_whole_and_every_wrong_row_of_another_is_named(admin: Browser, stores: Stores) -> None:
    head = "date,kind,name,basis\n"
    good = head + "2028-01-01,libur_nasional,Tahun Baru,\n2028-01-03,cuti_bersama,Contoh,SKB 1\n"
    bad = head + "2028-01-04,khusus,Contoh,\n2028-02-30,khusus,Contoh,\n2028-01-05,lain,,\n"

    preview = admin.post(PAGE, {"aksi": "impor", "tabel": [(BytesIO(good.encode()), "libur.csv")]}).text
    found = re.search(r'<textarea[^>]*name="isi"[^>]*>(.*?)</textarea>', preview, re.S)
    assert found is not None
    saved = admin.post(PAGE, {"aksi": "impor", "isi": found[1], "versi": version_of(preview)})
    refused = admin.post(PAGE, {"aksi": "impor", "tabel": [(BytesIO(bad.encode()), "libur.csv")]})

    assert "tahun=2028" in saved.location
    assert "Sementara" in admin.get(f"{PAGE}?tahun=2028").text
    assert refused.status_code == 422
    for text in ("Baris 3: tanggal", "Baris 4: jenis", "Baris 4: nama", "tidak ada yang diimpor"):
        assert text in refused.text
    with stores.database.reading() as session:
        assert session.get(HariLibur, date(2028, 1, 3)) is not None
        assert session.get(HariLibur, date(2028, 1, 4)) is None


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({**DAY, "tanggal": "31-11-2026"}, "hanya sampai tanggal 30"),
        ({**DAY, "tanggal": ""}, "Isi tanggal."),
        ({**DAY, "jenis": ""}, "Pilih jenis"),
        ({**DAY, "jenis": "lain"}, "tidak dikenal"),
        ({**DAY, "nama": ""}, "belum diisi"),
        ({**DAY, "tanggal": "1-1-1800"}, "Tahun harus antara"),
        ({"aksi": "hapus", "tanggal": "26-11-2026"}, "Tidak ada yang berubah"),
        ({"aksi": "tahun", "tahun": "x", "status": "perkiraan"}, "Tahun harus antara"),
        ({"aksi": "impor"}, "Pilih berkas CSV"),
        ({"aksi": "impor", "isi": "halo"}, "Kolom tidak ada"),
        ({}, "tidak dikenal"),
    ],
)
def test_what_cannot_be_changed_is_said_and_what_was_typed_stays(
    admin: Browser, change: dict[str, str], problem: str
) -> None:
    answer = admin.post(PAGE, change)

    assert answer.status_code == 422
    assert problem in answer.text
    assert faults(read_page(answer.text)) == []
    if change.get("aksi") == "hari":
        assert f'value="{change["nama"]}"' in answer.text


def test_pages_are_sound_and_the_table_goes_out_as_it_comes_in(admin: Browser) -> None:
    assert faults(read_page(admin.get(PAGE).text)) == []
    assert faults(read_page(admin.get(f"{PAGE}?tahun=2035").text)) == []
    assert faults(read_page(admin.post(PAGE, DAY).text)) == []

    out = admin.get(f"{PAGE}.csv")

    assert len(out.text.splitlines()) == 1 + len(shipped_calendar().days)
    assert "Tidak ada yang berubah" in admin.post(PAGE, {"aksi": "impor", "isi": out.text}).text


def test_the_shipped_calendar_is_taken_over_once_and_counts_before_it_is(stores: Stores) -> None:
    with stores.database.reading() as session:
        assert kalender.load_kalender(session).version() == shipped_calendar().version()
    with stores.database.transaction() as session:
        first = kalender.seed(session, now=clock.utc_now())
        again = kalender.seed(session, now=clock.utc_now())
        years = session.scalars(select(TahunKalender.tahun)).all()
        assert kalender.load_kalender(session).version() == shipped_calendar().version()

    assert (first, again) == (len(shipped_calendar().years), 0)
    assert set(years) == {year.tahun for year in shipped_calendar().years}


def test_nobody_but_the_admin_changes_the_calendar(
    person: Callable[..., Browser], stores: Stores, biro: Browser
) -> None:
    assert biro.get(PAGE).status_code == 403
    assert biro.post(PAGE, DAY).status_code == 403
    assert entries(stores) == []


@pytest.mark.parametrize(
    ("state", "signed", "before", "after"),
    [
        (KemluState.KURANG_LENGKAP, date(2026, 11, 20), "1 Desember 2026", "2 Desember 2026"),
        (KemluState.LENGKAP_TERCATAT, date(2026, 11, 23), "26 November 2026", "27 November 2026"),
    ],
    ids=["7 days to complete", "3 days to issue"],
)
def test_the_days_at_the_foreign_ministry_move_too(
    admin: Browser, stores: Stores, rak: Rak, state: KemluState, signed: date, before: str, after: str
) -> None:
    kode = rak.add(signed=date(2026, 10, 1), asli_on=date(2026, 10, 5), asli_due_on=date(2026, 10, 21))
    with stores.database.transaction() as session:
        naskah = session.scalars(select(Naskah).where(Naskah.kode == kode)).one()
        naskah.perjanjian_internasional = True
        case = KasusKemlu(naskah_id=naskah.id, keadaan=state, opened_at=naskah.created_at)
        session.add(case)
        session.flush()
        session.add(
            LangkahKemlu(
                kasus_id=case.id, keadaan=state, on=signed, dokumen="B-1", keterangan="", alasan_batal="",
                recorded_at=naskah.created_at,
            )
        )  # fmt: skip

    preview = admin.post(PAGE, DAY).text
    assert "1 tenggat bergeser" in preview
    assert before in preview
    assert after in preview
    assert "Kemlu:" in preview

    admin.post(PAGE, {**DAY, "versi": version_of(preview)})
    assert [entry[:2] for entry in entries(stores)][-1] == ("tenggat.geser", kode)
