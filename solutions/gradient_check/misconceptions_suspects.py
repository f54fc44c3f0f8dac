"""The wrong versions of fixed_backward that students write."""

from checks_suspects import (
    fixed,
    fixes_shrink,
    fixes_softmax,
    fixes_them_at_any_shape,
    fixes_windows,
    leaves_dout_and_cache_alone,
    lets_the_innocent_go,
)

SHRINK = "        dx = dout * (np.abs(cache) > 1)\n"
SOFTMAX = "        dx = cache * (dout - (dout * cache).sum(axis=1, keepdims=True))\n"
WINDOWS = """\
        for k in range(3):
            dx[:, k : cache[1] - 2 + k] += dout[:, :, k]
"""
OTHERS = "    else:\n        dx = backward(dout, cache)\n"

fixed.misconception(
    "softsign_as_if_it_were_tanh",
    replace={
        OTHERS: '    elif name == "softsign":\n        dx = dout * (1 - cache**2)\n' + OTHERS,
    },
    fails=[lets_the_innocent_go],
    message="softsign was right, but now it has the slope of tanh.",
)
fixed.misconception(
    "standardize_by_its_scale_only",
    replace={
        OTHERS: '    elif name == "standardize":\n        dx = dout / cache[1]\n' + OTHERS,
    },
    fails=[lets_the_innocent_go],
    message="standardize was right. Your gradient treats the mean and the deviation as constants.",
)
fixed.misconception(
    "shrink_with_a_sign",
    replace={SHRINK: "        dx = dout * np.sign(cache) * (np.abs(cache) > 1)\n"},
    fails=[fixes_shrink],
    message="Below -1 your slope of shrink is -1, but x + 1 has the slope 1.",
)
fixed.misconception(
    "shrink_lets_everything_pass",
    replace={SHRINK: "        dx = dout\n"},
    fails=[fixes_shrink],
    message="The gradient of shrink is not 0 between -1 and 1, where the output is constant.",
)
fixed.misconception(
    "shrink_as_it_was",
    replace={SHRINK: "        dx = backward(dout, cache)\n"},
    fails=[fixes_shrink],
    message="shrink is still as it was: its gradient is 0 below -1.",
)
fixed.misconception(
    "softmax_as_it_was",
    replace={SOFTMAX: "        dx = backward(dout, cache)\n"},
    fails=[fixes_softmax],
    message="softmax is still as it was: it uses only the diagonal of its Jacobian.",
)
fixed.misconception(
    "softmax_with_a_plus",
    replace={SOFTMAX: SOFTMAX.replace("dout - (", "dout + (")},
    fails=[fixes_softmax],
    message="The other scores of a row push a probability down, so their terms have a minus sign.",
)
fixed.misconception(
    "softmax_over_columns",
    replace={SOFTMAX: SOFTMAX.replace("axis=1", "axis=0")},
    fails=[fixes_softmax],
    message="The sum is over the examples, but softmax works on rows.",
)
fixed.misconception(
    "softmax_of_the_bare_sum",
    replace={SOFTMAX: "        dx = cache * (dout - dout.sum(axis=1, keepdims=True) * cache)\n"},
    fails=[fixes_softmax],
    message="In the sum over a row each dout must be multiplied by its own output first.",
)
fixed.misconception(
    "windows_as_they_were",
    replace={WINDOWS: "        dx = backward(dout, cache)\n"},
    fails=[fixes_windows],
    message="windows is still as it was: an element gets only the last of its contributions.",
    hint="np.add.at adds all of them. A loop does so too.",
)
fixed.misconception(
    "windows_averaged",
    replace={
        WINDOWS: WINDOWS + "        columns = np.arange(cache[1])\n"
        "        dx /= np.minimum(np.minimum(columns, columns[::-1]) + 1, 3)\n"
    },
    fails=[fixes_windows],
    message="The contributions of the windows are averaged, but the chain rule adds them.",
)
fixed.misconception(
    "windows_in_the_middle_of_each",
    replace={WINDOWS: "        dx[:, 1:-1] += dout.sum(axis=2)\n"},
    fails=[fixes_windows],
    message="The whole gradient of a window goes to its middle element.",
)
fixed.misconception(
    "windows_by_their_borders",
    replace={
        WINDOWS: "        dx[:, 0] = dout[:, 0, 0]\n"
        "        dx[:, 1] = dout[:, 0, 1] + dout[:, 1, 0]\n"
        "        dx[:, 2:-2] = dout[:, 2:, 0] + dout[:, 1:-1, 1] + dout[:, :-2, 2]\n"
        "        dx[:, -2] = dout[:, -2, 2] + dout[:, -1, 1]\n"
        "        dx[:, -1] = dout[:, -1, 2]\n"
    },
    fails=[fixes_them_at_any_shape],
    message="The borders of windows are written one by one, which is wrong where the borders meet.",
)
fixed.misconception(
    "shrink_writes_into_dout",
    replace={SHRINK: "        dout *= np.abs(cache) > 1\n        dx = dout\n"},
    fails=[leaves_dout_and_cache_alone],
    message="dout *= ... writes into the caller's dout.",
)
fixed.misconception(
    "softmax_writes_into_the_cache",
    replace={
        SOFTMAX: SOFTMAX + "        cache *= 1 - cache\n",
    },
    fails=[leaves_dout_and_cache_alone],
    message="cache *= ... writes into what the forward pass returned.",
)

fixed.equivalent(
    "dx = dout * (np.abs(cache) > 1)",
    "dx = dout * (np.abs(cache) >= 1)",
    why="At 1 and at -1 shrink has a kink, and the docstring names no slope.",
)
fixed.equivalent("dx = np.zeros(cache)", "dx = -np.zeros(cache)", why="0 + x is -0 + x.")
