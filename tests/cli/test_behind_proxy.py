"""`portal serve` behind a real nginx: the visitor's own address arrives, and what a visitor claims does not."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import request
from sqlalchemy import select

from portal import clock
from portal.app import create_app
from portal.cli import serving
from portal.config import Config
from portal.domain.permissions import Peran
from portal.models.user import LoginFailure
from portal.services.berkas import uploading
from portal.services.users import accounts
from portal.wiring import Stores
from tests.factories.desk import Desk, pdf_bytes
from tests.factories.naskah import Office
from tests.fixtures.nginx import proxies
from tests.fixtures.running import running
from tests.fixtures.visitors import FORGED, OTHER, VISITOR

STRANGE = {**FORGED, "X-Forwarded-Proto": "gopher"}
Serve = Callable[..., int]


@pytest.fixture
def serve(config: Config, stores: Stores, tmp_path: Path) -> Iterator[Serve]:
    """Start the portal behind so many proxies; gives the port to ask."""
    with ExitStack() as started:

        def start(hops: int, **settings: object) -> int:
            app = create_app(replace(config, proxy_hops=hops, **settings), stores)  # type: ignore[arg-type]
            started.callback(app.extensions["pdf_reader"].close)
            server = serving.make_server(app, replace(config, proxy_hops=hops), host="127.0.0.1", port=0)
            port = started.enter_context(running(server))
            return started.enter_context(proxies(tmp_path / "nginx", port, hops)) if hops else port

        yield start


def fail_to_enter(port: int, visitor: str) -> int:
    """Try a wrong password, claiming to be somebody else."""
    connection = HTTPConnection("127.0.0.1", port, source_address=(visitor, 0), timeout=20)
    connection.request("GET", "/masuk", headers=STRANGE)
    page = connection.getresponse()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.read().decode())
    assert token is not None
    cookie = str(page.headers["Set-Cookie"]).split(";")[0]
    form = urlencode({"csrf_token": token[1], "email": "tidak@contoh.go.id", "password": "tebakan"})
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    connection.request("POST", "/masuk", body=form, headers={**STRANGE, **kind})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


@pytest.mark.parametrize("hops", [1, 2])
def test_the_visitors_own_address_arrives_through_the_proxies(serve: Serve, stores: Stores, hops: int) -> None:
    port = serve(hops)

    assert [fail_to_enter(port, visitor) for visitor in (VISITOR, OTHER)] == [422, 422]

    with stores.database.reading() as session:
        assert session.scalars(select(LoginFailure.address).order_by(LoginFailure.id)).all() == [VISITOR, OTHER]


def test_without_proxies_nothing_a_visitor_claims_counts(serve: Serve, stores: Stores) -> None:
    assert fail_to_enter(serve(0), VISITOR) == 422

    with stores.database.reading() as session:
        assert session.scalars(select(LoginFailure.address)).all() == [VISITOR]


@pytest.mark.parametrize("hops", [1, 2])
def test_a_name_or_way_that_a_visitor_claims_is_not_taken_for_ours(serve: Serve, hops: int) -> None:
    port = serve(hops, base_url="https://naskah.contoh.go.id", trusted_hosts=("naskah.contoh.go.id",))

    def ask(host: str, **claimed: str) -> int:
        connection = HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", "/tentang", headers={**STRANGE, "Host": host, **claimed})
        status = connection.getresponse().status
        connection.close()
        return status

    assert ask("naskah.contoh.go.id") == 200
    assert ask("jahat.example", **{"X-Forwarded-Host": "naskah.contoh.go.id"}) == 400


@pytest.mark.parametrize(("base_url", "scheme"), [("https://naskah.contoh.go.id", "https"), ("http://naskah", "http")])
def test_behind_proxies_the_scheme_is_that_of_our_own_address(
    config: Config, stores: Stores, base_url: str, scheme: str
) -> None:
    made = create_app(replace(config, proxy_hops=2, base_url=base_url), stores)
    made.extensions["pdf_reader"].close()
    seen: list[str] = []
    made.before_request(lambda: seen.append(request.scheme))

    for claimed in ("http", "https", "https, https, https"):
        # An address of its own each time: the second answer of one would be the kept one.
        made.test_client().get(f"/tentang?{claimed[-2:]}{len(claimed)}", headers={"X-Forwarded-Proto": claimed})

    assert seen == [scheme] * 3


def test_a_scraper_who_claims_another_address_each_time_waits_and_others_do_not(serve: Serve) -> None:
    port = serve(1, rate_limit=1)

    def ask(visitor: str, number: int) -> int:
        connection = HTTPConnection("127.0.0.1", port, source_address=(visitor, 0), timeout=20)
        connection.request("GET", "/tentang", headers={"X-Forwarded-For": f"203.0.113.{number}"})
        status = connection.getresponse().status
        connection.close()
        return status

    scraped = [ask(VISITOR, number) for number in range(20)]

    assert scraped[0] == 200
    assert scraped[-1] == 429
    assert ask(OTHER, 1) == 200


def test_behind_the_address_of_a_scraper_staff_work_on_and_a_file_comes_to_its_end(
    serve: Serve, stores: Stores
) -> None:
    desk, data = Desk(Office(stores)), pdf_bytes("berkas") + bytes(900_000)
    kode = desk.draft()
    accepted = desk.send(uploading.Target(kode=kode), data)
    desk.read(accepted.berkas_id, ["Pasal 1"])
    desk.office.submit(kode)
    desk.advance(kode)
    port = serve(1, rate_limit=1)
    sesi = signed_in(desk, stores.config)

    def ask(path: str, **headers: str) -> tuple[int, str]:
        with closing(HTTPConnection("127.0.0.1", port, source_address=(VISITOR, 0), timeout=20)) as connection:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status, answer.headers.get("Retry-After", "")

    with closing(HTTPConnection("127.0.0.1", port, source_address=(VISITOR, 0), timeout=60)) as reading:
        reading.request("GET", f"/n/{kode}/naskah.pdf")
        reader = reading.getresponse()
        begun = reader.read(10_000)
        scraped = [ask("/cari") for _ in range(60)]

        refused = [wait for status, wait in scraped if status == 429]
        assert len(refused) >= 20
        assert all(int(wait) >= 1 for wait in refused)
        assert {ask(path, Cookie=f"sesi={sesi}")[0] for path in ("/kerja/", "/cari", f"/n/{kode}") * 5} == {200}
        assert 429 in [ask("/cari", Cookie="sesi=rekaan")[0] for _ in range(30)]
        assert begun + reader.read() == data


def signed_in(desk: Desk, config: Config) -> str:
    """The cookie of somebody who is signed in."""
    actor = desk.office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    with desk.stores.database.transaction() as session:
        token = accounts.start_session(session, actor.user_id or 0, device="uji", now=clock.utc_now())
    app = create_app(config, desk.stores)
    app.extensions["pdf_reader"].close()
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True
    found = client.get_cookie("sesi")
    assert found is not None
    return found.value
