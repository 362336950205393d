"""Weather for Ethereum nodes: a JSON-RPC proxy whose answers are those of real providers on their bad days."""
