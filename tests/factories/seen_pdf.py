"""Pages whose text in the file and what a reader sees differ, built of exactly these objects. All is invented."""

import io
from collections.abc import Mapping

import pikepdf

from tests.factories.pdf_objects import FONT, one_page, raw_pdf, stream

SEEN = "Para pihak sepakat bekerja sama"
HIDDEN = "NIK 3174051203850007 wolfram"
"""A made up number in words that no other page has."""

_SEEN = b"BT 0 g /F1 12 Tf 60 700 Td (%s) Tj ET\n" % SEEN.encode()
_PIXEL = stream(
    b"\x00\x40\x80\xc0" * 4, b"/Type/XObject/Subtype/Image/Width 4/Height 4/ColorSpace/DeviceGray/BitsPerComponent 8"
)


def _said(text: str = HIDDEN, at: bytes = b"60 400", how: bytes = b"0 g") -> bytes:
    return b"BT %s /F1 12 Tf %s Td (%s) Tj ET\n" % (how, at, text.encode())


def _page(
    content: bytes, more: Mapping[int, bytes] | None = None, *, catalogue: bytes = b"", **entries: bytes
) -> bytes:
    objects = one_page(_SEEN + content, **entries)
    objects[1] = b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue
    return raw_pdf({**objects, **(more or {})})


