"""Requests nobody sends by accident: each gets a clear answer of the 400s, never an error of ours."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote, urljoin, urlsplit

import pytest
from sqlalchemy import func, select

from portal.app import create_app
from portal.models.user import LoginFailure
from portal.wiring import Stores
from tests.fixtures.stage import Stage, open_stage

HUGE = "9" * 20
ELSEWHERE = (
    "//jahat.example", "///jahat.example", "/\\jahat.example", "\\\\jahat.example", "https://jahat.example",
    "http:jahat.example", "javascript:alert(1)", "/\t/jahat.example", "/\n/jahat.example", "/\r/jahat.example",
    "\x00//jahat.example", "data:text/html,x", "jahat.example", "@jahat.example", "///", "/\x00/jahat.example",
    " //jahat.example", "/%09/jahat.example", "/%5cjahat.example", "/;@jahat.example", "/.//jahat.example",
    "/..//jahat.example", "/／jahat.example", "/kerja/../..//jahat.example",
)  # fmt: skip


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A portal with naskah in every state and people of every role."""
    with open_stage(tmp_path_factory.mktemp("buruk")) as opened:
        yield opened


@pytest.mark.parametrize(
    "origin",
    [
        "http://[",
        "https://[::1",
        "null",
        "",
        "http://localhost@jahat.example",
        "http://localhost.jahat.example",
        "\xff",
    ],
)
def test_an_origin_that_is_not_ours_is_turned_away_however_it_is_written(stage: Stage, origin: str) -> None:
    data = {"csrf_token": stage.tokens["own"]}
    answer = stage.clients["own"].post("/keluar", data=data, headers={"Origin": origin})

    assert answer.status_code == 403


@pytest.mark.parametrize("host", ["jahat.example", "x" * 5000, "a b", "[::1", "", "naskah.example:abc", "\xe9"])
@pytest.mark.parametrize("path", ["/", "/kerja", "/api/v1/naskah", "/tidak-ada"])
def test_a_strange_name_of_the_host_is_refused_where_names_are_set(
    stage: Stage, stores: Stores, host: str, path: str
) -> None:
    strict = create_app(replace(stores.config, trusted_hosts=("naskah.example",)), stores)
    answer = strict.test_client().get(path, headers={"Host": host})
    strict.extensions["pdf_reader"].close()

    assert answer.status_code == 400
    assert "jahat" not in answer.text
    assert stage.app.test_client().get(path, headers={"Host": host}).status_code < 500


@pytest.mark.parametrize("number", [HUGE, "9" * 5000, "2147483648", "-1", "1e3", "٣", "%00"])
def test_a_number_no_row_can_have_is_not_found(stage: Stage, number: str) -> None:
    kode = stage.kode["terbit"]
    opened = {
        "own": (f"/kerja/naskah/{kode}/berkas/{number}/asli.pdf", f"/kerja/naskah/{kode}/berkas/1/hlm/{number}.webp"),
        "admin": (f"/admin/akun/{number}",),
        "anonymous": (f"/n/{kode}/hlm/{number}.webp", f"/n/{kode}/berkas/{number}.pdf"),
    }
    sent = {
        "own": (f"/kerja/naskah/{kode}/berkas/{number}/baca-ulang",),
        "admin": (
            f"/admin/akun/{number}/nonaktif",
            f"/admin/akun/{number}/sandi",
            f"/admin/akun/1/penugasan/{number}/akhiri",
            f"/admin/pekerjaan/{number}/ulangi",
        ),
    }
    for method, paths in (("GET", opened), ("POST", sent)):
        for who, listed in paths.items():
            for path in listed:
                assert stage.ask(who, method, path).status_code == 404, path


@pytest.mark.parametrize(
    "disposition", ["form-data", 'form-data; filename="a.pdf"', "attachment", "form-data; filename*=utf-8''%00"]
)
def test_a_part_of_a_form_without_a_name_is_a_bad_request(stage: Stage, disposition: str) -> None:
    body = f"--x\r\nContent-Disposition: {disposition}\r\n\r\nisi\r\n--x--\r\n".encode()
    answer = stage.clients["own"].post("/kerja/unggah", data=body, content_type="multipart/form-data; boundary=x")

    assert answer.status_code == 400


@pytest.mark.parametrize("path", ["/masuk", "/kerja/unggah", "/kerja/sandi", "/kerja/naskah/{}/ubah", "/kerja/"])
def test_asking_for_the_head_alone_is_reading_and_nothing_else(stage: Stage, path: str) -> None:
    path = path.format(stage.kode["draf"])
    anonymous = stage.app.test_client()
    answers = [(stage.ask("own", method, path), anonymous.open(path, method=method)) for method in ("GET", "HEAD")]

    assert answers[0][0].status_code == answers[1][0].status_code
    assert answers[0][1].status_code == answers[1][1].status_code
    assert answers[1][0].data == b""
    with stage.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(LoginFailure)) == 0


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_after_the_door_nobody_is_led_to_a_strangers_page(stage: Stage, wanted: str) -> None:
    location = stage.ask("own", "GET", f"/masuk?next={quote(wanted, safe='')}").headers["Location"]

    assert urlsplit(urljoin("http://localhost/masuk", location)).netloc == "localhost"
    assert not location.startswith(("//", "/\\"))


def test_a_condition_on_another_version_of_a_file_fails(stage: Stage) -> None:
    client, path = stage.clients["anonymous"], f"/n/{stage.kode['terbit']}/naskah.pdf"
    whole = client.get(path)
    answers = {
        condition: client.get(path, headers={"If-Match": condition})
        for condition in (whole.headers["ETag"], "*", '"0123"')
    }

    assert [answer.status_code for answer in answers.values()] == [200, 200, 412]
    assert answers["*"].data == whole.data
