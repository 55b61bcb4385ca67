package io.sallyport.engine.onnx.internal;

import java.util.Map;

/**
 * What an ONNX file says, as far as it is looked at before ONNX Runtime reads it. Immutable.
 *
 * @param functions that the model itself defines, by {@link OnnxNode#function}
 */
record OnnxFile(OnnxGraph graph, Map<String, OnnxGraph> functions) {
  OnnxFile {
    functions = Map.copyOf(functions);
  }
}
