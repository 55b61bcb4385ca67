"""The data, the features and the split. What the features are is said once more, in ONNX, in train.py; a test compares both."""
import csv
import os

import numpy as np

DAY = 48
WEEK = 7 * DAY
HISTORY = WEEK + DAY      # what the model sees: the newest value and the 383 before it
HORIZON = DAY             # it forecasts the value one day after the newest
FEATURES = ["change_of_newest", "change_of_day", "change_of_6h", "change_from_yesterday", "half_hour", "weekday"]

# by time, in whole weeks: nothing of a later part is seen in an earlier one
TRAIN_END, VALIDATION_END, END = 8 * WEEK, 10 * WEEK, 12 * WEEK


def load():
    """4032 half-hourly values, MW, from Monday 2000-06-05 00:00."""
    with open(os.path.join(os.path.dirname(__file__), "gb-half-hourly-demand.csv")) as file:
        return np.array([float(row["mw"]) for row in csv.DictReader(file)])


def histories(demand, first, last):
    """For each forecast time t in first..last-1: the history that is known one day before, and the calendar of t."""
    times = np.arange(max(first, HISTORY + HORIZON - 1), last)
    rows = np.stack([demand[t - HORIZON - HISTORY + 1:t - HORIZON + 1] for t in times])
    calendar = np.stack([times % DAY, times // DAY % 7 + 1], axis=1)
    return times, rows.astype(np.float32), calendar.astype(np.float32)


def features(history, calendar):
    """Sums and differences of whole megawatts: exact in float32, so that training and ONNX Runtime see the same numbers."""
    this_day, last_week_day = history[:, -DAY:], history[:, :DAY]
    columns = [
        history[:, -1] - history[:, DAY - 1],                                  # newest value, against a week before it
        this_day.sum(axis=1) - last_week_day.sum(axis=1),                      # newest day, likewise
        this_day[:, -12:].sum(axis=1) - last_week_day[:, -12:].sum(axis=1),    # newest 6 hours, likewise
        history[:, -1] - history[:, 2 * DAY - 1],                              # newest value, against the base below
        calendar[:, 0],
        calendar[:, 1],
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def base(history):
    """The naive forecast: the value one week before the forecast time. The model forecasts the difference to it."""
    return history[:, 2 * DAY - 1]
