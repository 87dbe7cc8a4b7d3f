"""The only door to the database: tables, migrations, keys, accounts and the store."""
