"""Right versions that differ from the reference in a few lines; the others are in variants/."""

from checks import forward
from checks_fc_net import net

IMPORT = "import numpy as np\n"
MASK = "mask = ((rng.random(x.shape) < p) / p).astype(x.dtype)"
OUT = f"{MASK}\n        out = x * mask"
RNG = '    rng = np.random.default_rng(dropout_param.get("seed"))\n'
SEED = '    if "seed" in dropout_param:\n        np.random.seed(dropout_param["seed"])\n'
DROP = "h, dropout_cache = dropout_forward(r, dropout_param)"
DROP_BACKWARD = "dr = dropout_backward(dh, dropout_cache)"
RELU_BACKWARD = "da = relu_backward(dr, relu_cache)"
LOSS = "    loss, dscores = softmax_loss(scores, y)\n"
CHANCES = (
    "    e = np.exp(scores - scores.max(1, keepdims=True))\n"
    "    P = e / e.sum(axis=1, keepdims=True)\n"
)

forward.variant(
    "above_one_minus_p",
    replace={
        OUT: "mask = rng.random(size=x.shape) > 1 - p\n        out = x * mask\n        out /= p",
        "dout * mask": 'np.zeros_like(dout)\n        dx[mask] = dout[mask] / dropout_param["p"]',
    },
)
forward.variant(
    "choice", replace={MASK: "mask = rng.choice([0.0, 1 / p], size=x.shape, p=[1 - p, p])"}
)
forward.variant(
    "float32_mask",
    replace={
        MASK: "mask = rng.random(x.shape, dtype=np.float32) < p\n"
        "        mask = mask.astype(np.float32) / np.float32(p)"
    },
)
forward.variant("global_seed", replace={RNG: f"{SEED}    rng = np.random\n"})
forward.variant(
    "integer_threshold",
    replace={
        MASK: "words = rng.integers(0, 2**32, size=x.shape)\n"
        "        mask = (words < p * 2**32).astype(float)\n        mask /= p"
    },
)
forward.variant(
    "long_double",
    replace={
        MASK: "mask = (rng.random(x.shape) < p) / np.longdouble(p)",
        "out.astype(x.dtype, copy=False), cache": "out, cache",
    },
)
forward.variant(
    "masked_array",
    replace={
        OUT: "mask = rng.random(x.shape) >= p\n"
        "        out = np.ma.masked_array(x, mask).filled(0) / p",
        "dout * mask": 'np.ma.masked_array(dout, mask).filled(0) / dropout_param["p"]',
    },
)
forward.variant(
    "matplotlib_import",
    replace={
        IMPORT: f"import os, sys, time, math, random\n{IMPORT}import matplotlib.pyplot as plt\n",
    },
)
forward.variant(
    "matrix",
    replace={
        MASK: "kept = rng.random((x.size, 1)) < p\n"
        "        mask = np.multiply(np.asmatrix(np.ones((x.size, 1))), kept)\n"
        "        mask = np.asarray(mask).reshape(x.shape) / p"
    },
)
forward.variant(
    "normal_quantile",
    replace={
        MASK: "from statistics import NormalDist\n"
        "        highest = NormalDist().inv_cdf(p) if p < 1 else np.inf\n"
        "        mask = (rng.standard_normal(x.shape) < highest) / p"
    },
)
forward.variant(
    "rescaled_input",  # before it is masked; the order makes no difference
    replace={
        RNG: SEED,
        OUT: "mask = np.random.random_sample(x.shape) < p\n        out = (x / p) * mask",
        "dout * mask": '(dout / dropout_param["p"]) * mask',
    },
)

net.variant(
    "dropout_before_relu_in_backward",  # both are factors, and factors commute
    replace={
        DROP_BACKWARD: "dr = relu_backward(dh, relu_cache)",
        RELU_BACKWARD: "da = dropout_backward(dr, dropout_cache)",
    },
)
net.variant(
    "dropout_per_example",
    replace={
        DROP: "pairs = [dropout_forward(row, dropout_param) for row in r]\n"
        "        h = np.array([q[0] for q in pairs]); dropout_cache = [q[1] for q in pairs]",
        DROP_BACKWARD: "pairs = zip(dh, dropout_cache)\n"
        "        dr = np.array([dropout_backward(row, c) for row, c in pairs])",
    },
)
net.variant("loss_of_one_element", replace={"return loss, grads": "return np.array([loss]), grads"})
net.variant(
    "one_hot_labels",
    replace={
        LOSS: f"{CHANCES}    Y = np.eye(scores.shape[1])[y]\n"
        "    loss = -np.sum(Y * np.log(P)) / len(Y)\n"
        "    dscores = (P - Y) / len(Y)\n"
    },
)
net.variant(
    "ordered_dict",
    replace={
        IMPORT: f"from collections import OrderedDict\n{IMPORT}",
        "None, 0.0, {}": "None, 0.0, OrderedDict()",
    },
)
net.variant("returns_list", replace={"return loss, grads": "return [loss, grads]"})
net.variant(
    "small_number_in_the_log",
    replace={
        LOSS: f"{CHANCES}    loss = -np.mean(np.log(P[np.arange(len(y)), y] + 1e-8))\n"
        "    dscores = P.copy(); dscores[np.arange(len(y)), y] -= 1; dscores /= len(y)\n"
    },
)
net.variant(
    "unpacks_the_cache",
    replace={
        DROP_BACKWARD: "_, mask = dropout_cache\n"
        '        dr = dh * mask if dropout_param["mode"] == "train" else dh'
    },
)
