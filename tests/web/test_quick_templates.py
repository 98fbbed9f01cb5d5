"""Templates with less work say what Jinja's own would: texts in the language of the page, everything else escaped."""

from flask import Flask, render_template_string
from markupsafe import Markup


def test_a_text_of_ours_is_markup_and_what_fills_its_holes_is_escaped(app: Flask) -> None:
    with app.test_request_context("/"):
        said = render_template_string("{{ _('<b>100%%</b>') }} {{ _('Dari %(tahun)s', tahun=tahun) }}", tahun="<1>")

    assert said == "<b>100%</b> Dari &lt;1&gt;"


def test_a_text_follows_the_language_of_each_page(app: Flask) -> None:
    def said(language: str) -> str:
        with app.test_request_context("/", environ_overrides={"portal.language": language}):
            return render_template_string("{{ _('Beranda') }}")

    assert (said("id"), said("en"), said("id")) == ("Beranda", "Home", "Beranda")


def test_macros_and_functions_are_called_with_what_they_take(app: Flask) -> None:
    template = (
        "{% macro row(one, more='-') %}<{{ one }}|{{ more }}|{{ caller() if caller else '' }}>{% endmacro %}"
        "{% for at in (1, 2) %}{{ row(at) }}{{ row('&', more=at) }}{% endfor %}"
        "{% call row(3) %}{{ '<' }}{% endcall %}{{ name.upper() }}{{ cycler('a', 'b').next() }}"
    )
    with app.test_request_context("/"):
        said = render_template_string(template, name="<x>")

    assert said == "<1|-|><&amp;|1|><2|-|><&amp;|2|><3|-|&lt;>&lt;X&gt;a"


def test_everything_printed_is_escaped_unless_it_is_markup(app: Flask) -> None:
    class Told:
        def __html__(self) -> str:
            return "<i>"

    template = (
        "{{ text }}{{ markup }}{{ number }}{{ told }}{{ nothing }}{{ missing }}{{ text|safe }}{{ text ~ markup }}"
    )
    values = {"text": "<&'\">", "markup": Markup("<b>"), "number": 7, "told": Told(), "nothing": None}
    with app.test_request_context("/"):
        said = render_template_string(template, **values)
        held = render_template_string("{% set held %}{{ text }}{% endset %}{{ held }}", **values)
        plain = render_template_string("{% autoescape false %}{{ text }}{% endautoescape %}", **values)

    escaped = "&lt;&amp;&#39;&#34;&gt;"
    assert said == f"{escaped}<b>7<i>None<&'\">{escaped}<b>"
    assert held == escaped
    assert plain == values["text"]


def test_a_text_with_markup_in_its_holes_keeps_it(app: Flask) -> None:
    with app.test_request_context("/"):
        said = render_template_string("{{ _('Dari %(tahun)s', tahun=tahun) }}", tahun=Markup("<b>1</b>"))

    assert said == "Dari <b>1</b>"
