"""The wrong versions of fc_net.py that students write, each as a change of the reference."""

from autograder import Misconception

START = "    h = X\n"
DROP = "        h, dropout_cache = dropout_forward(r, dropout_param)\n"
SCORES = '    scores, last_cache = affine_forward(h, params[f"W{depth}"], params[f"b{depth}"])\n'
LOSS = "    loss, dscores = softmax_loss(scores, y)\n"
LAST_BACKWARD = '    dh, dw, grads[f"b{depth}"] = affine_backward(dscores, last_cache)\n'
LAST_GRADIENT = '    grads[f"W{depth}"] = dw + reg * params[f"W{depth}"]\n'
DROP_BACKWARD = "        dr = dropout_backward(dh, dropout_cache)\n"
GRADIENT = '        grads[f"W{layer}"] = dw + reg * params[f"W{layer}"]\n'
PENALTY = '        loss += 0.5 * reg * np.sum(params[f"W{layer}"] ** 2)\n'


def net(name, edits, loses, says, hint=""):
    return Misconception(name, "fc_net_loss", edits, loses, says, hint)


MISCONCEPTIONS = (
    net(
        "dropout_after_the_last_layer",
        {
            SCORES: f"{SCORES}    scores, last_dropout = dropout_forward(scores, dropout_param)\n",
            LAST_BACKWARD: "    dscores = dropout_backward(dscores, last_dropout)\n"
            + LAST_BACKWARD,
        },
        ("drops_after_each_relu",),
        "Scores are dropped too: dropout also follows the last affine layer.",
        "A dropped score is a class that the net was not allowed to name.",
    ),
    net(
        "dropout_on_the_inputs",
        {START: "    h, input_dropout = dropout_forward(X, dropout_param)\n"},
        ("drops_after_each_relu",),
        "The inputs are dropped as well; here dropout only follows the relus.",
    ),
    net(
        "dropout_after_the_first_layer_only",
        {
            DROP: "        h, dropout_cache = r, None\n"
            "        if layer == 1:\n"
            "            h, dropout_cache = dropout_forward(r, dropout_param)\n",
            DROP_BACKWARD: "        dr = dh\n"
            "        if layer == 1:\n"
            "            dr = dropout_backward(dh, dropout_cache)\n",
        },
        ("drops_after_each_relu",),
        "Dropout follows the first relu only.",
        "Every hidden layer has its own dropout.",
    ),
    net(
        "no_dropout_at_all",
        {DROP: "        h, dropout_cache = r, None\n", DROP_BACKWARD: "        dr = dh\n"},
        ("drops_after_each_relu",),
        "dropout_param has no effect: no layer drops anything in train mode.",
    ),
    net(
        "dropout_after_the_last_hidden_layer_only",
        {
            DROP: "        dropped, dropout_cache = dropout_forward(r, dropout_param)\n"
            "        h = r if layer < depth - 1 else dropped\n",
            DROP_BACKWARD: "        dr = dropout_backward(dh, dropout_cache)\n"
            "        dr = dh if layer < depth - 1 else dr\n",
        },
        ("drops_after_each_relu",),
        "Only the last hidden layer is dropped.",
        "Every hidden layer has its own dropout.",
    ),
    net(
        "dropout_not_in_backward",
        {DROP_BACKWARD: "        dr = dh\n"},
        ("carries_dropout_through_backward",),
        "The backward pass leaves the dropout layers out.",
    ),
    net(
        "dropout_backward_twice",
        {DROP_BACKWARD: DROP_BACKWARD + "        dr = dropout_backward(dr, dropout_cache)\n"},
        ("carries_dropout_through_backward",),
        "Gradients pass through each dropout layer twice.",
    ),
    net(
        "drops_in_test_mode_too",
        {
            DROP: '        always = {**dropout_param, "mode": "train"}\n'
            "        h, dropout_cache = dropout_forward(r, always)\n"
        },
        ("gives_scores_without_labels", "computes_the_loss", "computes_the_gradients"),
        "The mode in dropout_param is overruled, so that units are dropped in test mode too.",
        "Hand dropout_param on as it is.",
    ),
    net(
        "penalises_biases",
        {
            PENALTY: PENALTY + '        loss += 0.5 * reg * np.sum(params[f"b{layer}"] ** 2)\n',
            LAST_GRADIENT: LAST_GRADIENT + '    grads[f"b{depth}"] = grads[f"b{depth}"]'
            ' + reg * params[f"b{depth}"]\n',
            GRADIENT: GRADIENT + '        grads[f"b{layer}"] = grads[f"b{layer}"]'
            ' + reg * params[f"b{layer}"]\n',
        },
        ("adds_the_penalty_to_the_loss", "adds_the_penalty_to_the_gradients"),
        "The penalty includes the biases.",
        "A bias does not make a function wilder, it only moves it.",
    ),
    net(
        "penalty_without_a_half",
        {PENALTY: PENALTY.replace("0.5 * ", "")},
        ("adds_the_penalty_to_the_loss",),
        "The penalty lacks its factor ½, which is there so that its gradient is reg * W.",
    ),
    net(
        "penalty_gradient_doubled",
        {
            LAST_GRADIENT: LAST_GRADIENT.replace("reg", "2 * reg"),
            GRADIENT: GRADIENT.replace("reg", "2 * reg"),
        },
        ("adds_the_penalty_to_the_gradients",),
        "The gradient of the penalty is 2 * reg * W, as if the penalty had no factor ½.",
    ),
    net(
        "penalty_only_in_the_loss",
        {
            LAST_GRADIENT: LAST_GRADIENT.replace(' + reg * params[f"W{depth}"]', ""),
            GRADIENT: GRADIENT.replace(' + reg * params[f"W{layer}"]', ""),
        },
        ("adds_the_penalty_to_the_gradients",),
        "The penalty is in the loss but not in the gradients, so it has no effect on training.",
    ),
    net(
        "penalty_only_in_the_gradients",
        {PENALTY: "        pass\n"},
        ("adds_the_penalty_to_the_loss",),
        "The penalty is in the gradients but not in the loss.",
    ),
    net(
        "last_layer_not_penalised",
        {
            "range(1, depth + 1)": "range(1, depth)",
            LAST_GRADIENT: LAST_GRADIENT.replace(' + reg * params[f"W{depth}"]', ""),
        },
        ("adds_the_penalty_to_the_loss", "adds_the_penalty_to_the_gradients"),
        "The weights of the last layer are not penalised.",
        "Does your loop reach the last layer?",
    ),
    net(
        "first_layer_not_penalised",
        {
            "range(1, depth + 1)": "range(2, depth + 1)",
            GRADIENT: GRADIENT.replace("+ reg", "+ reg * (layer > 1)"),
        },
        ("adds_the_penalty_to_the_loss", "adds_the_penalty_to_the_gradients"),
        "The weights of the first layer are not penalised.",
        "Does your loop start at the first layer?",
    ),
    net(
        "penalty_once_per_example",
        {
            PENALTY: PENALTY.replace("0.5", "len(X) * 0.5"),
            LAST_GRADIENT: LAST_GRADIENT.replace("reg", "len(X) * reg"),
            GRADIENT: GRADIENT.replace("reg", "len(X) * reg"),
        },
        ("adds_the_penalty_to_the_loss", "adds_the_penalty_to_the_gradients"),
        "The penalty is counted once for each example of the batch.",
        "The penalty is about the weights; how many examples there are is nothing to it.",
    ),
    net(
        "penalty_divided_by_the_batch",
        {
            PENALTY: PENALTY.replace("reg", "reg / len(X)"),
            LAST_GRADIENT: LAST_GRADIENT.replace("reg", "reg / len(X)"),
            GRADIENT: GRADIENT.replace("reg", "reg / len(X)"),
        },
        ("adds_the_penalty_to_the_loss", "adds_the_penalty_to_the_gradients"),
        "The penalty is divided by the number of examples.",
        "Other courses write λ / m; the contract of this function says reg / 2.",
    ),
    net(
        "loss_summed_over_examples",
        {LOSS: LOSS + "    loss, dscores = loss * len(X), dscores * len(X)\n"},
        ("computes_the_loss", "computes_the_gradients"),
        "The loss is the sum over the batch where its mean is asked.",
    ),
    net(
        "relu_after_the_last_layer",
        {
            SCORES: SCORES + "    scores, last_relu = relu_forward(scores)\n",
            LAST_BACKWARD: "    dscores = relu_backward(dscores, last_relu)\n" + LAST_BACKWARD,
        },
        ("gives_scores_without_labels", "computes_the_loss", "computes_the_gradients"),
        "A relu follows the last layer, so no score can be negative.",
    ),
    net(
        "written_for_three_layers",
        {"depth = len(params) // 2": "depth = min(len(params) // 2, 3)"},
        ("works_at_any_depth",),
        "The net never uses more than three layers.",
        "Let the loops run to depth.",
    ),
    net(
        "takes_a_step_of_its_own",
        {PENALTY: PENALTY + '        params[f"W{layer}"] -= 1e-3 * grads[f"W{layer}"]\n'},
        ("leaves_what_it_is_given_alone",),
        "The function changes the weights it was given. Computing a gradient and taking a step"
        " are two things; the solver takes the step.",
    ),
    net(
        "no_penalty",
        {
            PENALTY: "        pass\n",
            LAST_GRADIENT: LAST_GRADIENT.replace(' + reg * params[f"W{depth}"]', ""),
            GRADIENT: GRADIENT.replace(' + reg * params[f"W{layer}"]', ""),
        },
        ("adds_the_penalty_to_the_loss", "adds_the_penalty_to_the_gradients"),
        "reg has no effect: the penalty is missing in the loss and in the gradients.",
    ),
    net(
        "gradients_summed_over_examples",
        {LOSS: LOSS + "    dscores = dscores * len(X)\n"},
        ("computes_the_gradients",),
        "The loss is the mean over the batch, but the gradients are those of the sum.",
    ),
    net(
        "test_mode_without_labels",
        {
            START: '    if y is None:\n        dropout_param = {**dropout_param, "mode": "test"}\n'
            + START
        },
        ("scores_follow_the_mode",),
        "Without labels the net switches to test mode by itself. Here the caller decides, so that"
        " the scores of thinned nets can be looked at too.",
        "Hand dropout_param on as it is.",
    ),
    net(
        "p_turned_round",
        {START: '    dropout_param = {**dropout_param, "p": 1 - dropout_param["p"]}\n' + START},
        ("drops_after_each_relu",),
        "p is turned into 1 - p on its way to the dropout layers.",
        "Hand dropout_param on as it is.",
    ),
)
