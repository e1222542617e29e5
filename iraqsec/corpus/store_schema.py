"""The tables of a store, and how a store of an older version becomes one of today's.

A version's statements never change once it was released: a new column or table is a new version at the end.
"""

from typing import Any

from iraqsec.errors import StoreError

VERSIONS: tuple[tuple[str, ...], ...] = (
    (  # 1: what was extracted
        "CREATE TABLE meta (name VARCHAR, value VARCHAR)",
        """CREATE TABLE documents (
            key VARCHAR, number BIGINT, id VARCHAR, source VARCHAR, url VARCHAR, lang VARCHAR, published DATE,
            title VARCHAR, text VARCHAR, error VARCHAR, warnings VARCHAR[])""",
        """CREATE TABLE articles (
            document VARCHAR, article INTEGER, start_offset BIGINT, end_offset BIGINT, lang VARCHAR, title VARCHAR,
            dateline VARCHAR, agency VARCHAR, author VARCHAR, published DATE)""",
        """CREATE TABLE events (
            document VARCHAR, event VARCHAR, number INTEGER, article INTEGER, type VARCHAR, family VARCHAR,
            status VARCHAR, confidence DOUBLE, date_from DATE, date_until DATE, date_precision VARCHAR,
            reported_on DATE, governorates VARCHAR[], countries VARCHAR[], places VARCHAR[], actors VARCHAR[],
            actor_names VARCHAR, latitude DOUBLE, longitude DOUBLE, precision_km DOUBLE, attribution VARCHAR,
            evidence VARCHAR, words VARCHAR, data VARCHAR)""",
        """CREATE TABLE arguments (
            document VARCHAR, event VARCHAR, number INTEGER, role VARCHAR, text VARCHAR, start_offset BIGINT,
            end_offset BIGINT, confidence DOUBLE, link VARCHAR, figure DOUBLE, unit VARCHAR, low DOUBLE, high DOUBLE,
            precision VARCHAR, governorate VARCHAR, country VARCHAR, place VARCHAR, latitude DOUBLE, longitude DOUBLE,
            date_from DATE, date_until DATE, of_start BIGINT, of_end BIGINT)""",
        "INSERT INTO meta VALUES ('schema', '1')",
    ),
    (  # 2: where the same text stood elsewhere, and which events of different reports are one happening
        "CREATE TABLE sources (document VARCHAR, id VARCHAR, source VARCHAR, url VARCHAR)",
        "INSERT INTO sources SELECT key, coalesce(id, ''), coalesce(source, ''), coalesce(url, '') FROM documents",
        """CREATE TABLE links (
            document VARCHAR, event VARCHAR, other_document VARCHAR, other_event VARCHAR, score DOUBLE,
            reason VARCHAR)""",
        "CREATE TABLE happenings (happening VARCHAR, document VARCHAR, event VARCHAR)",
        "UPDATE meta SET value = '2' WHERE name = 'schema'",
    ),
)

CURRENT = len(VERSIONS)


def version_of(connection: Any) -> int:  # noqa: ANN401 - duckdb's stubs are its own affair
    """Return the schema version of an open database; 0 where it is empty.

    Raises:
        StoreError: it holds tables, and they are not ours.
    """
    tables = {name for (name,) in connection.execute("SELECT table_name FROM information_schema.tables").fetchall()}
    if not tables:
        return 0
    if not {"meta", "documents", "events"} <= tables:
        raise StoreError("this DuckDB file holds other tables, no store of iraqsec; choose another file name")
    row = connection.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()
    return int(row[0]) if row else 0


def migrate(connection: Any, path: str) -> None:  # noqa: ANN401 - a duckdb connection
    """Bring an open database to the current version, each version whole or not at all.

    Raises:
        StoreError: it was made by a newer iraqsec, or its tables are not ours.
    """
    found = _known_version(connection, path)
    for statements in VERSIONS[found:]:
        connection.execute("BEGIN")
        try:
            for statement in statements:
                connection.execute(statement)
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def check_readable(connection: Any, path: str) -> None:  # noqa: ANN401 - a duckdb connection
    """See that a database that is open for reading has today's tables.

    Raises:
        StoreError: it was made by a newer or an older iraqsec, or its tables are not ours.
    """
    if _known_version(connection, path) < CURRENT:
        raise StoreError(f"{path}: made by an older iraqsec; open it once for writing to update it")


def _known_version(connection: Any, path: str) -> int:  # noqa: ANN401 - a duckdb connection
    found = version_of(connection)
    if found > CURRENT:
        raise StoreError(
            f"{path}: made by a newer iraqsec (schema {found}, this one knows up to {CURRENT}); "
            "update it with: pip install -U iraqsec"
        )
    return found
