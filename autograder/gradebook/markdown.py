"""Students' markdown as HTML in which nothing can run and nothing is fetched.

Formgrader and the feedback pages put rendered markdown into a page of the instructor's own
server, where a script, or as little as an image whose address is formgrader's, acts with the
instructor's rights. What is rendered is cleaned, not what was written: that leaves code, maths
and comparisons such as a<b alone, and holds whatever trick made the tag.
"""

import html
import re
import socket
import unicodedata
from functools import lru_cache
from ipaddress import IPv4Address
from urllib.parse import unquote, urlsplit

import jinja2
import nh3
from nbconvert.filters.markdown_mistune import MarkdownWithMath

from autograder.gradebook import formulas

_PROSE = (
    "p br hr h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong b i u del sub sup kbd"
    " table thead tbody tr th td a img div span details summary"
)
_TAGS = formulas.TAGS.union(_PROSE.split())
_ATTRIBUTES = {tag: set(formulas.ATTRIBUTES) for tag in formulas.TAGS} | {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "div": {"class"},
    "span": {"class"},
}
# What looks like a tag and is none of ours may be a comparison: x <y and y> z.
_NO_TAG = re.compile(rf"<(?!/?(?:{'|'.join(sorted(_TAGS))})(?![\w-])|!--)", re.IGNORECASE)
_LONGEST = 20_000  # characters; some texts take time that grows with the square
_PROTOCOLS = {"http", "https", "mailto", "data"}
_LINK = re.compile(r"(https?://|mailto:|#)\S*", re.IGNORECASE)
_FILE = re.compile(r"[\w\- ]+(/[\w\- ]+)*\.(png|jpe?g|gif)", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(png|jpeg|gif);base64,[A-Za-z0-9+/=\s]+")
_COLOURS = re.compile(r"highlight|[a-z][a-z0-9]{0,2}")  # the names that pygments uses


@jinja2.pass_context
def markdown2html(
    context: jinja2.runtime.Context,
    source: str,
    attachments: dict[str, dict[str, str]] | None = None,
) -> str:
    """The filter of that name, for nbconvert's HTML exporter.

    Args:
        context: the template's; its cell brings the attached pictures, where none are given.
        source: markdown, with maths between dollars.
        attachments: pictures by name. A loop's cell is not in the context.

    Returns:
        Harmless HTML; the escaped source where it cannot be rendered.
    """
    pictures = attachments or (context.get("cell") or {}).get("attachments") or {}
    return to_html(source, pictures)


def to_html(source: str, pictures: dict[str, dict[str, str]]) -> str:
    """Markdown as harmless HTML.

    Args:
        source: markdown, with maths between dollars.
        pictures: that are attached, by name.
    """
    return _render(source, pictures) if pictures else _render_text(source)


@lru_cache(maxsize=256)  # most cells are the same for everybody
def _render_text(source: str) -> str:
    return _render(source, {})


def _render(source: str, pictures: dict[str, dict[str, str]]) -> str:
    if len(source) > _LONGEST:
        return f"<pre>{html.escape(source)}</pre>"
    renderer = formulas.FormulasAsMathML(
        escape=False, attachments=pictures, exclude_anchor_links=True
    )
    try:
        return clean(MarkdownWithMath(renderer=renderer).render(source))
    except Exception:  # of one student's text, which must not cost anybody a page
        return f"<pre>{html.escape(source)}</pre>"


def as_it_is(text: str) -> str:
    """A filter that changes nothing."""
    return text


def clean(page: str) -> str:
    """HTML with everything escaped or dropped that is not text, structure or a picture."""
    return nh3.clean(
        _NO_TAG.sub("&lt;", page),
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=_kept,
        url_schemes=_PROTOCOLS,
        link_rel=None,
    )


def _kept(tag: str, name: str, value: str) -> str | None:
    """The value of an attribute; None where it must go."""
    # A class could take the place of a button's.
    if name == "href":
        stays = _LINK.fullmatch(value) is not None and not _leads_home(value)
    elif name == "src":
        stays = any(pattern.fullmatch(value) for pattern in (_FILE, _PICTURE))
    else:
        stays = name != "class" or _COLOURS.fullmatch(value) is not None
    return value if stays else None


def _leads_home(url: str) -> bool:
    """True if a link may lead to the instructor's own server, where a GET is enough to act."""
    scheme, _, rest = unquote(url).replace("\\", "/").partition(":")
    if scheme.lower() not in ("http", "https"):
        return False
    try:  # as a browser reads it: with any number of slashes, and letters of other widths
        rest = unicodedata.normalize("NFKC", rest).replace("\N{IDEOGRAPHIC FULL STOP}", ".")
        host = (urlsplit(f"//{rest.lstrip('/')}").hostname or "").rstrip(".")
    except ValueError:
        return True
    named = not host or f".{host}".endswith(".localhost") or ":" in host
    return named or _is_this_machine(host) or "formgrader" in rest.lower()


def _is_this_machine(host: str) -> bool:
    """True for an address of this machine, in whichever way its numbers are written."""
    try:
        address = IPv4Address(socket.inet_aton(host))
    except OSError:
        return False
    return address.is_loopback or address.is_unspecified or address.packed[0] == 0
