"""Whether a file is genuine: asked by its SHA-256, which the browser or the visitor worked out. No file is sent."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from portal.domain.publication.authenticity import read_digest
from portal.errors import BadInputError
from portal.queries.public.authenticity import FoundFile, find_file
from portal.web.context import reading
from portal.web.words.labels import authenticity


def verify() -> ResponseReturnValue:
    """The form and, with `?sidik=`, the answer; 400 for what is no digest."""
    text = request.args.get("sidik", "").strip()
    sha256, problem = "", ""
    found: tuple[FoundFile, ...] = ()
    if text:
        try:
            sha256 = read_digest(text)
        except BadInputError as error:
            problem = error.message
    if sha256:
        with reading() as session:
            found = find_file(session, sha256)
    page = render_template(
        "public/verifikasi.html", text=text[:200], sha256=sha256, problem=problem, found=found, kata=authenticity
    )
    return page, 400 if problem else 200
