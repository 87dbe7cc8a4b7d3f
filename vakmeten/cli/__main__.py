"""`python -m vakmeten.cli`: the same as the command `vakmeten`."""

import sys

from vakmeten.cli import main

sys.exit(main())
