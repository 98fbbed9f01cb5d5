"""The list for the documentation network: off until the institution says what it is, then flat, texts alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from portal.app import create_app
from portal.errors import ConfigError
from portal.web.public.data.jdihn_settings import read_settings
from tests.fixtures.public_site import SECRET, Site

MINIMUM = (
    "idData", "tahun_pengundangan", "tanggal_pengundangan", "jenis", "noPeraturan", "judul", "singkatanJenis",
    "fileDownload", "urlDownload", "urlDetailPeraturan", "operasi", "display",
)  # fmt: skip
SETTINGS = """
teu_badan = "Indonesia. Kementerian Contoh"
{more}
[jenis]
nota_kesepahaman = ["Nota Kesepahaman", "NK"]
perjanjian_kerja_sama = ["Perjanjian Kerja Sama", "PKS"]
nama_lain = ["Naskah Kerja Sama", "NKS"]
"""


def write(folder: Path, more: str = "") -> Path:
    path = folder / "jdihn.toml"
    path.write_text(SETTINGS.format(more=more))
    return path


@pytest.fixture
def clients(site: Site, tmp_path: Path) -> dict[str, FlaskClient]:
    """The same portal with the feed in several settings."""
    made = {}
    for name, more in (
        ("plain", ""),
        ("full", 'metadata = true\ntampilkan_ditarik = true\nalias = "/jdih/naskah.json"\nkosong = ""'),
    ):
        stores = site.office.stores
        config = replace(stores.config, jdihn_file=write(tmp_path, more))
        app = create_app(config, replace(stores, config=config))
        app.extensions["pdf_reader"].close()
        made[name] = app.test_client()
    return made


def test_without_its_settings_the_list_is_off(site: Site) -> None:
    answer = site.client.get("/integrasi/jdihn.json")

    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_every_public_naskah_is_an_object_of_texts(site: Site, clients: dict[str, FlaskClient]) -> None:
    answer = clients["plain"].get("/integrasi/jdihn.json")
    found = {one["idData"]: one for one in answer.json}

    assert set(found) == {site.kode[name] for name in ("foreign", "child", "hostile", "long", "year_only")}
    for one in found.values():
        assert set(MINIMUM) <= set(one)
        assert all(isinstance(value, str) and value for value in one.values())
    assert SECRET not in answer.text
    assert {"ETag", "Cache-Control"} <= set(answer.headers.keys())


def test_the_fields_of_a_naskah(site: Site, clients: dict[str, FlaskClient]) -> None:
    found = {one["idData"]: one for one in clients["plain"].get("/integrasi/jdihn.json").json}
    one, year = found[site.kode["foreign"]], found[site.kode["year_only"]]

    assert one["judul"] == (
        "Nota Kesepahaman Nomor MIP-2.HH.05.02 Tahun 2026 tentang Kerja Sama Keimigrasian dengan Korea"
    )
    assert (one["tahun_pengundangan"], one["tanggal_penetapan"], one["singkatanJenis"]) == ("2026", "2026-05-04", "NK")
    assert (one["status"], one["bidangHukum"], one["bahasa"]) == (
        "Berlaku", "Hukum Internasional", "Indonesia, Inggris",
    )  # fmt: skip
    assert one["urlDownload"].endswith(f"/n/{site.kode['foreign']}/naskah.pdf")
    assert (one["isbn"], one["operasi"], one["display"]) == ("-", "4", "1")
    assert (year["tanggal_pengundangan"], year["noPeraturan"]) == ("2024", "-")


def test_metadata_and_withdrawn_ones_are_shown_where_that_is_set(site: Site, clients: dict[str, FlaskClient]) -> None:
    found = {one["idData"]: one for one in clients["full"].get("/jdih/naskah.json").json}

    assert found[site.kode["metadata"]]["urlDownload"] == ""
    assert found[site.kode["withdrawn"]]["display"] == "0"
    assert set(found[site.kode["withdrawn"]]) == {"idData", "operasi", "display", "lastUpdated"}
    assert clients["full"].get("/integrasi/jdihn.json").json == list(found.values())


WRONG = {
    "no toml": "= = =",
    "no institution": "[jenis]",
    "institution is a number": "teu_badan = 5",
    "no kinds": 'teu_badan = "X"',
    "kinds is a text": 'teu_badan = "X"\njenis = "x"',
    "kind is a text": SETTINGS.format(more="").replace('["Nota Kesepahaman", "NK"]', '"NK"'),
    "kind of three": SETTINGS.format(more="").replace('"NK"]', '"NK", "x"]'),
    "switch is a text": SETTINGS.format(more='metadata = "ya"'),
    "alias elsewhere": SETTINGS.format(more='alias = "https://jahat.example/x"'),
    "alias with a part": SETTINGS.format(more='alias = "/<x>"'),
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_wrong_settings_stop_the_start_and_name_the_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "jdihn.toml"
    path.write_text(text)

    with pytest.raises(ConfigError, match="PORTAL_JDIHN_FILE"):
        read_settings(path)
