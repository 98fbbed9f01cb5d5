"""Rules for every template: the content policy forbids inline code, and escaping is never switched off."""

import re

from tests.fixtures.repository import TEMPLATES, name_of


def test_no_inline_style_or_script_in_any_template() -> None:
    # A block of data is no script: no browser runs it.
    data = r"<script type=\"application/ld\+json\">"
    inline = re.compile(rf"<style|\sstyle=|\son[a-z]+=\"|(?!{data})<script(?![^>]*\bsrc=)|javascript:")

    assert TEMPLATES
    assert [name_of(p) for p in TEMPLATES if inline.search(p.read_text("utf-8"))] == []


def test_templates_mark_nothing_as_safe() -> None:
    unescaped = re.compile(r"\|\s*safe\b|autoescape false")

    assert [name_of(p) for p in TEMPLATES if unescaped.search(p.read_text("utf-8"))] == []
