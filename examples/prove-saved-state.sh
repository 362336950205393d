#!/usr/bin/env bash
# From saved replies to a verified proof, no network and no chain: a test key, one stage after another.
set -euo pipefail
replies="$(dirname "$0")/saved-replies"
XDG_CACHE_HOME="$(mktemp -d)"
export XDG_CACHE_HOME
trap 'rm -rf "$XDG_CACHE_HOME"' EXIT

# The secret of the setup is known, so this key proves nothing to anybody; real ones take --srs or --download.
prepare-keys --stake-table-capacity 3 --insecure-tau 0x1234 --log-level error |
    jq -r '"key: domain \(.domain_size), \(.num_inputs) public inputs"'

fetch-state --offline "$replies" --stake-table-capacity 3 --log-level warn </dev/null |
    gen-proof --log-level error >"$XDG_CACHE_HOME/proved.json"
verify-proof --key "$XDG_CACHE_HOME"/hotshot-state-prover/keys/*.hspkey <"$XDG_CACHE_HOME/proved.json" |
    jq -r '"proof: valid \(.valid)"'
