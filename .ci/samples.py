"""Write the lists that the program ships for its demonstration into ``resources/samples``."""

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from ntt_desktop.services.demo import LAPTOPS  # noqa: E402
from ntt_desktop.services.samples import write_sample  # noqa: E402

for laptop in LAPTOPS:
    made = write_sample(
        ROOT / "resources" / "samples" / laptop.file, region=laptop.region, people=laptop.people, layout=laptop.layout
    )
    print(f"{laptop.file}: {len(made.rows)} rows")
