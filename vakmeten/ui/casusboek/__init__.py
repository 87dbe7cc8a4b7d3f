"""The casusboek: a caseload and the page of one casus."""
