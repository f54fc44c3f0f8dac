"""Lines of the reference's forward pass that misconceptions change, and what those lose."""

from autograder import Misconception

D1 = "D1 = rng.random(Z1.shape) < keep_prob"
D2 = "D2 = rng.random(Z2.shape) < keep_prob"
A1 = "A1 = relu(Z1) * D1 / keep_prob"
A2 = "A2 = relu(Z2) * D2 / keep_prob"
SIGMOID = "A3 = sigmoid(Z3)\n"
CACHE = "cache = (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)"
RNG = "rng = np.random.default_rng(seed)"
FIRST = "    Z1 = W1 @ X + b1"
RATES = ("keeps_a_fraction_keep_prob",)
SCALE = ("divides_what_it_keeps_by_keep_prob",)
PLAIN = ("drops_nothing_when_keep_prob_is_1",)
OWN_NUMBER = "Each unit of each example needs a random number of its own: as many as Z has."


def forward(name, edits, loses, says, hint=""):
    return Misconception(name, "forward_propagation_with_dropout", edits, loses, says, hint)
