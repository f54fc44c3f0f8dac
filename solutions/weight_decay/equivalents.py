"""What `verify` may find unnoticed, and pairs of misconceptions that are told a third, with why."""

from checks_logistic import cost
from checks_logistic_gradients import gradients
from checks_net_gradients import backward

backward.equivalent(
    "dA2 = W3.T @ dZ3",
    "dA2 = W3.T * dZ3",
    why="There is one output unit, so that a column times a row is the matrix product.",
)
backward.equivalent(
    "db3 = np.sum(dZ3, axis=1, keepdims=True) / m",
    "db3 = np.sum(dZ3, keepdims=True) / m",
    why="There is one output unit, so that the sum of its row is the sum of all.",
)

for name in (
    "cost_summed_over_examples",
    "cost_without_minus",
    "cost_of_class_1_only",
    "cost_of_the_squared_error",
    "every_answer_with_every_label",
):
    cost.pair(
        name,
        "cost_takes_rows_for_examples",
        why="With the cross-entropy wrong otherwise, the wrong m shows as a penalty that is divided"
        " by the number of features; and so it is.",
    )
for name in ("logistic_penalty_not_divided_by_m", "no_logistic_penalty"):
    cost.pair(
        name,
        "cost_takes_rows_for_examples",
        why="m is in the cross-entropy alone, which is divided by the number of features.",
    )
cost.pair(
    "no_logistic_penalty",
    "cost_not_averaged_at_all",
    why="There is no penalty to be divided, and the cross-entropy is a sum over the examples.",
)

for name in ("dw_with_the_sign_of_the_error", "dw_is_a_matrix"):
    gradients.pair(
        name,
        "gradients_summed_over_examples",
        why="dw is wrong in its own way, and db is a sum over the examples.",
    )
gradients.pair(
    "db_of_each_example",
    "gradients_summed_over_examples",
    why="db is wrong in its own way, and dw is a sum over the examples.",
)
for name in ("db_summed_over_examples", "db_of_each_example"):
    gradients.pair(
        name,
        "gradients_with_the_sign_of_the_error",
        why="db is wrong in its own way, and in dw the difference is y - a.",
    )

for layer in (1, 2, 3):
    backward.pair(
        f"pull_on_W{layer}_without_its_factor",
        "gradients_not_averaged",
        why="W is added whatever λ is, and λ has no effect on dW.",
    )
