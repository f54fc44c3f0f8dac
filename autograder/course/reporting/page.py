"""Pages that need nothing else: they can be mailed, printed and kept."""

from typing import Any

import jinja2

from autograder.course.reporting.report import ClassReport, Part

_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.PackageLoader("autograder.course.reporting"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_BINS = 20


def page(report: ClassReport) -> str:
    """The report on a class as HTML."""
    return render("report.html.j2", report=report, distribution=_distribution)


def render(template: str, **values: Any) -> str:
    """A page from its template; every text is escaped."""
    return _ENVIRONMENT.get_template(template).render(**values)


def _distribution(part: Part) -> list[int]:
    """How many totals lie in each twentieth of the points."""
    counts = [0] * _BINS
    for total in part.totals:
        share = total / part.points if part.points else 0.0
        counts[min(_BINS - 1, max(0, int(share * _BINS)))] += 1
    return counts
