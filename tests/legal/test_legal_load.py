"""A wrong file is refused with its name and the place; it never becomes a calendar with a gap."""

from pathlib import Path

import pytest

from portal.errors import ConfigError
from portal.legal.load import load_kalender, load_rules

DAY = '[[hari]]\ntanggal = 2030-01-01\njenis = "libur_nasional"\nnama = "Tahun Baru Masehi"\n'
OTHER_DAY = DAY.replace("01-01", "05-01")
YEAR = 'tahun = 2030\nstatus = "ditetapkan"\n' + DAY
RULE = (
    '[[aturan]]\nkode = "uji"\nhari_kerja = 14\nperaturan = "CONTOH 1/2030"\ndasar = "Pasal 1"\n'
    'berlaku_sejak = 2030-01-01\ndasar_berlaku = "Pasal 9"\ndihitung_dari = "tanggal"\nketerangan = "CONTOH"\n'
)
AMENDED = RULE.replace("= 14", "= 10").replace("2030-01-01", "2031-07-01").replace("CONTOH 1/2030", "CONTOH 5/2031")


def calendar_of(folder: Path, content: str | bytes, name: str = "2030.toml") -> None:
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    load_kalender(folder)


def test_the_smallest_right_files_are_taken(tmp_path: Path) -> None:
    (tmp_path / "2030.toml").write_text(YEAR + OTHER_DAY + 'dasar = "SKB 9"\n', encoding="utf-8")
    (tmp_path / "tenggat.toml").write_text(RULE, encoding="utf-8")

    rules = load_rules(tmp_path / "tenggat.toml")
    (tmp_path / "tenggat.toml").unlink()
    kalender = load_kalender(tmp_path)

    assert [rule.hari_kerja for rule in rules["uji"].versions] == [14]
    assert [day.dasar for day in kalender.days] == ["", "SKB 9"]
    assert kalender.is_decided(2030)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        pytest.param("tahun = \n", "line 1", id="not TOML"),
        pytest.param(b"\xff\xfe", "UTF-8", id="not text"),
        pytest.param(YEAR.replace("2030\n", "2031\n", 1), "nama berkas", id="year and name differ"),
        pytest.param(YEAR.replace("= 2030\n", '= "2030"\n', 1), "'tahun' harus", id="year as text"),
        pytest.param(YEAR.replace("= 2030\n", "= true\n", 1), "'tahun' harus", id="year as truth value"),
        pytest.param(YEAR.replace("ditetapkan", "pasti"), "'status'", id="unknown status"),
        pytest.param('status = "ditetapkan"\n' + DAY, "'tahun' belum diisi", id="no year"),
        pytest.param('tahun = 2030\nstatus = "ditetapkan"\n', "'hari' belum diisi", id="no days"),
        pytest.param('tahun = 2030\nstatus = "ditetapkan"\nhari = []\n', "[[hari]]", id="an empty list of days"),
        pytest.param('tahun = 2030\nstatus = "ditetapkan"\nhari = [1]\n', "[[hari]]", id="days that are no tables"),
        pytest.param("sumber = 1\n" + YEAR, "'sumber' tidak dikenal", id="unknown key of the year"),
        pytest.param(YEAR + OTHER_DAY.replace("nama", "name"), "[[hari]] ke-2: 'nama'", id="misspelt key"),
        pytest.param(YEAR + OTHER_DAY + "x = 1\n", "[[hari]] ke-2: 'x' tidak dikenal", id="unknown key of a day"),
        pytest.param(YEAR + OTHER_DAY.replace("2030", "2029"), "ke-2: 2029-05-01", id="day of another year"),
        pytest.param(YEAR + DAY, "2030-01-01 ditulis dua kali", id="a day twice"),
        pytest.param(YEAR.replace("= 2030-01-01", '= "2030-01-01"'), "'tanggal'", id="date as text"),
        pytest.param(YEAR.replace("= 2030-01-01", "= 2030-01-01T00:00:00"), "'tanggal'", id="date with a time"),
        pytest.param(YEAR.replace("libur_nasional", "libur"), "'jenis'", id="unknown kind"),
        pytest.param(YEAR.replace('jenis = "libur_nasional"', "jenis = []"), "'jenis'", id="kind of another type"),
        pytest.param(YEAR.replace("Tahun Baru Masehi", " "), "'nama'", id="blank name"),
        pytest.param(YEAR.replace("2030-01-01", "2030-02-30"), "line 4", id="a date that is none"),
    ],
)
def test_a_wrong_year_names_file_and_place(tmp_path: Path, content: str | bytes, place: str) -> None:
    with pytest.raises(ConfigError) as refused:
        calendar_of(tmp_path, content)

    assert refused.value.message.startswith("2030.toml")
    assert place in refused.value.message
    assert "\n" not in refused.value.message
    assert str(tmp_path) not in refused.value.message


