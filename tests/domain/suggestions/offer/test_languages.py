"""Languages that are offered."""

import pytest

from portal.domain.suggestions.values import Field
from tests.factories import naskah_text as texts
from tests.factories.suggested import KNOWN, first, suggested


@pytest.mark.parametrize(
    ("text", "bahasa"),
    [(texts.UTAMA, "id"), (texts.ASING, "id,en,ko"), (texts.KAMPUS, "id")],
    ids=["id", "tiga", "id2"],
)
def test_the_languages_named_and_used(text: str, bahasa: str) -> None:
    assert first(suggested(text, KNOWN), Field.BAHASA) == bahasa


def test_a_language_named_but_not_seen_is_not_sure() -> None:
    closing = "DONE in duplicate in the English and Korean languages, both texts being equally authentic. " * 2
    found = suggested(closing)

    assert not next(one for one in found if one.bidang is Field.BAHASA).is_sure
