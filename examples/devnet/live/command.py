"""The command of `make test-live`."""
from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from .contract import PUBLIC, Unreadable
from .node import Node, NodeError, Recorder, Recording
from .replay import CONFIRMATIONS, MAX_COUNT, CommandFailed, Report, replay

RECORDINGS = Path(__file__).resolve().parent / "recordings"


def parser() -> argparse.ArgumentParser:
    """The command line. The URLs are in the environment only: they may hold secrets."""
    options = argparse.ArgumentParser(
        prog="live", description="Replay what a light client contract accepted: HSP_LIVE_NODE has the nodes' URLs.")
    options.add_argument("--count", type=int, default=os.environ.get("HSP_LIVE_COUNT", "10"), metavar="N",
                         help=f"how many of the newest submissions, 1 to {MAX_COUNT} (HSP_LIVE_COUNT, default: 10)")
    options.add_argument("--contract", default=os.environ.get("HSP_LIVE_CONTRACT"), metavar="ADDRESS",
                         help="the proxy, on a network that is not public (HSP_LIVE_CONTRACT)")
    options.add_argument("--confirmations", type=int, default=CONFIRMATIONS, metavar="N",
                         help="leave out the newest blocks (default: %(default)s)")
    options.add_argument("--record", type=Path, default=os.environ.get("HSP_LIVE_RECORD"), metavar="FOLDER",
                         help="keep the nodes' answers in files there (HSP_LIVE_RECORD)")
    options.add_argument("recordings", nargs="*", type=Path, metavar="FILE",
                         help="recordings to replay without a node (default: those of the repository)")
    return options


def replay_node(url: str, options: argparse.Namespace) -> Report:
    """Replays what a node knows, and records it if that is wanted."""
    node = Node(url)
    reader = {"ESPRESSO_L1_PROVIDER": url, "HSP_SECOND_LOOK": "0s"}
    if options.record is None:
        return replay(node, options.count, options.contract, options.confirmations, reader)
    recorder = Recorder(node)
    report = replay(recorder, options.count, options.contract, options.confirmations, reader)
    chain = int(recorder.request("eth_chainId"), 16)
    public = PUBLIC.get(chain)
    name = public.name if public else f"chain-{chain}"
    heading = {"network": name, "contract": options.contract, "count": options.count,
               "confirmations": options.confirmations}
    options.record.mkdir(parents=True, exist_ok=True)
    recorder.write(options.record / f"{name}.json", heading)
    report.notes.append(f"recorded in {name}.json")
    return report


def replay_recording(path: Path) -> Report:
    """Replays a recording, as it was asked for when it was made."""
    recording = Recording.read(path)
    heading = recording.heading
    try:
        return replay(recording, int(heading["count"]), heading["contract"], int(heading["confirmations"]))
    except (KeyError, TypeError, ValueError) as error:
        raise NodeError(f"{path.name}: not a recording, {type(error).__name__}") from None


def main() -> int:
    """Exit code 0: there was something to compare, and nothing differs."""
    options = parser().parse_args()
    if not 1 <= options.count <= MAX_COUNT or options.confirmations < 0:
        print(f"live: --count is between 1 and {MAX_COUNT}, --confirmations is not negative", file=sys.stderr)
        return 64
    urls = os.environ.get("HSP_LIVE_NODE", "").replace(",", " ").split()
    if options.recordings:
        urls = []
    jobs = [lambda url=url: replay_node(url, options) for url in urls]
    if not urls:
        files = options.recordings or sorted(RECORDINGS.glob("*.json"))
        names = {file.stem for file in files}
        missing = [deployment.name for deployment in PUBLIC.values() if deployment.name not in names]
        print("HSP_LIVE_NODE names no node: nothing is asked, recorded answers are replayed")
        if missing:
            print(f"there is no recording of {', '.join(missing)}: about these networks this run says nothing")
        jobs = [lambda file=file: replay_recording(file) for file in files]
    good = bool(jobs)
    for job in jobs:
        try:
            report = job()
            print(report.text())
            good = report.is_good and good
        except (NodeError, Unreadable, CommandFailed) as error:
            print(f"live: {error}", file=sys.stderr)
            good = False
    print("all is the same" if good else "NOT all is the same")
    return 0 if good else 1
