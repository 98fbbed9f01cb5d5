"""The shelf of finished answers: within its bound, for one state of what is public, safe from a flood of questions."""

import pytest

from portal.web.kept_answers import Address, KeptAnswer, KeptAnswers

STATE = (7, "gen-1", "2026-06-01")
HOME = Address("http", "localhost", "", "/", b"", is_packed=True)


def at(path: str, question: bytes = b"") -> Address:
    return HOME._replace(path=path, question=question)


def answer(body: bytes = b"isi", mark: str = "satu") -> KeptAnswer:
    return KeptAnswer(mark, (("Content-Type", "text/html"),), body)


def filled(most_bytes: int = 1_000_000) -> KeptAnswers:
    kept = KeptAnswers(most_bytes)
    kept.find(HOME, "satu", STATE)
    return kept


def test_an_answer_is_handed_out_again_under_its_mark() -> None:
    kept = filled()
    kept.keep(HOME, answer(), STATE)

    assert kept.find(HOME, "satu", STATE) == answer()
    assert kept.find(HOME, "dua", STATE) is None


@pytest.mark.parametrize(
    "other",
    [
        HOME._replace(scheme="https"),
        HOME._replace(host="lain.example"),
        HOME._replace(prefix="/en"),
        HOME._replace(path="/mitra"),
        HOME._replace(question=b"q=a"),
        HOME._replace(is_packed=False),
    ],
    ids=lambda address: f"{address.scheme}-{address.host}{address.prefix}{address.path}-{address.is_packed}",
)
def test_no_other_address_gets_it(other: Address) -> None:
    kept = filled()
    kept.keep(HOME, answer(), STATE)

    assert kept.find(other, "satu", STATE) is None


@pytest.mark.parametrize("state", [(8, *STATE[1:]), (7, "gen-2", STATE[2]), (*STATE[:2], "2026-06-02")], ids=str)
def test_with_a_new_state_nothing_of_the_old_one_is_left_in_memory(state: tuple[object, ...]) -> None:
    kept = filled()
    kept.keep(HOME, answer(), STATE)
    kept.keep(at("/cari", b"q=a"), answer(), STATE)

    kept.find(at("/lain"), "dua", state)

    assert kept.size() == 0


def test_an_answer_begun_before_a_change_is_not_kept_after_it() -> None:
    kept = filled()
    kept.find(HOME, "dua", (8, *STATE[1:]))

    kept.keep(HOME, answer(), STATE)

    assert kept.size() == 0


def test_an_answer_made_from_nothing_stored_ends_no_other() -> None:
    kept = filled()
    kept.keep(HOME, answer(), STATE)

    kept.find(at("/tentang"), "tiga", None)
    kept.keep(at("/tentang"), answer(mark="tiga"), None)

    assert kept.find(at("/tentang"), "tiga", None) is not None
    assert kept.find(HOME, "satu", STATE) is not None


def test_it_never_holds_more_than_it_may() -> None:
    kept = filled(400_000)

    for number in range(500):
        kept.keep(at(f"/n/{number}"), answer(bytes(5_000)), STATE)
        kept.keep(at("/cari", b"q=%d" % number), answer(bytes(5_000)), STATE)
        assert kept.size() <= 400_000

    assert kept.size() > 350_000
    assert kept.find(at("/n/499"), "satu", STATE) is not None
    assert kept.find(at("/n/0"), "satu", STATE) is None


def test_the_same_address_kept_twice_is_counted_once() -> None:
    kept = filled()
    kept.keep(HOME, answer(bytes(5_000)), STATE)
    once = kept.size()
    kept.keep(HOME, answer(bytes(5_000)), STATE)

    assert kept.size() == once


def test_a_flood_of_questions_pushes_out_no_page() -> None:
    kept = filled(400_000)
    pages = [HOME, *(at(f"/n/{number}") for number in range(30))]
    for page in pages:
        kept.keep(page, answer(bytes(5_000)), STATE)

    for number in range(5_000):
        for _ in range(2):
            kept.find(at("/cari", b"q=%d" % number), "satu", STATE)
            kept.keep(at("/cari", b"q=%d" % number), answer(bytes(9_000)), STATE)

    assert [page for page in pages if kept.find(page, "satu", STATE) is None] == []


def test_what_is_asked_for_often_outlasts_a_walk_through_everything() -> None:
    kept = filled(400_000)
    kept.keep(HOME, answer(bytes(5_000)), STATE)

    for number in range(1_000):
        kept.keep(at(f"/n/{number}"), answer(bytes(5_000)), STATE)
        assert number % 20 or kept.find(HOME, "satu", STATE) is not None


def test_one_huge_answer_pushes_out_nothing_and_is_not_kept() -> None:
    kept = filled(400_000)
    kept.keep(HOME, answer(), STATE)
    kept.keep(at("/sitemap.xml"), answer(bytes(100_000)), STATE)

    assert kept.find(at("/sitemap.xml"), "satu", STATE) is None
    assert kept.find(HOME, "satu", STATE) is not None


def test_a_bound_of_nothing_keeps_nothing() -> None:
    kept = filled(0)
    kept.keep(HOME, answer(), STATE)

    assert kept.find(HOME, "satu", STATE) is None
