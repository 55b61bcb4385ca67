#!/usr/bin/env python3
"""Writes the archetype's model.onnx and golden.json: score = (reading - 50) / 20. Needs Debian's python3-onnx."""
import json, pathlib
import numpy, onnx
from onnx import helper, TensorProto
from onnx.reference import ReferenceEvaluator

out = pathlib.Path(__file__).parent / "src/main/resources/archetype-resources/src/main/model"
constants = [helper.make_tensor(name, TensorProto.FLOAT, [1], [value]) for name, value in (("mean", 50.0), ("deviation", 20.0))]
nodes = [helper.make_node("Sub", ["reading", "mean"], ["centred"]), helper.make_node("Div", ["centred", "deviation"], ["score"])]
value = lambda name: helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 1])
model = helper.make_model(helper.make_graph(nodes, "distance", [value("reading")], [value("score")], constants), opset_imports=[helper.make_opsetid("", 13)], ir_version=8, producer_name="")
onnx.checker.check_model(model, full_check=True)
(out / "model.onnx").write_bytes(model.SerializeToString())
run = ReferenceEvaluator(model)
vectors = [{"what": what, "inputs": {"reading": [x]}, "outputs": {"score": [float(run.run(None, {"reading": numpy.array([[x]], numpy.float32)})[0][0][0])]}}
           for what, x in (("in the middle", 50.0), ("high", 90.0), ("low", -10.0))]
(out / "golden.json").write_text(json.dumps({"tolerance": 1e-6, "vectors": vectors}, indent=2) + "\n")
