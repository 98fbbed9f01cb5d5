"""The articles of a domestic agreement, in the order of Pasal 21 with the usual neighbours."""

from datetime import date

from portal.samples.content.blocks import Block, Par, heading, lettered, numbered
from portal.samples.content.opening import address
from portal.samples.content.wordings import form_of
from portal.samples.look import Look
from portal.samples.sample import Sample
from portal.samples.source import clauses, dice
from portal.samples.wording import long_date, number_words, term_words

_DATA_LAW_ON = date(2022, 10, 17)
_SHORT = ("pendanaan", "jangka", "perselisihan", "penutup")


def articles(sample: Sample, look: Look, labels: tuple[str, ...]) -> list[Block]:
    """All articles; a scanned paper gets the short set so that it stays a few pages."""
    fill = _fill(sample, look, labels)
    written: list[tuple[str, list[Block]]] = [
        ("MAKSUD DAN TUJUAN", _aim(look, fill)),
        ("RUANG LINGKUP", _scope(look, fill)),
    ]
    if sample.kategori == "utama":
        keys = ["tanggung_utama", "pelaksanaan_utama", *_standard(sample, look)]
    else:
        written.append(("PELAKSANAAN KEGIATAN", _activities(look, fill)))
        written.append(("HAK DAN KEWAJIBAN", _duties(look, labels)))
        keys = _standard(sample, look)
    for key in keys:
        written.append((clauses("klausul-id")[key]["judul"], _clause(key, look, fill, labels)))
    blocks: list[Block] = []
    word = dice(look.seed, "pasal").choice(("PASAL", "Pasal"))
    for number, (title, body) in enumerate(written, 1):
        blocks += heading(f"{word} {number}", title)
        blocks += body
    return blocks


def _fill(sample: Sample, look: Look, labels: tuple[str, ...]) -> dict[str, str]:
    start = sample.effective_on
    is_exact = sample.pihak[0].signed_precision == "hari" and start is not None
    count = len(look.sides)
    return {
        "bentuk": form_of(sample),
        "satu": labels[0],
        "dua": labels[1],
        "jangka": term_words(look.term_months) if look.term_months else "yang ditetapkan PARA PIHAK",
        "mulai": long_date(start) if is_exact and start else "penandatanganan",
        "akhir": long_date(sample.expires_on) if is_exact and sample.expires_on else "yang ditetapkan PARA PIHAK",
        "rangkap": f"{count} ({number_words(count)})",
    }


def _standard(sample: Sample, look: Look) -> list[str]:
    term = "jangka_terbuka" if sample.is_open_ended else "jangka"
    if look.scan:
        return [term if key == "jangka" else key for key in _SHORT]
    throw = dice(look.seed, "klausul")
    keys = ["pendanaan"]
    if sample.visibilitas != "publik" or throw.random() < 0.35:
        keys.append("kerahasiaan")
    if look.day >= _DATA_LAW_ON and throw.random() < 0.5:
        keys.append("data_pribadi")
    keys += [term, "monev"]
    keys += [key for key in ("kahar", "pengakhiran", "integritas") if throw.random() < 0.45]
    return [*keys, "perselisihan", "korespondensi", "perubahan", "penutup"]


def _aim(look: Look, fill: dict[str, str]) -> list[Block]:
    return numbered(
        [
            f"Maksud {fill['bentuk']} ini adalah sebagai pedoman bagi PARA PIHAK dalam menyelenggarakan "
            f"{look.topik.subjek[0]} sesuai dengan tugas dan fungsi masing-masing.",
            f"Tujuan {fill['bentuk']} ini adalah untuk {look.topik.tujuan}.",
        ]
    )


def _scope(look: Look, fill: dict[str, str]) -> list[Block]:
    lead = Par(f"Ruang lingkup {fill['bentuk']} ini meliputi:", before=4, keep=True)
    return [lead, *lettered(tuple(line[0] for line in look.topik.lingkup))]


def _activities(look: Look, fill: dict[str, str]) -> list[Block]:
    lead = Par(f"Dalam pelaksanaan {fill['bentuk']} ini, PARA PIHAK melaksanakan kegiatan:", before=4, keep=True)
    return [
        lead,
        *lettered(tuple(line[0] for line in look.topik.kegiatan)),
        Par(
            "Rincian jadwal, lokasi, dan peserta kegiatan dituangkan dalam rencana kerja tahunan yang disepakati "
            "PARA PIHAK paling lambat bulan Januari setiap tahun.",
            before=6,
        ),
    ]


def _duties(look: Look, labels: tuple[str, ...]) -> list[Block]:
    blocks: list[Block] = []
    sets = [look.topik.kewajiban_kami] + [look.topik.kewajiban_mitra] * (len(labels) - 1)
    for number, (label, items) in enumerate(zip(labels, sets, strict=True), 1):
        blocks.append(Par(f"**{label}** mempunyai kewajiban:", marker=f"({number})", before=4, keep=True))
        blocks += lettered(items, indent=22)
    text = "PARA PIHAK berhak memperoleh data, laporan, dan dukungan yang diperlukan dari PIHAK lain."
    blocks.append(Par(text, marker=f"({len(labels) + 1})", before=4))
    return blocks


def _clause(key: str, look: Look, fill: dict[str, str], labels: tuple[str, ...]) -> list[Block]:
    variants: list[list[str]] = clauses("klausul-id")[key]["redaksi"]
    usable = variants if fill["akhir"][0].isdigit() or key != "jangka" else variants[:1]
    verses = [verse.format(**fill) for verse in dice(look.seed, key).choice(usable)]
    blocks = numbered(verses)
    if key == "penutup":
        # The last words stay on the page of the signatures.
        return [Par(verse, before=4, keep=True) for verse in verses]
    if key == "korespondensi":
        for side, label in zip(look.sides, labels, strict=True):
            mail = f"kerjasama.{(side.kode or side.kota).lower().replace(' ', '-')}@contoh.example"
            blocks += [
                Par(f"**{label}**", before=6, align="left", keep=True),
                Par(f":  {side.nama}", marker="Instansi", hang=72, align="left", keep=True),
                Par(f":  {address(side, look)}", marker="Alamat", hang=72, align="left", keep=True),
                Par(f":  {mail}", marker="Surel", hang=72, align="left"),
            ]
    return blocks
