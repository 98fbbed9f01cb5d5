"""The public log: a page that explains it, its signed head and tiles for programs, and the proof of a naskah."""

import gzip

from flask import Response, current_app, render_template, request
from flask.typing import ResponseReturnValue

from portal.domain.public_log.tiles import read_path
from portal.errors import NotFoundError
from portal.queries.public import public_log
from portal.queries.public.public_log import NO_TILE, LogTree
from portal.queries.public.values import Tombstone
from portal.web.assets import FOREVER
from portal.web.context import reading, stores
from portal.web.delivery import PUBLISHED

SECONDS = "public, max-age=5, must-revalidate"
"""The head changes with every publication: a cache may hold it for a few seconds only."""
TEXT = "text/plain; charset=utf-8"


def log() -> ResponseReturnValue:
    """What the log is, where it stands, and how it is checked."""
    name = stores().config.log_name
    with reading() as session:
        state = public_log.load_state(session, name)
    return render_template("public/log.html", name=name, state=state)


def checkpoint() -> Response:
    """The newest signed head (C2SP tlog-checkpoint)."""
    with reading() as session:
        head = public_log.find_head(session, stores().config.log_name)
    return _answer(head.note.encode(), TEXT, SECONDS)


def keys() -> Response:
    """The public keys by which the head is checked, one a line."""
    with reading() as session:
        head = public_log.find_head(session, stores().config.log_name)
    return _answer("".join(f"{key}\n" for key in head.verifier_keys).encode(), TEXT, SECONDS)


def tile(tile: str) -> Response:
    """Hashes or entries (C2SP tlog-tiles); what lies at such an address never changes."""
    wanted = read_path(tile)
    if wanted is None:
        raise NotFoundError(NO_TILE)
    with reading() as session:
        data = public_log.load_tile(session, _tree(), stores().config.log_name, wanted)
    response = _answer(data, "application/octet-stream", FOREVER)
    if wanted.level is None and request.accept_encodings["gzip"] > 0:
        # Entries pack to a third; hashes do not pack.
        response.set_data(gzip.compress(data, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    if wanted.level is None:
        response.headers["Vary"] = "Accept-Encoding"
    return response


def proof(kode: str) -> ResponseReturnValue:
    """The proof that the publication of a naskah stands in the log (C2SP tlog-proof); 410 where it was withdrawn."""
    with reading() as session:
        found = public_log.find_proof(session, _tree(), stores().config.log_name, kode)
    if isinstance(found, Tombstone):
        return render_template("public/withdrawn.html", tombstone=found), 410
    response = _answer(found.to_text().encode(), TEXT, PUBLISHED)
    response.headers["Content-Disposition"] = f'attachment; filename="{kode}.tlog-proof"'
    return response


def _tree() -> LogTree:
    found = current_app.extensions.setdefault("log_tree", LogTree())
    assert isinstance(found, LogTree)  # noqa: S101 - tells the type checker what stands there
    return found


def _answer(body: bytes, content_type: str, cache_control: str) -> Response:
    response = Response(body, content_type=content_type)
    response.headers["Cache-Control"] = cache_control
    return response
