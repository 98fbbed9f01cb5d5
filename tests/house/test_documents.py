"""Documents lead where they say: every link has its target, and every decision stands in the list of decisions."""

import re
from pathlib import Path

from tests.fixtures.repository import ROOT, name_of

DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
DECISIONS = ROOT / "docs/decisions"


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _leads_somewhere(page: Path, link: str) -> bool:
    target, _, anchor = link.partition("#")
    there = page.parent / target if target else page
    return there.exists() and (not anchor or anchor in _anchors(there))


def test_every_link_has_its_target() -> None:
    links = [
        (page, link)
        for page in DOCUMENTS
        for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8"))
        if "://" not in link
    ]
    lost = [f"{name_of(page)}: {link}" for page, link in links if not _leads_somewhere(page, link)]

    assert links
    assert lost == []


def test_the_list_of_decisions_has_every_page_under_its_own_title() -> None:
    pages = sorted(path for path in DECISIONS.glob("*.md") if path.name != "README.md")
    listed = re.findall(r"^- \[(.+)\]\((.+)\)$", (DECISIONS / "README.md").read_text("utf-8"), re.M)

    assert listed == [(path.read_text("utf-8").partition("\n")[0].removeprefix("# "), path.name) for path in pages]


def test_every_test_that_a_document_names_is_there() -> None:
    named = {
        (page, path, name)
        for page in DOCUMENTS
        for path, name in re.findall(r"`(tests/[\w/.]+\.py)(?:::(\w+))?`", page.read_text("utf-8"))
    }
    lost = [
        f"{name_of(page)}: {path}{'::' * bool(name)}{name}"
        for page, path, name in named
        if not (ROOT / path).exists() or (name and f"def {name}(" not in (ROOT / path).read_text("utf-8"))
    ]

    assert len(named) > 100
    assert lost == []


def test_every_module_that_a_document_names_is_there() -> None:
    """Paths in documents begin at the top or below `portal/`; the changelog also names what was."""
    named = {
        (page, path)
        for page in DOCUMENTS
        if page.name != "CHANGELOG.md"
        for path in re.findall(r"`((?:[a-z_]+/)+[\w]+\.py)`", page.read_text("utf-8"))
    }
    lost = [
        f"{name_of(page)}: {path}"
        for page, path in sorted(named)
        if not any((root / path).exists() for root in (ROOT, ROOT / "portal", page.parent))
    ]

    assert len(named) > 100
    assert lost == []
