"""Command `portal`: one tree of commands, one way to end. Errors are one line; exit codes are promised."""

import gc
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from portal import log_lines
from portal.cli.lines import EXIT_UNEXPECTED, EXIT_USAGE, note
from portal.domain.lampiran.columns import FIRST_YEAR, LAMPIRAN, LAST_YEAR, Lampiran
from portal.domain.permissions import Peran
from portal.domain.tenggat.tenggat import LONGEST
from portal.errors import BadInputError, PortalError, RowsRefusedError
from portal.legal.load import load_rules

# Each command loads what it needs when it is called: all of it together takes seconds, and `portal --help` needs none.

log = logging.getLogger("portal")

_COLLECTED = 20_000, 20, 50
"""After how many new values the collector looks, and after how many looks it looks further."""

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_HOST = click.option("--host", default="127.0.0.1", show_default=True, help="Alamat yang didengarkan.")
_PORT = click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port yang didengarkan."
)
_PERAN = click.Choice([peran.value for peran in Peran if peran is not Peran.SISTEM])
_YEAR = click.IntRange(FIRST_YEAR, LAST_YEAR)
_JSON = click.option("--json", "as_json", is_flag=True, help="Tulis hasil sebagai JSON.")


@click.group()
def portal() -> None:
    """Repositori Naskah Kerja Sama."""


@portal.command("demo")
@_HOST
@_PORT
@click.option("--naskah", default=60, show_default=True, type=click.IntRange(1, 2000), help="Banyaknya naskah contoh.")
@click.option("--load-only", is_flag=True, help="Muat data contoh lalu selesai, tanpa melayani.")
def _demo(host: str, port: int, naskah: int, load_only: bool) -> int:
    """Portal lengkap dengan naskah contoh, pada satu mesin."""
    from portal.cli.demo import demo

    return demo.run(host=host, port=port, count=naskah, load_only=load_only)


@portal.command("migrate")
def _migrate() -> int:
    """Bawa basis data ke revisi terbaru."""
    from portal.cli import commands

    return commands.migrate()


@portal.command("serve")
@_HOST
@_PORT
def _serve(host: str, port: int) -> int:
    """Layani laman web saja; jalankan `indexer run` di sampingnya."""
    from portal.cli import processes

    return processes.serve(host=host, port=port)


@portal.command("backup")
@click.argument("place")
@click.option("--watch", type=click.IntRange(1, 1440), metavar="MINUTES", help="Ulangi setiap sekian menit.")
@click.option("--recipient", "recipients", multiple=True, metavar="KUNCI", help="Sandikan dengan age; boleh beberapa.")
@click.option("--encrypt-objects", "seals_objects", is_flag=True, help="Sandikan juga setiap berkas.")
def _backup(place: str, watch: int | None, recipients: tuple[str, ...], seals_objects: bool) -> int:
    """Cadangkan ke folder atau s3://BUCKET/PREFIX selagi portal berjalan."""
    from portal.cli.backup import making

    return making.run(place, recipients=recipients, seals_objects=seals_objects, watch=watch)


