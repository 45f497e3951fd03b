"""What reference implementations compute, for the tests of bench/detection and of src-main/core/opinions.

Needs Python 3.11 and requirements.txt beside this file (vus brings TensorFlow, about 2 GB). Run:
python3 -m venv ../../../build/python-detection
../../../build/python-detection/bin/pip install -r requirements.txt
../../../build/python-detection/bin/python make-fixtures.py
Everything is seeded; inputs are rounded before anything is computed on them. Another machine may differ in the last
bits. With --check nothing is written: it says whether what is there is still what the references compute.
"""

import json
import math
import pathlib
import sys
from importlib.metadata import version

import numpy as np
from pyod.models.pca import PCA
from scipy import stats
from vus.metrics import get_metrics

packages = ["numpy", "scipy", "scikit-learn", "pyod", "vus"]
root = pathlib.Path(__file__).resolve().parents[3]


def rounded(values, digits=4):
    return np.round(values, digits)


def truth_of(rows, ranges):
    truth = np.zeros(rows)
    for first, last in ranges:
        truth[first : last + 1] = 1
    return truth


def vus_case(name, ranges, scores, window=30):
    truth = truth_of(len(scores), ranges)
    found = get_metrics(scores, truth, metric="vus", slidingWindow=window)
    return {
        "name": name,
        "ranges": ranges,
        "slidingWindow": window,
        "scores": scores.tolist(),
        "vusPr": float(found["VUS_PR"]),
    }


def helpful(random, rows, ranges, late=0, gain=2.0):
    """Noise that rises `late` rows into each range and falls as late."""
    scores = random.gamma(2, 0.5, rows)
    for first, last in ranges:
        scores[first + late : last + 1 + late] += gain * random.random()
    return rounded(scores)


def vus_cases(random):
    few = [[60, 99], [180, 180], [300, 344]]
    edges = [[0, 12], [200, 230], [240, 260], [275, 280], [380, 399]]
    day = [[1140 + 150 * index, 1180 + 150 * index] for index in range(11)]
    return [
        vus_case("noise with some sense", few, helpful(random, 400, few)),
        vus_case("late", few, helpful(random, 400, few, late=20, gain=6)),
        vus_case("ranges at the ends and close together", edges, helpful(random, 400, edges, gain=4)),
        vus_case("a narrow window", edges, helpful(random, 400, edges, gain=4), window=7),
        vus_case("no window", few, helpful(random, 400, few), window=0),
        vus_case("heavy ties", few, rounded(helpful(random, 400, few), 0)),
        vus_case("fewer rows than thresholds", [[40, 60]], helpful(random, 120, [[40, 60]])),
        vus_case("all alike", few, np.full(400, 0.5)),
        vus_case("perfect", few, truth_of(400, few)),
        vus_case("upside down", few, 1 - truth_of(400, few)),
        vus_case("as long as day-a", day, rounded(helpful(random, 3000, day, late=5, gain=5), 2)),
    ]


def ks_case(name, baseline, window):
    baseline, window = rounded(baseline), rounded(window)
    return {
        "name": name,
        "baseline": baseline.tolist(),
        "window": window.tolist(),
        "statistic": float(stats.ks_2samp(window, baseline).statistic),
    }


def ks_cases(random):
    normal = random.normal(4, 1, 200)
    return [
        ks_case("alike", normal, random.normal(4, 1, 30)),
        ks_case("shifted up", normal, random.normal(5.5, 1, 30)),
        ks_case("shifted down", normal, random.normal(2.5, 1, 30)),
        ks_case("wider", normal, random.normal(4, 4, 30)),
        ks_case("narrower", normal, random.normal(4, 0.1, 30)),
        ks_case("apart", normal, random.normal(40, 1, 30)),
        ks_case("ties", np.floor(normal), np.floor(random.normal(4.5, 1, 30))),
        ks_case("constants", np.full(50, 2.0), np.full(30, 2.0)),
        ks_case("one value", normal, random.normal(4, 1, 1)),
    ]


def pca_case(random):
    """A baseline and its mirror image about a point: median and mean are the same."""
    centre = rounded(random.uniform(0, 10, 8))
    directions = np.linalg.qr(random.normal(0, 1, (8, 3)))[0].T
    factors = random.normal(0, 1, (150, 3)) @ (directions * [[4], [3.5], [3]])
    half = rounded(factors + random.normal(0, 0.3, (150, 8)))
    baseline = np.vstack([centre + half, centre - half])
    rows = rounded(centre + random.normal(0, 3, (20, 8)))
    share = 0.9
    fitted = PCA(n_components=share, svd_solver="full", standardization=False).fit(baseline).detector_
    return {
        "columns": 8,
        "explained": share,
        "baseline": rounded(baseline, 8).tolist(),
        "rows": rows.tolist(),
        "components": int(fitted.n_components_),
        "explainedShares": fitted.explained_variance_ratio_.tolist(),
        "errors": np.abs(rows - fitted.inverse_transform(fitted.transform(rows))).tolist(),
    }


def pareto_quantiles():
    return [
        {
            "shape": shape,
            "scale": scale,
            "share": share,
            "quantile": float(stats.genpareto.ppf(share, shape, scale=scale)),
        }
        for shape in (-0.3, 0, 1e-9, 0.1, 0.5)
        for scale in (0.2, 3)
        for share in (0, 0.5, 0.9, 0.999, 0.999999)
    ]


def pareto_samples(random):
    """Samples with the maximum-likelihood fit beside them."""
    cases = []
    for shape in (0.0, 0.1, 0.3):
        for size in (50, 500):
            sample = rounded(stats.genpareto.rvs(shape, scale=2, size=size, random_state=random))
            likeliest_shape, _, likeliest_scale = stats.genpareto.fit(sample, floc=0)
            cases.append(
                {
                    "shape": shape,
                    "scale": 2,
                    "excesses": sample.tolist(),
                    "likeliest": {"shape": float(likeliest_shape), "scale": float(likeliest_scale)},
                }
            )
    return cases


def isclose(left, right):
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(isclose(left[key], right[key]) for key in left)
    if isinstance(left, list):
        return len(left) == len(right) and all(map(isclose, left, right))
    if isinstance(left, float):
        return math.isclose(left, right, rel_tol=1e-6, abs_tol=1e-9)
    return left == right


def main():
    random = np.random.default_rng(20261123)
    written_by = ", ".join(f"{name} {version(name)}" for name in packages)
    files = {
        "bench/detection/reference/fixtures/vus.json": {
            "writtenBy": written_by,
            "cases": vus_cases(random),
        },
        "src-main/core/opinions/fixtures/references.json": {
            "writtenBy": written_by,
            "kolmogorovSmirnov": ks_cases(random),
            "pca": pca_case(random),
            "paretoQuantiles": pareto_quantiles(),
            "paretoSamples": pareto_samples(random),
        },
    }
    for name, fixtures in files.items():
        path = root / name
        if "--check" not in sys.argv:
            path.write_text(json.dumps(fixtures, separators=(",", ":")) + "\n")
        elif not isclose(fixtures, json.loads(path.read_text())):
            sys.exit(f"{name} is not what {written_by} compute. Run this without --check and look at the difference.")
        print(f"{name}: {written_by}")


if __name__ == "__main__":
    main()
