"""Turns the catalogue into samples, parents before children, any number of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import get_args

from portal.samples.casting import (
    Side,
    city,
    level,
    ministry_number,
    ministry_side,
    mitra_number,
    mitra_side,
    province,
    unit_row,
)
from portal.samples.content.domestic import domestic_document
from portal.samples.content.foreign import foreign_document
from portal.samples.content.wordings import form_name
from portal.samples.layout.render import render
from portal.samples.look import Look, Scan
from portal.samples.plan import Plan, add_months, plan_of, rows, term_months
from portal.samples.sample import (
    Bentuk,
    Kategori,
    Precision,
    Relation,
    Sample,
    SamplePihak,
    State,
    Tingkat,
    Visibilitas,
)
from portal.samples.scan import scan
from portal.samples.source import Topic, dice, topics
from portal.samples.wording import long_date

# Catalogue words to values; a word the catalogue should not hold is a KeyError at once.
_BENTUK: dict[str, Bentuk] = {"nk": "nota_kesepahaman", "pks": "perjanjian_kerja_sama", "lain": "nama_lain"}
_KATEGORI: dict[str, Kategori | None] = {"utama": "utama", "teknis": "teknis", "": None}
_TINGKAT: dict[str, Tingkat] = {value: value for value in get_args(Tingkat)}
_VISIBILITAS: dict[str, Visibilitas] = {value: value for value in get_args(Visibilitas)}
_RELATION: dict[str, Relation | None] = {"": None, **{value: value for value in get_args(Relation)}}
_STATE: dict[str, State] = {value: value for value in get_args(State)}
_PRECISION: dict[str, Precision] = {value: value for value in get_args(Precision)}
_SCAN: dict[str, Scan] = {value: value for value in get_args(Scan)}
_ALASAN = {"s": "substansi_teknis", "p": "pertimbangan_pimpinan"}
_DASAR = {
    "a": "Pasal 17 huruf a: dapat menghambat proses penegakan hukum",
    "c": "Pasal 17 huruf c: dapat membahayakan pertahanan dan keamanan negara",
    "f": "Pasal 17 huruf f: dapat merugikan kepentingan hubungan luar negeri",
    "mitra": "Menunggu persetujuan tertulis mitra atas publikasi berkas",
    "selesai": "Berkas memuat rincian operasional dan ditinjau ulang setelah kegiatan selesai",
}
# Languages of partners whose agreements have a third authentic text, by country.
_OFFICIAL = {"KR": "ko", "NL": "nl", "NO": "no", "JP": "ja"}
_INTERNATIONAL = {"y": True, "t": False, "": None}
_PENDANAAN = {
    False: ("Anggaran masing-masing pihak", "APBN dan APBD", "APBN dan sumber lain yang sah"),
    True: ("Masing-masing pihak", "Masing-masing pihak, menurut ketersediaan anggaran", "Hibah mitra dan APBN"),
}


def samples(*, count: int, today: date, seed: int = 39) -> Iterator[Sample]:
    """The first `count` (1 to 2000) invented agreements as of `today`, the same ones for the same arguments.

    A parent is always yielded before its children. Beyond sixty the catalogue is gone through again with other
    units, partners and days.
    """
    made: dict[str, tuple[Plan, Sample]] = {}
    catalogue = rows()
    for serial in range(count):
        number, index = divmod(serial, len(catalogue))
        row = catalogue[index]
        induk = row["induk"] and (row["induk"] if number == 0 else f"{row['induk']}-{number + 1}")
        parent = made[induk] if induk else None
        plan = plan_of(row, round_number=number, today=today, parent_unit=parent[0].unit if parent else None)
        sample = _sample(plan, serial=serial, seed=seed, parent=parent[1] if parent else None)
        made[plan.key] = (plan, sample)
        yield sample


def _sample(plan: Plan, *, serial: int, seed: int, parent: Sample | None) -> Sample:
    row = plan.row
    is_foreign = bool(plan.mitra[0]["nama_en"])
    ours = ministry_side(plan.unit, is_ministry_level=row["tk"] == "k", is_foreign=is_foreign, day=plan.day)
    sides = (ours, *(mitra_side(mitra) for mitra in plan.mitra))
    pihak = _pihak(plan, sides, serial=serial, seed=seed)
    draft = _record(plan, pihak, parent=parent, serial=serial)
    look = Look(
        seed=f"{seed}:{plan.key}",
        topik=topics()[row["topik"]],
        sides=sides,
        day=plan.day,
        term_months=term_months(row["term"]),
        flags=frozenset(row["look"].split()),
        scan=_SCAN[row["scan"]],
        parent=_citation(parent) if parent else "",
    )
    return replace(draft, pdf=partial(_compose, draft, look))


def _record(plan: Plan, pihak: tuple[SamplePihak, ...], *, parent: Sample | None, serial: int) -> Sample:
    row, topik = plan.row, topics()[plan.row["topik"]]
    is_foreign = bool(plan.mitra[0]["nama_en"])
    signed_on, effective_on, expires_on = _days(row, pihak)
    return Sample(
        key=plan.key,
        filename=_filename(serial, plan),
        pdf=bytes,
        judul=_title(plan, topik, parent),
        lingkup="luar_negeri" if is_foreign else "dalam_negeri",
        kategori=_KATEGORI[row["kategori"]],
        tingkat="kementerian" if row["tk"] == "k" else _TINGKAT[level(plan.unit)],
        bentuk=_BENTUK[row["bentuk"]],
        nama_bentuk=row["nama_bentuk"] or None,
        unit=plan.unit,
        co_pemrakarsa=tuple(row["co"].split()),
        pihak=pihak,
        signed_on=signed_on,
        effective_on=effective_on,
        expires_on=expires_on,
        is_open_ended=row["term"] == "~",
        visibilitas=_VISIBILITAS[row["vis"]],
        dasar_visibilitas=_DASAR[row["dasar"]] if row["dasar"] else None,
        bahasa=_languages(plan),
        induk=plan.induk,
        relation=_RELATION[row["relation"]],
        alasan_tanpa_induk=tuple(_ALASAN[letter] for letter in row["alasan"]),
        is_scan=bool(row["scan"]),
        state=_STATE[row["state"]],
        ruang_lingkup=_scope(topik),
        pendanaan=_PENDANAAN[is_foreign][serial % 3],
        subjek=topik.subjek,
        is_perjanjian_internasional=_INTERNATIONAL[row["pi"]] if is_foreign else None,
    )


def _languages(plan: Plan) -> tuple[str, ...]:
    named = plan.row["bahasa"].split("+") if plan.row["bahasa"] else ["id"]
    return tuple(_OFFICIAL[plan.mitra[0]["negara"]] if code == "mitra" else code for code in named)


def _days(row: dict[str, str], pihak: tuple[SamplePihak, ...]) -> tuple[date | None, date | None, date | None]:
    """Signing (the last signature), entry into force and expiry."""
    known = [side.signed_on for side in pihak if side.signed_on]
    if not known:
        return None, None, None
    signed, term = max(known), term_months(row["term"])
    effective = signed + timedelta(days=int(row["effective"] or 0))
    return signed, effective, add_months(effective, term) if term else None


def _pihak(plan: Plan, sides: tuple[Side, ...], *, serial: int, seed: int) -> tuple[SamplePihak, ...]:
    precision = _PRECISION[plan.row["presisi"] or "hari"]
    day = _rounded(plan.day, precision)
    throw = dice(seed, plan.key, "tempat")
    is_abroad = bool(plan.mitra[0]["nama_en"]) and throw.random() < 0.5
    meeting = sides[1].kota if is_abroad else sides[0].kota
    is_apart = "jarak" in plan.row["look"].split()
    is_ministry_level = plan.row["tk"] == "k"
    return tuple(
        SamplePihak(
            nama=side.nama,
            is_kementerian=side.is_kementerian,
            jenis_mitra=side.jenis_mitra,
            negara=side.negara,
            nomor=ministry_number(side, is_ministry_level=is_ministry_level, day=plan.day, serial=serial)
            if side.is_kementerian
            else mitra_number(side, day=plan.day, serial=serial + place * 17),
            penanda_tangan=side.pejabat,
            jabatan=side.jabatan,
            signed_on=_workday(day, back=6) if is_apart and day and side.is_kementerian else day,
            signed_precision=precision,
            tempat=(side.kota if is_apart else meeting) if day else None,
        )
        for place, side in enumerate(sides)
    )


def _rounded(day: date, precision: Precision) -> date | None:
    if precision == "tidak_diketahui":
        return None
    return {"hari": day, "bulan": day.replace(day=1), "tahun": day.replace(month=1, day=1)}[precision]


def _workday(day: date, *, back: int) -> date:
    earlier = day - timedelta(days=back)
    return earlier - timedelta(days=max(0, earlier.weekday() - 4))


def _title(plan: Plan, topik: Topic, parent: Sample | None) -> str:
    relation = plan.row["relation"]
    if parent and relation in ("perubahan", "perpanjangan"):
        word = "Perubahan atas" if relation == "perubahan" else "Perpanjangan"
        return f"{word} {form_name(parent.bentuk, parent.nama_bentuk)} tentang {parent.judul}"
    if level(plan.unit) == "kanwil":
        return f"{topik.judul} di Provinsi {province(plan.unit)}"
    if level(plan.unit) == "upt":
        return (
            f"{topik.judul} di {city(plan.unit)}"
            if " pada " in topik.judul
            else f"{topik.judul} pada {unit_row(plan.unit)[1]}"
        )
    return topik.judul


def _scope(topik: Topic) -> str:
    lines = "; ".join(line[0] for line in topik.lingkup)
    return f"{lines[0].upper()}{lines[1:]}. Data contoh."


def _citation(parent: Sample) -> str:
    number = next((f" Nomor {side.nomor}" for side in parent.pihak if side.nomor), "")
    signed = f" tanggal {long_date(parent.signed_on)}" if parent.signed_on else ""
    return f"{form_name(parent.bentuk, parent.nama_bentuk)}{number}{signed} tentang {parent.judul}"


def _filename(serial: int, plan: Plan) -> str:
    form = form_name(_BENTUK[plan.row["bentuk"]], plan.row["nama_bentuk"] or None)
    stem = f"{form} {plan.mitra[0]['key']} {plan.day.year}".lower().replace(" ", "-")
    return f"contoh-{serial + 1:04d}-{stem}.pdf"


def _compose(sample: Sample, look: Look) -> bytes:
    """The PDF of a sample: typeset, or typeset and then scanned into images without a text layer."""
    build = foreign_document if sample.lingkup == "luar_negeri" else domestic_document
    digital = render(build(sample, look), title=sample.judul)
    return scan(digital, seed=look.seed, is_colour=look.scan == "warna") if look.scan else digital
