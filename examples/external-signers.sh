#!/usr/bin/env bash
# The key is in a service that signs: Web3Signer, Clef, or a cloud's key service. `submit-proof --signer` asks a small
# program for each transaction, and takes no answer on trust. The programs are in `signers/`, for use as they are, or as a
# pattern; the services here are stand-ins, which behave as the real ones document it, or badly.
set -euo pipefail
cd "$(dirname "$0")"
command -v openssl >/dev/null || { echo "openssl is needed: apt install openssl" >&2; exit 69; }
[ "${DEVNET_FOLDER:-}" ] || exec devnet/with --block-time 0s -- "./${0##*/}"
export RUST_LOG=error
examples=$PWD
export PATH="$examples/signers:$PATH"
cd "$DEVNET_FOLDER"

# The second of the ten accounts that every development chain has. Whoever submits has the address only.
account=0x70997970C51812dc3A010C7d01b50e0d17dc79C8
key=59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d
unset ESPRESSO_ETH_MNEMONIC
(umask 077 && echo "$key" >key)
services=()
trap '[ ${#services[@]} = 0 ] || kill "${services[@]}" 2>/dev/null || :' EXIT

# service OPTION…: starts a stand-in; its place is $url.
service() {
    local answer
    : >place
    "$examples/devnet/stand-ins/signing-service" --key-file key "$@" >place &
    services+=($!)
    for _ in $(seq 100); do
        answer=$(jq -r .url place 2>/dev/null) && [ -n "$answer" ] && url=$answer && return
        sleep 0.1
    done
    echo "no signing service" >&2
    exit 1
}

height=0
prove() {
    height=$((height + 4))
    "$examples/devnet/mine" "$height"
    read-contract </dev/null | fetch-state | advance-epoch | gen-proof >proved.json
}

submit() { submit-proof --from "$account" --confirmations 1 --signer "$1" <proved.json; }

# signed SIGNER: it signs, and the contract takes the update.
signed() {
    prove
    submit "$1" 2>said | "$examples/devnet/validate.py" |
        jq -re '.transaction | select(.state == "final") | "   final, nonce \(.nonce)"' ||
        { cat said >&2; exit 1; }
    ! grep -qF "$key" said || { echo "the key was shown" >&2; exit 1; }
}

sent() {
    jq -n --arg account "$account" \
        '{jsonrpc: "2.0", id: 1, method: "eth_getTransactionCount", params: [$account, "pending"]}' |
        curl -sSf "$ESPRESSO_L1_PROVIDER" -d @- | jq -r .result
}

# refused CODE TEXT SIGNER: submit-proof ends with the code, says the text, and sends nothing.
refused() {
    local status=0 before
    before=$(sent)
    submit "$3" >/dev/null 2>said || status=$?
    sed 's/^/   /' said
    [ "$status" = "$1" ] || { echo "it ended with $status, not with $1" >&2; exit 1; }
    grep -qF "$2" said || { echo "it did not say: $2" >&2; exit 1; }
    [ "$(sent)" = "$before" ] || { echo "a transaction was sent" >&2; exit 1; }
}

echo "-- Web3Signer: eth_signTransaction"
service --flavour web3signer
signed "rpc-signer $url"

echo "-- Clef: account_signTransaction; its owner takes four seconds to agree"
service --flavour clef --mood slow
signed "rpc-signer $url account_signTransaction"

echo "-- AWS KMS, by its command-line tool; its signatures have s in either half"
mkdir cloud && ln -s "$examples/devnet/stand-ins/aws" cloud/aws
export PATH="$DEVNET_FOLDER/cloud:$PATH" AWS_KEY="$DEVNET_FOLDER/cloud/key"
# The same key in the form that openssl reads: SEC 1, appendix C.4.
(umask 077 && printf '302e0201010420%s a00706052b8104000a' "$key" |
    python3 -c 'import sys; sys.stdout.buffer.write(bytes.fromhex(sys.stdin.read()))' |
    openssl ec -inform DER -out "$AWS_KEY" 2>/dev/null)
[ "$(kms-signer --address alias/prover)" = "${account,,}" ]
for _ in 1 2 3; do signed "kms-signer alias/prover"; done

echo "-- services that do not sign what they are asked for"
prove
service --mood refusing
refused 76 "ended with exit code 77" "rpc-signer $url"
service --mood other-account
refused 76 "signed by 0x" "rpc-signer $url"
service --mood other-transaction
refused 76 "signed another transaction, its value differs" "rpc-signer $url"
service --mood nonsense
refused 76 "ended with exit code 76" "rpc-signer $url"
service --mood slow
SIGNER_TIMEOUT=1 refused 76 "ended with exit code 69" "rpc-signer $url"
refused 76 "ended with exit code 69" "rpc-signer http://127.0.0.1:9"
AWS_MOOD=denied refused 76 "is not authorized to perform: kms:Sign" "kms-signer alias/prover"
AWS_MOOD=slow refused 76 "did not answer within 1 s" "kms-signer --timeout 1 alias/prover"
refused 76 "Alias is not found" "kms-signer alias/elsewhere"
refused 78 "cannot start the signer" "no-such-signer"

echo "-- and afterwards the same proof with one that does"
service
submit "rpc-signer $url" 2>/dev/null | jq -r '"   " + .transaction.state'
[ "$(read-contract </dev/null | jq .contract.block_height)" = "$height" ]
