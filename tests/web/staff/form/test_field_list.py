"""The fields of a naskah are listed once, in the domain; form, table, history and the shown record follow that list."""

from dataclasses import fields

from portal.domain.naskah.fields import COLUMNS, CONTENT, DECIDED, LINKED, VISIBILITY, NaskahFields
from portal.models.naskah import Naskah
from portal.queries.naskah import show
from portal.web.staff.form.fields import NaskahForm
from portal.web.words.fields import FIELDS

NAMES = [one.name for one in fields(NaskahFields)]


def test_every_field_is_a_column_or_rows_of_its_own() -> None:
    assert sorted((*COLUMNS, *LINKED)) == sorted(NAMES)
    assert sorted((*CONTENT, *VISIBILITY, *DECIDED)) == sorted(COLUMNS)
    assert set(COLUMNS) <= set(Naskah.__table__.columns.keys())


def test_every_field_is_on_the_form_in_the_order_of_the_list_and_the_form_adds_only_its_own() -> None:
    on_form = [one.name for one in fields(NaskahForm)]

    # What the PPID decides has a form of its own.
    assert [name for name in on_form if name in NAMES] == [name for name in NAMES if name not in DECIDED]
    assert set(on_form) - set(NAMES) == {"bahasa_lain", "version", "seen"}


def test_every_field_has_a_word_in_the_history() -> None:
    assert set(NAMES) <= set(FIELDS)


def test_the_shown_record_has_every_column_and_the_ending_beside_the_term() -> None:
    assert set(show._FIELDS) == set(COLUMNS) - {"visibilitas"} | {"ended_on", "end_kind"}
    assert show._FIELDS[show._FIELDS.index("is_open_ended") :][:3] == ("is_open_ended", "ended_on", "end_kind")
