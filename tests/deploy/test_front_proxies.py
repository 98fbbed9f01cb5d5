"""The nginx and the haproxy of docs/deploy before the real portal: what arrives, is kept, is never written."""

import ssl
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path

import flask
import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from portal import clock
from portal.app import create_app
from portal.cli import serving
from portal.config import Config
from portal.domain.permissions import Peran
from portal.models.berkas import Berkas
from portal.models.user import LoginFailure
from portal.services.berkas import uploading
from portal.services.users import accounts
from portal.wiring import Stores
from tests.factories.desk import Desk, pdf_bytes
from tests.factories.naskah import Office
from tests.fixtures.front import KINDS, NAME, Front, front
from tests.fixtures.running import running
from tests.fixtures.visitors import FORGED, OTHER, VISITOR

SECRET_LINKS = ("/masuk/tautan/", "/langganan/", "/langganan/konfirmasi/", "/en/langganan/", "/kalender/")
TOKEN = "RahasiaDalamTautan"


@dataclass(frozen=True)
class Fronted:
    """The portal behind a proxy: an open naskah with its file, somebody signed in, and what reached the portal."""

    front: Front
    kode: str
    pdf: bytes
    cookie: str
    asked: Counter[str]
    stop: Callable[[], None]


@pytest.fixture(params=KINDS)
def fronted(request: pytest.FixtureRequest, config: Config, stores: Stores, tmp_path: Path) -> Iterator[Fronted]:
    """Settings as in production; the office is filled before the portal stands."""
    desk, pdf = Desk(Office(stores)), pdf_bytes("berkas") + bytes(900_000)
    kode = desk.draft()
    accepted = desk.send(uploading.Target(kode=kode), pdf)
    desk.read(accepted.berkas_id, ["Pasal 1"])
    desk.office.submit(kode)
    desk.advance(kode)
    actor = desk.office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    with stores.database.transaction() as session:
        token = accounts.start_session(session, actor.user_id or 0, device="uji", now=clock.utc_now())
    settings = replace(config, proxy_hops=1, base_url=f"https://{NAME}", trusted_hosts=(NAME,), rate_limit=2)
    with ExitStack() as started:
        app = create_app(settings, stores)
        app.config["WTF_CSRF_ENABLED"] = False
        started.callback(app.extensions["pdf_reader"].close)
        app.extensions["needs_password"] = lambda path: False
        app.extensions["count_pages"] = lambda path: 1
        signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        cookie = f"__Host-sesi={signer.dumps({'_user_id': token, '_fresh': True})}"
        asked: Counter[str] = Counter()
        app.before_request(lambda: asked.update([flask.request.path]))
        server = serving.make_server(app, settings, host="127.0.0.1", port=0)
        portal = started.enter_context(ExitStack())
        port = portal.enter_context(running(server))
        before = started.enter_context(front(request.param, tmp_path / "depan", port))
        yield Fronted(before, kode, pdf, cookie, asked, portal.close)


def test_what_is_ours_passes_nobody_passes_for_another_and_no_secret_is_kept_or_written(
    fronted: Fronted, stores: Stores
) -> None:
    _pages_and_parts_of_a_file_pass(fronted)
    _uploads_pass_and_are_bounded(fronted, stores)
    _nobody_passes_for_another(fronted, stores)
    _nothing_of_a_session_is_kept(fronted)
    _no_secret_link_is_written_and_an_absence_is_told(fronted)


def _pages_and_parts_of_a_file_pass(fronted: Fronted) -> None:
    front, file = fronted.front, f"/n/{fronted.kode}/naskah.pdf"

    page, body = front.ask(f"/n/{fronted.kode}")
    assert page.status == 200
    assert b'<html lang="id">' in body
    assert "max-age" in page.headers["Strict-Transport-Security"]
    assert not any(digit in page.headers.get("Server", "") for digit in "0123456789")

    # Whoever comes without TLS is led to it, under our own name alone.
    assert _plainly(front, NAME)[:2] == (308, f"https://{NAME}/cari?q=a")
    assert _plainly(front, "jahat.example")[1] == ""
    with pytest.raises(ssl.SSLError), front.connected(name="jahat.example"):
        pass

    # Parts of a file, also of one that the proxy keeps.
    for _ in range(2):
        part, got = front.ask(file, headers={"Range": "bytes=400000-499999"})
        assert (part.status, got) == (206, fronted.pdf[400_000:500_000])
        assert part.headers["Content-Range"] == f"bytes 400000-499999/{len(fronted.pdf)}"
    last, got = front.ask(file, headers={"Range": "bytes=-7"})
    assert (last.status, got) == (206, fronted.pdf[-7:])
    assert front.ask(file)[1] == fronted.pdf


