"""A copy that follows the list of changes is the same as the file of everything, whatever happened in between."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.domain.naskah.enumerations import JenisHubungan, Visibilitas
from portal.domain.naskah.fields import HubunganFields
from portal.models.naskah import Naskah
from portal.services.naskah.editing import update_naskah
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from tests.factories.naskah import Office, sample_fields


def do(office: Office, verb: Callable[..., object], kode: str, *more: object, **how: object) -> None:
    with office.stores.database.transaction() as session:
        verb(session, kode, *more, office.act(), **how)


def correct(office: Office, kode: str, **fields: object) -> None:
    with office.stores.database.transaction() as session:
        version = session.scalars(select(Naskah.version).where(Naskah.kode == kode)).one()
        update_naskah(session, kode, version, sample_fields(**fields), office.act())
    office.submit(kode)
    office.drain()


def withdraw(office: Office, kode: str) -> None:
    do(office, verbs.withdraw, kode, alasan=WithdrawalClass.KELIRU)


def set_level(office: Office, kode: str, level: Visibilitas) -> None:
    do(office, verbs.set_visibility, kode, level=level, dasar="Pasal 17", tinjau_on=date(2099, 1, 1))


def everything(client: FlaskClient, mirror: Any) -> dict[str, object]:
    fresh = type(mirror)(client)
    fresh.load()
    return fresh.naskah


@pytest.mark.parametrize("at_once", [1, 1000])
def test_a_copy_follows_every_act(
    client: FlaskClient, office: Office, mirror: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr("portal.web.public.data.changes.MOST_CHANGES", at_once)
    parent = office.publish(sample_fields(judul="Naskah Induk"))
    other = office.publish(sample_fields(judul="Naskah Lain"))
    mirror.follow()
    assert mirror.naskah == everything(client, mirror)
    assert mirror.naskah.keys() == {parent, other}

    relation = (HubunganFields(JenisHubungan.PELAKSANA, parent),)
    child = office.publish(sample_fields(judul="Naskah Anak", hubungan=relation))
    steps: list[Callable[[], None]] = [
        lambda: None,
        lambda: correct(office, other, judul="Naskah Lain yang Dibetulkan"),
        lambda: correct(office, parent, judul="Naskah Induk dengan Judul Baru"),
        lambda: set_level(office, other, Visibilitas.METADATA),
        lambda: withdraw(office, child),
        lambda: set_level(office, parent, Visibilitas.DIKECUALIKAN),
        lambda: withdraw(office, other),
    ]
    for step in steps:
        step()
        mirror.follow()
        assert mirror.naskah == everything(client, mirror)
    assert mirror.naskah == {}


def test_the_list_names_no_naskah_that_was_exempted(client: FlaskClient, office: Office) -> None:
    kode = office.publish(sample_fields(judul="Segera Dikecualikan"))
    before = client.get("/data/perubahan.json").json
    set_level(office, kode, Visibilitas.DIKECUALIKAN)

    after = client.get(f"/data/perubahan.json?sejak={before['nomor']}")
    assert after.json["muat_ulang"] is True
    for path in ("/data/perubahan.json", "/data/naskah.csv", "/data/naskah.jsonl", "/umpan.atom", "/sitemap.xml"):
        assert kode not in client.get(path).text
    assert kode not in after.text


def test_of_a_withdrawn_naskah_the_list_tells_its_withdrawal_alone(client: FlaskClient, office: Office) -> None:
    kode = office.publish(sample_fields(judul="Segera Ditarik"))
    withdraw(office, kode)

    listed = client.get("/data/perubahan.json").json["perubahan"]
    assert [(one["kode"], one["tindakan"]) for one in listed] == [(kode, "ditarik")]
    assert set(listed[0]) == {"nomor", "kode", "tindakan", "pada", "url", "api_url"}
    for path in ("/data/naskah.csv", "/data/naskah.jsonl", "/umpan.atom", "/sitemap.xml", "/data/katalog.ttl"):
        assert kode not in client.get(path).text, path


@pytest.mark.parametrize(
    "query",
    ["sejak=-1", "sejak=x", "sejak=1.0", "sejak=1e3", "sejak=", "sejak=1&sejak=2", "sejak=" + "9" * 400, "sejak=%FF",
     "since=1", "sejak=%D9%A3"],
    ids=["negative", "word", "fraction", "scientific", "empty", "repeated", "huge", "bytes", "other name", "digits"],
)  # fmt: skip
def test_a_wrong_number_is_refused_by_name(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/data/perubahan.json?{query}")

    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert answer.json["parameter"] == query.partition("=")[0]


def test_a_copy_that_knows_more_than_there_is_is_told_to_begin_anew(client: FlaskClient) -> None:
    assert client.get("/data/perubahan.json?sejak=5").json["muat_ulang"] is True
