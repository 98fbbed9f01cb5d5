"""Puts blocks on pages one after the other: lines, columns, tables, signatures, page breaks."""

from dataclasses import dataclass, replace

from reportlab.lib.colors import Color, black
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from portal.samples.content.blocks import Block, Break, Columns, Document, Emblems, Grid, Par, Signature, Signatures
from portal.samples.layout.emblem import draw_emblem
from portal.samples.layout.lettering import Face, Line, draw_line, wrap
from portal.samples.layout.mark import draw_ink, draw_meterai, draw_stamp, draw_watermark

_LEFT, _RIGHT, _TOP, _BOTTOM = 82.0, 72.0, 74.0, 76.0
_GUTTER = 20.0
_SIGN_SPACE = 84.0
_FOOT = "CONTOH \u2013 naskah buatan untuk peragaan, bukan naskah resmi"


@dataclass(frozen=True)
class _Set:
    """A paragraph broken into lines for a given place."""

    par: Par
    lines: list[Line]
    face: Face
    width: float


class Flow:
    """Fills pages of one document; `page` is the number of the page being filled, from 1."""

    def __init__(self, canvas: Canvas, document: Document) -> None:
        size = (11.8 if document.is_serif else 10.6) * document.scale
        self._canvas = canvas
        self._document = document
        self._face = Face(is_serif=document.is_serif, size=size, leading=size * (1.36 if document.is_serif else 1.42))
        self._is_landscape = False
        self.page = 0
        self._y = self._top = 0.0

    def run(self, blocks: tuple[Block, ...]) -> None:
        """Sets all blocks; the caller ends the last page with `close`."""
        if self.page == 0:
            self.new_page()
        for index, block in enumerate(blocks):
            if isinstance(block, Break):
                self.new_page(is_landscape=block.is_landscape)
                continue
            if self._is_kept(block) and self._y - self._kept_height(blocks, index) < _BOTTOM:
                self.new_page(is_landscape=self._is_landscape)
            self._put(block)

    def new_page(self, *, is_landscape: bool = False) -> None:
        """Ends the page, if there is one, and starts the next with its watermark."""
        if self.page:
            self.close()
        self.page += 1
        self._is_landscape = is_landscape
        width, height = (A4[1], A4[0]) if is_landscape else A4
        self._canvas.setPageSize((width, height))
        draw_watermark(self._canvas, x=width / 2, y=height / 2)
        self._y = self._top = height - _TOP

    def close(self) -> None:
        """Ends the page; the foot comes last, so that extracted text begins with the first line."""
        self._foot(float(A4[1] if self._is_landscape else A4[0]))
        self._canvas.showPage()

    @property
    def _is_fresh(self) -> bool:
        return self._y == self._top

    @property
    def _width(self) -> float:
        return float((A4[1] if self._is_landscape else A4[0]) - _LEFT - _RIGHT)

    def _foot(self, width: float) -> None:
        canvas = self._canvas
        canvas.setFont(self._face.font(is_bold=False), 9)
        canvas.drawCentredString(width / 2, 40, str(self.page))
        canvas.setFillColor(Color(0.45, 0.45, 0.45))
        canvas.setFont("Helvetica", 6)
        canvas.drawCentredString(width / 2, 28, _FOOT)
        canvas.setFillColor(black)
        if self._document.has_paraf:
            canvas.setLineWidth(0.5)
            canvas.setFont("Helvetica", 6)
            for index in range(2):
                canvas.rect(width - 150 + index * 42, 26, 42, 30)
                canvas.drawString(width - 148 + index * 42, 49, f"Paraf {'I' * (index + 1)}")
                draw_ink(canvas, x=width - 129 + index * 42, y=36, seed=self.page * 31 + index, scale=0.32)

    @staticmethod
    def _is_kept(block: Block) -> bool:
        return (isinstance(block, Par) and block.keep) or (isinstance(block, Columns) and block.left.keep)

    def _kept_height(self, blocks: tuple[Block, ...], index: int) -> float:
        """Height of a run of tied blocks and of the first two lines after it."""
        total = 0.0
        for block in blocks[index:]:
            if isinstance(block, Signatures):
                total += self._signing_height(block.cells)
            sets = self._sets(block)
            if not sets:
                break
            is_kept = self._is_kept(block)
            count = max(len(item.lines) for item in sets)
            total += sets[0].par.before + sets[0].face.leading * (count if is_kept else min(count, 2))
            if not is_kept:
                break
        return total

    def _sets(self, block: Block) -> list[_Set]:
        if isinstance(block, Par):
            return [self._set(block, self._width)]
        if isinstance(block, Columns):
            half = (self._width - _GUTTER) / 2
            return [self._set(block.left, half), self._set(block.right, half)]
        return []

    def _set(self, par: Par, width: float) -> _Set:
        face = self._face
        if par.scale != 1.0:
            face = replace(face, size=face.size * par.scale, leading=face.leading * par.scale)
        room = width - par.indent - (par.hang if par.marker else 0.0)
        return _Set(par, wrap(par.text, room, face), face, room)

    def _put(self, block: Block) -> None:
        if isinstance(block, Emblems):
            self._emblems(block)
        elif isinstance(block, Grid):
            self._grid(block)
        elif isinstance(block, Signatures):
            self._signatures(block)
        else:
            self._text(self._sets(block))

    def _text(self, sets: list[_Set]) -> None:
        """Sets one paragraph or two beside each other, over as many pages as it takes."""
        if not self._is_fresh:
            self._y -= sets[0].par.before
        leading = sets[0].face.leading
        done, total = 0, max((len(item.lines) for item in sets), default=0)
        while done < total:
            fits = int((self._y - _BOTTOM) / leading)
            # A single line is not left behind, nor carried over alone.
            if fits < min(2, total - done) or (fits == 2 and total == 3 and done == 0):
                self.new_page(is_landscape=self._is_landscape)
                continue
            if total - done - fits == 1 and fits > 2:
                fits -= 1
            for column, item in enumerate(sets):
                self._lines(item, done, done + fits, x=_LEFT + column * (self._width + _GUTTER) / 2)
            self._y -= min(fits, total - done) * leading
            done += fits

    def _lines(self, item: _Set, start: int, stop: int, *, x: float) -> None:
        left = x + item.par.indent
        for offset, line in enumerate(item.lines[start:stop]):
            base = self._y - item.face.size - offset * item.face.leading
            if item.par.marker and start + offset == 0:
                mark = wrap(item.par.marker, 400, item.face)[0]
                draw_line(self._canvas, mark, x=left, y=base, width=0, align="left", face=item.face)
            shift = item.par.hang if item.par.marker else 0.0
            draw_line(
                self._canvas, line, x=left + shift, y=base, width=item.width, align=item.par.align, face=item.face
            )

    def _emblems(self, block: Emblems) -> None:
        step = min(130.0, self._width / len(block.kinds))
        start = _LEFT + self._width / 2 - step * (len(block.kinds) - 1) / 2
        for index, kind in enumerate(block.kinds):
            draw_emblem(self._canvas, kind, x=start + index * step, y=self._y - 22, radius=26)
        self._y -= 66

    def _grid(self, block: Grid) -> None:
        size = self._face.size * 0.84
        face = replace(self._face, size=size, leading=size * 1.25)
        self._row(block, block.rows[0], face, is_header=True)
        for row in block.rows[1:]:
            cells = [wrap(cell, share * self._width - 8, face) for cell, share in zip(row, block.widths, strict=True)]
            if self._y - (max(map(len, cells)) * face.leading + 7) < _BOTTOM:
                self.new_page(is_landscape=self._is_landscape)
                self._row(block, block.rows[0], face, is_header=True)
            self._row(block, row, face, is_header=False)

    def _row(self, block: Grid, row: tuple[str, ...], face: Face, *, is_header: bool) -> None:
        canvas, x = self._canvas, _LEFT
        texts = [f"**{cell}**" if is_header else cell for cell in row]
        cells = [wrap(text, share * self._width - 8, face) for text, share in zip(texts, block.widths, strict=True)]
        height = max(map(len, cells)) * face.leading + 7
        canvas.setLineWidth(0.5)
        for lines, share in zip(cells, block.widths, strict=True):
            width = share * self._width
            if is_header:
                canvas.setFillColor(Color(0.9, 0.91, 0.93))
            canvas.rect(x, self._y - height, width, height, fill=int(is_header))
            canvas.setFillColor(black)
            for number, line in enumerate(lines):
                base = self._y - 4 - face.size - number * face.leading
                align = "center" if is_header else "left"
                draw_line(canvas, line, x=x + 4, y=base, width=width - 8, align=align, face=face)
            x += width
        self._y -= height

    def _signatures(self, block: Signatures) -> None:
        half = (self._width - _GUTTER) / 2
        if self._y - self._signing_height(block.cells) < _BOTTOM:
            self.new_page()
        for first in range(0, len(block.cells), 2):
            pair = block.cells[first : first + 2]
            heads = [self._head(cell, half) for cell in pair]
            tall = max(map(len, heads)) * self._face.leading
            self._y -= 22
            single = (half + _GUTTER) / 2 if len(pair) == 1 else 0.0
            for column, (cell, head) in enumerate(zip(pair, heads, strict=True)):
                self._signature(cell, head, x=_LEFT + single + column * (half + _GUTTER), width=half, tall=tall)
            self._y -= tall + _SIGN_SPACE + 2 * self._face.leading

    def _signing_height(self, cells: tuple[Signature, ...]) -> float:
        heads = [len(self._head(cell, (self._width - _GUTTER) / 2)) for cell in cells]
        rows = [max(heads[first : first + 2]) for first in range(0, len(heads), 2)]
        return sum(22 + _SIGN_SPACE + (lines + 2) * self._face.leading for lines in rows)

    def _head(self, cell: Signature, width: float) -> list[Line]:
        texts = [f"**{part}**" for part in cell.label.split("\n")] + [f"{cell.jabatan},"]
        return [line for text in texts for line in wrap(text, width, self._face)]

    def _signature(self, cell: Signature, head: list[Line], *, x: float, width: float, tall: float) -> None:
        canvas, face = self._canvas, self._face
        middle, foot = x + width / 2, self._y - tall - _SIGN_SPACE
        if cell.ink:
            if cell.has_meterai:
                draw_meterai(canvas, x=middle - 38, y=foot + 38)
            draw_ink(canvas, x=middle + 4, y=foot + 32, seed=cell.ink)
        for number, line in enumerate(head):
            base = self._y - face.size - number * face.leading
            draw_line(canvas, line, x=x, y=base, width=width, align="center", face=face)
        name = wrap(f"**{cell.nama.upper()}**", self._width, face)[0]
        draw_line(canvas, name, x=x, y=foot - face.size, width=width, align="center", face=face)
        canvas.setLineWidth(0.6)
        canvas.line(middle - name.width / 2, foot - face.size - 2, middle + name.width / 2, foot - face.size - 2)
        if cell.ink:
            draw_stamp(canvas, x=middle - 46, y=foot + 26, seed=cell.ink, emblem=cell.emblem)
