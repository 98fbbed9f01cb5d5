"""The description for programs: sound, made of real answers, and what it promises is what comes."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from pydantic import BaseModel
from schemathesis import GenerationMode

from portal.app import create_app
from portal.config import Config
from portal.domain.permissions import Peran
from portal.web.gateway import shapes
from portal.web.gateway.description import ROOT, description_json
from portal.web.gateway.reading import FIELDS, PUBLISH
from portal.wiring import opened_stores
from tests.factories.naskah import Office, sample_fields, set_up_units
from tests.factories.pdf import text_pdf
from tests.factories.program import make_key
from tests.fixtures.databases import fresh_database

DOCUMENT = json.loads(description_json("https://naskah.contoh.go.id"))
OPERATIONS = [
    (method.upper(), path, operation) for path, item in DOCUMENT["paths"].items() for method, operation in item.items()
]
EXAMPLES = int(os.environ.get("PORTAL_FUZZ_EXAMPLES", "15"))
LEFT_OUT = [
    # A file that is no PDF, a code that is nobody's and values that a manifest does not know are refused as well.
    schemathesis.checks.positive_data_acceptance,
    # The bytes of a file follow no schema, and what a browser would never send is still one file.
    schemathesis.checks.negative_data_rejection,
]


@dataclass(frozen=True)
class Asked:
    """A portal with a naskah of KANIM-A, the key of its program, and the code of that naskah."""

    app: Flask
    key: str
    kode: str


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """For all questions."""
    folder: Path = tmp_path_factory.mktemp("gerbang")
    base = Config.from_env({"PORTAL_DATA_DIR": str(folder / "var"), "PORTAL_SECRET_KEY": "kunci-uji" * 8})
    base.data_dir.mkdir()
    with fresh_database(folder) as url, opened_stores(replace(base, database_url=url)) as stores:
        set_up_units(stores.database)
        office = Office(stores)
        app = create_app(stores.config, stores)
        maker = office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
        yield Asked(app, make_key(app, office, maker, "KANIM-A"), office.publish(sample_fields()))
        app.extensions["pdf_reader"].close()


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize(("method", "path"), [(method, path) for method, path, _ in OPERATIONS])
def test_every_answer_is_one_that_the_description_promises(
    asked: Asked, method: str, path: str, mode: GenerationMode
) -> None:
    described = schemathesis.openapi.from_wsgi(f"{ROOT}/openapi.json", asked.app)
    has_parameters = "parameters" in DOCUMENT["paths"][path][method.lower()]
    mode = mode if has_parameters else GenerationMode.POSITIVE
    count = 0

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), deadline=None, database=None)
    @given(case=described[path][method].as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        nonlocal count
        count += 1
        case.call_and_validate(headers={"Authorization": f"Bearer {asked.key}"}, excluded_checks=LEFT_OUT)

    ask()
    assert count


def test_the_answers_about_a_real_naskah_have_their_shapes(asked: Asked) -> None:
    client, headers = asked.app.test_client(), {"Authorization": f"Bearer {asked.key}"}
    sent = client.post(f"{ROOT}/naskah", data=text_pdf(["Baru"]), content_type="application/pdf", headers=headers)
    found = [
        (shapes.UploadedShape, sent),
        (shapes.StateShape, client.get(f"{ROOT}/naskah/{asked.kode}", headers=headers)),
        (shapes.ReceiptShape, client.get(f"{ROOT}/naskah/{asked.kode}/tanda-terima", headers=headers)),
    ]
    for shape, answer in found:
        assert shape.model_validate(answer.get_json()).model_dump(mode="json") == answer.get_json()


def test_it_is_open_and_alike_with_and_without_a_key(asked: Asked) -> None:
    client = asked.app.test_client()
    answers = [
        client.get(f"{ROOT}/openapi.json", headers=headers)
        for headers in ({}, {"Authorization": f"Bearer {asked.key}"}, {"Authorization": "Bearer rnks_salah"})
    ]

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.data for answer in answers}) == 1
    again = client.get(f"{ROOT}/openapi.json", headers={"If-None-Match": answers[0].headers["ETag"]})
    assert again.status_code == 304


def test_every_example_is_an_answer_of_its_shape_and_marked_as_invented() -> None:
    count = 0
    for _, _, operation in OPERATIONS:
        for response in operation["responses"].values():
            for content in response.get("content", {}).values():
                if "example" in content:
                    shape: type[BaseModel] = getattr(shapes, content["schema"]["$ref"].rsplit("/", 1)[1])
                    assert shape.model_validate(content["example"]).model_dump(mode="json") == content["example"]
                    count += 1
    assert count >= 15


def test_metadata_are_those_of_a_manifest_and_each_operation_names_its_scope() -> None:
    parts = DOCUMENT["paths"][f"{ROOT}/naskah"]["post"]["requestBody"]["content"]["multipart/form-data"]["schema"]
    described: dict[str, Any] = parts["properties"]["metadata"]["contentSchema"]["properties"]

    assert set(described) == {*FIELDS, PUBLISH}
    assert {"judul", "lingkup", "bentuk", "nomor", "mitra", "signed_on"} <= set(described)
    assert [operation["security"] for _, _, operation in OPERATIONS] == [
        [{"kunciAkses": ["unggah"]}],
        [{"kunciAkses": ["baca"]}],
        [{"kunciAkses": ["baca"]}],
        [],
    ]
