#!/usr/bin/python3
"""Runs the model on ONNX Runtime, in a process of its own: Debian's build of it fills stderr with a thousand lines.

usage: parity.py MODEL ROWS.npz ANSWERS.npy"""
import sys

import numpy as np
import onnxruntime


def main(model, rows, answers):
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    with np.load(rows) as file:
        history, calendar = file["history"], file["calendar"]
    np.save(answers, np.array([session.run(["demand"], {"history": history[i:i + 1], "calendar": calendar[i:i + 1]})[0][0, 0] for i in range(len(history))]))
    print(onnxruntime.__version__)


if __name__ == "__main__":
    main(*sys.argv[1:])
