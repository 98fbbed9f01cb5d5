"""The change that an index has open: begun by the first naskah, one for all until it is committed or dropped."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Generic, Protocol, TypeVar

from portal.search.interface import SearchDocument


class Writes(Protocol):
    """What an engine writes with: nothing is seen before its commit."""

    def add(self, document: SearchDocument) -> None:
        """Add or replace one."""

    def remove(self, kode: str) -> None:
        """Take one out."""

    def cancel(self) -> None:
        """Forget everything since it began."""


S = TypeVar("S", bound=Writes)
Guard = Callable[[], AbstractContextManager[None]]


class OpenChange(Generic[S]):
    """The open change of one index; `begin` makes one, `guarded` turns what an engine raises into our own errors."""

    def __init__(self, begin: Callable[[], S], guarded: Guard) -> None:
        self._begin = begin
        self._guarded = guarded
        self.session: S | None = None

    def add(self, documents: Iterable[SearchDocument]) -> None:
        """Add or replace; see `SearchIndex.add`."""
        with self.begun() as session:
            for document in documents:
                with self._guarded():
                    session.add(document)

    def remove(self, kode: Iterable[str]) -> None:
        """Take out; see `SearchIndex.remove`."""
        with self.begun() as session:
            for one in kode:
                with self._guarded():
                    session.remove(one)

    @contextmanager
    def begun(self) -> Iterator[S]:
        """The open session, or a new one; a failure in it drops everything since the last commit."""
        try:
            if self.session is None:
                with self._guarded():
                    self.session = self._begin()
            yield self.session
        except BaseException:
            self.drop()
            raise

    def take(self) -> S | None:
        """The session, for whoever commits it; the next change begins anew."""
        session, self.session = self.session, None
        return session

    def drop(self) -> None:
        """Forget everything since the last commit."""
        if (session := self.take()) is not None:
            session.cancel()
