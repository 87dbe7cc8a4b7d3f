"""The page as a screen of vakmeten."""
