"""Three entries for the tests, and what JSON is taken apart into."""

import io

from store.exchange.entries.json_entries import Found, Reject, json_entries
from store.exchange.sources.limits import Limits

A = b'{"uid":"a","type":"t"}'
B = b'{"uid":"b","type":"t","data":{"x":[1,{"y":"}]"}]}}'
C = b'{"uid":"c","type":"t"}'


def pieces(content: bytes, *, chunk_bytes: int = 1 << 16, **limits: int) -> list[Found | Reject]:
    return list(json_entries(io.BytesIO(content), Limits(**limits), chunk_bytes))


def found(content: bytes, **limits: int) -> list[bytes]:
    return [piece.content for piece in pieces(content, **limits) if isinstance(piece, Found)]


def rejects(content: bytes, **limits: int) -> list[Reject]:
    return [piece for piece in pieces(content, **limits) if isinstance(piece, Reject)]
