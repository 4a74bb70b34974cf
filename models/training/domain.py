"""Is there scrap in the picture at all? Its distance to the pictures that taught the model says so; softmax does not.

The trunk alone does not tell objects from scrap well by distance. So the embedding has one more number: how far a picture lies
on the side of things that are no scrap, by a linear discriminant. It is 0 in the base set, hence distance grows with it.
"""

from dataclasses import dataclass

import numpy as np
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

from seen import unit

WEIGHT = 2.0  # of the last number of the embedding beside a direction of length one


@dataclass
class Foreignness:
    """foreignness = relu(direction @ weight + bias): 0 for half of the scrap that taught it, 1 for the middle object."""

    weight: np.ndarray
    bias: float

    def embed(self, directions: np.ndarray) -> np.ndarray:
        """[pictures, TRUNK] -> [pictures, TRUNK + 1], of length one."""
        last = WEIGHT * np.maximum(0, directions @ self.weight + self.bias)
        return unit(np.concatenate([directions, last[:, None]], axis=1)).astype(np.float32)


def fit_foreignness(scrap: np.ndarray, objects: np.ndarray) -> Foreignness:
    """A shrunk linear discriminant between pictures of scrap and of other things."""
    fitted = LinearDiscriminantAnalysis(solver="lsqr", shrinkage=0.05)
    fitted.fit(np.concatenate([scrap, objects]), np.repeat([0, 1], [len(scrap), len(objects)]))
    zero, one = np.median(fitted.decision_function(scrap)), np.median(fitted.decision_function(objects))
    return Foreignness(fitted.coef_[0] / (one - zero), float((fitted.intercept_[0] - zero) / (one - zero)))


def as_base(embeddings: np.ndarray) -> np.ndarray:
    """Embeddings as the base set has them: no foreignness."""
    return unit(np.concatenate([embeddings[:, :-1], np.zeros((len(embeddings), 1), np.float32)], axis=1))


def nearest(embeddings: np.ndarray, base: np.ndarray, k: int) -> np.ndarray:
    """Mean cosine distance to the k nearest of the base set. Rows of both have length one."""
    distance = 1 - embeddings @ base.T
    return np.sort(distance, axis=1)[:, :k].mean(axis=1)
