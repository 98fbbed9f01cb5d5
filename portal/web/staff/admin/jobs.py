"""The work that waits or failed, and another chance for what failed."""

import time

from flask import current_app
from flask.typing import ResponseReturnValue

from portal import clock
from portal.queries import admin, audit_trail, langganan, object_copies
from portal.queries.public import public_log
from portal.services import jobs as jobs_service
from portal.services.copies.tending import FULL_PASS
from portal.storage.protection import protection_or_none
from portal.web.context import actor, reading, stores
from portal.web.staff import frame
from portal.web.words.protection import protection_text
from portal.wiring import kept_stores

ASKED_AGAIN = 300.0
"""Seconds for which an answer of the buckets is told again: a store that is away must not hold up each page."""


def jobs() -> ResponseReturnValue:
    """The queue: how much waits, and what failed; and whether the public log is whole."""
    config = stores().config
    with reading() as session:
        queue = admin.load_queue(session, actor(), clock.utc_now())
        log = public_log.load_state(session, config.log_name)
        followed = langganan.count_active(session)
        copies = object_copies.load_state(session)
        broken_anchor = audit_trail.find_broken_anchor(session)
    lacks_key = config.is_production and not config.log_key
    return frame.show(
        "admin/jobs",
        di="pekerjaan",
        queue=queue,
        log=log,
        lacks_key=lacks_key,
        followed=followed,
        copies=copies,
        broken_anchor=broken_anchor,
        has_second=bool(config.second_copy_url),
        protections=_protections(),
        is_overdue=copies.originals > 0
        and (copies.oldest_check is None or copies.oldest_check < clock.utc_now() - FULL_PASS),
    )


def _protections() -> dict[str, str]:
    """What each store whose objects nobody may change does against it by itself."""
    asked, found = current_app.extensions.get("protections", (0.0, {}))
    if not found or time.monotonic() - asked > ASKED_AGAIN:
        found = {name: protection_text(protection_or_none(store)) for name, store in kept_stores(stores()).items()}
        current_app.extensions["protections"] = (time.monotonic(), found)
    return dict(found)


def retry_job(job_id: int) -> ResponseReturnValue:
    """Give a failed job another chance."""
    with stores().database.transaction() as session:
        jobs_service.retry_job(session, job_id, frame.act())
    return frame.go("admin.jobs", "pekerjaan")
