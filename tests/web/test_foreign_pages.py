"""What pages of other sites may make a browser ask for: open pages, and a link that leads here; nothing else."""

from collections.abc import Iterator

import pytest

from portal.web.foreign_pages import OPEN_TO_FORMS, may_ask
from portal.web.policy import OPEN
from tests.fixtures.stage import Stage, open_stage

FRAMED = ("iframe", "frame", "object", "embed", "fencedframe")
DRAWN = ("image", "script", "style", "empty", "audio", "")


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A portal with naskah in every state and people of every role."""
    with open_stage(tmp_path_factory.mktemp("asing")) as opened:
        yield opened


@pytest.mark.parametrize("site", ["cross-site", "same-site", "", "lain"])
def test_a_foreign_page_may_lead_here_and_neither_frame_nor_draw_nor_send(site: str) -> None:
    for endpoint in ("work.home", "admin.users", "work.berkas_pdf"):
        assert may_ask(endpoint, "GET", site=site, mode="navigate", dest="document")
        assert not any(may_ask(endpoint, "GET", site=site, mode="navigate", dest=dest) for dest in FRAMED)
        assert not any(
            may_ask(endpoint, "GET", site=site, mode=mode, dest=dest)
            for mode in ("no-cors", "cors", None)
            for dest in DRAWN
        )
        assert not any(
            may_ask(endpoint, method, site=site, mode="navigate", dest="document")
            for method in ("POST", "PUT", "DELETE")
        )


def test_what_is_open_is_open_to_be_read_and_only_a_harvester_asks_by_a_form() -> None:
    for endpoint in OPEN:
        assert may_ask(endpoint, "GET", site="cross-site", mode="no-cors", dest="image")
        sent = may_ask(endpoint, "POST", site="cross-site", mode="navigate", dest="document")
        assert sent == (endpoint in OPEN_TO_FORMS), endpoint


@pytest.mark.parametrize("site", [None, "same-origin", "none"])
def test_our_own_pages_the_person_and_programs_are_not_asked(site: str | None) -> None:
    assert may_ask("work.home", "POST", site=site, mode="cors", dest="empty")


def test_a_session_is_no_help_to_a_foreign_page_and_a_form_without_origin_is_turned_away_too(stage: Stage) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    own = stage.clients["own"]
    own.set_cookie("sesi", stage.cookies["own"])
    page = f"/kerja/naskah/{stage.kode['draf']}"
    form = {"csrf_token": stage.tokens["own"], "judul": "Judul"}

    answers = {
        "led": own.get(page, headers=foreign),
        "drawn": own.get(page, headers={**foreign, "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}),
        "framed": own.get(page, headers={**foreign, "Sec-Fetch-Dest": "iframe"}),
        "sent": own.post(f"{page}/ubah", data=form, headers=foreign),
        "door": stage.app.test_client().post("/masuk", data={"email": "a"}, headers=foreign),
        "subscribed": stage.app.test_client().post("/langganan", data={"email": "a"}, headers=foreign),
        "open": own.get(f"/n/{stage.kode['terbit']}", headers={**foreign, "Sec-Fetch-Mode": "cors"}),
        "unknown": own.get("/kerja/tidak-ada", headers={**foreign, "Sec-Fetch-Dest": "iframe"}),
    }

    assert {name: answer.status_code for name, answer in answers.items()} == {
        "led": 200, "drawn": 403, "framed": 403, "sent": 403, "door": 403, "subscribed": 403, "open": 200,
        "unknown": 404,
    }  # fmt: skip


def test_a_foreign_page_reaches_no_address_of_work_with_any_method(stage: Stage) -> None:
    foreign = {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}
    let_in, turned_away = set(), 0
    for rule in stage.app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"OPTIONS"}):
            answer = stage.clients["admin"].open(stage.address(rule), method=method, headers=foreign)
            turned_away += answer.status_code == 403
            # An address whose parts name nothing is unknown before anybody asks who wants it.
            if rule.endpoint not in OPEN and answer.status_code not in (403, 404):
                let_in.add((rule.endpoint, method, answer.status_code))

    assert let_in == set()
    assert turned_away > 100


def test_what_needs_no_form_token_is_the_reviewed_list_and_stays_it_whatever_strangers_ask(stage: Stage) -> None:
    def exempt() -> tuple[set[str], set[str]]:
        protection = stage.app.extensions["csrf"]
        return set(protection._exempt_views), {blueprint.name for blueprint in protection._exempt_blueprints}

    anonymous = stage.app.test_client()
    before = exempt()
    for number in range(300):
        anonymous.post(
            ("/oai", "/langganan", "/keluar", "/masuk", "/kerja/unggah")[number % 5], data={"a": str(number)}
        )

    assert before == exempt() == ({"portal.web.public.data.oai.oai"}, {"gateway", "langganan"})
    own = stage.clients["own"]
    own.set_cookie("sesi", stage.cookies["own"])
    plain = '{"csrf_token": "' + stage.tokens["own"] + '"}'
    refused = [
        own.post("/keluar"),
        own.post("/keluar", data={"csrf_token": stage.tokens["admin"]}),
        own.post("/keluar", data=plain, content_type="text/plain"),
        own.post("/keluar", data=plain, content_type="application/json"),
        own.get(f"/keluar?csrf_token={stage.tokens['own']}"),
    ]
    assert [answer.status_code for answer in refused] == [400, 400, 400, 400, 405]
    assert own.get("/kerja/").status_code == 200
