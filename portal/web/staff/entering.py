"""Entering and leaving, and changing one's own password."""

import re

from flask import Response, abort, current_app, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user

from portal import clock
from portal.domain.second_factor import FactorPolicy
from portal.errors import BadInputError, NotFoundError, SignInBusyError, TooManyAttemptsError
from portal.models.passkey import PasskeyUse
from portal.queries import account_security
from portal.services.users import accounts, entering
from portal.services.users.entering import Attempt, Start
from portal.services.users.guessing import FAILURE_WINDOW
from portal.services.users.passkeys import site_of
from portal.services.users.passwords import PasswordRules
from portal.web import known_device
from portal.web.context import actor, stores
from portal.web.session import SignedIn, signed_in
from portal.web.staff import frame
from portal.web.throttle import counted_as
from portal.web.words.notices import notice

WRONG = "Surel atau kata sandi tidak cocok. Periksa keduanya, lalu coba lagi."
WRONG_CODE = "Kode tidak cocok. Isi kode yang sedang tampil di aplikasi, atau satu kode pemulihan."
WRONG_KEY = "Kunci sandi tidak cocok. Ulangi, atau isi kode."
WAITING = "menunggu_kode"
"""Where the cookie keeps the token of a right password; Flask-Login does not look there, so it opens nothing."""
SHOWN_TO = "penyedia"
"""Where it keeps who saw the first step, where that was no password."""
WAIT = int(FAILURE_WINDOW.total_seconds())
# A path of our own: no other host, no backslash that a browser takes for a slash, no control characters.
_LOCAL = re.compile(r"/(?![/\\])[^\x00-\x20\x7f\\]*")


def login() -> ResponseReturnValue:
    """The door: address and password, nothing else."""
    wanted = local_path(request.values.get("next", ""))
    if current_user.is_authenticated:
        return redirect(wanted or url_for("work.home"))
    if request.method != "POST":
        return _door("", wanted)
    email = request.form.get("email", "")
    attempt = Attempt(
        email=email,
        password=request.form.get("password", ""),
        address=address(),
        device=browser(),
        known=known_device.known(),
    )
    policy = stores().config.second_factor
    try:
        token = entering.enter(stores().database, attempt, now=clock.utc_now(), policy=policy)
    except TooManyAttemptsError as error:
        return _later(_door(email, wanted, error.message, 429), WAIT)
    except SignInBusyError as error:
        return _later(_door(email, wanted, error.message, 503), error.retry_after)
    if token is None:
        return _door(email, wanted, WRONG, 422)
    return go_on(token, wanted)


def go_on(token: str, wanted: str, shown_to: str = "") -> ResponseReturnValue:
    """Behind the first step: inside, or to the second one. `shown_to` names the issuer who saw the first."""
    if not _waits(token):
        return _enter(token, wanted)
    session.clear()
    session[WAITING] = token
    if shown_to:
        session[SHOWN_TO] = shown_to
    return redirect(url_for("auth.login_code", next=wanted or None), 303)


def login_code() -> ResponseReturnValue:
    """Behind the right password of an account with a second factor: its code, or leaving."""
    wanted = local_path(request.values.get("next", ""))
    token = str(session.get(WAITING, ""))
    if not _waits(token):
        return redirect(url_for("auth.login", next=wanted or None), 303)
    if request.method != "POST":
        return _code_page(wanted)
    if "batal" in request.form:
        entering.leave(stores().database, token, now=clock.utc_now())
        session.clear()
        return redirect(url_for("auth.login", pesan="keluar"), 303)
    signed, site = request.form.get("kunci", ""), site_of(stores().config.base_url)
    if signed and site is not None:
        check = entering.by_passkey(signed, PasskeyUse.ENTER, site)
    else:
        check = entering.by_code(request.form.get("kode", ""), current_app.extensions["seal"])
    try:
        entered = entering.enter_behind(
            stores().database,
            token,
            check,
            Start(address(), browser(), known_device.known()),
            policy=stores().config.second_factor,
            now=clock.utc_now(),
        )
    except TooManyAttemptsError as error:
        return _later(_code_page(wanted, error.message, 429), WAIT)
    except NotFoundError:
        return redirect(url_for("auth.login", next=wanted or None), 303)
    if entered is None:
        return _code_page(wanted, WRONG_KEY if signed else WRONG_CODE, 422)
    return _enter(entered, wanted)


