#!/usr/bin/env bash
# Look at one stage in isolation: replay saved replies, and ask the document who signed what.
#
#   fetch-state --save replies            keeps what a live network answered
#   fetch-state --offline replies         reads it again, any time, anywhere
set -euo pipefail
replies="$(dirname "$0")/saved-replies"

for version in 1 2 3; do
    fetch-state --offline "$replies" --contract-version "$version" --stake-table-capacity 10 --log-level warn </dev/null
done | jq -r '
    "contract version \(.bundle.version): "
    + "\(.bundle.signatures | length) of \(.stake_table.entries | length) validators signed, "
    + "stake \(.bundle.accumulated_weight) of \(.stake_table.total_stake), threshold \(.stake_table.threshold)"'
