"""Slips in the reference that no check can notice, or that keep every promise of the docstring.

And two misconceptions that are more, or less, together than both: what happens when they meet.
"""

from checks import forward
from checks_fc_net import net

forward.equivalent(
    "mask = ((rng.random(x.shape) < p) / p).astype(x.dtype)",
    "mask = (rng.random(x.shape) < p) / p",
    why="out is cast to the dtype of x later, and no dtype is promised for the mask.",
)
net.equivalent(
    "caches.append((affine_cache, relu_cache, dropout_cache))",
    "caches.append((affine_cache, h, dropout_cache))",
    why="h is above 0 where the relu lets through and dropout keeps; elsewhere no gradient comes.",
)
forward.pair(
    "one_draw_for_the_batch",
    "same_mask_every_call",
    why="The one random number is the same in every call, so that no unit is ever kept.",
)
forward.pair(
    "drops_at_test_time",
    "modes_swapped",
    why="Together units are dropped in both modes, which is drops_at_test_time.",
)
for name in ("dropout_after_the_last_layer", "dropout_on_the_inputs"):
    net.pair(
        "no_dropout_at_all",
        name,
        why="No hidden layer is dropped, but what is dropped follows the mode.",
    )
net.pair(
    "dropout_after_the_first_layer_only",
    "dropout_on_the_inputs",
    why="In a net of three layers that is dropout before each hidden layer.",
)
net.pair(
    "penalty_only_in_the_gradients",
    "last_layer_not_penalised",
    why="What is left is last_layer_not_penalised_in_the_gradients.",
)
