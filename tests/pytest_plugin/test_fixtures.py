"""The fixtures: a network of one's own, and the session's, of which each test sees its part."""

import pytest

from simulator.testing import Carrier
from tests.pytest_plugin.inner import alone, lay_out

pytest_plugins = ("pytester",)


def test_the_fixture_is_the_carrier_of_the_library(carrier: Carrier) -> None:
    """Whoever installs the distribution has it, and this suite has."""
    assert type(carrier) is Carrier


def test_a_network_of_its_own(pytester: pytest.Pytester) -> None:
    """Each test has another, whose time stands until it is told to pass; nothing of it is left that Python would warn of."""
    lay_out(
        pytester,
        test_own="""
            import urllib.request
            from send import send

            NUMBER = "13900000001"

            def test_time(carrier):
                carrier.turn(NUMBER, "off", for_s=7200)
                message = send(carrier.smpp_port, NUMBER)
                carrier.pass_(minutes=119)
                carrier.handset(NUMBER).received_nothing()
                carrier.pass_(minutes=2)
                assert carrier.handset(NUMBER).received("4321").id == message
                assert carrier.captured()[0]["command"] == "bind_transmitter"

            def test_waits(carrier):
                carrier.turn(NUMBER, "off", for_s=3000)
                message = send(carrier.smpp_port, NUMBER)
                assert carrier.wait("report", number=NUMBER, limit_s=3600).message.id == message
                carrier.assert_reported(message)

            def test_another(carrier):
                assert carrier.messages(NUMBER) == []
                assert carrier.handset(NUMBER)["condition"] == "on"
                with urllib.request.urlopen(f"{carrier.url}/healthz") as answer:
                    assert answer.status == 200
                assert carrier.url.endswith(f":{carrier.http_port}")

            def test_none():
                pass
            """,
    )
    alone(pytester).assert_outcomes(passed=4)


def test_a_network_for_the_session(pytester: pytest.Pytester) -> None:
    """All tests share it; each has numbers and an account of its own, sees its own messages, and lets time pass for itself."""
    lay_out(
        pytester,
        test_shared="""
            import pytest
            from send import send
            from datetime import timedelta
            from simulator.testing import MisuseError, NotSoError, RefusedError

            SEEN = []

            @pytest.mark.parametrize("nth", range(3))
            def test_each(carrier_session, nth):
                mine = carrier_session.number(nth)
                assert list(carrier_session.messages()) == []
                message = send(
                    carrier_session.smpp_port, mine, system_id=carrier_session.system_id, password=carrier_session.password
                )
                assert [each.id for each in carrier_session.messages()] == [message]
                carrier_session.turn(mine, "off", for_s=600)
                assert carrier_session.wait("report", number=mine, limit_s=700).message.id == message
                assert carrier_session.inbox(mine) == ["Your code is 4321."]
                SEEN.append((carrier_session.smpp_port, mine, carrier_session.key, carrier_session.now))

            def test_apart(carrier_session):
                ports, numbers, keys, times = (set(seen) for seen in zip(*SEEN))
                assert (len(ports), len(numbers), len(keys), len(times)) == (1, 3, 3, 3)
                assert carrier_session.smpp_port in ports
                with pytest.raises(RefusedError, match="not among the numbers of this lease"):
                    carrier_session.turn(SEEN[0][1], "off")
                with pytest.raises(IndexError):
                    carrier_session.number(carrier_session.numbers)

            def test_waits_no_longer_than_it_says(carrier_session):
                for limit_s, milliseconds in ((90, 90_000), (1 / 3, 333), (2.5005, 2_500), (0.0001, 0), (0, 0)):
                    before = carrier_session.now
                    with pytest.raises(NotSoError, match="no message .* within "):
                        carrier_session.wait(number=carrier_session.number(), limit_s=limit_s)
                    assert carrier_session.now - before == timedelta(milliseconds=milliseconds)

            @pytest.mark.parametrize("limit_s", [-1, 3_601, float("inf"), float("nan")])
            def test_waits_no_time_that_there_is_not(carrier_session, limit_s):
                with pytest.raises(MisuseError, match="limit_s is .*: wanted 0 to 3,600, an hour"):
                    carrier_session.wait(number=carrier_session.number(), limit_s=limit_s)

            def test_whose_lease_is_ended(carrier_session):
                carrier_session.end_lease(carrier_session.key)
            """,
    )
    alone(pytester).assert_outcomes(passed=10)


def test_what_a_test_asks_for_wrongly(pytester: pytest.Pytester) -> None:
    """It is told in its own lines, and shown none of ours."""
    lay_out(
        pytester,
        test_wrong="""
            def test_condition(carrier):
                carrier.turn("13900000001", "offf")

            def test_number(carrier):
                carrier.handset(13900000001)

            def test_time(carrier):
                carrier.pass_("1h")

            def test_refused(carrier):
                carrier.wait(what="massage")

            def test_shared(carrier_session):
                carrier_session.handset(carrier_session.number()).cure("charge")
            """,
    )
    run = alone(pytester)
    run.assert_outcomes(failed=5)
    run.stdout.fnmatch_lines_random(
        [
            "E       *MisuseError: 'offf' is no condition (did you mean off[?])",
            "E       *MisuseError: number is 13900000001 (int): it is a text: write '13900000001'",
            "E       *MisuseError: pass_ takes units by name, *",
            "E       *RefusedError: 400: *: wanted message, refusal, reply, report",
            "E       *MisuseError: 'charge' is no cure; wanted switch-on, *",
        ]
    )
    for ours in ("*wishes.py*", "*calls.py*", "*client.py*", "*carrier.py*"):
        run.stdout.no_fnmatch_line(ours)
