"""Addresses of everything anybody may see: which view answers which address."""

from flask import Blueprint

from portal.web.public import browse, completions, files, home, naskah, search, sitemap, statistik
from portal.web.public.data import bulk, catalogue, changes, feed, index, jdihn, oai

public = Blueprint("public", __name__)

public.get("/", endpoint="home")(home.home)
public.get("/tentang", endpoint="about")(home.about)
public.get("/cari", endpoint="search")(search.search)
public.get("/cari/saran.json", endpoint="completions")(completions.completions)
public.get("/n/<kode:kode>", endpoint="naskah")(naskah.naskah)
public.get("/n/<kode:kode>/naskah.pdf", endpoint="file")(files.file)
public.get("/n/<kode:kode>/berkas/<int(min=1,max=9999):urutan>.pdf", endpoint="file_numbered")(files.file_numbered)
public.get("/n/<kode:kode>/hlm/<int(min=1,max=999999):nomor>.webp", endpoint="page_image")(files.page_image)
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
