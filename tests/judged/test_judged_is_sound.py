"""The judgements can be relied on: they name papers that exist, give reasons, and cover what people type."""

import re
from collections import Counter

import pytest

from tests.judged.collection import collection
from tests.judged.measure import Answer, score, summary
from tests.judged.queries import GRADES, KINDS, PEOPLE, JudgedQuery, judged_queries

QUOTED = re.compile(r'(?<!-)"([^"]+)"')


def test_collection_is_large_and_varied() -> None:
    papers = collection().values()

    assert len(papers) >= 150
    assert len({paper.kode for paper in papers}) == len(papers)
    assert len({country for paper in papers for country in paper.negara}) >= 12
    assert len({paper.signed_on.year for paper in papers if paper.signed_on}) >= 20
    assert len({paper.unit_nama for paper in papers}) >= 60
    assert len({name for paper in papers for name in paper.mitra}) >= 120


def test_texts_are_words_without_markup() -> None:
    marked = [
        paper.key
        for paper in collection().values()
        if re.search(r"^[=~@>|^]|<[a-z/]|\*\*|\{|&[a-z]+;", paper.text, re.MULTILINE)
    ]

    assert marked == []


def test_there_are_enough_queries_of_every_kind_and_of_every_person() -> None:
    queries = judged_queries()
    kinds, people = Counter(one.kind for one in queries), Counter(one.who for one in queries)

    assert len(queries) >= 120
    assert len({one.text for one in queries}) == len(queries)
    assert set(kinds) == set(KINDS)
    assert set(people) == set(PEOPLE)
    assert min(kinds.values()) >= 3
    assert min(people.values()) >= 8


def test_every_judgement_names_a_paper_and_gives_a_reason() -> None:
    papers = collection()
    wrong = [
        one.text
        for one in judged_queries()
        if not {*one.grades, *one.never} <= set(papers)
        or not set(one.grades.values()) <= set(GRADES)
        or set(one.grades) & set(one.never)
        or bool(one.grades) == one.is_nothing
        or len(one.why) < 10
    ]

    assert wrong == []


def test_every_rule_grades_some_papers_and_not_most() -> None:
    idle = [
        (one.text, rule.pattern.pattern)
        for one in judged_queries()
        for rule in one.rules
        if not 2 <= sum(rule.matches(paper) for paper in collection().values()) <= 140
    ]

    assert idle == []


def test_what_stands_in_quotation_marks_stands_in_the_best_papers_and_in_no_paper_where_nothing_answers() -> None:
    for one in judged_queries():
        for phrase in QUOTED.findall(one.text):
            holding = {
                paper.key
                for paper in collection().values()
                if phrase.casefold() in f"{paper.judul} {paper.ruang_lingkup} {' '.join(paper.text.split())}".casefold()
            }
            assert {key for key, grade in one.grades.items() if grade == 3} <= holding, one.text
            assert not (holding and one.is_nothing), one.text


@pytest.mark.parametrize("one", [one for one in judged_queries() if one.kind == "code"], ids=lambda one: one.text)
def test_a_code_in_a_query_is_that_of_its_paper(one: JudgedQuery) -> None:
    (key,) = one.grades

    assert collection()[key].kode in one.text


# The measure


_ASKED = JudgedQuery("contoh", "plain", "citizen", "Contoh.", {"001": 3, "002": 1}, (), ("003",), False)
_NOTHING = JudgedQuery("tiada", "nothing", "citizen", "Contoh.", {}, (), (), True)


def test_a_perfect_answer_is_one_and_a_turned_one_less() -> None:
    assert score(_ASKED, Answer(("001", "002"))).ndcg == 1.0
    turned = score(_ASKED, Answer(("002", "001"))).ndcg
    assert turned is not None
    assert 0.5 < turned < 1.0
    assert score(_ASKED, Answer(("004", "005"))).ndcg == 0.0


def test_the_first_hit_is_right_only_with_the_best_grade() -> None:
    assert score(_ASKED, Answer(("001",))).is_first_right
    assert not score(_ASKED, Answer(("002", "001"))).is_first_right


def test_a_query_without_answer_is_right_when_nothing_is_presented_as_found() -> None:
    assert not score(_NOTHING, Answer(())).is_broken
    assert not score(_NOTHING, Answer(("001",), is_as_asked=False)).is_broken
    assert score(_NOTHING, Answer(("001",))).is_broken


def test_the_summary_counts_empty_and_broken_answers() -> None:
    scores = [
        score(_ASKED, Answer(())),
        score(_ASKED, Answer(("001", "002", "003"))),
        score(_NOTHING, Answer(("001",))),
    ]

    told = summary(scores)

    assert (told.queries, told.answerable, told.empty, told.broken) == (3, 2, 1, 2)
    assert told.ndcg == pytest.approx(0.5)
    assert told.first == pytest.approx(0.5)
