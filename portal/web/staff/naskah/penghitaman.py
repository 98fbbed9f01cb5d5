"""Redaction: boxes on the pages of a file, suggestions to be taken over, and the wish to have public copies made."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from flask import Response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.domain.berkas.arrangement import URUTAN_TERBIT, in_order
from portal.domain.naskah.status import Action, allowed_actions
from portal.domain.penghitaman.kotak import Kotak, from_percent, to_percent
from portal.domain.penghitaman.penghitaman import AlasanHitam, KotakFields, Page, checked
from portal.domain.penghitaman.saran import KotakSaran
from portal.domain.whole_number import read_count
from portal.errors import BadInputError, NotFoundError, Problem
from portal.queries import penghitaman as stored
from portal.queries.naskah import dossier
from portal.queries.naskah.values import StaffBerkas
from portal.services.acts import Act
from portal.services.penghitaman import drafting, suggesting
from portal.web.context import actor, reading
from portal.web.staff import frame, outcome
from portal.web.staff.outcome import NOTHING_REFUSED, Refusal
from portal.web.staff.reading import typed_form
from portal.web.typed import choice, clean_line
from portal.web.words.labels.lookup import members

_ROW = re.compile(r"kiri-([0-9]{1,3})")
_SIDES = ("kiri", "atas", "lebar", "tinggi")
_FIRST_BOX = Kotak(3500, 4700, 6500, 5100)
"""Where a box stands that was added without a pointer: in the middle of the page, as wide as a name."""


@dataclass(frozen=True)
class KotakRow:
    """One box as the form shows it: its number in the form, place and size in percent, and its reason."""

    index: int
    kiri: str
    atas: str
    lebar: str
    tinggi: str
    alasan: str
    keterangan: str


def plan_page(kode: str, berkas_id: int) -> ResponseReturnValue:
    """One page of a file with its boxes, and the saving of them."""
    if request.method != "POST":
        return _show(kode, berkas_id)
    act, _, value = clean_line(request.form.get("aksi", "")).partition(":")
    rows = [row for row in _typed_rows(request.form) if not (act == "hapus" and value == str(row.index))]
    kotak, problems = _read(rows)
    nomor = _nomor(request.form.get("hlm", ""))
    form = typed_form()

    def verb(session: Session, by: Act) -> object:
        here = (berkas_id, nomor)
        pages: dict[Page, Sequence[KotakFields]] = {here: kotak}
        if act == "tambah":
            pages[here] = (*kotak, KotakFields(_FIRST_BOX))
        elif act == "terima":
            pages[here] = suggesting.accepted([_sent(value)], kotak)
        elif act in ("terima-halaman", "terima-semua"):
            pages = _all_accepted(session, kode, here, kotak, by, is_whole=act == "terima-semua")
        return drafting.save_pages(session, kode, form.version(), pages, by)

    shown = nomor + 1 if act == "lanjut" else nomor
    return outcome.carry_out(
        verb,
        done=outcome.to(
            "work.penghitaman", "penghitaman", kode=kode, berkas_id=berkas_id, hlm=shown, _anchor="halaman"
        ),
        refused=lambda refusal: _show(kode, berkas_id, refusal, rows),
        blame="kotak",
        problems=problems,
    )


def ask_copies(kode: str, berkas_id: int) -> ResponseReturnValue:
    """Have the public copies made."""
    verb = partial(drafting.ask_copies, is_checked="periksa" in request.form)
    return _carry_out(verb, kode, berkas_id, "penghitaman-minta", blame="periksa")


def discard(kode: str, berkas_id: int) -> ResponseReturnValue:
    """Drop the plan."""
    return _carry_out(drafting.discard, kode, berkas_id, "penghitaman-buang", blame="buang")


def drop_left_behind(kode: str, berkas_id: int) -> ResponseReturnValue:
    """Take out the boxes on files that are no originals any more."""
    return _carry_out(drafting.drop_left_behind, kode, berkas_id, "penghitaman", blame="buang-lama")


def _carry_out(
    verb: Callable[[Session, str, int, Act], object], kode: str, berkas_id: int, notice: str, *, blame: str
) -> ResponseReturnValue:
    """Do something with the plan as the form saw it, and show what came of it."""
    version = typed_form().version()
    return outcome.carry_out(
        lambda session, act: verb(session, kode, version, act),
        done=outcome.to("work.penghitaman", notice, kode=kode, berkas_id=berkas_id, _anchor="salinan"),
        refused=lambda refusal: _show(kode, berkas_id, refusal),
        blame=blame,
    )


def _show(
    kode: str, berkas_id: int, refusal: Refusal = NOTHING_REFUSED, typed: Sequence[KotakRow] | None = None
) -> Response:
    """The page; `typed` are boxes that were refused, which stand in the form instead of the stored ones."""
    with reading() as session:
        naskah = dossier.find_naskah(session, kode, actor())
        originals = [berkas for berkas in in_order(naskah.current_berkas) if berkas.jenis in URUTAN_TERBIT]
        berkas = next((one for one in originals if one.id == berkas_id), None)
        if berkas is None:
            raise NotFoundError("Berkas asli tidak ditemukan pada naskah ini.")
        nomor = _page_of(berkas)
        plan = stored.find_plan(session, naskah.id)
        saran = suggesting.suggest(session, berkas_id, nomor)
    may_edit = Action.EDIT in allowed_actions(naskah.status, actor().peran_for(naskah.unit_kode))
    drawn = plan.on(berkas_id, nomor)
    open_saran = {page: suggesting.uncovered(found, plan.on(berkas_id, page)) for page, found in saran.items()}
    return frame.show(
        "naskah/penghitaman",
        refusal.status,
        di="naskah",
        naskah=naskah,
        originals=originals,
        berkas=berkas,
        nomor=nomor,
        last=_last_page(berkas),
        hlm=next((one for one in berkas.halaman if one.nomor == nomor), None),
        plan=plan,
        rows=_rows(drawn) if typed is None else typed,
        stored_rows=_rows(drawn) if refusal.is_stale and typed is not None else (),
        saran=[(one, _value(one)) for one in open_saran.get(nomor, ())],
        saran_lain=sum(len(_placed(found)) for page, found in open_saran.items() if page != nomor),
        tanpa_tempat=sorted(page for page, found in open_saran.items() if len(found) > len(_placed(found))),
        looked_at=suggesting.MOST_LOOKED_AT,
        boxes_by_page=_by_page(plan, originals),
        left_behind=plan.left_behind([one.id for one in originals]),
        may_edit=may_edit and not plan.is_busy,
        alasan_hitam=members(AlasanHitam),
        problems=refusal.pairs(),
    )


def _page_of(berkas: StaffBerkas) -> int:
    """The page of the file that was asked for, as far as it has that many."""
    wanted = _nomor(request.form.get("hlm", "") or request.args.get("hlm", ""))
    return min(wanted, _last_page(berkas))


def _last_page(berkas: StaffBerkas) -> int:
    return max([berkas.pages or 1, *(page.nomor for page in berkas.halaman)])


def _nomor(text: str) -> int:
    return read_count(clean_line(text), 6) or 1


def _rows(drawn: Iterable[KotakFields]) -> list[KotakRow]:
    return [
        KotakRow(index, *to_percent(one.kotak), one.alasan.value, one.keterangan) for index, one in enumerate(drawn)
    ]


def _typed_rows(form: Mapping[str, str]) -> list[KotakRow]:
    """The boxes as they were typed; a row of which nothing is filled in is none."""
    numbers = sorted({int(found[1]) for name in form if (found := _ROW.fullmatch(name))})
    rows = []
    for number in numbers:
        sides = [clean_line(form.get(f"{side}-{number}", "")) for side in _SIDES]
        if any(sides):
            alasan, words = (clean_line(form.get(f"{name}-{number}", "")) for name in ("alasan", "keterangan"))
            kiri, atas, lebar, tinggi = sides
            rows.append(KotakRow(number, kiri, atas, lebar, tinggi, alasan, words))
    return rows


def _read(rows: Iterable[KotakRow]) -> tuple[tuple[KotakFields, ...], tuple[Problem, ...]]:
    kotak, problems = [], []
    for row in rows:
        try:
            alasan = choice(AlasanHitam, row.alasan, "alasan", "alasan") or AlasanHitam.DATA_PRIBADI
            place = from_percent(row.kiri, row.atas, row.lebar, row.tinggi)
            kotak.append(checked(KotakFields(place, alasan, row.keterangan)))
        except BadInputError as error:
            problems.append(Problem(f"{error.field or 'kiri'}-{row.index}", error.message))
    return tuple(kotak), tuple(problems)


def _placed(saran: Iterable[KotakSaran]) -> list[KotakSaran]:
    return [one for one in saran if one.kotak]


def _value(saran: KotakSaran) -> str:
    """A suggestion as its button sends it: the edges of its boxes."""
    return ";".join(f"{one.kiri},{one.atas},{one.kanan},{one.bawah}" for one in saran.kotak)


def _sent(value: str) -> KotakSaran:
    """The boxes that a button named; their words are not needed. Raises BadInputError."""
    try:
        edges = [[int(edge) for edge in part[:40].split(",")] for part in value.split(";")[:20]]
        kotak = tuple(Kotak(*four) for four in edges)
    except (ValueError, TypeError) as error:
        raise BadInputError("Usulan itu tidak dikenal. Muat ulang halaman.", "kotak") from error
    return KotakSaran(suggesting.ANY, "", kotak)


def _all_accepted(
    session: Session, kode: str, here: Page, kotak: Sequence[KotakFields], act: Act, *, is_whole: bool
) -> dict[Page, Sequence[KotakFields]]:
    """The boxes of a page with all that is suggested there, and those of the other pages of its file if wanted."""
    naskah = dossier.find_naskah(session, kode, act.actor)
    berkas_id, nomor = here
    if all(one.id != berkas_id for one in naskah.current_berkas):
        raise NotFoundError("Berkas asli tidak ditemukan pada naskah ini.")
    saran = suggesting.suggest(session, berkas_id, nomor)
    pages: dict[Page, Sequence[KotakFields]] = {here: suggesting.accepted(saran.get(nomor, ()), kotak)}
    if is_whole:
        plan = stored.find_plan(session, naskah.id)
        for page, found in saran.items():
            drawn = plan.on(berkas_id, page)
            if page != nomor and len(boxes := suggesting.accepted(found, drawn)) > len(drawn):
                pages[berkas_id, page] = boxes
    return pages


def _by_page(
    plan: stored.PenghitamanPlan, originals: Sequence[StaffBerkas]
) -> list[tuple[StaffBerkas, list[tuple[int, tuple[KotakFields, ...]]]]]:
    """The boxes of the plan, by file in its order, and by page."""
    found = []
    for berkas in originals:
        pages = sorted((nomor, boxes) for (berkas_id, nomor), boxes in plan.boxes.items() if berkas_id == berkas.id)
        if pages:
            found.append((berkas, pages))
    return found
