"""The vocabulary of the search for the administrator: looked through, added to, entries switched off and on again."""

from flask import request
from flask.typing import ResponseReturnValue

from portal.domain.search_vocabulary import Entry, EntryKind
from portal.errors import BadInputError
from portal.queries.vocabulary import list_entries
from portal.services import vocabulary as vocabulary_service
from portal.web.context import reading, stores, today
from portal.web.pagination import page_links
from portal.web.staff import frame
from portal.web.typed import choice, clean_line
from portal.web.words.labels.lookup import members

PER_PAGE = 50
_FIELDS = ("aksi", "kunci", "istilah", "jenis", "padanan", "arah", "bahasa", "sumber")
_LANGUAGES = ("id", "en")

Typed = dict[str, str]


def show_vocabulary() -> ResponseReturnValue:
    """The entries, those asked for by a word, and the form to add one."""
    return _show()


def change_vocabulary() -> ResponseReturnValue:
    """Put an entry in, or switch one off or on."""
    typed = {name: clean_line(request.form.get(name, "")) for name in _FIELDS}
    try:
        with stores().database.transaction() as session:
            if typed["aksi"] in ("matikan", "nyalakan"):
                is_off = typed["aksi"] == "matikan"
                vocabulary_service.switch(session, typed["kunci"][:200], frame.act(), is_off=is_off)
            else:
                vocabulary_service.put_entry(session, _entry(typed), frame.act())
    except BadInputError as error:
        return _show(422, ((error.field or "istilah", error.message),), typed)
    return frame.go("admin.vocabulary", "kosakata", q=typed["istilah"] or typed["kunci"].removeprefix("negara:"))


def _entry(typed: Typed) -> Entry:
    jenis = choice(EntryKind, typed["jenis"], "jenis", "jenis")
    if jenis is None:
        raise BadInputError("Pilih jenis istilah.", "jenis")
    return Entry(
        istilah=typed["istilah"],
        jenis=jenis,
        padanan=tuple(text.strip() for text in typed["padanan"].split("|")),
        is_mutual=typed["arah"] == "dua",
        bahasa=typed["bahasa"] if typed["bahasa"] in _LANGUAGES else _LANGUAGES[0],
        sumber=typed["sumber"],
        tanggal=today(),
    )


def _show(
    status: int = 200, problems: tuple[tuple[str, str], ...] = (), typed: Typed | None = None
) -> ResponseReturnValue:
    text = clean_line(request.args.get("q", ""))[:200]
    with reading() as session:
        rows = list_entries(session, text)
    page = min(frame.page_number(), max(1, -(-len(rows) // PER_PAGE)))
    return frame.show(
        "admin/vocabulary",
        status,
        di="kosakata",
        text=text,
        rows=rows[(page - 1) * PER_PAGE : page * PER_PAGE],
        total=len(rows),
        pages=page_links(page, total=len(rows), per_page=PER_PAGE),
        page_address=frame.address_of("admin.vocabulary", q=text),
        jenis=members(EntryKind),
        problems=problems,
        errors=dict(problems),
        typed=typed or {},
    )