@portal.command("restore")
@click.argument("place", required=False)
@click.option("--identity", type=_FILE, help="Berkas kunci age bila cadangannya disandikan.")
@click.option("--at", metavar="CADANGAN", help="Nama satu cadangan; tanpa ini yang terbaru.")
@click.option("--open", "is_opening", is_flag=True, help="Buka portal yang sudah dipulihkan bagi publik.")
@click.option("--withdraw", "withdrawn", multiple=True, metavar="KODE", help="Ditarik sesudah cadangan.")
@click.option("--confidential", "confidential", multiple=True, metavar="KODE", help="Dikecualikan sesudah cadangan.")
@click.option("--forget", "forgotten", multiple=True, metavar="ALAMAT", help="Alamat yang dihapus sesudah cadangan.")
@click.option("--anchor", "anchors", multiple=True, metavar="JANGKAR", help="Dari surat harian; boleh beberapa.")
@click.option("--accept-new-history", "new_history", metavar="NAMA", help="Nama log baru bila catatan hilang.")
@click.option("--nothing-else-after", "last_backup", metavar="CADANGAN", help="Selain yang disebut, tidak ada lagi.")
def _restore(
    place: str | None,
    identity: Path | None,
    at: str | None,
    is_opening: bool,
    withdrawn: tuple[str, ...],
    confidential: tuple[str, ...],
    forgotten: tuple[str, ...],
    anchors: tuple[str, ...],
    new_history: str | None,
    last_backup: str | None,
) -> int:
    """Pulihkan cadangan ke portal kosong; portal tertutup sampai dibuka dengan --open."""
    from portal.cli.backup import opening, restoring

    if is_opening == (place is not None):
        raise BadInputError("Sebutkan tempat cadangan, atau --open saja sesudah pemulihan.")
    if place is not None:
        if withdrawn or confidential or forgotten or anchors or new_history or last_backup:
            raise BadInputError("Pilihan itu untuk --open, sesudah pemulihan.")
        return restoring.run(place, identity=identity, at=at)
    return opening.run(
        withdrawn=withdrawn,
        confidential=confidential,
        forgotten=forgotten,
        anchors=anchors,
        new_history=new_history,
        last_backup=last_backup,
    )


@portal.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--arsip", is_flag=True, help="Hanya yang permanen dan habis retensinya, untuk diserahkan ke arsip.")
def _export(folder: Path, arsip: bool) -> int:
    """Ekspor semua naskah, berkas, dan riwayatnya sebagai BagIt."""
    from portal.cli import exporting

    return exporting.run(folder, for_archive=arsip)


@portal.command("import")
@click.argument("folder", type=_FOLDER)
@click.option("--manifest", type=_FILE, help="CSV dengan kolom file, unit, judul, …")
@click.option("--unit", help="Kode unit untuk berkas tanpa kolom unit.")
@click.option("--publish", is_flag=True, help="Ajukan setiap naskah untuk diterbitkan.")
@_JSON
@click.option("--dry-run", is_flag=True, help="Periksa saja; tidak ada yang disimpan.")
@click.option("--ekspor", is_flag=True, help="FOLDER ialah hasil portal export; portal ini masih kosong.")
def _import(
    folder: Path, manifest: Path | None, unit: str | None, publish: bool, as_json: bool, dry_run: bool, ekspor: bool
) -> int:
    """Masukkan PDF satu folder, atau ambil alih ekspor portal lain."""
    from portal.cli import importing
    from portal.cli.bag import taking_over

    if ekspor:
        if manifest or unit or publish or as_json:
            raise BadInputError("Bersama --ekspor hanya --dry-run yang dapat dipakai: isinya sudah lengkap.")
        return taking_over.run(folder, dry_run=dry_run)
    return importing.run(folder, manifest=manifest, unit=unit, publish=publish, as_json=as_json, dry_run=dry_run)


@portal.command("receive")
@click.option("--once", is_flag=True, help="Satu putaran saja, lalu selesai.")
def _receive(once: bool) -> int:
    """Terima naskah yang dikirim lewat folder pindaian dan surel."""
    from portal.cli.kiriman import command

    return command.run(is_once=once)


@portal.command("show")
@click.argument("kode")
@_JSON
def _show(kode: str, as_json: bool) -> int:
    """Perlihatkan semua yang disimpan tentang satu naskah."""
    from portal.cli import show
    from portal.cli.context import stores_to_look_at

    with stores_to_look_at() as stores:
        code: int = show.run(stores, kode, as_json=as_json, out=sys.stdout)
        return code


@portal.command("tenggat")
@click.argument("start")
@click.option(
    "--hari", type=click.IntRange(1, LONGEST), help="Banyaknya hari kerja; bila tidak diisi, seperti naskah_asli."
)
@click.option("--aturan", type=click.Choice(list(load_rules())), help="Aturan, sebagai ganti banyaknya hari.")
@_JSON
def _tenggat(start: str, hari: int | None, aturan: str | None, as_json: bool) -> int:
    """Hitung tenggat dalam hari kerja, dengan alasan setiap hari."""
    from portal.cli import tenggat

    return tenggat.run(start, hari=hari, aturan=aturan, as_json=as_json)


