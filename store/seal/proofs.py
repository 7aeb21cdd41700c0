"""What proves that an entry is in a log, or that a log still holds what it held (RFC 9162, sections 2.1.3, 2.1.4)."""

from store.seal.hashing import left_size, node_hash
from store.seal.tiles import SubtreeHash, range_hash


def inclusion_path(index: int, size: int, subtree: SubtreeHash) -> tuple[bytes, ...]:
    """Return the hashes that lead from leaf `index` to the root over `size` leaves, from below (section 2.1.3.1).

    Raises ValueError where the tree has no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + left_size(end - start)
        if index < middle:
            path.append(range_hash(middle, end, subtree))
            end = middle
        else:
            path.append(range_hash(start, middle, subtree))
            start = middle
    return tuple(reversed(path))


def consistency_path(older: int, size: int, subtree: SubtreeHash) -> tuple[bytes, ...]:
    """Return the hashes that show that a tree of `size` leaves began as its first `older` ones (section 2.1.4.1).

    Raises ValueError unless 0 < older ≤ size: of nothing there is nothing to prove.
    """
    if not 0 < older <= size:
        raise ValueError(f"there is no proof from {older} to {size} leaves")
    start, end, whole, path = 0, size, True, []
    while older != end:
        middle = start + left_size(end - start)
        if older <= middle:
            path.append(range_hash(middle, end, subtree))
            end = middle
        else:
            path.append(range_hash(start, middle, subtree))
            start, whole = middle, False
    if not whole:
        path.append(range_hash(start, end, subtree))
    return tuple(reversed(path))


def root_by_inclusion(leaf: bytes, index: int, size: int, path: tuple[bytes, ...]) -> bytes | None:
    """Return the root that a path leads to from a leaf's hash; None where it cannot be one (section 2.1.3.2)."""
    if not 0 <= index < size:
        return None
    node, last, reached = index, size - 1, leaf
    for step in path:
        if last == 0:
            return None
        if node & 1 or node == last:
            reached = node_hash(step, reached)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            reached = node_hash(reached, step)
        node, last = node >> 1, last >> 1
    return reached if last == 0 else None


def is_consistent(older: int, older_root: bytes, size: int, root: bytes, path: tuple[bytes, ...]) -> bool:
    """Return whether a path shows that the tree with one root began as the tree with the other (section 2.1.4.2)."""
    if not 0 < older <= size:
        return False
    if older == size:
        return older_root == root and not path
    steps = path if older & (older - 1) else (older_root, *path)
    return bool(steps) and _roots(older, size, steps) == (older_root, root)


def _roots(older: int, size: int, steps: tuple[bytes, ...]) -> tuple[bytes, bytes] | None:
    """Return the roots of both trees that the steps of a consistency path lead to; None where they end elsewhere."""
    node, last = older - 1, size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    then = now = steps[0]
    for step in steps[1:]:
        if last == 0:
            return None
        if node & 1 or node == last:
            then, now = node_hash(step, then), node_hash(step, now)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            now = node_hash(now, step)
        node, last = node >> 1, last >> 1
    return (then, now) if last == 0 else None
