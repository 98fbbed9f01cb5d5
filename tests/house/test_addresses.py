"""Addresses are promises: what the application answers is exactly what `promised_addresses.txt` lists."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from portal.app import create_app
from portal.config import Config

LIST = Path(__file__).with_name("promised_addresses.txt")


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """The application as it starts; no request is made, so no database is opened."""
    made = create_app(Config.from_env({"PORTAL_DATA_DIR": str(tmp_path / "var")}))
    yield made
    made.extensions["pdf_reader"].close()


def _promised() -> list[str]:
    return [line for line in LIST.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def _address(rule: str) -> str:
    """An address without the names its parts have in the code: they may change, the form of the parts may not."""
    return re.sub(r"<(?:([^<>]+):)?\w+>", lambda part: f"<{part[1] or 'text'}>", rule)


def test_the_application_answers_the_promised_addresses_and_no_others(app: Flask) -> None:
    served = [
        f"{method:<4} {_address(rule.rule)}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    ]

    assert sorted(served) == sorted(_promised())


def test_every_page_answers_head_like_get(app: Flask) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set())]

    assert rules
    assert [rule.rule for rule in rules if "HEAD" not in (rule.methods or set())] == []


def test_no_address_is_listed_twice() -> None:
    assert len(_promised()) == len(set(_promised()))
