"""Wrong versions of fc_net.py that students write, each as a change of the reference."""

from checks_fc_net import (
    adds_the_penalty_to_the_gradients,
    adds_the_penalty_to_the_loss,
    carries_dropout_through_backward,
    computes_the_gradients,
    computes_the_loss,
    drops_after_each_relu,
    gives_gradients_of_the_shapes_of_params,
    gives_scores_without_labels,
    leaves_what_it_is_given_alone,
    net,
    scores_follow_the_mode,
    works_at_any_depth,
)

START = "    h = X\n"
AFFINE = '        a, affine_cache = affine_forward(h, params[f"W{layer}"], params[f"b{layer}"])\n'
AFFINE_BACKWARD = '        dh, dw, grads[f"b{layer}"] = affine_backward(da, affine_cache)\n'
DROP = "        h, dropout_cache = dropout_forward(r, dropout_param)\n"
SCORES = '    scores, last_cache = affine_forward(h, params[f"W{depth}"], params[f"b{depth}"])\n'
LOSS = "    loss, dscores = softmax_loss(scores, y)\n"
LAST_BACKWARD = '    dh, dw, grads[f"b{depth}"] = affine_backward(dscores, last_cache)\n'
LAST_GRADIENT = '    grads[f"W{depth}"] = dw + reg * params[f"W{depth}"]\n'
DROP_BACKWARD = "        dr = dropout_backward(dh, dropout_cache)\n"
GRADIENT = '        grads[f"W{layer}"] = dw + reg * params[f"W{layer}"]\n'
PENALTY = '        loss += 0.5 * reg * np.sum(params[f"W{layer}"] ** 2)\n'
UNCHANGED = "Pass dropout_param on unchanged."
BOTH = [adds_the_penalty_to_the_loss, adds_the_penalty_to_the_gradients]


def gradients(old, new):
    """The change of a text in both lines that compute gradients of weights."""
    return {line: line.replace(old, new) for line in (LAST_GRADIENT, GRADIENT)}


