"""The page of the comparison, as ours and as others would make it."""
