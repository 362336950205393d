"""Methods that steer the weather; they are never hit by it."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

from .changes import Program, RandomWeather
from .mood import MoodError
from .moods import MOODS

if TYPE_CHECKING:
    from .port import Port
    from .proxy import Proxy


class ControlError(ValueError):
    """A control method that does not exist, or parameters that do not fit."""


def run_control(proxy: "Proxy", port: "Port", method: str, params: list[Any]) -> Any:
    """The result of a control method at a port. Raises `ControlError`."""
    run = _METHODS.get(method)
    if run is None:
        raise ControlError(f"there is no method {method[:80]}")
    try:
        return run(proxy, port, *params)
    except (MoodError, TypeError, ValueError, KeyError) as problem:
        raise ControlError(str(problem)[:500]) from None


def _set(proxy: "Proxy", port: "Port", *moods: Any) -> bool:
    port.set(list(moods))
    return True


def _status(proxy: "Proxy", port: "Port") -> dict[str, Any]:
    return {"moods": port.moods(), "requests": port.log.counts(), "changing": proxy.is_changing(), "steps": proxy.steps(),
            "seen": port.seen(), "node": port.upstream.url}


def _moods(proxy: "Proxy", port: "Port") -> list[dict[str, Any]]:
    return [{"mood": name, "options": variant.options, "reads": variant.reads, "sends": variant.sends}
            for name, kind in sorted(MOODS.items()) for variant in kind.variants]


def _log(proxy: "Proxy", port: "Port", n: Any = 1000) -> list[dict[str, Any]]:
    return port.log.last(int(n))


def _clear_log(proxy: "Proxy", port: "Port") -> bool:
    port.log.clear()
    port.sent.clear()
    return True


def _sent(proxy: "Proxy", port: "Port") -> list[str]:
    return list(port.sent)


def _ports(proxy: "Proxy", port: "Port") -> list[str]:
    return proxy.urls()


def _open(proxy: "Proxy", port: "Port", node: Any = None) -> str:
    return proxy.open(str(node) if node else port.upstream.url)


def _program(proxy: "Proxy", port: "Port", steps: Any, repeats: Any = False) -> bool:
    proxy.change(Program(port, steps, bool(repeats)))
    return True


def _random(proxy: "Proxy", port: "Port", options: Any) -> bool:
    chosen = [proxy.port_of(url) for url in options.pop("ports", proxy.urls())]
    proxy.change(RandomWeather(chosen, **options))
    return True


def _calm(proxy: "Proxy", port: "Port") -> bool:
    proxy.change(None)
    for each in proxy.ports():
        each.set([])
    return True


_METHODS: dict[str, Callable[..., Any]] = {
    "weather_set": _set, "weather_moods": _moods, "weather_status": _status, "weather_log": _log, "weather_clearLog": _clear_log,
    "weather_sent": _sent, "weather_ports": _ports, "weather_open": _open, "weather_program": _program, "weather_random": _random,
    "weather_calm": _calm}
