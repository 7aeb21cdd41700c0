"""The seal's tree and its proofs, held to RFC 9162 and to the reference log's known answers."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.seal.breaks import Break, Harm, first_break
from store.seal.hashing import EMPTY_ROOT, HASH_BYTES, leaf_hash, node_hash
from store.seal.head import Head, read_head
from store.seal.proofs import consistency_path, inclusion_path, is_consistent, root_by_inclusion
from store.seal.tiles import TILE, Tile, TileKey, grown, range_hash, root_hash, subtree_hash

KNOWN_LEAVES = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
KNOWN_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

leaves = st.integers(1, 700).map(lambda size: [leaf_hash(str(at).encode()) for at in range(size)])


class Kept:
    """Tiles kept in a dictionary, grown part by part."""

    def __init__(self) -> None:
        self.tiles: dict[TileKey, Tile] = {}
        self.size = 0

    def read(self, key: TileKey) -> Tile:
        return self.tiles.get(key, b"")

    def add(self, hashes: list[bytes]) -> None:
        self.tiles.update(grown(self.size, hashes, self.read))
        self.size += len(hashes)

    @property
    def root(self) -> bytes:
        return root_hash(self.size, self.read)


def kept(hashes: list[bytes]) -> Kept:
    tree = Kept()
    tree.add(hashes)
    return tree


def merkle(hashes: list[bytes]) -> bytes:
    """Return the root as defined in section 2.1.1, word for word, over hashes of leaves."""
    if not hashes:
        return EMPTY_ROOT
    if len(hashes) == 1:
        return hashes[0]
    half = 1
    while half * 2 < len(hashes):
        half *= 2
    return node_hash(merkle(hashes[:half]), merkle(hashes[half:]))


def test_the_roots_are_those_the_reference_log_is_tested_with() -> None:
    hashes = [leaf_hash(bytes.fromhex(text)) for text in KNOWN_LEAVES]
    assert [kept(hashes[: at + 1]).root.hex() for at in range(len(hashes))] == KNOWN_ROOTS


def test_the_paths_are_those_of_the_example_with_seven_leaves_in_section_2_1_5() -> None:
    hashes = [leaf_hash(bytes([at])) for at in range(7)]
    a, b, c, d, e, f, j = hashes
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, right = node_hash(g, h), node_hash(i, j)
    subtree = partial(subtree_hash, read=kept(hashes).read)
    assert inclusion_path(0, 7, subtree) == (b, h, right)
    assert inclusion_path(3, 7, subtree) == (c, g, right)
    assert inclusion_path(4, 7, subtree) == (f, j, k)
    assert inclusion_path(6, 7, subtree) == (i, k)
    assert consistency_path(3, 7, subtree) == (c, d, g, right)
    assert consistency_path(4, 7, subtree) == (right,)
    assert consistency_path(6, 7, subtree) == (i, j, k)


def test_a_tree_without_leaves_has_the_hash_of_nothing() -> None:
    assert Kept().root.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(leaves, st.data())
def test_a_tree_grown_in_parts_is_the_tree_of_the_definition(hashes: list[bytes], data: st.DataObject) -> None:
    tree, rest = Kept(), hashes
    while rest:
        part = data.draw(st.integers(1, len(rest)))
        tree.add(rest[:part])
        rest = rest[part:]
    assert tree.root == merkle(hashes)
    assert tree.tiles == kept(hashes).tiles


@given(leaves, st.data())
def test_every_leaf_has_a_proof_that_leads_to_the_root_and_to_no_other(
    hashes: list[bytes], data: st.DataObject
) -> None:
    size, index = len(hashes), data.draw(st.integers(0, len(hashes) - 1))
    path = inclusion_path(index, size, partial(subtree_hash, read=kept(hashes).read))
    root = merkle(hashes)
    assert len(path) <= size.bit_length()
    assert root_by_inclusion(hashes[index], index, size, path) == root
    assert root_by_inclusion(leaf_hash(b"another"), index, size, path) != root
    assert root_by_inclusion(hashes[index], index, size, (*path, root)) is None
    if path:
        assert root_by_inclusion(hashes[index], index, size, path[:-1]) != root
    wrong = data.draw(st.integers(0, size - 1).filter(lambda other: other != index)) if size > 1 else None
    if wrong is not None:
        assert root_by_inclusion(hashes[index], wrong, size, path) != root


@given(leaves, st.data())
def test_a_log_proves_that_it_holds_what_it_held(hashes: list[bytes], data: st.DataObject) -> None:
    size, older = len(hashes), data.draw(st.integers(1, len(hashes)))
    path = consistency_path(older, size, partial(subtree_hash, read=kept(hashes).read))
    then, now = merkle(hashes[:older]), merkle(hashes)
    assert is_consistent(older, then, size, now, path)
    assert not is_consistent(older, leaf_hash(b"another past"), size, now, path)
    assert not is_consistent(older, then, size, leaf_hash(b"another tree"), path)
    assert not is_consistent(older, then, size, now, (*path, now))


@given(leaves, st.data())
def test_a_log_whose_past_was_changed_proves_nothing_of_it(hashes: list[bytes], data: st.DataObject) -> None:
    older = data.draw(st.integers(1, len(hashes)))
    changed = data.draw(st.integers(0, older - 1))
    other = [*hashes[:changed], leaf_hash(b"changed"), *hashes[changed + 1 :]]
    path = consistency_path(older, len(other), partial(subtree_hash, read=kept(other).read))
    assert not is_consistent(older, merkle(hashes[:older]), len(other), merkle(other), path)


def test_a_subtree_over_several_tiles_is_read_from_the_level_above() -> None:
    hashes = [leaf_hash(str(at).encode()) for at in range(TILE * TILE + 300)]
    tree = kept(hashes)
    assert set(tree.tiles) >= {TileKey(1, 0), TileKey(1, 1), TileKey(2, 0), TileKey(0, TILE)}
    assert len(tree.tiles[TileKey(2, 0)]) == HASH_BYTES
    assert tree.root == merkle(hashes)
    assert subtree_hash(512, 1024, tree.read) == range_hash(512, 1024, lambda a, b: merkle(hashes[a:b]))


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_a_leaf_that_is_not_there_has_no_proof(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_path(index, size, lambda _start, _end: EMPTY_ROOT)


def test_a_head_is_one_word_and_is_read_again() -> None:
    head = Head(12, leaf_hash(b""))
    assert read_head(f" {head}\n") == head
    with pytest.raises(ValueError, match="64 hexadecimal digits"):
        read_head("12")


ROW = [leaf_hash(str(at).encode()) for at in range(9)]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (ROW, None),
        ([*ROW[:4], leaf_hash(b"x"), *ROW[5:]], Break(104, Harm.CHANGED)),
        ([*ROW[:4], *ROW[5:]], Break(104, Harm.REMOVED)),
        ([*ROW[:4], leaf_hash(b"x"), *ROW[4:]], Break(104, Harm.INSERTED)),
        ([*ROW[:4], ROW[5], ROW[4], *ROW[6:]], Break(104, Harm.REORDERED)),
        (ROW[:7], Break(107, Harm.CUT_OFF)),
        ([*ROW, leaf_hash(b"x")], Break(109, Harm.ADDED)),
    ],
)
def test_the_first_leaf_that_does_not_hold_is_named_with_what_happened(
    found: list[bytes], expected: Break | None
) -> None:
    assert first_break(100, ROW, found) == expected
