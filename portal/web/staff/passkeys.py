"""Kunci sandi: one's own passkeys, set up and taken away; and what they have to sign within a session."""

from flask import Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from portal.domain.second_factor import FactorPolicy, is_needed
from portal.errors import BadInputError
from portal.models.passkey import PasskeyUse
from portal.services.acts import Act
from portal.services.users import passkeys
from portal.services.users.passkeys import Site, site_of
from portal.web.context import stores
from portal.web.staff import entering, frame, outcome, security
from portal.web.staff.outcome import NOTHING_REFUSED, Refusal
from portal.web.typed import clean_line

_USES = {"tambah": PasskeyUse.ADD, "bukti": PasskeyUse.PROVE}


def begin() -> ResponseReturnValue:
    """Go on to the page that sets a key up, once the person has shown who they are."""
    _site()
    return redirect(url_for("auth.passkey"), 303)


def passkey() -> ResponseReturnValue:
    """Set a key up: its name, and what the browser hands over."""
    site = _site()
    if request.method != "POST":
        return _page({}, NOTHING_REFUSED)
    typed = {"nama": clean_line(request.form.get("nama", ""))}
    act = frame.act()
    with stores().database.transaction() as session:
        drawn = passkeys.spend(session, current_user.live.number, PasskeyUse.ADD, act.now)

    def verb(session: Session, act: Act) -> tuple[tuple[str, ...], str]:
        codes = passkeys.add(session, typed["nama"], request.form.get("kunci", ""), drawn, act, site)
        return codes, security.fresh_session(session, act)

    def done(found: tuple[tuple[str, ...], str]) -> ResponseReturnValue:
        codes, token = found
        entering.take_up(token)
        return security.codes_page(codes, is_first=True) if codes else frame.go("auth.security", "kunci-ditambah")

    return outcome.carry_out(verb, done=done, refused=lambda refusal: _page(typed, refusal), blame="kunci")


def challenge() -> ResponseReturnValue:
    """What a key has to sign in this session, for the script of a page."""
    site, act = _site(), frame.act()
    use = _USES.get(request.form.get("untuk", ""))
    if use is None:
        raise BadInputError("Pakai tombol di halamannya.", "untuk")
    with stores().database.transaction() as session:
        live = current_user.live
        text = passkeys.challenge(session, live.number, live.user, use, site, act.now)
    return Response(text, mimetype="application/json")


def end(passkey_id: int) -> ResponseReturnValue:
    """Take a key away."""

    def verb(session: Session, act: Act) -> str:
        needed = is_needed(stores().config.second_factor, act.actor.peran)
        passkeys.end(session, passkey_id, act, is_needed=needed)
        return security.fresh_session(session, act)

    def done(token: str) -> ResponseReturnValue:
        entering.take_up(token)
        return frame.go("auth.security", "kunci-dihapus")

    return outcome.carry_out(verb, done=done, refused=security.show, blame="kunci")


def _site() -> Site:
    """The site keys belong to; without a name, and where no second factor is offered, there are none."""
    config = stores().config
    site = site_of(config.base_url)
    if site is None or config.second_factor is FactorPolicy.OFF:
        abort(404)
    return site


def _page(typed: dict[str, str], refusal: Refusal) -> Response:
    return frame.show(
        "passkey",
        refusal.status,
        di="akun",
        typed=typed,
        problems=refusal.pairs(),
        errors=dict(refusal.pairs()),
    )
