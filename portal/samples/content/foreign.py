"""A foreign agreement in Indonesian and English, in two columns or one language after the other."""

from portal.samples.casting import unit_row
from portal.samples.content.blocks import Block, Break, Columns, Document, Emblems, Par
from portal.samples.content.closing import signing
from portal.samples.content.wordings import form_en, form_of
from portal.samples.look import Look
from portal.samples.sample import Sample
from portal.samples.source import clauses, dice
from portal.samples.wording import long_date, long_date_en, number_words, number_words_en, term_words, term_words_en

_LANGUAGES = {
    "id": ("Indonesia", "Indonesian"), "en": ("Inggris", "English"), "ko": ("Korea", "Korean"),
    "nl": ("Belanda", "Dutch"), "no": ("Norwegia", "Norwegian"), "ja": ("Jepang", "Japanese"),
}  # fmt: skip

Pair = tuple[Par, Par]


def foreign_document(sample: Sample, look: Look) -> Document:
    """The whole text; both languages carry the same articles in the same order."""
    head, body, closing = _title(sample, look), _body(sample, look), _closing(sample, look)
    emblems = Emblems(tuple(side.lambang for side in look.sides))
    blocks: list[Block] = [emblems]
    labels = tuple(f"UNTUK {side.nama.upper()}" for side in look.sides)
    labels_en = tuple(f"FOR THE {side.nama_en.upper()}" for side in look.sides)
    if "kolom" in look.flags:
        blocks += [left for left, _ in head]
        blocks.append(Par("", before=8))
        blocks += [right for _, right in head]
        blocks.append(Par("", before=10))
        blocks += [Columns(left, right) for left, right in body + closing]
        both = tuple(f"{a}\n{b}" for a, b in zip(labels, labels_en, strict=True))
        blocks += signing(sample, look, both)
    else:
        halves = ((0, labels), (1, labels_en))
        for index, names in halves:
            blocks += [Break(), emblems] if index else []
            blocks += [pair[index] for pair in head]
            blocks += [pair[index] for pair in body + closing]
            blocks += signing(sample, look, names, is_english=index == 1)
    return Document(tuple(blocks), is_serif=True, scale=0.9 if "kolom" in look.flags else 1.0)


def _title(sample: Sample, look: Look) -> list[Pair]:
    form = form_of(sample)
    verb = dice(look.seed, "judul").choice((("TENTANG", "CONCERNING"), ("MENGENAI", "ON")))
    ours, theirs = look.sides[0], look.sides[1]
    lines = [
        (form, form_en(form)), ("ANTARA", "BETWEEN"), (ours.nama, f"the {ours.nama_en}"), ("DAN", "AND"),
        (theirs.nama, f"the {theirs.nama_en}"), verb, (sample.judul, look.topik.judul_en),
    ]  # fmt: skip
    pairs = [
        (Par(f"**{left.upper()}**", align="center"), Par(f"**{right.upper()}**", align="center"))
        for left, right in lines
    ]
    number = sample.pihak[0].nomor
    if number:
        pairs.append(
            (Par(f"Nomor: {number}", align="center", before=8), Par(f"Number: {number}", align="center", before=8))
        )
    return pairs


def _preamble(sample: Sample, look: Look) -> list[Pair]:
    ours, theirs = look.sides[0], look.sides[1]
    topik, form = look.topik, form_of(sample)
    lines = [
        (
            f"{ours.nama} dan {theirs.nama}, yang selanjutnya secara sendiri-sendiri disebut “Pihak” dan secara "
            "bersama-sama disebut “Para Pihak”;",
            f"The {ours.nama_en} and the {theirs.nama_en}, hereinafter referred to individually as the “Party” and "
            "collectively as the “Parties”;",
        ),
        (
            f"**BERKEINGINAN** untuk memperkuat hubungan baik dan kerja sama di bidang {topik.subjek[0]} dan "
            f"{topik.subjek[1]};",
            "**DESIRING** to strengthen friendly relations and to develop practical cooperation between the Parties;",
        ),
        (
            "**MENGAKUI** pentingnya asas kesetaraan, saling menghormati, dan saling menguntungkan;",
            "**RECOGNISING** the importance of the principles of equality, mutual respect and mutual benefit;",
        ),
        (
            "**SESUAI** dengan peraturan perundang-undangan yang berlaku di negara masing-masing;",
            "**PURSUANT** to the prevailing laws and regulations of their respective countries;",
        ),
    ]
    if look.parent:
        lines.insert(
            2, (f"**MENGINGAT** {look.parent};", "**RECALLING** the previous instrument signed by the Parties;")
        )
    lines.append(
        (
            "**TELAH MENCAPAI** kesepahaman sebagai berikut:"
            if form != "Persetujuan"
            else "**TELAH MENYETUJUI** hal-hal sebagai berikut:",
            "**HAVE REACHED** the following understanding:" if form != "Persetujuan" else "**HAVE AGREED** as follows:",
        )
    )
    return [(Par(left, before=8), Par(right, before=8)) for left, right in lines]


