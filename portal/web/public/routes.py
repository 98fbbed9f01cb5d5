"""Addresses of everything anybody may see: which view answers which address."""

from flask import Blueprint

from portal.web.public import authenticity, browse, files, home, naskah, public_log, search, sitemap

public = Blueprint("public", __name__)

public.get("/", endpoint="home")(home.home)
public.get("/tentang", endpoint="about")(home.about)
public.get("/cari", endpoint="search")(search.search)
public.get("/n/<kode:kode>", endpoint="naskah")(naskah.naskah)
public.get("/n/<kode:kode>/naskah.pdf", endpoint="file")(files.file)
public.get("/n/<kode:kode>/berkas/<int(min=1,max=9999):urutan>.pdf", endpoint="file_numbered")(files.file_numbered)
public.get("/n/<kode:kode>/hlm/<int(min=1,max=999999):nomor>.webp", endpoint="page_image")(files.page_image)
public.get("/n/<kode:kode>/bukti", endpoint="proof")(public_log.proof)
public.get("/verifikasi", endpoint="verify")(authenticity.verify)
public.get("/log/", endpoint="log")(public_log.log)
public.get("/log/checkpoint", endpoint="log_checkpoint")(public_log.checkpoint)
public.get("/log/kunci.txt", endpoint="log_keys")(public_log.keys)
public.get("/log/tile/<path:tile>", endpoint="log_tile")(public_log.tile)
public.get("/mitra", endpoint="browse_mitra")(browse.browse_mitra)
public.get("/unit", endpoint="browse_unit")(browse.browse_unit)
public.get("/negara", endpoint="browse_negara")(browse.browse_negara)
public.get("/tahun", endpoint="browse_tahun")(browse.browse_tahun)
public.get("/sitemap.xml", endpoint="sitemap")(sitemap.sitemap)
public.get("/robots.txt", endpoint="robots")(sitemap.robots)
public.get("/.well-known/security.txt", endpoint="security_txt")(sitemap.security_txt)
