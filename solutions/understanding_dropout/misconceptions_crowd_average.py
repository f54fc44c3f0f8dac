"""The wrong versions of average_of_sampled_nets that students write."""

from checks_crowd_average import (
    average,
    averages_at_other_shapes,
    averages_what_the_nets_say,
    one_sample_is_one_thinned_net,
)

ASK = "        AL, _ = forward_with_keep_probs(X, parameters, keep_probs, seed + k)\n"
ADD = "        said = said + AL\n"
MEAN = "    return said / n_samples\n"
NET_K = "Net k has the seed seed + k, and k is counted from 0."

for name, replace, message, hint in (
    (
        "averages_the_scores",
        {
            ADD: "        said = said + np.log(AL / (1 - AL))\n",
            MEAN: "    return 1 / (1 + np.exp(-said / n_samples))\n",
        },
        "The scores are averaged, before the sigmoid. That is the geometric mean of the nets.",
        "The docstring asks for the mean of the probabilities.",
    ),
    (
        "geometric_mean",
        {
            ADD: "        said = said + np.log(AL)\n",
            MEAN: "    return np.exp(said / n_samples)\n",
        },
        "This is the geometric mean of the probabilities.",
        "The docstring asks for their plain mean.",
    ),
    (
        "asks_one_net_again_and_again",
        {ASK: ASK.replace("seed + k", "seed")},
        "All samples have the same seed, so they are all the same net.",
        NET_K,
    ),
    (
        "sum_instead_of_mean",
        {MEAN: "    return said\n"},
        "The probabilities are added and not divided by their number.",
        "",
    ),
    (
        "last_net_only",
        {ADD: "        said = n_samples * AL\n"},
        "Only the last net counts: each net overwrites the one before.",
        "",
    ),
    (
        "running_mean_of_two",
        {ADD: "        said = AL if k == 0 else (said + AL) / 2\n", MEAN: "    return said\n"},
        "Each step takes the mean of the result so far and the next net, so later nets count more.",
        "Add first, and divide once.",
    ),
    (
        "divided_by_one_less",
        {MEAN: "    return said / max(n_samples - 1, 1)\n"},
        "The sum is divided by n_samples - 1.",
        "",
    ),
):
    average.misconception(
        name, replace=replace, fails=[averages_what_the_nets_say], message=message, hint=hint
    )

for name, replace, message, hint in (
    (
        "counts_votes",
        {ADD: ADD.replace("AL", "(AL > 0.5)")},
        "Votes are counted: each output is rounded to 0 or 1 before it is averaged.",
        "The probability also says how sure a net is.",
    ),
    (
        "samples_counted_from_1",
        {ASK: ASK.replace("seed + k", "seed + k + 1")},
        "The first net has the seed seed + 1; nets are counted from 0.",
        NET_K,
    ),
    (
        "samples_without_a_seed",
        {ASK: ASK.replace(", seed + k", "")},
        "The nets are not given a seed, so every call gives another result.",
        NET_K,
    ),
    (
        "scaled_once_more",
        {ADD: ADD.replace("AL", "AL * keep_probs[-1]")},
        "The probabilities are multiplied by a keep_prob. Inverted dropout has rescaled already.",
        "",
    ),
):
    average.misconception(
        name, replace=replace, fails=[one_sample_is_one_thinned_net], message=message, hint=hint
    )

average.misconception(
    "first_output_only",
    replace={ADD: "        said = said + AL[:1]\n"},
    fails=[averages_at_other_shapes],
    message="Only the first output of the net is averaged.",
)
average.misconception(
    "asks_the_whole_net",
    replace={ASK: ASK.replace("keep_probs, seed", "[1.0] * len(keep_probs), seed")},
    fails=[one_sample_is_one_thinned_net, averages_what_the_nets_say],
    message="The whole net is used, with dropout off. That is weight scaling, not an average of"
    " nets.",
    hint="The nets to average are thinned by keep_probs.",
    reason="No thinned net is asked, so that there is nothing to average.",
)
average.misconception(
    "mean_over_everything",
    replace={MEAN: "    return np.mean(said / n_samples)\n"},
    fails=[one_sample_is_one_thinned_net, averages_at_other_shapes],
    message="The mean is taken over the outputs and examples too, which leaves one number.",
    hint="Along which axis do the nets lie?",
)
average.misconception(
    "returns_classes",
    replace={MEAN: "    return (said / n_samples > 0.5).astype(float)\n"},
    fails=[one_sample_is_one_thinned_net],
    message="The average is rounded to the classes 0 and 1.",
    hint="The docstring asks for probabilities.",
)
average.misconception(
    "keep_probs_used_up",
    replace={MEAN: "    keep_probs[0] = 1.0\n" + MEAN},
    fails=[averages_at_other_shapes],
    message="keep_probs is changed, and it is the caller's.",
)
