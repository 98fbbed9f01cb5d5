"""What every template has at hand: filters that write dates, numbers and names, the tables of labels, the rules."""

from collections.abc import Sequence
from datetime import UTC, datetime

from flask import Flask

from portal.domain import formats
from portal.domain.language.paragraph import language_of
from portal.domain.naskah.judul import shown_judul
from portal.domain.plain_text import carried
from portal.web.context import stores
from portal.web.countries import nama_negara
from portal.web.law import rule_of_today
from portal.web.words import acts, labels
from portal.web.words.fields import field_name
from portal.web.words.labels.bahasa import label_bahasa
from portal.web.words.labels.lookup import label
from portal.web.words.labels.masa_berlaku import term_sentence


def highlight(parts: Sequence[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Parts of a marked text with neighbouring marks joined: `penyelundupan manusia` is one mark, not two."""
    joined: list[tuple[str, bool]] = []
    for text, is_marked in parts:
        if is_marked and len(joined) > 1 and not joined[-1][1] and joined[-1][0] == " " and joined[-2][1]:
            joined[-2:] = [(f"{joined[-2][0]} {text}", True)]
        else:
            joined.append((text, is_marked))
    return joined


def utc_instant(at: datetime) -> str:
    """An instant for programs: UTC, whole seconds, ending in Z."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


FILTERS = (
    highlight,
    language_of,
    formats.long_date,
    formats.short_date,
    formats.weekday_date,
    formats.month_year,
    formats.iso_date,
    formats.clock_time,
    formats.date_time,
    formats.number,
    formats.file_size,
    formats.time_left,
    formats.hari_kerja,
    formats.word_list,
    utc_instant,
    carried,
    nama_negara,
    shown_judul,
    field_name,
    label,
    label_bahasa,
    term_sentence,
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
