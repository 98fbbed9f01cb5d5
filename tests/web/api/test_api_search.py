"""`GET /api/v1/naskah` over a real portal with published naskah in it."""

import time
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.search.interface import FACETS
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from portal.web.api.params import LAST_PAGE
from portal.web.api.shapes import ParameterProblemShape, SearchShape
from tests.factories.naskah import Office, sample_fields
from tests.fixtures.refused_parameters import REFUSED
from tests.web.api.conftest import Library


def codes(answer: TestResponse) -> set[str]:
    assert answer.status_code == 200, answer.text
    return {item["kode"] for item in answer.json["items"]}


def test_search_answers_as_promised(library: Library) -> None:
    answer = library.client.get("/api/v1/naskah?q=menyelundupkan")

    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    body = answer.json
    assert set(body) == set(SearchShape.model_fields)
    assert (body["total"], body["page"], body["per_page"]) == (1, 1, 10)
    assert (body["degraded"], body["corrected_text"]) == (False, None)
    item = body["items"][0]
    base = library.base_url
    assert item["kode"] == library.kode_of["foreign"]
    assert item["url"] == f"{base}/n/{item['kode']}"
    assert item["pdf_url"] == f"{base}/n/{item['kode']}/naskah.pdf"
    assert item["pages"] == 1
    assert item["unit"] == {"kode": "IMI", "nama": "Direktorat Jenderal Imigrasi"}
    assert item["mitra"][0]["negara"] == "KR"
    assert item["highlights"] == [{"page": 1, "html": "Pencegahan <mark>penyelundupan</mark> manusia"}]
    with library.office.stores.objects.open(item["sha256"]) as stream:
        assert stream.read(5) == b"%PDF-"


def test_facets_count_what_is_public(library: Library) -> None:
    body = library.client.get("/api/v1/naskah").json

    assert body["total"] == 3
    facets = body["facets"]
    assert set(facets) == set(FACETS)
    assert facets["lingkup"] == [{"value": "dalam_negeri", "count": 2}, {"value": "luar_negeri", "count": 1}]
    assert facets["negara"] == [{"value": "ID", "count": 2}, {"value": "KR", "count": 1}]
    assert {one["value"] for one in facets["unit"]} == {"KANIM-A", "IMI", "LAPAS-B"}
    assert {one["value"] for one in facets["tahun"]} == {"2026", "2024"}
    for name, values in facets.items():
        for one in values:
            assert library.client.get("/api/v1/naskah", query_string={name: one["value"]}).json["total"] == one["count"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"domestic", "foreign", "old"}),
        ("?q=", {"domestic", "foreign", "old"}),
        ("?lingkup=luar_negeri", {"foreign"}),
        ("?lingkup=luar_negeri&lingkup=dalam_negeri", {"domestic", "foreign", "old"}),
        ("?unit=KANIM-A&unit=IMI", {"domestic", "foreign"}),
        ("?tahun=2024", {"old"}),
        ("?dari=2025&sampai=2026", {"domestic", "foreign"}),
        ("?negara=KR&lingkup=dalam_negeri", set()),
        ("?unit=TIDAK-ADA", set()),
        ("?q=%22pelatihan%20kerja%22", {"old"}),
        ("?q=100/KS/2026", {"domestic"}),
        ("?q=rancangan", set()),
        ("?q=paspor%00&urut=judul", {"domestic"}),
    ],
)
def test_filters_and_text_narrow_the_answer(library: Library, query: str, expected: set[str]) -> None:
    assert codes(library.client.get(f"/api/v1/naskah{query}")) == {library.kode_of[name] for name in expected}


def test_dates_are_written_as_far_as_they_are_known(library: Library) -> None:
    items = {item["kode"]: item for item in library.client.get("/api/v1/naskah").json["items"]}

    assert (items[library.kode_of["domestic"]]["signed_on"], items[library.kode_of["domestic"]]["expires_on"]) == (
        "2026-03-12",
        "2030-03-12",
    )
    assert (items[library.kode_of["old"]]["signed_on"], items[library.kode_of["old"]]["expires_on"]) == ("2024", None)
    assert items[library.kode_of["old"]]["status"] == "berlaku"


