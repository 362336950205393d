#!/usr/bin/env bash
# A contract that takes updates from one prover only, as on mainnet. Whether an update would pass can be asked by anybody,
# in the permitted prover's name and without its key; sending it as somebody else fails before a wei is spent.
set -euo pipefail
cd "$(dirname "$0")"
permitted=0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC
[ "${DEVNET_FOLDER:-}" ] ||
    exec devnet/with --block-time 0s --permissioned-prover "$permitted" -- "./${0##*/}"
export RUST_LOG=error

devnet/mine 20
read-contract </dev/null | fetch-state | advance-epoch | gen-proof >"$DEVNET_FOLDER/proved.json"
echo "the contract permits $(jq -r .contract.permissioned_prover "$DEVNET_FOLDER/proved.json") alone"

echo "-- as the permitted prover, without a key:"
env -u ESPRESSO_ETH_MNEMONIC submit-proof --dry-run --from "$permitted" <"$DEVNET_FOLDER/proved.json" |
    devnet/validate.py |
    jq -er '.transaction | "\(.state): gas \(.gas)" | if startswith("simulated") then . else error(.) end'

echo "-- as the account that we have the key of:"
code=0
submit-proof <"$DEVNET_FOLDER/proved.json" >"$DEVNET_FOLDER/refused.json" || code=$?
echo "exit code $code"
[ "$code" = 77 ]
