"""Wrong versions of EarlyStopping that students write, as changes of the reference."""

from checks_early_stopping import (
    a_tie_is_no_improvement,
    asks_for_more_than_min_delta,
    counts_anew_after_an_improvement,
    finds_the_lowest_loss,
    keeps_a_copy_of_the_best_params,
    keeps_the_first_epoch,
    numbers_the_best_epoch_from_1,
    stops_when_patience_runs_out,
    takes_any_parameters,
    takes_nan_for_no_improvement,
    watcher,
    watches_one_training_each,
)

WAITED = "        self.waited = 0\n        ### END SOLUTION\n"
IMPROVED = "improved = dev_loss < self.best_loss - self.min_delta  # NaN is less than nothing\n"
BEST = "            self.best_loss = dev_loss\n            self.waited = 0\n"
FIRST = "        if improved or self.epoch == 1:\n"
BEST_EPOCH = "            self.best_epoch = self.epoch\n"
KEEP = "            self.best_params = {name: array.copy() for name, array in params.items()}\n"
STOP = "        return self.waited >= self.patience\n"

watcher.misconception(
    "compares_with_the_epoch_before",
    replace={
        BEST: "            self.waited = 0\n",
        FIRST: "        self.best_loss = dev_loss\n" + FIRST,
    },
    fails=[finds_the_lowest_loss, asks_for_more_than_min_delta, takes_nan_for_no_improvement],
    message="Each loss is compared with that of the epoch before, so any small dip in a rising"
    " curve counts as an improvement.",
    hint="Compare with the best so far, which changes only when an epoch improves.",
)
watcher.misconception(
    "takes_the_loss_for_an_accuracy",
    replace={
        "self.best_loss, self.best_epoch, self.best_params = np.inf": "self.best_loss,"
        " self.best_epoch, self.best_params = -np.inf",
        IMPROVED: "improved = dev_loss > self.best_loss + self.min_delta\n",
    },
    fails=[finds_the_lowest_loss],
    message="Higher is taken for better. That is right for an accuracy, and wrong for a loss.",
)
watcher.misconception(
    "a_loss_of_0_is_no_loss",
    replace={
        IMPROVED: "improved = not self.best_loss or dev_loss < self.best_loss - self.min_delta\n"
    },
    fails=[finds_the_lowest_loss],
    message="not best_loss is true for a loss of 0 too, so the next loss replaces it.",
    hint="Begin with infinity, or compare with None.",
)
watcher.misconception(
    "losses_above_0_only",
    replace={IMPROVED: "improved = 0 <= dev_loss < self.best_loss - self.min_delta\n"},
    fails=[finds_the_lowest_loss, keeps_the_first_epoch, asks_for_more_than_min_delta],
    message="A negative loss is never taken for an improvement.",
)
watcher.misconception(
    "floats_only",
    replace={
        IMPROVED: "improved = isinstance(dev_loss, float) and dev_loss < self.best_loss"
        " - self.min_delta\n"
    },
    fails=[finds_the_lowest_loss],
    message="A loss counts only if it is a Python float, but many nets give numbers of NumPy.",
)
watcher.misconception(
    "first_epoch_not_kept",
    replace={
        BEST: "            self.waited = 0\n            if self.epoch > 1:\n"
        "                self.best_loss = dev_loss\n"
        "            self.compare_with = dev_loss\n",
        IMPROVED: IMPROVED.replace("self.best_loss", 'getattr(self, "compare_with", np.inf)'),
        FIRST: "        if improved and self.epoch > 1:\n",
    },
    fails=[keeps_the_first_epoch],
    message="The first loss is noted to compare with, and the first epoch is not kept: if no later"
    " epoch is better, there is no best one.",
    hint="The first epoch is an improvement like any other, over infinity.",
)
watcher.misconception(
    "first_epoch_only_compared_with",
    replace={
        IMPROVED: "self.compare_with = dev_loss if self.epoch == 1 else self.compare_with\n"
        "        improved = self.epoch > 1 and dev_loss < self.compare_with - self.min_delta\n",
        BEST: "            self.best_loss = self.compare_with = dev_loss\n"
        "            self.waited = 0\n",
        "        else:\n            self.waited += 1\n": "        elif self.epoch > 1:\n"
        "            self.waited += 1\n",
        FIRST: "        if improved:\n",
    },
    fails=[keeps_the_first_epoch, takes_nan_for_no_improvement],
    message="The first epoch is not kept: its loss is only noted to compare with, and where that"
    " is NaN no later loss is ever lower.",
    hint="The first epoch is an improvement like any other, over infinity.",
)
watcher.misconception(
    "counts_epochs_from_0",
    replace={BEST_EPOCH: "            self.best_epoch = self.epoch - 1\n"},
    fails=[numbers_the_best_epoch_from_1],
    message="The first epoch is called epoch 0.",
)
watcher.misconception(
    "patience_off_by_one",
    replace={STOP: "        return self.waited > self.patience\n"},
    fails=[stops_when_patience_runs_out],
    message="Training goes on for one epoch more than patience allows.",
    hint="With patience = 1 the first epoch that does not improve is the last.",
)
watcher.misconception(
    "stops_one_epoch_early",
    replace={STOP: "        return self.waited >= self.patience - 1\n"},
    fails=[stops_when_patience_runs_out],
    message="Training stops one epoch before patience has run out.",
)
watcher.misconception(
    "stops_at_the_first_rise",
    replace={STOP: "        return not improved\n"},
    fails=[stops_when_patience_runs_out, counts_anew_after_an_improvement],
    message="The first epoch that does not improve ends the training, whatever patience is.",
)
watcher.misconception(
    "patience_counts_all_epochs",
    replace={STOP: "        return self.epoch >= self.patience\n"},
    fails=[stops_when_patience_runs_out, counts_anew_after_an_improvement],
    message="patience is used as the number of epochs in all.",
    hint="It is the number of epochs in a row without improvement.",
)
watcher.misconception(
    "returns_whether_to_go_on",
    replace={STOP: "        return self.waited < self.patience\n"},
    fails=[stops_when_patience_runs_out],
    message="step returns True for going on. It is asked whether to stop.",
)
watcher.misconception(
    "returns_whether_it_improved",
    replace={STOP: "        return improved\n"},
    fails=[stops_when_patience_runs_out, counts_anew_after_an_improvement],
    message="step returns whether the epoch improved, so a training ends at its first improvement.",
    hint="Return True when the count has reached patience.",
)
watcher.misconception(
    "sets_a_flag",
    replace={STOP: "        self.early_stop = self.waited >= self.patience\n"},
    fails=[stops_when_patience_runs_out],
    message="step sets an attribute and returns nothing, so the loop never learns of it.",
    hint="Return it.",
)
watcher.misconception(
    "returns_a_pair",
    replace={STOP: "        return self.waited >= self.patience, self.best_loss\n"},
    fails=[stops_when_patience_runs_out],
    message="step returns a pair, and a tuple with something in it counts as True: training stops"
    " after its first epoch.",
    hint="Return True or False alone. The best loss can be read from best_loss.",
)
watcher.misconception(
    "is_called_itself",
    replace={
        "    def step(self, dev_loss, params):\n": "    def __call__(self, dev_loss, params):\n",
        STOP: "        self.early_stop = self.waited >= self.patience\n",
    },
    fails=[stops_when_patience_runs_out],
    message="The class is one of those that are called as early_stopping(loss, model) and set"
    " self.early_stop. Here the method is called step, and returns whether to stop.",
)
watcher.misconception(
    "count_never_reset",
    replace={BEST: "            self.best_loss = dev_loss\n"},
    fails=[counts_anew_after_an_improvement],
    message="An improvement does not set the count to 0, so bad epochs add up over the whole"
    " training.",
)
watcher.misconception(
    "best_params_are_the_callers",
    replace={KEEP: "            self.best_params = params\n"},
    fails=[keeps_a_copy_of_the_best_params],
    message="best_params is another name for the caller's dict, so it always holds the latest"
    " parameters. Restoring it changes nothing.",
    hint="Copy every array.",
)
watcher.misconception(
    "shallow_copy",
    replace={KEEP: "            self.best_params = dict(params)\n"},
    fails=[keeps_a_copy_of_the_best_params],
    message="The dict is copied, but not its arrays: dict(params) and params.copy() hold the same"
    " arrays that the optimizer changes later.",
    hint="Copy every array.",
)
watcher.misconception(
    "keeps_the_latest_params",
    replace={
        FIRST: "        if True:\n",
        BEST_EPOCH: "            self.best_epoch = self.epoch if"
        " improved or self.epoch == 1 else self.best_epoch\n",
    },
    fails=[keeps_a_copy_of_the_best_params],
    message="The parameters are copied after every epoch, so those of the latest epoch are kept.",
    hint="Copy them only when the epoch improves.",
)
watcher.misconception(
    "min_delta_ignored",
    replace={IMPROVED: "improved = dev_loss < self.best_loss\n"},
    fails=[asks_for_more_than_min_delta],
    message="min_delta has no effect: the smallest step down counts.",
)
watcher.misconception(
    "min_delta_of_the_wrong_sign",
    replace={IMPROVED: "improved = dev_loss < self.best_loss + self.min_delta\n"},
    fails=[asks_for_more_than_min_delta],
    message="min_delta is added, not subtracted, so even a slightly higher loss counts as an"
    " improvement.",
)
watcher.misconception(
    "best_loss_creeps_along",
    replace={
        BEST: "            self.waited = 0\n",
        FIRST: "        self.best_loss = min(self.best_loss, dev_loss)\n" + FIRST,
    },
    fails=[asks_for_more_than_min_delta],
    message="best_loss follows every small step down, also steps that are no improvement, so many"
    " small steps never add up to one.",
    hint="best_loss changes only when an epoch improves.",
)
watcher.misconception(
    "min_delta_as_a_share",
    replace={IMPROVED: "improved = dev_loss < self.best_loss * (1 - self.min_delta)\n"},
    fails=[asks_for_more_than_min_delta],
    message="min_delta is used as a share of the loss, but it has the unit of the loss.",
)
watcher.misconception(
    "a_tie_improves",
    replace={IMPROVED: "improved = dev_loss <= self.best_loss - self.min_delta\n"},
    fails=[a_tie_is_no_improvement],
    message="An equal loss counts as an improvement, so a net that is stuck never stops.",
    hint="The docstring says: lower by more than min_delta.",
)
watcher.misconception(
    "nan_improves",
    replace={IMPROVED: "improved = not dev_loss >= self.best_loss - self.min_delta\n"},
    fails=[takes_nan_for_no_improvement],
    message="NaN counts as an improvement, because it is not larger than the best loss. A"
    " training that fails would be kept as the best.",
    hint="Test for an improvement, not for its opposite: every comparison with NaN is false.",
)
watcher.misconception(
    "first_loss_is_always_best",
    replace={
        IMPROVED: "improved = self.epoch == 1 or dev_loss < self.best_loss - self.min_delta\n"
    },
    fails=[takes_nan_for_no_improvement],
    message="The first loss becomes the best one even if it is NaN, and no loss is ever less than"
    " NaN.",
    hint="Start with best_loss = infinity and let the comparison decide.",
)
watcher.misconception(
    "nan_epochs_skipped",
    replace={
        IMPROVED: "if dev_loss != dev_loss and self.epoch > 1:\n            return False\n"
        "        " + IMPROVED
    },
    fails=[takes_nan_for_no_improvement],
    message="An epoch whose loss is NaN is passed over, so that a training that has gone wrong is"
    " never stopped.",
    hint="NaN counts against patience as any other loss that is no improvement.",
)
watcher.misconception(
    "nan_epochs_not_numbered",
    replace={
        "        self.epoch += 1\n": "        if dev_loss == dev_loss or self.epoch == 0:\n"
        "            self.epoch += 1\n"
    },
    fails=[takes_nan_for_no_improvement],
    message="An epoch whose loss is NaN gets no number, so the epochs after it have a wrong one.",
)
watcher.misconception(
    "nan_stops_at_once",
    replace={STOP: "        return bool(self.waited >= self.patience or dev_loss != dev_loss)\n"},
    fails=[takes_nan_for_no_improvement],
    message="NaN ends the training at once, whatever patience is.",
)
watcher.misconception(
    "nothing_kept_when_nothing_improves",
    replace={FIRST: "        if improved:\n"},
    fails=[keeps_the_first_epoch],
    message="If no epoch improves, best_params stays None, and restoring it crashes.",
)
watcher.misconception(
    "knows_four_names_only",
    replace={
        KEEP: '            names = [k for k in ("W1", "b1", "W2", "b2") if k in params]\n'
        "            self.best_params = {k: params[k].copy() for k in names}\n"
    },
    fails=[takes_any_parameters],
    message="Only W1, b1, W2 and b2 are kept, but a net may have other parameters.",
    hint="Go through params.items().",
)
watcher.misconception(
    "step_restores",
    replace={
        STOP: "        if self.waited >= self.patience:\n"
        "            for name, best in self.best_params.items():\n"
        "                params[name][...] = best\n" + STOP
    },
    fails=[takes_any_parameters],
    message="step overwrites the parameters when it returns True. The training loop does that,"
    " not step.",
)
watcher.misconception(
    "all_trainings_share_a_count",
    replace={
        WAITED: "        EarlyStopping.waited = 0\n        ### END SOLUTION\n",
        BEST: "            self.best_loss = dev_loss\n            EarlyStopping.waited = 0\n",
        "            self.waited += 1\n": "            EarlyStopping.waited += 1\n",
    },
    fails=[watches_one_training_each],
    message="The count belongs to the class (or to the module), so all trainings share it.",
    hint="Keep in self what belongs to one training.",
)
