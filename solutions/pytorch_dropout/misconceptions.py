"""The wrong versions of mlp.py that students write, each as a change of the reference.

drop_prob, as PyTorch's p, is the probability of DROPPING a unit.
"""

from autograder.misconceptions import Misconception

REFUSE = "    if not 0 < keep_prob <= 1:\n"
CONVERT = "    return 1 - keep_prob\n"
LOOP = "        for inputs, outputs in pairwise(sizes[:-1]):\n"
LAYER = "            layers += [nn.Linear(inputs, outputs), nn.ReLU(), nn.Dropout(p=drop_prob)]\n"
HIDDEN = "        self.hidden = nn.Sequential(*layers)\n"
LAST = "        self.last = nn.Linear(sizes[-2], sizes[-1])\n"
FORWARD = "        return self.last(self.hidden(x.flatten(start_dim=1)))\n"

DROPOUT = "nn.Dropout(p=drop_prob)"
BY_HAND = """

class {name}(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training:
            return x
        {kept}
        {out}


class DropoutMLP(nn.Module):
"""
CLASS = "\n\nclass DropoutMLP(nn.Module):\n"
RAND = "kept = (x.new_empty({shape}).uniform_() >= self.p).float()"


def conversion(name, edits, loses, says, hint=""):
    return Misconception(name, "keep_to_drop", edits, loses, says, hint)


def net(name, edits, loses, says, hint=""):
    return Misconception(name, "DropoutMLP", edits, loses, says, hint)


def own_layer(name, kept, out):
    """A dropout layer written by hand takes the place of nn.Dropout."""
    layer = BY_HAND.format(name=name, kept=kept, out=out)
    return {CLASS: layer, LAYER: LAYER.replace(DROPOUT, f"{name}(drop_prob)")}


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
        "drop_prob_taken_for_keep_prob",
        {LAYER: LAYER.replace("p=drop_prob", "p=1 - drop_prob")},
        ("drops_with_drop_prob",),
        "drop_prob is converted once more, as if it were a probability of keeping.",
        "PyTorch's p is the probability of dropping, and so is drop_prob.",
    ),
    net(
        "drop_prob_ignored",
        {LAYER: LAYER.replace("p=drop_prob", "")},
        ("drops_with_drop_prob",),
        "nn.Dropout() is made without drop_prob, so that it always drops one half.",
    ),
    net(
        "two_dropouts_in_a_row",
        {LAYER: LAYER.replace(DROPOUT, f"{DROPOUT}, {DROPOUT}")},
        ("drops_with_drop_prob",),
        "Two dropouts stand behind each other (before and after the relu, say), so that too little"
        " is kept.",
    ),
    net(
        "dropout_after_the_output",
        {LAST: "        self.last = nn.Sequential(nn.Linear(sizes[-2], sizes[-1]),"
               " nn.Dropout(p=drop_prob))\n"},
        ("drops_after_each_hidden_layer",),
        "The scores are dropped too.",
        "A dropped score is a class that the net was not allowed to name.",
    ),
    net(
        "dropout_on_the_input",
        {HIDDEN: "        self.hidden = nn.Sequential(nn.Dropout(p=drop_prob), *layers)\n"},
        ("drops_after_each_hidden_layer",),
        "The inputs are dropped as well; here only hidden units are.",
    ),
    net(
        "dropout_after_the_first_layer_only",
        {HIDDEN: "        layers[3:] = [m for m in layers[3:] if not isinstance(m, nn.Dropout)]\n"
         + HIDDEN},
        ("drops_after_each_hidden_layer",),
        "Dropout follows the first hidden layer only.",
        "Every hidden layer has its own dropout.",
    ),
    net(
        "dropout_after_the_last_hidden_layer_only",
        {HIDDEN: "        layers[:-3] = [m for m in layers[:-3] if not isinstance(m, nn.Dropout)]\n"
         + HIDDEN},
        ("drops_after_each_hidden_layer",),
        "Only the last hidden layer is dropped.",
        "Every hidden layer has its own dropout.",
    ),
    net(
        "no_dropout_at_all",
        {LAYER: LAYER.replace(f", {DROPOUT}", "")},
        ("drops_hidden_units",),
        "No layer drops anything in train mode.",
    ),
    net(
        "drops_in_eval_mode_too",
        {LAYER: LAYER.replace(f", {DROPOUT}", ""),
         LAST: LAST + "        self.drop_prob = drop_prob\n",
         FORWARD: "        x = x.flatten(start_dim=1)\n"
                  "        for layer in self.hidden:\n"
                  "            x = layer(x)\n"
                  "            if isinstance(layer, nn.ReLU):\n"
                  "                x = nn.functional.dropout(x, p=self.drop_prob)\n"
                  "        return self.last(x)\n"},
        ("computes_the_scores",),
        "Dropout goes on in eval mode. nn.functional.dropout drops unless it is told"
        " training=self.training, and eval() does not reach modules in a plain list.",
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
        {FORWARD: FORWARD.replace("\n", ".log_softmax(dim=1)\n")},
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
        {LOOP: "        layers += [nn.Linear(sizes[0], sizes[1]), nn.ReLU(), nn.Dropout(drop_prob)]\n"
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
    net(
        "drops_whole_examples",
        {LAYER: LAYER.replace("nn.Dropout(", "nn.Dropout1d(")},
        ("drops_each_unit_on_its_own",),
        "nn.Dropout1d drops whole rows of an (N, units) activation: all units of an example.",
        "Which of PyTorch's dropouts is for single units?",
    ),
    net(
        "one_mask_for_the_batch",
        own_layer("Drop", RAND.format(shape="x.shape[1:]"), "return x * kept / (1 - self.p)"),
        ("drops_each_unit_on_its_own",),
        "One mask is drawn for the whole batch.",
    ),
    net(
        "kept_units_not_rescaled",
        own_layer("Drop", RAND.format(shape="x.shape"), "return x * kept"),
        ("rescales_what_it_keeps",),
        "Kept units are passed on as they are, so that in eval mode all sums are larger.",
    ),
    net(
        "kept_units_rescaled_twice",
        {LAYER: LAYER.replace(DROPOUT, f"{DROPOUT}, Times(1 / (1 - drop_prob))"),
         CLASS: "\n\nclass Times(nn.Module):\n"
                "    def __init__(self, factor):\n"
                "        super().__init__()\n"
                "        self.factor = factor\n\n"
                "    def forward(self, x):\n"
                "        return x * self.factor if self.training else x\n" + CLASS},
        ("rescales_what_it_keeps",),
        "What nn.Dropout keeps it has divided by 1 - p already; here it is divided once more.",
    ),
    net(
        "kept_units_divided_by_p",
        own_layer("Drop", RAND.format(shape="x.shape"), "return x * kept / self.p"),
        ("rescales_what_it_keeps",),
        "Kept units are divided by p. That is right where p keeps; here it drops.",
        "By what must a unit be divided that is kept with probability 1 - p?",
    ),
)  # fmt: skip
