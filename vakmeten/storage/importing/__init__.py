"""Files of other systems in: CSV and XLSX to lines of cells, and by a mapping to records."""
