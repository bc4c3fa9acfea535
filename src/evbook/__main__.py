"""``python -m evbook`` is the command ``evbook``."""

import sys

from evbook.cli import main

sys.exit(main())
