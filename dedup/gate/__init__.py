"""What stands in front of an index: each article is accepted, put aside or rejected, with every reason."""

from dedup.gate.answer import Answer, Duplicate
from dedup.gate.gate import Gate
from dedup.gate.judging import Examined
from dedup.gate.quarantine import DecisionCount, Item, Quarantine

__all__ = ["Answer", "DecisionCount", "Duplicate", "Examined", "Gate", "Item", "Quarantine"]
