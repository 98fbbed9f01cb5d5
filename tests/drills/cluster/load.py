"""Who uses the portal while machines fall: readers from many addresses, pengelola who send files and hand them in."""

import contextlib
import io
import itertools
import random
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import quote_plus

import pikepdf

from tests.drills.cluster.place import SECRET, SENDERS, Place
from tests.factories.pdf import agreement_pdf
from tests.factories.person import Answer, Person
from tests.factories.scanned import scanned
from tests.factories.signed_pdf import sign
from tests.fixtures.front import NAME, Front

READERS = 16
PAUSE = 1.0
SCAN_EVERY = 6
SEND_EVERY = 20.0
"""Seconds between two files of a sender: what two busy processors can read besides."""
LATE = 5.0
"""Seconds after which an answer counts as late."""
IN_WORDS = ("Layanan sedang terganggu", "sedang terganggu", "Coba lagi")


@dataclass
class Told:
    """What came of the questions within one act."""

    answers: int = 0
    refused: int = 0
    """503 in words while the only database was away."""
    errors: Counter[str] = field(default_factory=Counter)
    late: int = 0
    slowest: float = 0.0


class Book:
    """Counts every request of everybody, by the act it began in."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.acts: dict[str, Told] = {}
        self.act = "before"
        self.is_database_away = False
        self.leaks: list[str] = []

    def begin(self, act: str) -> None:
        """From now on questions belong to this act."""
        with self._lock:
            self.act = act
            self.acts.setdefault(act, Told())

    def ask(self, what: str, question: Callable[[], tuple[int, bytes]], right: tuple[int, ...] = (200,)) -> int:
        """Ask, count, look for what must not be told; the status, 0 where no answer came."""
        act, was_away, began = self.act, self.is_database_away, time.monotonic()
        try:
            status, body = question()
        except (OSError, HTTPException) as error:
            status, body = 0, repr(error).encode()
        took = time.monotonic() - began
        with self._lock:
            told = self.acts.setdefault(act, Told())
            told.slowest = max(told.slowest, took)
            told.late += took > LATE
            if status in right:
                told.answers += 1
            elif status == 503 and (was_away or self.is_database_away) and any(w.encode() in body for w in IN_WORDS):
                told.refused += 1
            else:
                told.errors[
                    f"{what}: {status} {body[:160].decode('utf-8', 'replace') if not status else ''}".strip()
                ] += 1
            if what != "sender" and SECRET.encode() in body:
                self.leaks.append(f"{what} told the secret word")
        return status


@dataclass
class Receipt:
    """A file that was taken: its bytes, its word, and how far it went."""

    kode: str
    pdf: bytes
    word: str
    is_handed_in: bool = False


class Load:
    """Readers and senders, from `start` to `stop`."""

    def __init__(self, place: Place, book: Book, seed: int) -> None:
        self._place, self._book, self._seed = place, book, seed
        self._is_over = threading.Event()
        self._threads: list[threading.Thread] = []
        self._number = itertools.count(1)
        self._lock = threading.Lock()
        self.receipts: list[Receipt] = []
        self.unsent = 0
        self.faults: list[str] = []

    def start(self) -> None:
        """Let everybody begin."""
        jobs = [(self._read, (number,)) for number in range(READERS)]
        jobs += [(self._send, (email, number)) for number, email in enumerate(SENDERS)]
        for job, arguments in jobs:
            self._threads.append(threading.Thread(target=self._told, args=(job, arguments), daemon=True))
            self._threads[-1].start()

    def stop(self) -> None:
        """Let everybody end what they are at."""
        self._is_over.set()
        for thread in self._threads:
            thread.join(180)

    def _told(self, job: Callable[..., None], arguments: tuple[object, ...]) -> None:
        try:
            job(*arguments)
        except Exception as error:
            self.faults.append(f"the drill itself failed: {error!r}")

    # Readers

    def _read(self, number: int) -> None:
        chance = random.Random(self._seed * 1000 + number)  # noqa: S311 - repeatable.
        browser = Browser(self._place.front, f"127.0.{4 + number}.{chance.randrange(2, 250)}")
        vocabulary, place = self._place.corpus.vocabulary, self._place
        while not self._is_over.wait(PAUSE * (0.5 + chance.random())):
            kind = chance.choices(("search", "record", "file", "api", "list"), (5, 3, 1, 1, 1))[0]
            headers = {}
            if kind == "search":
                words = " ".join(chance.choice(vocabulary[:20_000]) for _ in range(2))
                path = f"/cari?q={quote_plus(words)}"
            elif kind == "record":
                path = f"/n/{chance.choice(place.public)}"
            elif kind == "file":
                path = chance.choice(place.files)
                headers = {"Range": "bytes=0-999"} if chance.random() < 0.5 else {}
            elif kind == "api":
                path = f"/api/v1/naskah?q={quote_plus(chance.choice(vocabulary[:2000]))}"
            else:
                path = chance.choice(("/", "/mitra", "/unit", "/tahun", "/umpan.atom"))
            self._book.ask(kind, lambda p=path, h=headers: browser.get(p, h), (200, 206))
            self._pry(chance, browser)
        browser.close()

    def _pry(self, chance: random.Random, browser: "Browser") -> None:
        """Now and then somebody asks for what is not public."""
        if chance.random() > 0.05:
            return
        place = self._place
        self._book.ask("pry", lambda: browser.get(f"/n/{place.private}"), (404,))
        found: list[bytes] = []

        def search() -> tuple[int, bytes]:
            status, body = browser.get(f"/cari?q={SECRET[:-1]}")
            found.append(body)
            return status, body

        self._book.ask("pry", search)
        if found and place.private.encode() in found[0]:
            self._book.leaks.append("a search told the code of what is not public")

    # Senders

    def _send(self, email: str, number: int) -> None:
        person = Person(self._place.front, visitor=f"127.0.3.{number + 2}")
        chance = random.Random(self._seed * 2000 + number)  # noqa: S311 - repeatable.
        self._enter(person, email)
        while not self._is_over.is_set():
            self._send_one(person, email)
            self._is_over.wait(SEND_EVERY * (0.5 + chance.random()))

    def _enter(self, person: Person, email: str) -> None:
        while not self._is_over.is_set() and self._asked(lambda: person.enter(email), (303,)).status != 303:
            self._is_over.wait(1.0)

    def _send_one(self, person: Person, email: str) -> None:
        with self._lock:
            turn = next(self._number)
        word = _word(turn, self._seed)
        pdf, key = _file(turn, word), secrets.token_hex(8)
        # As the script of the page does: the same file under the same key, until it is answered.
        for _ in range(40):
            answer = self._asked(lambda: person.send_file(pdf, key), (201,))
            if answer.status in (201, 422):
                break
            if answer.status == 401:
                self._enter(person, email)
            if self._is_over.wait(1.0):
                break
        if answer.status != 201:
            self.unsent += 1
            if answer.status == 422:
                self.faults.append(f"a file was refused: {answer.text[:300]}")
            return
        receipt = Receipt(answer.json["kode"], pdf, word)
        with self._lock:
            self.receipts.append(receipt)
        for _ in range(40):
            answer = self._asked(lambda: person.hand_in(receipt.kode, f"CONTOH {word}"), (303,))
            if answer.status == 303 or (answer.status and answer.status < 500):
                break
            if self._is_over.wait(1.0):
                break
        # Answered in words, or handed in the time before, whose answer was lost: then its page leads elsewhere.
        receipt.is_handed_in = answer.status == 303
        if answer.status not in (0, 303) and answer.status < 500:
            self.faults.append(f"{receipt.kode} was not handed in: {answer.status} {_alerts(answer.text)}")

    def _asked(self, act: Callable[[], Answer], right: tuple[int, ...]) -> Answer:
        got = Answer(0, b"")

        def question() -> tuple[int, bytes]:
            nonlocal got
            got = act()
            return got.status, got.body

        self._book.ask("sender", question, right)
        return got


@dataclass
class Browser:
    """A reader's connection through the proxy, kept open as long as it holds."""

    front: Front
    visitor: str
    _stack: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)
    _connection: HTTPConnection | None = None

    def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
        """A page; over a connection that was closed meanwhile it is asked for once more, as browsers do."""
        was_kept = self._connection is not None
        try:
            return self._get(path, headers)
        except TimeoutError:
            self.close()
            raise
        except (OSError, HTTPException):
            self.close()
            if not was_kept:
                raise
            return self._get(path, headers)

    def _get(self, path: str, headers: dict[str, str] | None) -> tuple[int, bytes]:
        if self._connection is None:
            self._connection = self._stack.enter_context(self.front.connected(self.visitor))
            self._connection.sock.settimeout(75)
        self._connection.request("GET", path, headers={"Host": NAME, **(headers or {})})
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.will_close:
            self.close()
        return answer.status, body

    def close(self) -> None:
        """Hang up."""
        self._connection = None
        self._stack.close()


def _word(turn: int, seed: int) -> str:
    """A word that nobody else has, made of letters alone."""
    letters = "bcdfghjklmnprstw"
    number, made = turn + 1000 * seed, ""
    for _ in range(6):
        number, at = divmod(number, len(letters))
        made += letters[at] + "aiueo"[at % 5]
    return f"kolibri{made}"


def _file(turn: int, word: str) -> bytes:
    """A typed PDF, or now and then a signed scan."""
    if turn % SCAN_EVERY:
        return agreement_pdf(turn, pages=2) + f"% {word}\n".encode() + b"%%EOF\n"
    # Made anew first: a signature is added only to a file whose table of objects is without a fault.
    whole = io.BytesIO()
    with pikepdf.open(io.BytesIO(scanned(agreement_pdf(turn, pages=1), dpi=120))) as scan:
        scan.save(whole)
    return sign(whole.getvalue())


def _alerts(page: str) -> str:
    return " ".join(page.partition("<main")[2].split())[:400]
