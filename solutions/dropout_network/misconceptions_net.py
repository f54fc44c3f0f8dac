"""Forward passes with a wrong step around the dropout, each as a change of the reference.

``keep_prob`` is the probability of KEEPING a unit.
"""

from checks import computes_the_net_around_the_dropout, forward
from checks_cache import works_at_any_width
from common_texts import FIRST, SIGMOID, hidden

from autograder import Message

NUMBERS = "Copied lines keep their numbers; look for one that should be another."

forward.misconception(
    "input_dropped",
    replace={FIRST: "    X = X * (rng.random(X.shape) < keep_prob) / keep_prob\n" + FIRST},
    fails=[computes_the_net_around_the_dropout],
    message="Elements of X are dropped as well. Here dropout is for the two hidden layers alone.",
    hint="With two inputs, little is left of an example when one of them is dropped.",
)
forward.misconception(
    "output_dropped",
    replace={SIGMOID: SIGMOID + "    A3 = A3 * (rng.random(A3.shape) < keep_prob) / keep_prob\n"},
    fails=[computes_the_net_around_the_dropout],
    message="A3 is dropped as well. It is the output, a probability, and every example needs it.",
    hint="Dropout is for the two hidden layers alone.",
)
forward.misconception(
    "relu_forgotten_in_layer_2",
    replace=hidden([2], A="Z{i} * D{i} / keep_prob"),
    fails=[computes_the_net_around_the_dropout],
    message="Layer 2 has no relu.",
)
forward.misconception(
    "sigmoid_forgotten",
    replace={SIGMOID: "A3 = Z3\n"},
    fails=[computes_the_net_around_the_dropout],
    message="A3 is Z3: the sigmoid is missing.",
    hint="A probability lies between 0 and 1.",
)
forward.misconception(
    "relu_on_the_output",
    replace={SIGMOID: "A3 = sigmoid(relu(Z3))\n"},
    fails=[computes_the_net_around_the_dropout],
    message="There is a relu between Z3 and the sigmoid, so that no A3 is below one half.",
    hint="The last layer is LINEAR -> SIGMOID.",
)
forward.misconception(
    "relu_for_the_sigmoid",
    replace={SIGMOID: "A3 = relu(Z3)\n"},
    fails=[computes_the_net_around_the_dropout],
    message="A3 is the relu of Z3; the last layer has a sigmoid.",
    hint="A probability lies between 0 and 1.",
)
forward.misconception(
    "softmax_for_the_sigmoid",
    replace={SIGMOID: "A3 = np.exp(Z3) / np.sum(np.exp(Z3), axis=0)\n"},
    fails=[computes_the_net_around_the_dropout],
    message="A3 is the softmax of a single score, which is 1 for every example.",
    hint="For two classes and one score take the sigmoid.",
)
forward.misconception(
    "sigmoid_in_hidden_layers",
    replace=hidden(A="sigmoid(Z{i}) * D{i} / keep_prob"),
    fails=[computes_the_net_around_the_dropout],
    message="The hidden layers have a sigmoid in place of the relu.",
)
for name, line, wrong, text in (
    ("b3_for_b2", 'parameters["b2"]', 'parameters["b3"]', "Z2 is computed with b3, not with b2."),
    ("b1_forgotten", "W1 @ X + b1", "W1 @ X", "b1 is not added."),
    ("b2_forgotten", "W2 @ A1 + b2", "W2 @ A1", "b2 is not added."),
    ("b3_forgotten", "W3 @ A2 + b3", "W3 @ A2", "b3 is not added."),
):
    forward.misconception(
        name,
        replace={line: wrong},
        fails=[computes_the_net_around_the_dropout],
        message=Message(text),
        hint=NUMBERS,
    )
forward.misconception(
    "b1_for_b2",
    replace={"W2 @ A1 + b2": "W2 @ A1 + b1"},
    fails=[computes_the_net_around_the_dropout, works_at_any_width],
    message="Z2 is computed with b1, which fits only where both hidden layers are equally wide.",
    hint=NUMBERS,
)
