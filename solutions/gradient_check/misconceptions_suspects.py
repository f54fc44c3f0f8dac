"""The wrong versions of mended_backward that students write."""

from autograder import Misconception

SHRINK = "        dx = dout * (np.abs(cache) > 1)\n"
SOFTMAX = "        dx = cache * (dout - (dout * cache).sum(axis=1, keepdims=True))\n"
WINDOWS = """\
        for k in range(3):
            dx[:, k : cache[1] - 2 + k] += dout[:, :, k]
"""
OTHERS = "    else:\n        dx = backward(dout, cache)\n"


def mended(name, edits, loses, says, hint=""):
    return Misconception(name, "mended_backward", edits, loses, says, hint)


MISCONCEPTIONS = (
    mended(
        "softsign_as_if_it_were_tanh",
        {
            OTHERS: '    elif name == "softsign":\n        dx = dout * (1 - cache**2)\n' + OTHERS,
        },
        ("lets_the_innocent_go",),
        "softsign was right, and has been given the slope of tanh.",
    ),
    mended(
        "standardize_by_its_scale_only",
        {
            OTHERS: '    elif name == "standardize":\n        dx = dout / cache[1]\n' + OTHERS,
        },
        ("lets_the_innocent_go",),
        "standardize was right. Mean and deviation depend on x as well, and this leaves it out.",
    ),
    mended(
        "shrink_with_a_sign",
        {SHRINK: "        dx = dout * np.sign(cache) * (np.abs(cache) > 1)\n"},
        ("mends_shrink",),
        "Left of -1 the slope of shrink is taken for -1; x + 1 has the slope 1.",
    ),
    mended(
        "shrink_lets_everything_pass",
        {SHRINK: "        dx = dout\n"},
        ("mends_shrink",),
        "The gradient of shrink passes between -1 and 1 as well, where the output is constant.",
    ),
    mended(
        "shrink_as_it_was",
        {SHRINK: "        dx = backward(dout, cache)\n"},
        ("mends_shrink",),
        "shrink is still as it was: nothing passes left of -1.",
    ),
    mended(
        "softmax_as_it_was",
        {SOFTMAX: "        dx = backward(dout, cache)\n"},
        ("mends_softmax",),
        "softmax is still as it was: the diagonal of its Jacobian only.",
    ),
    mended(
        "softmax_with_a_plus",
        {SOFTMAX: SOFTMAX.replace("dout - (", "dout + (")},
        ("mends_softmax",),
        "The other scores of a row push a probability down, so their terms have a minus sign.",
    ),
    mended(
        "softmax_over_columns",
        {SOFTMAX: SOFTMAX.replace("axis=1", "axis=0")},
        ("mends_softmax",),
        "The sum is taken over the examples, and softmax works on rows.",
    ),
    mended(
        "softmax_of_the_bare_sum",
        {SOFTMAX: "        dx = cache * (dout - dout.sum(axis=1, keepdims=True) * cache)\n"},
        ("mends_softmax",),
        "In the sum over a row each dout must be multiplied by its own output first.",
    ),
    mended(
        "windows_as_they_were",
        {WINDOWS: "        dx = backward(dout, cache)\n"},
        ("mends_windows",),
        "windows is still as it was: of several contributions to one element the last one stays.",
        "np.add.at adds all of them; so does a loop.",
    ),
    mended(
        "windows_averaged",
        {
            WINDOWS: WINDOWS + "        columns = np.arange(cache[1])\n"
            "        dx /= np.minimum(np.minimum(columns, columns[::-1]) + 1, 3)\n"
        },
        ("mends_windows",),
        "The contributions of the windows are averaged, and the chain rule adds them up.",
    ),
    mended(
        "windows_in_the_middle_of_each",
        {WINDOWS: "        dx[:, 1:-1] += dout.sum(axis=2)\n"},
        ("mends_windows",),
        "All that a window gives back goes to its middle element.",
    ),
    mended(
        "windows_by_their_borders",
        {
            WINDOWS: "        dx[:, 0] = dout[:, 0, 0]\n"
            "        dx[:, 1] = dout[:, 0, 1] + dout[:, 1, 0]\n"
            "        dx[:, 2:-2] = dout[:, 2:, 0] + dout[:, 1:-1, 1] + dout[:, :-2, 2]\n"
            "        dx[:, -2] = dout[:, -2, 2] + dout[:, -1, 1]\n"
            "        dx[:, -1] = dout[:, -1, 2]\n"
        },
        ("mends_them_at_any_shape",),
        "The borders of windows are written one by one, which goes wrong where they meet.",
    ),
)
