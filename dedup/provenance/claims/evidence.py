"""What a comparison of two statements rests on, and how sure that makes it that both claim the same.

In: what was measured of a pair. Out: a confidence; or, for many pairs at once, the highest that it may come to.
"""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dedup.provenance.claims.wording import Wording

Floats = npt.NDArray[np.float64]
Int64s = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


_LEAST_FOCUS = 0.42
_LEAST_COMMON = 4.0
"""Below these two statements without a common figure say too little of the same. Chosen on development articles."""
_SAID_APART = (1.2, 0.6)
"""What it costs that no predicate of one side is one of the other: both may only name the same thing.
The second where an act that both name as a noun, or one of them, is of one kind."""
_DAY_APART = 1.2
_COUNTS = 1.5
"""What it costs that one side gives a figure that the other does not; twice where both count different things."""
KIN = 10.0
USUAL_KIN = 0.18
KIN_RANGE = (0.05, 0.25)
"""How alike two articles about one event are, and how much more or less than that counts."""
SAME_WORDING = 0.85
ROUNDED = 0.002
"""What rounding may add to a confidence."""


class Evidence(NamedTuple):
    """What a comparison rests on.

    `quantity` tells whether a telling figure agrees, `counting` how many sides give one for something else, `date`
    whether a date does, `parties` the share of parties in common (0.5 where one side names none), `said` whether
    one side's predicate is among the words of the other, `joint` whether what both say stands together hardly
    anywhere else in the story.
    """

    wording: Wording
    quantity: bool
    counting: int
    date: bool
    other_day: bool
    parties: float
    said: bool
    joint: bool

    @property
    def log_odds(self) -> float:
        """How sure it is that both claim the same, but for how alike their articles are.

        The weights were chosen on the development articles.
        """
        wording = self.wording
        z = (
            -6.7
            + 1.1 * self.joint
            + 2.5 * wording.dice
            + 3.0 * wording.focused
            + 1.0 * wording.contained
            + 0.16 * min(wording.common, 22.0)
            + 2.4 * self.quantity
            + 1.2 * self.date
            + 0.8 * (self.parties - 0.5)
            + 0.4 * min(wording.actions, 2)
            + 0.5 * min(wording.things, 3)
            + 0.35 * min(wording.exact, 4)
        )
        z -= _DAY_APART * self.other_day + _COUNTS * self.counting
        if not self.quantity:
            z -= _SAID_APART[min(wording.actions, 1)] * (not self.said)
            z -= (8.0 if self.joint else 12.0) * max(0.0, _LEAST_FOCUS - wording.focused) + 0.6 * max(
                0.0, _LEAST_COMMON - wording.common
            )
        return z


def confidence(log_odds: float, kin: float) -> float:
    """How sure log-odds are where two articles are so much alike."""
    return 1 / (1 + math.exp(-(log_odds + KIN * (kin - USUAL_KIN))))


def most_evidence(
    *,
    common: Floats,
    dice: Floats,
    focused: Floats,
    contained: Floats,
    may_count: Flags,
    may_be_dated: Flags,
    may_be_joint: Flags,
    is_copy: Flags,
    actions: Int64s,
    things: Int64s,
    exact: Int64s,
) -> Floats:
    """The highest log-odds that the confidence of each pair may have, whatever figures, dates and parties say."""
    z = (
        -6.7
        + 1.1 * may_be_joint
        + 2.5 * dice
        + 3.0 * focused
        + 1.0 * contained
        + 0.16 * np.minimum(common, 22.0)
        + 1.2 * may_be_dated
        + 0.8 * 0.5
        + 0.4 * np.minimum(actions, 2)
        + 0.5 * np.minimum(things, 3)
        + 0.35 * np.minimum(exact, 4)
        + KIN * (KIN_RANGE[1] - USUAL_KIN) * ~is_copy
    )
    apart = np.where(may_be_joint, 8.0, 12.0) * np.maximum(0.0, _LEAST_FOCUS - focused)
    apart += 0.6 * np.maximum(0.0, _LEAST_COMMON - common)
    most: Floats = z + np.where(may_count, 2.4, -apart)
    return most
