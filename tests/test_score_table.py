"""The table of a class can be read in a terminal of any width."""

import io

import pytest
from rich.console import Console

from autograder.commands.score_table import table_of_scores

MANY = (
    "l2_penalty", "l2_gradients", "l1_penalty", "l1_gradients", "cost", "gradients",
    "compute_cost_with_regularization", "backward_propagation_with_regularization",
    "decay_step", "soft_threshold",
)  # fmt: skip
LONG = ("forward_propagation_with_dropout", "backward_propagation_with_dropout")
FINDING = "The penalty lacks its half."


def shown(names, width):
    table = table_of_scores("student", names, width, "weight_decay")
    scores = [str(10 + number) for number, _ in enumerate(names)]
    table.add_row("student-01", *scores, "57/69", FINDING)
    out = io.StringIO()
    Console(file=out, width=width).print(table)
    return out.getvalue(), scores


@pytest.mark.parametrize("width", [80, 100, 200])
@pytest.mark.parametrize("names", [(), ("cost",), LONG, MANY])
def test_nothing_is_cut_off(names, width):
    text, scores = shown(names, width)
    assert "…" not in text
    for word in ("weight_decay", "student-01", "57/69", *scores):
        assert word in text
    assert set(FINDING.split()) <= set(text.split())
    assert max(map(len, text.splitlines())) <= width


@pytest.mark.parametrize("names", [LONG, MANY])
def test_each_number_has_its_name_above_the_table(names):
    text, _ = shown(names, 80)
    for number, name in enumerate(names, 1):
        assert f"{number} {name}" in text


def test_short_names_head_their_columns():
    text, _ = shown(("dropout_forward", "dropout_backward", "fc_net_loss"), 80)
    assert "1 dropout" not in text
    assert "backward" in text
