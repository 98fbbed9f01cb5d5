"""What every test may ask for: the stores, the application, a client, and an office full of people."""

import gc
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from indexer.child import Outcome
from portal import log_lines
from portal.config import Config
from portal.wiring import Stores, open_stores
from tests.factories.naskah import Office
from tests.factories.shared import TEMPLATES, reader, remember_hashes
from tests.fixtures.compiled import share_compiled
from tests.fixtures.databases import KIND, fresh_database, fresh_search
from tests.fixtures.memory import keep_files_in_memory
from tests.fixtures.order import changes_name, rank
from tests.fixtures.rooms import is_judged_once, opens_no_database

# The suite draws the same examples every time, whatever the machine does beside it; `make drills` draws others.
settings.register_profile("suite", derandomize=True, deadline=None)
settings.register_profile("drill", max_examples=1_000, deadline=None)
settings.load_profile("suite")

# For every application of the run, also for those that a test makes itself.
Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": TEMPLATES}
share_compiled()
keep_files_in_memory()
remember_hashes()


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """The pass over PostgreSQL leaves out what opens no database, and what one pass is enough for."""
    is_left_out = opens_no_database(collection_path) or is_judged_once(collection_path)
    return True if KIND == "postgresql" and is_left_out else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest; every process of the run must give a test the same name."""
    if changing := [item.nodeid for item in items if changes_name(item)]:
        raise pytest.UsageError("name these cases without a set or an address in memory: " + ", ".join(changing))
    items.sort(key=lambda item: rank(item.path))


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: looking through it for garbage again and again takes long."""
    gc.collect()
    gc.freeze()


def pytest_runtest_teardown() -> None:
    """A command that ran in this process wrote its log among what it said; the next test says its own."""
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one.formatter, log_lines.JsonLines)]:
        root.removeHandler(handler)


@pytest.fixture
def config(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Config]:
    """Settings of an embedded portal in a folder of its own, with a fresh database of the kind under test.

    A test that asks for the stores finds the small organisation there, copied with the database.
    """
    base = Config.from_env({"PORTAL_DATA_DIR": str(tmp_path / "var"), "PORTAL_SECRET_KEY": "kunci-uji" * 8})
    base.data_dir.mkdir()
    with (
        fresh_search(base.search_url) as search_url,
        fresh_database(tmp_path, has_units="stores" in request.fixturenames) as url,
    ):
        yield replace(base, database_url=url, search_url=search_url)


@pytest.fixture
def stores(config: Config) -> Iterator[Stores]:
    """Opened stores with the small organisation of the tests in them."""
    opened = open_stores(config)
    yield opened
    opened.public_index.close()
    opened.internal_index.close()
    opened.database.close()


@pytest.fixture
def office(stores: Stores) -> Office:
    """The people and verbs of a test."""
    return Office(stores)


@pytest.fixture
def app(config: Config, stores: Stores) -> Iterator[Flask]:
    """The application over these stores."""
    # Imported here: the rooms below the web are tested without it.
    from portal.app import create_app

    made = create_app(config, stores)
    made.extensions["needs_password"] = lambda path: reader().inspect(path).outcome is Outcome.password
    made.extensions["count_pages"] = lambda path: reader().inspect(path).count
    yield made
    made.extensions["pdf_reader"].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without a session."""
    return app.test_client()
