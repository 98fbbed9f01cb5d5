"""How long what is public may be kept, and when it need not be made or sent again.

Everything public is a function of five things: how often the public rows have changed, the state of the index, the day
(masa berlaku is computed from it), this release, its settings. Their digest is the ETag, so a repeated question costs
one row and no page, and a page that was made is handed out again (`kept_answers`) until its mark is another. A cache
that stands in front may keep an answer for `SHARED_SECONDS`; a browser asks each time.
Whoever carries a session gets nothing that may be kept: their answers are never mixed with those of the public.
"""

import gzip
import hashlib
import socket
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from threading import Lock

from flask import Flask, Response, current_app, g, request
from sqlalchemy.exc import SQLAlchemyError

from portal import clock
from portal.domain.tanggal import wib_midnight
from portal.queries.public import changes
from portal.web.context import stores, today
from portal.web.kept_answers import Address, KeptAnswer, KeptAnswers
from portal.web.policy import OPEN

SHARED_SECONDS = 30
"""A withdrawal is gone from a proxy after this time, and from one behind a second proxy after twice that."""
KEPT = f"public, max-age=0, s-maxage={SHARED_SECONDS}, must-revalidate"
ASKED_EACH_TIME = "public, max-age=0, must-revalidate"
NOT_KEPT = "no-store"
PRIVATE = "private, no-store"
SETTLED_SECONDS = 2
"""Dates in headers know no parts of a second: only what is older than this cannot have changed within the same one."""

UNVERSIONED = frozenset(
    {
        # Files have the digest of their bytes, static files a hash in their address.
        "static",
        "assets.stylesheet",
        "public.file",
        "public.file_numbered",
        "public.page_image",
        "public.small_image",
        "public.version_file",
        "public.version_file_numbered",
        "public.version_image",
        "public.version_small_image",
        "public.iiif_image",
        # The table of names behind them is read anew now and then.
        "public.completions",
        # The indexer signs the log after the act; a proof and an answer about a file follow its head.
        "public.log",
        "public.log_checkpoint",
        "public.log_keys",
        "public.log_tile",
        "public.proof",
        "public.verify",
        # These speak of no naskah: their ETag is made from what they say.
        "api.tenggat",
        "api.openapi",
        "gateway.openapi",
        "api.health",
        "api.live",
        # What lies behind the secret of a letter is for whoever holds it alone.
        "langganan.offer",
        "langganan.manage",
        # The door, and the secret address of a unit.
        "auth.login",
        "auth.login_code",
        "auth.login_forgot",
        "auth.login_link",
        "auth.login_password",
        "umpan.umpan_kalender",
    }
)
TIMELESS = frozenset({"public.about", "public.robots", "public.security_txt"})
"""Pages that are made from nothing stored; they stand when the database is away."""
MADE_EACH_TIME = frozenset({"public.oai"})
"""Answers that say when they were sent."""

_COMPRESSED = (
    "text/",
    "application/json",
    "application/xml",
    "application/atom+xml",
    "application/ld+json",
    "application/x-ndjson",
)
_SMALLEST = 860
"""Bytes below which compressing an answer saves no packet."""
_LEVEL = 5
_OWN_HEADERS = frozenset({"cache-control", "etag", "last-modified", "content-length"})
"""Headers that every answer gets anew."""


@dataclass(frozen=True)
class Validators:
    """By what a visitor tells whether their copy is still good; `modified` is None while a second may hold more.

    `state` is what is public at this moment, alike for all addresses; None for a page made from nothing stored.
    """

    etag: str
    modified: datetime | None
    state: tuple[object, ...] | None


class FirstSeen:
    """When this process first saw the state of the index that stands now; its own start for the state it began with."""

    def __init__(self) -> None:
        self.started = clock.utc_now()
        self._lock = Lock()
        self._name, self._at = "", self.started

    def of(self, name: str) -> datetime:
        """The instant at which this state was new here."""
        with self._lock:
            if name != self._name:
                self._name, self._at = name, clock.utc_now()
            return self._at


def install(app: Flask) -> None:
    """Put the caching behind guard and throttle."""
    app.extensions["first_seen"] = FirstSeen()
    app.extensions["kept_answers"] = KeptAnswers(app.extensions["portal"].config.kept_mb * 1_000_000)
    # Secrets are left out of what the settings say of themselves.
    config = app.extensions["portal"].config
    # Indexes of two hosts bear the same names at different moments: none may say that a page of another is unchanged.
    host = socket.gethostname() if config.has_own_index else ""
    app.extensions["release"] = f"{release()} {config!r}{host}"
    app.before_request(_answer_unchanged)
    app.after_request(_mark)


@cache
def release() -> str:
    """A digest of this release: of everything that makes a page."""
    folder = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".py", ".html", ".xml", ".csv", ".toml", ".txt", ".po"}:
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def keep_not() -> None:
    """Let the answer of this request not be kept by anybody: it says that something is out of order."""
    g.is_passing = True


def has_session() -> bool:
    """Whether the visitor carries a session. The cookie is not opened: that would mark the page as theirs."""
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies


