# hotshot-state-prover: set-up, build, tests, installation. Every target does what it needs itself.

SHELL := /bin/bash
.DEFAULT_GOAL := build

PREFIX ?= /usr/local
# One set of flags for commands and tests, so that nothing is built twice. Commands look for libraries where the system
# has them, not beside themselves.
SWIFT_FLAGS := -c release --disable-local-rpath
# What is installed, and the development network, which is not.
COMMANDS := fetch-state read-contract advance-epoch gen-proof submit-proof prepare-keys verify-proof supervise serve-status
DEVNET := devnet
WRAPPER := hotshot-state-prover
# A link to it, by the name of the original's binary.
ALIAS := state-prover
PACKAGES := libgmp-dev libjansson-dev libsecp256k1-dev libcurl4-openssl-dev libmicrohttpd-dev libssl-dev pkg-config
# The development network's chain and contracts are in Python and Vyper; its programs live in a folder of their own.
# The examples look at documents with jq, and prove in parallel with GNU parallel.
VENV := .venv
NETWORK_PACKAGES := python3-venv curl jq parallel
# Where bash, zsh and fish look for completions, below PREFIX/share.
COMPLETIONS := bash-completion/completions zsh/site-functions fish/vendor_completions.d
# The arguments of `make bench`.
BENCH ?=
# Seconds for each harness of `make fuzz`; the harnesses, separated by commas, all by default.
TIME ?= 60
TARGET ?=
# Executions that the harnesses share in one sitting, such as 100000000, in place of a time for each.
EXECUTIONS ?=
# Rounds of `make soak`, 500 by default, and of `make bench-round`, 10; the seed of what happens in the former.
ROUNDS ?=
SEED ?= 1
# The circuit of `make demo` and `make bench-round`: 200 slots in production.
CAPACITY ?= 10

# Installs those of $(1) that are missing.
define install-packages
	@missing=""; for package in $(1); do \
	    dpkg-query -W -f '$${db:Status-Status}' "$$package" 2>/dev/null | grep -qx installed || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	    echo "installing:$$missing"; \
	    root=""; [ "$$(id -u)" = 0 ] || root=sudo; \
	    $$root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$root apt-get install -y -qq --no-install-recommends $$missing; \
	fi
endef

.PHONY: help deps network-deps example-deps build build-tests demo test test-swift test-network test-portable test-avx2 \
    test-debug test-live test-sanitized test-sanitized-address test-sanitized-thread soak fuzz fuzz-build fuzz-replay \
    fuzz-minimize bench bench-round lint docs manual completions option-table snapshots install uninstall deb image test-deployment \
    test-package test-image test-monitoring clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

deps: ## install the Debian packages that are missing
	@command -v swift >/dev/null || { echo "make: swift 6.2 or newer is needed, see https://www.swift.org/install" >&2; exit 69; }
	$(call install-packages,$(PACKAGES))

