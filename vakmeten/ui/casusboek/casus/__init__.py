"""The page of one casus: four steps, what comes back, and the earlier rondes."""
