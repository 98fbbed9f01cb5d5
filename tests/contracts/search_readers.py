"""Threads that search while somebody writes, for every engine."""

import threading
from collections.abc import Callable

from portal.search.interface import SearchIndex, SearchQuery
from portal.search.query import parse
from tests.contracts.search_naskah import TODAY


class Readers:
    """They search all the time and keep what went wrong; `check` is told how many naskah there are, and of one text."""

    def __init__(self, index: SearchIndex, check: Callable[[int, int], bool], *, threads: int = 4) -> None:
        self.index = index
        self.check = check
        self.failures: list[object] = []
        self.answers = 0
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._search) for _ in range(threads)]

    def __enter__(self) -> "Readers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _search(self) -> None:
        while not self._stop.is_set():
            try:
                whole = self.index.search(SearchQuery(today=TODAY))
                some = self.index.search(SearchQuery(parse('"para pihak" pelatihan'), today=TODAY))
            except Exception as error:  # A test must see whatever a reader met.
                self.failures.append(error)
                return
            if not self.check(whole.total, some.total):
                self.failures.append((whole.total, some.total))
            self.answers += 1