network-deps: ## install what the development network needs: Python packages, in .venv
	$(call install-packages,$(NETWORK_PACKAGES))
	@if ! cmp -s examples/devnet/requirements.txt $(VENV)/requirements.txt; then \
	    echo "installing into $(VENV): $$(grep -o '^[^# ]*==[^ ]*' examples/devnet/requirements.txt | xargs)"; \
	    rm -rf $(VENV) && python3 -m venv $(VENV) \
	    && $(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes \
	        -r examples/devnet/requirements.txt \
	    && cp examples/devnet/requirements.txt $(VENV)/requirements.txt; \
	fi

# Not for everybody: where systemd runs, Debian starts an ssh server that it installs.
example-deps: ## install what two examples need besides: an ssh server, openssl
	$(call install-packages,openssh-server openssh-client openssl)

# Links the commands beside the wrapper.
define link-commands
	@for command in $(COMMANDS) $(DEVNET); do ln -sf "../.build/release/$$command" "bin/$$command"; done
endef

build: deps ## build the commands and link them beside the wrapper in bin/
	swift build $(SWIFT_FLAGS)
	$(link-commands)

demo: build network-deps ## show all of it on this machine; CAPACITY=200 as in production
	@CAPACITY="$(CAPACITY)" examples/demo.sh

# These wait for programs and servers, or use all processors: one at a time, lest they starve each other.
SERIAL_TESTS := ^(AdvanceEpoch|Benchmarks|EndToEnd|EspressoAPI|Ethereum|FetchState|Files|GenProof|Kernels|ReadContract|DevelopmentNetwork|HTTPService|HTTPTransport|PrepareKeys|ProvingKeyFile|Rescue|CommandSupport|StateCircuit|StatusService|Submission|SubmitProof|Supervision|TurboPlonk|VerifyProof|Wrapper)Tests
# These use the kernels; what the others show does not depend on the set.
KERNEL_TESTS := ^(Kernels|Rescue|Schnorr|PolynomialCommitment|SRS|StateCircuit|TurboPlonk|ProvingKeyFile|LightClient|PrepareKeys|GenProof|VerifyProof)Tests
# But what becomes of an interrupted key does not.
RESUMING_TESTS := ^PrepareKeysTests\.(ResumptionTests|.*/anInterruptedRun)
# These compare the sets of kernels, whichever is in use, or are about size alone.
COMPARING_TESTS := ^((Kernels|Rescue)Tests\.Million|PolynomialCommitmentTests\.LargestDomain)
SWIFT_TEST := swift test $(SWIFT_FLAGS) --skip-build --disable-xctest

# Tests and, as they start them, commands.
build-tests: deps
	swift build $(SWIFT_FLAGS) --build-tests
	$(link-commands)

test: test-swift test-network ## run all tests, with the best kernels of this machine

test-swift: build-tests network-deps
	$(SWIFT_TEST) --skip '$(SERIAL_TESTS)'
	$(SWIFT_TEST) --filter '$(SERIAL_TESTS)' --no-parallel

# The development network and its contracts. Most of this waits for blocks.
test-network: build-tests network-deps
	cd examples/devnet && ../../$(VENV)/bin/python -m unittest discover -q -s chain/tests -t .
	cd examples/devnet && ../../$(VENV)/bin/python -m unittest discover -q -s weather/tests -t .
	cd examples/devnet && PATH="$$PWD/../../$(VENV)/bin:$$PATH" python -m unittest discover -q -s tests -t .
	cd examples/devnet/contracts && CONTRACTS_CACHE=../../../$(VENV)/contracts ../../../$(VENV)/bin/python -m unittest discover -q

test-portable: build-tests ## run the tests that use the kernels with the portable ones, as on other machines
	HSP_KERNELS=portable $(SWIFT_TEST) --filter '$(KERNEL_TESTS)' --skip '$(COMPARING_TESTS)' --skip '$(RESUMING_TESTS)' \
	    --no-parallel

# All sets are compared with the portable one by `make test`, kernel by kernel; whole proofs are not.
test-avx2: build-tests ## run the reference proofs with the AVX2 kernels, as on processors without AVX-512
	HSP_KERNELS=avx2 $(SWIFT_TEST) --filter '^TurboPlonkTests\.ReferenceProofTests' --no-parallel

test-live: build network-deps ## replay what the deployed contracts accepted; HSP_LIVE_NODE=URL,… else recordings
	cd examples/devnet && ../../$(VENV)/bin/python -m live

# A report of its own for each seed. Several runs can go side by side, each in a clone of its own: SwiftPM locks the folder.
REPORT ?= .build/soak-$(SEED).md
soak: build-tests network-deps ## run many rounds in which everything goes wrong at random; ROUNDS=500 SEED=1 REPORT=FILE
	HSP_SOAK_ROUNDS="$(or $(ROUNDS),500)" HSP_SOAK_SEED="$(SEED)" HSP_SOAK_REPORT="$(abspath $(REPORT))" \
	    $(SWIFT_TEST) --filter '^EndToEndTests\.EndToEndTests/SoakTests/soak' --no-parallel

bench: build ## measure kernels, prover and commands; BENCH="--full", BENCH=profile, BENCH=--help, …
	.build/release/benchmarks $(BENCH)

bench-round: build network-deps ## take the daemon's rounds apart, on a network of their own; CAPACITY=200, ROUNDS=10
	@examples/devnet/with --block-time 0s --blocks-per-epoch 10000 --capacity "$(CAPACITY)" --validators "$(CAPACITY)" -- \
	    examples/devnet/rounds.py --rounds "$(or $(ROUNDS),10)"

# A package of its own, in a folder with links: neither build nor Package.resolved of the whole one are touched.
test-debug: deps ## run the kernels' tests in a debug build, which asserts the bounds of their arithmetic
	@mkdir -p .build/kernels
	@for part in Package.swift Sources Tests; do ln -sfn "../../$$part" ".build/kernels/$$part"; done
	HSP_TARGETS=kernels swift test --package-path .build/kernels --disable-xctest --skip '$(COMPARING_TESTS)'

# What is run with a sanitizer: what reads the words of others, speaks HTTP, signs, sends and works with threads, the commands
# that peers and documents reach, and the arithmetic below the prover.
SANITIZED_TESTS := ^(BN254|CommandSupport|ConstraintSystem|Cryptography|Documents|EspressoAPI|Ethereum|Files|HTTPService|HTTPTransport|JSON|Keccak|Kernels|LightClient|LightClientContract|Machine|PolynomialCommitment|Rescue|SRS|Schnorr|StatusService|Submission|TaggedBase64|VerifyProof|FetchState|AdvanceEpoch|ReadContract)Tests\.|^TurboPlonkTests\.ProverTests
# But not a million inputs of each kernel, of which a thousand show the same, nor long transforms and sums; nor that long
# blocks of memory are used again: this build gives them back, so that a sanitizer sees it.
UNSANITIZED_TESTS := $(COMPARING_TESTS)|^PolynomialCommitmentTests\.(EdgeLimb|EvaluationDomain|LagrangeTransform|MultiScalar)|^KernelsTests\.StorageTests/.(long memory that is given up|an extension takes the memory)
# Of these, what works with several threads: ThreadSanitizer is slower, and sees nothing else.
RACING_TESTS := ^(CommandSupport|Cryptography|Documents|Files|HTTPService|HTTPTransport|JSON|Machine|StatusService|VerifyProof)Tests\.|^KernelsTests\.(Bound|KernelChoice|KernelTable|KernelTimes|Parallel|PointMultiples|Rounding|ScalarDigits|Storage)Tests|^AdvanceEpochTests\.FaultTests/(undecodable|signaturesOfAnother)
SANITIZE_FLAGS = $(SWIFT_FLAGS) --package-path .build/$* --sanitize=$* -Xswiftc -use-ld=lld

test-sanitized: test-sanitized-address test-sanitized-thread ## run tests under AddressSanitizer and ThreadSanitizer

# In folders of their own, as above. One at a time: most wait for servers and commands, which are slower here.
test-sanitized-address: SELECTED_TESTS = $(SANITIZED_TESTS)
test-sanitized-thread: SELECTED_TESTS = $(RACING_TESTS)
test-sanitized-address test-sanitized-thread: test-sanitized-%: deps
	@mkdir -p .build/$*
	@for part in Package.swift Sources Tests examples; do ln -sfn "../../$$part" ".build/$*/$$part"; done
	HSP_TARGETS=sanitized swift build $(SANITIZE_FLAGS) --build-tests
	Tests/Sanitizers/run $* env HSP_TARGETS=sanitized swift test $(SANITIZE_FLAGS) --skip-build --disable-xctest \
	    --no-parallel --filter '$(SELECTED_TESTS)' --skip '$(UNSANITIZED_TESTS)'

# As above. Coverage is counted in everything but the libraries; assertions are kept, in optimised code; internal names can
# be reached.
FUZZ_FLAGS := $(SWIFT_FLAGS) --sanitize=fuzzer $(foreach flag,-enable-testing -assert-config Debug,-Xswiftc $(flag))
FUZZ := Tests/Fuzzing/run .build/fuzz/.build/release/fuzz .build/fuzz/work

fuzz-build: deps
	@mkdir -p .build/fuzz
	@for part in Package.swift Sources Tests examples; do ln -sfn "../../$$part" ".build/fuzz/$$part"; done
	HSP_TARGETS=fuzz swift build --package-path .build/fuzz $(FUZZ_FLAGS) --product fuzz

fuzz: fuzz-build ## feed what reads the words of others with mutations, guided by coverage; TIME=60 or EXECUTIONS=100000000, TARGET=json,rlp
	$(FUZZ) --time $(TIME) --target "$(TARGET)" $(addprefix --executions ,$(EXECUTIONS))

fuzz-replay: fuzz-build ## the same with the inputs that are in the repository, and a second of others
	$(FUZZ) --time 1

fuzz-minimize: fuzz-build ## keep the best inputs of earlier runs of `make fuzz` in the repository
	$(FUZZ) --target "$(TARGET)" --minimize

# A script is known by its first line.
lint: ## check the format of the sources, the scripts and the rules of the house
	$(call install-packages,shellcheck)
	git grep -nIE --untracked '^#!.*sh( |$$)|^# shellcheck shell=' | sed -n 's/:1:.*//p' \
	    | xargs shellcheck --severity=warning --external-sources --source-path=SCRIPTDIR
	swift format lint --strict --recursive --parallel Package.swift Sources Tests examples
	.ci/check-house
	.ci/check-errors

docs: build ## build the documentation of all rooms, comments and articles, in .build/docs
	.ci/build-docs

# What operators read beside the help texts: hotshot-state-prover(7).
GUIDE := $(addprefix Sources/CommandSupport/CommandSupport.docc/,Operating.md ErrorsBySymptom.md)

manual: build ## write the manual pages to .build/manual
	$(call install-packages,jq python3)
	@install -d .build/manual
	@set -o pipefail; for command in $(COMMANDS) $(WRAPPER) $(ALIAS); do \
	    "bin/$$command" --experimental-dump-help | jq -r -f .ci/manual.jq >".build/manual/$$command.1" || exit; \
	done
	@.ci/manual-guide $(GUIDE) >.build/manual/$(WRAPPER).7

completions: build ## write completions for bash, zsh and fish to .build/completions
	@install -d .build/completions/bash .build/completions/zsh .build/completions/fish
	@for command in $(COMMANDS) $(WRAPPER) $(ALIAS); do \
	    "bin/$$command" --generate-completion-script bash >".build/completions/bash/$$command" \
	    && "bin/$$command" --generate-completion-script zsh >".build/completions/zsh/_$$command" \
	    && "bin/$$command" --generate-completion-script fish >".build/completions/fish/$$command.fish" || exit; \
	done

option-table: build ## write the README's table of options
	$(call install-packages,jq)
	@.ci/option-table --write

snapshots: build ## write the snapshots of all help texts, after a change that is meant
	@for command in $(COMMANDS) $(WRAPPER); do \
	    "bin/$$command" --help >"Tests/WrapperTests/Snapshots/$$command.txt" \
	    && "bin/$$command" -h >"Tests/WrapperTests/Snapshots/$$command-screen.txt" || exit; \
	done

install: build manual completions ## copy stripped commands, manual pages, completions and the schema to PREFIX (default /usr/local)
	install -d "$(DESTDIR)$(PREFIX)/bin"
	@for command in $(COMMANDS); do \
	    echo "install $(DESTDIR)$(PREFIX)/bin/$$command"; \
	    install -s -m 755 ".build/release/$$command" "$(DESTDIR)$(PREFIX)/bin/$$command" || exit; \
	done
	install -m 755 "bin/$(WRAPPER)" "$(DESTDIR)$(PREFIX)/bin/$(WRAPPER)"
	ln -sf "$(WRAPPER)" "$(DESTDIR)$(PREFIX)/bin/$(ALIAS)"
	install -d $(addprefix "$(DESTDIR)$(PREFIX)/share/,man/man1" man/man7" $(WRAPPER)")
	install -m 644 .build/manual/*.1 "$(DESTDIR)$(PREFIX)/share/man/man1"
	install -m 644 .build/manual/*.7 "$(DESTDIR)$(PREFIX)/share/man/man7"
	install -m 644 examples/update-document.schema.json "$(DESTDIR)$(PREFIX)/share/$(WRAPPER)"
	install -d $(foreach folder,$(COMPLETIONS),"$(DESTDIR)$(PREFIX)/share/$(folder)")
	install -m 644 .build/completions/bash/* "$(DESTDIR)$(PREFIX)/share/$(word 1,$(COMPLETIONS))"
	install -m 644 .build/completions/zsh/* "$(DESTDIR)$(PREFIX)/share/$(word 2,$(COMPLETIONS))"
	install -m 644 .build/completions/fish/* "$(DESTDIR)$(PREFIX)/share/$(word 3,$(COMPLETIONS))"

deb: build manual completions ## make the Debian package in .build/packages
	$(call install-packages,debhelper dpkg-dev fakeroot jq)
	@examples/deployment/debian/build .build/packages

image: deb ## make the container image of the package in .build/packages; as root
	$(call install-packages,mmdebstrap buildah)
	@examples/deployment/image/build "$$(ls -t .build/packages/*.deb | head -1)" .build/packages

# Side by side, since all three mostly wait. What they need comes first: apt does one thing at a time.
test-deployment: build network-deps ## try package, services, image and monitoring, as far as this machine can; as root
	$(call install-packages,debhelper dpkg-dev fakeroot lintian mmdebstrap buildah podman podman-compose runc conmon bubblewrap \
	    prometheus)
	@$(MAKE) --no-print-directory --jobs=3 test-package test-image test-monitoring

test-package: deb network-deps
	examples/deployment/check "$$(ls -t .build/packages/*.deb | head -1)"

test-image: image network-deps
	examples/deployment/check-image "$$(ls -t .build/packages/*.docker.tar.gz | head -1)"

test-monitoring: build network-deps
	examples/deployment/monitoring/check
	examples/deployment/monitoring/check-page || [ $$? = 77 ]

uninstall: ## remove them again
	@for command in $(COMMANDS) $(WRAPPER) $(ALIAS); do \
	    rm -fv "$(DESTDIR)$(PREFIX)/bin/$$command" "$(DESTDIR)$(PREFIX)/share/man/man1/$$command.1" \
	        "$(DESTDIR)$(PREFIX)/share/$(word 1,$(COMPLETIONS))/$$command" \
	        "$(DESTDIR)$(PREFIX)/share/$(word 2,$(COMPLETIONS))/_$$command" \
	        "$(DESTDIR)$(PREFIX)/share/$(word 3,$(COMPLETIONS))/$$command.fish"; \
	done
	rm -fv "$(DESTDIR)$(PREFIX)/share/man/man7/$(WRAPPER).7"
	rm -rf "$(DESTDIR)$(PREFIX)/share/$(WRAPPER)"

clean: ## remove everything that was built
	rm -rf .build $(VENV)
	rm -f $(addprefix bin/,$(COMMANDS) $(DEVNET))
