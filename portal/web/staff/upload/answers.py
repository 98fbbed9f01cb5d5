"""What a script is told of a file it sent: accepted, stored already, or refused, with what to do."""

from flask import Response, jsonify, url_for

from portal.errors import BadInputError, DuplicateFileError, PortalError
from portal.web.errors import call_number, note_disturbed, problem, retry_after, status_of


def duplicate(error: DuplicateFileError) -> Response:
    """What a script is told of bytes that are stored already: the address, where it may be known."""
    more = {"url": place_of(error)} if error.kode else {}
    return problem(422, error.message, code=error.reason, **more)


def place_of(error: DuplicateFileError) -> str:
    """The page where the same bytes are seen."""
    return url_for("public.naskah" if error.is_public_only else "work.detail", kode=error.kode)


def accepted(kode: str) -> Response:
    """What a script is told of a file that is now a draft."""
    answer = jsonify(kode=kode, url=url_for("work.edit", kode=kode), state_url=url_for("work.keadaan", kode=kode))
    answer.status_code = 201
    return answer


def refused(error: PortalError) -> Response:
    """What a script is told of a file that is not taken."""
    status = 422 if isinstance(error, BadInputError) else status_of(error)
    message = f"{error.message} {call_number()}" if note_disturbed(error) else error.message
    answer = problem(status, message, code=getattr(error, "reason", type(error).__name__))
    if (seconds := retry_after(error)) is not None:
        answer.headers["Retry-After"] = str(seconds)
    return answer
