"""The texts of a naskah for the formats that hold them: one for each file, the parts of one scan as one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from portal.domain.document.reading import ReadPage, ReadText, read_text
from portal.domain.naskah.enumerations import JenisBerkas
from portal.queries.public.values import PublicBerkas, PublicHalaman
from portal.web.public.formats.record import Record


@dataclass(frozen=True)
class FileText:
    """The text of one file, or of the parts of one scan; `berkas` is the first of them."""

    berkas: PublicBerkas
    text: ReadText

    @property
    def is_naskah(self) -> bool:
        """Whether it is the naskah itself, rather than a translation or an annex of it."""
        return self.berkas.jenis in (JenisBerkas.NASKAH, JenisBerkas.SALINAN_PUBLIK)


def texts_of(record: Record, pages: Sequence[PublicHalaman]) -> list[FileText]:
    """The texts in the order of the files; none where no page is public."""
    owners = _owners(record.berkas, len(pages))
    found = []
    for berkas, group in groupby(zip(owners, pages, strict=False), lambda pair: pair[0]):
        read = [ReadPage(page.nomor, page.teks, page.blocks) for _, page in group]
        text = read_text(read, record.naskah.outline)
        if not text.is_empty:
            found.append(FileText(berkas, text))
    return found


def _owners(files: Sequence[PublicBerkas], count: int) -> list[PublicBerkas]:
    """The file of each page, as far as the lengths of the files tell; pages behind belong to the last one."""
    if not files:
        return []
    owners = [berkas for berkas, pages in _with_pages(files) for _ in range(min(pages, count))]
    return [*owners, *[owners[-1] if owners else files[0]] * max(0, count - len(owners))][:count]


def _with_pages(files: Sequence[PublicBerkas]) -> Iterator[tuple[PublicBerkas, int]]:
    """Each file with its number of pages, the parts of one scan under the first of them."""
    first: PublicBerkas | None = None
    for berkas in files:
        is_part = (
            first is not None
            and berkas.jenis in (JenisBerkas.NASKAH, JenisBerkas.SALINAN_PUBLIK)
            and (first.jenis, first.bahasa) == (berkas.jenis, berkas.bahasa)
        )
        if not is_part:
            first = berkas
        yield first or berkas, berkas.pages or 0
