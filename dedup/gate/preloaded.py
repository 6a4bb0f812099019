"""Imported by the process that workers are forked from: what all of them read is read once, and shared.

In: nothing. Out: nothing but dictionaries in memory. Where the system cannot fork, nobody imports this, and each
worker reads them for itself when its first article comes.
"""

import gc

from dedup.gate import Gate, workers
from dedup.gate.examination import SAMPLE, examine
from dedup.policy import Policy

__all__ = ["workers"]

with Gate.open(policy=Policy.from_data({"extends": "rag"})) as _gate:
    examine(SAMPLE, _gate.needs)  # it raises nothing; what fails here fails again in a worker, which says why
gc.freeze()  # what is shared stays shared: a collection would write into every object
