"""What kind of file this is: encryption, page counts by two tools, damage, and content that wants to act.

Script, program starts and embedded files are never executed by the tools used here; they are detected so that the
person who checks the naskah is told.
"""

import contextlib
import re

import pikepdf
import pypdfium2

from indexer.reading.document import Document
from portal.domain.berkas.reading import Encryption, Inspection

MAX_OBJECTS = 300_000
MAX_DEPTH = 30
MOST_NAMES, LONGEST_NAME = 20, 120

_SIGNS = {
    "has_script": (b"/JS", b"/JavaScript", b"/Rendition", b"/RichMedia"),
    "has_launch": (b"/Launch", b"/ImportData"),
    "has_embedded": (b"/EmbeddedFile", b"/EmbeddedFiles", b"/EF"),
    "has_external_link": (b"/URI", b"/GoToR", b"/GoToE", b"/SubmitForm"),
}
_ANY_SIGN = re.compile(b"|".join(re.escape(name) + rb"(?![A-Za-z])" for names in _SIGNS.values() for name in names))
_FLAG_OF = {name.decode(): flag for flag, names in _SIGNS.items() for name in names}

_DAMAGE = (pikepdf.PdfError, ValueError, RuntimeError, TypeError)
"""What pikepdf raises on a broken object, a name that is no text, an endless depth."""

TOOL_VERSIONS = {
    "pikepdf": pikepdf.__version__,
    "qpdf": pikepdf.__libqpdf_version__,
    "pypdfium2": pypdfium2.PYPDFIUM_INFO.version,
    "pdfium": str(pypdfium2.PDFIUM_INFO.version),
}


def inspect(document: Document) -> Inspection:
    """Look at the file with both tools; a tool that cannot open it leaves None as its count."""
    structure, count = document.structure, document.structure_count
    renderer = document.as_stored
    return Inspection(
        _encryption(document),
        count,
        None if renderer is None else len(renderer),
        is_truncated=b"%%EOF" not in document.tail,
        is_placeholder=structure is not None and _is_placeholder(structure),
        embedded_names=() if structure is None else _embedded_names(structure),
        has_form=structure is not None and _has_form(structure),
        tool_versions=TOOL_VERSIONS,
        **dict.fromkeys(_active_content(structure), True),
    )


def _encryption(document: Document) -> Encryption:
    if document.structure is not None:
        return "owner" if document.structure.is_encrypted else "none"
    return "user" if document.is_password_asked else "none"


def _has_form(structure: pikepdf.Pdf) -> bool:
    try:
        form = structure.Root.get("/AcroForm")
        if form is None:
            return False
        # A place for a signature is a field too, but nobody fills it in.
        return "/XFA" in form or any(field.get("/FT") != pikepdf.Name.Sig for field in form.get("/Fields", ()))
    except (pikepdf.PdfError, AttributeError, TypeError, ValueError):
        # A form of the wrong shape is still a form.
        return True


def _is_placeholder(structure: pikepdf.Pdf) -> bool:
    """Whether the pages stand for a form that one program alone draws (dynamic XFA)."""
    try:
        form = structure.Root.get("/AcroForm")
        if form is None or "/XFA" not in form:
            return False
        return bool(structure.Root.get("/NeedsRendering", False)) or not len(form.get("/Fields", ()))
    except (*_DAMAGE, AttributeError):
        # A form of the wrong shape is read as the pages show it.
        return False


def _embedded_names(structure: pikepdf.Pdf) -> tuple[str, ...]:
    """Names of files inside the file, from its list and from the notes they hang on; for people, so cut to size."""
    names: list[str] = []
    try:
        for place, item in enumerate(structure.objects):
            if place >= MAX_OBJECTS or len(names) >= MOST_NAMES:
                break
            if isinstance(item, pikepdf.Dictionary) and "/EF" in item:
                name = str(item.get("/UF", item.get("/F", "")))
                names.append("".join(letter for letter in name if letter.isprintable())[:LONGEST_NAME])
    except _DAMAGE:
        # The names are a help; that there are files is told by `has_embedded`.
        return tuple(filter(None, dict.fromkeys(names)))
    return tuple(filter(None, dict.fromkeys(names)))


def _active_content(structure: pikepdf.Pdf | None) -> set[str]:
    """The names of the flags that some object of the file raises."""
    found: set[str] = set()
    if structure is None:
        return found
    try:
        for place, item in enumerate(structure.objects):
            if place >= MAX_OBJECTS or len(found) == len(_SIGNS):
                break
            # Numbers and nothings come as Python's own.
            if isinstance(item, pikepdf.Object):
                _look_at(item, found)
    except _DAMAGE:
        # The list of objects itself is broken; what was found so far stands.
        return found
    return found


def _look_at(item: pikepdf.Object, found: set[str]) -> None:
    """Search the written form of an object first, which is quick, and its structure only where a sign appears.

    The second look keeps a mere text `/URI` in a title from raising a flag.
    """
    with contextlib.suppress(*_DAMAGE):
        described = item.stream_dict if isinstance(item, pikepdf.Stream) else item
        if isinstance(described, pikepdf.Object) and _ANY_SIGN.search(described.unparse(resolved=True)):
            _walk(described, found, MAX_DEPTH)


def _walk(item: object, found: set[str], depth: int) -> None:
    if isinstance(item, pikepdf.Name):
        found.update(_flags(str(item)))
    elif isinstance(item, pikepdf.Dictionary) and depth:
        for key in item.keys():  # noqa: SIM118 - iterating a pikepdf dictionary is not the same.
            found.update(_flags(key))
            _step_into(item.get(key), found, depth)
    elif isinstance(item, pikepdf.Array) and depth:
        for child in item:
            _step_into(child, found, depth)


def _step_into(child: object, found: set[str], depth: int) -> None:
    # An object of its own is met by the outer loop; following it here would run in circles.
    if not (isinstance(child, pikepdf.Object) and child.is_indirect):
        _walk(child, found, depth - 1)


def _flags(name: str) -> tuple[str, ...]:
    flag = _FLAG_OF.get(name)
    return () if flag is None else (flag,)
