"""A linear map, as the study's own lessons learn it."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class LinearMap:
    """`features @ weights + intercept`: (n, features) -> (n, outputs)."""

    weights: np.ndarray
    intercept: np.ndarray

    def __call__(self, features: np.ndarray) -> np.ndarray:
        result: np.ndarray = features @ self.weights + self.intercept
        return result
