"""Uses a second core while nothing else wants it."""

import os
import time

import torch

OTHERS_BUSY = 0.4  # cores' worth of other work from which on one thread must do


def _busy_seconds():
    """Processor time spent by everything on the machine since it started."""
    with open("/proc/stat") as file:
        user, nice, system = map(int, file.readline().split()[1:4])
    return (user + nice + system) / os.sysconf("SC_CLK_TCK")


class SpareCore:
    """Call `adapt` now and then; it sets PyTorch's threads to one or two."""

    def __init__(self):
        self._mark()

    def _mark(self):
        self.wall, self.busy, self.own = time.monotonic(), _busy_seconds(), time.process_time()

    def adapt(self):
        passed = time.monotonic() - self.wall
        others = (_busy_seconds() - self.busy) - (time.process_time() - self.own)
        torch.set_num_threads(1 if others / passed > OTHERS_BUSY else 2)
        self._mark()
