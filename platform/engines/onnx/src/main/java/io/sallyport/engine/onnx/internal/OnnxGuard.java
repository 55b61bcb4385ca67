package io.sallyport.engine.onnx.internal;

import io.sallyport.engine.onnx.internal.Protobuf.MalformedException;
import io.sallyport.inference.engine.ModelFile;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads an ONNX file before ONNX Runtime does and refuses what would make it reach beyond that file: tensors whose values lie in other
 * files (any that the appliance may read would do, and their content would come out as an answer), compiled graphs that lie elsewhere,
 * operators of others, for which a library would have to be loaded. And what nests deeper than any net does.
 */
final class OnnxGuard {
  /** Numbers of fields in {@code onnx.proto}. */
  private static final int MODEL_GRAPH = 7;
  private static final int MODEL_OPSET = 8;
  private static final int MODEL_TRAINING = 20;
  private static final int MODEL_FUNCTION = 25;
  private static final int OPSET_DOMAIN = 1;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_TENSOR = 5;
  private static final int GRAPH_SPARSE = 15;
  private static final int FUNCTION_NODE = 7;
  private static final int FUNCTION_OPSET = 9;
  private static final int FUNCTION_DOMAIN = 10;
  private static final int FUNCTION_ATTRIBUTE = 11;
  private static final int NODE_OPERATOR = 4;
  private static final int NODE_ATTRIBUTE = 5;
  private static final int NODE_DOMAIN = 7;
  private static final Set<Integer> ATTRIBUTE_TENSORS = Set.of(5, 10);
  private static final Set<Integer> ATTRIBUTE_GRAPHS = Set.of(6, 11);
  private static final Set<Integer> ATTRIBUTE_SPARSE = Set.of(22, 23);
  private static final Set<Integer> SPARSE_TENSORS = Set.of(1, 2);
  private static final int TENSOR_EXTERNAL = 13;
  private static final int TENSOR_LOCATION = 14;

  /** Operators that ONNX Runtime brings along. */
  private static final Set<String> DOMAINS = Set.of("", "ai.onnx", "ai.onnx.ml", "com.microsoft");
  private static final Set<String> REACHING_OUT = Set.of("EPContext");
  private static final int DEEPEST = 32;
  private static final int LONGEST_NAME = 64;
  /** "ORTM". */
  private static final int OWN_FORMAT = 0x4f52544d;
  private static final int OWN_FORMAT_AT = 4;

  private final String where;
  /** Those, and the domains of functions that the model itself defines. */
  private final Set<String> domains = new HashSet<>(DOMAINS);

  private OnnxGuard(String where) {
    this.where = where;
  }

  /** With the operators that were tried. @throws RefusedException as below */
  static void check(ModelFile file) {
    check(file, TriedOperators.USUAL);
  }

  /** @throws RefusedException {@code SP-MODEL-0006} for bytes that are no ONNX, {@code SP-MODEL-0042}, {@code -0081}, {@code -0085}, {@code -0086} */
  static void check(ModelFile file, TriedOperators tried) {
    OnnxGuard guard = new OnnxGuard(file.name());
    try {
      ByteBuffer bytes = ByteBuffer.wrap(file.bytes());
      guard.format(bytes);
      guard.model(bytes);
      ValueFlow.check(OnnxReader.read(bytes), tried, file.name());
    } catch (MalformedException e) {
      throw new RefusedException(new Refusal("SP-MODEL-0006", "the file is no ONNX model: " + e.getMessage(), file.name(), "have the publisher release the package again"));
    }
  }

  /** ONNX Runtime takes bytes with its own mark for its own format, whatever else they could be read as. */
  private void format(ByteBuffer bytes) {
    if (bytes.remaining() >= OWN_FORMAT_AT + Integer.BYTES && bytes.getInt(OWN_FORMAT_AT) == OWN_FORMAT) {
      throw refused("the file is in ONNX Runtime's own format, which is not looked into");
    }
  }

  private void model(ByteBuffer bytes) throws MalformedException {
    boolean graph = false;
    for (Protobuf message = new Protobuf(bytes); message.next(); ) {
      if (message.is(MODEL_FUNCTION, Protobuf.BYTES)) {
        functionDomain(message.bytes());
      }
    }
    for (Protobuf message = new Protobuf(bytes); message.next(); ) {
      if (message.is(MODEL_GRAPH, Protobuf.BYTES)) {
        graph = true;
        graph(message.bytes(), 0);
      } else if (message.is(MODEL_OPSET, Protobuf.BYTES)) {
        operatorSet(message.bytes());
      } else if (message.is(MODEL_FUNCTION, Protobuf.BYTES)) {
        function(message.bytes());
      } else if (message.is(MODEL_TRAINING, Protobuf.BYTES)) {
        throw refused("the model brings a training graph");
      }
    }
    if (!graph) {
      throw new MalformedException("it has no graph");
    }
  }

