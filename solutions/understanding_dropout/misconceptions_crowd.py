"""The wrong versions of crowd.py that students write, as changes of the reference."""

from checks_crowd import (
    average,
    averages_at_other_shapes,
    averages_what_the_nets_say,
    curve,
    measures_before_each_step,
    measures_the_thinned_net,
    measures_with_any_keep_prob_at_any_depth,
    measures_with_dropout_off,
    measuring_changes_nothing,
    one_sample_is_one_thinned_net,
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
ASK = "        AL, _ = forward_with_keep_probs(X, parameters, keep_probs, seed + k)\n"
ADD = "        said = said + AL\n"
MEAN = "    return said / n_samples\n"

curve.misconception(
    "J_measured_with_the_masks_on",
    replace={WANTED: "        if False:\n"},
    fails=[measures_with_dropout_off],
    message="monitor_keep_prob has no effect: J is always that of the thinned net.",
    hint="A number asks for a second forward pass.",
)

curve.misconception(
    "J_always_measured_with_dropout_off",
    replace={
        WANTED: "        if True:\n",
        DIALS: "    monitor = [monitor_keep_prob or 1.0] * layers\n",
    },
    fails=[measures_the_thinned_net],
    message="J is measured with dropout off even when monitor_keep_prob is None.",
)

curve.misconception(
    "trains_the_net_that_is_measured",
    replace={
        MONITOR: MONITOR.replace("measured, _", "AL, activations") + "            measured = AL\n"
    },
    fails=[measuring_changes_nothing],
    message=(
        "The measuring pass overwrites AL and activations, so the gradients are those of the net"
        " that was measured: dropout is off in training too."
    ),
    hint="The results of the two passes need different names.",
)

curve.misconception(
    "monitor_keep_prob_replaces_the_dials",
    replace={
        DIALS: DIALS + "    if monitor_keep_prob is not None:\n        keep_probs = monitor\n"
    },
    fails=[measuring_changes_nothing],
    message="With monitor_keep_prob given, training itself goes on without the keep_probs.",
    hint="Measuring never changes what is trained.",
)

curve.misconception(
    "one_thinned_net_for_ever",
    replace={
        TRAIN: TRAIN.replace("seed + i", "seed"),
        MONITOR: MONITOR.replace("seed + i", "seed"),
    },
    fails=[trains_a_new_thinned_net_each_time, measures_the_thinned_net],
    message=(
        "Every iteration has the same seed, so that one and the same thinned net is trained and all"
        " others never are."
    ),
    hint="Iteration i draws its masks with seed + i.",
)

curve.misconception(
    "masks_without_a_seed",
    replace={TRAIN: TRAIN.replace(", seed + i", ""), MONITOR: MONITOR.replace(", seed + i", "")},
    fails=[trains_a_new_thinned_net_each_time, measures_the_thinned_net],
    message="The passes are not given the seed, so no two runs agree.",
    hint="Iteration i draws its masks with seed + i.",
)

curve.misconception(
    "seeds_counted_from_0",
    replace={TRAIN: TRAIN.replace("seed + i", "i"), MONITOR: MONITOR.replace("seed + i", "i")},
    fails=[trains_a_new_thinned_net_each_time, measures_the_thinned_net],
    message="Iteration i has the seed i, whatever seed is.",
    hint="Iteration i draws its masks with seed + i.",
)

curve.misconception(
    "seeds_counted_from_1",
    replace={
        TRAIN: TRAIN.replace("seed + i", "seed + i + 1"),
        MONITOR: MONITOR.replace("seed + i", "seed + i + 1"),
    },
    fails=[trains_a_new_thinned_net_each_time, measures_the_thinned_net],
    message="The first iteration has the seed seed + 1; iterations are counted from 0.",
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
    hint="The first cost is that of the parameters given.",
)

curve.misconception(
    "dials_missing_in_backward",
    replace={GRADIENTS: GRADIENTS.replace("keep_probs)", "[1.0] * layers)")},
    fails=[trains_a_new_thinned_net_each_time],
    message="The backward pass is told that dropout is off, so its gradients lack the division.",
    hint="The gradients belong to the pass that trains, with its keep_probs.",
)

curve.misconception(
    "gradients_at_the_initial_parameters",
    replace={GRADIENTS: GRADIENTS.replace("trained", "parameters")},
    fails=[trains_without_dropout, measures_before_each_step],
    message="The backward pass gets the initial parameters instead of the present ones.",
    hint="Which parameters did the forward pass have?",
)

curve.misconception(
    "forward_at_the_initial_parameters",
    replace={
        TRAIN: TRAIN.replace("trained", "parameters"),
        MONITOR: MONITOR.replace("trained", "parameters"),
    },
    fails=[trains_without_dropout, measures_before_each_step],
    message="The forward pass always gets the initial parameters, so J never changes.",
    hint="Hand on the parameters of the step before.",
)

curve.misconception(
    "steps_not_carried_on",
    replace={STEP: STEP.replace("(trained", "(parameters")},
    fails=[trains_without_dropout, measures_before_each_step],
    message="Every step starts from the initial parameters.",
    hint="A step starts where the one before ended.",
)

curve.misconception(
    "uphill",
    replace={STEP: STEP.replace("learning_rate", "-learning_rate")},
    fails=[trains_without_dropout, measures_before_each_step],
    message="The steps go uphill: the gradient is added.",
)

curve.misconception(
    "averaged_over_the_examples_twice",
    replace={STEP: STEP.replace("learning_rate", "learning_rate / X.shape[1]")},
    fails=[trains_without_dropout, measures_before_each_step],
    message="The steps are m times too small: the gradients are means over the examples already.",
)

curve.misconception(
    "J_summed_over_the_examples",
    replace={NOTE: NOTE.replace("Y))", "Y) * X.shape[1])")},
    fails=[measures_before_each_step, measures_the_thinned_net, measures_with_dropout_off],
    message="J is the sum over the examples; compute_cost gives the mean.",
)

curve.misconception(
    "one_iteration_too_few",
    replace={"range(iterations)": "range(iterations - 1)"},
    fails=[
        trains_without_dropout,
        measures_before_each_step,
        measures_the_thinned_net,
        measures_with_dropout_off,
    ],
    message="There is one iteration too few.",
    hint="range(n) has n elements.",
)

curve.misconception(
    "input_still_dropped_while_measuring",
    replace={DIALS: "    monitor = [keep_probs[0], *[monitor_keep_prob] * (layers - 1)]\n"},
    fails=[measures_with_dropout_off],
    message="While J is measured the hidden layers are whole, but the input is still dropped.",
    hint="All L keep_probs of the measuring pass are monitor_keep_prob.",
)

curve.misconception(
    "measures_with_1_only",
    replace={DIALS: "    monitor = [1.0] * layers\n"},
    fails=[measures_with_any_keep_prob_at_any_depth],
    message="J is measured with dropout off, whatever number monitor_keep_prob is.",
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

average.misconception(
    "averages_the_scores",
    replace={
        ADD: "        said = said + np.log(AL / (1 - AL))\n",
        MEAN: "    return 1 / (1 + np.exp(-said / n_samples))\n",
    },
    fails=[averages_what_the_nets_say],
    message=(
        "The scores are averaged, before their sigmoid. That is the geometric mean of the crowd."
    ),
    hint="The contract asks for the mean of the probabilities.",
)

average.misconception(
    "geometric_mean",
    replace={
        ADD: "        said = said + np.log(AL)\n",
        MEAN: "    return np.exp(said / n_samples)\n",
    },
    fails=[averages_what_the_nets_say],
    message="This is the geometric mean of the probabilities.",
    hint="The contract asks for their plain mean.",
)

average.misconception(
    "counts_votes",
    replace={ADD: "        said = said + (AL > 0.5)\n"},
    fails=[one_sample_is_one_thinned_net],
    message="Votes are counted: each answer is rounded to 0 or 1 before it is averaged.",
    hint="How sure a net is belongs to what it says.",
)

average.misconception(
    "asks_one_net_again_and_again",
    replace={ASK: ASK.replace("seed + k", "seed")},
    fails=[averages_what_the_nets_say],
    message="All samples have the same seed: one net is asked again and again.",
    hint="Net k has the seed seed + k.",
)

average.misconception(
    "asks_the_whole_net",
    replace={ASK: ASK.replace("keep_probs, seed", "[1.0] * len(keep_probs), seed")},
    fails=[one_sample_is_one_thinned_net],
    message="The whole net is asked, with dropout off: that is weight scaling, not its test.",
    hint="The nets to ask are thinned by keep_probs.",
)

average.misconception(
    "samples_counted_from_1",
    replace={ASK: ASK.replace("seed + k", "seed + k + 1")},
    fails=[one_sample_is_one_thinned_net],
    message="The first net has the seed seed + 1; nets are counted from 0.",
)

average.misconception(
    "samples_without_a_seed",
    replace={ASK: ASK.replace(", seed + k", "")},
    fails=[one_sample_is_one_thinned_net],
    message="The nets are not given a seed, so the same question gets another answer every time.",
    hint="Net k has the seed seed + k.",
)

average.misconception(
    "sum_instead_of_mean",
    replace={MEAN: "    return said\n"},
    fails=[averages_what_the_nets_say],
    message="The probabilities are added and not divided by their number.",
)

average.misconception(
    "last_net_only",
    replace={ADD: "        said = n_samples * AL\n"},
    fails=[averages_what_the_nets_say],
    message="Only the last net counts: each overwrites the one before.",
)

average.misconception(
    "running_mean_of_two",
    replace={
        ADD: "        said = AL if k == 0 else (said + AL) / 2\n",
        MEAN: "    return said\n",
    },
    fails=[averages_what_the_nets_say],
    message="The mean of the mean so far and the next net is taken, so that late nets count more.",
    hint="Add first, and divide once.",
)

average.misconception(
    "divided_by_one_less",
    replace={MEAN: "    return said / max(n_samples - 1, 1)\n"},
    fails=[averages_what_the_nets_say],
    message="The sum is divided by n_samples - 1.",
)

average.misconception(
    "scaled_once_more",
    replace={ADD: "        said = said + AL * keep_probs[-1]\n"},
    fails=[one_sample_is_one_thinned_net],
    message=(
        "The probabilities are multiplied by a keep_prob. Inverted dropout has rescaled already."
    ),
)

average.misconception(
    "first_output_only",
    replace={ADD: "        said = said + AL[:1]\n"},
    fails=[averages_at_other_shapes],
    message="Only the first output of the net is averaged.",
)