def is_versioned() -> bool:
    """Whether this request asks for something that follows from what is public."""
    return request.endpoint in OPEN and request.endpoint not in UNVERSIONED and request.method in ("GET", "HEAD")


def _answer_unchanged() -> Response | None:
    if not is_versioned() or has_session():
        return None
    try:
        g.validators = _validators()
    except SQLAlchemyError:
        # The page will say itself what is wrong, or does not need the database.
        return None
    if _is_known(g.validators):
        return Response(status=304)
    found = _kept_answers().find(_address(), g.validators.etag, g.validators.state)
    if found is None:
        return None
    g.is_kept_answer = True
    return Response(found.body, headers=list(found.headers))


def keep(response: Response) -> Response:
    """Keep a finished answer for whoever asks the same next, if it belongs to nobody; gives it back.

    Called with the answer as it leaves, cookies included.
    """
    validators: Validators | None = g.get("validators")
    is_same_for_all = "Set-Cookie" not in response.headers and response.vary.as_set() <= {"accept-encoding"}
    if (
        validators is not None
        and response.status_code == 200
        and request.method == "GET"
        and is_same_for_all
        and not has_session()
        and not response.is_streamed
        and not response.direct_passthrough
        and "is_passing" not in g
        and "is_kept_answer" not in g
        and request.endpoint not in MADE_EACH_TIME
        # Pictures have a room of their own.
        and not (response.mimetype or "").startswith("image/")
    ):
        headers = tuple((name, text) for name, text in response.headers if name.lower() not in _OWN_HEADERS)
        answer = KeptAnswer(validators.etag, headers, response.get_data())
        _kept_answers().keep(_address(), answer, validators.state)
    return response


def _kept_answers() -> KeptAnswers:
    found: KeptAnswers = current_app.extensions["kept_answers"]
    return found


def _address() -> Address:
    return Address(
        scheme=request.scheme,
        host=request.host,
        prefix=request.root_path,
        path=request.path,
        question=request.query_string,
        is_packed=_takes_packed(),
    )


def _takes_packed() -> bool:
    return request.accept_encodings["gzip"] > 0


def _validators() -> Validators:
    if request.endpoint in TIMELESS:
        number, changed = 0, current_app.extensions["first_seen"].started
        generation = ""
    else:
        # Read before the page is made: a page that is newer than its mark is only asked for once more.
        with stores().database.glancing() as connection:
            version = changes.current(connection)
        generation = stores().public_index.generation()
        g.public_version = version
        number = version.nomor
        changed = max(version.at, current_app.extensions["first_seen"].of(generation))
    day = today()
    state = None if request.endpoint in TIMELESS else (number, generation, day)
    parts = (number, generation, day, current_app.extensions["release"], request.root_path, request.full_path)
    etag = hashlib.sha256(repr(parts).encode()).hexdigest()[:32]
    modified = max(changed, current_app.extensions["first_seen"].started, wib_midnight(day)).astimezone(UTC)
    is_settled = clock.utc_now() - modified > timedelta(seconds=SETTLED_SECONDS)
    return Validators(etag, modified.replace(microsecond=0) if is_settled else None, state)


def _is_known(validators: Validators) -> bool:
    # A star asks whether there is anything, which only the page itself knows.
    return not request.if_none_match.star_tag and request.if_none_match.contains_weak(validators.etag)


def _is_known_by_date(validators: Validators) -> bool:
    """Whether a visitor without an ETag has what is here. Only a page that is there can be unchanged: a date fits any
    address, also of what was withdrawn or never was."""
    since = request.if_modified_since
    if request.if_none_match or since is None or validators.modified is None:
        return False
    return since >= validators.modified


def _mark(response: Response) -> Response:
    if request.endpoint not in OPEN:
        return response
    if has_session():
        is_public = request.endpoint not in ("static", "assets.stylesheet")
        if is_public and response.headers.get("Cache-Control") != NOT_KEPT:
            response.headers["Cache-Control"] = PRIVATE
        return response
    validators: Validators | None = g.get("validators")
    if "is_passing" in g:
        response.headers["Cache-Control"] = NOT_KEPT
    elif validators is not None and response.status_code in (200, 304):
        response.set_etag(validators.etag, weak=True)
        response.headers["Cache-Control"] = KEPT
        if validators.modified is not None:
            response.last_modified = validators.modified
        if response.status_code == 200 and _is_known_by_date(validators):
            response.response, response.status_code = [], 304
    return _compressed(response)


def _compressed(response: Response) -> Response:
    """The answer packed, where it is text and the visitor can unpack it; never where a session might add a secret."""
    if request.endpoint in UNVERSIONED or not (response.mimetype or "").startswith(_COMPRESSED):
        return response
    response.vary.add("Accept-Encoding")
    is_wanted = _takes_packed() and response.status_code == 200
    if not is_wanted or response.is_streamed or "Content-Encoding" in response.headers:
        return response
    body = response.get_data()
    if len(body) >= _SMALLEST:
        response.set_data(gzip.compress(body, _LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
