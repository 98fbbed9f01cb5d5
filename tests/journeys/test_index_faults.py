"""The index is deleted, torn, or of an older release: pages say so at once, and it comes back without any hand."""

import time

import pytest
from flask.testing import FlaskClient

from indexer.pipeline import renew_indexes
from indexer.worker import PUBLISHING, Worker
from portal.app import create_app
from portal.wiring import open_stores
from tests.factories.naskah import Office, sample_fields
from tests.factories.processes import slowness
from tests.factories.shared import reader
from tests.fixtures.faults import INDEX

DEGRADED_WITHIN = 5.0
NOTICE = "Pencarian sedang tidak tersedia"
LATER = "Paspor Diplomatik"


def timed(client: FlaskClient, address: str) -> tuple[int, str]:
    """Status and body of an answer that must not keep anybody waiting."""
    began = time.monotonic()
    answer = client.get(address)
    assert time.monotonic() - began < DEGRADED_WITHIN * slowness()
    return answer.status_code, answer.data.decode("utf-8", "replace")


@pytest.mark.parametrize("harm", INDEX)
def test_pages_say_that_the_index_is_gone_and_the_next_publication_brings_it_back(office: Office, harm: str) -> None:
    kode = office.publish(sample_fields(judul="Paspor Elektronik"))
    later = office.upload(sample_fields(judul=LATER)).kode
    office.drain()
    for name in ("public", "internal"):
        INDEX[harm](office.stores.config.data_dir / "index" / name)
    # As a web process that begins now sees it: nothing of the index is in its memory.
    stores = open_stores(office.stores.config)
    app = create_app(stores.config, stores)
    client = app.test_client()

    status, body = timed(client, "/cari?q=paspor")
    assert (status, NOTICE in body, kode in body, later in body) == (200, True, True, False)
    assert '"status":"degraded"' in timed(client, "/healthz")[1]
    assert timed(client, f"/n/{kode}")[0] == timed(client, f"/n/{kode}/naskah.pdf")[0] == 200
    assert timed(client, "/")[0] == 200

    office.submit(later)
    Worker(stores, reader(), kinds=PUBLISHING).drain()
    status, body = timed(client, "/cari?q=paspor")
    assert (status, NOTICE in body, kode in body, later in body) == (200, False, True, True)
    assert '"status":"ok"' in timed(client, "/healthz")[1]
    app.extensions["pdf_reader"].close()
    stores.database.close()


def test_an_index_of_an_older_release_is_searched_on_or_said_to_be_away_until_it_is_made_anew(office: Office) -> None:
    kode = office.publish(sample_fields(judul="Paspor Elektronik"))
    for path in (office.stores.config.data_dir / "index").rglob("FORMAT"):
        path.write_text("1", encoding="ascii")
    stores = open_stores(office.stores.config)
    app = create_app(stores.config, stores)
    client = app.test_client()

    status, body = timed(client, "/cari?q=paspor")
    assert (status, kode in body) == (200, True)
    assert renew_indexes(stores)
    status, body = timed(client, "/cari?q=paspor")
    assert (status, NOTICE in body, kode in body) == (200, False, True)
    app.extensions["pdf_reader"].close()
    stores.database.close()
