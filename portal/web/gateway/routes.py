"""Addresses for programs of units: sending a naskah, asking how it stands, its receipt, and their description.

Who acts is an access key (`portal.web.bearer`), never a session; whatever is not of its unit is answered as what never
was. Nothing here may be kept by anybody.
"""

import hashlib
from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, url_for
from pydantic import BaseModel

from portal import clock
from portal.domain.naskah.status import Status
from portal.domain.tanggal import wib_midnight, wib_today
from portal.errors import BadInputError, DuplicateFileError, FieldsRefusedError, FileRefusedError, PortalError
from portal.queries.naskah import dossier
from portal.services import saran
from portal.services.acts import Act
from portal.services.berkas import uploading
from portal.services.berkas.uploading import Accepted, Target, UploadStores
from portal.services.kunci_akses import opening
from portal.services.publication import verbs
from portal.web import bearer
from portal.web.api.answers import json_answer
from portal.web.context import stores
from portal.web.errors import problem
from portal.web.gateway.description import description_json
from portal.web.gateway.reading import Sent, read_sent
from portal.web.gateway.shapes import receipt_shape, state_shape, uploaded_shape

if TYPE_CHECKING:
    from datetime import datetime

    from portal.services.kunci_akses.opening import OpenedKey

gateway = Blueprint("gateway", __name__, url_prefix="/api/v1/kerja")
STATUS_OF = {"too_large": 413, "quota": 429, "duplicate": 409}
AS_CREATED = 1
"""Version of a draft on which nobody has worked yet."""
KEY_REUSED = "Kunci ini sudah dipakai untuk berkas lain. Pakai kunci baru untuk setiap berkas."


@gateway.post("/naskah")
def upload() -> Response:
    """Take one file into the archive as a new draft of the unit of the key, and hand it in where that is wished."""
    key, now = bearer.opened(), clock.utc_now()
    try:
        sent = read_sent(key.unit)
        accepted = uploading.store_file(
            _where(), sent.received, Target(fields=sent.fields), Act(key.actor, now), idempotency_key=_once(key, sent)
        )
    except DuplicateFileError as error:
        return problem(409, error.message, alasan=error.reason, kode=error.kode)
    except FileRefusedError as error:
        return _refused(error, now)
    except FieldsRefusedError as error:
        first = error.problems[0]
        return problem(422, first.message, alasan="isian", bidang=first.field)
    except BadInputError as error:
        return problem(422, error.message, alasan="isian", bidang=error.field)
    _follow_up(key, accepted, sent, now)
    with stores().database.reading() as session:
        naskah = dossier.find_naskah(session, accepted.kode, key.actor)
    berkas = next(one for one in naskah.berkas if one.id == accepted.berkas_id)
    return _answer(uploaded_shape(naskah, berkas, _address("gateway.state", naskah.kode)), 201)


@gateway.get("/naskah/<kode:kode>")
def state(kode: str) -> Response:
    """How a naskah of the unit stands."""
    with stores().database.reading() as session:
        found = dossier.find_dossier(session, kode, bearer.opened().actor)
    return _answer(state_shape(found, _address("public.naskah", kode)))


@gateway.get("/naskah/<kode:kode>/tanda-terima")
def tanda_terima(kode: str) -> Response:
    """The receipt of a naskah of the unit."""
    with stores().database.reading() as session:
        found = dossier.find_naskah(session, kode, bearer.opened().actor)
    return _answer(receipt_shape(found))


@gateway.get("/openapi.json")
def openapi() -> Response:
    """The description of this interface (OpenAPI 3.1); it is open to everybody."""
    return json_answer(description_json(stores().config.base_url))


def _where() -> UploadStores:
    config = stores().config
    return UploadStores(
        stores().database,
        stores().objects,
        current_app.extensions["needs_password"],
        config.max_upload_mb * 1_000_000,
        config.max_pages,
        current_app.extensions["count_pages"],
        config.unit_daily_mb * 1_000_000,
    )


def _once(key: "OpenedKey", sent: Sent) -> str:
    """The same key of the same unit is the same upload, also after the access key was changed for another."""
    return hashlib.sha256(f"kunci akses\n{key.unit}\n{sent.key}".encode()).hexdigest()


def _refused(error: FileRefusedError, now: "datetime") -> Response:
    message = KEY_REUSED if error.reason == "key_reused" else error.message
    field = "Idempotency-Key" if error.reason == "key_reused" else error.field
    answer = problem(STATUS_OF.get(error.reason, 422), message, alasan=error.reason, bidang=field)
    if error.reason == "quota":
        tomorrow = wib_midnight(wib_today(now)).timestamp() + 86_400
        answer.headers["Retry-After"] = str(max(1, int(tomorrow - now.timestamp())))
    return answer


def _follow_up(key: "OpenedKey", accepted: Accepted, sent: Sent, now: "datetime") -> None:
    """Note in the trail what the key brought in, and hand it in where that is wished and nothing is missing.

    What is missing may be read from the file: the wish waits for that, and else a person completes the draft. Sent
    again, it is only done where the process was cut off before: not once somebody has worked on the draft.
    """
    with stores().database.transaction() as session:
        if not accepted.is_repeated:
            opening.note_upload(session, key, accepted.kode, accepted.sha256, now)
        naskah = dossier.find_naskah(session, accepted.kode, key.actor)
    if not sent.is_publication_wished or naskah.status is not Status.DRAF or naskah.submitted_at is not None:
        return
    if accepted.is_repeated and naskah.version > AS_CREATED:
        return
    try:
        with stores().database.transaction() as session:
            verbs.submit(session, naskah.kode, naskah.version, Act(key.actor, now), is_checked=False)
    except PortalError:
        with stores().database.transaction() as session:
            saran.wish_publication(session, naskah.kode, now=now)


def _address(endpoint: str, kode: str) -> str:
    return stores().config.base_url + url_for(endpoint, kode=kode)


def _answer(shape: BaseModel, status: int = 200) -> Response:
    return Response(shape.model_dump_json(), status=status, mimetype="application/json")
