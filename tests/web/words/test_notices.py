"""Each notice that a page sends on has its text, once, and each text is sent."""

import ast
from pathlib import Path

import portal.web.staff
from portal.web.words.notices import NOTICES, notice
from tests.fixtures.passed_values import values_passed

WOVEN = {
    "{}-asli": {"tempat-asli", "arsip-asli"},
    # Two pages answer the same question, each going on to its own.
    "notice": {"penugasan", "penugasan-ditolak", "faktor-dilepas", "faktor-ditolak"},
    "form.replace('_', '-')": {"rekomendasi", "ganti", "akhiri", "batal-akhiri"},
}
"""Keys that are put together where they are sent, by the text or the expression there."""


def sent_by_address() -> set[str]:
    """Keys written straight into an address: `url_for(..., pesan="keluar")`."""
    found: set[str] = set()
    for path in Path(portal.web.staff.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "url_for":
                values = [keyword.value for keyword in node.keywords if keyword.arg == "pesan"]
                found |= {ast.literal_eval(value) for value in values if isinstance(value, ast.Constant)}
    return found


def test_each_notice_sent_has_a_text_and_each_text_is_sent() -> None:
    sent = values_passed("portal.web.staff.frame.go", "pesan")

    assert sent.others == set(WOVEN)
    assert sent.literals | sent_by_address() | set().union(*WOVEN.values()) == set(NOTICES)


def test_a_notice_is_a_colour_and_whole_sentences() -> None:
    for kind, text in NOTICES.values():
        assert kind in {"hijau", "kuning", "merah"}
        assert text[0].isupper()
        assert text.endswith(".")


def test_an_unknown_key_shows_nothing() -> None:
    assert notice("tersimpan") == ("hijau", "Perubahan tersimpan.")
    assert notice("<b>apa saja</b>") is None
    assert notice(None) is None
