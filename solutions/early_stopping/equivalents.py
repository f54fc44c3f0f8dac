"""What `verify` may find: slips that change nothing, and pairs that are rightly dearer."""

from checks_early_stopping import watcher
from checks_early_training import loop
from checks_images import flip, shift
from checks_images_rotation import rotation

flip.equivalent(
    "out[mirrored] = images[mirrored, :, ::-1]",
    "out[mirrored] = out[mirrored, :, ::-1]",
    why="out is a copy of images, and the mirrored ones are copied before they are written.",
)
shift.equivalent(
    "out = np.empty_like(images)",
    "out = -np.empty_like(images)",
    why="Every pixel of the empty array is overwritten.",
)
shift.equivalent(
    "padded = np.pad(images, ((0, 0), edge, edge))  # (N, H + 2 largest, W + 2 largest)",
    "padded = np.pad(images, ((0, 1), edge, edge))  # (N, H + 2 largest, W + 2 largest)",
    why="The image that is added is never looked at.",
)
watcher.pair(
    "nothing_kept_when_nothing_improves",
    "step_restores",
    why="step restores what was never kept, and raises where no loss is a number.",
)
for first in ("first_epoch_not_kept", "first_epoch_only_compared_with"):
    watcher.pair(
        first,
        "step_restores",
        why="step restores what was never kept, and raises where no later epoch is better.",
    )
watcher.pair(
    "takes_the_loss_for_an_accuracy",
    "best_loss_creeps_along",
    why="best_loss begins at -infinity and follows every loss down, so it stays there: every epoch"
    " improves, and the parameters of the latest are kept, as is said.",
)
watcher.pair(
    "losses_above_0_only",
    "best_loss_creeps_along",
    why="best_loss follows negative losses as well, so it is right after all.",
)
loop.pair(
    "restores_in_every_epoch",
    "restores_a_name",
    why="The last epoch is restored in the loop unless step stops it there: together they restore"
    " only at max_epochs, as is said.",
)
rotation.pair(
    "low_ignored",
    "rotation_ignores_the_seed",
    why="No two calls draw the same angles, and no image turns by the angle that is asked: where a"
    " pixel comes from cannot be read off.",
)