@portal.command("remind")
@_JSON
def _remind(as_json: bool) -> int:
    """Kirim pengingat yang jatuh hari ini, masing-masing satu kali."""
    from portal.cli import remind

    return remind.run(as_json=as_json)


@portal.group("users")
def _users() -> None:
    """Akun."""


@_users.command("add")
@click.argument("email")
@click.option("--nama", required=True, help="Nama orangnya.")
@click.option("--peran", required=True, type=_PERAN, help="Peran dalam unit itu.")
@click.option("--unit", required=True, help="Kode unit.")
@click.option("--password-stdin", is_flag=True, help="Baca kata sandi dari masukan standar.")
def _users_add(email: str, nama: str, peran: str, unit: str, password_stdin: bool) -> int:
    """Buat akun."""
    from portal.cli import commands

    return commands.add_user(email, nama=nama, peran=peran, unit=unit, password_stdin=password_stdin)


@_users.command("import")
@click.argument("file", type=_FILE)
def _users_import(file: Path) -> int:
    """Buat akun dari CSV email,nama,peran,unit."""
    from portal.cli import commands

    return commands.import_users(file)


@_users.command("disable")
@click.argument("email")
def _users_disable(email: str) -> int:
    """Nonaktifkan akun dan akhiri sesinya."""
    from portal.cli import commands

    return commands.disable_user(email)


@_users.command("enable")
@click.argument("email")
def _users_enable(email: str) -> int:
    """Aktifkan lagi akun yang dinonaktifkan."""
    from portal.cli import commands

    return commands.enable_user(email)


@_users.command("reset-factor")
@click.argument("email")
def _users_reset_factor(email: str) -> int:
    """Lepas langkah kedua dan kode pemulihan sebuah akun."""
    from portal.cli import commands

    return commands.reset_factor(email)


@_users.command("consent")
@click.argument("email")
@click.option("--refuse", is_flag=True, help="Tolak permintaan itu.")
def _users_consent(email: str, refuse: bool) -> int:
    """Setujui peran yang menunggu untuk akun ini."""
    from portal.cli import commands

    return commands.consent_users(email, is_granted=not refuse)


@_users.command("list")
def _users_list() -> int:
    """Daftar akun."""
    from portal.cli import commands

    return commands.list_users()


@portal.group("units")
def _units() -> None:
    """Susunan organisasi."""


@_units.command("import")
@click.argument("file", type=_FILE)
def _units_import(file: Path) -> int:
    """Baca susunan unit dari CSV code,name,kind,parent_code[,starts_on]; semua baris, atau tidak satu pun."""
    from portal.cli import commands

    return commands.import_units(file)


@portal.group("libur")
def _libur() -> None:
    """Kalender hari libur."""


@_libur.command("import")
@click.argument("file", type=_FILE)
@click.option("--skb", help="Nomor SKB: semua tahun di dalam berkas menjadi ditetapkan.")
def _libur_import(file: Path, skb: str | None) -> int:
    """Baca hari libur dari CSV date,kind,name,basis; semua baris, atau tidak satu pun."""
    from portal.cli import libur

    return libur.run(file, skb=skb)


def _register_group(register: Lampiran) -> click.Group:
    group = click.Group(register.nama, help=f"{register.judul} (Lampiran huruf {register.huruf}).")

    @group.command("import")
    @click.argument("file", type=_FILE)
    @click.option("--unit", required=True, help="Kode unit.")
    @click.option("--year", type=_YEAR, help="Tahun daftar; bila tidak disebut, tahun ini.")
    def _import_table(file: Path, unit: str, year: int | None) -> int:
        """Masukkan tabel XLSX; semua baris, atau tidak satu pun, dan tidak ada yang digandakan."""
        from portal.cli import lampiran

        return lampiran.import_table(register, file, unit=unit, tahun=year)

    @group.command("export")
    @click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
    @click.option("--unit", help="Kode unit; bila tidak disebut, semua unit.")
    @click.option("--year", type=_YEAR, help="Tahun; bila tidak disebut, semua tahun.")
    def _export_table(file: Path, unit: str | None, year: int | None) -> int:
        """Tulis daftar sebagai XLSX; daftar kosong menjadi templat."""
        from portal.cli import lampiran

        return lampiran.export_table(register, file, unit=unit, tahun=year)

    return group


