"""Annexes: a landscape plan of action, and the long technical annexes of one agreement."""

from portal.samples.content.blocks import Block, Break, Grid, Par
from portal.samples.content.wordings import form_of
from portal.samples.look import Look
from portal.samples.sample import Sample
from portal.samples.source import dice
from portal.samples.units import sample_units
from portal.samples.wording import MONTHS

_BRANCHES = ("kanim", "lapas", "rutan", "bapas", "lpka", "rudenim")
_ELEMENTS = (
    ("nama lengkap", "teks", "100"), ("tempat lahir", "teks", "60"), ("tanggal lahir", "tanggal", "10"),
    ("jenis kelamin", "kode", "1"), ("kewarganegaraan", "kode", "3"), ("agama", "kode", "2"),
    ("status perkawinan", "kode", "1"), ("pekerjaan", "kode", "3"), ("alamat", "teks", "200"),
    ("kode kelurahan atau desa", "angka", "10"), ("kode pos", "angka", "5"), ("golongan darah", "kode", "2"),
    ("foto wajah", "citra", "40 KB"), ("sidik jari kanan", "templat", "2 KB"), ("sidik jari kiri", "templat", "2 KB"),
    ("tanda tangan", "citra", "20 KB"), ("status hidup", "kode", "1"), ("tanggal pembaruan", "tanggal", "10"),
)  # fmt: skip
_STEPS = (
    "Pengguna mengajukan permohonan hak akses melalui atasan langsung disertai uraian kebutuhan.",
    "Administrator memeriksa kesesuaian tugas pengguna dan mencatat alamat jaringan perangkat.",
    "Hak akses diberikan paling lama satu tahun dan ditinjau ulang pada setiap mutasi pegawai.",
    "Setiap pencarian menghasilkan catatan akses yang memuat waktu, pengguna, dan tujuan pencarian.",
    "Hasil pemadanan hanya ditampilkan sebagai sesuai atau tidak sesuai, tanpa menyimpan ulang data sumber.",
    "Ketidaksesuaian ditindaklanjuti dengan pemeriksaan manual oleh petugas yang berwenang.",
    "Gangguan layanan dilaporkan kepada pusat bantuan dan dicatat sampai dengan dipulihkan.",
    "Dugaan penyalahgunaan akses dihentikan seketika dan dilaporkan kepada pengawas internal.",
)
_DEVICES = (
    "Pembaca kartu tanda penduduk elektronik", "Pemindai sidik jari dua jari", "Kamera perekam wajah",
    "Ruter jaringan pribadi virtual", "Catu daya tak terputus", "Komputer petugas loket",
    "Sertifikat perangkat", "Aplikasi pemadanan data",
)  # fmt: skip
_RESULTS = ("Sesuai", "Sesuai", "Sesuai", "Uji ulang")
_NOTES = (
    "Siap digunakan",
    "Perlu penyesuaian letak",
    "Menunggu sertifikat",
    "Cadangan tersedia",
    "Dipasang di loket 2",
)


def _title(sample: Sample, label: str, name: str) -> list[Block]:
    return [
        Par(f"**{label}**", align="center", scale=1.05),
        Par(f"**{form_of(sample).upper()} TENTANG {sample.judul.upper()}**", align="center"),
        Par(f"**{name}**", align="center", before=8),
    ]


def plan_of_action(sample: Sample, look: Look) -> list[Block]:
    """A landscape table of activities, targets, responsible sides, time and money."""
    throw = dice(look.seed, "lampiran")
    rows: list[tuple[str, ...]] = [
        ("No.", "Kegiatan", "Sasaran", "Penanggung Jawab", "Waktu", "Sumber Dana", "Keluaran"),
    ]
    lines = [line[0] for line in (*look.topik.kegiatan, *look.topik.lingkup)]
    for number, line in enumerate(lines, 1):
        side = look.sides[number % len(look.sides)]
        quarter = throw.choice(("I", "II", "III", "IV"))
        rows.append(
            (
                f"{number}",
                line[0].upper() + line[1:],
                f"{throw.randint(2, 12) * 10} peserta",
                side.nama,
                f"Triwulan {quarter} {look.day.year + throw.randint(1, 2)}",
                throw.choice(("APBN", "APBD", "APBN dan sumber lain yang sah")),
                throw.choice(("Laporan kegiatan", "Modul", "Berita acara", "Data hasil evaluasi")),
            )
        )
    return [
        Break(is_landscape=True),
        *_title(sample, "LAMPIRAN", "RENCANA AKSI PELAKSANAAN"),
        Par("", before=6),
        Grid((0.05, 0.27, 0.11, 0.2, 0.12, 0.12, 0.13), tuple(rows)),
    ]