def _uploads_pass_and_are_bounded(fronted: Fronted, stores: Stores) -> None:
    # A file that comes slowly, in pieces, is taken in; one from nobody is refused before it is sent.
    front = fronted.front
    new = pdf_bytes("dikirim pelan") + bytes(300_000)
    boundary, form = encode_multipart({"unit": "KANIM-A", "key": "a" * 16, "urutan": "0", "berkas": _file(new)})
    kind = {"Content-Type": f'multipart/form-data; boundary="{boundary}"', "Content-Length": str(len(form))}
    with front.connected() as connection:
        connection.request(
            "POST", "/kerja/unggah/berkas", body=_slowly(form), headers={**kind, "Cookie": fronted.cookie}
        )
        assert connection.getresponse().status in (200, 201)
    with stores.database.reading() as session:
        assert session.scalars(select(Berkas.size).order_by(Berkas.id)).all() == [len(fronted.pdf), len(new)]
    assert _refused(front, "/kerja/unggah/berkas", 150_000_000) == 401
    assert _refused(front, "/cari", 150_000_000) == 413
    assert _refused(front, "/kerja/unggah/berkas", 300_000_000, Cookie=fronted.cookie) == 413


def _nobody_passes_for_another(fronted: Fronted, stores: Stores) -> None:
    # What a visitor claims to be counts nothing: neither at the door nor for the throttle.
    front = fronted.front
    tried = b"email=tidak%40contoh.go.id&password=tebakan"
    headers = {**FORGED, "Content-Type": "application/x-www-form-urlencoded"}
    assert front.ask("/masuk", "POST", visitor=VISITOR, body=tried, headers=headers)[0].status == 422
    with stores.database.reading() as session:
        assert session.scalars(select(LoginFailure.address)).all() == [VISITOR]

    def scrape(number: int) -> int:
        forged = {"X-Forwarded-For": f"203.0.113.{number}"}
        return front.ask(f"/cari?q={number}", visitor=VISITOR, headers=forged)[0].status

    # Several at a time: one after the other would be slow enough to be let in on a busy machine.
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(scrape, range(80))) == {200, 429}
    assert front.ask("/cari?q=lain", visitor=OTHER)[0].status == 200


def _nothing_of_a_session_is_kept(fronted: Fronted) -> None:
    front = fronted.front
    for _ in range(3):
        assert front.ask("/tentang")[0].status == 200
    mine, _ = front.ask("/tentang", headers={"Cookie": fronted.cookie})
    assert mine.headers["Cache-Control"] == "private, no-store"
    assert front.ask("/tentang")[0].headers["Cache-Control"].startswith("public")
    # One of the two keeps public pages; either asks the portal for everybody with a session.
    assert fronted.asked["/tentang"] <= 5


def _no_secret_link_is_written_and_an_absence_is_told(fronted: Fronted) -> None:
    front = fronted.front
    for link in SECRET_LINKS:
        front.ask(f"{link}{TOKEN}?{TOKEN}")
    fronted.stop()
    with ThreadPoolExecutor(len(SECRET_LINKS)) as pool:
        answers = list(pool.map(lambda link: front.ask(f"{link}{TOKEN}"), SECRET_LINKS))
    for away, body in answers:
        assert away.status in (502, 503)
        assert "Layanan sedang terganggu" in body.decode()
        assert away.headers["Retry-After"] == "30"
        assert away.headers["Content-Security-Policy"] == "default-src 'none'"
    front.ask("/cari?q=dicatat")
    assert _until(lambda: "dicatat" in front.written())
    assert TOKEN not in front.written()
    assert fronted.cookie.partition("=")[2] not in front.written()


def _file(held: bytes) -> FileStorage:
    return FileStorage(BytesIO(held), "naskah.pdf")


def _slowly(form: bytes) -> Iterator[bytes]:
    size = len(form) // 4 + 1
    for start in range(0, len(form), size):
        yield form[start : start + size]
        time.sleep(0.1)


def _refused(front: Front, path: str, size: int, **headers: str) -> int:
    """How a body is answered of which only the head was sent."""
    with front.connected() as connection:
        connection.request("POST", path, headers={"Content-Length": str(size), **headers})
        return connection.getresponse().status


def _plainly(front: Front, name: str) -> tuple[int, str]:
    with closing(HTTPConnection("127.0.0.1", front.http, timeout=20)) as connection, suppress(ConnectionError):
        connection.request("GET", "/cari?q=a", headers={"Host": name})
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Location", "")
    return 0, ""


def _until(holds: Callable[[], bool]) -> bool:
    last = time.monotonic() + 10
    while not holds() and time.monotonic() < last:
        time.sleep(0.05)
    return holds()
