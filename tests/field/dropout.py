"""Field cases of dropout; ``p`` is the probability of KEEPING a unit."""

from field import FULL, Case

FORWARD, BACKWARD = "dropout_forward", "dropout_backward"

LAYERS = """{imports}import numpy as np


def dropout_forward(x, dropout_param):
    p, mode = dropout_param["p"], dropout_param["mode"]
    if dropout_param.get("seed") is not None:
        np.random.seed(dropout_param["seed"])
    mask = None
    if mode == "train":
        {train}
    else:
        out = x
    {cache}
    return out, cache


def dropout_backward(dout, cache):
    {unpack}
    if dropout_param["mode"] == "train":
        {back}
    else:
        dx = dout
    return dx
"""


def layers(
    train="mask = (np.random.rand(*x.shape) < p) / p; out = x * mask",
    back="dx = dout * mask",
    cache="cache = (dropout_param, mask)",
    unpack="dropout_param, mask = cache",
    imports="",
):
    text = LAYERS.format(train=train, back=back, cache=cache, unpack=unpack, imports=imports)
    return {"layers.py": text}


CASES = [
    Case(
        "p_over_p",
        layers("mask = np.random.rand(*x.shape) < p / p; out = x * mask"),
        {FORWARD: (0, 0.6), BACKWARD: FULL},
        {FORWARD: ["drop"]},
        why="Parentheses are forgotten, so nothing is dropped; the backward pass is right.",
    ),
    Case(
        "train_branch_crashes",
        layers("mask = (np.random.random(x.shpe) < p) / p; out = x * mask"),
        {FORWARD: (0, 0.5), BACKWARD: FULL},
        why="One name is misspelled in the forward pass; the backward pass is right.",
    ),
    Case(
        "drop_convention_scaled",
        layers("mask = (np.random.rand(*x.shape) >= p) / (1 - p); out = x * mask"),
        {FORWARD: (0.75, 0.95), BACKWARD: FULL},
        {FORWARD: ["probability of dropping", "drop probability"]},
        why="p is read as the drop probability, consistently: one mistake, and the mean is right.",
    ),
    Case(
        "wrong_side_of_p",
        layers("mask = (np.random.rand(*x.shape) > p) / p; out = x * mask"),
        {FORWARD: (0, 0.75), BACKWARD: FULL},
        {FORWARD: ["above p"]},
        ["probability of dropping a unit"],
        why="It breaks the mean, so it must cost more than drop_convention_scaled.",
    ),
    Case(
        "cache_without_the_mode",
        layers(cache='cache = None if mode == "test" else (dropout_param, mask)'),
        {FORWARD: FULL, BACKWARD: (0.5, 0.99)},
        {BACKWARD: ["cache.*(is|was|holds) None", "None.*cache"]},
        ["uses the mask in test mode"],
        why="The cache of test mode is None; the code does ask for the mode.",
    ),
    Case(
        "axes_by_hand",
        layers("mask = (np.random.rand(x.shape[0], x.shape[1]) < p) / p; out = x * mask"),
        {FORWARD: (0.8, 0.99), BACKWARD: FULL},
        {FORWARD: ["two dimensions"]},
        why="Two dimensions only.",
    ),
    Case(
        "backward_not_written",
        layers(back="dx = None"),
        {FORWARD: FULL, BACKWARD: (0, 0.3)},
        {BACKWARD: ["dx is None"]},
        ["not wrong"],
        why="A dx of None is wrong, and nothing may call it otherwise.",
    ),
    Case(
        "whole_cache_for_the_mask",
        layers(unpack="dropout_param, mask = cache[0], cache"),
        {FORWARD: FULL, BACKWARD: (0, 0.5)},
        {BACKWARD: ["whole cache, a tuple"]},
        why="The tuple is multiplied, and not the mask in it.",
    ),
    Case(
        "unused_missing_import",
        layers(imports="from sklearn.utils import shuffle\n"),
        {FORWARD: FULL, BACKWARD: FULL},
        why="Nothing uses what is imported, from a package that the grader may not have.",
    ),
    Case(
        "twice_and_wrong_side",
        layers("mask = (np.random.rand(*x.shape) > p) / p; out = x * mask / p"),
        {FORWARD: (0, 0.7), BACKWARD: FULL},
        {FORWARD: ["multiplied by 25, where 1.25 is right"]},
        ["not rescaled", "probability of dropping a unit", "passed on as they are"],
        why="Two mistakes, and neither is a forgotten division.",
    ),
    # The same kinds in other styles.
    Case(
        "nothing_dropped_with_a_boolean_mask_in_a_dict",
        layers(
            "mask = np.random.default_rng().random(x.shape) <= p / p; out = x * mask / p",
            back='dx = dout * cache["keep"] / cache["p"]',
            cache='cache = {"how": dropout_param, "keep": mask, "p": p}',
            unpack='dropout_param = cache["how"]',
        ),
        {FORWARD: (0, 0.6), BACKWARD: FULL},
        why="A boolean mask in a dict can be replaced by a known one.",
    ),
    Case(
        "nothing_dropped_with_the_mask_of_dropped_units",
        layers(
            "mask = np.random.uniform(size=x.shape) > p / p; out = np.where(mask, 0, x)",
            back='dx = np.where(mask, 0, dout / dropout_param["p"])',
        ),
        {FORWARD: (0, 0.6), BACKWARD: FULL},
        why="The mask says what is dropped; the gradient is that of the true layer.",
    ),
    Case(
        "nothing_dropped_with_the_mask_in_an_object",
        layers(
            "mask = (np.random.rand(*x.shape) < p / p) * 1.0; out = x * mask",
            back="dx = dout * cache.mask",
            cache="cache = Memory(dropout_param, mask)",
            unpack="dropout_param = cache.param",
            imports="from dataclasses import dataclass\n\n\n@dataclass(frozen=True)\n"
            "class Memory:\n    param: dict\n    mask: object\n\n\n",
        ),
        {FORWARD: (0, 0.6), BACKWARD: FULL},
        why="A mask in an attribute of an object can be replaced by a known one.",
    ),
    Case(
        "nothing_dropped_with_the_mask_in_a_namedtuple",
        layers(
            "mask = np.random.binomial(1, 1, x.shape) / p; out = x * mask",
            back="dx = dout * cache.deep[0]",
            cache="cache = Memory(dropout_param, [mask])",
            unpack="dropout_param = cache.param",
            imports="from collections import namedtuple\n\n"
            'Memory = namedtuple("Memory", "param deep")\n',
        ),
        {FORWARD: (0, 0.6), BACKWARD: FULL},
        why="A mask deep in a cache can be replaced by a known one.",
    ),
    Case(
        "nothing_dropped_and_a_backward_pass_that_is_wrong",
        layers(
            "mask = np.random.rand(*x.shape) < p / p; out = x * mask",
            back='dx = dout * mask * dropout_param["p"]',
        ),
        {FORWARD: (0, 0.6), BACKWARD: (0.5, 0.8)},
        {BACKWARD: ["0.3 times dout"]},
        ["forward pass divides"],
        why="A known mask shows that the gradient is multiplied by p.",
    ),
    Case(
        "nothing_dropped_and_dout_passed_on",
        layers("mask = np.random.rand(*x.shape) < p / p; out = x * mask", back="dx = dout"),
        {FORWARD: (0, 0.6), BACKWARD: (0, 0.4)},
        why="A backward pass that uses no mask is wrong, whatever the forward pass does.",
    ),
    Case(
        "out_is_forgotten",
        layers(
            "out = None; mask = np.random.rand(*x.shape) < p; x = x * mask / p",
            back='dx = dout * mask / dropout_param["p"]',
            cache="cache = (dropout_param, mask); out = out.astype(x.dtype, copy=False)",
        ),
        {FORWARD: (0, 0.5), BACKWARD: FULL},
        {FORWARD: ["out is None"]},
        ["astype"],
        why="The product has another name, and the skeleton's cast must not hide it.",
    ),
    Case(
        "crash_with_a_cache_that_is_a_dict",
        layers(
            "mask = np.random.rnad(*x.shape) < p; out = x * mask / p",
            back='dx = dout * cache["mask"] / cache["param"]["p"]',
            cache='cache = {"param": dropout_param, "mask": mask}',
            unpack='dropout_param = cache["param"]',
        ),
        {FORWARD: (0, 0.5), BACKWARD: FULL},
        why="The cache of test mode shows where a mask would be.",
    ),
    Case(
        "forward_not_written",
        {
            "layers.py": "def dropout_forward(x, dropout_param):\n    raise NotImplementedError\n\n"
            "\ndef dropout_backward(dout, cache):\n    param, mask = cache\n"
            '    return dout * mask if param["mode"] == "train" else dout\n'
        },
        {FORWARD: (0, 0), BACKWARD: FULL},
        why="Only the backward pass is there, by the cache that the skeleton documents.",
    ),
    Case(
        "drop_convention_with_a_division_by_zero",
        layers(
            "scale = 1 / (1 - p); mask = np.random.rand(*x.shape) > p; out = x * mask * scale",
            back='dx = dout * mask / (1 - dropout_param["p"])',
        ),
        {FORWARD: (0.75, 0.95), BACKWARD: FULL},
        {FORWARD: ["probability of dropping"]},
        why="1 / (1 - p) raises ZeroDivisionError at p = 1, by the same one mistake.",
    ),
    Case(
        "drop_convention_and_a_gradient_divided_by_p",
        layers(
            "mask = (np.random.rand(*x.shape) >= p) / (1 - p); out = x * mask",
            back='dx = dout * (mask != 0) / dropout_param["p"]',
        ),
        {FORWARD: (0.75, 0.95), BACKWARD: (0.4, 0.8)},
        why="Its forward pass divides by 1 - p, so this is not its gradient.",
    ),
    Case(
        "drop_convention_by_binomial_draws",
        layers(
            "mask = np.random.binomial(1, 1 - p, size=x.shape); out = x * mask / (1 - p)",
            back='dx = dout * mask / (1 - dropout_param["p"])',
        ),
        {FORWARD: (0.75, 0.95), BACKWARD: FULL},
        {FORWARD: ["probability of dropping", "drop probability"]},
        why="The same mistake with binomial draws.",
    ),
    Case(
        "drop_convention_without_rescaling",
        layers("mask = np.random.rand(*x.shape) >= p; out = x * mask"),
        {FORWARD: (0, 0.75), BACKWARD: FULL},
        {FORWARD: ["not rescaled"]},
        why="It breaks the mean too.",
    ),
    Case(
        "rows_and_columns_unpacked",
        layers(
            "N, D = x.shape; mask = np.random.default_rng(dropout_param.get('seed'))"
            ".uniform(0, 1, (N, D)) < p; out = np.where(mask, x / p, 0)",
            back='dx = dout * cache["mask"] / cache["p"]',
            cache='cache = {"mask": mask, "p": p, "mode": mode}',
            unpack="dropout_param = cache",
        ),
        {FORWARD: (0.8, 0.99), BACKWARD: FULL},
        {FORWARD: ["two dimensions"]},
        why="Two dimensions only, with a cache that is a dict.",
    ),
    Case(
        "mask_asked_before_the_mode",
        layers(
            cache='cache = None if mode == "test" else {"param": dropout_param, "mask": mask}',
            unpack='mask, dropout_param = cache["mask"], cache["param"]',
        ),
        {FORWARD: FULL, BACKWARD: (0.5, 0.99)},
        {BACKWARD: ["cache is None", "None.*cache"]},
        ["uses the mask in test mode"],
        why="The cache of test mode is None, and is subscripted before the mode is asked.",
    ),
    Case(
        "mask_used_in_test_mode",
        layers(unpack="dropout_param, mask = cache; return dout * mask"),
        {FORWARD: FULL, BACKWARD: (0.5, 0.99)},
        {BACKWARD: ["uses the mask in test mode"]},
        why="There is no mask in test mode.",
    ),
    Case(
        "a_misspelled_name_in_test_mode",
        layers(
            unpack='dropout_param, mask = cache\n    if mask is None:\n        return dout + ""'
        ),
        {FORWARD: FULL, BACKWARD: (0.5, 0.99)},
        {},
        ["uses the mask in test mode", "cache is None"],
        why="Another TypeError in test mode is no mask that is used there.",
    ),
    Case(
        "whole_cache_multiplied",
        layers(back="dx = dout * cache"),
        {FORWARD: FULL, BACKWARD: (0, 0.5)},
        {BACKWARD: ["whole cache"]},
        why="The tuple is multiplied, under its own name.",
    ),
    Case(
        "one_coin_for_each_example",
        layers("mask = (np.random.rand(x.shape[0], *[1] * (x.ndim - 1)) < p) / p; out = x * mask"),
        {FORWARD: (0.8, 0.99), BACKWARD: FULL},
        {FORWARD: ["each example"]},
        why="Units of an example are dropped together: one mistake.",
    ),
    Case(
        "modes_exchanged",
        layers(
            "out = x",
            cache='if mode == "test":\n        mask = (np.random.rand(*x.shape) < p) / p\n'
            "        out = x * mask\n    cache = (dropout_param, mask)",
            back="dx = dout",
            unpack='dropout_param, mask = cache\n    if dropout_param["mode"] == "test":\n'
            "        return dout * mask",
        ),
        {FORWARD: (0.6, 0.95), BACKWARD: (0, 0.5)},
        {FORWARD: ["swapped"]},
        why="The two modes are exchanged in both functions.",
    ),
    Case(
        "two_mistakes_of_their_own",
        layers("mask = np.random.rand(*x.shape) < p; x *= mask; out = x"),
        {FORWARD: (0.5, 0.7), BACKWARD: FULL},
        {FORWARD: ["passed on as they are"]},
        ["drop probability", "probability of dropping"],
        why="It writes into x and does not rescale.",
    ),
    Case(
        "right_with_a_class_and_a_generator",
        layers(
            "mask = RNG.random(x.shape) < p if dropout_param.get('seed') is None else"
            " np.random.default_rng(dropout_param['seed']).random(x.shape) < p;"
            " out = np.where(mask, x, 0) / p",
            back="dx = cache.back(dout)",
            cache="cache = Memory(); cache.param, cache.mask = dropout_param, mask",
            unpack="dropout_param = cache.param",
            imports="import numpy as np\n\nRNG = np.random.default_rng()\n\n\nclass Memory:\n"
            "    def back(self, dout):\n"
            '        return np.where(self.mask, dout, 0) / self.param["p"]\n\n\n',
        ),
        {FORWARD: FULL, BACKWARD: FULL},
        why="It is right.",
    ),
]
