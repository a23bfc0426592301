"""Write the lists that the program ships for its demonstration into ``resources/samples``."""

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.made.lists import SHIPPED, write_sample  # noqa: E402

for name, (region, people, layout) in SHIPPED.items():
    made = write_sample(ROOT / "resources" / "samples" / name, region=region, people=people, layout=layout)
    print(f"{name}: {len(made.rows)} rows")
