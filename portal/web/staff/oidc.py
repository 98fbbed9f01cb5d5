"""Signing in with an account elsewhere (OpenID Connect), and binding it to one's own from within.

Somebody is sent to the issuer by a link, never by a form, for the policy of content lets forms go nowhere else; and
whatever comes back is answered by a redirect, so that no page that is shown has a code in its address.
"""

import logging
from dataclasses import asdict
from typing import TYPE_CHECKING, cast

from flask import Response, abort, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from portal import clock
from portal.config import Config
from portal.domain.oidc import Identity
from portal.errors import ConflictError, IssuerAwayError, IssuerError, NotFoundError, TooManyAttemptsError
from portal.services.acts import Act
from portal.services.users import entering as doors
from portal.services.users import identities
from portal.services.users.entering import Start
from portal.web import known_device
from portal.web.context import stores
from portal.web.staff import entering, frame, outcome, security

# Only where an issuer is named the portal asks one, and only there it waits for the libraries of that.
if TYPE_CHECKING:
    from portal.oidc.issuer import Issuer, Question

log = logging.getLogger("portal.web")

ANSWER_PATH = "/masuk/penyedia/kembali"
ASKED = "tanya_penyedia"
"""Where the cookie keeps the question until its answer comes."""
CANCELLED = frozenset({"access_denied", "login_required", "interaction_required", "consent_required"})
LONGEST_FIELD = 5_000


def issuer_of(config: Config) -> "Issuer | None":
    """The issuer that the settings name. Where people come back to stands in the settings, never in a request."""
    if config.oidc is None:
        return None
    from portal.oidc.issuer import Issuer

    return Issuer(config.oidc, config.base_url + ANSWER_PATH)


def begin() -> ResponseReturnValue:
    """The button at the door: to the issuer."""
    issuer = _issuer()
    wanted = entering.local_path(request.args.get("next", ""))
    if current_user.is_authenticated:
        return redirect(wanted or url_for("work.home"))
    return _ask(issuer, {"next": wanted}) or _to_door("penyedia-jauh", wanted)


def connect() -> ResponseReturnValue:
    """From within: the page with the link to the issuer, once the person has shown who they are."""
    issuer = _issuer()
    asked = _ask(issuer, {"user": current_user.live.number})
    if asked is None:
        return frame.go("auth.security", "penyedia-jauh")
    of = issuer.settings
    return frame.show("connect", di="akun", address=asked.location, name=of.name, host=of.host)


def answer() -> ResponseReturnValue:
    """Where the issuer sends people back to, for both."""
    issuer = _issuer()
    kept, now = session.pop(ASKED, None), clock.utc_now()
    wanted = str(kept.get("next", "")) if isinstance(kept, dict) else ""
    number = kept.get("user") if isinstance(kept, dict) else None
    question = _question(kept)
    given = {name: value[:LONGEST_FIELD] for name, value in request.args.items()}
    if question is None or not question.is_answered_by(given.get("state", ""), now):
        return _back("penyedia-lewat", wanted)
    if number is not None and not (current_user.is_authenticated and current_user.live.number == number):
        # Begun in a session that is over, or in another one: nothing is bound to whoever is inside now.
        return _back("penyedia-lewat", wanted)
    if "error" in given:
        return _back("penyedia-batal" if given["error"] in CANCELLED else "penyedia-tolak", wanted)
    database = stores().database
    try:
        attempt = doors.reserve_elsewhere(database, entering.address(), now=now)
    except TooManyAttemptsError:
        return _back("penyedia-penuh", wanted)
    try:
        identity = issuer.answer(given, question, now)
    except IssuerAwayError as error:
        log.warning("the issuer of sign-ins cannot be asked: %s", error.reason)
        doors.forgive_elsewhere(database, attempt)
        return _back("penyedia-jauh", wanted)
    except IssuerError as error:
        return _refused(issuer, error.reason, "penyedia-tolak", wanted)
    return _enter(issuer, identity, attempt, wanted) if number is None else _connect(identity, attempt)


def disconnect(identity_id: int) -> ResponseReturnValue:
    """Undo the binding of one's own account."""

    def verb(db: Session, act: Act) -> str:
        identities.disconnect(db, act.actor.user_id or 0, identity_id, act)
        return security.fresh_session(db, act)

    def done(token: str) -> ResponseReturnValue:
        entering.take_up(token)
        return frame.go("auth.security", "penyedia-lepas")

    return outcome.carry_out(verb, done=done, refused=security.show, blame="penyedia")


def _enter(issuer: "Issuer", identity: Identity, attempt: int, wanted: str) -> ResponseReturnValue:
    start = Start(entering.address(), entering.browser(), known_device.known())
    policy, now = stores().config.second_factor, clock.utc_now()
    try:
        token = doors.enter_elsewhere(stores().database, identity, attempt, start, policy=policy, now=now)
    except NotFoundError:
        return _refused(issuer, "tidak_terhubung", "penyedia-asing", wanted)
    return entering.go_on(token, wanted, issuer.settings.name)


def _connect(identity: Identity, attempt: int) -> ResponseReturnValue:
    try:
        doors.connect_elsewhere(stores().database, identity, attempt, Act(current_user.actor, clock.utc_now()))
    except ConflictError as error:
        notice = "penyedia-dua" if error.message == identities.HELD else "penyedia-orang"
        return frame.go("auth.security", notice)
    return frame.go("auth.security", "penyedia-terhubung")


def _issuer() -> "Issuer":
    """The issuer; where none is named, these addresses are not there."""
    from portal.oidc.issuer import Issuer

    found = current_app.extensions["issuer"]
    if found is None:
        abort(404)
    assert isinstance(found, Issuer)  # noqa: S101 - tells the type checker what create_app put there
    return found


def _ask(issuer: "Issuer", kept: dict[str, object]) -> Response | None:
    """The way to the issuer, with the question kept in the cookie; None where it cannot be asked."""
    try:
        address, question = issuer.ask(clock.utc_now())
    except IssuerError as error:
        log.warning("the issuer of sign-ins cannot be asked: %s", error.reason)
        return None
    session[ASKED] = {**kept, **asdict(question)}
    return cast(Response, redirect(address))


def _question(kept: object) -> "Question | None":
    if not isinstance(kept, dict):
        return None
    from portal.oidc.issuer import Question

    try:
        return Question(**{name: kept[name] for name in ("state", "nonce", "verifier", "asked_at")})
    except KeyError:
        return None


def _refused(issuer: "Issuer", reason: str, notice: str, wanted: str) -> ResponseReturnValue:
    log.warning("an answer of the issuer of sign-ins was refused: %s", reason)
    doors.refuse_elsewhere(stores().database, issuer.settings.issuer, reason, now=clock.utc_now())
    return _back(notice, wanted)


def _back(notice: str, wanted: str) -> ResponseReturnValue:
    """To where it was begun, with a line that says what happened."""
    return frame.go("auth.security", notice) if current_user.is_authenticated else _to_door(notice, wanted)


def _to_door(notice: str, wanted: str) -> ResponseReturnValue:
    return redirect(url_for("auth.login", pesan=notice, next=wanted or None), 303)
