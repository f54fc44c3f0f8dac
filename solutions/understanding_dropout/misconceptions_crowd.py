"""The wrong versions of crowd.py that students write, as changes of the reference."""

from checks_crowd import (
    curve,
    measures_before_each_step,
    measures_the_thinned_net,
    measures_with_any_keep_prob_at_any_depth,
    measures_with_dropout_off,
    measuring_changes_nothing,
    training_leaves_its_arguments_alone,
    trains_a_new_thinned_net_each_time,
    trains_without_dropout,
)

TRAIN = "        AL, activations = forward_with_keep_probs(X, trained, keep_probs, seed + i)\n"
MONITOR = "            measured, _ = forward_with_keep_probs(X, trained, monitor, seed + i)\n"
DIALS = "    monitor = [monitor_keep_prob] * layers\n"
WANTED = "        if monitor_keep_prob is not None:\n"
NOTE = "        costs.append(compute_cost(measured, Y))\n"
GRADIENTS = (
    "        gradients = backward_with_keep_probs(AL, activations, Y, trained, keep_probs)\n"
)
STEP = "        trained = update_parameters(trained, gradients, learning_rate)\n"
ANY = [measures_with_any_keep_prob_at_any_depth]
ITS_SEED = "Iteration i draws its masks with seed + i."

curve.misconception(
    "J_measured_with_the_masks_on",
    replace={WANTED: "        if False:\n"},
    fails=[measures_with_dropout_off, measures_with_any_keep_prob_at_any_depth],
    message="monitor_keep_prob has no effect: J is always the cost of the thinned net.",
    hint="A number asks for a second forward pass.",
)
curve.misconception(
    "J_always_measured_with_dropout_off",
    replace={
        WANTED: "        if True:\n",
        DIALS: "    monitor = [monitor_keep_prob or 1.0] * layers\n",
    },
    fails=[measures_the_thinned_net, measures_with_any_keep_prob_at_any_depth],
    message="J is measured with dropout off even when monitor_keep_prob is None.",
)
curve.misconception(
    "trains_the_net_that_is_measured",
    replace={
        MONITOR: MONITOR.replace("measured, _", "AL, activations") + "            measured = AL\n"
    },
    fails=[measuring_changes_nothing, measures_with_any_keep_prob_at_any_depth],
    message="The measuring pass overwrites AL and activations, so the gradients are those of the"
    " net that was measured: dropout is off in training too.",
    hint="The results of the two passes need different names.",
)
curve.misconception(
    "monitor_keep_prob_replaces_the_dials",
    replace={
        DIALS: DIALS + "    if monitor_keep_prob is not None:\n        keep_probs = monitor\n"
    },
    fails=[measuring_changes_nothing, measures_with_any_keep_prob_at_any_depth],
    message="monitor_keep_prob, where it is given, replaces the keep_probs in training too.",
    hint="Measuring never changes what is trained.",
)
curve.misconception(
    "input_still_dropped_while_measuring",
    replace={DIALS: "    monitor = [keep_probs[0], *[monitor_keep_prob] * (layers - 1)]\n"},
    fails=[measures_with_dropout_off, measures_with_any_keep_prob_at_any_depth],
    message="While J is measured the hidden layers are whole, but the input is still dropped.",
    hint="All L keep_probs of the measuring pass are monitor_keep_prob.",
)
curve.misconception(
    "measures_with_1_only",
    replace={DIALS: "    monitor = [1.0] * layers\n"},
    fails=[measures_with_any_keep_prob_at_any_depth],
    message="J is measured with dropout off, whatever number monitor_keep_prob is.",
)

for name, seed, more, message in (
    (
        "one_thinned_net_for_ever",
        ", seed",
        [],
        "Every iteration has the same seed, so the same thinned net is trained every time.",
    ),
    ("masks_without_a_seed", "", ANY, "The passes are not given the seed, so no two runs agree."),
    ("seeds_counted_from_0", ", i", [], "Iteration i has the seed i, whatever seed is."),
    (
        "seeds_counted_from_1",
        ", seed + i + 1",
        [],
        "The first iteration has the seed seed + 1; iterations are counted from 0.",
    ),
):
    curve.misconception(
        name,
        replace={line: line.replace(", seed + i", seed) for line in (TRAIN, MONITOR)},
        fails=[trains_a_new_thinned_net_each_time, *more],
        message=message,
        hint=ITS_SEED,
    )

