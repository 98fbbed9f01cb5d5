"""The door: no change without the token of the form or from a foreign page, and who is shut out is out at once."""

import re

from flask.testing import FlaskClient

from portal import clock
from portal.domain.permissions import Peran
from portal.services.users import accounts
from tests.factories.naskah import Office
from tests.factories.shared import PASSWORD


def _token(client: FlaskClient) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/masuk").text)
    assert found is not None
    return found[1]


def _sign_in(client: FlaskClient, email: str) -> None:
    data = {"email": email, "password": PASSWORD, "csrf_token": _token(client)}
    assert client.post("/masuk", data=data).status_code == 303


def test_no_change_is_taken_without_the_token_or_from_a_foreign_page(client: FlaskClient, office: Office) -> None:
    office.add_user("imi@contoh.example", Peran.PENGELOLA, "IMI")
    _sign_in(client, "imi@contoh.example")
    token = _token_inside(client)

    assert client.post("/keluar").status_code == 400
    foreign = client.post("/keluar", data={"csrf_token": token}, headers={"Origin": "https://jahat.example"})
    assert foreign.status_code == 403
    assert client.get("/kerja/").status_code == 200


def test_a_disabled_account_is_out_with_the_next_request(client: FlaskClient, office: Office) -> None:
    office.add_user("imi@contoh.example", Peran.PENGELOLA, "IMI")
    _sign_in(client, "imi@contoh.example")
    assert client.get("/kerja/").status_code == 200

    with office.stores.database.transaction() as session:
        accounts.disable_user(session, "imi@contoh.example", actor=office.act().actor, now=clock.utc_now())

    assert client.get("/kerja/").status_code == 302


def _token_inside(client: FlaskClient) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/kerja/", follow_redirects=True).text)
    assert found is not None
    return found[1]
