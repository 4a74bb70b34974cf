"""Means over 16x16 cells of what `views` and `normalise` make of a JPEG: the fixture that holds the TypeScript twin to it.

python preprocessing_fixture.py PICTURE.jpg > CELLS.json
"""

import json
import sys
from pathlib import Path

from photos import normalise, read, views


def cells(path: Path) -> list:
    """[views][channel][row][column], each the mean of 16x16 values, about -1 to 1."""
    values = normalise(views(read(path)))
    count, channels, side, _ = values.shape
    means = values.reshape(count, channels, side // 16, 16, side // 16, 16).mean(axis=(3, 5))
    return [[[[round(float(v), 3) for v in row] for row in channel] for channel in view] for view in means]


if __name__ == "__main__":
    print(json.dumps(cells(Path(sys.argv[1]))))
