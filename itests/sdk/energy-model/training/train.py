#!/usr/bin/python3
"""Trains the model, measures it, and writes all that the package holds (model.onnx, model.json, golden.json, model-card.md), and for the tests
metrics.json and predictions.csv. Same inputs, same versions: same bytes.

usage: train.py MODEL RESULTS      (Debian: apt-get install python3-sklearn python3-onnx python3-onnxruntime)"""
import json
import os
import subprocess
import sys
import tempfile

import numpy as np
import onnx
import sklearn
from onnx import TensorProto, helper, numpy_helper
from sklearn.ensemble import GradientBoostingRegressor

import demand as data
from card import card
from tree_onnx import tree_ensemble

NAME, VERSION = "acme-energy-day-ahead", "1.0.0"
GRID = [dict(n_estimators=n, max_depth=d, learning_rate=r) for n in (100, 200) for d in (3, 4) for r in (0.05, 0.1)]
FIXED = dict(loss="huber", min_samples_leaf=20, random_state=0)


def main(folder, results):
    demand = data.load()
    train, validation, test = (dataset(demand, a, b) for a, b in
                               ((0, data.TRAIN_END), (data.TRAIN_END, data.VALIDATION_END), (data.VALIDATION_END, data.END)))
    tried = [(float(mae(forecast(fit(train, **one), validation), validation)), one) for one in GRID]
    chosen = min(tried, key=lambda entry: entry[0])
    model = fit(joined(train, validation), **chosen[1])

    os.makedirs(folder, exist_ok=True)
    os.makedirs(results, exist_ok=True)
    path = os.path.join(folder, "model.onnx")
    onnx.save(graph(model), path)
    expected = forecast(model, test)
    metrics = measure(train, validation, test, expected, chosen, model)
    metrics["made_with"]["onnxruntime"], metrics["parity_mw"] = parity(path, test, expected)

    write(results, "metrics.json", json.dumps(metrics, indent=2) + "\n")
    write(folder, "model.json", json.dumps(description(metrics), indent=2) + "\n")
    write(folder, "golden.json", json.dumps(golden(model, demand, test)) + "\n")
    write(folder, "model-card.md", card(NAME, VERSION, metrics, FIXED, chosen[1]))
    write(results, "predictions.csv", "index,forecast_mw\n" + "".join("%d,%.6f\n" % pair for pair in zip(test["times"], expected)))
    print(json.dumps(metrics, indent=2))


def dataset(demand, first, last):
    times, history, calendar = data.histories(demand, first, last)
    return dict(times=times, history=history, calendar=calendar, actual=demand[times])


def joined(*sets):
    return {key: np.concatenate([one[key] for one in sets]) for key in sets[0]}


def fit(rows, **parameters):
    model = GradientBoostingRegressor(**FIXED, **parameters)
    return model.fit(data.features(rows["history"], rows["calendar"]), rows["actual"] - data.base(rows["history"]))


def forecast(model, rows):
    return data.base(rows["history"]).astype(np.float64) + model.predict(data.features(rows["history"], rows["calendar"]))


def mae(forecasts, rows):
    return np.mean(np.abs(forecasts - rows["actual"]))


def errors(forecasts, rows):
    wrong = np.abs(forecasts - rows["actual"])
    return dict(mae_mw=float(wrong.mean()), mape_percent=float(100 * np.mean(wrong / rows["actual"])), p95_mw=float(np.quantile(wrong, 0.95)),
                worst_mw=float(wrong.max()))


