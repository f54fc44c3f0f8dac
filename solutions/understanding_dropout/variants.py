"""Right versions that differ from the reference in a few lines; the others are in variants/."""

from checks import forward
from checks_crowd_average import average
from misconceptions import APPLY, DRAW, OUTPUT, RELU
from misconceptions_crowd import NOTE
from misconceptions_crowd_average import ADD, ASK, MEAN
from misconceptions_refusals import EACH, LENGTH, RANGE

RNG = "    rng = np.random.default_rng(seed)\n"
RETURN = "    return AL, activations\n"
START = "    A = X\n"
CROWD = f"    said = 0.0\n    for k in range(n_samples):\n{ASK}{ADD}{MEAN}"
COSTS = "np.array(costs), trained"
UPDATE = "update_parameters(trained, gradients, learning_rate)"
OWN_UPDATE = '{k: trained[k] - learning_rate * gradients["d" + k] for k in trained}'
ONE_NET = "forward_with_keep_probs(X, parameters, keep_probs, seed + k)[0]"

forward.variant(
    "above_one_minus_p",
    replace={
        LENGTH: "    if len(keep_probs) != layers or not all(0 < p <= 1 for p in keep_probs):\n"
        '        raise ValueError(f"{keep_probs} cannot be")\n',
        EACH: "",
        DRAW: "        kept = rng.random(A.shape) > 1 - keep_prob\n",
    },
)
forward.variant(
    "binomial",
    replace={
        LENGTH: "    p = np.asarray(keep_probs, dtype=float)\n"
        "    if p.shape != (layers,):\n"
        '        raise ValueError(f"expected {layers} keep_probs")\n',
        EACH: "    if not np.all((p > 0) & (p <= 1)):\n"
        '        raise ValueError(f"keep_probs out of range: {p}")\n',
        DRAW: "        kept = rng.binomial(1, keep_prob, A.shape)\n",
        RETURN: "    return AL, tuple(activations)\n",
    },
)
forward.variant(
    "choice_of_factors",  # and an error of its own, which is a ValueError
    replace={
        LENGTH: "    class KeepProbError(ValueError):\n        pass\n"
        '    if np.size(keep_probs) != layers:\n        raise KeepProbError("count")\n',
        EACH: "    for p in keep_probs:\n"
        "        if p > 0 and p <= 1:\n            continue\n"
        '        raise KeepProbError(f"{p}")\n',
        DRAW: "",
        APPLY: "        p = [1 - keep_prob, keep_prob]\n"
        "        A = A * rng.choice([0, 1 / keep_prob], size=A.shape, p=p)\n",
    },
)
forward.variant(
    "coursera_style",  # D, the global generator, the four steps
    replace={
        RANGE: "        if np.isnan(keep_prob) or keep_prob <= 0 or keep_prob > 1:\n",
        RNG: "    if seed is not None:\n        np.random.seed(seed)\n",
        START: "    A = np.copy(X)\n",
        DRAW: "        D = np.random.rand(A.shape[0], A.shape[1])\n"
        "        D = (D < keep_prob).astype(int)\n",
        APPLY: "        A = np.multiply(A, D)\n        A /= keep_prob\n",
    },
)
forward.variant(
    "dropout_before_relu",  # which is the same: masks are not negative
    replace={
        RELU: '            A = parameters[f"W{layer}"] @ A + parameters[f"b{layer}"]\n',
        APPLY: f"{APPLY}        A = A * (A > 0) if layer > 0 else A\n",
    },
)
forward.variant(
    "float32",
    replace={
        LENGTH: "    parameters = {k: v.astype(np.float32) for k, v in parameters.items()}\n"
        + LENGTH,
        EACH: "    if not np.all(np.logical_and(np.greater(keep_probs, 0),"
        " np.less_equal(keep_probs, 1))):\n"
        '        raise ValueError("range of keep_probs")\n',
        START: "    A = X.astype(np.float32)\n",
        DRAW: "        kept = rng.random(A.shape, dtype=np.float32) < keep_prob\n",
        APPLY: "        A = (A * kept / np.float32(keep_prob)).astype(np.float32)\n",
    },
)
forward.variant(
    "in_place_on_copies",
    replace={
        LENGTH: "    try:\n        list(zip(keep_probs, range(layers), strict=True))\n"
        "    except ValueError as error:\n"
        '        raise ValueError(f"keep_probs cannot be {keep_probs}: {error}") from error\n',
        RANGE: "        if not (keep_prob > 0) or not (keep_prob <= 1):\n",
        START: "    A = X.copy()\n",
        DRAW: "        dropped = rng.random(A.shape) >= keep_prob\n",
        APPLY: "        A[dropped] = 0\n        np.divide(A, keep_prob, out=A)\n",
    },
)
forward.variant(
    "one_draw_for_all_layers",
    replace={
        EACH: "    p = keep_probs\n"
        "    if min(p) <= 0 or max(p) > 1 or any(q != q for q in p):\n"
        '        raise ValueError("range")\n',
        START: '    widths = [len(X)] + [len(parameters[f"b{k}"]) for k in range(1, layers)]\n'
        "    draws = rng.random((sum(widths), X.shape[1]))\n"
        f"    masks = np.split(draws, np.cumsum(widths)[:-1])\n{START}",
        DRAW: "",
        APPLY: "        A = np.where(masks[layer] < keep_prob, A / keep_prob, 0)\n",
    },
)
forward.variant(
    "skips_what_is_off",  # where nothing is drawn, and the layer's own array is passed on
    replace={
        EACH: "    bad = [p for p in keep_probs if not 0 < p <= 1]\n"
        '    if bad:\n        raise ValueError(f"impossible: {bad}")\n',
        RNG: "    rng = np.random.RandomState(seed)\n",
        DRAW: f"        if keep_prob < 1:\n    {DRAW.replace('random(A.shape)', 'rand(*A.shape)')}",
        APPLY: f"    {APPLY}",
    },
)
forward.variant(
    "spawned_generators",
    replace={
        RNG: "    children = np.random.SeedSequence(seed).spawn(layers)\n",
        RELU: '            A = np.einsum("ij,jm->im", parameters[f"W{layer}"], A)\n'
        '            A = A + parameters[f"b{layer}"]\n'
        "            A = 0.5 * (A + np.abs(A))\n",
        DRAW: "        rng = np.random.Generator(np.random.PCG64(children[layer]))\n"
        "        kept = rng.uniform(0, 1, A.shape) <= keep_prob\n",
        OUTPUT: '    Z = np.einsum("ij,jm->im", parameters[f"W{layers}"], A)\n'
        '    AL = np.exp(-np.logaddexp(0, -Z - parameters[f"b{layers}"]))\n',
    },
)