net.misconception(
    "no_dropout_at_all",
    replace={DROP: "        h, dropout_cache = r, None\n", DROP_BACKWARD: "        dr = dh\n"},
    fails=[
        drops_after_each_relu,
        carries_dropout_through_backward,
        scores_follow_the_mode,
    ],
    message="dropout_param has no effect: no layer drops anything in train mode.",
)
net.misconception(
    "dropout_after_the_first_layer_only",
    replace={
        DROP: "        h, dropout_cache = r, None\n"
        "        if layer == 1:\n"
        "            h, dropout_cache = dropout_forward(r, dropout_param)\n",
        DROP_BACKWARD: "        dr = dh\n"
        "        if layer == 1:\n"
        "            dr = dropout_backward(dh, dropout_cache)\n",
    },
    fails=[drops_after_each_relu],
    message="Dropout follows the first relu only.",
    hint="Every hidden layer has its own dropout.",
)
net.misconception(
    "dropout_after_the_last_hidden_layer_only",
    replace={
        DROP: "        dropped, dropout_cache = dropout_forward(r, dropout_param)\n"
        "        h = r if layer < depth - 1 else dropped\n",
        DROP_BACKWARD: "        dr = dropout_backward(dh, dropout_cache)\n"
        "        dr = dh if layer < depth - 1 else dr\n",
    },
    fails=[drops_after_each_relu],
    message="Only the last hidden layer is dropped.",
    hint="Every hidden layer has its own dropout.",
)
net.misconception(
    "dropout_after_the_last_layer",
    replace={
        SCORES: f"{SCORES}    scores, last_dropout = dropout_forward(scores, dropout_param)\n",
        LAST_BACKWARD: "    dscores = dropout_backward(dscores, last_dropout)\n" + LAST_BACKWARD,
    },
    fails=[drops_after_each_relu],
    message="Scores are dropped too: dropout also follows the last affine layer.",
    hint="A dropped score is 0, whatever the net has computed for that class.",
)
net.misconception(
    "dropout_on_the_inputs",
    replace={START: "    h, input_dropout = dropout_forward(X, dropout_param)\n"},
    fails=[drops_after_each_relu],
    message="The inputs are dropped as well; here dropout only follows the relus.",
)
net.misconception(
    "dropout_before_each_hidden_layer",
    replace={
        AFFINE: "        h, dropout_cache = dropout_forward(h, dropout_param)\n" + AFFINE,
        DROP: "        h = r\n",
        DROP_BACKWARD: "        dr = dh\n",
        AFFINE_BACKWARD: AFFINE_BACKWARD + "        dh = dropout_backward(dh, dropout_cache)\n",
    },
    fails=[drops_after_each_relu],
    message="Dropout stands before the affine layers, so the inputs are dropped and the units"
    " before the last layer are not.",
    hint="Dropout follows each relu.",
)
net.misconception(
    "p_turned_round",
    replace={START: '    dropout_param = {**dropout_param, "p": 1 - dropout_param["p"]}\n' + START},
    fails=[drops_after_each_relu],
    message="The dropout layers are given 1 - p instead of p.",
    hint=UNCHANGED,
)
net.misconception(
    "dropout_not_in_backward",
    replace={DROP_BACKWARD: "        dr = dh\n"},
    fails=[carries_dropout_through_backward],
    message="The backward pass leaves the dropout layers out.",
)
net.misconception(
    "dropout_backward_twice",
    replace={DROP_BACKWARD: DROP_BACKWARD + "        dr = dropout_backward(dr, dropout_cache)\n"},
    fails=[carries_dropout_through_backward],
    message="Gradients pass through each dropout layer twice.",
)
net.misconception(
    "drops_in_test_mode_too",
    replace={
        DROP: '        always = {**dropout_param, "mode": "train"}\n'
        "        h, dropout_cache = dropout_forward(r, always)\n"
    },
    fails=[gives_scores_without_labels, scores_follow_the_mode],
    message="The mode in dropout_param is ignored, so units are dropped in test mode too.",
    hint=UNCHANGED,
)
net.misconception(
    "test_mode_without_labels",
    replace={
        START: '    if y is None:\n        dropout_param = {**dropout_param, "mode": "test"}\n'
        + START
    },
    fails=[scores_follow_the_mode],
    message="Without labels the net switches to test mode by itself. Here the caller chooses the"
    " mode, so that the scores of thinned nets can be computed too.",
    hint=UNCHANGED,
)
net.misconception(
    "penalises_biases",
    replace={
        PENALTY: PENALTY + '        loss += 0.5 * reg * np.sum(params[f"b{layer}"] ** 2)\n',
        LAST_GRADIENT: LAST_GRADIENT + '    grads[f"b{depth}"] = grads[f"b{depth}"]'
        ' + reg * params[f"b{depth}"]\n',
        GRADIENT: GRADIENT + '        grads[f"b{layer}"] = grads[f"b{layer}"]'
        ' + reg * params[f"b{layer}"]\n',
    },
    fails=BOTH,
    message="The penalty includes the biases.",
    hint="A bias only shifts a function; it does not make it steeper.",
)
net.misconception(
    "no_penalty",
    replace={PENALTY: "        pass\n"} | gradients("reg", "0"),
    fails=BOTH,
    message="reg has no effect: the penalty is missing in the loss and in the gradients.",
)
net.misconception(
    "penalty_only_in_the_loss",
    replace=gradients("reg", "0"),
    fails=[adds_the_penalty_to_the_gradients],
    message="The penalty is in the loss but not in the gradients, so it has no effect on training.",
)
net.misconception(
    "penalty_only_in_the_gradients",
    replace={PENALTY: "        pass\n"},
    fails=[adds_the_penalty_to_the_loss],
    message="The penalty is in the gradients but not in the loss.",
)
net.misconception(
    "penalty_without_a_half",
    replace={PENALTY: PENALTY.replace("0.5 * ", "")},
    fails=[adds_the_penalty_to_the_loss],
    message="The factor ½ of the penalty is missing. With it, the gradient is reg * W.",
)
net.misconception(
    "penalty_gradient_doubled",
    replace=gradients("reg", "2 * reg"),
    fails=[adds_the_penalty_to_the_gradients],
    message="The gradient of the penalty is 2 * reg * W, as if the penalty had no factor ½.",
)
net.misconception(
    "last_layer_not_penalised",
    replace={
        "range(1, depth + 1)": "range(1, depth)",
        LAST_GRADIENT: LAST_GRADIENT.replace("reg", "0"),
    },
    fails=BOTH,
    message="The weights of the last layer are not penalised.",
    hint="Does your loop reach the last layer?",
)
net.misconception(
    "last_layer_not_penalised_in_the_gradients",
    replace={LAST_GRADIENT: LAST_GRADIENT.replace("reg", "0")},
    fails=[adds_the_penalty_to_the_gradients],
    message="The penalty is missing in the gradient of the last layer's weights.",
    hint="Is the last layer in your loop, or does it need a line of its own?",
)
net.misconception(
    "penalty_gradient_sums_the_weights",
    replace={
        LAST_GRADIENT: LAST_GRADIENT.replace("\n", ".sum()\n"),
        GRADIENT: GRADIENT.replace("\n", ".sum()\n"),
    },
    fails=[adds_the_penalty_to_the_gradients],
    message="reg times the sum of a matrix is added to all its gradients, where each weight needs"
    " reg times itself.",
    hint="Differentiate the sum of squares by one of the weights.",
)
net.misconception(
    "first_layer_not_penalised",
    replace={
        "range(1, depth + 1)": "range(2, depth + 1)",
        GRADIENT: GRADIENT.replace("+ reg", "+ reg * (layer > 1)"),
    },
    fails=BOTH,
    message="The weights of the first layer are not penalised.",
    hint="Does your loop start at the first layer?",
)
net.misconception(
    "penalty_once_per_example",
    replace={PENALTY: PENALTY.replace("reg", "len(X) * reg")} | gradients("reg", "len(X) * reg"),
    fails=BOTH,
    message="The penalty is counted once for each example of the batch.",
    hint="The penalty depends on the weights, and not on the number of examples.",
)
net.misconception(
    "penalty_divided_by_the_batch",
    replace={PENALTY: PENALTY.replace("reg", "reg / len(X)")} | gradients("reg", "reg / len(X)"),
    fails=BOTH,
    message="The penalty is divided by the number of examples.",
    hint="Coursera writes λ / (2m). Here the factor is reg / 2, without m.",
)
net.misconception(
    "loss_summed_over_examples",
    replace={LOSS: LOSS + "    loss, dscores = loss * len(X), dscores * len(X)\n"},
    fails=[computes_the_loss],
    message="The loss is the sum over the batch, but it should be the mean.",
)
net.misconception(
    "bias_gradients_as_rows",
    replace={PENALTY: PENALTY + '        grads[f"b{layer}"] = grads[f"b{layer}"][None]\n'},
    fails=[gives_gradients_of_the_shapes_of_params],
    message="The gradients of the biases have the shape (1, outputs), where (outputs,) is asked.",
    hint="A sum over an axis drops it, unless keepdims is set.",
)
net.misconception(
    "gradients_summed_over_examples",
    replace={LOSS: LOSS + "    dscores = dscores * len(X)\n"},
    fails=[computes_the_gradients],
    message="The loss is the mean over the batch, but the gradients are those of the sum.",
)
net.misconception(
    "relu_after_the_last_layer",
    replace={
        SCORES: SCORES + "    scores, last_relu = relu_forward(scores)\n",
        LAST_BACKWARD: "    dscores = relu_backward(dscores, last_relu)\n" + LAST_BACKWARD,
    },
    fails=[gives_scores_without_labels],
    message="A relu follows the last layer, so no score can be negative.",
)
net.misconception(
    "no_relu",
    replace={
        "        r, relu_cache = relu_forward(a)\n": "        r, relu_cache = a, None\n",
        "        da = relu_backward(dr, relu_cache)\n": "        da = dr\n",
    },
    fails=[gives_scores_without_labels, drops_after_each_relu],
    message="No relu follows the hidden layers, so the net is one linear map.",
)
net.misconception(
    "written_for_three_layers",
    replace={"depth = len(params) // 2": "depth = min(len(params) // 2, 3)"},
    fails=[works_at_any_depth],
    message="The net never uses more than three layers.",
    hint="Let the loops run to depth.",
)
net.misconception(
    "takes_a_step_of_its_own",
    replace={PENALTY: PENALTY + '        params[f"W{layer}"] -= 1e-3 * grads[f"W{layer}"]\n'},
    fails=[leaves_what_it_is_given_alone],
    message="The function changes the weights it was given. It should only compute the gradients;"
    " the solver takes the step.",
)
