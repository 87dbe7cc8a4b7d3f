"""Voilà made ours: sign-in, one kernel a page, and nothing that a team does not need."""
