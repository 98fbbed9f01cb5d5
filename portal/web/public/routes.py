"""Addresses of everything anybody may see: which view answers which address."""

from flask import Blueprint

from portal.web.public import browse, compare, files, home, naskah, search, sitemap

public = Blueprint("public", __name__)

public.get("/", endpoint="home")(home.home)
public.get("/tentang", endpoint="about")(home.about)
public.get("/cari", endpoint="search")(search.search)
public.get("/n/<kode:kode>", endpoint="naskah")(naskah.naskah)
public.get("/n/<kode:kode>/naskah.pdf", endpoint="file")(files.file)
public.get("/n/<kode:kode>/berkas/<int(min=1,max=9999):urutan>.pdf", endpoint="file_numbered")(files.file_numbered)
public.get("/n/<kode:kode>/hlm/<int(min=1,max=999999):nomor>.webp", endpoint="page_image")(files.page_image)
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
public.get("/sitemap.xml", endpoint="sitemap")(sitemap.sitemap)
public.get("/robots.txt", endpoint="robots")(sitemap.robots)
public.get("/.well-known/security.txt", endpoint="security_txt")(sitemap.security_txt)
