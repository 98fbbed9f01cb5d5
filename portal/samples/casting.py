"""Who sits on each side of an invented agreement: institution, office and an obviously invented name."""

import zlib
from dataclasses import dataclass
from datetime import date

from portal.samples.source import table
from portal.samples.units import UnitRow, sample_units
from portal.samples.wording import number_words, number_words_en, roman_month

# The day the present cabinet took office; before it both directorates general were under the former ministry.
NEW_MINISTRY_ON = date(2024, 10, 21)
MINISTRY = "Kementerian Imigrasi dan Pemasyarakatan"
FORMER_MINISTRY = "Kementerian Hukum dan Hak Asasi Manusia"

# Head and English names of each unit of the first echelon, and the letters its numbers begin with.
_HEADS = {
    "SETJEN": ("Sekretaris Jenderal", "Secretary General", "Secretariat General", "SEK"),
    "DITJENIM": (
        "Direktur Jenderal Imigrasi",
        "Director General of Immigration",
        "Directorate General of Immigration",
        "IMI",
    ),
    "DITJENPAS": (
        "Direktur Jenderal Pemasyarakatan",
        "Director General of Corrections",
        "Directorate General of Corrections",
        "PAS",
    ),
    "ITJEN": ("Inspektur Jenderal", "Inspector General", "Inspectorate General", "ITJ"),
    "BPSDM": (
        "Kepala Badan Pengembangan Sumber Daya Manusia",
        "Head of the Human Resources Development Agency",
        "Human Resources Development Agency",
        "SDM",
    ),
}

# Offices named after an airport, harbour or village, and the town or regency they lie in.
_PLACES = {
    "Ngurah Rai": "Badung", "Soekarno-Hatta": "Tangerang", "Kerobokan": "Badung", "Besi": "Cilacap",
    "Entikong": "Sanggau", "Tanjung Perak": "Surabaya", "Belawan": "Medan",
}  # fmt: skip


@dataclass(frozen=True)
class Side:
    """One party as the text needs it; `lembaga` is the institution above it, `lambang` the emblem to draw."""

    nama: str
    nama_en: str
    jabatan: str
    jabatan_en: str
    pejabat: str
    kota: str
    lembaga: str
    lambang: str
    is_kementerian: bool
    jenis_mitra: str | None
    negara: str | None
    kode: str
    unit_en: str = ""


def unit_row(code: str) -> UnitRow:
    """The unit with this code; KeyError where the tree has none."""
    return {row[0]: row for row in sample_units()}[code]


def level(code: str) -> str:
    """The organisational level of a unit: kementerian, eselon1, kanwil or upt."""
    kind = unit_row(code)[2]
    for prefix in ("kanwil", "upt"):
        if kind.startswith(prefix):
            return prefix
    return "kementerian" if kind == "kementerian" else "eselon1"


def province(code: str) -> str:
    """The province of a kanwil, or of the kanwil above a UPT; empty for the centre."""
    row = unit_row(code)
    while row[3] and not row[2].startswith("kanwil"):
        row = unit_row(row[3])
    name = row[1]
    for office in ("Imigrasi", "Pemasyarakatan"):
        name = name.removeprefix(f"Kantor Wilayah Direktorat Jenderal {office} ")
    return "" if name == row[1] else name


def city(code: str) -> str:
    """Where the unit sits: its own place for a UPT, the provincial capital for a kanwil, else Jakarta."""
    name = unit_row(code)[1]
    if level(code) == "upt":
        words = name.split()
        marks = [i for i, word in enumerate(words) if word in ("TPI", "Imigrasi", "Kelas")]
        start = marks[-1] + (2 if words[marks[-1]] == "Kelas" else 1)
        place = " ".join(word for word in words[start:] if word != "Khusus")
        return _PLACES.get(place, place)
    capitals = {row["provinsi"]: row["kota"] for row in table("ibukota")}
    return capitals.get(province(code), "Jakarta")


def official(office: str, *, is_foreign: bool) -> str:
    """An invented name, the same for the same office, that nobody can mistake for a person."""
    number = zlib.crc32(office.encode()) % (12 if is_foreign else 30) + 1
    if is_foreign:
        return f"Sample Official {number_words_en(number).title()}"
    return f"Contoh Pejabat {number_words(number).title()}"


