#!/usr/bin/env bash
# Documents are JSON, one a line: change them on the way, and see that every stage hands on what it does not know.
set -euo pipefail
replies="$(dirname "$0")/saved-replies"

printf '%s\n' '{"schema":"hotshot-state-update/1","ticket":18446744073709551615,"contract":{"version":2}}' |
    fetch-state --offline "$replies" --stake-table-capacity 10 --log-level warn |
    grep --only-matching -e '"ticket":18446744073709551615' -e '"version":2' | sort -u
