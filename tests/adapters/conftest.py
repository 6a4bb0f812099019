"""Three items: an article, a copy of it, and a stub."""

import pytest

BRIDGE = (
    "Die alte Brücke über den Fluss wird im kommenden Frühjahr gesperrt, weil ihre Pfeiler nach dem Hochwasser "
    "unterspült sind. Der Stadtrat beschloss am Montag, den Verkehr über die nördliche Umgehung zu leiten und "
    "gleichzeitig eine Fähre für Fußgänger einzurichten."
)


@pytest.fixture
def items() -> list[dict[str, str]]:
    return [
        {"id": "bridge", "text": BRIDGE, "title": "Brücke gesperrt"},
        {"id": "copy", "text": f"Neu: {BRIDGE}", "title": "Brücke zu"},
        {"id": "stub", "text": "Zu kurz.", "title": "Stummel"},
    ]
