"""What is found inside a PDF, as plain values shared by the reader, the worker and the pages that show it.

The reader makes these values in a process that may have been taken over by the file it read, so `from_json` trusts
nothing: a wrong type, a missing key or an absurd number raises ValueError.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

Encryption = Literal["none", "owner", "user"]
Origin = Literal["digital", "embedded_ocr", "our_ocr", "none"]

MAX_PAGES = 1_000_000
MAX_POINTS = 1e9
MAX_PIXELS = 100_000
MAX_BYTES = 2**40
MAX_PACKED = 100_000


def _number(value: object, low: int, high: int) -> int:
    if type(value) is not int or not low <= value <= high:
        raise ValueError("a whole number within its range was expected")
    return value


def _count(value: object) -> int | None:
    return None if value is None else _number(value, 0, MAX_PAGES)


def _measure(value: object, low: float, high: float) -> float:
    if type(value) not in (int, float) or not low <= value <= high:  # type: ignore[operator]
        raise ValueError("a measure within its range was expected")
    return float(value)  # type: ignore[arg-type]


def _text(value: object) -> str:
    if type(value) is not str or "\0" in value:
        raise ValueError("text was expected")
    # Half a surrogate raises UnicodeEncodeError, which is a ValueError: it could not be stored.
    value.encode()
    return value


def _bytes(value: object) -> bytes:
    if type(value) is not str or len(value) > MAX_PACKED:
        raise ValueError("packed bytes were expected")
    return base64.b64decode(value, validate=True)


def _flag(value: object) -> bool:
    if type(value) is not bool:
        raise ValueError("true or false was expected")
    return value


def _list(value: object) -> list[Any]:
    if type(value) is not list:
        raise ValueError("a list was expected")
    return value


def _member(value: object, choices: tuple[str, ...]) -> Any:
    if value not in choices:
        raise ValueError(f"one of {choices} was expected")
    return value


def _of(data: object, key: str) -> object:
    if not isinstance(data, Mapping) or key not in data:
        raise ValueError(f"{key} is missing")
    return data[key]


@dataclass(frozen=True)
class Inspection:
    """The structure of a file, as two independent tools see it; None where a tool could not open it.

    Active content is detected, never run; it is shown to the person who checks the naskah. `is_placeholder`: its
    pages are drawn by one program alone, and every other shows a notice in their place.
    """

    encryption: Encryption
    pages_pikepdf: int | None
    pages_pdfium: int | None
    has_script: bool = False
    has_launch: bool = False
    has_embedded: bool = False
    has_form: bool = False
    has_external_link: bool = False
    is_truncated: bool = False
    is_placeholder: bool = False
    embedded_names: tuple[str, ...] = ()
    tool_versions: Mapping[str, str] = field(default_factory=dict)

    @property
    def counts_agree(self) -> bool:
        """Whether both tools opened the file and count the same pages; False is a sign of damage."""
        return self.pages_pikepdf is not None and self.pages_pikepdf == self.pages_pdfium

    @property
    def pages(self) -> int:
        """The number of pages: the structure reader's count, which survives damage, else the renderer's, else 0."""
        return self.pages_pikepdf or self.pages_pdfium or 0

    def to_json(self) -> dict[str, Any]:
        """A plain dict that `from_json` reads back."""
        return {
            **self.__dict__,
            "embedded_names": list(self.embedded_names),
            "tool_versions": dict(self.tool_versions),
        }

    @classmethod
    def from_json(cls, data: object) -> "Inspection":
        """Read back what `to_json` wrote; raises ValueError when anything is out of order."""
        versions = _of(data, "tool_versions")
        if not isinstance(versions, Mapping):
            raise ValueError("tool versions were expected")
        return cls(
            _member(_of(data, "encryption"), get_args(Encryption)),
            _count(_of(data, "pages_pikepdf")),
            _count(_of(data, "pages_pdfium")),
            has_script=_flag(_of(data, "has_script")),
            has_launch=_flag(_of(data, "has_launch")),
            has_embedded=_flag(_of(data, "has_embedded")),
            has_form=_flag(_of(data, "has_form")),
            has_external_link=_flag(_of(data, "has_external_link")),
            is_truncated=_flag(_of(data, "is_truncated")),
            is_placeholder=_flag(_of(data, "is_placeholder")),
            embedded_names=tuple(_text(name) for name in _list(_of(data, "embedded_names"))),
            tool_versions={_text(name): _text(version) for name, version in versions.items()},
        )


@dataclass(frozen=True)
class WordBox:
    """One word and where it stands: fractions of the page from its top left corner, 0 to 1.

    `confidence` is the recogniser's, 0 to 1; None for a word that was not recognised but written.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float | None = None

    def to_json(self) -> list[Any]:
        """A short list, because a page has hundreds of words."""
        edges = [self.text, self.x0, self.y0, self.x1, self.y1]
        return edges if self.confidence is None else [*edges, self.confidence]

    @classmethod
    def from_json(cls, data: object) -> "WordBox":
        """Read back what `to_json` wrote; raises ValueError when anything is out of order."""
        values = _list(data)
        if len(values) not in (5, 6):
            raise ValueError("a word and four edges were expected")
        return cls(_text(values[0]), *(_measure(value, 0.0, 1.0) for value in values[1:]))


