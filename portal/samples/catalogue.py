"""Turns the catalogue into samples, parents before children, any number of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

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
from portal.samples.compose import compose
from portal.samples.content.wordings import form_name
from portal.samples.look import Look
from portal.samples.plan import Plan, add_months, plan_of, rows, term_months
from portal.samples.sample import Sample, SamplePihak
from portal.samples.source import Topik, dice, topics
from portal.samples.wording import long_date

_BENTUK = {"nk": "nota_kesepahaman", "pks": "perjanjian_kerja_sama", "lain": "nama_lain"}
_ALASAN = {"s": "substansi_teknis", "p": "pertimbangan_pimpinan"}
_DASAR = {
    "a": "Pasal 17 huruf a: dapat menghambat proses penegakan hukum",
    "c": "Pasal 17 huruf c: dapat membahayakan pertahanan dan keamanan negara",
    "f": "Pasal 17 huruf f: dapat merugikan kepentingan hubungan luar negeri",
    "mitra": "Menunggu persetujuan tertulis mitra atas publikasi berkas",
    "selesai": "Berkas memuat rincian operasional dan ditinjau ulang setelah kegiatan selesai",
}
_INTERNATIONAL = {"y": True, "t": False, "": None}
_PENDANAAN = {
    "dalam_negeri": ("Anggaran masing-masing pihak", "APBN dan APBD", "APBN dan sumber lain yang sah"),
    "luar_negeri": ("Masing-masing pihak, bergantung pada ketersediaan anggaran", "Hibah mitra dan APBN"),
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
    lingkup = "luar_negeri" if is_foreign else "dalam_negeri"
    is_ministry_level = row["tk"] == "k"
    ours = ministry_side(plan.unit, is_ministry_level=is_ministry_level, is_foreign=is_foreign, day=plan.day)
    sides = (ours, *(mitra_side(mitra) for mitra in plan.mitra))
    pihak = _pihak(plan, sides, serial=serial, throw_seed=seed)
    topik = topics()[row["topik"]]
    bentuk = _BENTUK[row["bentuk"]]
    form = form_name(bentuk, row["nama_bentuk"] or None)
    throw = dice(seed, plan.key)
    draft = Sample(
        key=plan.key,
        filename=_filename(serial, form, plan),
        pdf=bytes,
        judul=_title(plan, topik, parent),
        lingkup="luar_negeri" if is_foreign else "dalam_negeri",
        kategori=None if is_foreign else "utama" if row["kategori"] == "utama" else "teknis",
        nama_bentuk=row["nama_bentuk"] or None,
        unit=plan.unit,
        co_pemrakarsa=tuple(row["co"].split()),
        pihak=pihak,
        dasar_visibilitas=_DASAR[row["dasar"]] if row["dasar"] else None,
        bahasa=tuple(row["bahasa"].split("+")) if row["bahasa"] else ("id",),
        induk=plan.induk,
        alasan_tanpa_induk=tuple(_ALASAN[letter] for letter in row["alasan"]),
        is_scan=bool(row["scan"]),
        ruang_lingkup=_scope(topik),
        pendanaan=throw.choice(_PENDANAAN[lingkup]),
        subjek=topik.subjek,
        is_perjanjian_internasional=_INTERNATIONAL[row["pi"]] if is_foreign else None,
        **_coded(row, bentuk=bentuk, tingkat="kementerian" if is_ministry_level else level(plan.unit)),
        **_days(plan, pihak),
    )
    look = Look(
        seed=f"{seed}:{plan.key}",
        topik=topik,
        sides=sides,
        day=plan.day,
        term_months=term_months(row["term"]),
        flags=frozenset(row["look"].split()),
        scan=_scan(row["scan"]),
        parent=_citation(parent) if parent else "",
    )
    return replace(draft, pdf=partial(compose, draft, look))


def _coded(row: dict[str, str], *, bentuk: str, tingkat: str) -> dict[str, Any]:
    """Fields whose values come straight from the catalogue; a test holds them against the allowed ones."""
    return {
        "bentuk": bentuk,
        "tingkat": tingkat,
        "visibilitas": row["vis"],
        "relation": row["relation"] or None,
        "state": row["state"],
    }


def _scan(code: str) -> Any:
    return code


def _days(plan: Plan, pihak: tuple[SamplePihak, ...]) -> dict[str, Any]:
    term, row = term_months(plan.row["term"]), plan.row
    known = [side.signed_on for side in pihak if side.signed_on]
    signed = max(known) if known else None
    effective = signed + timedelta(days=int(row["effective"] or 0)) if signed else None
    return {
        "signed_on": signed,
        "effective_on": effective,
        "expires_on": add_months(effective, term) if effective and term else None,
        "is_open_ended": row["term"] == "~",
    }


def _pihak(plan: Plan, sides: tuple[Side, ...], *, serial: int, throw_seed: int) -> tuple[SamplePihak, ...]:
    precision: Any = plan.row["presisi"] or "hari"
    day: date | None = plan.day
    if precision == "bulan":
        day = plan.day.replace(day=1)
    elif precision == "tahun":
        day = plan.day.replace(month=1, day=1)
    elif precision == "tidak_diketahui":
        day = None
    throw = dice(throw_seed, plan.key, "tempat")
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
            else mitra_number(side, day=plan.day, serial=serial),
            penanda_tangan=side.pejabat,
            jabatan=side.jabatan,
            signed_on=_workday(day, back=6) if is_apart and day and side.is_kementerian else day,
            signed_precision=precision,
            tempat=(side.kota if is_apart else meeting) if day else None,
        )
        for side in sides
    )


def _workday(day: date, *, back: int) -> date:
    earlier = day - timedelta(days=back)
    return earlier - timedelta(days=max(0, earlier.weekday() - 4))


def _title(plan: Plan, topik: Topik, parent: Sample | None) -> str:
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


def _scope(topik: Topik) -> str:
    lines = "; ".join(line[0] for line in topik.lingkup)
    return f"{lines[0].upper()}{lines[1:]}. Data contoh."


def _citation(parent: Sample) -> str:
    number = next((f" Nomor {side.nomor}" for side in parent.pihak if side.nomor), "")
    signed = f" tanggal {long_date(parent.signed_on)}" if parent.signed_on else ""
    return f"{form_name(parent.bentuk, parent.nama_bentuk)}{number}{signed} tentang {parent.judul}"


def _filename(serial: int, form: str, plan: Plan) -> str:
    stem = f"{form} {plan.mitra[0]['key']} {plan.day.year}".lower().replace(" ", "-")
    return f"contoh-{serial + 1:04d}-{stem}.pdf"