def measure(train, validation, test, forecasts, chosen, model):
    naive_week, naive_day = data.base(test["history"]), test["history"][:, -1]
    weeks = [dict(week=int(week) + 1, mae_mw=float(np.abs(forecasts - test["actual"])[test["times"] // data.WEEK == week].mean()),
                  naive_week_mae_mw=float(np.abs(naive_week - test["actual"])[test["times"] // data.WEEK == week].mean()))
             for week in np.unique(test["times"] // data.WEEK)]
    return dict(rows=dict(train=len(train["times"]), validation=len(validation["times"]), test=len(test["times"])),
                validation_mae_mw=chosen[0], validation_naive_week_mae_mw=float(mae(data.base(validation["history"]), validation)),
                test=dict(model=errors(forecasts, test), naive_week=errors(naive_week, test), naive_day=errors(naive_day, test)), test_weeks=weeks,
                importance=dict(zip(data.FEATURES, (float(share) for share in model.feature_importances_))),
                made_with=dict(python="%d.%d" % sys.version_info[:2], sklearn=sklearn.__version__, numpy=np.__version__, onnx=onnx.__version__))


def graph(model):
    """history, calendar -> features -> trees -> + naive forecast -> demand. The same arithmetic as demand.features and demand.base."""
    nodes, constants = [], []

    def constant(name, *values):
        constants.append(numpy_helper.from_array(np.array(values, dtype=np.int64), name))
        return name

    def cut(name, source, first, last):
        nodes.append(helper.make_node("Slice", [source, constant(name + "_from", first), constant(name + "_to", last), "columns"], [name]))
        return name

    def total(name, source, first, last):
        nodes.append(helper.make_node("ReduceSum", [cut(name + "_part", source, first, last), "columns"], [name], keepdims=1))
        return name

    def less(name, a, b):
        nodes.append(helper.make_node("Sub", [a, b], [name]))
        return name

    constant("columns", 1)
    newest, oldest, weekly = cut("newest", "history", data.HISTORY - 1, data.HISTORY), cut("oldest", "history", data.DAY - 1, data.DAY), \
        cut("week_before", "history", 2 * data.DAY - 1, 2 * data.DAY)
    rows = [less("change_of_newest", newest, oldest),
            less("change_of_day", total("this_day", "history", data.HISTORY - data.DAY, data.HISTORY), total("last_day", "history", 0, data.DAY)),
            less("change_of_6h", total("this_6h", "history", data.HISTORY - 12, data.HISTORY), total("last_6h", "history", data.DAY - 12, data.DAY)),
            less("change_from_yesterday", newest, weekly), "calendar"]
    nodes.append(helper.make_node("Concat", rows, ["features"], axis=1))
    nodes.append(tree_ensemble(model, "features", "difference"))
    nodes.append(helper.make_node("Add", ["difference", weekly], ["demand"]))
    made = helper.make_model(helper.make_graph(
        nodes, NAME, [helper.make_tensor_value_info("history", TensorProto.FLOAT, [1, data.HISTORY]),
                      helper.make_tensor_value_info("calendar", TensorProto.FLOAT, [1, 2])],
        [helper.make_tensor_value_info("demand", TensorProto.FLOAT, [1, 1])], constants),
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)], ir_version=8, producer_name=NAME, producer_version=VERSION)
    onnx.checker.check_model(made)
    return made


def parity(path, rows, expected):
    """Version of ONNX Runtime, and the largest difference of its answers to scikit-learn's, MW."""
    with tempfile.TemporaryDirectory() as folder:
        asked, answers = os.path.join(folder, "rows.npz"), os.path.join(folder, "answers.npy")
        np.savez(asked, history=rows["history"], calendar=rows["calendar"])
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "parity.py")
        done = subprocess.run([sys.executable, script, path, asked, answers], capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout.strip(), float(np.max(np.abs(np.load(answers) - expected)))


def description(metrics):
    """Name, version and digest are filled in by the build."""
    return {"schema": "sallyport.model/1", "format": "onnx", "file": "model.onnx",
            "inputs": [{"name": "history", "type": "FP32", "shape": [1, data.HISTORY], "unit": "MW",
                        "what": "half-hourly demand, oldest first, the newest from one day before the forecast time"},
                       {"name": "calendar", "type": "FP32", "shape": [1, 2], "unit": "1",
                        "what": "half-hour of the day of the forecast time, 0 to 47; its weekday, 1 (Monday) to 7"}],
            "outputs": [{"name": "demand", "type": "FP32", "shape": [1, 1], "unit": "MW", "what": "the forecast"}],
            "golden": "golden.json", "card": "model-card.md",
            "parameters": {"period_s": 1800, "horizon": data.HORIZON, "error_p95": round(metrics["test"]["model"]["p95_mw"], 1)}}


def golden(model, demand, test):
    """What scikit-learn, not ONNX Runtime, answers: each vector is a proof of parity on the appliance as well."""
    chosen = [(what, test["history"][i], test["calendar"][i]) for what, i in
              (("Monday, 03:00", 6), ("Tuesday, 17:30", 83), ("Saturday, 12:00", 264), ("Sunday, 20:00", 328))]
    chosen.append(("a flat history", np.full(data.HISTORY, 30_000, np.float32), np.array([24, 3], np.float32)))
    vectors = []
    for what, history, calendar in chosen:
        answer = forecast(model, dict(history=history[None], calendar=calendar[None]))[0]
        vectors.append({"what": what, "inputs": {"history": [float(v) for v in history], "calendar": [float(v) for v in calendar]},
                        "outputs": {"demand": [float(answer)]}})
    return {"tolerance": 1e-5, "vectors": vectors}


def write(folder, name, text):
    with open(os.path.join(folder, name), "w") as file:
        file.write(text)


if __name__ == "__main__":
    main(*sys.argv[1:])
