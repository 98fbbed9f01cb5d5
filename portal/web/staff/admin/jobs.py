"""The work that waits or failed, and another chance for what failed."""

from flask.typing import ResponseReturnValue

from portal import clock
from portal.queries import admin, langganan
from portal.services import jobs as jobs_service
from portal.web.context import actor, reading, stores
from portal.web.staff import frame


def jobs() -> ResponseReturnValue:
    """The queue: how much waits, and what failed."""
    with reading() as session:
        queue = admin.load_queue(session, actor(), clock.utc_now())
        followed = langganan.count_active(session)
    return frame.show("admin/jobs", di="pekerjaan", queue=queue, followed=followed)


def retry_job(job_id: int) -> ResponseReturnValue:
    """Give a failed job another chance."""
    with stores().database.transaction() as session:
        jobs_service.retry_job(session, job_id, frame.act())
    return frame.go("admin.jobs", "pekerjaan")
