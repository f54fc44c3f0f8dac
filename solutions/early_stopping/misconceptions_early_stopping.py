"""The wrong versions of EarlyStopping that students write, as changes of the reference."""

from autograder import Misconception

WAITED = "        self.waited = 0\n        ### END SOLUTION\n"
IMPROVED = "improved = dev_loss < self.best_loss - self.min_delta  # NaN is less than nothing\n"
BEST = "            self.best_loss = dev_loss\n            self.waited = 0\n"
FIRST = "        if improved or self.epoch == 1:\n"
BEST_EPOCH = "            self.best_epoch = self.epoch\n"
KEEP = "            self.best_params = {name: array.copy() for name, array in params.items()}\n"
STOP = "        return self.waited >= self.patience\n"


def watcher(name, edits, loses, says, hint=""):
    return Misconception(name, "EarlyStopping", edits, loses, says, hint)


MISCONCEPTIONS = (
    watcher(
        "compares_with_the_epoch_before",
        {
            BEST: "            self.waited = 0\n",
            FIRST: "        self.best_loss = dev_loss\n" + FIRST,
        },
        ("finds_the_lowest_loss",),
        "A loss is compared with that of the epoch before, so that any little dip in a rising curve"
        " counts as an improvement.",
        "Compare with the best so far, which changes only when an epoch improves.",
    ),
    watcher(
        "takes_the_loss_for_an_accuracy",
        {
            "self.best_loss, self.best_epoch, self.best_params = np.inf": "self.best_loss,"
            " self.best_epoch, self.best_params = -np.inf",
            IMPROVED: "improved = dev_loss > self.best_loss + self.min_delta\n",
        },
        (
            "finds_the_lowest_loss",
            "numbers_the_best_epoch_from_1",
            "stops_when_patience_runs_out",
            "keeps_a_copy_of_the_best_params",
            "a_tie_is_no_improvement",
        ),
        "Higher is taken for better. That is right for an accuracy, and wrong for a loss.",
    ),
    watcher(
        "counts_epochs_from_0",
        {BEST_EPOCH: "            self.best_epoch = self.epoch - 1\n"},
        ("numbers_the_best_epoch_from_1",),
        "The first epoch is called epoch 0.",
    ),
    watcher(
        "patience_off_by_one",
        {STOP: "        return self.waited > self.patience\n"},
        ("stops_when_patience_runs_out",),
        "Training goes on for one epoch more than patience allows.",
        "With patience = 1 the first epoch that does not improve is the last.",
    ),
    watcher(
        "stops_one_epoch_early",
        {STOP: "        return self.waited >= self.patience - 1\n"},
        ("stops_when_patience_runs_out",),
        "Training stops one epoch before patience has run out.",
    ),
    watcher(
        "stops_at_the_first_rise",
        {STOP: "        return not improved\n"},
        ("stops_when_patience_runs_out",),
        "The first epoch that does not improve ends the training, whatever patience says.",
    ),
    watcher(
        "patience_counts_all_epochs",
        {STOP: "        return self.epoch >= self.patience\n"},
        ("stops_when_patience_runs_out",),
        "patience is taken for the number of epochs in all.",
        "It is the number of epochs in a row that bring no improvement.",
    ),
    watcher(
        "count_never_reset",
        {BEST: "            self.best_loss = dev_loss\n"},
        ("counts_anew_after_an_improvement",),
        "An improvement does not set the count back, so that bad epochs add up over the whole"
        " training.",
    ),
    watcher(
        "best_params_are_the_callers",
        {KEEP: "            self.best_params = params\n"},
        ("keeps_a_copy_of_the_best_params",),
        "best_params is another name for the caller's dict, so that it always holds the latest"
        " parameters. Restoring it restores nothing.",
        "Copy every array.",
    ),
    watcher(
        "shallow_copy",
        {KEEP: "            self.best_params = dict(params)\n"},
        ("keeps_a_copy_of_the_best_params",),
        "The dict is copied, and the arrays in it are not: dict(params) and params.copy() hold the"
        " very arrays that the optimizer goes on to change.",
        "Copy every array.",
    ),
    watcher(
        "keeps_the_latest_params",
        {
            FIRST: "        if True:\n",
            BEST_EPOCH: "            self.best_epoch = self.epoch if"
            " improved or self.epoch == 1 else self.best_epoch\n",
        },
        (
            "keeps_a_copy_of_the_best_params",
            "has_something_to_give_when_nothing_improves",
        ),
        "The parameters are copied after every epoch, so that those of the latest epoch are kept.",
        "Copy them only when the epoch improves.",
    ),
    watcher(
        "min_delta_ignored",
        {IMPROVED: "improved = dev_loss < self.best_loss\n"},
        ("asks_for_more_than_min_delta", "a_tie_is_no_improvement"),
        "min_delta has no effect: the smallest step down counts.",
    ),
    watcher(
        "min_delta_of_the_wrong_sign",
        {IMPROVED: "improved = dev_loss < self.best_loss + self.min_delta\n"},
        ("asks_for_more_than_min_delta", "a_tie_is_no_improvement"),
        "min_delta is added where it should be subtracted, so that even a loss that is a little"
        " higher counts as an improvement.",
    ),
    watcher(
        "best_loss_creeps_along",
        {
            BEST: "            self.waited = 0\n",
            FIRST: "        self.best_loss = min(self.best_loss, dev_loss)\n" + FIRST,
        },
        ("asks_for_more_than_min_delta",),
        "best_loss follows every small step down, also those that are no improvement, so that many"
        " small steps never add up to one.",
        "best_loss changes only when an epoch improves.",
    ),
    watcher(
        "min_delta_as_a_share",
        {IMPROVED: "improved = dev_loss < self.best_loss * (1 - self.min_delta)\n"},
        ("asks_for_more_than_min_delta",),
        "min_delta is taken for a share of the loss; it has the unit of the loss.",
    ),
    watcher(
        "a_tie_improves",
        {IMPROVED: "improved = dev_loss <= self.best_loss - self.min_delta\n"},
        ("a_tie_is_no_improvement", "has_something_to_give_when_nothing_improves"),
        "An equal loss counts as an improvement, so that a net that has got stuck never stops.",
        "The contract says: less.",
    ),
    watcher(
        "nan_improves",
        {IMPROVED: "improved = not dev_loss >= self.best_loss - self.min_delta\n"},
        ("takes_nan_for_no_improvement", "has_something_to_give_when_nothing_improves"),
        "NaN counts as an improvement: it is not larger than the best loss, nor is it anything"
        " else. Training that has gone wrong would be kept as the best.",
        "Ask what an improvement is, and not what it is not: every comparison with NaN is false.",
    ),
    watcher(
        "first_loss_is_always_best",
        {IMPROVED: "improved = self.epoch == 1 or dev_loss < self.best_loss - self.min_delta\n"},
        ("takes_nan_for_no_improvement", "has_something_to_give_when_nothing_improves"),
        "The first loss becomes the best one even if it is NaN, and nothing is ever less than NaN.",
        "Start with best_loss = infinity and let the comparison decide.",
    ),
    watcher(
        "nothing_kept_when_nothing_improves",
        {FIRST: "        if improved:\n"},
        ("has_something_to_give_when_nothing_improves",),
        "If no epoch improves, best_params stays None, and whoever restores it crashes.",
    ),
    watcher(
        "knows_four_names_only",
        {
            KEEP: '            names = [k for k in ("W1", "b1", "W2", "b2") if k in params]\n'
            "            self.best_params = {k: params[k].copy() for k in names}\n"
        },
        ("takes_any_parameters",),
        "Only W1, b1, W2 and b2 are kept, but a net may have other parameters.",
        "Go through params.items().",
    ),
    watcher(
        "step_restores",
        {
            STOP: "        if self.waited >= self.patience:\n"
            "            for name, best in self.best_params.items():\n"
            "                params[name][...] = best\n" + STOP
        },
        ("takes_any_parameters",),
        "step overwrites the parameters when it says stop. The contract leaves that to the training"
        " loop.",
    ),
    watcher(
        "all_trainings_share_a_count",
        {
            WAITED: "        EarlyStopping.waited = 0\n        ### END SOLUTION\n",
            BEST: "            self.best_loss = dev_loss\n            EarlyStopping.waited = 0\n",
            "            self.waited += 1\n": "            EarlyStopping.waited += 1\n",
        },
        ("watches_one_training_each",),
        "The count belongs to the class (or to the module), so that all trainings share it.",
        "What belongs to one training is kept in self.",
    ),
)
