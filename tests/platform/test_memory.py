from simulator.platform.checks.memory import DAY_MS, Memory


def test_texts_are_forgotten_after_30_s() -> None:
    """What is remembered is bounded by what was taken in the last 30 s and on this day."""
    memory = Memory()
    for nth in range(1000):
        memory.took("app", "+8613800000000", f"text {nth}", nth * 1000)
    assert len(memory) == 30 + 1


def test_counts_are_forgotten_with_their_day() -> None:
    """A new day remembers nothing of the numbers of the day before."""
    memory = Memory()
    for nth in range(1000):
        memory.took("app", f"+86138{nth:08}", "text", 0)
    memory.took("app", "+8613900000000", "text", DAY_MS)
    assert len(memory) == 1 + 1


def test_a_text_counts_as_often_as_it_was_taken() -> None:
    """Each of several equal texts leaves the window in its own time."""
    memory = Memory()
    for at in (0, 10_000):
        memory.took("app", "+8613800000000", "text", at)
    assert [memory.same("app", "+8613800000000", "text", at) for at in (29_999, 30_000, 39_999, 40_000)] == [2, 1, 1, 0]
