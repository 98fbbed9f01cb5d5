"""All public routes: importing this module attaches every view to the blueprint."""

from portal.web.public import about, browse, files, home, naskah, search, sitemap
from portal.web.public.blueprint import public

__all__ = ["about", "browse", "files", "home", "naskah", "public", "search", "sitemap"]
