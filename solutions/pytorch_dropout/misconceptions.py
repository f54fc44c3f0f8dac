"""Wrong versions of mlp.py that students write, each as a change of the reference.

drop_prob, as PyTorch's p, is the probability of DROPPING a unit.
"""

from checks import conversion, converts_keep_to_drop, refuses_what_is_no_keep_prob
from checks_mlp import (
    can_be_differentiated,
    computes_the_scores,
    net,
    registers_its_layers,
    takes_images,
    works_at_any_depth,
)
from checks_mlp_masks import drops_after_each_hidden_layer

REFUSE = "    if not 0 < keep_prob <= 1:\n"
CONVERT = "    return 1 - keep_prob\n"
LOOP = "        for inputs, outputs in pairwise(sizes[:-1]):\n"
LAYER = "            layers += [nn.Linear(inputs, outputs), nn.ReLU(), nn.Dropout(p=drop_prob)]\n"
HIDDEN = "        self.hidden = nn.Sequential(*layers)\n"
LAST = "        self.last = nn.Linear(sizes[-2], sizes[-1])\n"
FORWARD = "        return self.last(self.hidden(x.flatten(start_dim=1)))\n"
MODULE_LIST = "Put the layers into an nn.ModuleList or nn.Sequential, where nn.Module finds them."

conversion.misconception(
    "keep_prob_handed_on",
    replace={CONVERT: "    return keep_prob\n"},
    fails=[converts_keep_to_drop],
    message="keep_prob is returned as it is, as if PyTorch's p were the probability of keeping.",
    hint="nn.Dropout(p=0.8) drops four units in five.",
)
conversion.misconception(
    "reciprocal_for_complement",
    replace={CONVERT: "    return 1 / keep_prob\n"},
    fails=[converts_keep_to_drop],
    message="1 / keep_prob is the factor of a kept unit, not the probability of dropping one.",
)
conversion.misconception(
    "odds_for_probability",
    replace={CONVERT: "    return (1 - keep_prob) / keep_prob\n"},
    fails=[converts_keep_to_drop],
    message="(1 - keep_prob) / keep_prob is the variance that dropout adds to a unit of size 1.",
)
conversion.misconception(
    "error_returned",
    replace={REFUSE: REFUSE + "        return ValueError(keep_prob)\n"},
    fails=[refuses_what_is_no_keep_prob],
    message="A ValueError is returned or printed, and not raised.",
    hint="raise ValueError(...) ends the function; return hands the error on as if it were p.",
)
conversion.misconception(
    "nothing_is_refused",
    replace={REFUSE: "    if keep_prob is None:\n"},
    fails=[refuses_what_is_no_keep_prob],
    message="Any number is converted, so a typing error can make a net that drops everything.",
    hint="Raise a ValueError for what is no probability of keeping.",
)
for name, condition, message in (
    ("one_is_refused", "0 < keep_prob < 1", "keep_prob = 1 is refused. It means no dropout."),
    ("zero_is_accepted", "0 <= keep_prob <= 1", "keep_prob = 0 is accepted. It keeps nothing."),
):
    conversion.misconception(
        name,
        replace={REFUSE: f"    if not {condition}:\n"},
        fails=[refuses_what_is_no_keep_prob],
        message=message,
    )

