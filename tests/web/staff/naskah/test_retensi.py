"""Retention and legal holds in the browser: the card, the form, the list, the package for the archive."""

import csv
import json
import re
from pathlib import Path

import bagit
import pytest
from lxml import etree

from portal.cli.main import main
from portal.domain.preservation import NAMESPACE
from tests.factories.desk import Desk
from tests.factories.naskah import Office, sample_fields
from tests.fixtures.page import faults, read_page
from tests.web.staff.conftest import Browser

TYPED = {
    "version": "0", "klasifikasi": "HK.05.01", "jra": "JRA CONTOH butir 7", "mulai_on": "1-1-2010", "aktif_tahun": "2",
    "inaktif_tahun": "3", "nasib_akhir": "permanen", "keterangan": "Catatan CONTOH",
}  # fmt: skip
FACTS = ["klasifikasi", "jra", "mulai_on", "aktif_tahun", "inaktif_tahun", "ends_on", "nasib_akhir", "keterangan"]


def test_the_biro_notes_retention_places_a_hold_and_lifts_it(
    biro: Browser, ani: Browser, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kode = Desk(office).publish(sample_fields())
    page, form = f"/kerja/naskah/{kode}", f"/kerja/naskah/{kode}/retensi"
    assert "Retensi arsip" not in ani.get(page).text
    assert ani.get(form).status_code == ani.post(form, TYPED).status_code == 403
    assert faults(read_page(biro.get(form).text)) == []

    wrong = biro.post(form, TYPED | {"klasifikasi": "", "mulai_on": "kemarin", "aktif_tahun": "dua", "nasib_akhir": ""})
    assert wrong.status_code == 422
    named = re.findall(r'href="#f-(\w+)"', wrong.text)
    assert named == ["klasifikasi", "mulai_on", "aktif_tahun", "nasib_akhir"], "all at once, in the order of the form"
    assert "Catatan CONTOH" in wrong.text
    saved = biro.post(form, TYPED)
    assert saved.location == f"{page}?pesan=retensi#retensi"
    assert "habis 1 Januari 2015" in biro.get(page).text
    assert "HK.05.01" in ani.get(page).text, "whoever reads the naskah reads its facts"
    assert kode in biro.get("/biro/retensi").text

    assert biro.post(f"{page}/pembekuan", {"alasan_beku": ""}).status_code == 422
    frozen = biro.post(f"{page}/pembekuan", {"alasan_beku": "Perkara CONTOH", "dokumen_beku": "S-1"})
    assert "Naskah dibekukan." in biro.get(frozen.location).text
    assert biro.post(form, TYPED | {"version": "1"}).status_code == 409
    assert kode not in biro.get("/biro/retensi").text
    held = biro.get("/biro/retensi?daftar=dibekukan")
    assert kode in held.text
    frozen_form = biro.get(form)
    for answer in (held, frozen_form):
        assert (answer.status_code, faults(read_page(answer.text))) == (200, [])
    assert "Simpan retensi" not in frozen_form.text, "what would be refused is not offered"
    late = biro.post(form, TYPED | {"version": "1", "keterangan": "Diketik sebelum dibekukan"})
    assert (late.status_code, "Diketik sebelum dibekukan" in late.text) == (409, True)
    assert '<fieldset class="bidang" disabled' not in late.text, "what was typed can be copied"

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PORTAL_DATA_DIR", str(office.stores.config.data_dir))
    monkeypatch.setenv("PORTAL_DATABASE_URL", office.stores.config.database_url)
    assert main(["export", "--arsip", str(tmp_path / "kosong")]) == 0
    assert list((tmp_path / "kosong/data").glob("naskah/*")) == []
    lifted = biro.post(f"{page}/pembekuan/1/lepas", {"alasan_lepas": "Selesai"})
    assert "Pembekuan dilepas." in biro.get(lifted.location).text
    other = Desk(office).publish(sample_fields(judul="CONTOH yang tetap di portal"))
    assert main(["export", "--arsip", str(tmp_path / "arsip")]) == 0
    assert bagit.Bag(str(tmp_path / "arsip")).validate()
    with (tmp_path / "arsip/data/naskah.csv").open(encoding="utf-8", newline="") as table:
        (row,) = csv.DictReader(table)
    assert [row[name] for name in ("kode", "klasifikasi", "retensi_habis", "nasib_akhir", "dibekukan")] == [
        kode, "HK.05.01", "2015-01-01", "permanen", "",
    ]  # fmt: skip
    folder = tmp_path / "arsip/data/naskah" / kode
    found = json.loads((folder / "metadata.json").read_text("utf-8"))
    assert (found["retensi"]["jra"], found["pembekuan"][0]["is_open"]) == ("JRA CONTOH butir 7", False)
    types = [one.text for one in etree.parse(folder / "premis.xml").iter(f"{{{NAMESPACE}}}significantPropertiesType")]
    assert types == FACTS
    assert not (tmp_path / "arsip/data/naskah" / other).exists()
    assert not (tmp_path / "arsip/data/tabel").exists()
    assert office.stores.objects.exists(found["files"][0]["sha256"]), "the portal keeps what it handed over"
