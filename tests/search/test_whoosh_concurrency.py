"""Readers never stop: not during commits, not during a rebuild, in this process or another."""

from pathlib import Path

import pytest

from portal.search.interface import SearchQuery
from portal.search.whoosh.index import WhooshIndex
from tests.contracts.search_naskah import CORPUS, TODAY, naskah
from tests.contracts.search_readers import Readers


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of the contract's corpus."""
    WhooshIndex(tmp_path / "index").rebuild(CORPUS)
    return tmp_path / "index"


def test_commits_are_seen_whole_by_every_reader(folder: Path) -> None:
    writer, reader = WhooshIndex(folder), WhooshIndex(folder)
    with Readers(reader, lambda whole, some: (whole - len(CORPUS)) % 3 == 0 and some == 1) as readers:
        for number in range(25):
            writer.add([naskah(f"2026-{number}-{at}", "Tambahan", "isi") for at in range(3)])
            writer.commit()
    assert readers.failures == []
    assert readers.answers > 20
    assert reader.search(SearchQuery(today=TODAY)).total == len(CORPUS) + 75


def test_rebuilds_and_merges_swap_under_readers(folder: Path) -> None:
    writer, reader = WhooshIndex(folder), WhooshIndex(folder)
    larger = (*CORPUS, naskah("2026-1", "Tambahan"))
    sizes = {len(CORPUS), len(larger)}
    with Readers(reader, lambda whole, some: whole in sizes and some == 1) as readers:
        for number in range(12):
            writer.rebuild(larger if number % 2 else CORPUS)
            writer.add([larger[-1]])
            writer.commit()
            writer.optimize()
    assert readers.failures == []
    assert readers.answers > 20


def test_the_same_object_writes_and_reads(folder: Path) -> None:
    index = WhooshIndex(folder)
    with Readers(index, lambda whole, some: whole >= len(CORPUS)) as readers:
        for number in range(10):
            index.add([naskah(f"2026-{number}", "Tambahan")])
            index.commit()
    assert readers.failures == []


def test_two_generations_are_kept_and_no_more(folder: Path) -> None:
    index = WhooshIndex(folder)
    seen = {index.generation()}
    for _ in range(4):
        index.rebuild(CORPUS)
        seen.add(index.generation())
    assert len(seen) == 5
    assert len(list(folder.glob("gen-*"))) == 2


def test_index_folder_belongs_to_its_owner_alone(folder: Path) -> None:
    for kept in (folder, *folder.glob("gen-*")):
        assert kept.stat().st_mode & 0o077 == 0