def test_a_hit_by_its_fields_alone_names_the_field_that_matched(library: Library) -> None:
    item = library.client.get("/api/v1/naskah?q=100/KS/2026").json["items"][0]

    assert item["highlights"] == []
    assert item["matched_fields"] == [{"field": "nomor", "html": "<mark>100/KS/2026</mark>"}]
    assert library.client.get("/api/v1/naskah").json["items"][0]["matched_fields"] == []


def test_a_page_of_hostile_text_is_shown_as_text(library: Library) -> None:
    item = library.client.get("/api/v1/naskah?q=perlintasan").json["items"][0]

    html = " ".join(highlight["html"] for highlight in item["highlights"])
    assert "<mark>perlintasan</mark>" in html
    assert "&lt;script&gt;" in html
    assert "<script" not in html
    assert "<b " not in html


def test_pages_are_cut_and_a_page_after_the_last_is_not_found(library: Library) -> None:
    first = library.client.get("/api/v1/naskah?per_page=2")
    second = library.client.get("/api/v1/naskah?per_page=2&page=2")
    third = library.client.get("/api/v1/naskah?per_page=2&page=3")

    assert codes(first) | codes(second) == {
        library.kode_of["domestic"],
        library.kode_of["foreign"],
        library.kode_of["old"],
    }
    assert (len(first.json["items"]), len(second.json["items"])) == (2, 1)
    assert first.json["total"] == second.json["total"] == 3
    assert third.status_code == 404
    assert third.mimetype == "application/problem+json"
    assert third.json["parameter"] == "page"
    assert "2" in third.json["detail"]


def test_the_first_page_of_nothing_is_an_answer(library: Library) -> None:
    body = library.client.get("/api/v1/naskah?q=%22tidak%20pernah%20tertulis%22").json

    assert (body["total"], body["items"]) == (0, [])
    assert all(values == [] for values in body["facets"].values())


def test_a_page_a_billion_away_is_answered_at_once(library: Library) -> None:
    began = time.perf_counter()
    answer = library.client.get(f"/api/v1/naskah?per_page=100&page={LAST_PAGE}")

    assert answer.status_code == 404
    assert time.perf_counter() - began < 1


def test_a_withdrawn_naskah_is_gone_before_the_index_knows(client: FlaskClient, office: Office) -> None:
    kode = office.publish()
    before = codes(client.get("/api/v1/naskah"))
    with office.stores.database.transaction() as session:
        verbs.withdraw(session, kode, office.act(), alasan=WithdrawalClass.KELIRU)

    assert before == {kode}
    assert codes(client.get("/api/v1/naskah")) == set()


def test_another_reading_of_a_typing_error_is_offered(library: Library) -> None:
    body = library.client.get("/api/v1/naskah?q=penyelundupsn").json

    assert (body["total"], body["corrected_text"], body["partial"]) == (0, None, False)
    assert body["mungkin_maksud"] == ["penyelundupan"]
    assert codes(library.client.get("/api/v1/naskah?q=penyelundupan")) == {library.kode_of["foreign"]}


def test_words_mean_the_same_as_on_the_page(library: Library) -> None:
    body = library.client.get("/api/v1/naskah?q=apa%20saja%20people%20smuggling%20dengan%20Korea%20Selatan%3F").json

    assert [item["kode"] for item in body["items"]] == [library.kode_of["foreign"]]
    assert "penyelundupan manusia" in body["termasuk"]
    assert body["items"][0]["halaman"] == [1]
    assert library.client.get('/api/v1/naskah?q="people smuggling"').json["total"] == 0


