"""Two misconceptions that are more, or less, together than both: what happens when they meet."""

from checks import forward
from checks_crowd import curve
from checks_crowd_average import average
from checks_regression import loss
from checks_regression_weights import weights

forward.pair(
    "divided_by_the_share_kept",
    "one_coin_per_example",
    why="What a layer keeps of an example that the one below has dropped cannot be seen, and it is"
    " part of the share that the others are divided by.",
)
forward.pair(
    "divided_by_drop_probability",
    "keeps_the_wrong_side",
    why="Together they are right for keep_probs of dropping: the mean of each layer is kept.",
)
for name in ("output_dropped", "scores_dropped"):
    forward.pair(
        name,
        "returns_undropped_activations",
        why="What the last layer passes on can be read off the output alone then, and that is"
        " dropped.",
    )
forward.pair(
    "normal_instead_of_uniform",
    "returns_undropped_activations",
    why="With no keep_prob is nothing dropped, so that what a layer was given is never seen.",
)
forward.pair(
    "one_coin_per_example",
    "returns_undropped_activations",
    why="Where a whole example is dropped, what is returned is as if the next layer dropped it.",
)
forward.pair(
    "an_exact_share_of_each_layer",
    "nan_let_through",
    why="No share of NaN can be computed, so that it is refused by accident.",
)
forward.pair(
    "length_not_checked",
    "one_refused",
    why="The 1.0 that is put in place of a missing keep_prob is refused, so that only too many are"
    " let through.",
)
curve.pair(
    "J_always_measured_with_dropout_off",
    "trains_the_net_that_is_measured",
    why="Together the net is always trained with dropout off.",
)
curve.pair(
    "one_iteration_too_few",
    "J_after_the_last_step_too",
    why="The last cost is then that of another pass, and monitor_keep_prob has no part in it.",
)
curve.pair(
    "monitor_keep_prob_replaces_the_dials",
    "dials_missing_in_backward",
    why="With monitor_keep_prob = 1 the net that is measured is the one that is trained.",
)
average.pair(
    "scaled_once_more",
    "returns_classes",
    why="Half a probability is never above 0.5, so that all examples are of class 0.",
)
loss.pair(
    "no_penalty",
    "no_half_at_all",
    why="Without a penalty, no half at all is a data term without its half.",
)
weights.pair(
    "solves_with_twice_the_penalty",
    "right_side_divided_by_p",
    why="With one input it is the penalty 1 - p: p + 2 (1 - p) is 1 + (1 - p).",
)
weights.pair(
    "solves_ridge",
    "scales_X_in_place",
    why="The weights of ridge regression depend on the units of X, and these are changed.",
)
