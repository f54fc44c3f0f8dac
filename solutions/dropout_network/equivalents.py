"""Slips in the reference that nobody can notice, or that keep every promise of the docstring.

And pairs of misconceptions that are more, or less, together than both: what happens when they meet.
"""

from checks import forward
from checks_backward import backward

AT_0 = "At Z = 0 the relu has no derivative, and the docstring does not say which slope to take."

backward.equivalent(
    "db3 = np.sum(dZ3, axis=1, keepdims=True) / m # (1, 1)",
    "db3 = np.sum(dZ3, keepdims=True) / m # (1, 1)",
    why="dZ3 has one row, so the sum over that row is the sum over everything.",
)
backward.equivalent(
    "dA2 = (W3.T @ dZ3) * D2 / keep_prob # (n2, m)",
    "dA2 = (W3.T * dZ3) * D2 / keep_prob # (n2, m)",
    why="A column times a row is their matrix product: the net has one output.",
)
backward.equivalent(
    "dZ2 = dA2 * (Z2 > 0)",
    "dZ2 = dA2 * (A2 > 0)",
    why="A2 is above 0 where Z2 is and D2 is 1, and elsewhere D2 has made dA2 zero already.",
)
for i in (2, 1):
    backward.equivalent(f"dZ{i} = dA{i} * (Z{i} > 0)", f"dZ{i} = dA{i} * (Z{i} >= 0)", why=AT_0)

forward.pair(
    "one_layer_keeps_the_wrong_side",
    "mask_of_layer_1_for_both",
    why="A2 is masked with D1, so the side that D2 keeps changes no activation.",
)
forward.pair(
    "keeps_with_the_square",
    "divided_twice",
    why="Kept with probability keep_prob**2 and divided by keep_prob**2, a layer keeps its mean.",
)
forward.pair(
    "divided_by_the_share_kept",
    "exactly_a_share",
    why="The share kept is keep_prob in every call, so a division by it is right.",
)
forward.pair(
    "one_number_for_the_layer",
    "same_masks_every_call",
    why="The two random numbers are the same in every call, both above 0.5: nothing is ever kept.",
)
forward.pair(
    "no_masks_in_the_cache",
    "activations_before_dropout_in_the_cache",
    why="The cache has neither the masks nor what they left, so nothing shows what was dropped.",
)
backward.pair(
    "masks_forgotten",
    "masks_drawn_again",
    why="No mask is applied, so it does not matter that they are drawn again.",
)
backward.pair(
    "masks_drawn_again",
    "mask_guessed_from_the_activations",
    why="The masks are guessed from A, so those that are drawn again are not used.",
)
for name in ("relu_ignored", "relu_ignored_in_layer_1"):
    backward.pair(
        name,
        "mask_guessed_from_the_activations",
        why="A is above 0 only where Z is, so the guessed mask holds the slope of the relu too.",
    )
backward.pair(
    "layers_of_equal_width",
    "masks_kept_in_the_function",
    why="Masks of a whole batch do not fit a single example, by which alone a mean could be seen.",
)
