"""The head of the public log: compared with all that was signed before, signed, and kept in two places."""

import logging

from portal import clock
from portal.services import jobs
from portal.services.jobs import Claim
from portal.services.public_log import signing
from portal.services.public_log.keys import signer_keys
from portal.wiring import Stores

log = logging.getLogger("indexer")


def sign(stores: Stores, held: Claim | None = None) -> None:
    """Sign the head of the log if it continues what was signed. Raises StorageError, ConfigError.

    `held` is the job it is done for; at the start of a worker there is none.
    """
    config = stores.config
    lying = signing.listed(stores.log_heads)
    with stores.database.reading() as session:
        known = signing.load_log(session, config.log_name)
    look = signing.look_and_sign(known, stores.log_heads, config.log_name, signer_keys(config), lying)
    now = clock.utc_now()
    with stores.database.transaction() as session:
        if held is not None:
            jobs.finish(session, held, now=now)
        signing.write_down(session, look, now)
    if look.broken_size is not None:
        log.error("the public log does not lead to its signed head of %d entries: nothing is signed", look.broken_size)