average.variant(
    "costs_as_arrays",  # of one element, in a list
    replace={
        "dict(parameters)": "{name: np.array(value) for name, value in parameters.items()}",
        NOTE: "        costs.append(np.array([compute_cost(measured, Y)]))\n",
        UPDATE: OWN_UPDATE,
        COSTS: "costs, trained",
        CROWD: '    total = np.zeros((len(parameters[f"W{len(parameters) // 2}"]), X.shape[1]))\n'
        "    for s in np.arange(seed, seed + n_samples):\n"
        "        total += forward_with_keep_probs(X, parameters, keep_probs, int(s))[0]\n"
        "    return np.divide(total, n_samples)\n",
    },
)
average.variant(
    "lists_and_means",
    replace={
        COSTS: "costs, trained",
        CROWD: f"    return np.mean([{ONE_NET} for k in range(n_samples)], axis=0)\n",
    },
)
average.variant(
    "own_cost",
    replace={
        "compute_cost(measured, Y)": "-np.sum(Y * np.log(measured)"
        " + (1 - Y) * np.log(1 - measured)) / Y.shape[1]",
        UPDATE: OWN_UPDATE,
        ADD: "        said += (AL - said) / (k + 1)\n",
        MEAN: "    return said\n",
    },
)
average.variant(
    "single_precision_costs",
    replace={
        COSTS: "np.array(costs, np.float32), trained",
        CROWD: f"    answers = [{ONE_NET}.astype(np.float32) for k in range(n_samples)]\n"
        "    return np.average(answers, axis=0)\n",
    },
)
