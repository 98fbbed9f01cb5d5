"""Keamanan akun: one's own second factor, recovery codes and sessions."""

from flask import Response, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from portal import clock
from portal.domain.second_factor import FactorPolicy, is_needed
from portal.errors import NotFoundError
from portal.queries import account_security
from portal.services.acts import Act
from portal.services.users import accounts, factors
from portal.services.users.passkeys import site_of
from portal.services.users.seal import Seal
from portal.web.context import actor, reading, stores
from portal.web.staff import entering, frame, outcome
from portal.web.staff.outcome import NOTHING_REFUSED, Refusal
from portal.web.typed import clean_line
from portal.web.words.devices import device_words


def security() -> ResponseReturnValue:
    """What keeps this account: applications, recovery codes, sessions."""
    return show()


def begin_factor() -> ResponseReturnValue:
    """Draw a seed for a new application."""
    _require_offered()
    return outcome.carry_out(
        lambda session, act: factors.begin(session, act, _seal()),
        done=lambda _: redirect(url_for("auth.factor"), 303),
        refused=show,
        blame="aplikasi",
    )


def factor() -> ResponseReturnValue:
    """Show what the application has to be told, and take its first code."""
    _require_offered()
    if request.method != "POST":
        return _setup_page({}, NOTHING_REFUSED)
    typed = {"nama": clean_line(request.form.get("nama", ""))}

    def verb(session: Session, act: Act) -> tuple[tuple[str, ...], str]:
        codes = factors.confirm(session, typed["nama"], request.form.get("kode", ""), act, _seal())
        return codes, fresh_session(session, act)

    def done(found: tuple[tuple[str, ...], str]) -> ResponseReturnValue:
        codes, token = found
        entering.take_up(token)
        return codes_page(codes, is_first=True) if codes else frame.go("auth.security", "faktor-ditambah")

    return outcome.carry_out(verb, done=done, refused=lambda refusal: _setup_page(typed, refusal), blame="kode")


def end_factor(factor_id: int) -> ResponseReturnValue:
    """Take an application away."""

    def verb(session: Session, act: Act) -> str:
        policy = stores().config.second_factor
        factors.end(session, factor_id, act, is_needed=is_needed(policy, act.actor.peran))
        return fresh_session(session, act)

    def done(token: str) -> ResponseReturnValue:
        entering.take_up(token)
        return frame.go("auth.security", "faktor-dihapus")

    return outcome.carry_out(verb, done=done, refused=show, blame="aplikasi")


def recovery_codes() -> ResponseReturnValue:
    """Make the recovery codes anew; they are shown once, on the answer itself."""
    _require_offered()
    return outcome.carry_out(factors.renew_codes, done=codes_page, refused=show, blame="aplikasi")


def end_session(session_id: int) -> ResponseReturnValue:
    """End one of one's own sessions."""
    with stores().database.transaction() as session:
        accounts.end_own_session(session, session_id, frame.act())
    return frame.go("auth.security", "sesi-berakhir")


def end_other_sessions() -> ResponseReturnValue:
    """End all of one's own sessions but this one."""
    with stores().database.transaction() as session:
        accounts.end_other_sessions(session, current_user.live.number, frame.act())
    return frame.go("auth.security", "sesi-lain-berakhir")


def _require_offered() -> None:
    if stores().config.second_factor is FactorPolicy.OFF:
        abort(404)


def _seal() -> Seal:
    found = current_app.extensions["seal"]
    assert isinstance(found, Seal)  # noqa: S101 - tells the type checker what create_app put there
    return found


def fresh_session(session: Session, act: Act) -> str:
    """A session in place of this one, which ended with all others of the account."""
    device, address = entering.browser(), entering.address()
    return accounts.start_session(session, act.actor.user_id or 0, device=device, now=act.now, address=address)


def show(refusal: Refusal = NOTHING_REFUSED) -> Response:
    """The page, with what was refused."""
    now = clock.utc_now()
    with reading() as session:
        found = account_security.load(
            session,
            actor().user_id or 0,
            seen_since=now - accounts.IDLE,
            created_since=now - accounts.ABSOLUTE,
        )
    policy = stores().config.second_factor
    return frame.show(
        "security",
        refusal.status,
        di="akun",
        found=found,
        this_session=current_user.live.number,
        device_words=device_words,
        is_offered=policy is not FactorPolicy.OFF,
        has_site=site_of(stores().config.base_url) is not None,
        is_needed=is_needed(policy, actor().peran),
        must_set_up=current_user.must_set_up,
        problems=refusal.pairs(),
        recovery_codes=factors.RECOVERY_CODES,
        elsewhere=stores().config.oidc,
    )


def _setup_page(typed: dict[str, str], refusal: Refusal) -> Response:
    with reading() as session:
        setup = factors.setup(session, frame.act(), _seal())
    if setup is None:
        raise NotFoundError("Waktu penyiapan sudah habis. Mulai lagi dari halaman Keamanan akun.")
    return frame.show(
        "factor",
        refusal.status,
        di="akun",
        setup=setup,
        typed=typed,
        problems=refusal.pairs(),
        errors=dict(refusal.pairs()),
    )


def codes_page(codes: tuple[str, ...], *, is_first: bool = False) -> Response:
    """New recovery codes, shown once."""
    return frame.show("recovery_codes", di="akun", codes=codes, is_first=is_first)
