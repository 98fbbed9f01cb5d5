"""The language of a page: a part of its address, never of a cookie or of what a browser asks for.

What stands below `/en` is the same page in English. The prefix is cut off before any route is looked for, so no route
is written twice, and every address that a page makes of another page keeps it. Files, pictures, formats for machines,
feeds and the pages of staff have one address: links lead there from both languages, and below `/en` they redirect.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from flask import Flask, Request, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HOME_LANGUAGE = "id"
ENGLISH = "en"
PREFIX = "/en"
_KEY = "portal.language"

IN_BOTH = frozenset(
    {
        "public.home",
        "public.search",
        # It answers with addresses of pages.
        "public.completions",
        "public.naskah",
        "public.version",
        "public.compare",
        "public.compare_version",
        "public.browse_mitra",
        "public.browse_unit",
        "public.browse_negara",
        "public.browse_tahun",
        "public.browse_bentuk",
        "public.browse_subjek",
        "public.statistik",
        "public.about",
        "public.data",
        "public.verify",
        "public.log",
        "langganan.ask",
        "langganan.offer",
        "langganan.confirm",
        "langganan.manage",
        "langganan.end",
    }
)
"""Endpoints of the pages that exist in both languages."""


class EnglishAddresses:
    """WSGI: takes `/en` off the path, as a server does that mounts an application there, and notes the language."""

    def __init__(self, inner: "WSGIApplication") -> None:
        self._inner = inner

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Hand the request on."""
        path = environ.get("PATH_INFO", "")
        environ[_KEY] = HOME_LANGUAGE
        if path == PREFIX or path.startswith(f"{PREFIX}/"):
            environ[_KEY] = ENGLISH
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + PREFIX
            environ["PATH_INFO"] = path.removeprefix(PREFIX) or "/"
        return self._inner(environ, start_response)


def install(app: Flask) -> None:
    """Put the prefix before the routes; must come before guard and caching, which know nothing of it."""
    app.wsgi_app = EnglishAddresses(app.wsgi_app)  # type: ignore[method-assign]
    app.before_request(_lead_to_the_one_address)
    app.jinja_env.globals.update(
        page_language=language,
        in_indonesian=in_indonesian,
        in_language=in_language,
        in_languages=in_languages,
        here_in_languages=here,
    )


_present: Callable[[], Request] = request._get_current_object  # type: ignore[attr-defined]
"""The request itself: a page asks hundreds of times, and through the proxy each time costs four times as much."""


def language() -> str:
    """The language of the page that is being made; Indonesian where there is no page."""
    try:
        return _present().environ.get(_KEY, HOME_LANGUAGE)
    except RuntimeError:
        # Looking first would double the price of what a page asks hundreds of times.
        return HOME_LANGUAGE


def own_address(endpoint: str, address: str) -> str:
    """The address as the application made it, without the prefix where the endpoint has one address."""
    if language() == HOME_LANGUAGE or endpoint in IN_BOTH:
        return address
    return _without_prefix(address)


def in_languages(address: str) -> dict[str, str]:
    """The same page in each language, by an address of the present one."""
    bare = address if language() == HOME_LANGUAGE else _without_prefix(address)
    root = _root()
    return {HOME_LANGUAGE: bare, ENGLISH: f"{root}{PREFIX}{bare.removeprefix(root)}"}


def here() -> dict[str, str]:
    """This page in each language with its whole query; the front page where this one answers a form or an error."""
    if request.endpoint not in IN_BOTH or request.method not in ("GET", "HEAD"):
        return in_languages(url_for("public.home"))
    query = request.query_string.decode("ascii", "replace")
    assert request.endpoint is not None  # noqa: S101 - tells the type checker what stands in the list
    return in_languages(url_for(request.endpoint, **(request.view_args or {})) + (f"?{query}" if query else ""))


def in_indonesian() -> Markup:
    """The attribute of an element whose text stays Indonesian; nothing on a page that is Indonesian itself."""
    return in_language(HOME_LANGUAGE)


def in_language(code: str | None) -> Markup:
    """The same for a text in Indonesian or English; what nobody can tell is Indonesian, as nearly all naskah are."""
    code = code or HOME_LANGUAGE
    return _NOTHING if language() == code else _attribute(code)


_NOTHING = Markup("")


@lru_cache(maxsize=16)
def _attribute(code: str) -> Markup:
    return Markup(' lang="{}"').format(code)


def _root() -> str:
    return request.script_root.removesuffix(PREFIX) if language() == ENGLISH else request.script_root


def _without_prefix(address: str) -> str:
    return _root() + address.removeprefix(request.script_root)


def _lead_to_the_one_address() -> ResponseReturnValue | None:
    if language() == HOME_LANGUAGE or request.endpoint is None or request.endpoint in IN_BOTH:
        return None
    if request.method not in ("GET", "HEAD"):
        abort(404)
    query = request.query_string.decode("latin-1")
    address = url_for(request.endpoint, **(request.view_args or {}))
    return redirect(address + (f"?{query}" if query else ""), 301)