def technical_annexes(sample: Sample) -> list[Block]:
    """Data elements, working steps and the list of access points: the bulk of a long agreement."""
    elements = tuple((f"{n}", *element) for n, element in enumerate(_ELEMENTS, 1))
    offices = [row for row in sample_units() if row[2].removeprefix("upt_") in _BRANCHES]
    places = tuple((f"{n}", row[1], f"TITIK-{n:03d}", f"{2 + n % 5}") for n, row in enumerate(offices, 1))
    blocks: list[Block] = [
        Break(),
        *_title(sample, "LAMPIRAN I", "ELEMEN DATA YANG DIPADANKAN"),
        Par("", before=6),
        Grid((0.1, 0.5, 0.2, 0.2), (("No.", "Elemen Data", "Jenis", "Panjang"), *elements)),
        Break(),
        *_title(sample, "LAMPIRAN II", "TATA CARA PEMANFAATAN DATA"),
    ]
    for chapter, actor in enumerate(
        ("Kantor Imigrasi", "Rumah Detensi Imigrasi", "Lembaga Pemasyarakatan", "Balai Pemasyarakatan"), 1
    ):
        blocks.append(Par(f"**{chapter}. Alur pada {actor}**", align="left", before=10, keep=True))
        blocks += [Par(f"{step}", marker=f"{chapter}.{n}", hang=30, before=4) for n, step in enumerate(_STEPS, 1)]
    blocks += [
        Break(),
        *_title(sample, "LAMPIRAN III", "DAFTAR TITIK AKSES"),
        Par("", before=6),
        Grid((0.1, 0.55, 0.2, 0.15), (("No.", "Satuan Kerja", "Kode Titik", "Perangkat"), *places)),
    ]
    return blocks


def installation_records(sample: Sample, look: Look) -> tuple[tuple[Block, ...], ...]:
    """One page an office: the record of what was installed there and how it was tested."""
    offices = [row for row in sample_units() if row[2].removeprefix("upt_") in _BRANCHES]
    return tuple(_record(sample, look, number, row[1]) for number, row in enumerate(offices[::3], 1))


def _record(sample: Sample, look: Look, number: int, office: str) -> tuple[Block, ...]:
    throw = dice(look.seed, "berita acara", number)
    checks = tuple(
        (f"{n}", device, f"{throw.randint(1, 6)} unit", throw.choice(_RESULTS), throw.choice(_NOTES))
        for n, device in enumerate(_DEVICES, 1)
    )
    month = MONTHS[throw.randrange(12)]
    return (
        *_title(sample, f"LAMPIRAN IV.{number}", "BERITA ACARA PEMASANGAN DAN UJI PERANGKAT"),
        Par(
            f"Pada bulan {month} tahun {look.day.year + 1} telah dilaksanakan pemasangan dan uji perangkat pembaca "
            f"kartu tanda penduduk elektronik pada **{office}** dengan hasil sebagai berikut:",
            before=14,
        ),
        Par("", before=6),
        Grid((0.07, 0.37, 0.14, 0.17, 0.25), (("No.", "Perangkat", "Jumlah", "Hasil Uji", "Catatan"), *checks)),
        Par(
            f"Waktu tanggap rata-rata {throw.randint(300, 1900)} milidetik pada {throw.randint(40, 200)} kali "
            f"percobaan, dengan ketersediaan jaringan {throw.randint(960, 999) // 10} persen selama masa uji.",
            before=12,
        ),
        Par(
            "Perangkat yang belum memenuhi syarat diganti oleh penyedia paling lambat 14 (empat belas) hari kalender. "
            "Setelah penggantian, pengujian diulang dan hasilnya dicatat dalam berita acara tambahan.",
            before=6,
        ),
        Par("Petugas teknis,", align="center", before=26, keep=True),
        Par("(........................................)", align="center", before=54),
    )
