"""The devnet chain: a single-node Ethereum development chain behind JSON-RPC, for tests and demonstrations.

Contracts run on revm (the pyrevm wheel); headers, tries, receipts and signatures are computed here as on mainnet
(Cancun rules).  README.md lists the methods, the control methods and the faults.
"""

VERSION = "devnet-chain/1.0.0"
