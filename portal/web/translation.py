"""Texts in the language of the page: the Indonesian text is its own key, the English one stands in the catalogue.

The catalogue is `translations/en/LC_MESSAGES/messages.po`, read once; nothing compiled lies in the tree. What it lacks
is shown in Indonesian, and a test finds it. Rooms below the web make their sentences themselves, in Indonesian: those
that reach a public page stand in the catalogue with holes, under the context `kalimat`, and are found by their form.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from flask import Flask
from jinja2.ext import InternationalizationExtension

from portal.web.language import ENGLISH, HOME_LANGUAGE, language
from portal.web.writing import number

FOLDER = Path(__file__).parent / "translations"
MADE_BELOW = "kalimat"
"""Context of the sentences that rooms below the web make."""
_HOLE = re.compile(r"%\((\w+)\)s")
_SENTENCE = re.compile(r"[.?!] |^[A-Z].* .*[.?!]$", re.DOTALL)
_BETWEEN_SENTENCES = re.compile(r"(?<=[.;?!]) ")


@dataclass(frozen=True)
class Form:
    """A sentence with holes: how it is recognised, and how it reads in English."""

    pattern: re.Pattern[str]
    english: str


@dataclass(frozen=True)
class Catalogue:
    """English texts by their Indonesian ones; of what is counted the form for one and that for more."""

    texts: Mapping[str, str]
    counted: Mapping[str, tuple[str, str]]
    in_context: Mapping[tuple[str, str], str]
    forms: tuple[Form, ...]


def install(app: Flask) -> None:
    """Give the templates `_()`, `{% trans %}` and `counted`."""
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.add_extension(InternationalizationExtension)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext
    )
    app.jinja_env.globals["counted"] = counted
    # A damaged catalogue shows at the start and not on the first English page.
    catalogue()


@cache
def catalogue() -> Catalogue:
    """The English catalogue."""
    with (FOLDER / ENGLISH / "LC_MESSAGES" / "messages.po").open("rb") as file:
        found = read_po(file, locale=ENGLISH)
    texts: dict[str, str] = {}
    many: dict[str, tuple[str, str]] = {}
    in_context: dict[tuple[str, str], str] = {}
    forms: list[tuple[int, Form]] = []
    for message in found:
        if not message.id or not message.string:
            continue
        if isinstance(message.id, (list, tuple)):
            one, more = message.string
            many[message.id[0]] = (one, more)
            # The word alone may head a column.
            texts.setdefault(message.id[0], one)
        elif message.context == MADE_BELOW:
            told = _HOLE.sub("", message.id)
            in_context[MADE_BELOW, message.id] = str(message.string)
            if told != message.id:
                # The form that says most itself is tried first.
                forms.append((len(told), Form(_pattern(message.id), str(message.string))))
        elif message.context:
            in_context[message.context, message.id] = str(message.string)
        else:
            texts[message.id] = str(message.string)
    ordered = sorted(forms, key=lambda pair: -pair[0])
    return Catalogue(texts, many, in_context, tuple(form for _, form in ordered))


def gettext(message: str) -> str:
    """The text in the language of the page."""
    return message if language() == HOME_LANGUAGE else catalogue().texts.get(message, message)


def ngettext(one: str, more: str, n: int) -> str:
    """The text for so many; Indonesian has one form for all."""
    if language() == HOME_LANGUAGE or one not in catalogue().counted:
        return more
    return catalogue().counted[one][n != 1]


def pgettext(context: str, message: str) -> str:
    """A word that means several things, in the language of the page."""
    return message if language() == HOME_LANGUAGE else catalogue().in_context.get((context, message), message)


def counted(message: str, n: int, **values: object) -> str:
    """A text about `n` things, with the number written in its hole `n`; it holds no markup."""
    return ngettext(message, message, n) % {"n": number(n), **values}


def said(sentence: str, otherwise: str | None = None) -> str:
    """A finished sentence of a room below, in the language of the page; `otherwise` where the catalogue has none."""
    if language() == HOME_LANGUAGE:
        return sentence
    whole = catalogue().texts.get(sentence) or _english(sentence)
    return whole or (sentence if otherwise is None else otherwise)


def _english(sentence: str) -> str | None:
    found = catalogue()
    if (whole := found.in_context.get((MADE_BELOW, sentence))) is not None:
        return whole
    for form in found.forms:
        if (fits := form.pattern.fullmatch(sentence)) is None:
            continue
        # What fills a hole may be a sentence itself; a name or a date stays as it is.
        parts = {name: _english(part) or part for name, part in fits.groupdict().items()}
        if not any(parts[name] == part and _SENTENCE.search(part) for name, part in fits.groupdict().items()):
            return form.english % parts
    pieces = _BETWEEN_SENTENCES.split(sentence)
    if len(pieces) == 1:
        return None
    told = [_english(piece) for piece in pieces]
    return " ".join(part for part in told if part) if all(told) else None


def _pattern(message: str) -> re.Pattern[str]:
    pieces = _HOLE.split(message)
    told = [re.escape(piece) if at % 2 == 0 else f"(?P<{piece}>.*?)" for at, piece in enumerate(pieces)]
    return re.compile("".join(told), re.DOTALL)
