"""Registering a signing: due date and partner are told before it is done, with a script and without."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from portal import clock
from portal.domain.formats import long_date, weekday_date
from portal.domain.naskah_asli.penerimaan import Penyampaian
from portal.domain.permissions import Peran
from portal.domain.tenggat.clocks import Law
from portal.legal.load import load_kalender, load_rules
from portal.web.typed import show_day
from portal.wiring import Stores
from tests.factories.naskah import Office, foreign_fields
from tests.web.staff.conftest import Browser


@pytest.fixture
def stores(stores: Stores) -> Stores:
    """The regulation has taken effect."""
    return replace(stores, config=replace(stores.config, effective_on=date(2025, 6, 2)))


@pytest.fixture
def imi(person: Any) -> Browser:
    """The pengelola of a Unit Eselon I."""
    found: Browser = person("imi@contoh.go.id", Peran.PENGELOLA, "IMI")
    return found


def test_the_due_date_is_told_as_the_day_is_typed_with_its_calendar(imi: Browser) -> None:
    signed_on = clock.today() - timedelta(days=2)
    due_on = Law(load_rules(), load_kalender(), None).tenggat(Penyampaian.ASLI, signed_on).due_on
    address = "/kerja/daftarkan/tenggat.json"

    told = imi.get(f"{address}?signed={show_day(signed_on)}")

    words = told.json["tenggat"]
    assert weekday_date(due_on) in words
    assert f"14 hari kerja sesudah {long_date(signed_on)}, menurut kalender hari kerja {signed_on.year}" in words
    assert "no-store" in told.headers["Cache-Control"]
    for text, part in (
        ("31-02-2026", ""), ("", ""), ("besok", ""), ("2019", "Tanpa tenggat"), ("01-01-2999", "setelah hari ini"),
        (str(signed_on.year), "setelah tanggalnya lengkap"),
    ):  # fmt: skip
        found = imi.get(address, query_string={"signed": text}).json["tenggat"]
        assert (part in found, bool(found)) == (True, bool(part)), text


def test_without_a_script_a_step_tells_the_due_date_and_the_registered_partner(imi: Browser, office: Office) -> None:
    partner = foreign_fields().pihak[1]
    office.upload(foreign_fields(unit="IMI"))
    imi.get("/kerja/daftarkan")
    form = {"judul": "Naskah Baru", "unit": "IMI", "signed": show_day(clock.today()), "mitra": partner.nama[:-1]}

    page = imi.post("/kerja/daftarkan", {**form, "aksi": "periksa"})

    assert (page.status_code, "Naskah asli harus diterima Biro paling lambat" in page.text) == (200, True)
    offered = re.search(r'value="(pakai_terdaftar:[^"]+)"', page.text)
    assert offered is not None
    taken = imi.post("/kerja/daftarkan", {**form, "aksi": offered[1]}).text
    assert f'name="mitra" type="text" value="{partner.nama}"' in taken
    assert f'<option value="{partner.jenis.value if partner.jenis else ""}" selected>' in taken
    wrong = imi.post("/kerja/daftarkan", {**form, "signed": "31-02-2026", "mitra": "", "aksi": "periksa"}).text
    assert 'href="#f-signed"' in wrong
    new = {"mitra": "Mitra Lain Sama Sekali", "jenis_mitra": "organisasi_internasional"}
    done = imi.post("/kerja/daftarkan", {**form, **new})
    assert done.status_code == 303
