"""All SQL: the schema, its migrations, and one file of queries a feature."""
