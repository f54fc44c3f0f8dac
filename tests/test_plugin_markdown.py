"""Nothing that a student writes runs, or is fetched, on the page of the person who reads it."""

from html.parser import HTMLParser

import jinja2
import pytest

from autograder.gradebook import formulas
from autograder.gradebook.markdown import markdown2html

PNG = "iVBORw0KGgo="

PAYLOADS = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src='/formgrader?path=course/submitted/student-01/demo'>",
    "![x](/formgrader?path=course/submitted)",
    "![x](//example.org/pixel.png)",
    "![x](http://example.org/pixel.png)",
    "![x](../../secret.png)",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](vbscript:x) [y](data:text/html,<script>alert(1)</script>)",
    "[x]\n\n[x]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='/formgrader?path=course'>x</a>",
    "```mermaid\n<img src=x onerror=alert(1)>\n```",
    '```"><script>alert(1)</script>\nx\n```',
    "<svg onload=alert(1)><animate onbegin=alert(1)></svg>",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<form action=/x><button>full-credit</button><input class=score></form>",
    "<style>*{display:none}</style><link rel=stylesheet href=x><base href=//x><meta http-equiv=x>",
    "<div id='double' class='score' style='position:fixed' onclick='alert(1)'>x</div>",
    "# double",
    "$<img src=x onerror=alert(1)>$ and $$\n<script>alert(1)</script>\n$$",
    "\\begin{a}<script>alert(1)</script>\\end{a}",
    "<!--><script>alert(1)</script>-->",
    "<details open ontoggle=alert(1)>x</details>",
    "![x](attachment:none.png)<script>alert(1)</script>",
    "[" * 3000 + "<script>alert(1)</script>" + "]" * 3000,
]

HARMLESS = (
    "p br hr h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong del table thead tbody tr th"
    " td a img div span details summary"
)
THIS_MACHINE = [
    "http://localhost:8888/formgrader",
    "HTTP://LocalHost.:8888/",
    "http:localhost/",
    "http:///localhost/",
    "http:\\\\localhost/",
    "http://notebook.localhost/",
    "http://loc%61lhost/",
    "http://x@127.0.0.1/",
    "https://127.1/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://017700000001/",
    "http://0/",
    "http://[::1]/",
    "http://１２７.0.0.1/",
    "http://127。0。0。1/",
]


class Page(HTMLParser):
    """The tags of a page, with their attributes."""

    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def render(source, **cell):
    environment = jinja2.Environment()
    environment.filters["markdown2html"] = markdown2html
    return environment.from_string("{{ source | markdown2html }}").render(source=source, cell=cell)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_is_text_or_gone(payload):
    for tag, attributes in Page(render(payload)).tags:
        assert tag in formulas.TAGS.union(HARMLESS.split())
        of_text = {"href", "src", "alt", "title", "class", "start"}
        assert set(attributes) <= (formulas.ATTRIBUTES if tag in formulas.TAGS else of_text)
        assert attributes.get("class") not in ("score", "comment")
        assert "src" not in attributes
        assert attributes.get("href", "https://").startswith(
            ("https://", "http://", "mailto:", "#")
        )


@pytest.mark.parametrize("url", THIS_MACHINE)
@pytest.mark.parametrize("written", ["[x]({})", "<a href='{}'>x</a>", "$\\href{{{}}}{{x}}$"])
def test_no_link_leads_to_this_machine(url, written):
    assert not [
        attributes
        for _, attributes in Page(render(written.format(url))).tags
        if "href" in attributes
    ]


@pytest.mark.parametrize("url", ["https://numpy.org/doc", "http://x.org/127.0.0.1", "#top"])
def test_a_link_to_elsewhere_stays(url):
    assert f'href="{url}"' in render(f"[x]({url})")


@pytest.mark.parametrize("written", ["\\frac{" * 300, "{" * 3000, "\\left(" * 300, "x^" * 900])
def test_a_formula_that_cannot_be_read_is_shown_as_it_is(written):
    assert "<code>" in render(f"${written}$")


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("a < b and x<y", "<p>a &lt; b and x&lt;y</p>"),
        ("if x <y and y> z", "<p>if x &lt;y and y&gt; z</p>"),
        ("x <b, y <p and <T> <pre-x>", "<p>x &lt;b, y &lt;p and &lt;T&gt; &lt;pre-x&gt;</p>"),
        ("a <!-- note --> b", "<p>a  b</p>"),
        ("`x<y`", "<p><code>x&lt;y</code></p>"),
        (
            "$a<b$ & c",
            '<p><math display="inline"><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow></math>'
            " &amp; c</p>",
        ),
        ("$$\np\n$$", '<p><math display="block"><mrow><mi>p</mi></mrow></math></p>'),
        ("**bold** and *italic*", "<p><strong>bold</strong> and <em>italic</em></p>"),
        ("![net](figures/net 1.png)", "<p>![net](figures/net 1.png)</p>"),
        ("![net](figures/net.png)", '<p><img src="figures/net.png" alt="net"></p>'),
        ("[paper](https://arxiv.org/abs/1)", '<p><a href="https://arxiv.org/abs/1">paper</a></p>'),
        ("<details><summary>s</summary>x</details>", "<details><summary>s</summary>x</details>"),
    ],
)
def test_honest_markdown_looks_as_meant(source, html):
    assert render(source).strip() == html


def test_code_keeps_its_colours():
    assert '<span class="k">def</span>' in render("```python\ndef f(): pass\n```")


def test_an_attached_picture_is_shown():
    shown = render("![a](attachment:a.png)", attachments={"a.png": {"image/png": PNG}})
    assert f'src="data:image/png;base64,{PNG}"' in shown
