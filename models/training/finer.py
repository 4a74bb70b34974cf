"""Would a finer level of tiles help in frames of high resolution? Measured on held-out photos with each fold's own head.

A 4K frame is shown to the model as squares and tiles of its region, brought to the size they always have; its detail beyond
that is not looked at. Here the same photos get a third level, tiles of a third of the shorter side, in two scenes: the photo
fills the region, and the photo fills half of the region's side, before the ground of a yard.
"""

from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from dataset import FOLDS
from evaluate import HEADS, KINDS, Pictures, Sight, choose_head, examples, grades_of, hold_out
from head import fit_head
from photos import SIDE, Photo, normalise, read, sized, starts, views
from scores import SIX, macro, table
from seen import eyes

FINER_SIDE = 3 * SIDE  # shorter side of the picture that finer tiles are cut from
ACROSS = 3


def finer_tiles(image: Image.Image) -> np.ndarray:
    """uint8 [tiles, SIDE, SIDE, 3]: three lines of tiles, side by side without overlap where the aspect allows."""
    pixels = np.asarray(sized(image, FINER_SIDE))
    high, wide = pixels.shape[:2]
    along = int(np.ceil(ACROSS * max(high, wide) / min(high, wide)))
    rows, columns = (ACROSS, along) if wide >= high else (along, ACROSS)
    return np.stack([pixels[y : y + SIDE, x : x + SIDE] for y in starts(high, rows) for x in starts(wide, columns)])


def fills(photo: Photo) -> Image.Image:
    return read(photo.path)


def far_away(photo: Photo) -> Image.Image:
    """The photo in the middle of a region twice as wide and high, before grey, grainy ground."""
    image = read(photo.path)
    wide, high = 2 * image.width, 2 * image.height
    random = np.random.default_rng(len(photo.path.name) + image.width)
    grain = random.normal(118, 22, (high // 2, wide // 2, 1)).clip(0, 255).astype(np.uint8).repeat(3, axis=2)
    ground = Image.fromarray(grain).resize((wide, high), Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(1))
    ground.paste(image, (image.width // 2, image.height // 2))
    return ground


SCENES = {"fills the region": fills, "half of the region's side": far_away}


def finer(work: Path, pictures: Pictures) -> dict:
    """Macro-F1 of six grades and accuracy on held-out photos, with today's views and with finer tiles beside them."""
    grade, held = grades_of(pictures.real), hold_out(work, pictures, "fold-{}.pt")
    said = {(scene, more): np.zeros(len(grade), int) for scene in SCENES for more in (False, True)}
    for fold in range(FOLDS):
        own, learned = np.flatnonzero(pictures.fold == fold), np.flatnonzero(pictures.fold != fold)
        weights = work / f"fold-{fold}.pt"
        sight = Sight.by(weights, pictures, learned, KINDS[0] + KINDS[1])
        head = fit_head(*examples(sight, pictures, learned), *HEADS[choose_head(held, grade, learned)])
        trunk = eyes(weights)
        for scene, paint in SCENES.items():
            images = [paint(pictures.real[at]) for at in own]
            usual = [trunk(normalise(views(image))) for image in images]
            closer = [trunk(normalise(finer_tiles(image))) for image in images]
            both = [np.concatenate(pair) for pair in zip(usual, closer)]
            for more, seen in ((False, usual), (True, both)):
                said[scene, more][own] = head.logits(sight.embeddings(seen)).argmax(axis=1)
    return {
        scene: {
            name: {
                "macroF1SixGrades": round(macro(table(grade, said[scene, more]), SIX), 4),
                "accuracy": round(float((said[scene, more] == grade).mean()), 4),
            }
            for name, more in (("usual", False), ("finer", True))
        }
        for scene in SCENES
    }
