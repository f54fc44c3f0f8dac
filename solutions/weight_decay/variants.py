"""A right version that differs from the reference in a few lines; the others are in variants/."""

from checks_net_gradients import backward
from misconceptions_net_gradients import INPUTS, MEANS

GRADIENTS = '{"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2, "dW3": dW3, "db3": db3}'

backward.variant(
    "coursera",  # np.multiply, np.int64, all gradients in the dict
    replace={
        "np.sum(W1**2) + np.sum(W2**2) + np.sum(W3**2)": "np.sum(np.square(W1))"
        " + np.sum(np.square(W2)) + np.sum(np.square(W3))",
        "lambd / (2 * m) * squares": "1. / m * lambd / 2 * squares",
        GRADIENTS: f'{GRADIENTS} | {{"dZ3": dZ3, "dA2": dA2, "dZ2": dZ2, "dA1": dA1, "dZ1": dZ1}}',
    }
    | {f"dA{i} * (Z{i} > 0)": f"np.multiply(dA{i}, np.int64(A{i} > 0))" for i in (1, 2)}
    | {f"dZ{i} @ {A}.T / m": f"1. / m * np.dot(dZ{i}, {A}.T)" for i, A in INPUTS.items()}
    | {mean: mean.removesuffix(" / m").replace("= ", "= 1. / m * ", 1) for mean in MEANS.values()},
)
