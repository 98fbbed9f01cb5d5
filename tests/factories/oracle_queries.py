"""Questions of somebody who wants to learn by counts, order or errors what is not public.

Fields that a search knows and those it should not know, ranges, negation, wildcards, orders, pages and parameters of
other systems, around words that stand in private records alone.
"""

import random
from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

FIELDS = (
    "visibilitas", "status", "unit", "unit_kode", "is_public", "published", "kode", "id", "judul", "mitra", "nomor",
    "putusan_ppid", "embargo_until", "created_by", "text", "isi", "catatan", "_all", "is_metadata_only",
)  # fmt: skip
VALUES = ("dikecualikan", "draf", "diajukan", "false", "0", "1", "*", "", "LAPAS-B", "KANIM-A", "true")
SHAPES = (
    "{field}:{value}", "{field}:{word}", "NOT {field}:{value}", "-{word}", "NOT {word}", "{word} OR {field}:{value}",
    "({word}) AND NOT {field}:{value}", "{field}:[a TO z]", "{field}:[{word} TO]", "{field}:{{a TO z}}", "{word}*",
    "{word}~2", '"{word}"', '"{word} {value}"', "{word}^9", "+{word} -{value}", "{field}=={value}", "{word}' OR '1'='1",
    "{{{{{word}}}}}", "{start}*", "{start}?", "*{start}*", "{field}:{start}*",
)  # fmt: skip
EXTRA = (
    ("fields", "visibilitas,{field}"), ("include", "{field}"), ("sort", "{field}"), ("urut", "{field}"),
    ("urut", "-{field}"), ("order", "{field} desc"), ("filter", "{field}:{value}"), ("filter[{field}]", "{value}"),
    ("{field}", "{value}"), ("{field}", "{word}"), ("{field}[]", "{value}"), ("{field}__ne", "{value}"),
    ("status", "dikecualikan"), ("visibilitas", "dikecualikan"), ("unit", "LAPAS-B"), ("mitra", "{word}"),
    ("tahun", "{value}"), ("hal", "2"), ("halaman", "9"), ("page", "-1"), ("per_page", "1000000"),
    ("bentuk", "{field}"), ("sejak", "0"), ("facet", "{field}"), ("debug", "1"), ("explain", "1"),
    ("negara", "KP"), ("bahasa", "{value}"),
)  # fmt: skip
ADDRESSES = ("/cari", "/api/v1/naskah", "/cari/saran.json", "/umpan.atom", "/en/cari")


def oracle_queries(words: Sequence[str], number: int, seed: int = 5) -> Iterator[str]:
    """So many different addresses, the same ones for the same seed."""
    dice = random.Random(seed)  # noqa: S311 - repeatable questions, not a secret
    asked: set[str] = set()
    while len(asked) < number:
        word = dice.choice(words)
        start = word[: dice.randint(3, max(3, len(word) - 1))]
        said = {"field": dice.choice(FIELDS), "value": dice.choice(VALUES), "word": word, "start": start}
        pairs = [("q", dice.choice(SHAPES).format(**said))] if dice.random() < 0.8 else []
        more = dice.sample(EXTRA, dice.randint(0 if pairs else 1, 2))
        pairs += [(name.format(**said), value.format(**said)) for name, value in more]
        address = f"{dice.choice(ADDRESSES)}?{urlencode(pairs)}"
        if address not in asked:
            asked.add(address)
            yield address
