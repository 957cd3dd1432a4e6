"""Who looks through much lets others have their turn."""

import asyncio
from time import perf_counter

from simulator.control.turns import TURN_S, Turn, Turns


def test_others_have_their_turn() -> None:
    """Though he who has it never stops by himself."""

    async def busy() -> None:
        others = asyncio.Event()
        asyncio.get_running_loop().call_soon(others.set)
        turn = Turn(Turns())
        while not others.is_set():
            await turn.over()

    asyncio.run(busy())


def test_many_who_look_share_one_turn() -> None:
    """Between two turns of everybody else at most one of them goes on, and each of them does at some time."""
    lookers = range(5)

    async def crowd() -> list[set[int]]:
        turns, over, goes_on, went_on = Turns(), asyncio.Event(), set[int](), list[set[int]]()

        async def look(looker: int) -> None:
            turn = Turn(turns)
            while not over.is_set():
                await turn.over()
                goes_on.add(looker)
                until = perf_counter() + 2 * TURN_S
                while perf_counter() < until:
                    pass

        looks = [asyncio.create_task(look(looker)) for looker in lookers]
        while len(went_on) < 50 and not any(len(went) > 1 for went in went_on[2:]):
            goes_on.clear()
            await asyncio.sleep(0)
            went_on.append(goes_on.copy())
        over.set()
        await asyncio.gather(*looks)
        return went_on

    _, _, *later = asyncio.run(crowd())  # each begins with a turn of its own
    assert max(map(len, later)) == 1
    assert set[int]().union(*later) == set(lookers)
