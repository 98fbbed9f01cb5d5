"""`/healthz` and the description as they are served."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.db import Database, make_engine
from portal.web.api.description import description_json
from portal.wiring import Stores
from tests.factories.naskah import Office
from tests.web.api.conftest import Library


def test_a_portal_that_works_says_ok(library: Library) -> None:
    answer = library.client.get("/healthz")

    assert (answer.status_code, answer.json) == (200, {"status": "ok"})
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_portal_without_its_search_says_degraded(client: FlaskClient, office: Office) -> None:
    office.upload()
    office.drain()
    before = client.get("/healthz")
    shutil.rmtree(office.stores.config.data_dir / "index")

    answer = client.get("/healthz")

    assert before.json == {"status": "ok"}
    assert (answer.status_code, answer.json) == (200, {"status": "degraded"})


def test_a_portal_without_its_database_is_unavailable_and_tells_nothing_more(
    app: Flask, stores: Stores, tmp_path: Path
) -> None:
    gone = Database(make_engine(f"sqlite:///{tmp_path / 'lain' / 'kosong.sqlite'}"))
    app.extensions["portal"] = replace(stores, database=gone)

    answer = app.test_client().get("/healthz")
    gone.close()

    assert (answer.status_code, answer.json) == (503, {"status": "degraded"})


def test_the_description_is_served_for_this_portal(client: FlaskClient, office: Office) -> None:
    answer = client.get("/api/v1/openapi.json")
    again = client.get("/api/v1/openapi.json", headers={"If-None-Match": answer.headers["ETag"]})

    assert answer.json == json.loads(description_json(office.stores.config.base_url))
    assert answer.json["servers"] == [{"url": office.stores.config.base_url}]
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/api/v1/naskah", "/api/v1/openapi.json", "/healthz"])
def test_every_described_path_is_served(client: FlaskClient, app: Flask, path: str) -> None:
    served = {rule.rule.replace("<path:kode>", "{kode}") for rule in app.url_map.iter_rules()}

    assert set(client.get("/api/v1/openapi.json").json["paths"]) <= served
    assert client.get(path).status_code == 200
