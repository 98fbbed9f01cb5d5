"""Leaving: whatever opens something in somebody's name ends with their account, and stays ended if it is opened again.

Sessions end where the account is closed (`accounts`). A second factor and roles are kept: they open nothing by
themselves, and an account that is opened again must not be weaker than before.
"""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from portal.models.kalender import UmpanKalender
from portal.models.oidc_identity import OidcIdentity
from portal.models.unit import Unit
from portal.models.user import FactorReset, PendingPenugasan, User
from portal.services.acts import Act, Subject, record
from portal.services.kunci_akses import ending
from portal.services.pemberitahuan import outbox
from portal.services.users import account_links
from portal.services.webhook import ending as webhook_ending

HAS_LEFT = "Akun penerimanya ditutup sebelum surat dikirim."


def take_keys(session: Session, user: User, act: Act) -> None:
    """End links, accounts elsewhere, keys and addresses of programs, calendars, waiting letters and open wishes."""
    account_links.end_all(session, user.id, act.now)
    ending.end_of_maker(session, user.id, act)
    webhook_ending.end_of_maker(session, user.id, act)
    outbox.drop_of_reader(session, user.email, HAS_LEFT)
    feeds = select(UmpanKalender, Unit.kode).join(Unit, Unit.id == UmpanKalender.unit_id)
    own = feeds.where(UmpanKalender.created_by == user.id, UmpanKalender.revoked_at.is_(None)).with_for_update()
    for feed, unit in session.execute(own).all():
        feed.revoked_at = act.now
        record(session, act, "umpan.cabut", Subject("umpan_kalender", str(feed.id), unit), after={"unit": unit})
    subject, after = Subject("akun", user.email), {"sebab": "akun ditutup"}
    elsewhere = delete(OidcIdentity).where(OidcIdentity.user_id == user.id)
    if session.execute(elsewhere.execution_options(synchronize_session=False)).rowcount:  # type: ignore[attr-defined]
        record(session, act, "akun.lepas_hubungan", subject, after=after)
    if _refuse_open(session, PendingPenugasan, user, act):
        record(session, act, "akun.tolak_tugas", subject, after=after)
    if _refuse_open(session, FactorReset, user, act):
        record(session, act, "akun.tolak_lepas_faktor", subject, after=after)


def _refuse_open(session: Session, asked: type[PendingPenugasan | FactorReset], user: User, act: Act) -> bool:
    """Refuse what is asked for about an account and nobody has decided; says whether there was any."""
    open_ones = (asked.user_id == user.id, asked.decided_at.is_(None))
    refusal = {"decided_at": act.now, "decided_by": act.actor.user_id, "is_granted": False}
    refused = update(asked).where(*open_ones).values(**refusal).execution_options(synchronize_session=False)
    return bool(session.execute(refused).rowcount)  # type: ignore[attr-defined]
