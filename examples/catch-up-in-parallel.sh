#!/usr/bin/env bash
# A contract several epochs behind: plan what it needs, prove all of it at once, submit in order.
#
# Every document of the plan is complete, so where it is proved does not matter: catch-up-over-ssh.sh does the same on several
# machines.
set -euo pipefail
cd "$(dirname "$0")"
command -v parallel >/dev/null || { echo "GNU parallel is needed: apt install parallel" >&2; exit 69; }
[ "${DEVNET_FOLDER:-}" ] || exec devnet/with --block-time 0s -- "./${0##*/}"
export RUST_LOG=error PARALLEL_HOME="$DEVNET_FOLDER"
height() { read-contract </dev/null | jq .contract.block_height; }

devnet/mine 100
echo "the contract is at height $(height), the network at 100, with epochs of 30 blocks"

read-contract </dev/null | fetch-state | RUST_LOG=warn advance-epoch --plan |
    devnet/validate.py |
    parallel --will-cite --pipe -N1 --keep-order --jobs 2 gen-proof |
    submit-proof --confirmations 1 |
    devnet/validate.py |
    jq -r '"\(.update.kind) of epoch \(.update.epoch): \(.transaction.state), block \(.transaction.block_number)"'

after=$(height)
echo "the contract is at height $after"
[ "$after" = 100 ]
