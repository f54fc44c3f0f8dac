"""Wrong versions of dropout_backward that students write, each as a change of the reference.

``p`` is the probability of KEEPING a unit.
"""

from checks_backward import (
    backward,
    blocks_dropped_units,
    follows_its_own_forward_pass,
    leaves_dout_alone,
    scales_like_the_forward_pass,
    takes_gradients_of_any_shape,
    test_mode_passes_the_gradient,
)

TRAIN_DX = "        dx = dout * mask\n"
TEST_DX = "        dx = dout\n"
CACHE = "    cache = (dropout_param, mask)\n"

backward.misconception(
    "backward_ignores_the_mask",
    replace={TRAIN_DX: '        dx = dout / dropout_param["p"]\n'},
    fails=[blocks_dropped_units],
    message="The gradient is rescaled but flows through dropped units as well.",
)
backward.misconception(
    "backward_passes_dout_on",
    replace={TRAIN_DX: "        dx = dout\n"},
    fails=[
        blocks_dropped_units,
        scales_like_the_forward_pass,
    ],
    message="dx is dout itself, as if nothing had been dropped or rescaled.",
    hint="What is the derivative of out with respect to a kept x, and to a dropped one?",
    reason="It is what a layer gives that does nothing.",
)
backward.misconception(
    "backward_draws_again",
    replace={
        TRAIN_DX: '        p = dropout_param["p"]\n'
        "        dx = dout * (np.random.default_rng().random(dout.shape) < p) / p\n"
    },
    fails=[blocks_dropped_units],
    message="Gradients flow through other units than the activations did. A possible reason: a new"
    " mask is drawn in the backward pass.",
    hint="The forward pass leaves its mask in the cache for you.",
)
backward.misconception(
    "backward_subtracts_the_kept_part",
    replace={TRAIN_DX: "        dx = dout - dout * mask\n"},
    fails=[
        blocks_dropped_units,
        scales_like_the_forward_pass,
    ],
    message="dx is what the mask takes away, where it should be what the mask lets through.",
    reason="It is wrong at the dropped units and at the kept ones.",
)

for name, dx, message in (
    (
        "backward_unscaled",
        "dout * (mask != 0)",
        "The gradient stops at dropped units but is not divided by p at the kept ones.",
    ),
    (
        "backward_scaled_twice",
        'dout * mask / dropout_param["p"]',
        "The gradient is divided by p twice; the mask in the cache holds one division already.",
    ),
    (
        "backward_multiplies_by_p",
        'dout * (mask != 0) * dropout_param["p"]',
        "The gradient is multiplied by p where the forward pass divides by it.",
    ),
    (
        "backward_divides_by_the_drop_probability",
        'dout * (mask != 0) / (1 - dropout_param["p"])',
        "The gradient is divided by 1 - p where the forward pass divides by p.",
    ),
):
    backward.misconception(
        name,
        replace={TRAIN_DX: f"        dx = {dx}\n"},
        fails=[scales_like_the_forward_pass],
        message=message,
    )
backward.misconception(
    "backward_returns_the_mask",
    replace={TRAIN_DX: "        dx = mask\n"},
    fails=[scales_like_the_forward_pass, takes_gradients_of_any_shape, leaves_dout_alone],
    message="dx is the derivative of out, without the upstream gradient dout.",
    hint="The chain rule multiplies the two.",
    reason="It has nothing to do with dout.",
)
backward.misconception(
    "test_mode_backward_needs_a_mask",
    replace={TEST_DX: "        dx = dout * mask\n"},
    fails=[test_mode_passes_the_gradient],
    message="The backward pass uses the mask in test mode too, where there is none.",
    hint="Ask for the mode first.",
)
backward.misconception(
    "no_cache_in_test_mode",
    replace={CACHE: '    cache = None if mode == "test" else (dropout_param, mask)\n'},
    fails=[test_mode_passes_the_gradient],
    message="In test mode dropout_forward leaves None in the place of the cache, and"
    " dropout_backward takes the cache apart before it can ask for the mode.",
    hint="Leave a cache in both modes, or ask first whether it is None.",
)
backward.misconception(
    "whole_cache_for_the_mask",
    replace={TRAIN_DX: "        dx = dout * cache\n"},
    fails=[
        blocks_dropped_units,
        scales_like_the_forward_pass,
        leaves_dout_alone,
    ],
    message="dout is multiplied by the whole cache, a tuple, and not by the mask that is in it.",
    hint="Take the mask out of the tuple first: dropout_param, mask = cache.",
    reason="Not one gradient of train mode comes back.",
)
backward.misconception(
    "test_mode_backward_scales_by_p",
    replace={TEST_DX: '        dx = dout * dropout_param["p"]\n'},
    fails=[test_mode_passes_the_gradient],
    message="The gradient is multiplied by p in test mode, where the forward pass does nothing.",
)
backward.misconception(
    "backward_two_dimensions_only",
    replace={TRAIN_DX: "        rows, columns = dout.shape\n        dx = dout * mask\n"},
    fails=[takes_gradients_of_any_shape],
    message="The backward pass works only for a dout of two dimensions.",
)
backward.misconception(
    "overwrites_dout",
    replace={TRAIN_DX: "        dout *= mask\n        dx = dout\n"},
    fails=[leaves_dout_alone],
    message="dout is multiplied in place, so the caller's array changes too.",
    hint="Operators such as *= write into the array itself.",
)
backward.misconception(
    "mask_kept_in_the_function",
    replace={
        CACHE: "    dropout_forward.mask = mask\n    cache = (dropout_param, None)\n",
        TRAIN_DX: "        dx = dout * dropout_forward.mask\n",
    },
    fails=[follows_its_own_forward_pass],
    message="The backward pass always uses the mask of the latest forward pass. In a net with two"
    " dropout layers that is the wrong one.",
    hint="Store the mask in the cache that dropout_forward returns.",
)
backward.misconception(
    "mask_read_off_the_output",
    replace={
        CACHE: "    cache = (dropout_param, out)\n",
        TRAIN_DX: '        dx = dout * (mask != 0) / dropout_param["p"]\n',
    },
    fails=[follows_its_own_forward_pass],
    message="The mask is guessed from the zeros of out. After a relu half of x is zero, so kept"
    " units are mistaken for dropped ones.",
    hint="Store the mask itself in the cache.",
)
