"""What the search box offers while somebody types, as JSON for its script; without a script nobody asks for it."""

import json
import time
from dataclasses import dataclass, field
from threading import Lock

from flask import current_app, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.queries.public.completions import NameTable, complete_text
from portal.queries.public.values import PublicCompletion
from portal.web.api.answers import json_answer
from portal.web.context import stores

REFRESH_SECONDS = 10.0
"""The table of names is read anew no more often than this, however much is published meanwhile."""
OLDEST_SECONDS = 600.0
"""After this it is read anew in any case: a partner may have been given another name."""


@dataclass
class HeldNames:
    """The table of names of this process, and the state of the index it was read at."""

    table: NameTable | None = None
    generation: str = ""
    read_at: float = 0.0
    lock: Lock = field(default_factory=Lock)

    def of(self, session: Session, generation: str) -> NameTable:
        """The table; read anew after a publication, by one request while others go on with the old one."""
        table, age = self.table, time.monotonic() - self.read_at
        is_due = age > (OLDEST_SECONDS if generation == self.generation else REFRESH_SECONDS)
        if table is not None and not is_due:
            return table
        if not self.lock.acquire(blocking=table is None):
            return table or NameTable(session)
        try:
            if self.table is table:
                self.table, self.generation, self.read_at = NameTable(session), generation, time.monotonic()
            return self.table or NameTable(session)
        finally:
            self.lock.release()


def completions() -> ResponseReturnValue:
    """Ways to go on with `q`; an empty list for whatever cannot be completed."""
    text = request.args.get("q", "")
    held: HeldNames = current_app.extensions.setdefault("completions", HeldNames())
    index = stores().public_index
    with stores().database.reading() as session:
        found = complete_text(session, index, held.of(session, index.generation()), text)
    body = {"q": text[:200], "items": [_shape(one) for one in found]}
    return json_answer(json.dumps(body, ensure_ascii=False, separators=(",", ":")))


def _shape(one: PublicCompletion) -> dict[str, str]:
    return {"kind": one.kind, "text": one.text, "detail": one.detail, "url": _address(one)}


def _address(one: PublicCompletion) -> str:
    if one.kind in ("naskah", "nomor"):
        return url_for("public.naskah", kode=one.key)
    if one.kind == "mitra":
        return url_for("public.search", mitra=one.key)
    if one.kind == "unit":
        return url_for("public.search", unit=one.key)
    return url_for("public.search", q=one.key)
