"""The head: a multinomial logistic regression on the photo's embedding, and the temperature that makes it honest."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression

from photos import GRADES, KNOWN

KNOWN_INDEX = np.array([GRADES.index(grade) for grade in KNOWN])
NEVER = -1e4  # a bias that makes a probability exactly 0


@dataclass
class Head:
    """logits = embedding @ weight.T + bias, over all ten grades."""

    weight: np.ndarray  # [10, EMBEDDING]
    bias: np.ndarray  # [10]

    def logits(self, embeddings: np.ndarray) -> np.ndarray:
        return embeddings @ self.weight.T + self.bias

    def at(self, temperature: float) -> "Head":
        """The same head with the temperature folded in; grades it does not know stay impossible."""
        return Head(self.weight / temperature, np.where(self.bias == NEVER, NEVER, self.bias / temperature))


def fit_head(embeddings: np.ndarray, grade: np.ndarray, share: np.ndarray, strength: float, balance: float) -> Head:
    """`share`: how much each example counts; `balance`: 0 leaves grades as frequent as they are, 1 makes them equal."""
    rows = np.isin(grade, KNOWN_INDEX)
    x, y, w = embeddings[rows], grade[rows], share[rows].astype(float)
    centre, spread = x.mean(axis=0), x.std(axis=0) + 0.2 * x.std()
    total = np.bincount(y, weights=w, minlength=len(GRADES))
    w = w * (total[KNOWN_INDEX].mean() / total[y]) ** balance
    w = w / w.sum() * 1000
    fitted = LogisticRegression(C=strength, max_iter=400).fit((x - centre) / spread, y, sample_weight=w)
    weight = np.zeros((len(GRADES), x.shape[1]))
    bias = np.full(len(GRADES), NEVER)
    weight[fitted.classes_] = fitted.coef_ / spread
    bias[fitted.classes_] = fitted.intercept_ - (fitted.coef_ / spread) @ centre
    return Head(weight, bias)


def softmax(logits: np.ndarray) -> np.ndarray:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def surprise(logits: np.ndarray, grade: np.ndarray) -> float:
    """Mean -log of the probability given to the true grade."""
    return float(-np.log(softmax(logits)[np.arange(len(grade)), grade] + 1e-9).mean())


def best_temperature(logits: np.ndarray, grade: np.ndarray) -> float:
    """The temperature under which the held-out grades surprise least."""
    found = minimize_scalar(lambda t: surprise(logits / np.exp(t), grade), bounds=(-2, 3), method="bounded")
    return float(np.exp(found.x))
