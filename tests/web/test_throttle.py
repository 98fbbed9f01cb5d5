"""The throttle: a scraper waits, people and staff do not, and its own faults let everybody pass."""

import fcntl
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from portal import clock
from portal.app import create_app
from portal.config import PRODUCTION_RATE, Config
from portal.domain.permissions import Peran
from portal.services.users import accounts
from portal.web.errors import is_json_address
from portal.web.policy import OPEN
from portal.web.throttle import BURST_SECONDS, FREE, Throttle, party
from portal.wiring import Stores
from tests.factories.naskah import Office
from tests.factories.processes import slowness
from tests.factories.shared import SECRET

RATE = 2
BURST = RATE * BURST_SECONDS
HERE = {"REMOTE_ADDR": "192.0.2.7"}


class Watch:
    """A clock that goes only when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    """The clock of the throttle under test."""
    return Watch()


@pytest.fixture
def slow_app(config: Config, stores: Stores, watch: Watch) -> Flask:
    """A portal that lets an address ask twice a second."""
    made = create_app(replace(config, rate_limit=RATE), stores)
    made.extensions["throttle"].clock = watch
    made.extensions["pdf_reader"].close()
    return made


def statuses(app: Flask, path: str, times: int, address: str = "192.0.2.7") -> list[int]:
    client = app.test_client()
    return [client.get(path, environ_base={"REMOTE_ADDR": address}).status_code for _ in range(times)]


def test_a_scraper_of_twenty_a_second_is_refused_and_a_polite_robot_is_not() -> None:
    watch = Watch()
    throttle = Throttle(PRODUCTION_RATE, clock=watch)
    refused = {"scraper": 0, "robot": 0}
    for tick in range(20 * 60):
        watch.now = tick / 20
        refused["scraper"] += throttle.wait("scraper") > 0
        if tick % 20 == 0:
            refused["robot"] += throttle.wait("robot") > 0

    # Of 1200 requests in a minute those pass that the rate and one burst allow.
    assert 1200 - refused["scraper"] == pytest.approx(PRODUCTION_RATE * (60 + BURST_SECONDS), abs=2)
    assert refused["robot"] == 0


def test_beyond_its_allowance_an_address_is_told_how_long_to_wait(slow_app: Flask, watch: Watch) -> None:
    assert set(statuses(slow_app, "/tentang", BURST)) == {200}

    client = slow_app.test_client()
    page = client.get("/tentang", environ_base=HERE)
    answer = client.get("/api/v1/naskah", environ_base=HERE)
    assert (page.status_code, answer.status_code) == (429, 429)
    assert page.headers["Retry-After"] == answer.headers["Retry-After"] == "1"
    assert page.headers["Cache-Control"] == "no-store"
    assert "Terlalu banyak permintaan" in page.text
    assert answer.mimetype == "application/problem+json"
    assert answer.json["status"] == 429

    watch.now += 1
    assert statuses(slow_app, "/tentang", 3) == [200, 200, 429]


def test_another_address_and_what_costs_nothing_are_not_refused(slow_app: Flask) -> None:
    statuses(slow_app, "/tentang", BURST)
    assert statuses(slow_app, "/tentang", 1) == [429]

    assert statuses(slow_app, "/tentang", 1, "192.0.2.8") == [200]
    for path in ("/masuk", "/healthz", "/robots.txt", "/static/js/theme.js"):
        assert set(statuses(slow_app, path, BURST + 5)) == {200}, path


def test_staff_behind_the_address_of_a_scraper_can_work_and_read(slow_app: Flask, office: Office) -> None:
    actor = office.add_user("ani@contoh.go.id", Peran.PENGELOLA, "KANIM-A")
    with office.stores.database.transaction() as session:
        token = accounts.start_session(session, actor.user_id or 0, device="uji", now=clock.utc_now())
    staff = slow_app.test_client()
    with staff.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True
    assert statuses(slow_app, "/cari", BURST + 1)[-1] == 429

    found = [staff.get(path, environ_base=HERE).status_code for path in ("/kerja/", "/cari", "/tentang") * 10]

    assert set(found) == {200}


def test_a_made_up_session_is_no_way_round(slow_app: Flask) -> None:
    client = slow_app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = "tidak-ada", True
    statuses(slow_app, "/tentang", BURST)

    assert client.get("/tentang", environ_base=HERE).status_code == 429


def test_a_public_page_is_not_marked_as_different_for_each_visitor(slow_app: Flask) -> None:
    assert "Cookie" not in slow_app.test_client().get("/tentang", environ_base=HERE).headers.get("Vary", "")


@pytest.mark.parametrize("address", ["bukan alamat", ""])
def test_an_unreadable_address_passes(slow_app: Flask, address: str) -> None:
    assert set(statuses(slow_app, "/tentang", BURST + 5, address)) == {200}


def test_a_broken_throttle_lets_everybody_pass(slow_app: Flask) -> None:
    def broken() -> float:
        raise RuntimeError("jam rusak")

    slow_app.extensions["throttle"].clock = broken

    assert set(statuses(slow_app, "/tentang", BURST + 5)) == {200}


def test_memory_is_bounded_and_the_longest_silent_address_goes_first() -> None:
    watch = Watch()
    throttle = Throttle(1, clock=watch, most_addresses=3)
    for address in ["a"] * BURST_SECONDS + ["b", "c", "a", "d"]:
        throttle.wait(address)

    assert len(throttle) == 3
    assert throttle.wait("a") > 0
    for n in range(1000):
        throttle.wait(f"x{n}")
    assert len(throttle) == 3


ASKER = """
import sys
from pathlib import Path
from portal.web.throttle import Throttle

