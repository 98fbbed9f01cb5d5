"""Uploads that go on after a cut: begin, ask how far, send a part, finish. Spoken by the script of the upload page.

    POST /kerja/unggah/bagian              nama, ukuran (bytes), diubah, sidik, unit, … → 201 {kunci, offset, …}
    GET  /kerja/unggah/bagian/KUNCI        → 200 {offset, …}; HEAD gives the same headers
    PUT  /kerja/unggah/bagian/KUNCI        body of at most 4 MiB, header Upload-Offset → 200 {offset, …}
    POST /kerja/unggah/bagian/KUNCI/selesai → 201 {kode, url, state_url}

`sidik` is the SHA-256 of the file, or a word that the sender made up for this file alone (16 to 80 letters, digits,
hyphens): nothing else finds an earlier beginning again. Where the draft follows from a naskah, `dari` and `sebagai` say
so. 409 tells the true offset, 404 that it is unknown here (or somebody else's), 413 and 422 that the file is refused.
"""

import re
import secrets
from collections.abc import Callable
from functools import wraps

from flask import Response, jsonify, request, url_for

from portal.domain.berkas.filename import display_name
from portal.domain.whole_number import read_count
from portal.errors import (
    BadInputError,
    DuplicateFileError,
    NotAllowedError,
    PortalError,
    UploadBusyError,
    UploadOffsetError,
)
from portal.services.berkas.resuming import LARGEST_PART, Promise, Waiting, WaitingRoom
from portal.services.berkas.uploading import ReceivedFile, is_taken_back
from portal.services.naskah import editing
from portal.web.context import actor, reading, stores
from portal.web.errors import problem
from portal.web.staff import frame
from portal.web.staff.upload import answers, storing
from portal.web.staff.upload.follow_up import AS, FROM, Origin, origin
from portal.web.typed import clean_line

OFFSET = "Upload-Offset"
LONGEST_NUMBER = 15
_SAID = re.compile(r"[0-9a-z-]{16,80}")
View = Callable[..., Response]


def waiting_room() -> WaitingRoom:
    """The unfinished uploads of whoever is signed in."""
    return WaitingRoom(stores().spool_dir, actor().user_id or 0, most=stores().config.spool_mb * 1_000_000)


def _told(view: View) -> View:
    """Answer what is refused as a problem that a script can read."""

    @wraps(view)
    def answered(**values: str) -> Response:
        try:
            return view(**values)
        except UploadOffsetError as error:
            return problem(409, error.message, code="offset", offset=error.offset)
        except UploadBusyError as error:
            return problem(409, error.message, code="sibuk")
        except DuplicateFileError as error:
            return answers.duplicate(error)
        except NotAllowedError as error:
            return problem(422, error.message, code="unit")
        except PortalError as error:
            return answers.refused(error)

    return answered


@_told
def begin() -> Response:
    """Begin an upload, or find how far the same file has come."""
    unit = clean_line(request.form.get("unit", ""))
    if not unit:
        raise BadInputError(storing.NO_UNIT, "unit")
    promise = Promise(
        nama=display_name(request.form.get("nama", "")),
        size=_number(request.form.get("ukuran", "")),
        changed=clean_line(request.form.get("diubah", ""))[:20],
        unit=unit,
        sidik=_identity(request.form.get("sidik", "")),
        dari=clean_line(request.form.get(FROM, ""))[:20],
        sebagai=clean_line(request.form.get(AS, ""))[:20],
    )
    asal = _origin(promise)
    with reading() as session:
        # Nobody should send a large file only to learn that it may not go there.
        editing.check_new(session, storing.draft_fields(unit, asal), frame.act())

    def is_over(kode: str) -> bool:
        with reading() as session:
            return is_taken_back(session, kode)

    return _answer(waiting_room().begin(promise, limit=storing.limit(), is_over=is_over), 201)


@_told
def state(kunci: str) -> Response:
    """How far an upload is."""
    return _answer(waiting_room().find(kunci))


@_told
def part(kunci: str) -> Response:
    """One part of a file."""
    if (request.content_length or 0) > LARGEST_PART:
        return problem(413, "Bagian berkas paling besar 4 MiB.", code="part_too_large")
    offset = _number(request.headers.get(OFFSET, ""))
    return _answer(waiting_room().append(kunci, offset, request.stream))


@_told
def finish(kunci: str) -> Response:
    """Take the whole file into the archive."""

    def store(received: ReceivedFile, promise: Promise) -> str:
        target = storing.draft_target(promise.unit, _origin(promise))
        return storing.store(received, target, form_key=f"bagian {kunci}", number="0").kode

    return answers.accepted(waiting_room().finish(kunci, store).kode)


def _origin(promise: Promise) -> Origin | None:
    return origin({FROM: promise.dari, AS: promise.sebagai})


def _answer(waiting: Waiting, status: int = 200) -> Response:
    key = waiting.promise.key
    answer = jsonify(
        kunci=key,
        offset=waiting.offset,
        ukuran=waiting.promise.size,
        kode=waiting.kode,
        url=url_for("work.resume_state", kunci=key),
        finish_url=url_for("work.resume_finish", kunci=key),
    )
    answer.status_code = status
    answer.headers[OFFSET] = str(waiting.offset)
    return answer


def _identity(text: str) -> str:
    """What tells a file from all others; where nothing fit for that is said, this beginning is like no other."""
    said = text.lower()
    return said if _SAID.fullmatch(said) else f"tanpa-{secrets.token_hex(16)}"


def _number(text: str) -> int:
    found = read_count(text, LONGEST_NUMBER)
    if found is None:
        raise BadInputError("Ukuran dan tempat bagian ditulis sebagai bilangan bita.", "ukuran")
    return found
