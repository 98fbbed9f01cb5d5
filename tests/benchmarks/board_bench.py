"""Database queries and milliseconds of the compliance board at 10,000 naskah, 500 of them with an open deadline.

`python -m tests.benchmarks.board_bench [--naskah 10000] [--open 500] [--rounds 20]` prints a table. The peer of each
page is the same application answering `/healthz`: what a request costs before it does anything.
"""

import argparse
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from flask.testing import FlaskClient

from portal import clock
from portal.app import create_app
from portal.config import Config
from portal.domain.naskah.enumerations import Lingkup
from portal.domain.permissions import Peran
from portal.services.users import accounts
from portal.wiring import Stores, open_stores
from tests.benchmarks.measuring import measure
from tests.factories.kepatuhan import Rak
from tests.factories.naskah import Office, set_up_units
from tests.fixtures.databases import fresh_database

PATHS = {
    "healthz": "/healthz",
    "papan": "/biro/kepatuhan",
    "papan satu unit": "/biro/kepatuhan?unit=IMI",
    "daftar terbuka": "/biro/kepatuhan/daftar?kelompok=terbuka",
    "daftar tanpa tenggat": "/biro/kepatuhan/daftar?kelompok=tanpa_tenggat&hal=20",
    "daftar dalam negeri": "/biro/kepatuhan/daftar?kelompok=dalam_negeri_sudah",
    "ekspor XLSX": "/biro/kepatuhan/kepatuhan.xlsx",
    "laporan PDF": "/biro/kepatuhan/laporan.pdf",
    "kerja saya": "/kerja/",
}


def main() -> None:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--naskah", type=int, default=10_000)
    parser.add_argument("--open", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, fresh_database(Path(folder)) as url:
        base = Config.from_env({"PORTAL_DATA_DIR": folder, "PORTAL_SECRET_KEY": "kunci-ukur" * 8})
        stores = open_stores(replace(base, database_url=url, effective_on=date(2025, 5, 22)))
        set_up_units(stores.database)
        _fill(Rak(stores), options.naskah, options.open)
        client = _signed_in(stores)
        print(f"{options.naskah} naskah, {options.open} open")
        print(f"{'page':<24}{'queries':>8}{'p50 ms':>9}{'p95 ms':>9}{'x healthz':>11}")
        floor = 0.0
        for name, path in PATHS.items():
            queries, p50, p95 = measure(client, stores, path, options.rounds)
            floor = floor or p50
            print(f"{name:<24}{queries:>8}{p50:>9.2f}{p95:>9.2f}{p50 / floor:>11.1f}")
        stores.database.close()


def _fill(rak: Rak, naskah: int, still_open: int) -> None:
    """A fifth legacy, three tenths received since, the open ones, and domestic naskah for the rest."""
    today = clock.today()
    with rak.stores.database.transaction() as session:
        for number in range(still_open):
            rak.put(session, signed=today - timedelta(days=number % 60), unit=("IMI", "PAS", "SETJEN")[number % 3])
        for number in range(naskah // 5):
            rak.put(session, signed=date(2019, 1, 1) + timedelta(days=number % 2000))
        for number in range(3 * naskah // 10):
            signed = today - timedelta(days=30 + number % 400)
            rak.put(session, signed=signed, asli_on=signed + timedelta(days=number % 30), unit="IMI")
        for _ in range(naskah - naskah // 5 - 3 * naskah // 10 - still_open):
            rak.put(session, signed=date(2026, 1, 5), lingkup=Lingkup.DALAM_NEGERI, unit="KANIM-A")


def _signed_in(stores: Stores) -> FlaskClient:
    actor = Office(stores).add_user("biro@contoh.go.id", Peran.BIRO, "BIRO")
    client = create_app(stores.config, stores).test_client()
    with stores.database.transaction() as session:
        token = accounts.start_session(session, actor.user_id or 0, device="ukur", now=clock.utc_now())
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True
    return client


if __name__ == "__main__":
    main()
