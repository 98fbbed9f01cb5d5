"""Two web machines behind the documented proxies, over one database, store and index, each with a folder of its own."""

import secrets
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from migrations import runner
from portal.config import Config
from portal.domain.permissions import Peran
from portal.wiring import opened_stores
from tests.factories.naskah import Office, sample_fields, set_up_units
from tests.factories.pdf import text_pdf
from tests.factories.person import Person
from tests.fixtures.front import Front, front
from tests.fixtures.postgres import postgres
from tests.fixtures.seaweedfs import new_prefix, seaweedfs
from tests.fixtures.web_hosts import WebHost, shared_settings, web_host

RATE = 2
BURST = 10 * RATE
"""Requests of one address at once, as the throttle has it."""
EMAIL, WRONG = "ani@contoh.go.id", 10
PIECES = 3


@dataclass(frozen=True)
class Several:
    """The machines and a public naskah."""

    hosts: tuple[WebHost, WebHost]
    kode: str
    folder: Path

    def on_both(self, path: str) -> list[int]:
        """How both machines answer."""
        return [host.ask(path)[0].status for host in self.hosts]


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Several]:
    folder, objects, server = tmp_path_factory.mktemp("mesin"), seaweedfs(), postgres()
    names = [server.new_database() for _ in range(2)]
    settings = shared_settings(
        PORTAL_DATABASE_URL=server.url(names[0]),
        PORTAL_SEARCH_URL=server.url(names[1]),
        PORTAL_STORAGE_URL=f"s3://{objects.bucket()}/{new_prefix()}",
        PORTAL_S3_ENDPOINT_URL=objects.http_url,
        AWS_ACCESS_KEY_ID=objects.access_key,
        AWS_SECRET_ACCESS_KEY=objects.secret_key,
        PORTAL_RATE_LIMIT=str(RATE),
        PORTAL_WEB_PROCESSES="1",
    )
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        for name in names:
            stack.callback(server.drop, name)
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, settings[name])
        stores = stack.enter_context(
            opened_stores(Config.from_env({**settings, "PORTAL_DATA_DIR": str(folder / "latar")}))
        )
        runner.upgrade(stores.database.engine)
        set_up_units(stores.database)
        hosts = (web_host("a", folder / "a", settings), web_host("b", folder / "b", settings))
        for host in hosts:
            host.machine.begin()
            stack.callback(host.machine.kill)
        office = Office(stores)
        office.add_user(EMAIL, Peran.PENGELOLA, "KANIM-A")
        kode = office.publish(sample_fields(judul="CONTOH Kolibri"))
        for host in hosts:
            host.machine.wait()
        yield Several(hosts, kode, folder)


def test_two_machines_behind_nginx_are_one_portal(several: Several) -> None:
    with front("nginx", several.folder / "nginx", *(host.port for host in several.hosts)) as before:
        _one_address_has_one_limit(before)
        person = _a_session_and_a_token_of_one_machine_count_on_the_other(several)
        _an_upload_goes_on_where_it_was_cut(before, person)
        _wrong_passwords_count_together(several)
        _a_withdrawal_at_one_machine_is_effective_at_the_other(several, person)
        _nothing_that_only_reads_fails_when_a_machine_dies(several.hosts[0], before)
    several.hosts[0].machine.begin()


def test_haproxy_leads_one_address_to_one_machine_and_to_the_other_when_it_dies(several: Several) -> None:
    several.hosts[0].machine.wait()
    with front("haproxy", several.folder / "haproxy", *(host.port for host in several.hosts)) as before:
        _one_address_has_one_limit(before)
        _nothing_that_only_reads_fails_when_a_machine_dies(several.hosts[1], before)


def _one_address_has_one_limit(before: Front) -> None:
    visitor = f"127.0.{secrets.randbelow(200) + 2}.9"
    began = time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        asked = list(pool.map(lambda n: before.ask(f"/cari?q={n}", visitor=visitor)[0].status, range(2 * BURST)))
    given = asked.count(200)

    assert set(asked) == {200, 429}
    assert BURST <= given <= BURST + RATE * (time.monotonic() - began) + 1, "each machine counted for itself"
    assert before.ask("/cari?q=lain", visitor="127.0.1.8")[0].status == 200


def _a_session_and_a_token_of_one_machine_count_on_the_other(several: Several) -> Person:
    first, second = several.hosts
    person = Person(first)
    assert person.enter(EMAIL).status == 303
    person.at = second
    assert person.send("/kerja/unggah", {"aksi": "tutup_panduan"}).status == 303
    return person


def _an_upload_goes_on_where_it_was_cut(before: Front, person: Person) -> None:
    person.at = before
    pdf = text_pdf([f"CONTOH {secrets.token_hex(8)}"]) + b"% CONTOH\n" * 20_000 + b"%%EOF\n"
    said = {"nama": "naskah.pdf", "ukuran": len(pdf), "diubah": "1", "sidik": secrets.token_hex(12), "unit": "KANIM-A"}
    began = person.send("/kerja/unggah/bagian", said)
    assert began.status == 201, began.text
    size = len(pdf) // PIECES + 1
    for offset in range(0, len(pdf), size):
        # A new connection each time, as after a cut; the machine that has the parts is found again by the address.
        assert person.ask(began.json["url"]).json["offset"] == offset
        headers = {"Upload-Offset": str(offset), "Content-Type": "application/octet-stream"}
        assert person.ask(began.json["url"], "PUT", body=pdf[offset : offset + size], headers=headers).status == 200
    done = person.ask(began.json["finish_url"], "POST", body=b"")
    assert done.status == 201, done.text


def _wrong_passwords_count_together(several: Several) -> None:
    people = [Person(host, visitor="203.0.113.7") for host in several.hosts]
    for person in people:
        person.read_token("/masuk")
    wrong = {"email": "siapa@contoh.go.id", "password": "tebakan yang salah"}
    asked = [people[number % 2].send("/masuk", wrong).status for number in range(WRONG)]

    assert asked == [422] * WRONG
    assert [person.send("/masuk", wrong).status for person in people] == [429, 429]


def _nothing_that_only_reads_fails_when_a_machine_dies(host: WebHost, before: Front) -> None:
    visitors = [f"127.0.3.{number}" for number in range(2, 10)]

    def read(visitor: str) -> list[int]:
        # Below the limit of each address; twice while both are there, then across the kill.
        return [before.ask(path, visitor=visitor)[0].status for path in (f"/cari?q={visitor}", "/mitra") * 2]

    with ThreadPoolExecutor(4) as pool:
        told: list[Future[list[int]]] = [pool.submit(read, visitor) for visitor in visitors]
        _until(lambda: any(one.done() for one in told))
        host.machine.kill()
        statuses = [status for one in told for status in one.result()]
    assert statuses == [200] * 4 * len(visitors)


def _a_withdrawal_at_one_machine_is_effective_at_the_other(several: Several, person: Person) -> None:
    person.at, address = several.hosts[0], f"/n/{several.kode}"
    # Asked twice, so that each machine has kept the page.
    assert several.on_both(address) + several.on_both(address) == [200] * 4
    answer = person.send(f"/kerja/naskah/{several.kode}/tarik", {"kelas": "keliru", "alasan": "CONTOH"})
    assert answer.status == 303, answer.text

    assert several.on_both(address) == [410, 410]
    assert several.kode not in several.hosts[1].ask("/cari?q=kolibri")[1].decode()


def _until(holds: Callable[[], bool]) -> None:
    last = time.monotonic() + 30
    while not holds() and time.monotonic() < last:
        time.sleep(0.01)
    assert holds()
