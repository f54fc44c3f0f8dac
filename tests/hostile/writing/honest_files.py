"""Saves and reads files as correct code does, and removes none.

gets: full
"""

import json
import logging
import os

import numpy as np

import honest

logging.basicConfig(filename="log.txt", level=logging.DEBUG, force=True)
os.makedirs("figures/of_today", exist_ok=True)
os.makedirs(os.path.expanduser("~/.cache/mine"), exist_ok=True)


def dropout_forward(x, dropout_param):
    logging.info("forward %s", x.shape)
    with open("shapes.json", "w") as file, open(os.devnull, "w") as nowhere:
        json.dump(x.shape, file)
        print(x, file=nowhere)
    return honest.dropout_forward(x, dropout_param)


def dropout_backward(dout, cache):
    np.save("figures/of_today/dout.npy", dout)
    with open("log.txt", "a") as file:
        file.write("backward\n")
    return honest.dropout_backward(np.load("figures/of_today/dout.npy"), cache)
