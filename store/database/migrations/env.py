"""What Alembic runs: the migrations on the connection it was given."""

from alembic import context

from store.database.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
connection.commit()
