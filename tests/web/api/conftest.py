"""One portal with published naskah for all tests that only read it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from portal.config import Config
from portal.domain.naskah.enumerations import JenisMitra, Presisi
from portal.domain.naskah.fields import PihakFields
from portal.domain.tanggal import Tanggal
from portal.wiring import opened_stores
from tests.factories.naskah import Office, foreign_fields, sample_fields, set_up_units
from tests.fixtures.databases import fresh_database

HOSTILE = '<script>alert("paspor")</script> paspor & <b onclick=x>perlintasan</b>'


@dataclass(frozen=True)
class Library:
    """A portal that nobody changes: its client, its office, and the codes of what was published."""

    client: FlaskClient
    office: Office
    kode_of: dict[str, str]

    @property
    def base_url(self) -> str:
        """Where the portal says it is."""
        return self.office.stores.config.base_url


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Three published naskah, and a draft that must not be seen."""
    from portal.app import create_app

    folder: Path = tmp_path_factory.mktemp("pustaka")
    base = Config.from_env({"PORTAL_DATA_DIR": str(folder / "var"), "PORTAL_SECRET_KEY": "kunci-uji" * 8})
    base.data_dir.mkdir()
    with fresh_database(folder) as url, opened_stores(replace(base, database_url=url)) as stores:
        set_up_units(stores.database)
        office = Office(stores)
        yield Library(create_app(stores.config, stores).test_client(), office, _fill(office))


def _fill(office: Office) -> dict[str, str]:
    year_only = Tanggal(date(2024, 1, 1), Presisi.TAHUN)
    old = sample_fields(
        judul="CONTOH Pembinaan Kemandirian",
        unit="LAPAS-B",
        expires_on=None,
        is_open_ended=True,
        pihak=(
            PihakFields("Kementerian Contoh", is_kementerian=True, signed=year_only),
            PihakFields("Yayasan Contoh", jenis=JenisMitra.LEMBAGA_NONPEMERINTAH, negara="ID", signed=year_only),
        ),
    )
    kode_of = {
        "domestic": office.publish(sample_fields(), pages=["Pasal 1", HOSTILE]),
        "foreign": office.publish(foreign_fields(), pages=["Pencegahan penyelundupan manusia"]),
        "old": office.publish(old, pages=["Pelatihan kerja di lapas"]),
    }
    kode_of["draft"] = office.upload(sample_fields(judul="Rancangan paspor yang belum terbit")).kode
    office.drain()
    return kode_of
