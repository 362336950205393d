"""The command line: options, the line that says the node is ready, and how it ends."""
from __future__ import annotations

import argparse
import ipaddress
import json
import os
import signal
import sys
import threading
from dataclasses import fields
from typing import Any, Optional, Sequence

from . import VERSION
from .accounts import TEST_MNEMONIC
from .blockchain import ChainOptions
from .encoding import GWEI
from .errors import RpcError
from .node import Node
from .rejections import CLIENTS


def _loopback(text: str) -> str:
    if not ipaddress.IPv4Address(text).is_loopback:
        raise ValueError(text)
    return text


def _natural(text: str) -> int:
    value = int(text)
    if value < 0:
        raise ValueError(text)
    return value


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 86400:
        raise ValueError(text)
    return value


_natural.__name__, _seconds.__name__, _loopback.__name__ = "natural number", "seconds", "loopback address"


def parser() -> argparse.ArgumentParser:
    """The options of the command."""
    p = argparse.ArgumentParser(
        prog="chain", description="Ethereum development chain for tests: revm behind JSON-RPC on a loopback port. "
        "Prints one JSON line {url, chain_id, pid, endpoints} on standard output when it answers.")
    p.add_argument("--host", type=_loopback, default="127.0.0.1", help="a loopback address")
    p.add_argument("--port", type=_natural, default=8545, help="0 picks a free port")
    p.add_argument("--endpoints", type=_natural, default=1, help="ports to open; all but the first are free ones")
    p.add_argument("--port-file", help="write the port here once the node answers")
    p.add_argument("--exit-on-stdin-close", action="store_true", help="end when standard input closes")
    p.add_argument("--client", choices=CLIENTS, default="geth", help="whose words refuse transactions")
    p.add_argument("--chain-id", type=_natural, default=31337)
    p.add_argument("--mnemonic", default=TEST_MNEMONIC, help="of the accounts: a development one, never a real one")
    p.add_argument("--accounts", type=_natural, default=10)
    p.add_argument("--balance", type=_natural, default=10000, help="ether of each account")
    p.add_argument("--block-time", type=_seconds, default=0, help="seconds; 0: a block for each transaction")
    p.add_argument("--no-mining", action="store_true", help="blocks only on evm_mine")
    p.add_argument("--base-fee", type=_natural, default=GWEI, help="of the first block, wei")
    p.add_argument("--fixed-base-fee", type=_natural, default=None, help="of every further block, wei")
    p.add_argument("--priority-fee", type=_natural, default=GWEI, help="what the node suggests, wei")
    p.add_argument("--min-tip", type=_natural, default=0, help="least priority fee of the mempool, wei")
    p.add_argument("--gas-limit", type=_natural, default=30_000_000, help="of a block")
    p.add_argument("--finality-depth", type=_natural, default=0, help="how far safe and finalized trail the head")
    p.add_argument("--genesis-timestamp", type=_natural, default=0, help="seconds; 0: now")
    p.add_argument("--reject-underpriced", action="store_true",
                   help="refuse transactions below the next base fee instead of keeping them")
    p.add_argument("--fault", action="append", default=[], help="a fault as JSON (repeatable), on the first port")
    p.add_argument("--max-body", type=_natural, default=5 << 20, help="bytes of a request")
    p.add_argument("--verbose", action="store_true", help="write each request's method to standard error")
    p.add_argument("--version", action="version", version=VERSION)
    return p


def start_node(args: argparse.Namespace) -> Node:
    """The node that the options ask for; RpcError or ValueError when they do not fit."""
    values: dict[str, Any] = vars(args)
    options = ChainOptions(**{f.name: values[f.name] for f in fields(ChainOptions)})
    node = Node(options, args.host, args.port, args.client, [json.loads(f) for f in args.fault], args.max_body,
                args.verbose)
    for _ in range(args.endpoints - 1):
        node.open_endpoint(0, args.client, [])
    return node


def main(argv: Optional[Sequence[str]] = None) -> int:
    """Serves until SIGTERM, SIGINT or, when asked for, the end of standard input."""
    args = parser().parse_args(argv)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        node = start_node(args)
    except (RpcError, ValueError) as e:
        sys.stderr.write(f"chain: {e}\n")
        return 64
    try:
        _announce(node, args)
        if args.exit_on_stdin_close:
            threading.Thread(target=_watch_stdin, args=(stop,), daemon=True).start()
        stop.wait()
    except OSError as e:
        sys.stderr.write(f"chain: {e}\n")
        return 74
    finally:
        node.close()
    return 0


def _announce(node: Node, args: argparse.Namespace) -> None:
    if args.port_file:
        with open(args.port_file + ".tmp", "w", encoding="ascii") as f:
            f.write(f"{node.first.port}\n")
        os.replace(args.port_file + ".tmp", args.port_file)
    ready = {"url": node.first.url, "chain_id": node.chain.chain_id, "pid": os.getpid(),
             "endpoints": [e.url for e in node.endpoints()]}
    print(json.dumps(ready), flush=True)
    sys.stderr.write(f"{VERSION}: chain {node.chain.chain_id} on {node.first.url}\n")
    public = args.mnemonic == TEST_MNEMONIC  # only these keys are known to everybody anyway
    for i, (address, key) in enumerate(node.chain.keys.items()):
        sys.stderr.write(f"  ({i}) {address}" + (f"  0x{key:064x}\n" if public else "\n"))
    sys.stderr.flush()


def _watch_stdin(stop: threading.Event) -> None:
    # os.read, because a thread blocked inside sys.stdin holds a lock that interpreter shutdown wants.
    try:
        while os.read(0, 4096):
            pass
    except OSError:
        pass
    stop.set()
