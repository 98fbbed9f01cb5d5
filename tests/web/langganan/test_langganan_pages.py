"""Following a search from its page: the form, the links of letters, and what must change nothing or tell nothing."""

import logging
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from portal import clock
from portal.models.langganan import Langganan, LanggananToken
from portal.web.letter_limits import OF_NETWORK
from tests.factories.langganan import READER, Readers, body, link, morning
from tests.factories.naskah import Office, sample_fields
from tests.fixtures.smtp_sink import smtp_sink


@pytest.fixture
def readers(app: Flask, office: Office) -> Iterator[Readers]:
    """Readers of the portal of this test, before a server that takes letters."""
    with smtp_sink("smtp") as sink:
        yield Readers(office.stores, sink)


def ask(client: FlaskClient, surel: str = READER, pencarian: str = "q=pelatihan"):  # type: ignore[no-untyped-def]
    return client.post("/langganan", data={"surel": surel, "pencarian": pencarian})


def test_the_way_of_a_search_from_the_page_to_the_last_letter(
    client: FlaskClient, readers: Readers, office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    office.publish(sample_fields(judul="Pelatihan Lama"), pages=["Pelatihan petugas"])
    page = client.get("/cari?q=pelatihan&bentuk=perjanjian_kerja_sama&urut=judul").text
    saved = re.search(r'name="pencarian"\s+value="([^"]*)"', page)
    assert saved is not None
    assert saved[1] == "q=pelatihan&amp;bentuk=perjanjian_kerja_sama"
    assert 'href="/umpan.atom?q=pelatihan&amp;bentuk=perjanjian_kerja_sama"' in page
    assert "csrf_token" not in page

    answer = ask(client, pencarian=saved[1].replace("&amp;", "&"))
    assert answer.status_code == 200
    assert "Periksa kotak surat Anda" in answer.text
    assert READER not in answer.text
    readers.deliver()
    offer = link(readers.fresh()[0])

    # Programs open links before people do: nothing lives by it.
    for _ in range(2):
        looked = client.get(offer)
        assert "Ikuti pencarian ini?" in looked.text
        assert "“pelatihan”" in looked.text
        assert looked.headers["Cache-Control"] == "no-store"
    office.publish(sample_fields(judul="Pelatihan Dini"), pages=["Pelatihan dini"])
    assert readers.deliver(morning()).sent == 0

    confirmed = client.post(offer, follow_redirects=True)
    assert "Langganan aktif" in confirmed.text
    assert "Pencarian ini sudah diikuti" in client.get(offer).text
    kode = office.publish(sample_fields(judul="Pelatihan Baru"), pages=["Pelatihan baru"])
    assert readers.deliver(morning()).sent == 1
    (news,) = readers.fresh()
    assert kode in body(news)

    # As a mail program does it (RFC 8058): no session, no form token, no redirect, and the Origin of nobody.
    own = link(news)
    assert client.get(own).status_code == 200
    assert readers.addresses() == [READER]
    ended = client.post(own, data={"List-Unsubscribe": "One-Click"})
    assert ended.status_code == 200
    assert "Alamat Anda sudah dihapus" in ended.text
    assert readers.addresses() == []
    for path in (own, offer):
        assert client.get(path).status_code == client.post(path).status_code == 404
    assert not client.get_cookie("sesi")
    assert READER not in caplog.text


def test_a_page_lists_all_searches_and_ends_them_one_by_one(
    client: FlaskClient, readers: Readers, office: Office
) -> None:
    for search in ("q=pelatihan", "tahun=2026", ""):
        readers.follow(search)
    readers.follow("q=pelatihan", "lain@contoh.example")
    office.publish(sample_fields(judul="Pelatihan"), pages=["Pelatihan"])
    readers.deliver(morning())
    own = next(link(one) for one in readers.fresh() if one["To"] == READER)
    ids = re.findall(r'name="langganan"\s+value="(\d+)"', client.get(own).text)

    assert len(ids) == 3
    assert all(words in client.get(own).text for words in ("“pelatihan”", "2026", "Semua naskah"))
    assert "Langganan itu berakhir" in client.post(own, data={"langganan": ids[1]}).text
    assert readers.searches() == ["q=pelatihan", "", "q=pelatihan"]
    for wrong in ("x", "-1", "99999999999", "1e3", "\x00"):
        assert client.post(own, data={"langganan": wrong}).status_code == 400
    # The number of somebody else's ends nothing.
    client.post(own, data={"langganan": str(int(ids[2]) + 1)})
    assert len(readers.searches()) == 3
    client.post(own, data={"langganan": ids[0]})
    assert "Alamat Anda sudah dihapus" in client.post(own, data={"langganan": ids[2]}).text
    assert readers.addresses() == ["lain@contoh.example"]


def test_a_search_that_means_nothing_any_more_is_still_listed(
    client: FlaskClient, readers: Readers, app: Flask
) -> None:
    readers.ask("q=pelatihan")
    readers.deliver()
    with readers.stores.database.transaction() as session:
        session.execute(update(Langganan).values(search="bentuk=piagam_kuno"))

    assert "tidak dikenal lagi" in client.get(link(readers.fresh()[0])).text


def test_the_answer_is_the_same_whatever_is_known_of_an_address(client: FlaskClient, readers: Readers) -> None:
    readers.follow("q=pelatihan")

    answers = [ask(client, address) for address in (READER, "baru@contoh.example", "a@ditolak.example", READER)]

    assert len({(one.status_code, one.text) for one in answers}) == 1


def test_links_run_out_after_two_days(client: FlaskClient, readers: Readers) -> None:
    readers.ask("q=pelatihan")
    readers.deliver()
    offer = link(readers.fresh()[0])
    with readers.stores.database.transaction() as session:
        session.execute(update(LanggananToken).values(created_at=clock.utc_now() - timedelta(hours=48)))

    assert client.get(offer).status_code == client.post(offer).status_code == 404
    assert "48 jam" in client.get(offer).text


@pytest.mark.parametrize(
    ("surel", "pencarian", "status"),
    [
        ("", "q=x", 422),
        ("bukan alamat", "q=x", 422),
        ("a@b.id\r\nBcc: c@d.id", "q=x", 422),
        ("x" * 5000, "q=x", 422),
        (READER, "bentuk=kuno", 400),
        (READER, "q=" + "x" * 3000, 400),
        (READER, "&".join(["tahun=2026"] * 190), 400),
        (READER, "a=1&" * 480, 400),
        (READER, "tahun=%00", 400),
        (READER, "q=%FF%FE&lain=x", 400),
        (READER, "q=%00", 200),
        (READER, "?q=paspor&hal=7&urut=judul", 200),
        (READER, "hal=0", 400),
        (READER, "", 200),
    ],
    ids=lambda value: ascii(value)[1:20],
)
def test_whatever_is_sent_is_read_or_refused_by_name(
    client: FlaskClient, readers: Readers, surel: str, pencarian: str, status: int
) -> None:
    answer = ask(client, surel, pencarian)

    assert answer.status_code == status
    assert len(readers.addresses()) == (status == 200)
    if status == 422:
        assert 'aria-invalid="true"' in answer.text


def test_a_network_cannot_ask_for_letters_without_end(client: FlaskClient, readers: Readers) -> None:
    def asked(number: int, remote: str) -> int:
        data = {"surel": f"korban{number}@contoh.example", "pencarian": ""}
        return client.post("/langganan", data=data, environ_base={"REMOTE_ADDR": remote}).status_code

    found = [asked(number, "203.0.113.7") for number in range(OF_NETWORK + 2)]

    assert found == [200] * OF_NETWORK + [429] * 2
    assert asked(99, "203.0.113.8") == 200
    assert len(readers.addresses()) == OF_NETWORK + 1


def test_a_counter_that_fails_lets_the_letter_pass(client: FlaskClient, readers: Readers) -> None:
    for name in ("network", "mailbox"):
        (readers.stores.config.data_dir / f"langganan-{name}").mkdir()

    assert ask(client).status_code == 200
    assert readers.addresses() == [READER]


def test_a_form_of_another_site_asks_for_nothing(client: FlaskClient, readers: Readers) -> None:
    data = {"surel": READER, "pencarian": ""}

    assert client.post("/langganan", data=data, headers={"Origin": "https://lain.example"}).status_code == 403
    assert readers.addresses() == []


def test_unknown_links_look_alike(client: FlaskClient) -> None:
    paths = ["/langganan/x", f"/langganan/{'a' * 43}", f"/langganan/konfirmasi/{'a' * 43}"]
    answers = [getattr(client, how)(path) for how in ("get", "post") for path in paths]

    assert {one.status_code for one in answers} == {404}
    assert len({one.text for one in answers}) == 1
    assert client.get(f"/langganan/{'a' * 101}").status_code == 404
