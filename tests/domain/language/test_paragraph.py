"""The language of a paragraph, where its words tell."""

import pytest

from portal.domain.language.paragraph import language_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Para Pihak sepakat untuk bekerja sama dengan baik.", "id"),
        ("The Parties shall cooperate in the field of immigration.", "en"),
        ("PASAL 1", None),
        ("Contoh Pejabat Satu", None),
        ("Para Pihak yang disebut the Parties and the Ministry", None),
        ("", None),
    ],
)
def test_the_small_words_tell(text: str, code: str | None) -> None:
    assert language_of(text) == code