def _listed(items: tuple[Pair, ...] | list[tuple[str, str]]) -> list[Pair]:
    pairs: list[Pair] = []
    for index, (left, right) in enumerate(items):
        is_last, is_near = index == len(items) - 1, index == len(items) - 2
        tails = (".", ".") if is_last else ("; dan", "; and") if is_near else (";", ";")
        marker = f"{chr(97 + index)}."
        pairs.append(
            (
                Par(f"{left}{tails[0]}", marker=marker, hang=18, before=3),
                Par(f"{right}{tails[1]}", marker=marker, hang=18, before=3),
            )
        )
    return pairs


def _article(number: int, title: tuple[str, str], verses: list[tuple[str, str]]) -> list[Pair]:
    pairs: list[Pair] = [
        (
            Par(f"**PASAL {number}**", align="center", before=12, keep=True),
            Par(f"**ARTICLE {number}**", align="center", before=12, keep=True),
        ),
        (Par(f"**{title[0]}**", align="center", keep=True), Par(f"**{title[1]}**", align="center", keep=True)),
    ]
    for index, (left, right) in enumerate(verses, 1):
        marker = f"{index}." if len(verses) > 1 else ""
        pairs.append(
            (
                Par(left, marker=marker, hang=18, before=4, keep=left.endswith(":")),
                Par(right, marker=marker, hang=18, before=4, keep=left.endswith(":")),
            )
        )
    return pairs


def _fill(sample: Sample, look: Look) -> dict[str, str]:
    form, start = form_of(sample), sample.effective_on
    later = start if start != sample.signed_on else None
    months = look.term_months or 60
    return {
        "bentuk": form,
        "form": form_en(form),
        "unit": unit_row(sample.unit)[1],
        "unit_en": f"the {look.sides[0].unit_en}",
        "mulai": f"tanggal {long_date(later)}" if later else "tanggal penandatanganan",
        "start": long_date_en(later) if later else "the date of its signing",
        "jangka": term_words(months),
        "term": term_words_en(months),
    }


def _body(sample: Sample, look: Look) -> list[Pair]:
    form, topik, fill = form_of(sample), look.topik, _fill(sample, look)
    aim = (f"Tujuan {form} ini adalah {topik.tujuan}.", f"The objective of this {form_en(form)} is {topik.tujuan_en}.")
    scope = (
        f"Ruang lingkup kerja sama berdasarkan {form} ini meliputi:",
        f"The scope of cooperation under this {form_en(form)} shall include:",
    )
    pairs = _preamble(sample, look)
    pairs += _article(1, ("TUJUAN", "OBJECTIVE"), [aim])
    pairs += _article(2, ("RUANG LINGKUP", "SCOPE OF COOPERATION"), [scope])
    pairs += _listed(list(topik.lingkup))
    throw = dice(look.seed, "klausul")
    keys = ["pelaksanaan", "narahubung", "pendanaan"]
    keys += [key for key, share in (("kerahasiaan", 0.5), ("pembatasan", 0.6), ("hki", 0.4)) if throw.random() < share]
    keys += ["sengketa", "perubahan", "berlaku_terbuka" if sample.is_open_ended else "berlaku"]
    for number, key in enumerate(keys, 3):
        clause = clauses("klausul-asing")[key]
        verses = [(left.format(**fill), right.format(**fill)) for left, right in clause["ayat"]]
        pairs += _article(number, (clause["judul"][0], clause["judul"][1]), verses)
        if key == "pelaksanaan":
            pairs += _listed(list(topik.kegiatan))
    return pairs


def _closing(sample: Sample, look: Look) -> list[Pair]:
    form, count = form_of(sample), len(look.sides)
    names = [_LANGUAGES[code] for code in sample.bahasa]
    left_names = f"{', '.join(name[0] for name in names[:-1])} dan {names[-1][0]}"
    right_names = f"{', '.join(name[1] for name in names[:-1])} and {names[-1][1]}"
    place, day = sample.pihak[0].tempat or "..........", sample.signed_on
    copies = "duplicate" if count == 2 else f"{number_words_en(count)} originals"
    acts = [(p.tempat, p.signed_on) for p in sample.pihak]
    if len(set(acts)) > 1 and all(at and on for at, on in acts):
        left_day = " dan ".join(f"di {at} pada tanggal {long_date(on)}" for at, on in acts if on)
        right_day = " and ".join(f"at {at} on {long_date_en(on)}" for at, on in acts if on)
    else:
        left_day = f"di {place} pada tanggal {long_date(day) if day else '..........'}"
        right_day = f"at {place} on {long_date_en(day) if day else '..........'}"
    return [
        (
            Par(
                f"**SEBAGAI BUKTI**, yang bertanda tangan di bawah ini telah menandatangani {form} ini.",
                before=14,
                keep=True,
            ),
            Par(f"**IN WITNESS WHEREOF**, the undersigned have signed this {form_en(form)}.", before=14, keep=True),
        ),
        (
            Par(
                f"**DIBUAT** dalam rangkap {number_words(count)} {left_day}, dalam bahasa {left_names}, "
                "semua naskah memiliki keabsahan yang sama. Dalam hal terdapat perbedaan penafsiran, naskah bahasa "
                "Inggris yang berlaku.",
                before=8,
                keep=True,
            ),
            Par(
                f"**DONE** in {copies} {right_day}, in the {right_names} languages, all texts being equally "
                "authentic. In case of any divergence of interpretation, the English text shall prevail.",
                before=8,
                keep=True,
            ),
        ),
    ]
