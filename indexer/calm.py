"""When what ran out of time is tried again, and with how much more of it: later, on a calmer machine, more patiently.

A busy machine makes sound pages run out of time. The limits that a file can use up (memory, processor) stay as they
are; only the clock on the wall is given more room.
"""

import os
from datetime import timedelta

from portal import clock
from portal.services import jobs
from portal.services.jobs import Claim
from portal.wiring import Stores

LOOK_AGAIN = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
"""After this the page is read on a busy machine too: somebody waits for it."""
_BUSY_SHARE = 1.5
"""Programs that want to run, per processor, from which a machine counts as busy."""
_MORE_EACH_TIME = 3.0


def patience(held: Claim) -> float:
    """How many times the usual time this attempt is given."""
    return _MORE_EACH_TIME ** (held.attempt - 1) if held.ran_out else 1.0


def must_wait(held: Claim) -> bool:
    """Whether a job that ran out of time should wait for a calmer machine."""
    if not held.ran_out or held.created_at is None or clock.utc_now() - held.created_at > LONGEST_WAIT:
        return False
    return not is_calm()


def is_put_off(stores: Stores, held: Claim) -> bool:
    """Whether the job has to wait for a calmer machine; if so, it is given back to be looked at again soon."""
    if not must_wait(held):
        return False
    with stores.database.transaction() as session:
        now = clock.utc_now()
        jobs.postpone(session, held, now=now, until=now + LOOK_AGAIN, reason=jobs.TIMED_OUT)
    return True


def is_calm() -> bool:
    """Whether the machine has room left."""
    return os.getloadavg()[0] <= _BUSY_SHARE * (os.cpu_count() or 1)
