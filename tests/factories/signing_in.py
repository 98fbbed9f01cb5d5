"""Entering the portal through its door, as a browser does."""

from flask.testing import FlaskClient

from tests.factories.shared import PASSWORD


def entered(client: FlaskClient, email: str = "admin@contoh.example") -> FlaskClient:
    """The client, signed in."""
    token = client.get("/masuk").text.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    data = {"email": email, "password": PASSWORD, "csrf_token": token}
    assert client.post("/masuk", data=data).status_code == 303
    return client
