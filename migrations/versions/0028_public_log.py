"""The public log of publications: entries, size and signed heads; digests that are or were public; its daily notice

What was public before gets its entries from `portal migrate`, which can draw salts. Entries and heads take new rows and
nothing else: the database itself refuses UPDATE and DELETE.
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"

FIXED = ("public_log_entry", "public_log_checkpoint")
MESSAGE = "the public log is append-only"
JOBS = ("baca_berkas", "kenali_halaman", "baca_kedua", "periksa_tanda_tangan", "sarankan", "terbitkan", "indeks")
LETTERS = (
    "asli_h7", "asli_h3", "asli_h1", "asli_hari_ini", "asli_terlambat", "akhir_6", "akhir_3", "akhir_1",
    "induk_berakhir", "usulan_h7", "usulan_h3", "usulan_h1", "usulan_hari_ini", "usulan_terlambat", "ingatkan", "tegur",
    "akun", "dikembalikan", "kecuali_habis",
)  # fmt: skip
FILES = ("naskah", "lampiran", "terjemahan", "salinan_publik", "telaahan", "ctc")


def upgrade() -> None:
    op.create_table(
        "public_log_entry",
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_public_log_entry")),
    )
    op.create_table(
        "public_log_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("broken_size", sa.Integer(), nullable=True),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_public_log_head_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_log_head")),
    )
    op.create_table(
        "public_log_checkpoint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("root", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("verifier_keys", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_log_checkpoint")),
    )
    op.create_index("ix_public_log_checkpoint_origin_size", "public_log_checkpoint", ["origin", "size"])
    op.create_table(
        "terbitan_sidik",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(f"jenis IN ({_names(FILES)})", name=op.f("ck_terbitan_sidik_jenis")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terbitan_sidik")),
        sa.UniqueConstraint("kode", "sha256", name=op.f("uq_terbitan_sidik_kode_sha256")),
    )
    op.create_index("ix_terbitan_sidik_sha256", "terbitan_sidik", ["sha256"])
    with op.batch_alter_table("terbitan") as batch_op:
        batch_op.add_column(sa.Column("log_position", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("log_salt", sa.String(), nullable=False, server_default=""))
    op.execute(
        "INSERT INTO terbitan_sidik (kode, sha256, jenis, published_at)"
        " SELECT b.kode, b.sha256, MIN(b.jenis), MIN(t.published_at)"
        " FROM terbitan_berkas b JOIN terbitan t ON t.kode = b.kode GROUP BY b.kode, b.sha256"
    )
    op.execute("INSERT INTO public_log_head (id, size) VALUES (1, 0)")
    _allow("job", "kind", (*JOBS, "tandai_log"))
    _allow("pemberitahuan", "jenis", (*LETTERS, "log"))
    _allow_without_record(("akun", "log"))
    _fix()


def downgrade() -> None:
    _let_go()
    # The older release knows neither the job nor the letter.
    op.execute("DELETE FROM job WHERE kind = 'tandai_log'")
    op.execute("DELETE FROM pemberitahuan WHERE jenis = 'log'")
    _allow("job", "kind", JOBS)
    _allow_without_record(("akun",))
    _allow("pemberitahuan", "jenis", LETTERS)
    with op.batch_alter_table("terbitan") as batch_op:
        batch_op.drop_column("log_salt")
        batch_op.drop_column("log_position")
    for table in ("terbitan_sidik", "public_log_checkpoint", "public_log_head", "public_log_entry"):
        op.drop_table(table)


def _names(values: tuple[str, ...]) -> str:
    return ", ".join(repr(value) for value in values)


def _allow(table: str, column: str, values: tuple[str, ...]) -> None:
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{table}_{column}"), type_="check")
        batch_op.create_check_constraint(op.f(f"ck_{table}_{column}"), f"{column} IN ({_names(values)})")


def _allow_without_record(kinds: tuple[str, ...]) -> None:
    """Letters of these kinds are about no record; all others about exactly one."""
    is_free, is_bound = f"jenis IN ({_names(kinds)})", f"jenis NOT IN ({_names(kinds)})"
    if len(kinds) == 1:
        is_free, is_bound = f"jenis = '{kinds[0]}'", f"jenis <> '{kinds[0]}'"
    with op.batch_alter_table("pemberitahuan") as batch_op:
        batch_op.drop_constraint(op.f("ck_pemberitahuan_subject"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_pemberitahuan_subject"),
            f"({is_free} AND naskah_id IS NULL AND usulan_id IS NULL)"
            f" OR ({is_bound} AND (naskah_id IS NULL) <> (usulan_id IS NULL))",
        )


def _fix() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in FIXED:
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
                )
        return
    op.execute(
        "CREATE FUNCTION public_log_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$"
    )
    for table in FIXED:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION public_log_refuse()"
        )


def _let_go() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in FIXED:
            for verb in ("update", "delete"):
                op.execute(f"DROP TRIGGER {table}_no_{verb}")
        return
    for table in FIXED:
        op.execute(f"DROP TRIGGER {table}_append_only ON {table}")
    op.execute("DROP FUNCTION public_log_refuse()")
