"""Where things are kept: SQLAlchemy tables, repositories and the unit of work."""
