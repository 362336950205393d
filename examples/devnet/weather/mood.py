"""A mood: one way in which a node does otherwise than it should."""
from __future__ import annotations

import random
import re
from dataclasses import MISSING, dataclass, fields
from typing import Any, ClassVar, Iterable, Optional, get_type_hints

from .exchange import Answer, Ask, Call, Reply

MAX_TEXT = 4096


class MoodError(ValueError):
    """A mood that does not exist, or options that it does not have."""


@dataclass(frozen=True)
class Variant:
    """A mood with options of which tests and the table of outcomes make an example.

    What is promised where this node is the only one: `reads`, that commands that only read succeed; `sends`, that a
    transaction gets on chain within two runs. Where they may fail, they do so with a code that says to try again; only with
    `lasting` may they end for good, for the node says the same wrong thing whenever it is asked. With a healthy node beside
    this one everything succeeds, always."""

    options: dict[str, Any]
    reads: bool = True
    sends: bool = True
    lasting: bool = False


def serves(**options: Any) -> Variant:
    """A variant with which the node, on its own, is good enough for everything."""
    return Variant(options)


def reads_only(**options: Any) -> Variant:
    """A variant with which the node, on its own, is good enough for reading."""
    return Variant(options, sends=False)


def useless(**options: Any) -> Variant:
    """A variant with which the node, on its own, is good for nothing."""
    return Variant(options, reads=False, sends=False)


def misleads(**options: Any) -> Variant:
    """A variant with which the node, on its own, convinces of what is not so."""
    return Variant(options, reads=False, sends=False, lasting=True)


class Mood:
    """The hooks of a mood. A subclass is a dataclass, whose fields are the mood's options.

    The port calls the hooks of one request at a time, so that moods may count. `ask` asks the node as it is."""

    variants: ClassVar[tuple[Variant, ...]]
    ask: Ask
    chance: random.Random

    @classmethod
    def name(cls) -> str:
        """The class's name in words with hyphens."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()

    @classmethod
    def summary(cls) -> str:
        """What the mood does: the class's comment in one line."""
        return " ".join((cls.__doc__ or "").split())

    def before(self, calls: list[Call]) -> Optional[Reply]:
        """A reply to all calls of a request before anything is asked, or None."""
        return None

    def instead(self, call: Call) -> Optional[Answer]:
        """An answer in place of the node's, or None."""
        return None

    def altered(self, call: Call, answer: Answer) -> Answer:
        """The answer as it leaves the proxy."""
        return answer

    def enveloped(self, responses: list[Any], is_batch: bool) -> Any:
        """The JSON value that carries the responses, which are JSON-RPC objects."""
        return responses if is_batch else responses[0]

    def worded(self, text: str) -> str:
        """The JSON text as it leaves the proxy."""
        return text

    def carried(self, reply: Reply, calls: list[Call]) -> Reply:
        """The HTTP response as it leaves the proxy."""
        return reply


MOODS: dict[str, type[Mood]] = {}


def mood(kind: type[Mood]) -> type[Mood]:
    """Registers a mood, a class without options too."""
    made = dataclass(kind)
    MOODS[made.name()] = made
    return made


def made(description: Any, ask: Ask, seed: int = 0) -> Mood:
    """The mood of `{"mood": NAME, OPTION: VALUE…}`, or of a name alone. Raises `MoodError`."""
    if isinstance(description, str):
        description = {"mood": description}
    if not isinstance(description, dict) or description.get("mood") not in MOODS:
        name = description.get("mood") if isinstance(description, dict) else description
        raise MoodError(f"there is no mood {str(name)[:80]!r}; see --list")
    kind = MOODS[description["mood"]]
    known = {f.name: f for f in fields(kind)}
    types = get_type_hints(kind)
    options = {}
    for key, value in description.items():
        if key == "mood":
            continue
        if key not in known:
            raise MoodError(f"{kind.name()} has no option {str(key)[:80]!r}; it has: {', '.join(known) or 'none'}")
        options[key] = _checked(kind.name(), key, types[key], value)
    missing = [f.name for f in known.values() if f.default is MISSING and f.default_factory is MISSING]
    if lacking := [name for name in missing if name not in options]:
        raise MoodError(f"{kind.name()} needs {', '.join(lacking)}")
    out = kind(**options)
    out.ask, out.chance = ask, random.Random(seed)
    return out


def _checked(name: str, key: str, kind: Any, value: Any) -> Any:
    """An option of the type that its field has; from the command line everything is text."""
    try:
        if kind is bool and isinstance(value, (bool, str)):
            return value if isinstance(value, bool) else {"true": True, "false": False}[value]
        if kind in (int, float) and isinstance(value, (int, float, str)) and not isinstance(value, bool):
            return kind(value)
        if kind is str and isinstance(value, str) and len(value) <= MAX_TEXT:
            return value
        if kind == list[str]:
            items = value.split(",") if isinstance(value, str) else value
            if isinstance(items, list) and all(isinstance(item, str) for item in items):
                return items
        if kind == list[int]:
            items = value.split(",") if isinstance(value, str) else value
            if isinstance(items, list) and len(items) <= 64:
                return [int(item) for item in items]
    except (ValueError, KeyError, OverflowError):
        pass
    raise MoodError(f"{name}: {key}: {str(value)[:80]!r} does not fit")


def one_of(name: str, value: str, known: Iterable[str]) -> None:
    """Raises `MoodError` unless an option's value is one of those known."""
    if value not in (names := list(known)):
        raise MoodError(f"{name}: {value[:80]!r} is none of {', '.join(names)}")