made = Throttle(1, path=Path(sys.argv[1]), key=b"k", clock=lambda: 1000.0)
sys.stdout.write(str(sum(made.wait("192.0.2.7") == 0 for _ in range(500))))
"""


def test_processes_beside_each_other_count_together(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ASKER, str(tmp_path / "throttle")]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) for _ in range(2)]
    passed = [int(one.communicate()[0]) for one in both]

    # The clock stands still, so what passes is one burst: of the one process or the other, never of each.
    assert sum(passed) == BURST_SECONDS


def test_two_web_processes_hold_one_limit(slow_app: Flask, config: Config, stores: Stores, watch: Watch) -> None:
    other = create_app(replace(config, rate_limit=RATE), stores)
    other.extensions["throttle"].clock = watch
    other.extensions["pdf_reader"].close()

    passed = [status for app in (slow_app, other) for status in statuses(app, "/tentang", BURST)]

    assert passed.count(200) == BURST


def test_no_address_can_be_read_in_the_file(tmp_path: Path) -> None:
    throttle = Throttle(1, path=tmp_path / "throttle", key=b"rahasia")
    throttle.wait("192.0.2.7")

    assert b"192.0.2" not in (tmp_path / "throttle").read_bytes()
    assert (tmp_path / "throttle").stat().st_mode & 0o777 == 0o600
    assert throttle.wait("192.0.2.7") == 0


@pytest.mark.parametrize("told", [b"", b"\xff" * 5, b"\xff" * 24_000], ids=["cut short", "a few bytes", "rubbish"])
def test_a_file_that_was_damaged_is_counted_in_anew(tmp_path: Path, told: bytes) -> None:
    path, watch = tmp_path / "throttle", Watch()
    throttle = Throttle(1, path=path, clock=watch)
    for _ in range(BURST_SECONDS):
        throttle.wait("a")
    assert throttle.wait("a") > 0

    path.write_bytes(told)

    assert [throttle.wait("a") for _ in range(BURST_SECONDS)] == [0] * BURST_SECONDS
    assert throttle.wait("a") > 0


def test_a_machine_that_was_started_anew_forgets_what_was_counted(tmp_path: Path) -> None:
    watch = Watch()
    throttle = Throttle(1, path=tmp_path / "throttle", clock=watch)
    for _ in range(BURST_SECONDS):
        throttle.wait("a")

    watch.now = 5.0

    assert throttle.wait("a") == 0


def test_a_process_that_stands_still_in_the_midst_of_counting_stops_nobody(slow_app: Flask) -> None:
    with (slow_app.extensions["portal"].config.data_dir / "throttle").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        began = time.monotonic()

        assert statuses(slow_app, "/tentang", 1) == [200]

    assert time.monotonic() - began < 5 * slowness()


def test_counting_costs_next_to_nothing(tmp_path: Path) -> None:
    throttle = Throttle(10, path=tmp_path / "throttle")
    seconds = []
    for number in range(2_000):
        began = time.perf_counter()
        throttle.wait(f"192.0.2.{number % 250}")
        seconds.append(time.perf_counter() - began)

    assert statistics.median(seconds) <= 0.0003 * slowness()


@pytest.mark.parametrize(
    ("remote", "expected"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("192.0.2.7:50123", "192.0.2.7"),
        ("[2001:db8:1:2::6]:50123", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::6]", "2001:db8:1:2::/64"),
    ],
)
def test_who_is_counted_together(remote: str, expected: str) -> None:
    assert party(remote) == expected


@pytest.mark.parametrize(("settings", "rate"), [({}, 0), ({"PORTAL_RATE_LIMIT": "25"}, 25)])
def test_the_setting_is_off_unless_named_outside_production(settings: dict[str, str], rate: int) -> None:
    assert Config.from_env(settings).rate_limit == rate


def test_production_has_a_limit_of_its_own_that_can_be_put_off() -> None:
    production = {
        "PORTAL_ENV": "production",
        "PORTAL_SECRET_KEY": SECRET,
        "PORTAL_BASE_URL": "https://naskah.contoh.go.id",
        "PORTAL_TRUSTED_HOSTS": "naskah.contoh.go.id",
    }
    read: Callable[..., Config] = lambda **more: Config.from_env({**production, **more})  # noqa: E731

    assert read().rate_limit == PRODUCTION_RATE
    assert read(PORTAL_RATE_LIMIT="0").rate_limit == 0


def test_without_a_limit_there_is_no_throttle(app: Flask) -> None:
    assert "throttle" not in app.extensions
    assert set(statuses(app, "/tentang", 150)) == {200}


@pytest.mark.parametrize(
    "path",
    ["/umpan.atom", "/oai?verb=Identify", "/data/", "/data/naskah.csv", "/data/naskah.jsonl", "/data/perubahan.json",
     "/data/katalog.ttl", "/data/katalog.jsonld", "/integrasi/jdihn.json", "/sitemap.xml"],
)  # fmt: skip
def test_a_robot_that_fetches_data_waits_too_and_the_question_whether_it_changed_counts(
    slow_app: Flask, watch: Watch, path: str
) -> None:
    client = slow_app.test_client()
    etag = client.get(path, environ_base=HERE).headers.get("ETag", "")
    told = [client.get(path, environ_base=HERE, headers={"If-None-Match": etag}).status_code for _ in range(BURST)]

    assert told[-1] == 429
    assert set(told[:-1]) <= {304, 404}
    watch.now += 1
    assert statuses(slow_app, path, RATE + 1)[-1] == 429


def test_every_open_address_waits_in_every_way_of_asking_but_those_that_are_free(slow_app: Flask) -> None:
    part, client = re.compile("<(?:[^<>]*:)?([a-z_]+)>"), slow_app.test_client()
    parts = {"kode": "2026-10000", "lain": "2026-10001", "suffix": "ris", "form": "jpg", "filename": "icons.svg"}
    statuses(slow_app, "/tentang", BURST)

    answers = {}
    for rule in slow_app.url_map.iter_rules():
        path = part.sub(lambda found: parts.get(found[1], "1"), rule.rule)
        for method in sorted(rule.methods or ()) if rule.endpoint in OPEN else ():
            answers[rule.endpoint, method, path] = client.open(path, method=method, environ_base=HERE)

    free = {endpoint for (endpoint, _, _), answer in answers.items() if answer.status_code != 429}
    assert free == FREE
    assert {endpoint for endpoint, _, _ in answers} == OPEN
    for (endpoint, method, path), answer in answers.items():
        if endpoint not in FREE:
            assert (method, int(answer.headers["Retry-After"])) == (method, 1), endpoint
            assert answer.mimetype == ("application/problem+json" if is_json_address(path) else "text/html")
    # What is at no address waits too, or a scraper could guess as fast as it likes.
    assert statuses(slow_app, "/tidak-ada", 1) == [429]


def test_parts_of_a_file_that_is_being_read_count_little_and_whole_files_do_not(slow_app: Flask) -> None:
    client = slow_app.test_client()

    def asked(range_: str, times: int, path: str = "/n/2026-10000/naskah.pdf") -> set[int]:
        headers = {"Range": range_}
        return {client.get(path, environ_base=HERE, headers=headers).status_code for _ in range(times)}

    assert asked("bytes=65536-131071", 8 * BURST) == {404}
    assert 429 in asked("bytes=65536-131071", 3 * BURST)
    for whole in ("bytes=1-", "bytes=0-9", "bytes=-9", "bytes=1-99999999", "bytes=1-2,4-5", "byte=1-2"):
        slow_app.extensions["throttle"].clock.now += 2 * BURST_SECONDS
        assert 429 in asked(whole, BURST + 1), whole
    slow_app.extensions["throttle"].clock.now += 2 * BURST_SECONDS
    assert 429 in asked("bytes=65536-131071", BURST + 1, "/cari")
