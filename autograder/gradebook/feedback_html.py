"""Feedback as HTML with its own styles, for formgrader and nbgrader's feedback pages."""

import jinja2

from autograder.grading.feedback import Feedback

# MathJax skips tex2jax_ignore: a message may hold two dollar signs that are no formula.
_PAGE = """\
<div class="tex2jax_ignore" style="{{ frame }}; border-left: 4px solid {{ colour }}">
  <p style="margin: 0 0 0.6em">
    <b>{{ feedback.headline }}</b> <span style="{{ faint }}">{{ feedback.points }}</span>
  </p>
  {%- for cause in feedback.causes %}
  <table style="border: 0; margin: 0 0 0.8em; table-layout: auto">
    {%- for label, text in cause.rows %}
    <tr style="background: none">
      <td style="{{ cell }}; {{ faint }}; padding-right: 1.2em">{{ label }}</td>
      <td style="{{ cell }}; white-space: pre-wrap; overflow-wrap: anywhere">{{ text }}</td>
    </tr>
    {%- endfor %}
  </table>
  {%- endfor %}
  {%- if feedback.lines %}
  <p style="margin: 0 0 0.2em; {{ faint }}">All checks, in order</p>
  <ul style="list-style: none; margin: 0; padding: 0">
    {%- for line in feedback.lines %}
    {%- set sign, tone = signs[line.mark] %}
    <li style="margin: 0; padding-left: 1.6em; text-indent: -1.6em">
      <span style="display: inline-block; width: 1.6em; text-indent: 0; color: {{ tone }}"
        >{{ sign }}</span>{{ line.asked }}
      <span style="{{ faint }}"
        >{{ line.mark }}, {{ line.points }}{{ ", hidden" if line.hidden }}</span>
    </li>
    {%- endfor %}
  </ul>
  {%- endif %}
  {%- for remark in feedback.remarks %}
  <p style="margin: 0.6em 0 0"><i>Remark:</i> {{ remark }}</p>
  {%- endfor %}
</div>"""

_GREEN, _AMBER, _RED, _GREY = "#2e7d32", "#b26a00", "#b3261e", "#666"
_LOOKS = {
    "frame": "padding: 0.2em 0 0.2em 1em; max-width: 46em; font: 14px/1.5 sans-serif",
    "faint": f"color: {_GREY}; white-space: nowrap",
    "cell": "border: 0; padding: 0.1em 0; vertical-align: top; text-align: left",
    "signs": {
        "passed": ("\N{CHECK MARK}", _GREEN),
        "not passed": ("\N{BALLOT X}", _RED),
        "not judged": ("\N{EN DASH}", _GREY),
    },
}

_ENVIRONMENT = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
_TEMPLATE = _ENVIRONMENT.from_string(_PAGE)


def to_html(feedback: Feedback) -> str:
    """The feedback with every text escaped."""
    return _TEMPLATE.render(feedback=feedback, colour=_GREEN if feedback.full else _AMBER, **_LOOKS)


def alarm(text: str) -> str:
    """A warning for the person who grades, in a red frame."""
    return _ENVIRONMENT.from_string(
        '<p style="max-width: 46em; padding: 0.6em 1em; border: 2px solid {{ red }}">{{ text }}</p>'
    ).render(text=text, red=_RED)
