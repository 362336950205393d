"""The command line: options, the line that says where the proxy is, and how it ends."""
from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
from typing import Any, Optional, Sequence

from .mood import MoodError
from .moods import MOODS
from .proxy import Proxy

EPILOG = "A mood is a name and options, such as: limited status=200, or JSON: '{\"mood\": \"lag\", \"blocks\": 3}'."


def parser() -> argparse.ArgumentParser:
    """The options of the command."""
    p = argparse.ArgumentParser(
        prog="weather", description="JSON-RPC proxy whose answers are those of Ethereum providers on their bad days. Prints one "
        "JSON line {url, ports, pid} on standard output when it answers.", epilog=EPILOG)
    p.add_argument("--node", action="append", default=[], metavar="URL", help="the node behind a port (repeatable: a port each)")
    p.add_argument("--ports", type=int, default=1, help="ports before each node")
    p.add_argument("--port", type=int, default=0, help="number of the first port; 0 picks a free one")
    p.add_argument("--host", choices=("127.0.0.1", "::1"), default="127.0.0.1", help="a loopback address")
    p.add_argument("--mood", action="append", default=[], help="of the first port, from the start (repeatable)")
    p.add_argument("--seed", type=int, default=0, help="of moods that have chances")
    p.add_argument("--list", action="store_true", help="list the moods and end")
    p.add_argument("--exit-on-stdin-close", action="store_true", help="end when standard input closes")
    return p


def mood_of(text: str) -> Any:
    """A mood of the command line."""
    if text.lstrip().startswith("{"):
        return json.loads(text)
    name, *options = text.split()
    return {"mood": name, **dict(option.split("=", 1) for option in options)}


def main(argv: Optional[Sequence[str]] = None) -> int:
    """Serves until SIGTERM, SIGINT or, when asked for, the end of standard input."""
    args = parser().parse_args(argv)
    if args.list:
        for name, kind in sorted(MOODS.items()):
            print(f"{name:22}{kind.summary()}")
        return 0
    if not args.node:
        sys.stderr.write("weather: --node is needed\n")
        return 64
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    proxy = Proxy(args.host, args.seed)
    try:
        for i, node in enumerate(args.node * args.ports):
            proxy.open(node, args.port if i == 0 else 0)
        proxy.ports()[0].set([mood_of(text) for text in args.mood])
    except (MoodError, ValueError, OSError) as problem:
        proxy.close()
        sys.stderr.write(f"weather: {problem}\n")
        return 64
    urls = proxy.urls()
    print(json.dumps({"url": urls[0], "ports": urls, "pid": os.getpid()}), flush=True)
    if args.exit_on_stdin_close:
        threading.Thread(target=_watch_stdin, args=(stop,), daemon=True).start()
    stop.wait()
    proxy.close()
    return 0


def _watch_stdin(stop: threading.Event) -> None:
    # os.read, because a thread blocked inside sys.stdin holds a lock that the end of the interpreter wants.
    try:
        while os.read(0, 4096):
            pass
    except OSError:
        pass
    stop.set()
