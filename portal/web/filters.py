"""What every template has at hand: filters that write dates, numbers and names, the tables of labels, the rules."""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol

from flask import Flask

from portal.domain import formats
from portal.domain.language.paragraph import language_of
from portal.domain.naskah.enumerations import Bentuk
from portal.domain.naskah.judul import shown_judul
from portal.domain.naskah.masa_berlaku import Term
from portal.domain.plain_text import carried
from portal.web import writing
from portal.web.context import stores
from portal.web.law import rule_of_today
from portal.web.translation import gettext, said
from portal.web.words import acts, labels
from portal.web.words.fields import field_name
from portal.web.words.labels import lookup, masa_berlaku
from portal.web.words.labels.naskah import label_bentuk


class HasBentuk(Protocol):
    """A naskah, as far as its form goes."""

    @property
    def bentuk(self) -> Bentuk:
        """One of the forms of Pasal 5, or another."""
        ...

    @property
    def nama_bentuk(self) -> str | None:
        """What another form is called."""
        ...


def highlight(parts: Sequence[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Parts of a marked text with neighbouring marks joined: `penyelundupan manusia` is one mark, not two."""
    joined: list[tuple[str, bool]] = []
    for text, is_marked in parts:
        if is_marked and len(joined) > 1 and not joined[-1][1] and joined[-1][0] == " " and joined[-2][1]:
            joined[-2:] = [(f"{joined[-2][0]} {text}", True)]
        else:
            joined.append((text, is_marked))
    return joined


def label(member: StrEnum) -> str:
    """The words for a member of one of our enumerations, in the language of the page."""
    return gettext(lookup.label(member))


def bentuk(item: HasBentuk) -> str:
    """The form of a naskah in the language of the page; its own name stays as it is."""
    named = label_bentuk(item.bentuk, item.nama_bentuk)
    return named if has_own_name(item) else gettext(named)


def has_own_name(item: HasBentuk) -> bool:
    """Whether a naskah is called by a name outside the two of Pasal 5."""
    return item.bentuk is Bentuk.NAMA_LAIN and bool(item.nama_bentuk)


def term_sentence(term: Term) -> str:
    """How long a naskah holds, in the language of the page, with dates no more exact than they are known."""
    told = gettext(masa_berlaku.SENTENCES[term.kind])
    since, until = term.since, term.until
    return told.format(
        since=writing.long_date(since),
        until=writing.long_date(until),
        on_since=writing.on_date(since),
        on_until=writing.on_date(until),
    )


def utc_instant(at: datetime) -> str:
    """An instant for programs: UTC, whole seconds, ending in Z."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


FILTERS = (
    highlight,
    language_of,
    writing.long_date,
    writing.short_date,
    writing.weekday_date,
    writing.month_year,
    formats.iso_date,
    writing.clock_time,
    writing.date_time,
    writing.number,
    writing.file_size,
    writing.time_left,
    writing.hari_kerja,
    writing.word_list,
    utc_instant,
    carried,
    writing.nama_negara,
    shown_judul,
    field_name,
    label,
    bentuk,
    has_own_name,
    writing.label_bahasa,
    term_sentence,
    said,
    acts.action_text,
    acts.object_text,
)


def install(app: Flask) -> None:
    """Give the templates these filters, the tables of labels, the rules in force, and what every page needs to know."""
    for function in FILTERS:
        app.jinja_env.filters[function.__name__] = function
    # The folder itself: `labels.penahanan.ANSWERS` in a template stands in words/labels/penahanan.py.
    app.jinja_env.globals["labels"] = labels
    app.jinja_env.globals["rule"] = rule_of_today
    app.context_processor(_every_page)


def _every_page() -> dict[str, object]:
    config = stores().config
    return {"is_demo": config.is_demo, "base_url": config.base_url, "contact": config.contact}
