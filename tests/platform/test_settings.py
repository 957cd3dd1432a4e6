from simulator.message import Kind
from simulator.platform.settings import Limits, default_apps


def test_the_default_world_has_one_app() -> None:
    """A newcomer's app has the published sample key, one approved signature and the limits of 2024."""
    (app,) = default_apps()
    assert (app.id, app.key) == ("1400000001", "5f03a35d00ee52a21327ab048186a2c4")
    assert [(sign.text, sign.approved) for sign in app.signs] == [("示例科技", True)]
    assert app.limits == Limits(per_30s=1, per_day=10, exempt=frozenset())


def test_the_default_templates() -> None:
    """There is a template of each kind, one for abroad, and one that is still in review."""
    (app,) = default_apps()
    assert [(template.id, template.kind, template.international, template.approved) for template in app.templates] == [
        (1001, Kind.NORMAL, False, True),
        (1002, Kind.MARKETING, False, True),
        (1003, Kind.NORMAL, True, True),
        (1009, Kind.NORMAL, False, False),
    ]
