"""The wrong versions of dropout_backward that students write, each as a change of the reference.

``p`` is the probability of KEEPING a unit.
"""

from autograder import Misconception

TRAIN_DX = "        dx = dout * mask\n"
TEST_DX = "        dx = dout\n"


def backward(name, edits, loses, says, hint=""):
    return Misconception(name, "dropout_backward", edits, loses, says, hint)


MISCONCEPTIONS = (
    backward(
        "backward_ignores_the_mask",
        {TRAIN_DX: '        dx = dout / dropout_param["p"]\n'},
        ("blocks_dropped_units",),
        "The gradient is rescaled but flows through dropped units as well.",
    ),
    backward(
        "backward_passes_dout_on",
        {TRAIN_DX: "        dx = dout\n"},
        ("blocks_dropped_units", "scales_like_the_forward_pass"),
        "dx is dout itself, as if nothing had been dropped or rescaled.",
        "What is the derivative of out with respect to a kept x, and to a dropped one?",
    ),
    backward(
        "backward_unscaled",
        {TRAIN_DX: "        dx = dout * (mask != 0)\n"},
        ("scales_like_the_forward_pass",),
        "The gradient stops at dropped units but is not divided by p at the kept ones.",
    ),
    backward(
        "backward_scaled_twice",
        {TRAIN_DX: '        dx = dout * mask / dropout_param["p"]\n'},
        ("scales_like_the_forward_pass",),
        "The gradient is divided by p twice; the mask in the cache holds one division already.",
    ),
    backward(
        "backward_multiplies_by_p",
        {TRAIN_DX: '        dx = dout * (mask != 0) * dropout_param["p"]\n'},
        ("scales_like_the_forward_pass",),
        "The gradient is multiplied by p where the forward pass divides by it.",
    ),
    backward(
        "backward_draws_again",
        {
            TRAIN_DX: '        p = dropout_param["p"]\n'
            "        dx = dout * (np.random.default_rng().random(dout.shape) < p) / p\n"
        },
        ("blocks_dropped_units",),
        "Gradients flow through other units than the activations did. One way to get there: a new"
        " mask is drawn in the backward pass.",
        "The forward pass leaves its mask in the cache for you.",
    ),
    backward(
        "backward_returns_the_mask",
        {TRAIN_DX: "        dx = mask\n"},
        ("scales_like_the_forward_pass",),
        "dx is the derivative of out, without the upstream gradient dout.",
        "The chain rule multiplies the two.",
    ),
    backward(
        "test_mode_backward_needs_a_mask",
        {TEST_DX: "        dx = dout * mask\n"},
        ("test_mode_passes_the_gradient",),
        "The backward pass uses the mask in test mode too, where there is none.",
        "Ask for the mode first.",
    ),
    backward(
        "test_mode_backward_scales_by_p",
        {TEST_DX: '        dx = dout * dropout_param["p"]\n'},
        ("test_mode_passes_the_gradient",),
        "The gradient is multiplied by p in test mode, where the forward pass does nothing.",
    ),
    backward(
        "backward_two_dimensions_only",
        {TRAIN_DX: "        rows, columns = dout.shape\n        dx = dout * mask\n"},
        ("takes_gradients_of_any_shape",),
        "The backward pass takes dout for an array of two dimensions.",
    ),
    backward(
        "overwrites_dout",
        {TRAIN_DX: "        dout *= mask\n        dx = dout\n"},
        ("leaves_dout_alone",),
        "dout is multiplied in place, so the caller's array changes too.",
        "Operators such as *= write into the array itself.",
    ),
    backward(
        "backward_subtracts_the_kept_part",
        {TRAIN_DX: "        dx = dout - dout * mask\n"},
        ("blocks_dropped_units", "scales_like_the_forward_pass"),
        "dx is what the mask takes away, where it should be what the mask lets through.",
    ),
    backward(
        "backward_divides_by_the_drop_probability",
        {TRAIN_DX: '        dx = dout * (mask != 0) / (1 - dropout_param["p"])\n'},
        ("scales_like_the_forward_pass",),
        "The gradient is divided by 1 - p where the forward pass divides by p.",
    ),
    backward(
        "mask_kept_in_the_function",
        {
            "    cache = (dropout_param, mask)\n": "    dropout_forward.mask = mask\n"
            "    cache = (dropout_param, None)\n",
            TRAIN_DX: "        dx = dout * dropout_forward.mask\n",
        },
        ("follows_its_own_forward_pass",),
        "The backward pass uses the mask of the latest forward pass, wherever that came from. In a"
        " net with two dropout layers it is the wrong one.",
        "The cache that dropout_forward returns is the place for its mask.",
    ),
    backward(
        "mask_read_off_the_output",
        {
            "    cache = (dropout_param, mask)\n": "    cache = (dropout_param, out)\n",
            TRAIN_DX: '        dx = dout * (mask != 0) / dropout_param["p"]\n',
        },
        ("follows_its_own_forward_pass",),
        "The mask is guessed from the zeros of out. After a relu half of x is zero, so that kept"
        " units are taken for dropped ones.",
        "Keep the mask itself.",
    ),
)
