"""Showing again who one is, before an act that weighs: withdrawing, roles and accounts, keys.

An open session on a desk is not enough for these. The form is held back, not lost: the page that asks for the password
or a code carries what was typed along and sends it to where it was going. Once shown, it is good for ten minutes.
"""

from datetime import timedelta

from flask import Flask, Response, current_app, request
from flask_login import current_user

from portal import clock
from portal.errors import SignInBusyError, TooManyAttemptsError
from portal.services.users import entering
from portal.services.users.guessing import FAILURE_WINDOW
from portal.web.context import stores
from portal.web.kept_form import NEVER_KEPT, PLAIN_FORM, PROOF_FIELD
from portal.web.policy import NEEDS_PROOF
from portal.web.staff import frame

GOOD_FOR = timedelta(minutes=10)


def install(app: Flask) -> None:
    """Ask before the views whose line in `policy.csv` says so, and behind the guard and the check of the form token."""
    app.before_request(_check_proof)


def _check_proof() -> Response | None:
    if (request.endpoint, request.method) not in NEEDS_PROOF:
        return None
    now = clock.utc_now()
    if timedelta() <= now - current_user.live.proven_at < GOOD_FOR:
        return None
    typed = request.form.get(PROOF_FIELD)
    if typed is None:
        return _page(403)
    try:
        is_shown = entering.prove(
            stores().database, current_user.token, current_user.actor, typed, current_app.extensions["seal"], now=now
        )
    except TooManyAttemptsError as error:
        return _later(_page(429, error.message), int(FAILURE_WINDOW.total_seconds()))
    except SignInBusyError as error:
        return _later(_page(503, error.message), error.retry_after)
    return None if is_shown else _page(422, "Tidak cocok. Isi kata sandi Anda, atau kode yang sedang tampil.")


def _page(status: int, problem: str = "") -> Response:
    typed = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in NEVER_KEPT and request.mimetype == PLAIN_FORM
    ]
    return frame.show(
        "prove",
        status,
        di="",
        typed=typed,
        field=PROOF_FIELD,
        address=request.full_path.rstrip("?"),
        problems=((PROOF_FIELD, problem),) if problem else (),
        has_factor=current_user.live.has_factor,
    )


def _later(answer: Response, seconds: int) -> Response:
    answer.headers["Retry-After"] = str(seconds)
    return answer
