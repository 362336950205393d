#!/usr/bin/env python3
"""Deploys the light client contracts on a development node, upgrades them, and shows their state.

    deploy.py deploy --rpc URL --version 3 --verifying-key FILE --genesis FILE \\
        --blocks-per-epoch 100 --epoch-start-block 1
    deploy.py upgrade --rpc URL --address PROXY --version 3 --verifying-key FILE
    deploy.py set-prover --rpc URL --address PROXY --prover ADDRESS|none
    deploy.py state --rpc URL --address PROXY

Each prints one JSON object. The transactions come from an account that the node signs for.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from lightclient.compiler import CompileError, Compiler
from lightclient.deployment import Deployer, DeploymentError, Epochs
from lightclient.genesis import read_genesis
from lightclient.jsonrpc import Node, RPCError
from lightclient.keys import KeyFileError, read_verifying_key

DEFAULT_RETENTION = 864_000  # seconds, as on the main network


def parser() -> argparse.ArgumentParser:
    """The command line."""
    description, _, _ = (__doc__ or "").partition("\n")
    main = argparse.ArgumentParser(description=description)
    commands = main.add_subparsers(dest="command", required=True)

    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--rpc", required=True, metavar="URL", help="the node's JSON-RPC endpoint")
    common.add_argument("--from", dest="sender", metavar="ADDRESS", help="account to use (default: the node's first)")
    common.add_argument("--cache", type=Path, metavar="DIRECTORY", help="keep compiled contracts here")

    code = argparse.ArgumentParser(add_help=False)
    code.add_argument("--verifying-key", type=Path, required=True, metavar="FILE", help="as prepare-keys prints it")
    code.add_argument("--blocks-per-epoch", type=int, metavar="N", help="more than 5; versions 2 and 3")
    code.add_argument("--epoch-start-block", type=int, metavar="N", help="first height with epochs; versions 2 and 3")
    code.add_argument("--strict-degrees", action="store_true",
                      help="refuse domain sizes other than 2^5, 2^16 and 2^20, as the production verifier does")

    deploy = commands.add_parser("deploy", parents=[common, code], help="deploy a new light client")
    deploy.add_argument("--version", type=int, choices=(1, 2, 3), required=True)
    deploy.add_argument("--genesis", type=Path, required=True, metavar="FILE",
                        help="state and stake table to begin with")
    deploy.add_argument("--permissioned-prover", metavar="ADDRESS", help="the only account that may submit")
    deploy.add_argument("--retention", type=int, default=DEFAULT_RETENTION, metavar="SECONDS",
                        help="how long states stay in the history, 3600 to 31536000 (default: %(default)s)")

    upgrade = commands.add_parser("upgrade", parents=[common, code], help="upgrade in place")
    upgrade.add_argument("--version", type=int, choices=(2, 3), required=True)
    prover = commands.add_parser("set-prover", parents=[common], help="name the permissioned prover")
    prover.add_argument("--prover", required=True, metavar="ADDRESS|none")
    state = commands.add_parser("state", parents=[common], help="show what the contract says of itself")
    for command in (upgrade, prover, state):
        command.add_argument("--address", required=True, metavar="PROXY")
    return main


def epochs(arguments: argparse.Namespace) -> Epochs | None:
    """The epochs of the command line: both numbers or none."""
    given = (arguments.blocks_per_epoch, arguments.epoch_start_block)
    if given == (None, None):
        return None
    if None in given:
        raise DeploymentError("--blocks-per-epoch and --epoch-start-block go together")
    return Epochs(*given)


def run(arguments: argparse.Namespace) -> dict[str, object]:
    """Does what the command line asks and returns what to print."""
    deployer = Deployer(Node(arguments.rpc), Compiler(arguments.cache), arguments.sender)
    if arguments.command == "state":
        return deployer.state(arguments.address)
    if arguments.command == "set-prover":
        return deployer.set_prover(arguments.address, None if arguments.prover == "none" else arguments.prover)
    key = read_verifying_key(arguments.verifying_key)
    if arguments.command == "upgrade":
        return deployer.upgrade(
            arguments.address, arguments.version, key, epochs(arguments), arguments.strict_degrees)
    return deployer.deploy(
        arguments.version, key, read_genesis(arguments.genesis), epochs(arguments), arguments.retention,
        arguments.permissioned_prover, arguments.strict_degrees)


def main() -> int:
    """Runs the command; 1 and a message on standard error when it fails."""
    try:
        print(json.dumps(run(parser().parse_args())))
    except (CompileError, DeploymentError, KeyFileError, RPCError, OSError, ValueError) as error:
        print(f"deploy.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
