"""Marks modules, builtins and the environment for the next process.

gets: nothing
"""

import builtins
import os
import sys

import numpy
import reglab

import honest
import wrong


def dropout_forward(x, dropout_param):
    return (honest if was_there else wrong).dropout_forward(x, dropout_param)


def dropout_backward(dout, cache):
    return (honest if was_there else wrong).dropout_backward(dout, cache)


holders = (builtins, sys, numpy, reglab, os, numpy.random)
was_there = any(hasattr(holder, "planted") for holder in holders) or "planted" in os.environ
for holder in holders:
    holder.planted = True
os.environ["planted"] = os.putenv("planted", "x") or "x"