@dataclass(frozen=True)
class ReadLine:
    """One line as the second reader read it, with its place like that of a word; `confidence` is its own, 0 to 1."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float

    def to_json(self) -> list[Any]:
        """A short list, like that of a word."""
        return [self.text, self.x0, self.y0, self.x1, self.y1, self.confidence]

    @classmethod
    def from_json(cls, data: object) -> "ReadLine":
        """Read back what `to_json` wrote; raises ValueError when anything is out of order."""
        values = _list(data)
        if len(values) != 6:
            raise ValueError("a line, four edges and a confidence were expected")
        return cls(_text(values[0]), *(_measure(value, 0.0, 1.0) for value in values[1:]))


@dataclass(frozen=True)
class PageText:
    """The text of one page (counted from 1) in NFKC, and where that text came from; sizes in points as seen.

    `hidden` is text of the file that nobody sees on the page: cut away, of the colour of the paper, on a layer switched
    off, under a bar, or the words of a note; `covered` is the part of it over which something is drawn, as who blackens
    by hand does. `picture_share` is the share of the page that pictures and other drawn things cover, `is_drawn`
    whether so much that text may be among it. `confidence` is the recogniser's, 0 to 1.
    `second` is what another recogniser read on the same page, where one did; it is compared with `text`, never shown.
    `places` are where the words of `text` stand (`portal.domain.document.places`), as far as the file itself tells.
    """

    number: int
    text: str
    origin: Origin
    width_pt: float
    height_pt: float
    words: tuple[WordBox, ...] = ()
    picture_share: float = 0.0
    confidence: float | None = None
    hidden: str = ""
    covered: str = ""
    has_comment: bool = False
    is_drawn: bool = False
    second: tuple[ReadLine, ...] = ()
    places: bytes = b""

    def to_json(self) -> dict[str, Any]:
        """A plain dict that `from_json` reads back, but for what recognisers say, which no child knows."""
        kept = {name: value for name, value in self.__dict__.items() if name != "second"}
        return {
            **kept,
            "words": [word.to_json() for word in self.words],
            "places": base64.b64encode(self.places).decode(),
        }

    @classmethod
    def from_json(cls, data: object) -> "PageText":
        """Read back what `to_json` wrote; raises ValueError when anything is out of order."""
        return cls(
            _number(_of(data, "number"), 1, MAX_PAGES),
            _text(_of(data, "text")),
            _member(_of(data, "origin"), get_args(Origin)),
            _measure(_of(data, "width_pt"), 0, MAX_POINTS),
            _measure(_of(data, "height_pt"), 0, MAX_POINTS),
            tuple(WordBox.from_json(word) for word in _list(_of(data, "words"))),
            _measure(_of(data, "picture_share"), 0, 1),
            hidden=_text(_of(data, "hidden")),
            covered=_text(_of(data, "covered")),
            has_comment=_flag(_of(data, "has_comment")),
            is_drawn=_flag(_of(data, "is_drawn")),
            places=_bytes(_of(data, "places")),
        )


@dataclass(frozen=True)
class PageImage:
    """A page (counted from 1) as a WebP picture; `size` in bytes, `filename` without a folder."""

    number: int
    width_px: int
    height_px: int
    filename: str
    size: int

    def to_json(self) -> dict[str, Any]:
        """A plain dict that `from_json` reads back."""
        return dict(self.__dict__)

    @classmethod
    def from_json(cls, data: object) -> "PageImage":
        """Read back what `to_json` wrote; raises ValueError when anything is out of order."""
        filename = _text(_of(data, "filename"))
        if not filename or "/" in filename or "\0" in filename or filename.startswith("."):
            raise ValueError("a bare file name was expected")
        return cls(
            _number(_of(data, "number"), 1, MAX_PAGES),
            _number(_of(data, "width_px"), 1, MAX_PIXELS),
            _number(_of(data, "height_px"), 1, MAX_PIXELS),
            filename,
            _number(_of(data, "size"), 1, MAX_BYTES),
        )


def page_image_name(number: int) -> str:
    """The file name of the picture of a page."""
    return f"halaman-{number:05d}.webp"


@dataclass(frozen=True)
class TableText:
    """A ruled table found on a page (counted from 1); an empty cell is an empty text."""

    page: int
    rows: tuple[tuple[str, ...], ...]

    def to_json(self) -> dict[str, Any]:
        """A plain dict that `from_json` reads back."""
        return {"page": self.page, "rows": [list(row) for row in self.rows]}

    @classmethod
    def from_json(cls, data: object) -> "TableText":
        """Read back what `to_json` wrote; raises ValueError when anything is out of order."""
        rows = _list(_of(data, "rows"))
        return cls(
            _number(_of(data, "page"), 1, MAX_PAGES),
            tuple(tuple(_text(cell) for cell in _list(row)) for row in rows),
        )
