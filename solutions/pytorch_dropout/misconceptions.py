"""The wrong versions of mlp.py that students write, each as a change of the reference.

drop_prob, as PyTorch's p, is the probability of DROPPING a unit.
"""

from autograder import Misconception

REFUSE = "    if not 0 < keep_prob <= 1:\n"
CONVERT = "    return 1 - keep_prob\n"
LOOP = "        for inputs, outputs in pairwise(sizes[:-1]):\n"
LAYER = "            layers += [nn.Linear(inputs, outputs), nn.ReLU(), nn.Dropout(p=drop_prob)]\n"
HIDDEN = "        self.hidden = nn.Sequential(*layers)\n"
LAST = "        self.last = nn.Linear(sizes[-2], sizes[-1])\n"
FORWARD = "        return self.last(self.hidden(x.flatten(start_dim=1)))\n"


def conversion(name, edits, loses, says, hint=""):
    return Misconception(name, "keep_to_drop", edits, loses, says, hint)


def net(name, edits, loses, says, hint=""):
    return Misconception(name, "DropoutMLP", edits, loses, says, hint)


MISCONCEPTIONS = (
    conversion(
        "keep_prob_handed_on",
        {CONVERT: "    return keep_prob\n"},
        ("converts_keep_to_drop", "refuses_what_is_no_keep_prob"),
        "keep_prob is handed on as it is, as if PyTorch's p were the probability of keeping.",
        "nn.Dropout(p=0.8) drops four units in five.",
    ),
    conversion(
        "reciprocal_for_complement",
        {CONVERT: "    return 1 / keep_prob\n"},
        ("converts_keep_to_drop", "refuses_what_is_no_keep_prob"),
        "1 / keep_prob is the factor of the units that are kept, not the chance of dropping one.",
    ),
    conversion(
        "odds_for_probability",
        {CONVERT: "    return (1 - keep_prob) / keep_prob\n"},
        ("converts_keep_to_drop",),
        "(1 - keep_prob) / keep_prob is the variance that dropout adds to a unit of size 1.",
    ),
    conversion(
        "nothing_is_refused",
        {REFUSE: "    if keep_prob is None:\n"},
        ("refuses_what_is_no_keep_prob",),
        "Any number is converted, and so a typing error becomes a net that drops everything.",
        "Raise a ValueError for what is no probability of keeping.",
    ),
    conversion(
        "one_is_refused",
        {REFUSE: "    if not 0 < keep_prob < 1:\n"},
        ("refuses_what_is_no_keep_prob",),
        "keep_prob = 1 is refused. It means that nothing is dropped.",
    ),
    conversion(
        "zero_is_accepted",
        {REFUSE: "    if not 0 <= keep_prob <= 1:\n"},
        ("refuses_what_is_no_keep_prob",),
        "keep_prob = 0 is accepted. Such a layer would keep nothing.",
    ),
    net(
        "layers_in_a_plain_list",
        {HIDDEN: "        self.hidden = layers\n",
         LAST: "        self.last = [nn.Linear(sizes[-2], sizes[-1])]\n",
         FORWARD: "        x = x.flatten(start_dim=1)\n"
                  "        for layer in [*self.hidden, *self.last]:\n"
                  "            x = layer(x)\n"
                  "        return x\n"},
        ("registers_its_layers",),
        "The layers stand in a plain list, where parameters(), train() and eval() do not look.",
        "nn.ModuleList is a list that they do look into, and nn.Sequential calls them as well.",
    ),
    net(
        "hidden_layers_in_a_plain_list",
        {HIDDEN: "        self.hidden = layers\n",
         FORWARD: "        x = x.flatten(start_dim=1)\n"
                  "        for layer in self.hidden:\n"
                  "            x = layer(x)\n"
                  "        return self.last(x)\n"},
        ("registers_its_layers",),
        "The hidden layers stand in a plain list, where parameters(), train() and eval() do not"
        " look.",
        "nn.ModuleList is a list that they do look into, and nn.Sequential calls them as well.",
    ),
    net(
        "no_biases",
        {LAYER: LAYER.replace("outputs)", "outputs, bias=False)"),
         LAST: LAST.replace("sizes[-1])", "sizes[-1], bias=False)")},
        ("registers_its_layers",),
        "The linear layers have no biases.",
    ),
    net(
        "sizes_ignored",
        {LOOP: "        sizes = (784, 512, 512, 512, 10)\n" + LOOP},
        ("registers_its_layers",),
        "The net is always 784-512-512-512-10, whatever sizes says.",
    ),
    net(
        "softmax_at_the_end",
        {FORWARD: FORWARD.replace("\n", ".softmax(dim=1)\n")},
        ("computes_the_scores",),
        "The net ends in a softmax. cross_entropy applies one by itself, so there would be two.",
        "Scores are what comes before the softmax.",
    ),
    net(
        "log_softmax_at_the_end",
        {FORWARD: FORWARD.replace("\n", ".log_softmax(1)\n")},
        ("computes_the_scores",),
        "The net ends in a log-softmax; asked for are the scores before it.",
    ),
    net(
        "relu_at_the_end",
        {FORWARD: FORWARD.replace("\n", ".relu()\n")},
        ("computes_the_scores",),
        "A relu follows the last layer as well, so that no score can be negative.",
    ),
    net(
        "no_relu",
        {LAYER: LAYER.replace("nn.ReLU(), ", "")},
        ("computes_the_scores",),
        "There is no relu, so that the whole net is one linear function.",
    ),
    net(
        "no_flatten",
        {FORWARD: "        return self.last(self.hidden(x))\n"},
        ("takes_images",),
        "x is handed to the first layer in the shape in which it came.",
        "A linear layer multiplies the last axis. Images have to become rows first.",
    ),
    net(
        "flattened_to_784",
        {FORWARD: FORWARD.replace("x.flatten(start_dim=1)", "x.view(-1, 784)")},
        ("computes_the_scores",),
        "x.view(-1, 784) needs rows of 784 numbers, whatever sizes says; and with other sizes it"
        " may mix the examples.",
        "The first axis, N, is what stays: flatten all the others.",
    ),
    net(
        "always_three_hidden_layers",
        {LOOP: "        for layer in (0, 1, 2):\n"
               "            inputs, outputs = sizes[layer], sizes[layer + 1]\n",
         LAST: "        self.last = nn.Linear(sizes[3], sizes[4])\n"},
        ("works_at_any_depth",),
        "There are three hidden layers, whatever sizes says.",
        "Loop over the neighbours in sizes.",
    ),
    net(
        "first_layer_taken_for_granted",
        {LOOP: LAYER[4:].replace("inputs, outputs", "sizes[0], sizes[1]")
         + LOOP.replace("sizes[:-1]", "sizes[1:-1]")},
        ("works_at_any_depth",),
        "The first hidden layer is made outside of the loop, even if there is none.",
        "With two sizes, the net is one linear layer.",
    ),
    net(
        "forward_without_gradients",
        {FORWARD: "        import torch\n\n        with torch.no_grad():\n    " + FORWARD},
        ("can_be_differentiated",),
        "forward runs under no_grad, so that nothing can be trained.",
        "no_grad belongs around an evaluation, not into the model.",
    ),
    net(
        "hidden_layers_detached",
        {FORWARD: FORWARD.replace("start_dim=1))", "start_dim=1)).detach()")},
        ("can_be_differentiated",),
        "The hidden layers are cut off (detach, data), so that only the last layer learns.",
    ),
)  # fmt: skip
