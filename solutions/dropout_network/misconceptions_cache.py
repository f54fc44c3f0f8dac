"""Forward passes that leave the wrong things behind, each as a change of the reference.

``keep_prob`` is the probability of KEEPING a unit.
"""

from common_texts import A1, A2, CACHE, D1, D2, PLAIN, SCALE, SIGMOID, forward

MISCONCEPTIONS = (
    forward(
        "no_masks_in_the_cache",
        {CACHE: CACHE.replace("D1", "None").replace("D2", "None")},
        ("puts_its_masks_in_the_cache",),
        "D1 and D2 do not get into the cache. Without them the backward pass cannot know what was"
        " dropped.",
    ),
    forward(
        "scaled_masks_in_the_cache",
        {
            D1: "D1 = (rng.random(Z1.shape) < keep_prob) / keep_prob",
            D2: "D2 = (rng.random(Z2.shape) < keep_prob) / keep_prob",
            A1: "A1 = relu(Z1) * D1",
            A2: "A2 = relu(Z2) * D2",
        },
        ("puts_its_masks_in_the_cache",),
        "D1 and D2 hold 1 / keep_prob where the contract says 1. Whoever uses your cache as it is"
        " described divides twice.",
        "Divide A, and leave D as it is.",
    ),
    forward(
        "random_numbers_in_the_cache",
        {
            D1: "D1 = rng.random(Z1.shape)",
            D2: "D2 = rng.random(Z2.shape)",
            A1: "A1 = relu(Z1) * (D1 < keep_prob) / keep_prob",
            A2: "A2 = relu(Z2) * (D2 < keep_prob) / keep_prob",
        },
        ("puts_its_masks_in_the_cache",),
        "D1 and D2 are the random numbers themselves, before the threshold.",
        "The second step turns them into masks of 0 and 1.",
    ),
    forward(
        "marks_what_was_dropped",
        {
            D1: "D1 = rng.random(Z1.shape) >= keep_prob",
            D2: "D2 = rng.random(Z2.shape) >= keep_prob",
            A1: "A1 = relu(Z1) * ~D1 / keep_prob",
            A2: "A2 = relu(Z2) * ~D2 / keep_prob",
        },
        ("puts_its_masks_in_the_cache",),
        "D1 and D2 mark the units that were dropped; the contract has them mark those kept.",
    ),
    forward(
        "activations_before_dropout_in_the_cache",
        {
            A1: "A1 = relu(Z1)",
            A2: "A2 = relu(Z2)",
            "Z2 = W2 @ A1 + b2": "Z2 = W2 @ (A1 * D1 / keep_prob) + b2",
            "Z3 = W3 @ A2 + b3": "Z3 = W3 @ (A2 * D2 / keep_prob) + b3",
        },
        ("caches_what_the_next_layer_was_given",),
        "A1 and A2 of the cache are those before dropout. The gradient of W2 needs what W2 was"
        " multiplied with.",
        "Let A1 itself become A1 * D1 / keep_prob.",
    ),
    forward(
        "relu_writes_into_Z",
        {A1: "Z1[Z1 < 0] = 0\n    " + A1, A2: "Z2[Z2 < 0] = 0\n    " + A2},
        ("caches_what_the_next_layer_was_given",),
        "The relu is computed in Z itself, so that the Z of the cache is no longer W A + b.",
        "Writing A = Z makes no copy.",
    ),
    forward(
        "relu_forgotten_in_layer_2",
        {A2: "A2 = Z2 * D2 / keep_prob"},
        PLAIN + SCALE,
        "Layer 2 has no relu.",
    ),
    forward(
        "sigmoid_forgotten",
        {SIGMOID: "A3 = Z3\n"},
        PLAIN + SCALE,
        "A3 is Z3: the sigmoid is missing.",
        "A probability lies between 0 and 1.",
    ),
    forward(
        "second_mask_of_the_first_shape",
        {D2: "D2 = rng.random(A1.shape) < keep_prob"},
        ("works_at_any_width",),
        "D2 has the shape of A1. That fits only where both hidden layers are equally wide.",
        "Copied lines keep their numbers; look for a 1 that should be a 2.",
    ),
    forward(
        "masks_kept_in_parameters",
        {CACHE: 'parameters["D1"], parameters["D2"] = D1, D2\n    ' + CACHE},
        ("leaves_its_arguments_alone",),
        "The masks are stored in parameters, which belongs to the caller: its update has no"
        " gradient for them.",
        "The cache is the place for a mask.",
    ),
)