def challenge() -> ResponseReturnValue:
    """What a key has to sign behind the right password, for the script of that page."""
    site = site_of(stores().config.base_url)
    if site is None:
        abort(404)
    token = str(session.get(WAITING, ""))
    return Response(
        entering.challenge_behind(stores().database, token, site, now=clock.utc_now()), mimetype="application/json"
    )


def logout() -> ResponseReturnValue:
    """Leave: the session ends on the server, not only in the browser."""
    with stores().database.transaction() as db:
        accounts.end_session(db, current_user.get_id(), now=clock.utc_now())
    _forget()
    return redirect(url_for("auth.login", pesan="keluar"), 303)


def password() -> ResponseReturnValue:
    """Change one's own password."""
    if request.method != "POST":
        return _password_page()
    typed = {name: request.form.get(name, "") for name in ("current", "new", "again")}
    try:
        if typed["new"] != typed["again"]:
            raise BadInputError("Kedua kata sandi baru tidak sama.", "again")
        mark = entering.change_password(
            stores().database,
            actor(),
            current=typed["current"],
            new=typed["new"],
            now=clock.utc_now(),
            policy=stores().config.second_factor,
        )
    except TooManyAttemptsError as error:
        return _later(_password_page(429, "current", error.message), WAIT)
    except SignInBusyError as error:
        return _later(_password_page(503, "current", error.message), error.retry_after)
    except BadInputError as error:
        return _password_page(422, "new" if error.field == "password" else error.field or "current", error.message)
    user_id = actor().user_id or 0
    _forget()
    answer = make_response(redirect(url_for("auth.login", pesan="sandi"), 303))
    known_device.remember(answer, user_id, mark)
    return answer


def local_path(text: str) -> str:
    """The path if it leads to a page of this portal, else nothing: no door to a stranger's page."""
    return text if _LOCAL.fullmatch(text) else ""


def address() -> str:
    """Where the request comes from, as it is counted."""
    return counted_as(request.remote_addr)


def browser() -> str:
    """How the browser names itself."""
    return request.headers.get("User-Agent", "")


def take_up(token: str) -> SignedIn | None:
    """Let the browser go on with this session and no other; None where it ended already."""
    # Whatever stood in the cookie before is dropped, so that nobody can plant a session for somebody else.
    session.clear()
    with stores().database.reading() as db:
        found = signed_in(db, token)
    if found is None:
        current_app.logger.warning("a new session ended before it began")
        return None
    login_user(found)
    return found


def _enter(token: str, wanted: str) -> Response:
    answer = make_response(redirect(wanted or url_for("work.home"), 303))
    found = take_up(token)
    if found is not None:
        user = found.live.user
        known_device.remember(answer, user.id, accounts.device_mark(user))
    return answer


def _waits(token: str) -> bool:
    """Whether this is the token of a right password that waits for its code."""
    if not token:
        return False
    with stores().database.reading() as db:
        return accounts.waiting_user(db, token, now=clock.utc_now()) is not None


def _forget() -> None:
    logout_user()
    session.clear()


def _later(answer: Response, seconds: int) -> Response:
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _password_page(status: int = 200, field: str = "", message: str = "") -> Response:
    problems = ((field, message),) if message else ()
    user = current_user.live.user
    has_factor = current_user.live.has_factor and stores().config.second_factor is not FactorPolicy.OFF
    return frame.show(
        "password",
        status,
        di="akun",
        problems=problems,
        is_initial=current_user.must_change_password,
        is_too_short=current_user.is_too_short,
        shortest=PasswordRules(user.email, has_factor=has_factor).shortest,
    )


def _code_page(wanted: str, problem: str = "", status: int = 200) -> Response:
    config = stores().config
    with stores().database.reading() as db:
        user = accounts.waiting_user(db, str(session.get(WAITING, "")), now=clock.utc_now())
        kinds = account_security.kinds_of(db, user.id if user is not None else 0)
    has_passkey = kinds.has_passkey and site_of(config.base_url) is not None
    body = render_template(
        "staff/login_code.html",
        wanted=wanted,
        problem=problem,
        has_app=kinds.has_app,
        has_passkey=has_passkey,
        shown_to=str(session.get(SHOWN_TO, "")),
    )
    return make_response(body, status)


def _door(email: str, wanted: str, problem: str = "", status: int = 200) -> Response:
    shown = notice(request.args.get("pesan"))
    config = stores().config
    body = render_template(
        "staff/login.html",
        email=email,
        wanted=wanted,
        problem=problem,
        notice=shown,
        has_mail_server=config.has_mail_server,
        elsewhere=config.oidc,
    )
    return make_response(body, status)