def ministry_side(code: str, *, is_ministry_level: bool, is_foreign: bool, day: date) -> Side:
    """The Indonesian side, named as the ministry was named on that day."""
    is_former = day < NEW_MINISTRY_ON
    ministry = FORMER_MINISTRY if is_former else MINISTRY
    suffix = " Republik Indonesia" if is_foreign else ""
    ministry_en = "Ministry of Law and Human Rights" if is_former else "Ministry of Immigration and Corrections"
    ministry_en = f"{ministry_en} of the Republic of Indonesia"
    unit_name = unit_row(code)[1]
    unit_en = _HEADS[code][2] if code in _HEADS else ""
    nama, nama_en, jabatan, jabatan_en = f"{ministry}{suffix}", ministry_en, "", ""
    if is_ministry_level:
        jabatan = f"{ministry.replace('Kementerian', 'Menteri', 1)}{suffix}"
        jabatan_en = ministry_en.replace("Ministry", "Minister", 1).removesuffix(" of the Republic of Indonesia")
    elif level(code) == "eselon1":
        nama, nama_en = f"{unit_name} {ministry}{suffix}", f"{unit_en}, {ministry_en}"
        jabatan, jabatan_en = _HEADS[code][:2]
    else:
        is_kanwil = level(code) == "kanwil"
        nama = f"Kantor Wilayah {ministry} {province(code)}" if is_kanwil and is_former else unit_name
        jabatan = f"Kepala {nama}"
    return Side(
        nama=nama,
        nama_en=nama_en,
        jabatan=jabatan,
        jabatan_en=jabatan_en,
        pejabat=official(jabatan, is_foreign=False),
        kota=city(code),
        lembaga=ministry,
        lambang="pengayom" if is_former else "kawung",
        is_kementerian=True,
        jenis_mitra=None,
        negara="ID",
        kode=code,
        unit_en=unit_en,
    )


_EMBLEMS = {
    "kementerian": "perisai", "lembaga": "bintang", "penegak": "timbangan", "lembaga_negara": "timbangan",
    "pemprov": "gunung", "pemkab": "gunung", "kampus": "buku", "kesehatan": "salib", "usaha": "roda", "yayasan": "daun",
    "asing_luar": "bola", "oi": "bola", "oi_non": "daun", "lain": "bola",
}  # fmt: skip


def mitra_side(row: dict[str, str]) -> Side:
    """The side of a partner of data/mitra.csv."""
    is_foreign = bool(row["nama_en"])
    return Side(
        nama=row["nama"],
        nama_en=row["nama_en"],
        jabatan=row["jabatan"],
        jabatan_en=row["jabatan_en"],
        pejabat=official(row["jabatan"] + row["nama"], is_foreign=is_foreign),
        kota=row["kota"],
        lembaga=row["nama"],
        lambang=_EMBLEMS.get(row["kelompok"], "pusaran"),
        is_kementerian=False,
        jenis_mitra=row["jenis"],
        negara=row["negara"] or None,
        kode=row["kode"],
    )


def ministry_number(side: Side, *, is_ministry_level: bool, day: date, serial: int) -> str:
    """A number in the pattern of the unit and of the time; `serial` keeps numbers apart."""
    number = 11 + serial // 61 * 61 + serial * 37 % 61
    is_former = day < NEW_MINISTRY_ON
    if is_ministry_level:
        return f"M.HH-{number}.HM.05.02 TAHUN {day.year}" if is_former else f"MIP-{number}.HH.05.02 Tahun {day.year}"
    if side.kode in _HEADS:
        short = _HEADS[side.kode][3]
        return (
            f"{short}-{number:04d}.GR.01.01 TAHUN {day.year}"
            if short == "IMI"
            else f"{short}-{number}.HH.05.05 Tahun {day.year}"
        )
    codes = [row[0] for row in sample_units() if row[2] == unit_row(side.kode)[2]]
    place = codes.index(side.kode) + 1
    if level(side.kode) == "kanwil":
        prefix = "WIM" if side.kode.startswith("KWIM") else "WP"
        return f"W{place}-HH.05.05-{number}" if is_former else f"{prefix}.{place}.HH.05.05-{number}"
    parent = unit_row(side.kode)[3] or ""
    region = [row[0] for row in sample_units() if row[2] == unit_row(parent)[2]].index(parent) + 1
    is_immigration = parent.startswith("KWIM")
    if is_former:
        return f"W{region}.{'IMI.IMI' if is_immigration else 'PAS.PAS'}{place}-HH.05.05-{number}"
    if is_immigration:
        return f"WIM.{region}.IMI.{place}.HH.05.05-{number}"
    return f"WP.{region}.PAS.PAS.{place}-HH.05.05 - {number}"


def mitra_number(side: Side, *, day: date, serial: int) -> str | None:
    """A partner's own number; foreign partners mostly give none."""
    if not side.kode:
        return None
    number = 3 + serial * 13 % 890
    forms = (
        f"{number:03d}/{side.kode}/{roman_month(day)}/{day.year}",
        f"{number}/KB/{side.kode}/TAHUN {day.year}",
        f"HK.{201 + serial % 9}/{number}/{side.kode}-{day.year}",
    )
    return forms[serial % len(forms)]
