"""Words of a head that stand alone on their line, whole or by their parts."""

import pytest

from portal.domain.suggestions.find.joints import joins_parties, opens_parties, opens_title
from portal.domain.suggestions.text.lines import squeeze


@pytest.mark.parametrize(
    "words",
    [
        "ANTARA",
        "made between the",
        "yang dibuat oleh dan antara",
        "Entered into by and between",
        "signed among",
        "di antara",
    ],
)
def test_what_is_done_and_an_article_leave_the_word_that_opens_the_parties(words: str) -> None:
    assert opens_parties(squeeze(words))


@pytest.mark.parametrize("words", ["and the", "DENGAN", "dan / and", "with the", "- dengan -", "serta"])
def test_a_second_party_is_joined_in_one_language_or_two(words: str) -> None:
    assert joins_parties(squeeze(words))


@pytest.mark.parametrize(
    "words",
    [
        "TENTANG",
        "concerning the",
        "in respect of",
        "untuk melaksanakan pekerjaan",
        "untuk pelaksanaan kegiatan",
        "tentang program",
        "with regard to",
    ],
)
def test_a_title_is_opened_by_what_is_carried_out_as_well(words: str) -> None:
    assert opens_title(squeeze(words))


@pytest.mark.parametrize(
    "words",
    ["ANTARIKSA", "PERJANJIAN ANTARA", "KERJA SAMA", "DAN PEMASYARAKATAN", "concerning the return of nationals"],
)
def test_a_line_that_says_more_is_none_of_them(words: str) -> None:
    key = squeeze(words)

    assert [opens_parties(key), joins_parties(key), opens_title(key)] == [False, False, False]
