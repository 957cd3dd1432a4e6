"""Loops, senders side by side, chance and expectations of many, played: what they come to, and that it follows from the file alone."""

# ruff: noqa: E501 - a step is one line

import pytest

from simulator.player.play import Played, play
from simulator.scenario.load import loads
from simulator.scenario.settings import Scenario


def played(text: str) -> Played:
    scenario = loads(text)
    assert isinstance(scenario, Scenario), list(map(str, scenario))
    return play(scenario, "scenario")


def wrong(text: str) -> list[str]:
    return [finding.what for finding in played(text).findings if not finding.held]


def send(number: str = "13800009500", text: str = "hi", name: str = "hi") -> str:
    return f"{{send: {{via: smpp, to: '{number}', text: '{text}', as: '{name}'}}}}"


HI = send()


def test_a_loop_counts_its_rounds() -> None:
    """Each round has its number, in texts and in names."""
    steps = f"steps:\n- repeat: {{times: 3, counter: n, steps: [{send(text='no. ${n}', name='m-${n}')}, {{pass: 1s}}]}}\n"
    assert (
        wrong(steps + "- expect: {of: m-2, within: 1m, inbox: {text: no. 2}}\n- expect: {of: m-3, within: 1m, inbox: {text: no. 3}}\n")
        == []
    )


def test_a_loop_goes_through_a_list() -> None:
    """Of texts, or of mappings with their fields; loops in loops see the variables around them."""
    steps = "vars: {greeting: hello}\nsteps:\n- each:\n    as: who\n    in: [{n: 13800009500, name: a}, {n: 13800009501, name: b}]\n    steps:\n"
    inner = send("${who.n}", "${greeting} ${who.name} ${part}", "to-${who.name}-${part}")
    steps += f"    - each: {{as: part, in: [x, y], steps: [{inner}]}}\n"
    assert wrong(steps + "- expect: {of: to-b-y, within: 1m, inbox: {text: hello b y}}\n") == []


def test_every_keeps_its_beat() -> None:
    """A send every ten seconds for five minutes is thirty sends, and five minutes."""
    found = played(
        f"steps:\n- every: {{interval: 10s, for: 5m, steps: [{HI}]}}\n- expect: {{of: hi, count: {{state: DELIVERED, at_least: 28}}}}\n"
    )
    assert (found.held, found.simulated_ms) == (True, 300_000)


def test_a_round_that_takes_longer_delays_the_next() -> None:
    """None is left out."""
    found = played(
        f"steps:\n- every: {{interval: 10s, for: 20s, steps: [{HI}, {{pass: 15s}}]}}\n- expect: {{of: hi, count: {{answer: {{status: ESME_ROK}}, exactly: 2}}}}\n"
    )
    assert (found.held, found.simulated_ms) == (True, 30_000)


def test_senders_side_by_side_share_the_time() -> None:
    """While one waits an hour the others act; the step is over when the last is done."""
    steps = f"""
handsets: {{13800009500: {{condition: off, until: 30m}}}}
steps:
- parallel:
  - steps: [{send(name="early")}, {{pass: 1h}}]
  - steps: [{{pass: 10m}}, {send(text="later", name="later")}, {{expect: {{of: early, inbox: none}}}}, {{expect: {{of: early, within: 30m, inbox: {{text: hi}}}}}}]
  - {{senders: 3, counter: n, steps: [{send("1380000951${n}", "from ${n}", "s-${n}")}]}}
- expect: {{of: later, inbox: {{text: later}}}}
- expect: {{of: s-3, inbox: {{text: from 3}}}}
"""
    found = played(steps)
    assert [finding.what for finding in found.findings] == ["held"] * 4
    assert found.simulated_ms == 3_600_000


def test_senders_of_one_instant_take_turns() -> None:
    """Of the ten texts that a number may get in a day each of two has five."""
    inner = "{send: {via: tencent-v5, to: 13800009500, template: 1001, params: ['${n}', '%s'], as: '%s'}}"
    sides = [
        f"{{steps: [{{repeat: {{times: 8, counter: n, steps: [{inner % (minutes, name)}]}}}}]}}" for minutes, name in ((3, "a"), (5, "b"))
    ]
    text = f"steps:\n- parallel: [{', '.join(sides)}]\n"
    text += "".join(
        f"- expect: {{of: {name}, count: [{{answer: {{result: 0}}, exactly: 5}}, {{answer: {{result: 1025}}, exactly: 3}}]}}\n"
        for name in "ab"
    )
    assert wrong(text) == []


def test_a_slow_answer_holds_up_only_who_waits_for_it() -> None:
    """While one sender waits twenty seconds for an answer, the other's text comes, is answered and read."""
    code = "template: 1001, params: ['1', '5']"
    steps = f"""
faults: [{{name: slow, kind: slow-requests, first: 1, delay: 20s}}]
steps:
- parallel:
  - steps: [{{send: {{via: tencent-v5, to: 13800009500, {code}, as: slow}}}}]
  - steps: [{{pass: 1s}}, {HI}, {{expect: {{of: hi, within: 10s, inbox: {{text: hi}}}}}}]
- expect: {{of: slow, answer: {{result: 0}}, took: 20s}}
"""
    found = played(steps)
    assert [finding.what for finding in found.findings] == ["held", "held"]
    assert found.simulated_ms == 20_000


