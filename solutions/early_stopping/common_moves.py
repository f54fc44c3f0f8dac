"""What random_flip and random_shift did with each image, read off what comes back."""

import common_images as common
import numpy as np

from autograder import Failed, expect_array, measured_rate

FLIPS = {
    "as it was": (slice(None), slice(None)),
    "mirrored": (slice(None), slice(None, None, -1)),
    "upside down": (slice(None, None, -1), slice(None)),
    "turned by 180 degrees": (slice(None, None, -1), slice(None, None, -1)),
}


def flips(out, images):
    """The change of each image, in words."""
    words = np.full(len(images), "something else", dtype=object)
    for name, (rows, columns) in FLIPS.items():
        words[(out == images[:, rows, columns]).all(axis=(1, 2))] = name
    return words


def flipped(submission, images, seed, chance):
    """Whether each image was flipped, in whatever place and direction it comes back.

    That images stay in their places, and are exchanged left and right, is asked by one check only.
    """
    out = submission.random_flip(images, seed, chance)
    shape = out.shape if isinstance(out, np.ndarray) else images.shape
    fits = shape[1:] == images.shape[1:]
    out = expect_array(out, shape if fits else images.shape, "out").astype(float)
    there = {image.tobytes() for image in out}
    changes = list(FLIPS.values())[1:]
    turned = [np.ascontiguousarray(images[:, rows, columns]) for rows, columns in changes]
    moved = np.array([any(t[i].tobytes() in there for t in turned) for i in range(len(images))])
    known = moved | np.array([image.tobytes() in there for image in images])
    if known.all() and (moved.any() or shape != images.shape):
        return moved
    expect_array(out, images.shape, "out")
    return flips(out, images) != "as it was"


def rates_of(outs, images):
    """How many stay as they are, and how many are somewhere in the batch, changed in each way."""
    still = [(out == images).all(axis=(1, 2)) for out in outs]
    there = [{image.tobytes() for image in out} for out in outs]
    yield measured_rate(np.concatenate(still))
    for rows, columns in FLIPS.values():
        changed = [np.ascontiguousarray(image).tobytes() for image in images[:, rows, columns]]
        yield measured_rate(np.array([one in found for found in there for one in changed]))


MODES = {  # of numpy.pad
    "constant": "0 comes in",
    "wrap": "what leaves comes back on the other side",
    "edge": "the edge is repeated where 0 should come in",
}


def moved(images, down, right, mode="constant"):
    """Images moved by whole pixels, with what this mode of numpy.pad lets in."""
    _, H, W = images.shape
    room = max(abs(down), abs(right))
    wide = np.pad(images, ((0, 0), (room, room), (room, room)), mode=mode)
    return wide[:, room - down : room - down + H, room - right : room - right + W]


def shifts(out, images, largest, mode="constant"):
    """The shift of each image, shape (N, 2), and True for images that were changed otherwise."""
    by, unknown = np.zeros((len(images), 2), dtype=int), np.ones(len(images), dtype=bool)
    for down in range(-largest, largest + 1):
        for right in range(-largest, largest + 1):
            same = (out == moved(images, down, right, mode)).all(axis=(1, 2))
            by[same], unknown[same] = (down, right), False
    return by, unknown


def mode_of(outs, images, largest):
    """What comes in at the edges of new images: one of MODES, or "" where it is unknown."""
    fits = (m for m in MODES if not any(shifts(out, images, largest, m)[1].any() for out in outs))
    return next(fits, "")


def shifted(submission, images, seeds, largest):
    """The new images for each seed: a function that draws once for a batch may draw no shift."""
    return [common.changed(submission, "random_shift", images, seed, largest) for seed in seeds]


def read_off(out, images, largest):
    """The shift of each image, whatever came in at the edges."""
    for mode in MODES:
        by, unknown = shifts(out, images, largest, mode)
        if not unknown.any():
            return by
    hint = "Does image i come back as image i, moved by at most largest?"
    raise Failed("Some images were changed in an unknown way.", hint, observed="unknown")
