"""Choosing a password by the link of a letter, and asking for one at the door.

The secret stands in the address of one redirect only: it moves into the cookie, so no page that is shown has it in its
address, and no other page or server learns it from there. Opening a link changes nothing, because programs open links
before people do.
"""

from flask import Response, abort, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import logout_user

from portal import clock
from portal.errors import BadInputError, NotFoundError, SignInBusyError
from portal.services.users import account_links
from portal.services.users import entering as doors
from portal.services.users.account_links import FoundLink
from portal.services.users.password_rules import rules_of
from portal.web.context import stores
from portal.web.letter_limits import TAUTAN, limits_of

INCOMPLETE = "Tulis alamat surel yang lengkap, misalnya nama@instansi.go.id."
HELD = "tautan_sandi"
"""Where the cookie keeps the secret of the link that was opened last."""


def forgot() -> ResponseReturnValue:
    """Ask for a link; one answer, and the same work, whoever has the address."""
    if not stores().config.has_mail_server:
        abort(404)
    if request.method != "POST":
        return _show("forgot", typed="", problem="")
    email = doors.as_known(request.form.get("email", ""))
    if "@" not in email:
        return _show("forgot", 422, typed=email, problem=INCOMPLETE)
    limits = limits_of(TAUTAN)
    limits.check_network()
    if limits.may_ask(email):
        with stores().database.transaction() as db:
            account_links.note_request(db, email, clock.utc_now())
    return _show("link_sent")


def link(token: str) -> ResponseReturnValue:
    """The address in a letter: remember its secret and go on where it is not in the address."""
    session[HELD] = token
    return redirect(url_for("auth.login_password"), 303)


def choose() -> ResponseReturnValue:
    """The page behind a link: choose a password, or ask for another link where it ran out."""
    token = str(session.get(HELD, ""))
    try:
        found, shortest = _find(token)
    except NotFoundError as error:
        return _gone(error.message)
    if found.is_expired:
        return _show("link_expired", 410, email=found.user.email)
    if request.method != "POST":
        return _choose_page(found, shortest)
    new = request.form.get("new", "")
    try:
        if new != request.form.get("again", ""):
            raise BadInputError("Kedua kata sandi baru tidak sama.", "again")
        policy = stores().config.second_factor
        doors.choose_password(stores().database, token, new, now=clock.utc_now(), policy=policy)
    except BadInputError as error:
        return _choose_page(found, shortest, 422, "again" if error.field == "again" else "new", error.message)
    except SignInBusyError as error:
        answer = _choose_page(found, shortest, 503, "new", error.message)
        answer.headers["Retry-After"] = str(error.retry_after)
        return answer
    except NotFoundError as error:
        return _gone(error.message)
    # Whoever was signed in here may be somebody else; and a password alone is not all that the door asks for.
    logout_user()
    session.clear()
    return redirect(url_for("auth.login", pesan="sandi-diatur"), 303)


def again() -> ResponseReturnValue:
    """Ask for another link to the address of the one that ran out."""
    limits_of(TAUTAN).check_network()
    try:
        with stores().database.transaction() as db:
            account_links.ask_again(db, str(session.get(HELD, "")), clock.utc_now(), stores().config.base_url)
    except NotFoundError as error:
        return _gone(error.message)
    return _show("link_sent")


def _find(token: str) -> tuple[FoundLink, int]:
    """The link, and how long a password of its account has to be."""
    with stores().database.reading() as db:
        found = account_links.find(db, token, clock.utc_now())
        return found, rules_of(db, found.user, stores().config.second_factor).shortest


def _choose_page(found: FoundLink, shortest: int, status: int = 200, field: str = "", problem: str = "") -> Response:
    return _show(
        "choose_password",
        status,
        email=found.user.email,
        purpose=found.purpose.value,
        shortest=shortest,
        problems=((field, problem),) if problem else (),
    )


def _gone(message: str) -> Response:
    return _show("link_gone", 404, message=message, can_ask=stores().config.has_mail_server)


def _show(name: str, status: int = 200, **values: object) -> Response:
    return make_response(render_template(f"staff/{name}.html", **values), status)
