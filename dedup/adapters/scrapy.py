"""An item pipeline for Scrapy: items that the gate does not accept are dropped.

    ITEM_PIPELINES = {"dedup.adapters.scrapy.GatePipeline": 800}
    DEDUP_INDEX = "articles.db"       # file or postgresql:// URL; without it nothing is compared or added
    DEDUP_POLICY = "rag"              # preset or file
    DEDUP_QUARANTINE = "quarantine"   # folder; without it the tables of the index

Accepted items are in the index when the next pipeline sees them. Quarantined items wait for `dedup gate release`.
"""

from typing import TYPE_CHECKING, Any, Self

from dedup.adapters.items import judge_items
from dedup.gate import Gate
from dedup.model import Decision

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class GatePipeline:
    """Asks the gate about every item, whatever its type, that itemadapter knows."""

    def __init__(self, gate: Gate, stats: Any) -> None:
        self._gate = gate
        self._stats = stats
        self._seen = 0

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Open the gate that the settings name."""
        index = crawler.settings.get("DEDUP_INDEX")
        gate = Gate.open(
            index, crawler.settings.get("DEDUP_POLICY"), quarantine=crawler.settings.get("DEDUP_QUARANTINE")
        )
        return cls(gate, crawler.stats)

    def process_item(self, item: Any) -> Any:
        """Give the item on, or drop it with the reasons."""
        from itemadapter import ItemAdapter
        from scrapy.exceptions import DropItem

        self._seen += 1
        fields = ItemAdapter(item).asdict()
        (answer,) = judge_items(self._gate, [fields], add=self._gate.index is not None, first=self._seen)
        self._stats.inc_value(f"dedup/{answer.decision.value}")
        if answer.decision is not Decision.ACCEPT:
            reasons = "; ".join(reason.message for reason in answer.reasons)
            raise DropItem(f"{answer.decision.value} by dedup: {answer.id}: {reasons}")
        return item

    def close_spider(self) -> None:
        """Close the index."""
        self._gate.close()