  private void functionDomain(ByteBuffer bytes) throws MalformedException {
    for (Protobuf message = new Protobuf(bytes); message.next(); ) {
      if (message.is(FUNCTION_DOMAIN, Protobuf.BYTES)) {
        domains.add(message.text());
      }
    }
  }

  private void operatorSet(ByteBuffer bytes) throws MalformedException {
    for (Protobuf message = new Protobuf(bytes); message.next(); ) {
      if (message.is(OPSET_DOMAIN, Protobuf.BYTES)) {
        domain(message.text());
      }
    }
  }

  private void function(ByteBuffer bytes) throws MalformedException {
    for (Protobuf message = new Protobuf(bytes); message.next(); ) {
      if (message.is(FUNCTION_NODE, Protobuf.BYTES)) {
        node(message.bytes(), 0);
      } else if (message.is(FUNCTION_OPSET, Protobuf.BYTES)) {
        operatorSet(message.bytes());
      } else if (message.is(FUNCTION_ATTRIBUTE, Protobuf.BYTES)) {
        attribute(message.bytes(), 0);
      }
    }
  }

  private void graph(ByteBuffer bytes, int depth) throws MalformedException {
    if (depth > DEEPEST) {
      throw refused("graphs are nested more than " + DEEPEST + " deep");
    }
    for (Protobuf message = new Protobuf(bytes); message.next(); ) {
      if (message.is(GRAPH_NODE, Protobuf.BYTES)) {
        node(message.bytes(), depth);
      } else if (message.is(GRAPH_TENSOR, Protobuf.BYTES)) {
        tensor(message.bytes());
      } else if (message.is(GRAPH_SPARSE, Protobuf.BYTES)) {
        sparse(message.bytes());
      }
    }
  }

  private void node(ByteBuffer bytes, int depth) throws MalformedException {
    for (Protobuf message = new Protobuf(bytes); message.next(); ) {
      if (message.is(NODE_DOMAIN, Protobuf.BYTES)) {
        domain(message.text());
      } else if (message.is(NODE_OPERATOR, Protobuf.BYTES) && REACHING_OUT.contains(message.text())) {
        throw refused("the operator " + message.text() + " runs what lies outside the file");
      } else if (message.is(NODE_ATTRIBUTE, Protobuf.BYTES)) {
        attribute(message.bytes(), depth);
      }
    }
  }

  private void attribute(ByteBuffer bytes, int depth) throws MalformedException {
    for (Protobuf message = new Protobuf(bytes); message.next(); ) {
      if (isOneOf(message, ATTRIBUTE_TENSORS)) {
        tensor(message.bytes());
      } else if (isOneOf(message, ATTRIBUTE_SPARSE)) {
        sparse(message.bytes());
      } else if (isOneOf(message, ATTRIBUTE_GRAPHS)) {
        graph(message.bytes(), depth + 1);
      }
    }
  }

  private void sparse(ByteBuffer bytes) throws MalformedException {
    for (Protobuf message = new Protobuf(bytes); message.next(); ) {
      if (isOneOf(message, SPARSE_TENSORS)) {
        tensor(message.bytes());
      }
    }
  }

  private void tensor(ByteBuffer bytes) throws MalformedException {
    for (Protobuf message = new Protobuf(bytes); message.next(); ) {
      if (message.is(TENSOR_EXTERNAL, Protobuf.BYTES) || message.is(TENSOR_LOCATION, Protobuf.VARINT) && message.number() != 0) {
        throw refused("a tensor's values lie in another file");
      }
    }
  }

  private void domain(String name) {
    if (!domains.contains(name)) {
      throw refused("the operators of " + shortened(name) + " are not ONNX Runtime's own");
    }
  }

  /** A name out of a file, for a message. */
  static String shortened(String name) {
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
  }

  private static boolean isOneOf(Protobuf message, Set<Integer> fields) {
    return fields.stream().anyMatch(field -> message.is(field, Protobuf.BYTES));
  }

  /** Whether ONNX Runtime brings along the operators of the domain. */
  static boolean isBuiltIn(String domain) {
    return DOMAINS.contains(domain);
  }

  private RefusedException refused(String what) {
    return refused(what, where);
  }

  static RefusedException refused(String what, String where) {
    return new RefusedException(new Refusal("SP-MODEL-0042", what, where, "have the publisher release a model of one file with ONNX's own operators"));
  }
}
