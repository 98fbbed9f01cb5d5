"""What the role that searches the public index may reach beside it: nothing, or production does not start."""

import psycopg

from portal.search.postgresql.connections import Connections

# A role may be put on (SET ROLE) whose rights are not inherited: all that it is a member of count, itself among them.
_POWERS = """
SELECT bool_or(rolsuper OR rolcreaterole OR rolbypassrls OR rolreplication)
    OR pg_has_role(current_user, 'pg_read_server_files', 'MEMBER')
    OR pg_has_role(current_user, 'pg_execute_server_program', 'MEMBER')
    OR pg_has_role(current_user, 'pg_read_all_data', 'MEMBER')
FROM pg_roles WHERE pg_has_role(current_user, oid, 'MEMBER')
"""
_REACHED = """
SELECT DISTINCT space.nspname || '.' || thing.relname
FROM pg_class AS thing JOIN pg_namespace AS space ON space.oid = thing.relnamespace
    JOIN pg_roles AS worn ON pg_has_role(current_user, worn.oid, 'MEMBER')
WHERE thing.relkind IN ('r', 'p', 'v', 'm', 'f')
    AND space.nspname NOT IN ('pg_catalog', 'information_schema') AND space.nspname !~ '^pg_(toast|temp)'
    -- What an extension brings (figures of the server) tells a role of its own questions alone.
    AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = thing.oid AND deptype = 'e')
    AND has_schema_privilege(worn.oid, space.oid, 'USAGE')
    AND (has_table_privilege(worn.oid, thing.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
        OR has_any_column_privilege(worn.oid, thing.oid, 'INSERT, UPDATE')
        OR space.nspname <> %s AND (has_table_privilege(worn.oid, thing.oid, 'SELECT')
            OR has_any_column_privilege(worn.oid, thing.oid, 'SELECT')))
ORDER BY 1 LIMIT 3
"""


def reached_beyond(url: str, schema: str) -> tuple[str, ...]:
    """What whoever enters by `url` may read beside `schema`, or write at all: up to three tables.

    `*` is a role that is no wall. Empty too where the server does not answer: it tells nothing then either.
    """
    connections = Connections(url, is_reading=True)
    try:
        with connections.opened() as connection:
            powers = connection.execute(_POWERS).fetchone()
            if powers is None or powers[0]:
                return ("*",)
            return tuple(name for (name,) in connection.execute(_REACHED, (schema,)).fetchall())
    except psycopg.OperationalError:
        return ()
    finally:
        connections.close()
