#!/usr/bin/env bash
# Keep a document on its way down the pipe, and run one stage again, alone: here the prover.
#
#     read-contract | fetch-state | advance-epoch | tee saved.json | gen-proof | submit-proof
#     gen-proof < saved.json | jq .proof          a day later, on another machine, with no network at all
set -euo pipefail
cd "$(dirname "$0")"
[ "${DEVNET_FOLDER:-}" ] || exec devnet/with --block-time 0s -- "./${0##*/}"
export RUST_LOG=error

devnet/mine 20
read-contract </dev/null | fetch-state | advance-epoch | devnet/validate.py >"$DEVNET_FOLDER/saved.json"
echo "saved: $(jq -r '"\(.update.kind), epoch \(.update.epoch), \(.update.signatures | length) signatures"' "$DEVNET_FOLDER/saved.json")"

# From here on nothing is asked of anybody.
unset "${!ESPRESSO_@}"
for run in first second; do
    gen-proof <"$DEVNET_FOLDER/saved.json" | devnet/validate.py >"$DEVNET_FOLDER/$run.json"
    echo "$run proof: $(jq -r .proof.milliseconds.proving "$DEVNET_FOLDER/$run.json") ms," \
        "$(verify-proof --key "$XDG_CACHE_HOME"/hotshot-state-prover/keys/*.hspkey <"$DEVNET_FOLDER/$run.json" | jq -r 'if .valid then "valid" else "not valid" end')"
done

# Proofs are blinded, so no two are alike; what they prove is.
jq -es '(.[0].proof.public_inputs == .[1].proof.public_inputs) and (.[0].proof.wire0 != .[1].proof.wire0)
    | if . then "the same statement, two different proofs" else error("expected one statement, two proofs") end' -r \
    "$DEVNET_FOLDER/first.json" "$DEVNET_FOLDER/second.json"
