"""Addresses of everything anybody may see: which view answers which address."""

from flask import Blueprint

from portal.web.public import (
    authenticity,
    browse,
    compare,
    completions,
    exports,
    files,
    home,
    iiif,
    naskah,
    public_log,
    search,
    sitemap,
    statistik,
)
from portal.web.public.data import bulk, catalogue, changes, feed, index, jdihn, oai

public = Blueprint("public", __name__)
public.after_request(exports.link_parts)
for name, function in exports.TEMPLATE_GLOBALS.items():
    public.add_app_template_global(function, name)

public.get("/", endpoint="home")(home.home)
public.get("/tentang", endpoint="about")(home.about)
public.get("/cari", endpoint="search")(search.search)
public.get("/cari/saran.json", endpoint="completions")(completions.completions)
public.get("/n/<kode:kode>", endpoint="naskah")(naskah.naskah)
public.get("/n/<kode:kode>/naskah.pdf", endpoint="file")(files.file)
public.get("/n/<kode:kode>/berkas/<int(min=1,max=9999):urutan>.pdf", endpoint="file_numbered")(files.file_numbered)
public.get("/n/<kode:kode>/hlm/<int(min=1,max=999999):nomor>.webp", endpoint="page_image")(files.page_image)
public.get(f"/n/<kode:kode>.<any({exports.SUFFIXES}):suffix>", endpoint="export")(exports.export)
public.get("/n/<kode:kode>/linkset.json", endpoint="linkset")(exports.linkset)
public.get("/n/<kode:kode>/kartu.png", endpoint="card")(exports.card)
public.get("/n/<kode:kode>/iiif/manifest.json", endpoint="iiif_manifest")(iiif.manifest)
public.get("/n/<kode:kode>/iiif/<int(min=1,max=999999):nomor>", endpoint="iiif_base")(iiif.base)
public.get("/n/<kode:kode>/iiif/<int(min=1,max=999999):nomor>/info.json", endpoint="iiif_info")(iiif.info)
public.get(
    "/n/<kode:kode>/iiif/<int(min=1,max=999999):nomor>/full/max/0/default.<any(jpg,webp):form>", endpoint="iiif_image"
)(iiif.image)
public.get("/n/<kode:kode>/bukti", endpoint="proof")(public_log.proof)
public.get("/verifikasi", endpoint="verify")(authenticity.verify)
public.get("/log/", endpoint="log")(public_log.log)
public.get("/log/checkpoint", endpoint="log_checkpoint")(public_log.checkpoint)
public.get("/log/kunci.txt", endpoint="log_keys")(public_log.keys)
public.get("/log/tile/<path:tile>", endpoint="log_tile")(public_log.tile)
public.get("/n/<kode:kode>/hlm/<int(min=1,max=999999):nomor>-kecil.webp", endpoint="small_image")(files.small_image)
public.get("/n/<kode:kode>/banding/<kode:lain>", endpoint="compare")(compare.compare)
VERSI = "/n/<kode:kode>/versi/<int(min=1,max=9999):versi>"
public.get(VERSI, endpoint="version")(naskah.version)
public.get(f"{VERSI}/banding", endpoint="compare_version")(compare.compare_version)
public.get(f"{VERSI}/naskah.pdf", endpoint="version_file")(files.file)
public.get(f"{VERSI}/berkas/<int(min=1,max=9999):urutan>.pdf", endpoint="version_file_numbered")(files.file_numbered)
public.get(f"{VERSI}/hlm/<int(min=1,max=999999):nomor>.webp", endpoint="version_image")(files.page_image)
public.get(f"{VERSI}/hlm/<int(min=1,max=999999):nomor>-kecil.webp", endpoint="version_small_image")(files.small_image)
public.get("/mitra", endpoint="browse_mitra")(browse.browse_mitra)
public.get("/unit", endpoint="browse_unit")(browse.browse_unit)
public.get("/negara", endpoint="browse_negara")(browse.browse_negara)
public.get("/tahun", endpoint="browse_tahun")(browse.browse_tahun)
public.get("/bentuk", endpoint="browse_bentuk")(browse.browse_bentuk)
public.get("/subjek", endpoint="browse_subjek")(browse.browse_subjek)
public.get("/statistik", endpoint="statistik")(statistik.statistik_page)
public.get("/statistik/<name>.csv", endpoint="statistik_csv")(statistik.statistik_csv)
public.get("/sitemap.xml", endpoint="sitemap")(sitemap.sitemap)
public.get("/robots.txt", endpoint="robots")(sitemap.robots)
public.get("/.well-known/security.txt", endpoint="security_txt")(sitemap.security_txt)
public.get("/umpan.atom", endpoint="umpan")(feed.umpan)
public.route("/oai", endpoint="oai", methods=["GET", "POST"])(oai.oai)
public.get("/data/", endpoint="data")(index.data)
public.get("/data/naskah.csv", endpoint="naskah_csv")(bulk.naskah_csv)
public.get("/data/naskah.jsonl", endpoint="naskah_jsonl")(bulk.naskah_jsonl)
public.get("/data/perubahan.json", endpoint="change_list")(changes.change_list)
public.get("/data/katalog.ttl", endpoint="catalogue_turtle")(catalogue.catalogue_turtle)
public.get("/data/katalog.jsonld", endpoint="catalogue_json")(catalogue.catalogue_json)
public.get("/integrasi/jdihn.json", endpoint="jdihn")(jdihn.jdihn)