def unseen_pages() -> dict[str, bytes]:
    """By what hides them: pages that show SEEN, and have HIDDEN in the file alone."""
    layer = b"/OCProperties<</OCGs[6 0 R]/D<</BaseState/ON/OFF[6 0 R]/Order[6 0 R]>>>>"
    form = stream(_said(how=b"1 g"), b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>")
    return {
        "the colour of the paper": _page(_said(how=b"1 g")),
        "nearly the colour of the paper": _page(_said(how=b"0.97 0.98 0.97 rg")),
        "the colour of the paper in a form": _page(b"/X Do\n", {6: form}, resources=b"/XObject<</X 6 0 R>>"),
        "the colour of a bar drawn before": _page(b"0 g 50 390 300 30 re f\n" + _said(how=b"0.05 g")),
        "a bar drawn after": _page(_said() + b"0 g 50 390 300 30 re f\n"),
        "a bar that leaves the tips": _page(_said() + b"0 g 50 390 300 17.8 re f\n"),
        "a wide line drawn after": _page(_said() + b"16 w 0 G 50 405 m 350 405 l S\n"),
        "a pen drawn after": _page(
            _said() + b"q 2 0 0 2 0 0 cm 9 w 0 G 25 202 m 60 204 l 90 201 l 120 204 l 150 202 l 175 203 l S Q\n"
        ),
        "a picture drawn after": _page(
            _said() + b"q 300 0 0 30 50 390 cm /I Do Q\n", {6: _PIXEL}, resources=b"/XObject<</I 6 0 R>>"
        ),
        "a layer switched off": _page(
            b"/OC /L BDC\n" + _said() + b"EMC\n",
            {6: b"<</Type/OCG/Name(Konsep)>>"},
            catalogue=layer,
            resources=b"/Properties<</L 6 0 R>>",
        ),
        "the edge of the paper": _page(_said(at=b"60 -40")),
        "the edge of what is shown": _page(_said(at=b"60 100"), media_box=b"[0 0 595 842]/CropBox[0 300 595 842]"),
        "ink of no kind, over no picture": _page(_said(how=b"3 Tr")),
        "a clip elsewhere": _page(b"q 50 600 300 30 re W n\n" + _said() + b"Q\n"),
        "two clips that leave nothing": _page(b"q 0 0 595 842 re W n 50 100 300 30 re W* n\n" + _said() + b"Q\n"),
        "a clip of another shape": _page(b"q 20 390 m 20 700 l 400 700 l h W n\n" + _said() + b"Q\n"),
        "no strength at all": _page(
            b"/G gs\n" + _said(), {6: b"<</Type/ExtGState/ca 0>>"}, resources=b"/ExtGState<</G 6 0 R>>"
        ),
    }


def crowded(pdf: bytes, lines: int = 120) -> bytes:
    """The same page with so many short words set first, each an object of its own."""
    words = [b"BT 0 g /F1 6 Tf %d %d Td (k%d) Tj ET\n" % (60 + 24 * (at % 20), 600 - 8 * (at // 20), at)
             for at in range(lines)]  # fmt: skip
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.pages[0].contents_add(b"".join(words), prepend=True)
        written = io.BytesIO()
        opened.save(written)
        return written.getvalue()


def seen_pages() -> dict[str, bytes]:
    """By what might be taken for hiding them: pages that show both SEEN and HIDDEN."""
    layer = b"/OCProperties<</OCGs[6 0 R]/D<</BaseState/ON/OFF[7 0 R]/Order[6 0 R]>>>>"
    return {
        "white on a dark bar": _page(b"0 g 50 390 300 30 re f\n" + _said(how=b"1 g")),
        "black on a grey cell": _page(b"0.8 g 50 390 300 30 re f\n" + _said()),
        "a frame drawn after": _page(_said() + b"0 G 50 390 300 30 re S\n"),
        "a wide line drawn before": _page(b"16 w 0.8 G 50 405 m 350 405 l S\n" + _said()),
        "a rule drawn after": _page(_said() + b"0 g 50 396 300 1 re f\n"),
        "a bar beside it": _page(_said() + b"0 g 50 430 300 30 re f\n"),
        "over a picture": _page(
            b"q 300 0 0 30 50 390 cm /I Do Q\n" + _said(how=b"1 0 0 rg"), {6: _PIXEL}, resources=b"/XObject<</I 6 0 R>>"
        ),
        "clipped to the page": _page(b"q 0 0 595 842 re W n\n" + _said() + b"Q\n"),
        "a clip around it": _page(b"q 40 380 m 380 380 l 400 410 l 380 440 l 40 440 l h W n\n" + _said() + b"Q\n"),
        "pale grey": _page(_said(how=b"0.75 g")),
        "an outline": _page(_said(how=b"1 Tr 0 G")),
        "a layer that is on": _page(
            b"/OC /L BDC\n" + _said() + b"EMC\n",
            {6: b"<</Type/OCG/Name(Isi)>>", 7: b"<</Type/OCG/Name(Konsep)>>"},
            catalogue=layer,
            resources=b"/Properties<</L 6 0 R>>",
        ),
        "turned to its side": _page(_said(how=b"1 g") + _said(at=b"60 300"), media_box=b"[0 0 595 842]/Rotate 90"),
    }


def noted_pdf(kind: str, *, is_drawn: bool = False, flags: int = 4, text: str = HIDDEN) -> bytes:
    """A page with one note of a kind (`Text`, `FreeText`, `Stamp`, ...), with or without a look of its own."""
    looks = b"/AP<</N 7 0 R>>" if is_drawn else b""
    note = b"<</Type/Annot/Subtype/%s/Rect[60 390 360 420]/F %d/Contents(%s)%s>>" % (
        kind.encode(), flags, text.encode(), looks,
    )  # fmt: skip
    form = stream(
        b"BT 0 g /F1 12 Tf 2 8 Td (%s) Tj ET" % text.encode(),
        b"/Type/XObject/Subtype/Form/BBox[0 0 300 30]/Resources<</Font<</F1 5 0 R>>>>",
    )
    objects = one_page(_SEEN, media_box=b"[0 0 595 842]/Annots[6 0 R]")
    return raw_pdf({**objects, 6: note, 7: form})


def nested_picture_pdf(depth: int = 2, *, share: float = 1.0) -> bytes:
    """A page with a line of text and a picture so many forms deep that covers this share of it."""
    resources = b"/Resources<</XObject<</X %d 0 R>>>>"
    objects = one_page(b"/X Do\n" + _SEEN, resources=b"/XObject<</X 6 0 R>>")
    for level in range(depth):
        entries = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Matrix[0.5 0 0 0.5 0 0]" + resources % (7 + level)
        objects[6 + level] = stream(b"q 2 0 0 2 0 0 cm /X Do Q", entries)
    size = b"q 595 0 0 %.2f 0 0 cm /I Do Q" % (842 * share)
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</I %d 0 R>>>>" % (7 + depth)
    objects[6 + depth] = stream(size, entries)
    objects[7 + depth] = _PIXEL
    return raw_pdf(objects)


def small_pictures_pdf(*greys: int, width: float = 120, height: float = 40) -> bytes:
    """A page for each grey, with a line of text and a picture of this grey and size, as a seal of an office is."""
    pages = []
    for grey in greys:
        picture = stream(
            bytes([grey, 0]), b"/Type/XObject/Subtype/Image/Width 2/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
        )
        drawn = b"q %.1f 0 0 %.1f 300 100 cm /I Do Q\n" % (width, height)
        pages.append(_page(drawn, {6: picture}, resources=b"/XObject<</I 6 0 R>>"))
    with pikepdf.new() as joined:
        for page in pages:
            with pikepdf.open(io.BytesIO(page)) as one:
                joined.pages.extend(one.pages)
        written = io.BytesIO()
        joined.save(written)
        return written.getvalue()


def tiled_pdf() -> bytes:
    """A page with a line of text and a field filled with tiles, each of them a picture."""
    tile = stream(
        b"q 300 0 0 100 0 0 cm /I Do Q",
        b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 300 100]/XStep 300/YStep 100"
        b"/Resources<</XObject<</I 7 0 R>>>>",
    )
    content = b"/Pattern cs /P scn 50 300 300 100 re f\n"
    return _page(content, {6: tile, 7: _PIXEL}, resources=b"/Pattern<</P 6 0 R>>")


def wrongly_mapped_pdf(line: str, rest: str) -> bytes:
    """A page whose first line is set in a font that calls every letter the third before it in the alphabet."""
    table = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange\n"
    table += b"1 beginbfrange <20> <7A> <0023> endbfrange endcmap end"
    lines = b"".join(b"BT 0 g /F1 11 Tf 60 %d Td (%s) Tj ET\n" % (700 - 18 * at, said.encode())
                     for at, said in enumerate(rest.split("\n")))  # fmt: skip
    objects = one_page(b"BT 0 g /F2 14 Tf 60 740 Td (%s) Tj ET\n" % line.encode() + lines)
    objects[3] = objects[3].replace(b"/F1 5 0 R", b"/F1 5 0 R/F2 6 0 R")
    return raw_pdf({**objects, 6: FONT[:-2] + b"/ToUnicode 7 0 R>>", 7: stream(table)})


def twice_drawn_pdf() -> bytes:
    """Two lines drawn twice, a hair apart, and the same line once more elsewhere."""
    lines = [(60, 500), (60, 480), (60.4, 500), (60.4, 480), (60, 300)]
    said = {500: b"Nomor CTH-1 Tahun 2026", 480: b"Nomor CTH-2 Tahun 2026", 300: b"Nomor CTH-1 Tahun 2026"}
    return _page(b"".join(b"BT 0 g /F1 12 Tf %.1f %d Td (%s) Tj ET\n" % (x, y, said[y]) for x, y in lines))


def spaced_pdf() -> bytes:
    """Headings with blanks between their letters, wider ones between their words; a list of marks, a row of a table."""
    lines = ["   ".join(" ".join(word) for word in line.split())
             for line in ("PERJANJIAN KERJA SAMA", "NOMOR HK.01/7 TAHUN 2026")]  # fmt: skip
    lines += ["Pilihan A B C", "1 2 3 4 5 6 7"]
    return _page(b"".join(_said(line, b"60 %d" % (500 - 40 * at)) for at, line in enumerate(lines)))


def broken_words_pdf() -> bytes:
    """A paragraph whose lines end inside words, and in the hyphen of a word."""
    lines = ("Ketentuan mengenai penyelun-", "dupan manusia diatur dengan undang-", "undang keimigrasian.")
    return _page(b"".join(_said(line, b"60 %d" % (500 - 16 * at)) for at, line in enumerate(lines)))


def waiting_form_pdf() -> bytes:
    """A form that one program alone draws (dynamic XFA); other readers show a notice in its place."""
    objects = one_page(b"BT 0 g /F1 12 Tf 60 700 Td (Mohon tunggu...) Tj ET")
    objects[1] = b"<</Type/Catalog/Pages 2 0 R/NeedsRendering true/AcroForm<</Fields[]/XFA 6 0 R>>>>"
    return raw_pdf({**objects, 6: stream(b"<xdp/>")})


def outlined_pdf(*, letters: int, spot: float = 400.0) -> bytes:
    """A page with a line of text and so many filled curves, as print that was turned into outlines, within `spot`."""
    curve = b"%.1f %d m %.1f %d %.1f %d %.1f %d c %.1f %d l %.1f %d l h f\n"
    drawn = []
    for at in range(letters):
        x = 60 + at * spot / letters
        one = (x, 400, x + 1, 404, x + 2, 408, x + 3, 402, x + 2, 400, x + 1, 399)
        drawn.append((curve * 2).replace(b"h f\n", b"", 1) % (one * 2))
    return _page(b"0 g\n" + b"".join(drawn))
