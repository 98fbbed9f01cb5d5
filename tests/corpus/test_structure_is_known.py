"""The twenty papers of known structure: what the truth names stands on the page it names, half digital, half scans."""

from collections import Counter

import pytest

from tests.corpus.judge import fold
from tests.corpus.looking import by_id, text_of
from tests.corpus.markup import roman
from tests.corpus.naskah import Naskah, corpus
from tests.corpus.paper import paper, structure
from tests.corpus.scanning import condition_of

PAPERS = corpus("structure")


def test_half_of_the_twenty_papers_are_digital_and_half_are_scans() -> None:
    assert len(PAPERS) == 20
    assert Counter(bool(condition_of(naskah).dpi) for naskah in PAPERS) == {True: 10, False: 10}


@pytest.mark.parametrize("naskah", PAPERS, ids=by_id)
def test_each_article_begins_on_the_page_that_the_truth_names(naskah: Naskah) -> None:
    pages = [" ".join(fold(page).split()) for page in text_of(paper(naskah))]
    places = structure(naskah)
    articles = [place for place in places if place.kind == "pasal"]

    assert [place.number for place in articles] == [str(number) for number in range(1, len(articles) + 1)]
    assert [place.page for place in places] == sorted(place.page for place in places)
    for place in places:
        page = pages[place.page - 1]
        assert fold(place.heading) in page
        number = int(place.number) if place.number.isdigit() else 0
        forms = (place.number, roman(number)) if number else (place.number,)
        word = {"pasal": ("pasal", "article"), "bab": ("bab",), "ayat": ("",)}[place.kind]
        assert any(f"{before} {form}".strip().lower() in page for before in word for form in forms)
