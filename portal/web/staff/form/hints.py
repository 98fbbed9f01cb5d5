"""What the form says of a suggested field: its page and source, whether to look closer, and what else it may be."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from portal.domain.naskah.enumerations import Lingkup
from portal.domain.suggestions.values import Box, Field
from portal.queries.mitra import MitraChoice
from portal.queries.naskah.values import StaffBerkas
from portal.web.countries import COUNTRIES
from portal.web.staff.form.fields import NaskahForm
from portal.web.staff.form.rows import SHARED, shared_in
from portal.web.staff.form.saran import Read, candidates, value_in
from portal.web.words.labels.bahasa import label_bahasa
from portal.web.words.labels.lookup import LABELS

MOST_CHOICES = 4
HOME = "ID"
LEAST_WIDE, MOST_HIGH = 0.42, 0.1
"""Size of a cut-out as a share of the page: wide enough for the words around, low enough for a glance."""
Address = Callable[[StaffBerkas, int], str]
"""Gives the address of a page of a file: beside the form, or in the file itself."""


@dataclass(frozen=True)
class Choice:
    """Another value for a field: what the button sends, how it reads, and where it stands."""

    action: str
    text: str
    page: int
    href: str


@dataclass(frozen=True)
class Crop:
    """The part of a page image around a value: the page, and window and value in pixels of the image."""

    href: str
    page: int
    image: tuple[int, int]
    window: tuple[int, int, int, int]
    value: tuple[int, int, int, int]


@dataclass(frozen=True)
class Hint:
    """One field. `number` is that of its box on the page, 0 where it has none; `is_new`: filled, but not saved yet.

    `name` is that of its input, `crop` the place on the page image where the value was read.
    """

    name: str = ""

    href: str = ""
    sorot: str = ""
    number: int = 0
    page: int = 0
    snippet: str = ""
    is_new: bool = False
    is_doubtful: bool = False
    note: str = ""
    crop: Crop | None = None
    choices: tuple[Choice, ...] = ()
    partner: str = ""
    partner_action: str = ""


@dataclass(frozen=True)
class NumberedBox:
    """A numbered box over a page."""

    id: str
    number: int
    is_doubtful: bool
    kotak: Box


@dataclass(frozen=True)
class Beside:
    """Everything that stands beside the form: hints by field, boxes by page of the file that is shown."""

    hints: Mapping[str, Hint] = field(default_factory=dict)
    boxes: Mapping[int, tuple[NumberedBox, ...]] = field(default_factory=dict)

    @property
    def new(self) -> int:
        """Fields that are filled and not saved."""
        return sum(hint.is_new for hint in self.hints.values())

    @property
    def doubtful(self) -> int:
        """Fields a person has to look at."""
        return sum(hint.is_doubtful for hint in self.hints.values())


def beside(
    form: NaskahForm,
    saved: NaskahForm,
    reads: Sequence[Read],
    partners: Mapping[str, MitraChoice],
    *,
    shown: int | None,
    address: Address,
    image_of: Address = lambda _berkas, _page: "",
    is_draft: bool = True,
) -> Beside:
    """Hints for the form as it stands; `saved` is the stored one, `shown` the id of the file beside the form.

    A value that was read badly is doubtful until a person has dealt with its input, saved or not; what was handed in
    was looked at then.
    """
    hints: dict[str, Hint] = {}
    boxes: dict[tuple[int, Box], NumberedBox] = {}
    for name, some in candidates(form, reads).items():
        now = value_in(form, name)
        match = next((read for read in some if read.value.casefold() == now.casefold()), None)
        source = match or some[0]
        is_new = match is not None and now != value_in(saved, name)
        is_asked = is_draft and match is not None and not _is_dealt(form, name) and not _is_aside(form, name)
        hint = Hint(
            name=name,
            href=address(source.berkas, source.saran.halaman),
            page=source.saran.halaman,
            snippet=" ".join(source.saran.cuplikan.split()),
            is_new=is_new,
            is_doubtful=is_asked and not source.saran.is_sure,
            crop=_crop(source, image_of),
        )
        hint = _explained(hint, name, source, [read for read in some if read is not match], now, address)
        hint = _with_partner(hint, name, source, partners, now)
        hints[name] = _boxed(hint, name, source, boxes, shown)
    if form.kategori and not saved.kategori:
        hints["kategori"] = Hint(name="kategori", is_new=True)
    _add_term(hints, reads)
    _share(hints, form)
    pages: dict[int, tuple[NumberedBox, ...]] = {}
    for (page, _), box in boxes.items():
        pages[page] = (*pages.get(page, ()), box)
    return Beside(hints, pages)


def shown_text(bidang: Field, value: str) -> str:
    """A value of the form in words."""
    if bidang is Field.PIHAK_NEGARA:
        return COUNTRIES[value].nama if value in COUNTRIES else value
    if bidang is Field.BAHASA:
        return ", ".join(label_bahasa(code) for code in value.split())
    words = {str(member): text for kind, texts in LABELS.items() for member, text in texts.items() if kind in _ENUMS}
    return words.get(value, value) if bidang in _WORDS else value


_WORDS = frozenset({Field.BENTUK, Field.LINGKUP, Field.PIHAK_JENIS, Field.PIHAK_KEMENTERIAN})
_ENUMS = frozenset(kind for kind in LABELS if kind.__name__ in {"Bentuk", "Lingkup", "JenisMitra"})


def _explained(hint: Hint, name: str, source: Read, others: Sequence[Read], now: str, address: Address) -> Hint:
    note = source.saran.keterangan if hint.is_doubtful else ""
    # A field that a person filled otherwise keeps the surest reading at hand, no more.
    offered = others[:MOST_CHOICES] if hint.is_doubtful or not now else others[:1] if not hint.is_new else ()
    offered = () if now and source.value.casefold() == now.casefold() and not hint.is_doubtful else offered
    choices = tuple(
        Choice(
            f"pakai_saran:{name}:{read.value}",
            shown_text(read.saran.bidang, read.value),
            read.saran.halaman,
            address(read.berkas, read.saran.halaman),
        )
        for read in offered
    )
    return replace(hint, note=note, choices=choices)


def _with_partner(hint: Hint, name: str, source: Read, partners: Mapping[str, MitraChoice], now: str) -> Hint:
    known = partners.get(source.saran.terdaftar or "")
    if source.saran.terdaftar and known is None:
        # The reason may name a partner of another unit's draft.
        return replace(hint, note="")
    if known is None or source.saran.bidang is not Field.PIHAK_NAMA or known.nama.casefold() == now.casefold():
        return hint
    return replace(hint, partner=known.nama, partner_action=f"pakai_terdaftar:{name.split('-')[1]}:{known.slug}")


def _boxed(hint: Hint, name: str, source: Read, boxes: dict[tuple[int, Box], NumberedBox], shown: int | None) -> Hint:
    kotak = source.saran.kotak
    if kotak is None or source.berkas.id != shown or kotak.x1 <= kotak.x0 or kotak.y1 <= kotak.y0:
        return hint
    key = (source.saran.halaman, kotak)
    box = boxes.get(key) or NumberedBox(f"s-{name}", len(boxes) + 1, False, kotak)
    boxes[key] = replace(box, is_doubtful=box.is_doubtful or hint.is_doubtful)
    return replace(hint, sorot=box.id, number=box.number, href=f"#{box.id}")


def _add_term(hints: dict[str, Hint], reads: Sequence[Read]) -> None:
    """The term as it is written stands beside the end that follows from it."""
    term = next((read for read in reads if read.saran.bidang is Field.JANGKA_WAKTU), None)
    if term is None:
        return
    name, words = (
        Field.EXPIRES_ON.value,
        f"Jangka waktu tertulis: {clean(term.saran.nilai)} (hlm. {term.saran.halaman}).",
    )
    hint = hints.get(name, Hint())
    hints[name] = replace(hint, note=f"{words} {hint.note}".strip())


def _is_dealt(form: NaskahForm, name: str) -> bool:
    part = name.rpartition("-")[2]
    return name in form.diperiksa or (part in SHARED and part in form.diperiksa)


def _is_aside(form: NaskahForm, name: str) -> bool:
    """Whether the form does not ask for it: the country of a partner at home."""
    return (
        name.endswith("-negara") and form.lingkup == Lingkup.DALAM_NEGERI.value and value_in(form, name) in ("", HOME)
    )


def _share(hints: dict[str, Hint], form: NaskahForm) -> None:
    """Day and place that are the same for all parties are asked once, and hinted at once."""
    for part in shared_in(form.pihak):
        own = [hints.pop(name) for name in [*hints] if name.startswith("pihak-") and name.endswith(f"-{part}")]
        if own:
            first = next((hint for hint in own if hint.is_doubtful), own[0])
            choices = tuple(
                replace(one, action=f"pakai_saran:{part}:{one.action.split(':', 2)[2]}") for one in first.choices
            )
            hints[part] = replace(first, name=part, choices=choices)


def _crop(source: Read, image_of: Address) -> Crop | None:
    """The cut-out of the page image around a value, wide enough to be read in its line; None without box or image."""
    kotak = source.saran.kotak
    page = next((one for one in source.berkas.halaman if one.nomor == source.saran.halaman), None)
    if kotak is None or page is None or not (page.image_sha256 and page.image_width and page.image_height):
        return None
    if kotak.x1 <= kotak.x0 or kotak.y1 <= kotak.y0:
        return None
    width, height = page.image_width, page.image_height
    x0, y0, x1, y1 = kotak.x0 * width, kotak.y0 * height, kotak.x1 * width, kotak.y1 * height
    wide = min(width, max(x1 - x0 + 0.04 * width, LEAST_WIDE * width))
    high = min(height, MOST_HIGH * height, y1 - y0 + 0.012 * height)
    left = min(max(0, (x0 + x1 - wide) / 2), width - wide)
    top = min(max(0, y0 - 0.006 * height), height - high)
    return Crop(
        image_of(source.berkas, page.nomor),
        page.nomor,
        (width, height),
        (round(left), round(top), round(wide), round(high)),
        (round(x0) - 3, round(y0) - 2, round(x1 - x0) + 6, round(y1 - y0) + 4),
    )


def clean(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())
