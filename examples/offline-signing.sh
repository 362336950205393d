#!/usr/bin/env bash
# The key stays on a machine without a network: one command prints what is to be signed, another sends what came back.
# Or a program of yours signs at once: a vault, a hardware key, a second person.
set -euo pipefail
cd "$(dirname "$0")"
[ "${DEVNET_FOLDER:-}" ] || exec devnet/with --block-time 0s -- "./${0##*/}"
export RUST_LOG=error
cd "$DEVNET_FOLDER"
devnet="$OLDPWD/devnet"

# The second of the ten accounts that every development chain has. The machine with the network has the address only.
account=0x70997970C51812dc3A010C7d01b50e0d17dc79C8
unset ESPRESSO_ETH_MNEMONIC
(umask 077 && echo 59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d >key)
prove() { read-contract </dev/null | fetch-state | advance-epoch | gen-proof; }

echo "-- 1. online, no key: prove, and print the transaction"
"$devnet/mine" 10
prove >proved.json
submit-proof --unsigned --from "$account" <proved.json | "$devnet/validate.py" >unsigned.json
jq -r '.transaction | "nonce \(.nonce), gas limit \(.gas_limit), hash to sign \(.signing_hash)"' unsigned.json

echo "-- 2. offline, with the key: sign what came on a memory stick"
"$devnet/sign.py" --key-file key <unsigned.json >signed.json

echo "-- 3. online: check it against the proof, simulate, send"
submit-proof --signed signed.json --confirmations 1 <proved.json | "$devnet/validate.py" | jq -r .transaction.state

echo "-- or in one go, with a program that signs"
"$devnet/mine" 20
prove | submit-proof --from "$account" --signer "$devnet/sign.py --key-file key" --confirmations 1 |
    "$devnet/validate.py" | jq -r .transaction.state

height=$(read-contract </dev/null | jq .contract.block_height)
echo "the contract is at height $height"
[ "$height" = 20 ]