def test_chance_follows_from_the_seed() -> None:
    """Nine of ten, about; the same in each run, another draw with another seed."""
    steps = f"steps:\n- repeat: {{times: 200, steps: [{{either: [{{weight: 9, steps: [{HI}]}}, {{steps: [{send(name='ho')}]}}]}}]}}\n"
    steps += "- expect: {of: ho, count: {answer: {status: ESME_ROK}, exactly: 0}}\n"
    first, again, other = wrong(steps), wrong(steps), wrong("seed: 2\n" + steps)
    assert first == again != other
    assert 8 < int(first[0].split()[0]) < 35


def test_a_population_is_met_one_by_one() -> None:
    """Names, numbers and texts of the first twenty of a hundred thousand, as often as the file is played."""
    text = """
populations: {crowd: {size: 100000, carriers: {mobile: 100%}, behaviours: [{share: 50%, condition: off}], texts: "${name}您好"}}
steps:
- each: {as: who, in: crowd, most: 20, steps: [{send: {via: smpp, to: "${who.number}", text: "${who.text}", as: hello}}]}
- pass: 1m
- expect: {of: hello, count: [{state: DELIVERED, exactly: 99}]}
"""
    (said,) = wrong(text)
    assert 3 < int(said.split()[0]) < 17
    assert [said] == wrong(text)


def test_counts_and_percentiles_are_told_with_what_was_found() -> None:
    """How many of how many, and how long it took in place of what was wanted."""
    steps = "handsets: {13800009501: {condition: off}}\nsteps:\n"
    steps += f"- each: {{as: x, in: {['13800009500'] * 10 + ['13800009501'] * 2}, steps: [{send('${x}')}]}}\n- pass: 1m\n"
    assert wrong(steps + "- expect: {of: hi, count: [{report: {stat: DELIVRD}, exactly: 10}, {report: none, at_most: 2}]}\n") == []
    assert wrong(
        steps
        + "- expect: {of: hi, count: {report: {stat: DELIVRD}, at_least: 12}, latency: {report: {p50: 1s, p99: 1m}, answer: {max: 0s}}}\n"
    ) == [
        (
            "10 of 12 have the report stat DELIVRD, wanted at least 12; p50 of 12 reports came after 2.034 s, wanted within 1 s; "
            "p99 of 12 reports came never, wanted within 60 s"
        )
    ]


def test_a_handset_can_be_looked_at_whoever_sent() -> None:
    """Any text in its folders, in whole or by words that stand in it."""
    steps = f"steps:\n- {HI}\n- {send(text='and more', name='more')}\n"
    assert (
        wrong(
            steps
            + "- expect: {handset: 13800009500, within: 1m, inbox: {contains: mor}}\n- expect: {handset: 13800009500, within: 1m, inbox: {text: hi}}\n"
        )
        == []
    )
    (said,) = wrong(steps + "- pass: 1m\n- expect: {handset: 13800009500, inbox: {contains: less}}\n")
    assert said.endswith("wanted one that holds “less”")


def test_what_variables_make_no_sense_of_is_a_finding() -> None:
    """The first round was fine, so the file was taken; a later one says where and what."""
    turn = "{set: {handset: 13800009500, capacity: '99999${n}'}}"
    steps = f"steps:\n- repeat: {{times: 12, counter: n, steps: [{turn}]}}\n- expect: {{handset: 13800009500, inbox: none}}\n"
    (said,) = wrong(steps)
    assert said.startswith('scenario:2:82: steps[0].repeat.steps[0].set.capacity: "9999910" will not do')
    assert said.endswith("the steps after this one were not played")


def test_a_place_is_one_finding_however_often_it_is_come_by() -> None:
    """The first time that something was wrong is told."""
    steps = f"handsets: {{13800009500: {{condition: off, until: 25m}}}}\nsteps:\n- {HI}\n"
    found = played(steps + "- repeat: {times: 100, steps: [{pass: 10m}, {expect: {of: hi, inbox: none}}]}\n")
    assert [(finding.held, finding.what) for finding in found.findings] == [(False, "inbox shows “hi”, wanted nothing (the 3rd time)")]


def test_a_set_in_a_loop_stays_set() -> None:
    """What a round says of a number is known to the steps after it."""
    steps = "steps:\n- each: {as: x, in: ['off', 'on'], steps: [{set: {handset: 13800009500, condition: '${x}', report: silent}}]}\n"
    steps += f"- set: {{handset: 13800009500, capacity: 5}}\n- {HI}\n- expect: {{of: hi, within: 1m, inbox: {{text: hi}}}}\n- expect: {{of: hi, never: 1h, report: {{stat: DELIVRD}}}}\n"
    assert wrong(steps) == []


@pytest.mark.parametrize("senders", [1, 7])
def test_two_runs_are_the_same(senders: int) -> None:
    """Down to each instant and word, however many play side by side."""
    text = f"steps:\n- parallel: {{senders: {senders}, counter: n, steps: [{{repeat: {{times: 5, steps: [{send(text='${n}')}, {{pass: 7s}}]}}}}]}}\n"
    text += "- expect: {of: hi, count: {state: DELIVERED, exactly: 0}, latency: {report: {p50: 1ms}}}\n"
    assert played(text) == played(text)