def test_without_an_index_the_newest_are_listed_and_it_says_so(client: FlaskClient, office: Office) -> None:
    office.upload()

    body = client.get("/api/v1/naskah?q=apa").json

    assert body["degraded"] is True
    assert (body["total"], body["items"], body["facets"]["lingkup"]) == (0, [], [])


def test_every_wrong_parameter_answers_400_in_one_shape_that_names_it(library: Library) -> None:
    for label, (values, named) in REFUSED.items():
        answer = library.client.get("/api/v1/naskah", query_string=values)

        assert answer.status_code == 400, label
        assert answer.mimetype == "application/problem+json", label
        assert answer.json.get("parameter", "") == named, label
        assert answer.headers["Cache-Control"] == "no-store", label
        assert "Traceback" not in answer.text, label


@pytest.mark.parametrize("text", ["***", "*a", "ab*", "!!!"])
def test_a_text_the_query_guard_refuses_names_q(library: Library, text: str) -> None:
    answer = library.client.get("/api/v1/naskah", query_string={"q": text})

    assert answer.status_code == 400
    assert ParameterProblemShape.model_validate(answer.json).parameter == "q"


@pytest.mark.parametrize("raw", ["q=%FF%FE", "q=%ED%A0%80", "q=%00", "q=%F0%9F%98%80", "q=%E2%80%AE", "&&&", "q"])
def test_odd_bytes_in_the_address_are_no_failure(library: Library, raw: str) -> None:
    assert library.client.get(f"/api/v1/naskah?{raw}").status_code in (200, 400)


def test_an_answer_once_had_is_not_sent_again(client: FlaskClient, office: Office) -> None:
    office.publish(sample_fields(), pages=["Pemeriksaan paspor"])
    first = client.get("/api/v1/naskah?q=paspor")
    etag = first.headers["ETag"]
    again = client.get("/api/v1/naskah?q=paspor", headers={"If-None-Match": etag})
    other = client.get("/api/v1/naskah?q=pelatihan", headers={"If-None-Match": etag})
    office.publish(sample_fields(judul="CONTOH Paspor Elektronik"))
    changed = client.get("/api/v1/naskah?q=paspor", headers={"If-None-Match": etag})

    assert etag.startswith('W/"')
    assert first.headers["Cache-Control"] == "public, max-age=0, s-maxage=30, must-revalidate"
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", etag)
    assert other.status_code == 200
    assert changed.status_code == 200
    assert changed.headers["ETag"] != etag


@pytest.mark.parametrize("path", ["/api/v1/naskah", "/api/v1/naskah?page=0", "/api/v1/openapi.json", "/healthz"])
def test_head_tells_what_get_would(library: Library, path: str) -> None:
    body, head = library.client.get(path), library.client.head(path)

    assert head.status_code == body.status_code
    assert head.data == b""
    assert head.headers.get("ETag") == body.headers.get("ETag")
    assert head.mimetype == body.mimetype


@pytest.mark.parametrize(
    "path", ["/api/v1/naskah", "/api/v1/naskah?page=0", "/api/v1/naskah/x", "/api/v1/openapi.json"]
)
@pytest.mark.parametrize("verb", ["get", "head"])
def test_open_data_may_be_read_by_any_site_and_carries_no_cookie(library: Library, path: str, verb: str) -> None:
    send: Callable[..., TestResponse] = getattr(library.client, verb)
    answer = send(path, headers={"Origin": "https://lain.contoh.id"})

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/healthz", "/masuk", "/tidak-ada", "/api/v1/lain"])
def test_nothing_else_may_be_read_by_other_sites(library: Library, path: str) -> None:
    answer = library.client.get(path, headers={"Origin": "https://lain.contoh.id"})

    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("verb", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed_here(library: Library, verb: str) -> None:
    answer = getattr(library.client, verb)("/api/v1/naskah")

    assert answer.status_code == 405
    assert answer.mimetype == "application/problem+json"
    assert answer.json["status"] == 405