curve.misconception(
    "J_after_the_step",
    replace={
        NOTE: "",
        STEP: STEP
        + "        after = keep_probs if monitor_keep_prob is None else monitor\n"
        + "        measured, _ = forward_with_keep_probs(X, trained, after, seed + i)\n"
        + NOTE,
    },
    fails=[measures_before_each_step],
    message="J is measured after the step.",
    hint="The first cost is that of the initial parameters.",
)
curve.misconception(
    "dials_missing_in_backward",
    replace={GRADIENTS: GRADIENTS.replace("keep_probs)", "[1.0] * layers)")},
    fails=[trains_a_new_thinned_net_each_time],
    message="The backward pass gets keep_probs of 1, so its gradients lack the division.",
    hint="The gradients belong to the pass that trains, with its keep_probs.",
)

for name, replace, more, message, hint in (
    (
        "gradients_at_the_initial_parameters",
        {GRADIENTS: GRADIENTS.replace("trained", "parameters")},
        [],
        "The backward pass gets the initial parameters instead of the present ones.",
        "Which parameters did the forward pass use?",
    ),
    (
        "forward_at_the_initial_parameters",
        {line: line.replace("trained", "parameters") for line in (TRAIN, MONITOR)},
        [measures_before_each_step],
        "The forward pass always gets the initial parameters, so J never changes.",
        "The forward pass needs the parameters after the step before.",
    ),
    (
        "steps_not_carried_on",
        {STEP: STEP.replace("(trained", "(parameters")},
        [],
        "Every step starts from the initial parameters.",
        "A step starts where the one before ended.",
    ),
    (
        "uphill",
        {STEP: STEP.replace("learning_rate", "-learning_rate")},
        [],
        "The steps go uphill: the gradient is added.",
        "",
    ),
    (
        "averaged_over_the_examples_twice",
        {STEP: STEP.replace("learning_rate", "learning_rate / X.shape[1]")},
        [],
        "The steps are m times too small: the gradients are means over the examples already.",
        "",
    ),
):
    curve.misconception(
        name,
        replace=replace,
        fails=[trains_without_dropout, *more],
        message=message,
        hint=hint,
    )

curve.misconception(
    "J_summed_over_the_examples",
    replace={NOTE: NOTE.replace("Y))", "Y) * X.shape[1])")},
    fails=[measures_before_each_step],
    message="J is the sum over the examples; compute_cost gives the mean.",
)
curve.misconception(
    "one_iteration_too_few",
    replace={"range(iterations)": "range(iterations - 1)"},
    fails=[trains_without_dropout, measures_before_each_step],
    message="There is one iteration too few.",
    hint="range(n) has n elements.",
)
curve.misconception(
    "steps_written_into_the_callers_arrays",
    replace={
        STEP: "        for name in trained:\n"
        '            trained[name] -= learning_rate * gradients[f"d{name}"]\n'
    },
    fails=[training_leaves_its_arguments_alone],
    message="dict(parameters) copies the dictionary, not its arrays: -= writes into the caller's.",
    hint="Make new arrays, as update_parameters does.",
)
curve.misconception(
    "one_dial_too_many_for_the_monitor",
    replace={DIALS: "    monitor = [monitor_keep_prob] * (layers + 1)\n"},
    fails=[
        measuring_changes_nothing,
        measures_with_dropout_off,
        *ANY,
        training_leaves_its_arguments_alone,
    ],
    message="The measuring pass gets L + 1 keep_probs; the output has none.",
    hint="How many keep_probs does forward_with_keep_probs take?",
)
curve.misconception(
    "J_after_the_last_step_too",
    replace={
        "    return np.array(costs), trained\n": "    last = seed + iterations\n"
        "    AL, _ = forward_with_keep_probs(X, trained, keep_probs, last)\n"
        "    costs.append(compute_cost(AL, Y))\n"
        "    return np.array(costs), trained\n"
    },
    fails=[measures_before_each_step],
    message="There is one cost more than there are iterations: that after the last step.",
    hint="costs[i] is J before step i.",
)
curve.misconception(
    "steps_thrown_away",
    replace={STEP: STEP.replace("trained = ", "")},
    fails=[
        trains_without_dropout,
        measures_before_each_step,
        trains_a_new_thinned_net_each_time,
        measuring_changes_nothing,
    ],
    message="update_parameters returns new parameters, and they are not kept: nothing is trained.",
)
curve.misconception(
    "returns_the_initial_parameters",
    replace={"np.array(costs), trained": "np.array(costs), parameters"},
    fails=[
        trains_without_dropout,
        trains_a_new_thinned_net_each_time,
        measuring_changes_nothing,
        *ANY,
    ],
    message="The parameters returned are those before training.",
)
curve.misconception(
    "loss_of_the_first_example",
    replace={NOTE: NOTE.replace("(measured, Y)", "(measured[:, :1], Y[:, :1])")},
    fails=[measures_before_each_step, measures_the_thinned_net, measures_with_dropout_off, *ANY],
    message="J is the cost of the first example only.",
)
