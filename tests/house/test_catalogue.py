"""The English catalogue says everything that pages say, with the same holes and the same markup, and nothing more."""

import re
from collections import Counter

from portal.web.language import IN_BOTH
from portal.web.policy import OPEN
from tests.fixtures.messages import CATALOGUE, Key, collected, read_catalogue

HOLE = re.compile(r"%\((\w+)\)s")
FIELD = re.compile(r"\{(\w+)\}")
TAG = re.compile(r"<[^<>]+>")
DATES = {"since": {"since", "on_since"}, "until": {"until", "on_until"}}
"""English says `on 13 November` and `in 2024` where Indonesian says the date alone."""


def _texts() -> dict[Key, tuple[str, ...]]:
    """English texts by their key; of what is counted both forms."""
    found: dict[Key, tuple[str, ...]] = {}
    for message in read_catalogue():
        if message.id:
            is_counted = isinstance(message.id, (list, tuple))
            key = tuple(message.id) if is_counted else str(message.id)
            found[key, message.context] = tuple(message.string) if is_counted else (str(message.string),)  # type: ignore[index]
    return found


def _first(key: Key) -> str:
    return key[0] if isinstance(key[0], str) else key[0][0]


def test_every_text_of_a_page_is_in_the_catalogue_and_no_other() -> None:
    assert set(_texts()) == set(collected())


def test_every_text_has_an_english_one_that_is_sure() -> None:
    found = read_catalogue()

    assert [_first(key) for key, told in _texts().items() if not all(told)] == []
    assert [message.id for message in found if message.fuzzy and message.id] == []
    assert list(found.obsolete) == []
    assert "#~" not in CATALOGUE.read_text(encoding="utf-8")


def test_an_english_text_has_the_same_holes() -> None:
    wrong = []
    for key, told in _texts().items():
        told_of = _first(key)
        for text in told:
            fields = set(FIELD.findall(text))
            allowed = set().union(*(DATES.get(name, {name}) for name in FIELD.findall(told_of)))
            # "The one page" may leave its number out.
            holes = set(HOLE.findall(text)) | ({"n"} & set(HOLE.findall(told_of)))
            if holes != set(HOLE.findall(told_of)) or not fields <= allowed or bool(fields) != bool(allowed):
                wrong.append(text)

    assert wrong == []


def test_an_english_text_has_the_same_markup_and_no_other_sign_that_could_break_an_attribute() -> None:
    # The language of a quoted word may be said on one side alone.
    def tags(text: str) -> Counter[str]:
        return Counter(re.sub(r' lang="\w+"', "", tag) for tag in TAG.findall(text))

    texts = _texts()

    assert [told for key, told in texts.items() if any(tags(one) != tags(_first(key)) for one in told)] == []
    assert [told for told in texts.values() if any(re.search(r'["<>&]', TAG.sub("", one)) for one in told)] == []


def test_what_joins_on_keeps_its_blanks() -> None:
    def edges(text: str) -> tuple[bool, bool]:
        return text.startswith(" "), text.endswith(" ")

    # ", dan" is " and" in English, which needs no comma.
    texts = {_first(key): told for key, told in _texts().items() if _first(key) != ", dan"}

    assert [told for key, told in texts.items() if any(edges(one) != edges(key) for one in told)] == []


def test_pages_in_both_languages_are_open_to_everybody() -> None:
    assert set(IN_BOTH) - set(OPEN) == set()
