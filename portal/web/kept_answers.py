"""Finished public answers in the memory of a process, so that a page that did not change is not made again.

An answer is a function of what stands in its mark (see `caching`), and every request looks at the database for that
mark first: a withdrawal is effective with the next one. With a new state of what is public all answers of the old one
are let go of, so that nothing of what was withdrawn stays behind.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import NamedTuple

QUESTIONS_SHARE = 4
"""One part in so many is for addresses with a question, of which there is no end; the rest keeps the others safe."""
LARGEST_PART = 8
"""An answer larger than one part in so many of its shelf is not kept."""
_OVERHEAD = 600
"""Bytes that an entry costs beside its text."""


class Address(NamedTuple):
    """An address as the visitor asked for it, and whether the answer is packed."""

    scheme: str
    host: str
    prefix: str
    path: str
    question: bytes
    is_packed: bool


@dataclass(frozen=True)
class KeptAnswer:
    """An answer as it was sent: the mark under which it holds, its headers, its body."""

    mark: str
    headers: tuple[tuple[str, str], ...]
    body: bytes


class _Shelf:
    """Answers by address; the one that was asked for longest ago makes room."""

    def __init__(self, most_bytes: int) -> None:
        self.most = most_bytes
        self.size = 0
        self.answers: OrderedDict[Address, KeptAnswer] = OrderedDict()

    def put(self, address: Address, answer: KeptAnswer) -> None:
        size = _size(address, answer)
        if size > self.most // LARGEST_PART:
            return
        if (old := self.answers.pop(address, None)) is not None:
            self.size -= _size(address, old)
        self.answers[address] = answer
        self.size += size
        while self.size > self.most:
            self.size -= _size(*self.answers.popitem(last=False))

    def clear(self) -> None:
        self.answers.clear()
        self.size = 0


class KeptAnswers:
    """What a process keeps, within a bound in bytes; 0 keeps nothing. Safe for many threads."""

    def __init__(self, most_bytes: int) -> None:
        questions = most_bytes // QUESTIONS_SHARE
        self._places = _Shelf(most_bytes - questions)
        self._questions = _Shelf(questions)
        self._state: object = None
        self._lock = threading.Lock()

    def find(self, address: Address, mark: str, state: object | None) -> KeptAnswer | None:
        """The answer for an address, if it was made under this mark.

        `state` is what is public now; None for an answer made from nothing stored, which says nothing of that.
        """
        with self._lock:
            if state is not None and state != self._state:
                self._state = state
                self._places.clear()
                self._questions.clear()
            shelf = self._shelf(address)
            found = shelf.answers.get(address)
            if found is None or found.mark != mark:
                return None
            shelf.answers.move_to_end(address)
            return found

    def keep(self, address: Address, answer: KeptAnswer, state: object | None) -> None:
        """Keep an answer, unless what is public has changed since it was begun."""
        with self._lock:
            if state is None or state == self._state:
                self._shelf(address).put(address, answer)

    def size(self) -> int:
        """Bytes that are kept."""
        with self._lock:
            return self._places.size + self._questions.size

    def _shelf(self, address: Address) -> _Shelf:
        return self._questions if address.question else self._places


def _size(address: Address, answer: KeptAnswer) -> int:
    texts = (address.host, address.path, *(text for header in answer.headers for text in header))
    return _OVERHEAD + len(answer.body) + len(address.question) + sum(map(len, texts))
