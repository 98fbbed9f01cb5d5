"""Leaving: whatever opens something in somebody's name ends with their account, and stays ended if it is opened again.

Sessions end where the account is closed (`accounts`). A second factor and roles are kept: they open nothing by
themselves, and an account that is opened again must not be weaker than before.
"""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.models.kalender import UmpanKalender
from portal.models.unit import Unit
from portal.models.user import FactorReset, PendingPenugasan, User
from portal.services.acts import Act, Subject, record
from portal.services.pemberitahuan import outbox
from portal.services.users import links

HAS_LEFT = "Akun penerimanya ditutup sebelum surat dikirim."


def take_keys(session: Session, user: User, act: Act) -> None:
    """End links, calendar addresses, letters that wait, and what waits for consent about this account."""
    links.end_all(session, user.id, act.now)
    outbox.drop_of_reader(session, user.email, HAS_LEFT)
    feeds = select(UmpanKalender, Unit.kode).join(Unit, Unit.id == UmpanKalender.unit_id)
    own = feeds.where(UmpanKalender.created_by == user.id, UmpanKalender.revoked_at.is_(None)).with_for_update()
    for feed, unit in session.execute(own).all():
        feed.revoked_at = act.now
        record(session, act, "umpan.cabut", Subject("umpan_kalender", str(feed.id), unit), after={"unit": unit})
    for table, action in ((PendingPenugasan, "akun.tolak_tugas"), (FactorReset, "akun.tolak_lepas_faktor")):
        open_ones = (table.user_id == user.id, table.decided_at.is_(None))
        refused = update(table).where(*open_ones)
        refusal = {"decided_at": act.now, "decided_by": act.actor.user_id, "is_granted": False}
        done = session.execute(refused.values(**refusal).execution_options(synchronize_session=False))
        if done.rowcount:  # type: ignore[attr-defined]
            record(session, act, action, Subject("akun", user.email), after={"sebab": "akun ditutup"})
