"""The wrong versions of crowd.py that students write, as changes of the reference."""

from autograder import Misconception

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

GOES = "trains_without_dropout"
NOTES = "measures_before_each_step"
THINNED = "trains_a_new_thinned_net_each_time"
MASKED = "measures_the_thinned_net"
SAME = "measuring_changes_nothing"
DROPOUT_OFF = "measures_with_dropout_off"
ANY = "measures_with_any_keep_prob_at_any_depth"
ONE = "one_sample_is_one_thinned_net"
MANY = "averages_what_the_nets_say"


def curve(name, edits, loses, says, hint=""):
    return Misconception(name, "training_curve", edits, loses, says, hint)


def average(name, edits, loses, says, hint=""):
    return Misconception(name, "average_of_sampled_nets", edits, loses, says, hint)


MISCONCEPTIONS = (
    curve(
        "J_measured_with_the_masks_on",
        {WANTED: "        if False:\n"},
        (DROPOUT_OFF,),
        "monitor_keep_prob has no effect: J is always that of the thinned net.",
        "A number asks for a second forward pass.",
    ),
    curve(
        "J_always_measured_with_dropout_off",
        {
            WANTED: "        if True:\n",
            DIALS: "    monitor = [monitor_keep_prob or 1.0] * layers\n",
        },
        (MASKED,),
        "J is measured with dropout off even when monitor_keep_prob is None.",
    ),
    curve(
        "trains_the_net_that_is_measured",
        {
            MONITOR: MONITOR.replace("measured, _", "AL, activations")
            + "            measured = AL\n"
        },
        (SAME,),
        "The measuring pass overwrites AL and activations, so the gradients are those of the net"
        " that was measured: dropout is off in training too.",
        "The results of the two passes need different names.",
    ),
    curve(
        "monitor_keep_prob_replaces_the_dials",
        {DIALS: DIALS + "    if monitor_keep_prob is not None:\n        keep_probs = monitor\n"},
        (SAME,),
        "With monitor_keep_prob given, training itself goes on without the keep_probs.",
        "Measuring never changes what is trained.",
    ),
    curve(
        "one_thinned_net_for_ever",
        {
            TRAIN: TRAIN.replace("seed + i", "seed"),
            MONITOR: MONITOR.replace("seed + i", "seed"),
        },
        (THINNED, MASKED),
        "Every iteration has the same seed, so that one and the same thinned net is trained and all"
        " others never are.",
        "Iteration i draws its masks with seed + i.",
    ),
    curve(
        "masks_without_a_seed",
        {TRAIN: TRAIN.replace(", seed + i", ""), MONITOR: MONITOR.replace(", seed + i", "")},
        (THINNED, MASKED),
        "The passes are not given the seed, so no two runs agree.",
        "Iteration i draws its masks with seed + i.",
    ),
    curve(
        "seeds_counted_from_0",
        {TRAIN: TRAIN.replace("seed + i", "i"), MONITOR: MONITOR.replace("seed + i", "i")},
        (THINNED, MASKED),
        "Iteration i has the seed i, whatever seed is.",
        "Iteration i draws its masks with seed + i.",
    ),
    curve(
        "seeds_counted_from_1",
        {
            TRAIN: TRAIN.replace("seed + i", "seed + i + 1"),
            MONITOR: MONITOR.replace("seed + i", "seed + i + 1"),
        },
        (THINNED, MASKED),
        "The first iteration has the seed seed + 1; iterations are counted from 0.",
    ),
    curve(
        "J_after_the_step",
        {
            NOTE: "",
            STEP: STEP
            + "        after = keep_probs if monitor_keep_prob is None else monitor\n"
            + "        measured, _ = forward_with_keep_probs(X, trained, after, seed + i)\n"
            + NOTE,
        },
        (NOTES,),
        "J is measured after the step.",
        "The first cost is that of the parameters given.",
    ),
    curve(
        "dials_missing_in_backward",
        {GRADIENTS: GRADIENTS.replace("keep_probs)", "[1.0] * layers)")},
        (THINNED,),
        "The backward pass is told that dropout is off, so its gradients lack the division.",
        "The gradients belong to the pass that trains, with its keep_probs.",
    ),
    curve(
        "gradients_at_the_initial_parameters",
        {GRADIENTS: GRADIENTS.replace("trained", "parameters")},
        (GOES, NOTES),
        "The backward pass gets the initial parameters instead of the present ones.",
        "Which parameters did the forward pass have?",
    ),
    curve(
        "forward_at_the_initial_parameters",
        {
            TRAIN: TRAIN.replace("trained", "parameters"),
            MONITOR: MONITOR.replace("trained", "parameters"),
        },
        (GOES, NOTES),
        "The forward pass always gets the initial parameters, so J never changes.",
        "Hand on the parameters of the step before.",
    ),
    curve(
        "steps_not_carried_on",
        {STEP: STEP.replace("(trained", "(parameters")},
        (GOES, NOTES),
        "Every step starts from the initial parameters.",
        "A step starts where the one before ended.",
    ),
    curve(
        "uphill",
        {STEP: STEP.replace("learning_rate", "-learning_rate")},
        (GOES, NOTES),
        "The steps go uphill: the gradient is added.",
    ),
    curve(
        "averaged_over_the_examples_twice",
        {STEP: STEP.replace("learning_rate", "learning_rate / X.shape[1]")},
        (GOES, NOTES),
        "The steps are m times too small: the gradients are means over the examples already.",
    ),
    curve(
        "J_summed_over_the_examples",
        {NOTE: NOTE.replace("Y))", "Y) * X.shape[1])")},
        (NOTES, MASKED, DROPOUT_OFF),
        "J is the sum over the examples; compute_cost gives the mean.",
    ),
    curve(
        "one_iteration_too_few",
        {"range(iterations)": "range(iterations - 1)"},
        (GOES, NOTES, MASKED, DROPOUT_OFF),
        "There is one iteration too few.",
        "range(n) has n elements.",
    ),
    curve(
        "input_still_dropped_while_measuring",
        {DIALS: "    monitor = [keep_probs[0], *[monitor_keep_prob] * (layers - 1)]\n"},
        (DROPOUT_OFF,),
        "While J is measured the hidden layers are whole, but the input is still dropped.",
        "All L keep_probs of the measuring pass are monitor_keep_prob.",
    ),
    curve(
        "measures_with_1_only",
        {DIALS: "    monitor = [1.0] * layers\n"},
        (ANY,),
        "J is measured with dropout off, whatever number monitor_keep_prob is.",
    ),
    curve(
        "steps_written_into_the_callers_arrays",
        {
            STEP: "        for name in trained:\n"
            '            trained[name] -= learning_rate * gradients[f"d{name}"]\n'
        },
        ("training_leaves_its_arguments_alone",),
        "dict(parameters) copies the dictionary, not its arrays: -= writes into the caller's.",
        "Make new arrays, as update_parameters does.",
    ),
    average(
        "averages_the_scores",
        {
            ADD: "        said = said + np.log(AL / (1 - AL))\n",
            MEAN: "    return 1 / (1 + np.exp(-said / n_samples))\n",
        },
        (MANY,),
        "The scores are averaged, before their sigmoid. That is the geometric mean of the crowd.",
        "The contract asks for the mean of the probabilities.",
    ),
    average(
        "geometric_mean",
        {
            ADD: "        said = said + np.log(AL)\n",
            MEAN: "    return np.exp(said / n_samples)\n",
        },
        (MANY,),
        "This is the geometric mean of the probabilities.",
        "The contract asks for their plain mean.",
    ),
    average(
        "counts_votes",
        {ADD: "        said = said + (AL > 0.5)\n"},
        (ONE,),
        "Votes are counted: each answer is rounded to 0 or 1 before it is averaged.",
        "How sure a net is belongs to what it says.",
    ),
    average(
        "asks_one_net_again_and_again",
        {ASK: ASK.replace("seed + k", "seed")},
        (MANY,),
        "All samples have the same seed: one net is asked again and again.",
        "Net k has the seed seed + k.",
    ),
    average(
        "asks_the_whole_net",
        {ASK: ASK.replace("keep_probs, seed", "[1.0] * len(keep_probs), seed")},
        (ONE,),
        "The whole net is asked, with dropout off: that is weight scaling, not its test.",
        "The nets to ask are thinned by keep_probs.",
    ),
    average(
        "samples_counted_from_1",
        {ASK: ASK.replace("seed + k", "seed + k + 1")},
        (ONE,),
        "The first net has the seed seed + 1; nets are counted from 0.",
    ),
    average(
        "samples_without_a_seed",
        {ASK: ASK.replace(", seed + k", "")},
        (ONE,),
        "The nets are not given a seed, so the same question gets another answer every time.",
        "Net k has the seed seed + k.",
    ),
    average(
        "sum_instead_of_mean",
        {MEAN: "    return said\n"},
        (MANY,),
        "The probabilities are added and not divided by their number.",
    ),
    average(
        "last_net_only",
        {ADD: "        said = n_samples * AL\n"},
        (MANY,),
        "Only the last net counts: each overwrites the one before.",
    ),
    average(
        "running_mean_of_two",
        {
            ADD: "        said = AL if k == 0 else (said + AL) / 2\n",
            MEAN: "    return said\n",
        },
        (MANY,),
        "The mean of the mean so far and the next net is taken, so that late nets count more.",
        "Add first, and divide once.",
    ),
    average(
        "divided_by_one_less",
        {MEAN: "    return said / max(n_samples - 1, 1)\n"},
        (MANY,),
        "The sum is divided by n_samples - 1.",
    ),
    average(
        "scaled_once_more",
        {ADD: "        said = said + AL * keep_probs[-1]\n"},
        (ONE,),
        "The probabilities are multiplied by a keep_prob. Inverted dropout has rescaled already.",
    ),
    average(
        "first_output_only",
        {ADD: "        said = said + AL[:1]\n"},
        ("averages_at_other_shapes",),
        "Only the first output of the net is averaged.",
    ),
)
