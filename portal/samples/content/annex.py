"""Annexes: a landscape plan of action, and the long technical annexes of one agreement."""

from portal.samples.content.blocks import Block, Break, Grid, Par
from portal.samples.content.wordings import form_of
from portal.samples.look import Look
from portal.samples.sample import Sample
from portal.samples.source import dice
from portal.samples.units import sample_units

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
                f"Triwulan {quarter} {look.day.year + throw.randint(0, 1)}",
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
    elements = tuple((f"{n}", *element) for n, element in enumerate(_ELEMENTS * 2, 1))
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


def access_form(sample: Sample) -> tuple[Block, ...]:
    """One empty form page, repeated until the long agreement has its number of pages."""
    fields = ("Nama satuan kerja", "Kode titik akses", "Nama pengguna", "Jabatan", "Alamat jaringan", "Tujuan pemanfaatan",
              "Masa berlaku akses", "Nama atasan langsung", "Tanggal permohonan")  # fmt: skip
    return (
        *_title(sample, "LAMPIRAN IV", "FORMULIR PERMOHONAN HAK AKSES"),
        *(Par(":  " + "." * 60, marker=field, hang=150, align="left", before=12) for field in fields),
        Par("Dengan mengajukan formulir ini pemohon menyatakan memahami kewajiban menjaga kerahasiaan data dan bersedia "
            "dikenai sanksi sesuai dengan ketentuan peraturan perundang-undangan.", before=18),
        Par("Pemohon,", align="center", before=24),
        Par("(........................................)", align="center", before=60),
    )  # fmt: skip