net.misconception(
    "layers_in_a_plain_list",
    replace={
        HIDDEN: "        self.hidden = layers\n",
        LAST: "        self.last = [nn.Linear(sizes[-2], sizes[-1])]\n",
        FORWARD: "        x = x.flatten(start_dim=1)\n"
        "        for layer in [*self.hidden, *self.last]:\n"
        "            x = layer(x)\n"
        "        return x\n",
    },
    fails=[registers_its_layers],
    message="The layers are in a plain list, where parameters(), train() and eval() do not look.",
    hint=MODULE_LIST,
)
net.misconception(
    "hidden_layers_in_a_plain_list",
    replace={
        HIDDEN: "        self.hidden = layers\n",
        FORWARD: "        x = x.flatten(start_dim=1)\n"
        "        for layer in self.hidden:\n"
        "            x = layer(x)\n"
        "        return self.last(x)\n",
    },
    fails=[registers_its_layers],
    message="The hidden layers are in a plain list; parameters(), train() and eval() miss them.",
    hint=MODULE_LIST,
)
net.misconception(
    "layers_set_for_added",
    replace={LAYER: LAYER.replace("+=", "=")},
    fails=[
        registers_its_layers,
        computes_the_scores,
        drops_after_each_hidden_layer,
        works_at_any_depth,
    ],
    message="Each turn of the loop replaces the layers of the turn before, so one is left.",
    hint="layers += [...] adds to the list; layers = [...] starts a new one.",
)
net.misconception(
    "no_biases",
    replace={
        LAYER: LAYER.replace("outputs)", "outputs, bias=False)"),
        LAST: LAST.replace("sizes[-1])", "sizes[-1], bias=False)"),
    },
    fails=[registers_its_layers],
    message="The linear layers have no biases.",
)
net.misconception(
    "sizes_ignored",
    replace={LOOP: "        sizes = (784, 512, 512, 512, 10)\n" + LOOP},
    fails=[registers_its_layers, works_at_any_depth],
    message="The net is always 784-512-512-512-10, whatever sizes says.",
)
net.misconception(
    "softmax_at_the_end",
    replace={FORWARD: FORWARD.replace("\n", ".softmax(dim=1)\n")},
    fails=[computes_the_scores],
    message="The net ends in a softmax. cross_entropy applies one itself, so there would be two.",
    hint="Scores are the values before the softmax.",
)
net.misconception(
    "log_softmax_at_the_end",
    replace={FORWARD: FORWARD.replace("\n", ".log_softmax(1)\n")},
    fails=[computes_the_scores],
    message="The net ends in a log-softmax. It should return the scores before it.",
)
net.misconception(
    "relu_and_log_softmax_at_the_end",
    replace={FORWARD: FORWARD.replace("\n", ".relu().log_softmax(1)\n")},
    fails=[computes_the_scores],
    message="A relu and a log-softmax follow the last layer; it should return the scores before.",
    hint="The last layer is linear, and nothing follows it.",
)
net.misconception(
    "relu_and_softmax_at_the_end",
    replace={FORWARD: FORWARD.replace("\n", ".relu().softmax(1)\n")},
    fails=[computes_the_scores],
    message="A relu and a softmax follow the last layer; it should return the scores before them.",
    hint="The last layer is linear, and nothing follows it.",
)
net.misconception(
    "sigmoid_at_the_end",
    replace={FORWARD: FORWARD.replace("\n", ".sigmoid()\n")},
    fails=[computes_the_scores],
    message="The net ends in a sigmoid. Scores of several classes are not squeezed one by one.",
    hint="Scores may be any numbers; cross_entropy makes probabilities of them.",
)
net.misconception(
    "scores_and_probabilities_returned",
    replace={
        FORWARD: FORWARD.replace("return", "scores =")
        + "        return scores, scores.softmax(dim=1)\n"
    },
    fails=[computes_the_scores],
    message="forward returns the probabilities beside the scores. Only the scores are asked for.",
)
net.misconception(
    "relu_at_the_end",
    replace={FORWARD: FORWARD.replace("\n", ".relu()\n")},
    fails=[computes_the_scores],
    message="A relu follows the last layer as well, so that no score can be negative.",
)
net.misconception(
    "no_relu",
    replace={LAYER: LAYER.replace("nn.ReLU(), ", "")},
    fails=[computes_the_scores],
    message="There is no relu, so that the whole net is one linear function.",
)
net.misconception(
    "no_flatten",
    replace={FORWARD: "        return self.last(self.hidden(x))\n"},
    fails=[takes_images],
    message="x goes into the first layer as it is, also when it holds images.",
    hint="A linear layer multiplies the last axis. First flatten each image to one row.",
)
net.misconception(
    "flattened_in_place",
    replace={FORWARD: "        x.resize_(len(x), x[0].numel())\n" + FORWARD},
    fails=[takes_images],
    message="resize_ gives the caller's own tensor another shape.",
    hint="flatten, view and reshape give a new tensor and leave x as it was.",
)
net.misconception(
    "flattened_to_784",
    replace={FORWARD: FORWARD.replace("x.flatten(start_dim=1)", "x.view(-1, 784)")},
    fails=[works_at_any_depth],
    message="x.view(-1, 784) ignores sizes: if rows are not 784 long, it may mix the examples.",
    hint="Keep the first axis, N, and flatten all the others.",
)
net.misconception(
    "always_three_hidden_layers",
    replace={
        LOOP: "        for layer in (0, 1, 2):\n"
        "            inputs, outputs = sizes[layer], sizes[layer + 1]\n",
        LAST: "        self.last = nn.Linear(sizes[3], sizes[4])\n",
    },
    fails=[works_at_any_depth],
    message="There are three hidden layers, whatever sizes says.",
    hint="Loop over the neighbours in sizes.",
)
net.misconception(
    "first_layer_taken_for_granted",
    replace={
        LOOP: LAYER[4:].replace("inputs, outputs", "sizes[0], sizes[1]")
        + LOOP.replace("sizes[:-1]", "sizes[1:-1]")
    },
    fails=[works_at_any_depth],
    message="The first hidden layer is made outside of the loop, even if sizes asks for none.",
    hint="With two sizes, the net is one linear layer.",
)
net.misconception(
    "forward_without_gradients",
    replace={FORWARD: "        import torch\n\n        with torch.no_grad():\n    " + FORWARD},
    fails=[can_be_differentiated],
    message="forward runs under no_grad, so that nothing can be trained.",
    hint="no_grad belongs around an evaluation, not into the model.",
)
net.misconception(
    "hidden_layers_detached",
    replace={FORWARD: FORWARD.replace("start_dim=1))", "start_dim=1)).detach()")},
    fails=[can_be_differentiated],
    message="detach() or .data cuts off the hidden layers, so that only the last layer learns.",
)
