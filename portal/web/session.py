"""Sessions: Flask-Login over server-side rows that can be revoked.

The cookie holds a random token; the database holds only its hash. The token, not the user's number, is what
Flask-Login keeps, so ending the row ends the session with the next request.
"""

from dataclasses import dataclass

from flask import Flask, g
from flask_login import LoginManager, UserMixin

from portal import clock
from portal.domain.permissions import Actor
from portal.services.users import accounts
from portal.web.context import stores, today


@dataclass(frozen=True)
class SignedIn(UserMixin):
    """Whoever is signed in, for this request."""

    token: str
    actor: Actor
    must_change_password: bool = False

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


def _load(token: str) -> SignedIn | None:
    now = clock.utc_now()
    database = stores().database
    with database.reading() as session:
        found = accounts.session_user(session, token, now=now)
        if found is None:
            return None
        user, is_stale = found
        actor = accounts.load_actor(session, user, today())
    if is_stale:
        with database.transaction() as session:
            accounts.touch_session(session, token, now=now)
    g.actor = actor
    return SignedIn(token, actor, user.must_change_password)
