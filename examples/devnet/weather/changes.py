"""Weather that changes by itself: by a program, or by chance."""
from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any, Iterator, Optional, Protocol

from .moods import made
from .port import Port

MAX_STEPS = 1000
MAX_SECONDS = 86400


@dataclass(frozen=True)
class Step:
    """So many seconds of moods at ports; before them, calls to a node (a port's, as it is)."""

    seconds: float
    moods: dict[Port, list[Any]]
    calls: tuple[tuple[Port, str, list[Any]], ...] = ()


class Changes(Protocol):
    """Steps, one after the other."""

    def steps(self) -> Iterator[Step]:
        """The steps; after the last one the weather stays as it is."""


class Program:
    """One port's steps: `[{"seconds": s, "moods": [...], "do": [{"method", "params"}]}]`, perhaps over and over."""

    def __init__(self, port: Port, steps: Any, repeats: bool):
        if not isinstance(steps, list) or not 0 < len(steps) <= MAX_STEPS:
            raise ValueError(f"expected 1 to {MAX_STEPS} steps")
        self._repeats = repeats
        self._steps = [Step(_seconds(s["seconds"]), {port: _moods(port, s.get("moods", []))}, _calls(port, s.get("do", [])))
                       for s in steps]

    def steps(self) -> Iterator[Step]:
        """The program's steps."""
        while True:
            yield from self._steps
            if not self._repeats:
                return


class RandomWeather:
    """At every step each port has one of `moods`, but for `sound` of them, which have none; a step takes between the two
    `seconds`. A mood may be a list of several, one of which is meant. Each of `spells` is a list of calls, one of which opens a
    step in three, for instance another base fee."""

    def __init__(self, ports: list[Port], seed: int = 0, seconds: Any = (1, 5), moods: Any = (), sound: int = 1, spells: Any = (),
                 total: float = MAX_SECONDS):
        self._ports, self._chance, self._sound = ports, random.Random(seed), int(sound)
        self._least, self._most = (_seconds(s) for s in seconds)
        self._moods = [_moods(ports[0], mood if isinstance(mood, list) else [mood]) for mood in moods]
        self._spells = [_calls(ports[0], spell) for spell in spells]
        self._total = _seconds(total)
        if not self._moods:
            raise ValueError("expected moods")

    def steps(self) -> Iterator[Step]:
        """Steps for `total` seconds, then a sound one."""
        left = self._total
        while left > 0:
            seconds = min(left, self._chance.uniform(self._least, self._most))
            left -= seconds
            sound = set(self._chance.sample(range(len(self._ports)), min(self._sound, len(self._ports))))
            moods = {port: [] if i in sound
                     else [self._chance.choice(self._chance.choice(self._moods))] for i, port in enumerate(self._ports)}
            calls = self._chance.choice(self._spells) if self._spells and self._chance.random() < 1 / 3 else ()
            yield Step(seconds, moods, calls)
        yield Step(0, {port: [] for port in self._ports}, self._spells[0] if self._spells else ())


def _seconds(value: Any) -> float:
    seconds = float(value)
    if not 0 <= seconds <= MAX_SECONDS:
        raise ValueError(f"seconds must be between 0 and {MAX_SECONDS}")
    return seconds


def _moods(port: Port, descriptions: Any) -> list[Any]:
    """Descriptions that were tried."""
    if not isinstance(descriptions, list):
        raise ValueError("moods must be an array")
    for each in descriptions:
        made(each, port.upstream.ask)
    return descriptions


def _calls(port: Port, calls: Any) -> tuple[tuple[Port, str, list[Any]], ...]:
    return tuple((port, str(call["method"]), list(call.get("params", []))) for call in calls)


def apply(step: Step) -> Optional[str]:
    """Makes a step's calls and sets its moods; what a call was refused with, if one was."""
    problem = None
    for port, method, params in step.calls:
        if "error" in (answer := port.upstream.ask(method, params)):
            problem = f"{method}: {answer['error']}"
        port.upstream.hang_up()
    for port, moods in step.moods.items():
        port.set(moods)
    return problem
