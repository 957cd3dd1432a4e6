"""Our open requests: their numbers, their number, and which have waited too long."""

from simulator.smpp.window import Window

LAST = 0x7FFFFFFF


def test_numbers_go_up_from_one() -> None:
    """Requests that nobody waits for take numbers from the same row, but no place."""
    window = Window(3)
    assert (window.add("a"), window.number(), window.add("b")) == (1, 2, 3)
    assert window.open == {1: "a", 3: "b"}
    assert window.room == 1


def test_after_the_last_number_comes_one() -> None:
    """SMPP 3.4 § 3.2: bit 31 is never used and 0 is no number."""
    window = Window(9, LAST)
    assert [window.add("a"), window.add("b"), window.number()] == [LAST, 1, 2]
    window = Window(9, LAST)
    assert [window.number(), window.number(), window.add("a")] == [LAST, 1, 2]


def test_what_waits_too_long_is_given_up() -> None:
    """After the patience, to the grain of the ticks, and only what has not been answered."""
    window = Window(9)
    window.add("a")
    window.add("b")
    assert [window.overdue(float(second), 10.0) for second in range(10)] == [[]] * 10
    del window.open[1]
    window.add("c")
    assert window.overdue(10.0, 10.0) == ["b"]
    assert [window.overdue(float(second), 10.0) for second in range(11, 20)] == [[]] * 9
    assert window.overdue(20.0, 10.0) == ["c"]
    assert window.room == 9


def test_late_ones_come_oldest_first() -> None:
    """Also where the numbers began again between them."""
    window = Window(9, LAST)
    for item in "abc":
        window.add(item)
    window.overdue(0.0, 10.0)
    assert window.overdue(10.0, 10.0) == ["a", "b", "c"]


def test_at_the_end_all_is_given_back() -> None:
    """Oldest first, and nothing is late afterwards."""
    window = Window(2, LAST)
    window.add("a")
    window.add("b")
    assert window.overdue(0.0, 10.0) == []
    assert (window.drain(), window.room) == (["a", "b"], 2)
    assert window.overdue(10.0, 10.0) == []
