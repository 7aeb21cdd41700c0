"""What lies beside the project where it is worked on, never copied into it: real messages, schemas, a code list."""

from functools import cache
from pathlib import Path

import pytest
from lxml import etree

_SHARED = Path(__file__).parents[3] / "shared"
REAL = _SHARED / "samples"
_SCHEMAS = _SHARED / "schemas"
REASON_CODES = _SHARED / "codes" / "reason_codes_v91.csv"

needs_real = pytest.mark.skipif(not REAL.is_dir(), reason="the real messages of ../shared are not there")
needs_schemas = pytest.mark.skipif(
    not _SCHEMAS.is_dir(), reason="the schemas of IEC 62325-451 in ../shared are not there"
)
needs_reason_codes = pytest.mark.skipif(
    not REASON_CODES.is_file(), reason="the published code list of ../shared is not there"
)


@cache
def schema(namespace: str) -> etree.XMLSchema:
    """Return the official schema of a namespace; what it imports lies beside it."""
    target = f'targetNamespace="{namespace}"'
    path = next(one for one in sorted(_SCHEMAS.glob("iec*.xsd")) if target in one.read_text(encoding="utf-8"))
    return etree.XMLSchema(etree.parse(path))
