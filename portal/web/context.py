"""What a view may reach: the stores, one reading session, the actor and the day, all through the current request."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from flask import current_app, g
from sqlalchemy.orm import Session

from portal import clock
from portal.domain.permissions import Actor
from portal.queries.public.values import PublicState
from portal.web.replica import Replica
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


@contextmanager
def public_reading() -> Iterator[Session]:
    """A session for a page of what is public: on the replica where it has caught up with this request, else on the
    database itself. Requests that ask for something else, or carry a session, are always answered by the database."""
    replica: Replica | None = current_app.extensions.get("replica")
    wanted: PublicState | None = g.get("public_version")
    if replica is None or wanted is None or "shuns_replica" in g:
        with stores().database.reading() as session:
            yield session
        return
    with replica.reading(wanted) as on_replica:
        if on_replica is not None:
            g.reads_replica = True
            yield on_replica
            return
    with stores().database.reading() as session:
        yield session


def today() -> date:
    """Today in Jakarta, one value for the whole request."""
    if "today" not in g:
        g.today = clock.today()
    return g.today


def actor() -> Actor:
    """Whoever is signed in; only called behind the guard, which has made sure that somebody is."""
    return g.actor
