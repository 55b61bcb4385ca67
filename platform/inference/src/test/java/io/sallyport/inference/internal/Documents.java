package io.sallyport.inference.internal;

import java.nio.charset.StandardCharsets;

/** Documents of a small model: input {@code x} [1,2,3], output {@code score} [1,1]; single quotes stand for double ones. */
final class Documents {
  static final String CARD = """
      {'schema': 'sallyport.model-card/1', 'name': 'm', 'version': '1.0.0', 'summary': 's', 'intendedUse': 'u', 'notFor': ['n'], 'deterministic': true,
       'learnsInOperation': false, 'licence': 'Apache-2.0',
       'inputs': [{'name': 'x', 'type': 'FP32', 'shape': [1, 2, 3], 'description': 'd'}],
       'outputs': [{'name': 'score', 'type': 'FP32', 'shape': [1, 1], 'description': 'd'}],
       'data': [{'name': 'd', 'source': 's', 'licence': 'l', 'use': 'u'}], 'training': {'method': 'm'},
       'metrics': [{'name': 'area', 'value': 0.9, 'on': 'test'}], 'limits': ['few data']}""";
  static final String REFERENCE = """
      {'schema': 'sallyport.reference/1', 'name': 'm', 'version': '1.0.0', 'data': 'd', 'window': 100, 'limits': {'psi': 0.3, 'ks': 0.2}, 'features': [
       {'name': 'b', 'input': 'x', 'axis': 2, 'index': 1, 'take': 'last', 'edges': [1, 2, 3], 'counts': [25, 25, 25, 25], 'mean': 2, 'deviation': 1},
       {'name': 'mean of a', 'input': 'x', 'axis': 2, 'index': 0, 'take': 'mean', 'edges': [0], 'counts': [1, 1], 'mean': 0, 'deviation': 1},
       {'name': 'score', 'output': 'score', 'take': 'last', 'edges': [0.5], 'counts': [9, 1], 'mean': 0.2, 'deviation': 0.1, 'limits': {'psi': 1, 'ks': 0.9}}]}""";
  private static final String MODEL = """
      {'schema': 'sallyport.model/1', 'name': 'm', 'version': '1.0.0', 'format': 'onnx', 'file': 'm.onnx', 'sha256': '%s',
       'inputs': [{'name': 'x', 'type': 'FP32', 'shape': [1, 2, 3]}], 'outputs': [{'name': 'score', 'type': 'FP32', 'shape': [1, 1]}],
       'golden': 'golden.json', 'card': 'c.md', 'cardData': 'c.json', 'reference': 'reference.json', 'parameters': {'threshold': 0.5}}""";

  private Documents() {}

  static byte[] bytes(String text) {
    return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  static ModelDocument model() {
    return ModelDocument.parse(bytes(MODEL.formatted("0".repeat(64))), "model.json");
  }

  static ReferenceDocument reference() {
    return ReferenceDocument.parse(bytes(REFERENCE), model(), "reference.json");
  }
}
