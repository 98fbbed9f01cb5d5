"""Following a search by mail, without an account: ask, confirm, see and end what is followed.

Opening a link changes nothing, because programs open links in letters before people do. No session and no form token is
asked for: the search page stays the same for everybody, and the secret of a letter is the right to act.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal import clock
from portal.domain.langganan import read_mail_address
from portal.domain.whole_number import read_count
from portal.errors import BadInputError, ConflictError, NotFoundError
from portal.queries import langganan as queries
from portal.queries.langganan import FollowedSearch
from portal.search.params import SearchParams, read_saved
from portal.services.langganan import following, tokens
from portal.web.context import reading, stores
from portal.web.converters import LARGEST_ROW
from portal.web.delivery import PRIVATE
from portal.web.letter_limits import LANGGANAN, limits_of
from portal.web.public import facets


@dataclass(frozen=True)
class ShownSearch:
    """A search in words: its text, its filters, its address; `is_readable` is False where it means nothing any more."""

    id: int
    text: str
    chips: tuple[str, ...]
    address: str
    is_readable: bool = True


def ask() -> ResponseReturnValue:
    """Ask for a letter that asks back; the answer is the same whatever is known of the address."""
    params = read_saved(request.form.get("pencarian", ""))
    typed = request.form.get("surel", "")
    try:
        surel = read_mail_address(typed)
    except BadInputError as error:
        page = _show(
            "form", 422, searches=[_shown(0, params)], saved=params.saved(), typed=typed[:300], problem=error.message
        )
        return page
    limits = limits_of(LANGGANAN)
    limits.check_network()
    if limits.may_ask(surel.mailbox):
        with stores().database.transaction() as session:
            following.ask(session, surel, params, clock.utc_now())
    return _show("asked", searches=[_shown(0, params)])


def offer(token: str) -> ResponseReturnValue:
    """What the link of a letter would confirm, with the button that does."""
    with reading() as session:
        found = queries.find_offer(session, tokens.digest_of(token), clock.utc_now())
        if found is None:
            return _gone()
        return _show("offer", searches=_of([found]), is_active=found.is_active, token=token)


def confirm(token: str) -> ResponseReturnValue:
    """Let the search live, and show all that this address follows."""
    try:
        with stores().database.transaction() as session:
            own = following.confirm(session, token, clock.utc_now())
    except NotFoundError:
        return _gone()
    except ConflictError as error:
        return _show("refused", 409, problem=error.message)
    return _private(make_response(redirect(url_for("langganan.manage", token=own, pesan="aktif"), 303)))


def manage(token: str) -> ResponseReturnValue:
    """All that this address follows, each with a button that ends it."""
    with reading() as session:
        found = queries.find_followed(session, tokens.digest_of(token))
        if found is None:
            return _gone()
        return _manage(token, found, request.args.get("pesan", ""))


def end(token: str) -> ResponseReturnValue:
    """End one search, or all: what a mail program sends by one click (RFC 8058) names none, and gets no redirect."""
    chosen = request.form.get("langganan", "")
    number = read_count(chosen) if chosen else None
    if chosen and (number is None or number > LARGEST_ROW):
        raise BadInputError("Pilih langganan dari daftarnya.", "langganan")
    try:
        with stores().database.transaction() as session:
            left = following.end(session, token, number)
    except NotFoundError:
        return _gone()
    if not left:
        return _show("ended")
    with reading() as session:
        return _manage(token, queries.find_followed(session, tokens.digest_of(token)) or (), "berakhir")


def _manage(token: str, found: Sequence[FollowedSearch], told: str) -> Response:
    return _show("manage", searches=_of(found), token=token, told=told)


def _gone() -> Response:
    return _show("gone", 404)


def _of(found: Sequence[FollowedSearch]) -> list[ShownSearch]:
    shown = []
    for one in found:
        try:
            shown.append(_shown(one.id, read_saved(one.search)))
        except BadInputError:
            shown.append(ShownSearch(one.id, "", (), url_for("public.search"), is_readable=False))
    return shown


def _shown(number: int, params: SearchParams) -> ShownSearch:
    with reading() as session:
        names = facets.selected_names(session, params)
    chips = tuple(chip.label for chip in facets.chips(params, names))
    saved = params.saved()
    return ShownSearch(number, params.text, chips, url_for("public.search") + (f"?{saved}" if saved else ""))


def _show(name: str, status: int = 200, **values: object) -> Response:
    return _private(make_response(render_template(f"langganan/{name}.html", **values), status))


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = PRIVATE
    response.headers["X-Robots-Tag"] = "noindex"
    return response
