"""The caseload: who needs you first, and everybody else."""
