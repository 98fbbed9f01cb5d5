"""A real browser before the real server, with naskah of every public kind."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright
from waitress.server import create_server

from tests.fixtures.odd_site import fill_oddly
from tests.fixtures.public_site import Site, public_site
from tests.fixtures.running import running

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# How long a page is waited for says nothing of the page; tests that ask for a time measure it themselves.
expect.set_options(timeout=60_000)


@dataclass(frozen=True)
class Served:
    """Where the site answers."""

    site: Site
    url: str

    def address(self, path: str) -> str:
        """The full address of a path with `{name}` standing for the code of a naskah."""
        return self.url + path.format(**self.site.kode)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The public site behind waitress, on a port of its own."""
    with public_site(tmp_path_factory.mktemp("peramban")) as site, serving(site.app) as url:
        yield Served(site, url)


@pytest.fixture(scope="session")
def strained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The site whose naskah strain a page, behind waitress."""
    with public_site(tmp_path_factory.mktemp("janggal"), fill_oddly) as site, serving(site.app) as url:
        yield Served(site, url)


@contextmanager
def serving(app: Flask, port: int = 0) -> Iterator[str]:
    """The application behind waitress on a port of its own, for the time of the block; gives its address."""
    with running(create_server(app, host="127.0.0.1", port=port, threads=4)) as taken:
        yield f"http://127.0.0.1:{taken}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium of the system; a test run without it fails, it does not pass.

    Closed with each file: while it is open its event loop runs in this thread, and tests of other files that the same
    worker takes next start loops of their own.
    """
    program = next((path for path in map(shutil.which, CHROMIUM) if path), None)
    assert program, "Chromium tidak ditemukan; jalankan `make setup-test`."
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=FLAGS)
        _listen(opened)
        yield opened
        opened.close()


VIOLATION = re.compile(r"Content.Security.Policy|Trusted(HTML|Script)|document has not set a TrustedTypes", re.I)
"""How Chromium tells in the console that a page did what its policy forbids."""
_violations: list[str] = []


@pytest.fixture(autouse=True)
def keeps_the_policy() -> Iterator[None]:
    """Whatever a test opens, nothing on it may break the policy of its page; so each walk is one through the policy."""
    _violations.clear()
    yield
    assert _violations == []


def _listen(browser: Browser) -> None:
    make = browser.new_context

    def new_context(**options: Any) -> BrowserContext:
        context = make(**options)
        context.on("console", _hear)
        return context

    def new_page(**options: Any) -> Page:
        page = new_context(**options).new_page()
        page.on("close", lambda closed: closed.context.close())
        return page

    browser.new_context = new_context  # type: ignore[method-assign]
    browser.new_page = new_page  # type: ignore[method-assign]


def _hear(said: ConsoleMessage) -> None:
    if VIOLATION.search(said.text):
        _violations.append(f"{said.page.url if said.page else '?'}: {said.text}")
