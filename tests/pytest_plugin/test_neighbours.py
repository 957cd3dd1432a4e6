"""Beside other plugins: pytest-asyncio in both modes, pytest-aiohttp, pytest-xdist; and what a run costs that uses none of it."""

import pytest

from tests.pytest_plugin.inner import beside, lay_out, scenario

pytest_plugins = ("pytester",)

FAILS = """steps:
  - send: {via: smpp, to: 13800000000, text: x, as: greeting}
  - expect: {of: greeting, state: EXPIRED}
"""

ASYNC = """
    import asyncio

    import pytest
    from aiohttp import ClientSession, web
    from send import send

    {mark}
    async def test_a_loop_of_its_own(carrier):
        \"\"\"The network calls the test's own server back while the test lets time pass.\"\"\"
        came = asyncio.Event()

        async def take(request):
            came.set()
            return web.json_response({{"result": 0, "errmsg": "OK"}})

        app = web.Application()
        app.router.add_post("/", take)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        carrier.turn("13900000001", "off", for_s=3000)
        await asyncio.to_thread(send, carrier.smpp_port, "13900000001")
        async with carrier.async_client as network, ClientSession() as session:
            await network.pass_(hours=1)
            await network.handset("13900000001").received("4321")
            await session.post(site.name)
        await asyncio.wait_for(came.wait(), 60)
        await runner.cleanup()

    {mark}
    async def test_the_session(carrier_session):
        await asyncio.to_thread(
            send, carrier_session.smpp_port, carrier_session.number(), b"x", carrier_session.system_id, carrier_session.password
        )
        async with carrier_session.async_client as network:
            assert [message.text async for message in network.messages()] == ["x"]

    def test_beside_it(carrier):
        carrier.pass_(hours=1)
"""


@pytest.mark.parametrize(
    ("mode", "mark", "plugins"),
    [("strict", "@pytest.mark.asyncio", ("asyncio",)), ("auto", "", ("asyncio", "aiohttp"))],
    ids=["asyncio, strict", "asyncio and aiohttp, auto"],
)
def test_asynchronous_tests(pytester: pytest.Pytester, mode: str, mark: str, plugins: tuple[str, ...]) -> None:
    """They use the fixtures, and an asynchronous client that leaves their loop free; nothing stays open."""
    lay_out(pytester, test_async=ASYNC.format(mark=mark))
    settings = (f"asyncio_mode={mode}", "asyncio_default_fixture_loop_scope=function")
    run = beside(pytester, *plugins, options=tuple(word for setting in settings for word in ("-o", setting)))
    run.assert_outcomes(passed=3)


def test_side_by_side(pytester: pytest.Pytester) -> None:
    """With xdist each worker has a network for its session; scenario files run too, and reports come home with what they show."""
    scenario(pytester, "scenarios/fails.yaml", FAILS)
    lay_out(
        pytester,
        test_many="""
            import os
            import pytest
            from send import send

            @pytest.mark.parametrize("nth", range(6))
            def test_each(carrier_session, nth, tmp_path_factory):
                mine = carrier_session.number()
                send(carrier_session.smpp_port, mine, b"x", carrier_session.system_id, carrier_session.password)
                carrier_session.pass_(minutes=1)
                assert carrier_session.inbox(mine) == ["x"]
                ports = tmp_path_factory.getbasetemp().parent / f"ports-{os.environ['PYTEST_XDIST_WORKER']}"
                with ports.open("a") as file:
                    print(carrier_session.smpp_port, file=file)

            def test_fails(carrier):
                send(carrier.smpp_port, "13900000001")
                assert False
            """,
    )
    run = beside(pytester, "xdist", options=("-n", "2", "--basetemp=temp", "--carrier-scenarios=scenarios"))
    run.assert_outcomes(passed=6, failed=2)
    run.stdout.fnmatch_lines_random(["scenarios/fails.yaml:3:*", "*- carrier: messages -*", "*- carrier: SMPP PDUs -*"])
    ports = [set(path.read_text().split()) for path in (pytester.path / "temp").glob("ports-*")]
    assert ports
    assert [len(each) for each in ports] == [1] * len(ports)
    assert len(set.union(*ports)) == len(ports)


def test_what_is_not_used_is_not_loaded(pytester: pytest.Pytester) -> None:
    """A run without networks loads the plugin's own few files and nothing else of ours; one with a network never loads locust."""
    lay_out(
        pytester,
        test_unused="""
            import sys

            OURS = {"simulator", "simulator.pytest_plugin", "simulator.pytest_plugin.options", "simulator.pytest_plugin.scenarios"}

            def test_nothing():
                assert {name for name in sys.modules if name.partition(".")[0] == "simulator"} == OURS
                assert not {"aiohttp", "asyncio", "msgspec", "pydantic", "yaml"} & set(sys.modules)

            def test_something(carrier, carrier_session):
                assert "simulator.runtime.network" in sys.modules
                assert not {"faker", "gevent", "locust", "pydantic"} & set(sys.modules)
            """,
    )
    beside(pytester).assert_outcomes(passed=2)
