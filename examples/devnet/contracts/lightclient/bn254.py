"""The little of BN254 that reading a verifying key takes: curve checks and the compressed form of a G2 point.

Fq2 is Fq[u] / (u² + 1); an element is the pair (c0, c1) for c0 + c1·u.
"""

from __future__ import annotations

Q = 21888242871839275222246405745257275088696311157297823662689037894645226208583
R = 21888242871839275222246405745257275088548364400416034343698204186575808495617

Element2 = tuple[int, int]
Point = tuple[int, int]
Point2 = tuple[Element2, Element2]


def is_on_curve(point: Point) -> bool:
    """Whether a point of G1 satisfies y² = x³ + 3 with coordinates below q; infinity, (0, 0), does."""
    x, y = point
    if point == (0, 0):
        return True
    return x < Q and y < Q and (y * y - x * x * x - 3) % Q == 0


def _multiply(a: Element2, b: Element2) -> Element2:
    return ((a[0] * b[0] - a[1] * b[1]) % Q, (a[0] * b[1] + a[1] * b[0]) % Q)


def _twist_b() -> Element2:
    """3 / (9 + u), the constant of the twist."""
    norm = pow(82, -1, Q)
    return (27 * norm % Q, -3 * norm % Q)


def _right_side(x: Element2) -> Element2:
    cube = _multiply(_multiply(x, x), x)
    b = _twist_b()
    return ((cube[0] + b[0]) % Q, (cube[1] + b[1]) % Q)


def is_on_twist(point: Point2) -> bool:
    """Whether a point of the twist satisfies y² = x³ + 3 / (9 + u) with coordinates below q."""
    x, y = point
    return max(*x, *y) < Q and _multiply(y, y) == _right_side(x)


def compress(point: Point2) -> tuple[int, int]:
    """g2LSB and g2MSB: x.c0 and x.c1 little-endian, then read as big-endian words. The top bit of the last byte is set
    when y is the larger of y and −y, compared by c1 first."""
    x, y = point
    last = x[1] | (_is_larger(y) << 255)
    return tuple(int.from_bytes(part.to_bytes(32, "little"), "big") for part in (x[0], last))


def decompress(halves: tuple[int, int]) -> Point2:
    """The point of g2LSB and g2MSB. Raises ``ValueError`` when there is none."""
    c0, last = (int.from_bytes(half.to_bytes(32, "big"), "little") for half in halves)
    flags, c1 = last >> 254, last & (2**254 - 1)
    if flags & 1 or c0 >= Q or c1 >= Q:
        raise ValueError("not a compressed point")
    y = _square_root(_right_side((c0, c1)))
    if _is_larger(y) != bool(flags & 2):
        y = (-y[0] % Q, -y[1] % Q)
    return ((c0, c1), y)


def _is_larger(y: Element2) -> bool:
    return (y[1], y[0]) > (-y[1] % Q, -y[0] % Q)


def _square_root(a: Element2) -> Element2:
    """A root in Fq2, by the norm: q = 3 mod 4, so a root in Fq is a power."""
    norm_root = pow(a[0] * a[0] + a[1] * a[1], (Q + 1) // 4, Q)
    half = pow(2, -1, Q)
    for sign in (1, -1):
        square = (a[0] + sign * norm_root) * half % Q
        c0 = pow(square, (Q + 1) // 4, Q)
        if c0 == 0:
            continue
        root = (c0, a[1] * pow(2 * c0, -1, Q) % Q)
        if _multiply(root, root) == a:
            return root
    raise ValueError("not on the curve")
