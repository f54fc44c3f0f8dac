"""Forward passes that leave the wrong things behind, each as a change of the reference.

``keep_prob`` is the probability of KEEPING a unit.
"""

from checks import forward, puts_its_masks_in_the_cache
from checks_cache import (
    caches_what_the_next_layer_was_given,
    leaves_its_arguments_alone,
    works_at_any_width,
)
from common_texts import CACHE, hidden

forward.misconception(
    "no_masks_in_the_cache",
    replace={CACHE: CACHE.replace("D1", "None").replace("D2", "None")},
    fails=[puts_its_masks_in_the_cache],
    message="D1 and D2 are not in the cache. Without them the backward pass cannot know what was"
    " dropped.",
)
forward.misconception(
    "scaled_masks_in_the_cache",
    replace=hidden(D="(rng.random(Z{i}.shape) < keep_prob) / keep_prob", A="relu(Z{i}) * D{i}"),
    fails=[puts_its_masks_in_the_cache],
    message="D1 and D2 hold 1 / keep_prob where the docstring says 1. Code that uses your cache as"
    " it is described divides twice.",
    hint="Divide A, and leave D as it is.",
)
forward.misconception(
    "random_numbers_in_the_cache",
    replace=hidden(D="rng.random(Z{i}.shape)", A="relu(Z{i}) * (D{i} < keep_prob) / keep_prob"),
    fails=[puts_its_masks_in_the_cache],
    message="D1 and D2 are the random numbers themselves, before the threshold.",
    hint="The second step turns them into masks of 0 and 1.",
)
forward.misconception(
    "marks_what_was_dropped",
    replace=hidden(D="rng.random(Z{i}.shape) >= keep_prob", A="relu(Z{i}) * ~D{i} / keep_prob"),
    fails=[puts_its_masks_in_the_cache],
    message="D1 and D2 mark the units that were dropped; they should mark those that were kept.",
)
forward.misconception(
    "activations_before_dropout_in_the_cache",
    replace=hidden(A="relu(Z{i})")
    | {
        "Z2 = W2 @ A1 + b2": "Z2 = W2 @ (A1 * D1 / keep_prob) + b2",
        "Z3 = W3 @ A2 + b3": "Z3 = W3 @ (A2 * D2 / keep_prob) + b3",
    },
    fails=[caches_what_the_next_layer_was_given],
    message="A1 and A2 of the cache are those before dropout. The gradient of W2 needs what W2 was"
    " multiplied with.",
    hint="Let A1 itself become A1 * D1 / keep_prob.",
)
forward.misconception(
    "relu_writes_into_Z",
    replace=hidden(A="np.maximum(Z{i}, 0, out=Z{i}) * D{i} / keep_prob"),
    fails=[caches_what_the_next_layer_was_given],
    message="The relu is computed in Z itself, so the Z of the cache is no longer W A + b.",
    hint="Writing A = Z makes no copy.",
)
forward.misconception(
    "second_mask_of_the_first_shape",
    replace=hidden([2], D="rng.random(A1.shape) < keep_prob"),
    fails=[works_at_any_width],
    message="D2 has the shape of A1. That fits only where both hidden layers are equally wide.",
    hint="Copied lines keep their numbers; look for a 1 that should be a 2.",
)
forward.misconception(
    "masks_kept_in_parameters",
    replace={CACHE: 'parameters["D1"], parameters["D2"] = D1, D2\n    ' + CACHE},
    fails=[leaves_its_arguments_alone],
    message="The masks are stored in parameters, which belongs to the caller: its update has no"
    " gradient for them.",
    hint="Store the masks in the cache.",
)
forward.misconception(
    "mask_and_activation_exchanged_in_the_cache",
    replace={CACHE: CACHE.replace("D1, A1", "A1, D1").replace("D2, A2", "A2, D2")},
    fails=[caches_what_the_next_layer_was_given],
    message="In the cache the mask and the activation of each layer stand in each other's place.",
    hint="Leave the line that makes the cache as it is.",
)
forward.misconception(
    "masks_exchanged_in_the_cache",
    replace={CACHE: CACHE.replace("D1", "D0").replace("D2", "D1").replace("D0", "D2")},
    fails=[puts_its_masks_in_the_cache],
    message="In the cache D1 and D2 stand in each other's place.",
    hint="Leave the line that makes the cache as it is.",
)
