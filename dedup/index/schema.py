"""The tables of an index, the same in every database.

`dedup_meta` says what shaped the index and how far it is filled. `dedup_documents` holds what was accepted; numbers
ascend in the order of acceptance and are never given twice. `stamp` is the random mark of the transaction that
wrote the row, by which columns made elsewhere are known to speak of the same documents. At most one row of an id is
not retired: the database itself refuses a second one.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

METADATA = MetaData()

META = Table(
    "dedup_meta",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

DOCUMENTS = Table(
    "dedup_documents",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("stamp", BigInteger, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("policy", Text, nullable=False),
    Column("seen", Text, nullable=False),
    Column("retired", Text),
    Column("signature", LargeBinary, nullable=False),
    Column("record", LargeBinary),  # none where only the signature is known
    UniqueConstraint("id", "version", name="dedup_documents_version"),
)
Index(
    "dedup_documents_active",
    DOCUMENTS.c.id,
    unique=True,
    sqlite_where=text("retired IS NULL"),
    postgresql_where=text("retired IS NULL"),
)
Index(
    "dedup_documents_retired",
    DOCUMENTS.c.number,
    sqlite_where=text("retired IS NOT NULL"),
    postgresql_where=text("retired IS NOT NULL"),
)

SIGNATURES = Table(
    "dedup_signatures",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("scheme", Text, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)
"""Signatures of another program (datasketch), which compare with one another only."""
