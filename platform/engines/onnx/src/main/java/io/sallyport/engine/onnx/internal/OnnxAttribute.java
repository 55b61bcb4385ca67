package io.sallyport.engine.onnx.internal;

import java.util.List;
import java.util.Optional;

/**
 * A setting of a node. Immutable.
 *
 * @param number its {@code i}; 0 without one
 * @param numbers its {@code ints}
 * @param given false if it is an attribute of the function around it, and only a call says what it is
 */
record OnnxAttribute(long number, List<Long> numbers, Optional<OnnxConstant> tensor, List<OnnxGraph> graphs, boolean given) {
  OnnxAttribute {
    numbers = List.copyOf(numbers);
    graphs = List.copyOf(graphs);
  }
}
