"""Sessions: Flask-Login over server-side rows that can be revoked.

The cookie holds a random token; the database holds only its hash. The token, not the user's number, is what
Flask-Login keeps, so ending the row ends the session with the next request.
"""

from dataclasses import dataclass
from datetime import date

from flask import Flask, g
from flask_login import LoginManager, UserMixin
from sqlalchemy.orm import Session

from portal import clock
from portal.domain.permissions import Actor
from portal.domain.second_factor import FactorDemand, demand, is_password_enough, last_day_without
from portal.services.users import accounts
from portal.services.users.accounts import LiveSession
from portal.web.context import stores, today


@dataclass(frozen=True)
class SignedIn(UserMixin):
    """Whoever is signed in, for this request."""

    token: str
    actor: Actor
    live: LiveSession
    demand: FactorDemand
    is_too_short: bool
    """Whether the password was long enough only beside a second factor that is gone, or not asked for any more."""

    @property
    def must_change_password(self) -> bool:
        """Whether nothing else is open: the password was made by somebody else, or is not enough any more."""
        return self.live.user.must_change_password or self.is_too_short

    @property
    def must_set_up(self) -> bool:
        """Whether the days without a second factor are over."""
        return self.demand is FactorDemand.NOW

    @property
    def factor_until(self) -> date | None:
        """The last day without a second factor, where the account needs one and has none yet."""
        if self.demand is not FactorDemand.SOON:
            return None
        return self.live.user.factor_due_on or last_day_without(today())

    def get_id(self) -> str:
        """What goes into the signed cookie: the session's token."""
        return self.token


def install(app: Flask) -> None:
    """Let Flask-Login find the signed-in person through the session table."""
    manager = LoginManager()
    manager.session_protection = None  # Addresses of mobile networks change; the session row is the protection.
    manager.init_app(app, add_context_processor=False)
    manager.user_loader(_load)
    # There is no remember-me cookie; the hook for it would touch the session on every public page, and
    # with it mark them all as different for each visitor.
    app.after_request_funcs[None].remove(manager._update_remember_cookie)


def signed_in(db: Session, token: str) -> SignedIn | None:
    """Whoever this token stands for, with what is asked of them today; None where it opens nothing."""
    live = accounts.session_user(db, token, now=clock.utc_now())
    if live is None:
        return None
    actor = accounts.load_actor(db, live.user, today())
    policy = stores().config.second_factor
    asked = demand(
        policy,
        actor.peran,
        has_factor=live.has_factor,
        due_on=live.user.factor_due_on,
        today=today(),
    )
    is_enough = is_password_enough(policy, is_short=live.user.has_short_password, has_factor=live.has_factor)
    return SignedIn(token, actor, live, asked, is_too_short=not is_enough)


def _load(token: str) -> SignedIn | None:
    database = stores().database
    with database.reading() as session:
        found = signed_in(session, token)
    if found is None:
        return None
    if found.live.is_stale:
        with database.transaction() as session:
            accounts.touch_session(session, token, now=clock.utc_now())
    g.actor = found.actor
    return found
