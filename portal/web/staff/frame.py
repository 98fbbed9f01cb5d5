"""Frame of the pages for staff: the menu with what waits for me, the notice of what just happened."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock
from portal.domain.whole_number import read_count
from portal.queries.naskah import worklist
from portal.services.acts import Act
from portal.web.context import actor, reading, today
from portal.web.staff.choices import CHOICES
from portal.web.words import progress
from portal.web.words.notices import notice


def act() -> Act:
    """The signed-in person, acting now."""
    return Act(actor(), clock.utc_now())


def show(template: str, status: int = 200, **values: object) -> Response:
    """A page within the frame; `di` names the place in the menu."""
    with reading() as session:
        menu = worklist.load_menu(session, actor(), today())
    page = render_template(
        f"staff/{template}.html",
        actor=actor(),
        menu=menu,
        notice=notice(request.args.get("pesan")),
        factor_until=current_user.factor_until,
        progress=progress,
        pilih=CHOICES,
        **values,
    )
    return make_response(page, status)


def go(endpoint: str, pesan: str, **values: Any) -> ResponseReturnValue:
    """To another page, with a notice named by its key."""
    return redirect(url_for(endpoint, pesan=pesan, **values), 303)


def address_of(endpoint: str, **values: Any) -> Callable[[int], str]:
    """Gives the address of any page of a list; empty values are left out."""
    kept = {name: value for name, value in values.items() if value}

    def address(number: int) -> str:
        return url_for(endpoint, **kept, hal=number if number > 1 else None)

    return address


def page_number() -> int:
    """The page of a list asked for; anything else than a number is the first."""
    return read_count(request.args.get("hal", ""), 6) or 1


def one_moment(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """The view, reading in one session where it is only looked at; after an act, what is shown is read anew."""

    @wraps(view)
    def shown(**values: Any) -> ResponseReturnValue:
        if request.method not in ("GET", "HEAD"):
            return view(**values)
        with reading():
            return view(**values)

    return shown
