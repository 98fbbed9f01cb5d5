"""Reading every table of an index through: what belongs together is there, and the index tells what the tables hold."""

from typing import LiteralString

from portal.search.answers.facts import read_facts
from portal.search.interface import IndexReport
from portal.search.postgresql.connections import Connection
from portal.search.postgresql.snapshot import quoted
from portal.search.postgresql.tables import InUse, Tables

SAMPLE = 200
"""Words that are asked of the index and counted in the table of words, the commonest and others."""
_CHECKS: tuple[tuple[LiteralString, str], ...] = (
    (
        "SELECT count(*) FROM {naskah} FULL JOIN (SELECT DISTINCT naskah FROM {parts}) AS part ON part.naskah = id"
        " WHERE part.naskah IS NULL OR id IS NULL",
        "naskah tanpa kata, atau kata tanpa naskah",
    ),
    (
        "SELECT count(*) FROM {words} AS known FULL JOIN"
        ' (SELECT word COLLATE "C" AS word, count(DISTINCT naskah) AS naskah FROM {parts},'
        " unnest(tsvector_to_array(words)) AS word GROUP BY 1) AS found USING (word)"
        " WHERE known.naskah IS DISTINCT FROM found.naskah",
        "kata dengan jumlah naskah yang keliru",
    ),
    ("SELECT count(*) FROM {parts} WHERE length(traits) IS NULL OR length(words) IS NULL", "baris tanpa isi"),
)


def check_tables(connection: Connection, contents: InUse, schema: str) -> IndexReport:
    """What a full look at a generation finds; raises whatever damaged pages make of their reader."""
    connection.execute("SET LOCAL statement_timeout = 0")
    tables = Tables(schema, contents.name)
    facts = read_facts([row[0] for row in connection.execute(tables.fill("SELECT facts FROM {naskah}")).fetchall()])
    documents = len(facts.kode)
    faults = []
    kode = {row[0] for row in connection.execute(tables.fill("SELECT kode FROM {naskah}")).fetchall()}
    if kode != set(facts.kode):
        faults.append("fakta dengan kode lain")
    for statement, fault in _CHECKS:
        row = connection.execute(tables.fill(statement)).fetchone()
        if row is None or row[0]:
            faults.append(fault)
    if _disagrees(connection, tables):
        faults.append("indeks kata yang tidak sesuai dengan tabelnya")
    if faults:
        return IndexReport(is_healthy=False, documents=documents, detail=f"Rusak: {'; '.join(faults)}.")
    row = connection.execute(tables.fill("SELECT count(*) FROM {words}")).fetchone()
    kind = contents.method.upper()
    detail = f"{documents} naskah, {row[0] if row else 0} kata terindeks, indeks {kind}; semua terbaca."
    return IndexReport(is_healthy=True, documents=documents, detail=detail)


def _disagrees(connection: Connection, tables: Tables) -> bool:
    """Whether the index finds another number of naskah than the table of words has, for any word of a sample."""
    common = tables.fill("SELECT word, naskah FROM {words} ORDER BY naskah DESC, word LIMIT %s")
    spread = tables.fill("SELECT word, naskah FROM {words} ORDER BY hashtext(word) LIMIT %s")
    for statement in (common, spread):
        known = connection.execute(statement, (SAMPLE // 2,)).fetchall()
        for word, count in known:
            found = connection.execute(
                tables.fill("SELECT count(DISTINCT naskah) FROM {parts} WHERE words @@ %s::tsquery"), (quoted(word),)
            ).fetchone()
            if found is None or found[0] != count:
                return True
    return False