def test_a_file_with_another_name_is_not_passed_over(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="libur-2030"):
        calendar_of(tmp_path, YEAR, name="libur-2030.toml")


def test_a_folder_without_years_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="hari libur"):
        load_kalender(tmp_path)


def test_an_amended_rule_is_read_with_all_its_versions(tmp_path: Path) -> None:
    (tmp_path / "tenggat.toml").write_text(RULE + AMENDED, encoding="utf-8")

    (rule,) = load_rules(tmp_path / "tenggat.toml").values()

    assert [(str(one.berlaku_sejak), one.hari_kerja, one.peraturan) for one in rule.versions] == [
        ("2030-01-01", 14, "CONTOH 1/2030"),
        ("2031-07-01", 10, "CONTOH 5/2031"),
    ]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        pytest.param("aturan = 1\n", "[[aturan]]", id="no rules"),
        pytest.param(RULE.replace("= 14", "= 0"), "ke-1: Banyaknya hari kerja", id="no days"),
        pytest.param(RULE.replace("= 14", "= 14.5"), "'hari_kerja'", id="half a day"),
        pytest.param(RULE + RULE, "dua kali", id="a rule twice"),
        pytest.param(RULE + RULE.replace('dasar = "Pasal 1"\n', ""), "ke-2: 'dasar' belum diisi", id="no source"),
        pytest.param(RULE.replace("berlaku_sejak = 2030-01-01\n", ""), "'berlaku_sejak' belum", id="no first day"),
        pytest.param(RULE.replace('dasar_berlaku = "Pasal 9"\n', ""), "'dasar_berlaku' belum", id="no source of it"),
        pytest.param(RULE.replace("2030-01-01", '"2030-01-01"'), "'berlaku_sejak' harus", id="first day as text"),
        pytest.param(RULE.replace("2030-01-01", "1903-01-01"), "'berlaku_sejak' harus antara", id="a day long past"),
        pytest.param(RULE.replace("2030-01-01", "2300-01-01"), "'berlaku_sejak' harus antara", id="a day far ahead"),
        pytest.param(RULE + AMENDED.replace("2031-07-01", "2030-01-01"), "2030-01-01 ditulis dua kali", id="one day"),
        pytest.param(AMENDED + RULE, "uji harus berurut", id="versions out of order"),
        pytest.param(RULE + "berlaku_sampai = 2031-01-01\n", "'berlaku_sampai' tidak dikenal", id="an end of its own"),
        pytest.param(RULE + "denda = 1\n", "'denda' tidak dikenal", id="unknown key"),
    ],
)
def test_a_wrong_rule_names_file_and_place(tmp_path: Path, content: str, place: str) -> None:
    (tmp_path / "tenggat.toml").write_text(content, encoding="utf-8")

    with pytest.raises(ConfigError) as refused:
        load_rules(tmp_path / "tenggat.toml")

    assert refused.value.message.startswith("tenggat.toml")
    assert place in refused.value.message


def test_a_missing_file_is_an_error_of_one_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="tidak dapat dibaca"):
        load_rules(tmp_path / "tenggat.toml")
