"""The model card, with the measured figures."""


def card(name, version, metrics, fixed, chosen):
    test, rows, made = metrics["test"], metrics["rows"], metrics["made_with"]
    figures = "\n".join("| %s | %.0f | %.2f %% | %.0f | %.0f |" % (title, test[key]["mae_mw"], test[key]["mape_percent"], test[key]["p95_mw"], test[key]["worst_mw"])
                        for title, key in (("**this model**", "model"), ("the value one week before (naive)", "naive_week"), ("the value one day before (naive)", "naive_day")))
    weeks = "\n".join("| %d | %.0f | %.0f |" % (one["week"], one["mae_mw"], one["naive_week_mae_mw"]) for one in metrics["test_weeks"])
    shares = ", ".join("%s %.0f %%" % (key, 100 * share) for key, share in sorted(metrics["importance"].items(), key=lambda pair: -pair[1]))
    settings = ", ".join("%s %s" % pair for pair in {**fixed, **chosen}.items())
    gain = 100 * (1 - test["model"]["mae_mw"] / test["naive_week"]["mae_mw"])
    return """# %s %s

Forecasts electricity demand, in MW, for one half-hour, one day ahead. Static and deterministic: it does not learn in operation.

## Input and output
`history`: 384 half-hourly values, MW, oldest first; the newest is from exactly one day before the forecast time. No gaps: fill or refuse them before.
`calendar`: half-hour of the day of the forecast time, 0 to 47, and its weekday, 1 (Monday) to 7. `demand`: the forecast, MW.
`parameters`: `period_s` and `horizon` (half-hours) of the series, `error_p95` (MW): 95 %% of the forecasts for the test weeks were off by less.

## Data
J. W. Taylor's published series (National Grid): half-hourly electricity demand in England and Wales, 2000-06-05 to 2000-08-27, 4032 values; taken from Debian `r-cran-forecast` 8.23.0.
Split by time, in whole weeks: weeks 1 to 8 train (%d forecast times), weeks 9 and 10 validation (%d), weeks 11 and 12 test (%d). No holiday falls into them.

## Model
Gradient-boosted regression trees (scikit-learn %s: %s). They forecast the *difference* to the value one week before, from six numbers that the ONNX graph computes itself of its inputs.
Settings chosen among 8 on the validation weeks (mean error %.0f MW; naive %.0f MW), then trained on weeks 1 to 10, and measured once on weeks 11 and 12. Share in the splits: %s.

## Results on the test weeks
| forecast | mean error, MW | mean error, relative | 95 %% are within, MW | worst, MW |
|---|---|---|---|---|
%s

The mean error is %.0f %% below that of the better naive forecast. By week:

| week | this model, MW | one week before, MW |
|---|---|---|
%s

Where the naive forecast is better in a week, that is so: it is hard to beat while one week is like the next.

ONNX Runtime %s and scikit-learn differ by at most %.4f MW over the test weeks.

## Limits
- One summer of one country, 26 years ago: it shows the way, it forecasts no grid of today. Train it on the site's own series.
- No weather, no holidays: a bank holiday is forecast like any weekday.
- Trees do not extrapolate: a change against the week before that is larger than any in training is forecast as the largest seen.
- Forecast times that follow each other share their history: the errors are not independent, and two test weeks are few.
- A forecast, not a set-point: not for decisions about safety.

Made with Python %s, scikit-learn %s, numpy %s, onnx %s, onnxruntime %s: `training/train.py`.
""" % (name, version, rows["train"], rows["validation"], rows["test"], made["sklearn"], settings, metrics["validation_mae_mw"],
       metrics["validation_naive_week_mae_mw"], shares, figures, gain, weeks, made["onnxruntime"], metrics["parity_mw"], made["python"], made["sklearn"],
       made["numpy"], made["onnx"], made["onnxruntime"])