for _register in LAMPIRAN.values():
    portal.add_command(_register_group(_register))


@portal.group("storage")
def _storage() -> None:
    """Penyimpanan berkas asli."""


@_storage.command("verify")
@_JSON
def _storage_verify(as_json: bool) -> int:
    """Hitung ulang sidik semua berkas asli."""
    from portal.cli import storage

    return storage.verify(as_json=as_json)


@_storage.command("repair")
def _storage_repair() -> int:
    """Baca semua salinan, pulihkan yang rusak atau hilang dari tempat lain."""
    from portal.cli import storage

    return storage.repair()


@_storage.command("check")
@_JSON
def _storage_check(as_json: bool) -> int:
    """Tanyakan kepada setiap tempat simpan apa yang dijaganya sendiri: versi dan Object Lock."""
    from portal.cli import storage

    return storage.check(as_json=as_json)


@_storage.command("orphans")
def _storage_orphans() -> int:
    """Daftar objek tanpa catatan."""
    from portal.cli import storage

    return storage.orphans()


@portal.group("signatures")
def _signatures() -> None:
    """Tanda tangan elektronik."""


@_signatures.command("recheck")
@_JSON
def _signatures_recheck(as_json: bool) -> int:
    """Periksa ulang tanda tangan semua berkas, misalnya sesudah daftar kepercayaan berubah."""
    from portal.cli import signatures

    return signatures.recheck(as_json=as_json)


@portal.group("audit")
def _audit() -> None:
    """Jejak audit."""


@_audit.command("verify")
@click.option("--anchor", "anchors", multiple=True, metavar="JANGKAR", help="Dari surat harian; boleh beberapa.")
def _audit_verify(anchors: tuple[str, ...]) -> int:
    """Periksa rantai sidik jejak audit dan jangkarnya di luar basis data."""
    from portal.cli import audit

    return audit.verify(anchors)


@portal.group("log")
def _log() -> None:
    """Log publik penerbitan."""


@_log.command("verify")
@click.argument("file", type=_FILE, required=False)
@click.option("--proof", type=_FILE, help="Bukti dari halaman naskah; tanpa FILE seluruh log diperiksa.")
@click.option("--key", "keys", multiple=True, help="Kunci pemeriksa, atau berkas yang memuatnya. Boleh berulang.")
def _log_verify(file: Path | None, proof: Path | None, keys: tuple[str, ...]) -> int:
    """Periksa seluruh log, atau satu PDF dengan buktinya tanpa jaringan."""
    from portal.cli import public_log

    return public_log.verify(file, proof=proof, keys=keys)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; gives back its exit code (0 done, 1 unexpected, 2 usage, 3 partly refused, 4 check failed)."""
    try:
        result = portal.main(args=arguments, prog_name="portal", standalone_mode=False)
    except click.ClickException as error:
        error.show(file=sys.stderr)
        return EXIT_USAGE
    except click.Abort:
        return EXIT_UNEXPECTED
    except PortalError as error:
        for problem in error.problems if isinstance(error, RowsRefusedError) else ():
            note(problem)
        note(f"portal: {error.message}")
        return EXIT_USAGE if isinstance(error, BadInputError) else EXIT_UNEXPECTED
    except KeyboardInterrupt:
        return EXIT_UNEXPECTED
    except Exception as error:
        # One line for people; whoever looks for the cause raises the level of the log.
        log.debug("unexpected", exc_info=True)
        note(f"portal: Kesalahan tak terduga ({type(error).__name__}). Periksa setelan basis data dan penyimpanan.")
        return EXIT_UNEXPECTED
    return result if isinstance(result, int) else 0


def run() -> None:
    """Entry point of the console script."""
    # A page makes ten thousand values that are gone with it, a start a hundred thousand that stay: looking for circles
    # after every 700, as Python does, costs a tenth of the one and a sixth of the other.
    gc.set_threshold(*_COLLECTED)
    log_lines.install()
    sys.exit(main())
