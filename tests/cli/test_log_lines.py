"""Log lines: JSON, one a line, with the number of the request and without what stood in the records."""

import json
import logging
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal import log_lines
from portal.domain.permissions import Peran
from portal.models.user import User
from tests.factories.known_account import EMAIL, NOW
from tests.factories.naskah import Office

TITLE = "Kesepahaman Rahasia CONTOH dengan Negara Tetangga"
DIGEST = "b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184"
TOKEN = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4-_9"


class Lines:
    """What was logged."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self._written = ""

    @property
    def text(self) -> str:
        """As it was written."""
        self._written += self._capsys.readouterr().err
        return self._written

    def read(self) -> list[dict[str, Any]]:
        """Every line, understood."""
        return [json.loads(line) for line in self.text.splitlines()]


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Iterator[Lines]:
    """The log as the commands set it up."""
    root, hook = logging.getLogger(), threading.excepthook
    handlers, level = list(root.handlers), root.level
    log_lines.install()
    log_lines.install()
    yield Lines(capsys)
    logging.captureWarnings(False)
    threading.excepthook = hook
    root.handlers[:] = handlers
    root.setLevel(level)


def test_a_line_is_one_object_whatever_is_logged(lines: Lines) -> None:
    log = logging.getLogger("portal.uji")
    log.warning("baris satu\r\nbaris dua \x1b[31m merah")
    log.error("x " * 500_000)

    first, second = lines.read()
    assert first["message"] == "baris satu\r\nbaris dua \x1b[31m merah"
    assert (first["level"], first["logger"]) == ("WARNING", "portal.uji")
    assert "\x1b" not in lines.text
    assert len(second["message"]) <= log_lines.LONGEST_MESSAGE + 1


def test_what_a_driver_warns_of_beside_the_error_it_raises_is_not_written(lines: Lines) -> None:
    logging.getLogger("psycopg").warning("error ignored terminating a pipeline")

    assert lines.read() == []


def test_tokens_and_digests_are_cut_and_plain_words_are_not(lines: Lines) -> None:
    logging.getLogger("waitress").error("Exception while serving %s", f"/kalender/{TOKEN}.ics {DIGEST}")

    assert TOKEN not in lines.text
    assert DIGEST not in lines.text
    assert lines.read()[0]["message"] == "Exception while serving /kalender/Zm9vYmFy….ics b1946ac9…"


def test_an_error_of_the_database_tells_no_value(lines: Lines, office: Office) -> None:
    office.add_user(EMAIL, Peran.PENGELOLA, "KANIM-A")
    with pytest.raises(IntegrityError) as raised, office.stores.database.transaction() as session:
        session.add(User(email=EMAIL, nama=TITLE, password_hash=DIGEST, is_active=True, created_at=NOW))

    logging.getLogger("indexer").error("job %d failed", 7, exc_info=raised.value)

    found = lines.read()[0]
    assert all(secret not in lines.text for secret in (TITLE, DIGEST, EMAIL, "INSERT"))
    assert any("IntegrityError" in kind for kind in found["error"]["kinds"])
    assert any("test_log_lines.py" in place for place in found["error"]["at"])


def test_an_error_that_repeats_a_title_is_told_by_its_kind_and_place(lines: Lines) -> None:
    def fail() -> None:
        raise ValueError(TITLE)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()

    assert TITLE not in lines.text
    assert lines.read()[0]["error"]["kinds"] == ["builtins.ValueError"]


def test_what_a_person_is_told_and_the_log_share_the_number_of_the_request(
    lines: Lines, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(token: str) -> str:
        raise ValueError(TITLE)

    monkeypatch.setitem(app.view_functions, "umpan.umpan_kalender", broken)

    answer = app.test_client().get(f"/kalender/{TOKEN}.ics?judul={TITLE}")

    line = next(one for one in lines.read() if one["logger"] == "portal.web")
    assert answer.status_code == 500
    assert line["request"] in answer.text
    assert line["message"] == "incident at umpan.umpan_kalender"
    assert all(secret not in lines.text for secret in (TITLE, TOKEN))
    logging.getLogger("portal.uji").warning("sesudahnya")
    assert "request" not in lines.read()[-1]
