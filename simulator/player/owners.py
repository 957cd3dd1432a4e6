"""What a play does to handsets and as their owners; of each it knows what is said by now, for a `set` changes only what it says."""

from simulator.handset.conditions import Cure
from simulator.lines import PLAIN
from simulator.message import Instant
from simulator.population import Directory, People
from simulator.scenario.settings import Answer, Turn
from simulator.scenario.timeline import cured
from simulator.world import World


class Owners:
    """One play's."""

    def __init__(self, world: World) -> None:
        scenario = world.scenario
        self._world = world
        self._known = Directory(scenario.lines, [People(population, scenario.seed) for population in scenario.populations])

    def do(self, step: Turn | Answer, now: Instant) -> None:
        """Change a number, do something about what is the matter with it, or answer from it."""
        if isinstance(step, Answer):
            self._world.journey.reply(step.number, step.text, now, step.to)
        else:
            self._turn(step, now)

    def _turn(self, step: Turn, now: Instant) -> None:
        journey, known = self._world.journey, self._known.get(step.number, PLAIN)
        if step.line is not None:
            line = self._known[step.number] = step.line if step.over is None else step.over(known)
            journey.turn_line(step.number, line, now)
            for app in line.unsubscribed:
                self._world.platform.unsubscribe_all(app, step.number)
        if step.cure is not None:
            self._known[step.number] = cured(known, Cure(step.cure))
            journey.cure(step.number, Cure(step.cure), now)
