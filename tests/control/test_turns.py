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
    """Between two turns of everybody else at most one of them goes on."""

    async def crowd() -> list[int]:
        turns, went, over, went_on = Turns(), 0, asyncio.Event(), list[int]()

        async def look() -> None:
            nonlocal went
            turn = Turn(turns)
            while not over.is_set():
                await turn.over()
                until = perf_counter() + 2 * TURN_S
                while perf_counter() < until:
                    pass
                went += 1

        lookers = [asyncio.create_task(look()) for _ in range(5)]
        for _ in range(50):
            before = went
            await asyncio.sleep(0)
            went_on.append(went - before)
        over.set()
        await asyncio.gather(*lookers)
        return went_on

    first, _, *later = asyncio.run(crowd())
    assert first == 5, "each begins with a turn of its own"
    assert max(later) == 1
