"""Samples of real people that others published, for checking a method against known answers."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from vakmeten.places import packaged_path

SAMPLES = ("nsw", "nsw_cps")


def read_sample(name: Literal["nsw", "nsw_cps"]) -> pd.DataFrame:
    """The National Supported Work experiment, or its treated beside a sample of the population.

    "nsw":     445 rows: 185 men whom a lot put in the programme (9 to 18 months of guaranteed
               work), then 260 whom it left out. Treated minus control in re78 is the effect.
    "nsw_cps": 16,177 rows: the same 185, then 15,992 of the Current Population Survey (CPS1), who
               are older and earned far more. A method has to get from here to that effect.
    Columns, as published and in that order; none is ever missing:
    data_id:          the sample a row comes from, no number of a person.
    treat:            1 in the programme, else 0.
    age, educ:        years of age; years of education.
    black, hisp:      origin by the researchers, 1 or 0: needed for the published numbers, and
                      never recorded in vakmeten (an import refuses such a column).
    marr, nodegree:   1 married; 1 without high school degree.
    re74, re75, re78: earnings in that year in dollars of constant prices, 0 if none; the
                      programme lies between 1975 and 1978.
    u74, u75:         added here: 1 where the earnings of that year were 0.
    Whole numbers are int64, earnings float64 (published as float32: cast, they are equal bit for
    bit). The first five rows of "nsw", without data_id:

        treat  age  educ  black  hisp  marr  nodegree  re74  re75        re78  u74  u75
            1   37    11      1     0     1         1   0.0   0.0   9930.0460    1    1
            1   22     9      0     1     0         1   0.0   0.0   3595.8940    1    1
            1   30    12      1     0     0         0   0.0   0.0  24909.4500    1    1
            1   27    11      1     0     0         1   0.0   0.0   7506.1460    1    1
            1   33     8      1     0     0         1   0.0   0.0    289.7899    1    1

    Raises ValueError for another name.
    Source: LaLonde (1986), American Economic Review 76, 604-620; the selection of Dehejia & Wahba
    (1999), doi:10.1080/01621459.1999.10473858, and (2002), Review of Economics and Statistics 84,
    151-161; as shipped in causaldata 0.1.5 (MIT: `sample_data/nsw/LICENSE`).
    """
    if name not in SAMPLES:
        raise ValueError(f"there is no sample {name!r}: choose from {', '.join(SAMPLES)}")
    frame = _read("nsw.csv")
    if name == "nsw_cps":
        frame = pd.concat([frame.query("treat == 1"), _read("cps.csv")], ignore_index=True)
    for year in ("74", "75"):
        frame[f"u{year}"] = (frame[f"re{year}"] == 0).astype("int64")
    return frame


def _read(file: str) -> pd.DataFrame:
    return pd.read_csv(packaged_path("sample_data") / "nsw" / file)
