"""What a page of another site may make a browser ask for: what is open to all, and to be led here; nothing else.

Browsers say with each request where it comes from (`Sec-Fetch-Site`, W3C Fetch Metadata). What they do not say is left
to the other walls: the origin of a form, its token, the cookie that travels with no foreign form. Harvesters and
scripts say nothing and are not asked.
"""

from flask import Flask, abort, request

from portal.web.policy import OPEN

OURS = frozenset({"same-origin", "none"})
"""A page of the portal itself, or the person (address bar, bookmark). Other hosts of the same domain are strangers."""
READING = frozenset({"GET", "HEAD", "OPTIONS"})
OPEN_TO_FORMS = frozenset({"public.oai"})
"""A harvester may ask by POST; it reads, and no session is looked at."""


def install(app: Flask) -> None:
    """Turn away what a foreign page may not ask for. Must come before the guard, so that nobody is led to the door."""

    @app.before_request
    def check() -> None:
        if request.endpoint is not None and not may_ask(
            request.endpoint,
            request.method,
            site=request.headers.get("Sec-Fetch-Site"),
            mode=request.headers.get("Sec-Fetch-Mode"),
            dest=request.headers.get("Sec-Fetch-Dest"),
        ):
            abort(403)


def may_ask(endpoint: str, method: str, *, site: str | None, mode: str | None, dest: str | None) -> bool:
    """Whether a browser may ask for this on behalf of the page it says it does."""
    if site is None or site in OURS:
        return True
    if method not in READING:
        return endpoint in OPEN_TO_FORMS
    # A link in a letter or on another page leads here, in a window of its own and in no frame.
    return endpoint in OPEN or (mode == "navigate" and dest == "document")
