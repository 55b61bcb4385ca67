"""Writes a gradient-boosted regressor of scikit-learn as ONNX nodes. Only what this project needs."""
from onnx import helper


def tree_ensemble(model, features, output):
    """A TreeEnsembleRegressor node (ai.onnx.ml): what model.predict gives for one row of float32 features."""
    columns = {key: [] for key in ("nodes_treeids", "nodes_nodeids", "nodes_featureids", "nodes_values", "nodes_modes", "nodes_truenodeids",
                                   "nodes_falsenodeids", "target_treeids", "target_nodeids", "target_ids", "target_weights")}
    for number, stage in enumerate(model.estimators_[:, 0]):
        tree = stage.tree_
        for node in range(tree.node_count):
            leaf = tree.children_left[node] < 0
            columns["nodes_treeids"].append(number)
            columns["nodes_nodeids"].append(node)
            columns["nodes_featureids"].append(0 if leaf else int(tree.feature[node]))
            columns["nodes_values"].append(0.0 if leaf else float(tree.threshold[node]))
            columns["nodes_modes"].append("LEAF" if leaf else "BRANCH_LEQ")
            columns["nodes_truenodeids"].append(0 if leaf else int(tree.children_left[node]))
            columns["nodes_falsenodeids"].append(0 if leaf else int(tree.children_right[node]))
            if leaf:
                columns["target_treeids"].append(number)
                columns["target_nodeids"].append(node)
                columns["target_ids"].append(0)
                columns["target_weights"].append(float(model.learning_rate * tree.value[node, 0, 0]))
    start = float(model.init_.constant_.ravel()[0])
    return helper.make_node("TreeEnsembleRegressor", [features], [output], domain="ai.onnx.ml", n_targets=1, base_values=[start], **columns)
