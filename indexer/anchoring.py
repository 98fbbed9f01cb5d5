"""The anchor of the day: kept in the object store, sealed in the public log, and told by letter, in this order."""

from datetime import datetime

from portal.services import audit_anchors
from portal.wiring import Stores


def tell_of_the_day(stores: Stores, now: datetime) -> None:
    """Do what of it was not done today. Raises StorageError, and then nothing is told."""
    config = stores.config
    with stores.database.reading() as session:
        anchor = audit_anchors.anchor_of_today(session, config.log_name, now)
    if anchor is not None:
        audit_anchors.keep(stores.audit_anchors, anchor)
    with stores.database.transaction() as session:
        is_told = audit_anchors.tell_log(session, anchor, now)
        audit_anchors.tell(session, config.log_name, config.audit_mail, now, anchor if is_told else None)
