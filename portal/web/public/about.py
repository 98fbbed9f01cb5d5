"""About the portal: how to search, what the law says, whom to ask, how accessible it is."""

from flask import render_template

from portal.web.public.blueprint import public


@public.get("/tentang", endpoint="about")
def about() -> str:
    """The page about the portal."""
    return render_template("public/about.html")
