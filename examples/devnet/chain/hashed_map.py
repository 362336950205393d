"""A persistent map that is its own Merkle Patricia trie over hashed keys ("secure" trie).

An update shares every untouched node with the map it came from and each node keeps its encoding, so a block that
writes n values costs O(n log size) in time and memory, whatever the size of the state.
"""
from __future__ import annotations

from functools import lru_cache
from typing import Any, Iterator, Optional, Union

from .encoding import keccak
from .rlp import Item, rlp
from .trie import EMPTY_ROOT, hex_prefix, nibbles


@lru_cache(maxsize=1 << 16)
def _path(key: bytes) -> bytes:
    return nibbles(keccak(key))


class _Node:
    __slots__ = ("_cached",)

    def __init__(self) -> None:
        self._cached: Optional[Item] = None

    def structure(self) -> list[Item]:
        raise NotImplementedError

    def reference(self) -> Item:
        """How a parent names this node: itself when shorter than 32 bytes, else its hash."""
        if self._cached is None:
            node = self.structure()
            encoded = rlp(node)
            self._cached = node if len(encoded) < 32 else keccak(encoded)
        return self._cached


class _Leaf(_Node):
    __slots__ = ("path", "item", "value")

    def __init__(self, path: bytes, item: Any, value: bytes):
        super().__init__()
        self.path, self.item, self.value = path, item, value

    def structure(self) -> list[Item]:
        return [hex_prefix(self.path, True), self.value]


class _Extension(_Node):
    __slots__ = ("path", "child")

    def __init__(self, path: bytes, child: "_Branch"):
        super().__init__()
        self.path, self.child = path, child

    def structure(self) -> list[Item]:
        return [hex_prefix(self.path, False), self.child.reference()]


class _Branch(_Node):
    __slots__ = ("children",)

    def __init__(self, children: tuple[Optional[_Node], ...]):
        super().__init__()
        self.children = children

    def structure(self) -> list[Item]:
        return [c.reference() if c else b"" for c in self.children] + [b""]

    def replacing(self, digit: int, child: Optional[_Node]) -> "_Branch":
        return _Branch(self.children[:digit] + (child,) + self.children[digit + 1:])


_AnyNode = Union[_Leaf, _Extension, _Branch]


def _common(a: bytes, b: bytes) -> int:
    n = 0
    while n < len(a) and n < len(b) and a[n] == b[n]:
        n += 1
    return n


def _prefixed(prefix: bytes, node: _AnyNode) -> _AnyNode:
    if not prefix:
        return node
    if isinstance(node, _Leaf):
        return _Leaf(prefix + node.path, node.item, node.value)
    if isinstance(node, _Extension):
        return _Extension(prefix + node.path, node.child)
    return _Extension(prefix, node)


def _fork(first: _AnyNode, first_path: bytes, leaf: _Leaf) -> _AnyNode:
    """A branch where the leaf's path leaves `first_path`, which leads to `first` (for a leaf: is its path)."""
    shared = _common(first_path, leaf.path)
    children: list[Optional[_Node]] = [None] * 16
    if isinstance(first, _Leaf):
        children[first_path[shared]] = _Leaf(first_path[shared + 1:], first.item, first.value)
    else:
        children[first_path[shared]] = _prefixed(first_path[shared + 1:], first)
    children[leaf.path[shared]] = _Leaf(leaf.path[shared + 1:], leaf.item, leaf.value)
    return _prefixed(leaf.path[:shared], _Branch(tuple(children)))


def _insert(node: Optional[_AnyNode], leaf: _Leaf) -> _AnyNode:
    if node is None:
        return leaf
    if isinstance(node, _Leaf):
        return leaf if node.path == leaf.path else _fork(node, node.path, leaf)
    if isinstance(node, _Extension):
        if not leaf.path.startswith(node.path):
            return _fork(node.child, node.path, leaf)
        below = _Leaf(leaf.path[len(node.path):], leaf.item, leaf.value)
        return _prefixed(node.path, _insert(node.child, below))
    digit = leaf.path[0]
    return node.replacing(digit, _insert(node.children[digit], _Leaf(leaf.path[1:], leaf.item, leaf.value)))


def _remove(node: Optional[_AnyNode], path: bytes) -> Optional[_AnyNode]:
    if node is None:
        return None
    if isinstance(node, _Leaf):
        return None if node.path == path else node
    if isinstance(node, _Extension):
        if not path.startswith(node.path):
            return node
        child = _remove(node.child, path[len(node.path):])
        return node if child is node.child else _prefixed(node.path, child)
    digit = path[0]
    child = _remove(node.children[digit], path[1:])
    if child is node.children[digit]:
        return node
    branch = node.replacing(digit, child)
    left = [i for i, c in enumerate(branch.children) if c]
    return _prefixed(bytes(left), branch.children[left[0]]) if len(left) == 1 else branch


class HashedMap:
    """{key bytes: item}, immutable; an item comes with the encoding that the trie commits to."""

    __slots__ = ("_top",)

    def __init__(self, top: Optional[_AnyNode] = None):
        self._top = top

    def __bool__(self) -> bool:
        return self._top is not None

    def get(self, key: bytes) -> Any:
        """The item, or None."""
        node, path = self._top, _path(key)
        while node is not None:
            if isinstance(node, _Leaf):
                return node.item if node.path == path else None
            if isinstance(node, _Extension):
                if not path.startswith(node.path):
                    return None
                node, path = node.child, path[len(node.path):]
            else:
                node, path = node.children[path[0]], path[1:]
        return None

    def setting(self, key: bytes, item: Any, encoded: bytes) -> "HashedMap":
        """A map in which the key has this item, committed to as `encoded`."""
        return HashedMap(_insert(self._top, _Leaf(_path(key), item, encoded)))

    def removing(self, key: bytes) -> "HashedMap":
        """A map without the key."""
        top = _remove(self._top, _path(key))
        return self if top is self._top else HashedMap(top)

    def items(self) -> Iterator[Any]:
        """Every item, in the order of the hashed keys."""
        stack = [self._top] if self._top is not None else []
        while stack:
            node = stack.pop()
            if isinstance(node, _Leaf):
                yield node.item
            elif isinstance(node, _Extension):
                stack.append(node.child)
            else:
                stack.extend(c for c in reversed(node.children) if c)

    def root(self) -> bytes:
        """Merkle Patricia root of {keccak(key): encoded}."""
        if self._top is None:
            return EMPTY_ROOT
        reference = self._top.reference()
        return reference if isinstance(reference, bytes) else keccak(rlp(reference))
