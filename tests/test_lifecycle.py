"""The table of states: every pair of state and event."""

from itertools import product

import pytest

from simulator.lifecycle import FINAL, TRANSITIONS, Event, State, advance

MOVES = {
    (State.ENROUTE, Event.ATTEMPTED): State.ENROUTE,
    (State.ENROUTE, Event.DELIVERED): State.DELIVERED,
    (State.ENROUTE, Event.UNSEEN): State.DELIVERED,
    (State.ENROUTE, Event.FAILED): State.UNDELIVERABLE,
    (State.ENROUTE, Event.EXPIRED): State.EXPIRED,
    (State.ENROUTE, Event.CANCELLED): State.DELETED,
}


@pytest.mark.parametrize(("state", "event"), list(product(State, Event)))
def test_every_pair_moves_as_the_table_says_or_is_our_bug(state: State, event: Event) -> None:
    """A pair that can happen leads to one state; any other asserts and is named, never a guess."""
    if (state, event) in MOVES:
        assert advance(state, event) is MOVES[state, event]
    else:
        with pytest.raises(AssertionError, match=f"{event.name} cannot happen to a message that is {state.name}"):
            advance(state, event)


@pytest.mark.parametrize("state", State)
def test_a_final_state_is_one_that_nothing_moves(state: State) -> None:
    """Only a text on its way can still change."""
    assert FINAL[state] is (state not in {before for before, _ in MOVES})


def test_every_fate_ends() -> None:
    """From every state a final one can be reached."""
    for state, moves in TRANSITIONS.items():
        assert not FINAL[state]
        assert any(FINAL[after] for after in moves.values())


@pytest.mark.parametrize(
    ("state", "code"), [(State.ENROUTE, 1), (State.DELIVERED, 2), (State.EXPIRED, 3), (State.UNDELIVERABLE, 5), (State.REJECTED, 8)]
)
def test_states_have_the_codes_of_smpp(state: State, code: int) -> None:
    """SMPP 3.4 § 5.2.28."""
    assert state == code
