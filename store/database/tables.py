"""The tables: the entries as they came, and what is read out of them and can be rebuilt.

`entry` and `source` are the truth and append-only; `seal_tile` holds the Merkle tree over the entries' bytes.
`event`, `schedule`, `version`, `schedule_name` and `message` are derived from the entries; `schedule_text` tells
which schedules are in the text index. Instants are
integers, microseconds since 1970 UTC; days are proleptic Gregorian ordinals; MW and MWh are floats. An index that
ends with the time is in the one order: SQLite adds the sequence by itself, on PostgreSQL it is named in it.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    false,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite keeps a row id for free only under a column that is exactly INTEGER PRIMARY KEY
Sequence = BigInteger().with_variant(Integer(), "sqlite")

setting = Table(
    "setting",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

HEAD = "0006"
"""The schema that these tables are, which this program reads and writes: the newest of the migrations."""

REBUILDS = "rebuilds"
"""The setting that counts rebuilds, by which others see that what they remember is gone."""

source = Table(
    "source",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("simulated", Boolean(name="simulated"), nullable=False),
    Column("received_at", BigInteger, nullable=False),
)

dictionary = Table(
    "dictionary",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),
)

entry = Table(
    "entry",
    metadata,
    Column("sequence", Sequence, primary_key=True, autoincrement=False),
    Column("source_id", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

seal_tile = Table(
    "seal_tile",
    metadata,
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("hashes", LargeBinary, nullable=False),
)

word = Table(
    "word",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("text", Text, nullable=False, unique=True),
)

event = Table(
    "event",
    metadata,
    Column("sequence", Sequence, primary_key=True, autoincrement=False),
    Column("uid", LargeBinary, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("type_id", Integer, nullable=False),
    Column("schedule_id", Integer),
    Column("day", Integer),
    Column("version", Integer),
    Column("series_uid", LargeBinary),
    Column("request_id", LargeBinary),
    Column("user_id", Integer),
    Column("simulated", Boolean(name="simulated"), nullable=False),
    Column("status_from_id", Integer),
    Column("status_to_id", Integer),
    Column("level_id", Integer),
    Column("reasons_id", Integer),
    Column("paths_id", Integer),
    Column("quarter_hours", Integer),
    Column("largest_delta_mw", Float),
    Column("delta_mwh", Float),
    Column("series", Integer),
    Column("traits", SmallInteger, nullable=False, server_default="0"),
    Column("trouble", SmallInteger, nullable=False, server_default="0"),
    # what is in an index is said here for SQLite only, as the migrations make them: to say it for PostgreSQL would load
    # all that SQLAlchemy knows of it, with every file that is opened
    Index("uq_event_uid", "uid", unique=True),
    Index("ix_event_created_at", "created_at"),
    Index("ix_event_schedule", "schedule_id", "created_at"),
    Index("ix_event_day", "day", "created_at"),
    Index("ix_event_type", "type_id", "created_at"),
    Index("ix_event_request_id", "request_id"),
    Index("ix_event_status", "status_to_id", "level_id"),
    Index(
        "ix_event_without_after",
        "created_at",
        sqlite_where=text("traits & 2 = 0"),
    ),
    Index(
        "ix_event_delta",
        "largest_delta_mw",
        sqlite_where=text("largest_delta_mw IS NOT NULL"),
    ),
    Index(
        "ix_event_warned",
        "created_at",
        sqlite_where=text("traits >= 4"),
    ),
    Index(
        "ix_event_trouble",
        "created_at",
        "sequence",
        "trouble",
        sqlite_where=text("trouble > 0"),
    ),
)

schedule = Table(
    "schedule",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("recorded", Boolean(name="recorded"), nullable=False),
    Column("market", Text),
    Column("tso", Text),
    Column("party", Text),
    Column("day", Integer),
    Column("first_at", BigInteger, nullable=False),
    Column("last_at", BigInteger, nullable=False),
    Column("events", Integer, nullable=False),
    Column("unresolved", Integer, nullable=False),
    Column("latest_version", Integer),
    Column("active_version", Integer),
    Column("standing", SmallInteger, nullable=False),
    Column("anomaly_open", Boolean(name="anomaly_open"), nullable=False),
    Column("late", Boolean(name="late"), nullable=False, server_default=false()),
    Index("ix_schedule_day", "day", "standing", "anomaly_open", "events"),
    Index("ix_schedule_late", "id", sqlite_where=text("late = 1")),
)

version = Table(
    "version",
    metadata,
    Column("schedule_id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("uid", Text),
    Column("raw_status", Text),
    Column("acceptance_level", Text),
    Column("message_id", Text),
    Column("reason_codes", Text),
    Column("submitted_at", BigInteger),
    Column("settled_at", BigInteger),
    Column("accepted", Boolean(name="accepted"), nullable=False),
    Column("anomaly_open", Boolean(name="anomaly_open"), nullable=False),
    Column("last_at", BigInteger, nullable=False),
    Column("events", Integer, nullable=False),
    sqlite_with_rowid=False,
)

version_uid = Table(
    "version_uid",
    metadata,
    Column("schedule_id", Integer, primary_key=True, autoincrement=False),
    Column("uid", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    sqlite_with_rowid=False,
)

schedule_name = Table(
    "schedule_name",
    metadata,
    Column("uid", Text, primary_key=True),
    Column("schedule_id", Integer, nullable=False, index=True),
)

schedule_text = Table(
    "schedule_text",
    metadata,
    Column("schedule_id", Integer, primary_key=True, autoincrement=False),
    Column("digest", BigInteger, nullable=False),
)

message = Table(
    "message",
    metadata,
    Column("key", Text, primary_key=True),
    Column("sequence", Sequence, nullable=False, index=True),
    Column("id", Text, nullable=False),
    Column("digest", Text, nullable=False),
)

DERIVED = (message, schedule_name, version_uid, version, schedule, event)
"""What a rebuild empties and fills again."""
