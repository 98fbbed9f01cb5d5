"""The one way to carry out an act and to answer: another page with a notice, or the same one with what is wrong."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from flask import Response
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.errors import BadInputError, ConflictError, FieldsRefusedError, Problem, StaleVersionError
from portal.services.acts import Act
from portal.web.context import stores
from portal.web.staff import frame

R = TypeVar("R")
FieldProblems = tuple[tuple[str, str], ...]
"""Problems as templates take them: the name of the field, and what to do."""


@dataclass(frozen=True)
class Refusal:
    """Why an act was not carried out: 422 for what was typed, 409 for the state the record is in."""

    status: int
    problems: tuple[Problem, ...]
    is_stale: bool = False
    """Whether somebody else changed the record in the meantime."""

    def pairs(self, form: str = "") -> FieldProblems:
        """The problems as a page shows them; `form` tells its fields from those of other forms on the page."""
        return tuple((f"{form}-{one.field}" if form else one.field, one.message) for one in self.problems)


NOTHING_REFUSED = Refusal(200, ())
"""What a page begins with: nothing was tried yet."""


def refusal_of(error: BadInputError | ConflictError, blame: str) -> Refusal:
    """The refusal an error stands for; `blame` is the field that answers for an error which names none."""
    if isinstance(error, FieldsRefusedError):
        return Refusal(422, error.problems)
    if isinstance(error, BadInputError):
        return Refusal(422, (Problem(error.field or blame, error.message),))
    return Refusal(409, (Problem(blame, error.message),), isinstance(error, StaleVersionError))


def carry_out(
    verb: Callable[[Session, Act], R],
    *,
    done: Callable[[R], ResponseReturnValue],
    refused: Callable[[Refusal], Response],
    blame: str,
    problems: Iterable[Problem] = (),
    shows_conflicts: bool = True,
) -> ResponseReturnValue:
    """Let the signed-in person do something, in a transaction of its own.

    `done` answers with what the verb gave back; `refused` shows the page again with what was typed and what is wrong
    with it. `problems` are what could not even be read: with any of them nothing is carried out. Without
    `shows_conflicts` a state that does not permit the act is answered by the page of errors instead.
    """
    if found := tuple(problems):
        return refused(Refusal(422, found))
    try:
        with stores().database.transaction() as session:
            result = verb(session, frame.act())
    except BadInputError as error:
        return refused(refusal_of(error, blame))
    except ConflictError as error:
        if not shows_conflicts:
            raise
        return refused(refusal_of(error, blame))
    return done(result)


def to(endpoint: str, notice: str, **values: object) -> Callable[[object], ResponseReturnValue]:
    """A `done` that goes on to a page, whatever the verb gave back."""
    return lambda _: frame.go(endpoint, notice, **values)
