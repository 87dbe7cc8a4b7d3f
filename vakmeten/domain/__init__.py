"""The work itself: frozen records of a casus and the rules between them. Knows no database."""
