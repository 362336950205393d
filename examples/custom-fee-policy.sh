#!/usr/bin/env bash
# A fee policy of your own between two stages: documents wait until the price suits the hour, and each goes out with the
# ceiling of that moment. Anything that reads lines and writes lines can stand there.
set -euo pipefail
cd "$(dirname "$0")"
[ "${DEVNET_FOLDER:-}" ] || exec devnet/with --block-time 0s -- "./${0##*/}"
export RUST_LOG=error

# What we are willing to pay, in gwei: at the weekend little, by day somewhat more.
ceiling() {
    case $(date -u +%u) in
    6 | 7) echo 15 ;;
    *) if [ "$(date -u +%H)" -lt 7 ]; then echo 20; else echo 30; fi ;;
    esac
}

base_fee() { # in gwei, rounded up
    local wei
    wei=$(devnet/rpc eth_getBlockByNumber '["latest",false]' | jq -r .baseFeePerGas)
    echo $(((wei + 999999999) / 1000000000))
}

# Room below the ceiling for the base fee to rise: at most an eighth a block.
submit_when_cheap() {
    local document most now
    while IFS= read -r document; do
        while most=$(ceiling) now=$(base_fee) && ((now * 9 / 8 > most)); do
            echo "base fee $now gwei, we pay up to $most: waiting" >&2
            sleep 2
        done
        submit-proof --max-gas-price "$most" --confirmations 1 <<<"$document"
    done
}

devnet/mine 20
devnet/rpc devnet_setFixedBaseFee '["0x12a05f2000"]' >/dev/null # 80 gwei
sleep 2
(sleep 15 && devnet/rpc devnet_setFixedBaseFee '["0x77359400"]' >/dev/null) & # later 2 gwei

read-contract </dev/null | fetch-state | advance-epoch | gen-proof >"$DEVNET_FOLDER/proved.json"
code=0
submit-proof --max-gas-price "$(ceiling)" <"$DEVNET_FOLDER/proved.json" >/dev/null || code=$?
echo "submitted at once: refused with exit code $code, which means try again later"
[ "$code" = 75 ]
submit_when_cheap <"$DEVNET_FOLDER/proved.json" | devnet/validate.py |
    jq -er '"submitted when cheap: \(.transaction.state)" | if endswith("final") then . else error(.) end'
wait
