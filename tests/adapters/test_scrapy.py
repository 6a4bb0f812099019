"""The item pipeline, run by a real crawler's machinery."""

from pathlib import Path
from typing import Any

import pytest

from dedup.index import Index

pytest.importorskip("scrapy", reason="scrapy is not installed: pip install 'dedup-news[adapters]'")


@pytest.fixture
def crawler(tmp_path: Path) -> Any:
    from scrapy.spiders import Spider
    from scrapy.utils.test import get_crawler

    settings = {
        "DEDUP_INDEX": str(tmp_path / "index.db"),
        "DEDUP_POLICY": "audit",
        "ITEM_PIPELINES": {"dedup.adapters.scrapy.GatePipeline": 800},
    }
    return get_crawler(Spider, settings)


def test_accepted_items_go_on_and_others_are_dropped_with_the_reasons(
    crawler: Any, items: list[dict[str, str]], tmp_path: Path
) -> None:
    from scrapy.exceptions import DropItem
    from scrapy.utils.misc import build_from_crawler

    from dedup.adapters.scrapy import GatePipeline

    pipeline = build_from_crawler(GatePipeline, crawler)
    assert pipeline.process_item(items[0]) is items[0]
    with pytest.raises(DropItem, match=r"quarantine by dedup: copy: .*shares nearly all of its text with bridge"):
        pipeline.process_item(items[1])
    with pytest.raises(DropItem, match="reject by dedup: stub: has 2 words"):
        pipeline.process_item(items[2])
    with pytest.raises(DropItem, match=r"item#4.*has no field 'text'"):
        pipeline.process_item({"titel": "kein Text"})
    pipeline.close_spider()
    assert crawler.stats.get_value("dedup/accept") == 1
    assert crawler.stats.get_value("dedup/reject") == 2
    with Index.open(tmp_path / "index.db", create=False) as index:
        assert list(index.ids()) == ["bridge"]


def test_scrapy_loads_the_pipeline_from_its_settings(crawler: Any) -> None:
    from scrapy.pipelines import ItemPipelineManager
    from scrapy.utils.misc import build_from_crawler

    manager = build_from_crawler(ItemPipelineManager, crawler)
    (pipeline,) = manager.middlewares
    assert type(pipeline).__name__ == "GatePipeline"
    pipeline.close_spider()


def test_items_of_other_types_are_read_too(crawler: Any, items: list[dict[str, str]]) -> None:
    from scrapy import Field, Item
    from scrapy.utils.misc import build_from_crawler

    from dedup.adapters.scrapy import GatePipeline

    class Article(Item):
        id = Field()
        text = Field()

    article = Article(id="bridge", text=items[0]["text"])
    pipeline = build_from_crawler(GatePipeline, crawler)
    assert pipeline.process_item(article) is article
    pipeline.close_spider()
