"""Right versions that differ from the reference in a few lines; the others are in variants/."""

from checks import forward
from common_texts import RNG, SIGMOID, hidden

WEIGHTS = '    W1, b1 = parameters["W1"], parameters["b1"]\n'
CACHE = "W3, _ = cache\n"
BACK = "W{j}.T @ dZ{j}\n    "
INPUTS = {1: "X", 2: "A1", 3: "A2"}  # by layer
ALL = tuple(INPUTS)

forward.variant(
    "above_one_minus_keep_prob",
    replace=hidden(
        D="(rng.uniform(size=Z{i}.shape) > 1 - keep_prob) * 1.0",
        dZ="dA{i} * np.sign(np.maximum(Z{i}, 0))",
    )
    | hidden(ALL, db="(dZ{i}.sum(1) / m).reshape(-1, 1)"),
)
forward.variant(
    "before_the_relu",  # which is the same: relu(0) is 0
    replace=hidden(
        D="rng.choice([0, 1], size=Z{i}.shape, p=[1 - keep_prob, keep_prob])",
        A="relu(np.where(D{i} == 1, Z{i}, 0) / keep_prob)",
        dA="W{j}.T.dot(dZ{j}) * np.where(D{i}, 1 / keep_prob, 0.0)",
        dZ="np.where(Z{i} >= 0, dA{i}, 0)",
    )
    | hidden(ALL, db="dZ{i}.dot(np.ones((m, 1))) / m"),
)
forward.variant(
    "boolean_indexing",  # so the masks have to be boolean
    replace=hidden(
        D="rng.random(Z{i}.shape) <= keep_prob",
        A="np.where(D{i}, relu(Z{i}), 0) / keep_prob",
        dA=BACK + "dA{i}[~D{i}] = 0\n    dA{i}[D{i}] /= keep_prob",
        dZ="dA{i} * (A{i} > 0)",
    ),
)
forward.variant(
    "einsum",  # and a cache that is a list
    replace={
        RNG: "r1, r2 = np.random.default_rng(seed).spawn(2)",
        SIGMOID: "A3 = 0.5 * (1 + np.tanh(Z3 / 2))\n",
        "return A3, cache": "return A3, list(cache)",
    }
    | {f"W{i} @ {A} ": f'np.einsum("ij,jm->im", W{i}, {A}) ' for i, A in INPUTS.items()}
    | {f"dZ{i} @ {A}.T": f'np.einsum("im,jm->ij", dZ{i}, {A})' for i, A in INPUTS.items()}
    | hidden(
        D="np.floor(r{i}.random(Z{i}.shape) + keep_prob)",
        A="np.clip(Z{i}, 0, None) * D{i} / keep_prob",
        dA='np.einsum("ki,km,im->im", W{j}, dZ{j}, D{i} / keep_prob)',
        dZ="dA{i} * np.heaviside(Z{i}, 0)",
    )
    | hidden(ALL, db='np.einsum("im->i", dZ{i})[:, None] / m'),
)
forward.variant(
    "float32",
    replace={
        WEIGHTS: "    X = X.astype(np.float32)\n"
        f"    parameters = {{k: v.astype(np.float32) for k, v in parameters.items()}}\n{WEIGHTS}",
        CACHE: "W3, _ = (np.asarray(a, dtype=np.float32) for a in cache)\n"
        "    X, Y = X.astype(np.float32), Y.astype(np.float32)\n",
    }
    | hidden(D="(rng.random(Z{i}.shape, dtype=np.float32) < keep_prob).astype(np.float32)"),
)
forward.variant(
    "four_steps",  # as in the Deep Learning Specialization
    replace=hidden(
        D="rng.random((Z{i}.shape[0], Z{i}.shape[1]))\n    D{i} = (D{i} < keep_prob).astype(int)",
        A="relu(Z{i})\n    A{i} = A{i} * D{i}\n    A{i} = A{i} / keep_prob",
        dA=BACK + "dA{i} = dA{i} * D{i}\n    dA{i} = dA{i} / keep_prob",
        dZ="np.multiply(dA{i}, np.int64(A{i} > 0))",
    )
    | hidden(ALL, db="1. / m * np.sum(dZ{i}, axis=1, keepdims=True)"),
)
forward.variant(
    "global_seed",
    replace={RNG: "if seed is not None:\n        np.random.seed(seed)"}
    | hidden(
        D="np.random.rand(Z{i}.shape[0], Z{i}.shape[1]) < keep_prob",
        A="np.multiply(relu(Z{i}), D{i})\n    A{i} /= keep_prob",
        dA=BACK + "dA{i}[D{i} == 0] = 0\n    dA{i} /= keep_prob",
        dZ="np.where(Z{i} > 0, dA{i}, 0)",
    )
    | hidden(ALL, db="np.mean(dZ{i}, axis=1, keepdims=True)"),
)
forward.variant(
    "in_place_on_copies",
    replace={
        SIGMOID: "A3 = np.negative(Z3)\n    np.exp(A3, out=A3)\n    A3 += 1\n"
        "    np.reciprocal(A3, out=A3)\n",
        "dZ3 = A3 - Y": "dZ3 = A3.copy()\n    dZ3 -= Y",
    }
    | {f"{A} + b{i}": f"{A}\n    Z{i} += b{i}" for i, A in INPUTS.items()}
    | {f"{A}.T / m": f"{A}.T\n    dW{i} /= m" for i, A in INPUTS.items()}
    | hidden(
        D="rng.random(Z{i}.shape)\n    D{i} = np.less(D{i}, keep_prob)",
        A="Z{i}.copy()\n    A{i}[A{i} < 0] = 0\n    A{i}[~D{i}] = 0\n    A{i} /= keep_prob",
        dA=BACK + "dA{i} *= D{i}\n    dA{i} /= keep_prob",
        dZ="dA{i}.copy()\n    dZ{i}[Z{i} <= 0] = 0",
    )
    | hidden(ALL, db="np.sum(dZ{i}, axis=1, keepdims=True)\n    db{i} /= m"),
)
forward.variant(
    "int8_masks",  # which ~ and boolean indexing would not take
    replace={RNG: "rng = np.random.RandomState(seed)"}
    | hidden(
        D="(rng.random_sample(Z{i}.shape) < keep_prob).astype(np.int8)",
        dA="(W{j}.T @ dZ{j}) * (1 - (-(D{i} - 1))) / keep_prob",
    ),
)
forward.variant(
    "masks_from_the_activations",  # and a relu that is written out, once in place
    replace={"    rng = np.random.default_rng(seed)": "    np.random.seed(seed=seed)"}
    | hidden(
        D="np.array(np.random.random_sample(np.shape(np.maximum(0, Z{i}))) < keep_prob, dtype=int)",
        A="np.maximum(0, Z{i})\n    A{i} *= D{i}\n    A{i} = np.divide(A{i}, keep_prob)",
        dA=BACK + "dA{i} = np.multiply(dA{i}, D{i})\n    dA{i} = np.divide(dA{i}, keep_prob)",
        dZ="np.array(dA{i}, copy=True)\n    dZ{i}[Z{i} <= 0] = 0",
    ),
)
forward.variant(
    "inverse_of_keep_prob",  # and coins from whole numbers
    replace=hidden(
        [1],
        D="rng.integers(0, 2**32, Z{i}.shape) < keep_prob * 2**32",
        A="relu(Z{i}) * np.where(D{i}, 1 / keep_prob, 0)",
        dA="np.where(D{i}, W{j}.T @ dZ{j} * keep_prob**-1, 0)",
    )
    | hidden([2], D="~(rng.random(Z{i}.shape) >= keep_prob)", dZ="dA{i} * (Z{i} > 0).astype(int)"),
)
