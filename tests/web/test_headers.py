"""Headers of every address, errors and files included; public pages set no cookie and differ for nobody."""

import re
from collections.abc import Iterator

import pytest
from werkzeug.test import TestResponse

from tests.fixtures.stage import Stage, open_stage

PAGE_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
    "manifest-src": "'self'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "penghitung",
}
FILE_POLICY = {
    "default-src": "'none'",
    "sandbox": "",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
DEVICES = ("camera", "geolocation", "microphone", "payment", "usb")
CROSS_ORIGIN = {
    "api.search", "api.naskah", "api.tenggat", "api.openapi", "public.umpan", "public.naskah_csv",
    "public.naskah_jsonl", "public.change_list", "public.catalogue_turtle", "public.catalogue_json", "public.export",
    "public.linkset", "public.card", "public.iiif_manifest", "public.iiif_base", "public.iiif_info",
    "public.iiif_image",
}  # fmt: skip
PUBLIC = ("public.", "api.", "assets.", "static", "gateway.openapi")
ERRORS = (
    ("GET", "/tidak-ada", 404),
    ("GET", "/kerja", 308),
    ("GET", "/n/2026-10000", 404),
    ("GET", "/api/v1/naskah/tidak-ada", 404),
    ("GET", "/static/tidak-ada.js", 404),
    ("GET", "/cari?q=%3F*a*e*i*", 400),
    ("GET", "/cari?hal=1000000000", 400),
    ("GET", "/api/v1/naskah?lingkup=salah", 400),
    ("GET", "/n/..%2f..%2fetc", 404),
    ("POST", "/", 405),
    ("TRACE", "/", 405),
    ("PUT", "/api/v1/naskah", 405),
    ("POST", "/masuk", 400),
    ("POST", "/kerja/unggah", 401),
)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A portal with naskah in every state and people of every role."""
    with open_stage(tmp_path_factory.mktemp("tajuk")) as opened:
        yield opened


def policy(answer: TestResponse) -> dict[str, str]:
    parts = [part.strip().partition(" ") for part in answer.headers["Content-Security-Policy"].split(";")]
    return {name: values for name, _, values in parts}


def faults(answer: TestResponse, endpoint: str = "") -> list[str]:
    """Everything that is wrong with the headers of an answer."""
    found = [name for name, value in FIXED.items() if answer.headers.get(name) != value]
    wanted = FILE_POLICY if answer.mimetype == "application/pdf" else PAGE_POLICY
    found += [] if policy(answer) == wanted else ["Content-Security-Policy"]
    resource = "cross-origin" if endpoint in CROSS_ORIGIN else "same-origin"
    found += [] if answer.headers.get("Cross-Origin-Resource-Policy") == resource else ["CORP"]
    found += [device for device in DEVICES if f"{device}=()" not in answer.headers.get("Permissions-Policy", "")]
    found += [name for name in ("Server", "X-Powered-By") if name in answer.headers]
    return found


@pytest.mark.parametrize("who", ["anonymous", "own", "beside", "admin"])
def test_every_route_carries_the_security_headers_for_everybody(stage: Stage, who: str) -> None:
    wrong = {}
    for rule in stage.app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"OPTIONS"}):
            with stage.database.undone():
                answer = stage.ask(who, method, stage.address(rule))
            if found := faults(answer, rule.endpoint):
                wrong[method, rule.endpoint, answer.status_code] = found
            answer.close()

    assert wrong == {}


@pytest.mark.parametrize(("method", "path", "status"), ERRORS)
def test_every_error_carries_them_too_and_is_not_stored(stage: Stage, method: str, path: str, status: int) -> None:
    answer = stage.clients["anonymous"].open(path, method=method)

    assert answer.status_code == status
    assert [name for name in faults(answer) if name != "CORP"] == []
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("state", ["draf", "terbit", "metadata", "dikecualikan", "ditarik"])
def test_whatever_is_not_public_is_never_stored(stage: Stage, state: str) -> None:
    for rule in stage.app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"OPTIONS"}):
            for who in ("own", "admin"):
                with stage.database.undone():
                    answer = stage.ask(who, method, stage.address(rule, state))
                is_public = rule.endpoint.startswith(PUBLIC) and answer.status_code < 400
                if not is_public or rule.endpoint in ("api.health", "api.live"):
                    assert answer.headers["Cache-Control"] == "no-store", (method, rule.endpoint)
                elif rule.endpoint.startswith(("public.", "api.")):
                    # What is public is public for staff too, but nothing that carries a session is ever kept.
                    assert answer.headers["Cache-Control"] == "private, no-store", rule.endpoint
                answer.close()


def test_public_pages_read_no_session_set_no_cookie_and_are_the_same_for_everybody(stage: Stage) -> None:
    for rule in stage.app.url_map.iter_rules():
        if not rule.endpoint.startswith(PUBLIC):
            continue
        path = stage.address(rule)
        seen = set()
        for who in ("anonymous", "own", "admin"):
            answer = stage.ask(who, "GET", path)
            assert "Set-Cookie" not in answer.headers, path
            assert "cookie" not in answer.headers.get("Vary", "").lower(), path
            seen.add(re.sub(rb'"took_ms":\d+', b"", answer.get_data()))
            answer.close()
        assert len(seen) == 1, path


def test_where_a_session_was_read_a_cache_must_know(stage: Stage) -> None:
    for path in ("/kerja/", "/masuk", f"/kerja/naskah/{stage.kode['draf']}"):
        assert "Cookie" in stage.ask("own", "GET", path).headers["Vary"]


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(stage: Stage) -> None:
    cookie = stage.app.test_client().get("/masuk").headers["Set-Cookie"]

    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}


def test_a_public_file_is_sandboxed_and_has_to_be_asked_for_again(stage: Stage) -> None:
    answer = stage.app.test_client().get(f"/n/{stage.kode['terbit']}/naskah.pdf")

    assert policy(answer) == FILE_POLICY
    assert "must-revalidate" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    answer.close()
