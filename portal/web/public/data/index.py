"""The page about the open data: what there is, for whom, under which terms, as of when."""

from flask import render_template

from portal.queries.public import changes, terbitan
from portal.web.context import public_reading
from portal.web.public.data import bulk


def data() -> str:
    """The page."""
    with public_reading() as session:
        version = changes.current(session)
        count = terbitan.count_all(session)
    sizes = {kind: bulk.size_of(kind) for kind in bulk.KINDS}
    return render_template("public/data/index.html", version=version, count=count, sizes=sizes)
