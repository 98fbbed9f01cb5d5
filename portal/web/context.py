"""What a view may reach: the stores, one reading session, the actor and the day, all through the current request."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from flask import current_app, g
from sqlalchemy.orm import Session

from portal import clock
from portal.domain.permissions import Actor
from portal.wiring import Stores


def stores() -> Stores:
    """Database, objects, search and settings of this application."""
    found = current_app.extensions["portal"]
    assert isinstance(found, Stores)  # noqa: S101 - tells the type checker what create_app put there
    return found


@contextmanager
def reading() -> Iterator[Session]:
    """A session that reads. Whoever asks within another's gets the same one, so that a page shows one moment."""
    if "reading" in g:
        yield g.reading
        return
    with stores().database.reading() as session:
        g.reading = session
        try:
            yield session
        finally:
            g.pop("reading")


def today() -> date:
    """Today in Jakarta, one value for the whole request."""
    if "today" not in g:
        g.today = clock.today()
    return g.today


def actor() -> Actor:
    """Whoever is signed in; only called behind the guard, which has made sure that somebody is."""
    return g.actor
