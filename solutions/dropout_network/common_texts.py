"""Lines of the reference that other versions change, and hints that several of them share."""

SIGMOID = "A3 = sigmoid(Z3)\n"
CACHE = "cache = (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)"
RNG = "rng = np.random.default_rng(seed)"
FIRST = "    Z1 = W1 @ X + b1"
RIGHT_SIDES = {
    "D": "rng.random(Z{i}.shape) < keep_prob",
    "A": "relu(Z{i}) * D{i} / keep_prob",
    "dA": "(W{j}.T @ dZ{j}) * D{i} / keep_prob",
    "dZ": "dA{i} * (Z{i} > 0)",
    "db": "np.sum(dZ{i}, axis=1, keepdims=True) / m",
}

OWN_NUMBER = "Each unit of each example needs a random number of its own: as many as Z has."
SAME_STEPS = "The four steps are the same in each hidden layer."


def hidden(layers=(1, 2), **wrong):
    """A change of hidden layers: D="..." is what D1 and D2 are set to instead.

    In a right side {i} is the number of the layer and {j} that of the next one.
    """

    def line(name, right, i):
        return f"{name}{i} = {right.format(i=i, j=i + 1)}"

    return {
        line(name, RIGHT_SIDES[name], i): line(name, right, i)
        for name, right in wrong.items()
        for i in layers
    }
