"""The facts of a segment in a file: the same facts, opened in one go, by this release and the one before."""

from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.index import TOC

from portal.search.answers.columns import Columns
from portal.search.answers.facts import Facts, facts_of, join_facts, read_facts
from portal.search.answers.text_column import TextColumn
from portal.search.interface import SearchQuery
from portal.search.query import parse
from portal.search.whoosh.codec import FACTS, IndexStorage
from portal.search.whoosh.facts_file import pack_facts, unpack_facts
from portal.search.whoosh.index import WhooshIndex
from portal.search.whoosh.reader import INDEX_NAME
from tests.contracts.search_naskah import CORPUS, TODAY, naskah

texts = st.lists(st.text(st.characters(exclude_categories=["Cs"])))


def assert_same(one: Facts, other: Facts) -> None:
    """Every column alike, to the type of its numbers."""
    for column in fields(Facts):
        left, right = getattr(one, column.name), getattr(other, column.name)
        if column.name == "labels":
            assert left.keys() == right.keys()
            for name, labels in left.items():
                assert labels.values == right[name].values
                assert np.array_equal(labels.docs, right[name].docs)
                assert np.array_equal(labels.codes, right[name].codes)
        elif isinstance(left, TextColumn):
            assert left == right
        else:
            assert left.dtype == right.dtype
            assert np.array_equal(left, right)


def facts(count: int = len(CORPUS)) -> Facts:
    """Those of the first naskah of the contract's corpus."""
    return read_facts([facts_of(document, 7) for document in CORPUS[:count]])


@given(texts)
def test_a_column_of_texts_holds_them(given_texts: list[str]) -> None:
    column = TextColumn.of(given_texts)
    assert list(column) == given_texts
    assert [column[at] for at in range(len(column))] == given_texts
    assert [column[-at - 1] for at in range(len(column))] == given_texts[::-1]
    assert list(column[1:3]) == given_texts[1:3]
    with pytest.raises(IndexError):
        column[len(given_texts)]


@given(texts, texts)
def test_columns_of_texts_are_put_together(one: list[str], other: list[str]) -> None:
    assert TextColumn.joined([TextColumn.of(one), TextColumn.of(other)]) == TextColumn.of(one + other)


def test_codes_are_compared_as_bytes_whether_they_are_of_one_length_or_not() -> None:
    for codes in ([], ["2020-10001", "2019-10002"], ["2020-10001", "x", "2019-100002"]):
        assert TextColumn.of(codes).as_bytes().tolist() == [code.encode() for code in codes]


@pytest.mark.parametrize("count", [0, 1, len(CORPUS)])
def test_what_was_packed_comes_back(count: int) -> None:
    before = facts(count)
    content = pack_facts(before)
    assert_same(unpack_facts(content), before)
    assert content.index(b"\n") % 8 == 7  # Every array stands where a processor reads it at once.


def test_a_cut_file_is_no_facts() -> None:
    content = pack_facts(facts())
    for length in range(0, len(content) - 8, 97):
        with pytest.raises(ValueError):  # noqa: PT011 - whichever of them the reader meets
            unpack_facts(content[:length])


def test_naskah_are_found_by_their_codes_also_where_one_was_replaced() -> None:
    doubled = join_facts([facts(), facts()], [0, len(CORPUS)])
    columns = Columns([doubled], np.ones(2 * len(CORPUS), dtype=bool))
    wanted = frozenset({CORPUS[1].kode, CORPUS[4].kode, "2099-99999", "x"})
    expected = [kode in wanted for kode in doubled.kode]
    assert columns.with_kode(wanted).tolist() == expected
    assert sum(expected) == 4
    assert not columns.with_kode(frozenset()).any()


def test_years_are_those_of_the_calendar() -> None:
    days = [date(1945, 8, 17), date(1970, 1, 1), date(1999, 12, 31), date(2000, 1, 1), date(2024, 2, 29)]
    documents = [replace(naskah(f"{at}", "Satu"), signed_on=day) for at, day in enumerate(days)]
    columns = Columns([read_facts([facts_of(one, 1) for one in documents])], np.ones(len(days), dtype=bool))
    assert [columns.years.values[code] for code in columns.years.codes] == [str(day.year) for day in days]


def test_an_index_of_the_release_before_answers_alike_until_it_is_made_anew(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path / "index")
    index.rebuild(CORPUS)
    asked = [SearchQuery(parse(text), today=TODAY) for text in ("", "paspor", "kerja sama", "pas*")]
    expected = [replace(index.search(query), took_ms=0) for query in asked]
    (folder,) = (tmp_path / "index").glob("gen-*")
    (file,) = folder.glob(f"*{FACTS}")
    file.unlink()
    without_facts(folder)
    (folder / "FORMAT").write_text("2", encoding="ascii")

    older = WhooshIndex(tmp_path / "index")

    assert older.is_outdated()
    assert [replace(older.search(query), took_ms=0) for query in asked] == expected
    assert older.verify().is_healthy
    older.add([naskah("2026-1", "Satu")])
    older.commit()
    assert older.search(asked[0]).total == len(CORPUS) + 1
    older.rebuild(CORPUS)
    assert not older.is_outdated()


def without_facts(folder: Path) -> None:
    """Write the table of contents as a release did that knew of no such file."""
    storage = IndexStorage(str(folder))
    table = TOC.read(storage, INDEX_NAME)
    for segment in table.segments:
        del segment.checksums[FACTS]
    (folder / f"_{INDEX_NAME}_{table.generation}.toc").unlink()
    table.write(storage, INDEX_NAME)
