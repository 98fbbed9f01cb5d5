"""Search engine on tables of PostgreSQL: its indexes tell where words stand, `portal.search.answers` does the rest."""
