"""What vakmeten costs beside the plainest thing that does the same: `make bench`."""
