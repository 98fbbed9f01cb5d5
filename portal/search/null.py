"""A search engine that holds nothing: for processes that must not search, and as a twin in tests."""

from collections.abc import Iterable, Mapping

from portal.search.interface import FACETS, IndexReport, Progress, SearchDocument, SearchPage, SearchQuery


class NullSearchIndex:
    """Takes everything, keeps nothing, finds nothing."""

    def add(self, documents: Iterable[SearchDocument]) -> None:
        """Read the documents and forget them."""
        for _ in documents:
            pass

    def remove(self, kode: Iterable[str]) -> None:
        """Nothing is held, so nothing is taken out."""
        for _ in kode:
            pass

    def commit(self) -> None:
        """There is nothing to make visible."""

    def search(self, query: SearchQuery) -> SearchPage:
        """Find nothing."""
        return SearchPage(hits=(), total=0, facets={name: () for name in FACETS}, corrected=None, took_ms=0)

    def suggest(self, text: str, *, units: frozenset[str] | None = None) -> tuple[str, ...]:
        """No words, no suggestions."""
        return ()

    def rebuild(self, documents: Iterable[SearchDocument], progress: Progress | None = None) -> int:
        """Read the documents, report progress at the end, and hold none of them."""
        taken = sum(1 for _ in documents)
        if progress is not None:
            progress(taken)
        return 0

    def verify(self) -> IndexReport:
        """An empty index is a healthy one."""
        return IndexReport(is_healthy=True, documents=0, detail="Indeks kosong.")

    def held(self) -> Mapping[str, str]:
        """Nothing."""
        return {}

    def generation(self) -> str:
        """Always the same, for answers never change."""
        return "null"

    def optimize(self) -> None:
        """There is nothing to merge."""
