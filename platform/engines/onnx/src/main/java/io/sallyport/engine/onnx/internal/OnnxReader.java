package io.sallyport.engine.onnx.internal;

import io.sallyport.engine.onnx.internal.Protobuf.MalformedException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads graphs from an ONNX file. Graphs may nest as deep as {@link OnnxGuard} lets them. For one thread.
 */
final class OnnxReader {
  private static final int MODEL_GRAPH = 7;
  private static final int MODEL_FUNCTION = 25;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int GRAPH_INPUT = 11;
  private static final int GRAPH_OUTPUT = 12;
  private static final int GRAPH_VALUE = 13;
  private static final int GRAPH_SPARSE = 15;
  private static final int FUNCTION_NAME = 1;
  private static final int FUNCTION_INPUT = 4;
  private static final int FUNCTION_OUTPUT = 5;
  private static final int FUNCTION_NODE = 7;
  private static final int FUNCTION_DOMAIN = 10;
  private static final int FUNCTION_VALUE = 12;
  private static final int FUNCTION_OVERLOAD = 13;
  private static final int NODE_INPUT = 1;
  private static final int NODE_OUTPUT = 2;
  private static final int NODE_NAME = 3;
  private static final int NODE_OPERATOR = 4;
  private static final int NODE_ATTRIBUTE = 5;
  private static final int NODE_DOMAIN = 7;
  private static final int NODE_OVERLOAD = 8;
  private static final int ATTRIBUTE_NAME = 1;
  private static final int ATTRIBUTE_NUMBER = 3;
  private static final int ATTRIBUTE_TENSOR = 5;
  private static final int ATTRIBUTE_GRAPH = 6;
  private static final int ATTRIBUTE_NUMBERS = 8;
  private static final int ATTRIBUTE_GRAPHS = 11;
  private static final int ATTRIBUTE_REFERENCE = 21;
  private static final int ATTRIBUTE_SPARSE = 22;
  private static final int VALUE_NAME = 1;
  private static final int VALUE_TYPE = 2;
  private static final int TYPE_TENSOR = 1;
  private static final int TENSOR_ELEMENT = 1;
  private static final int TENSOR_SHAPE = 2;
  private static final int SHAPE_AXIS = 1;
  private static final int AXIS_EXTENT = 1;

  private static final int MOST_NUMBERS = 1 << 16;

  private final OnnxParts parts = new OnnxParts();
  private final ConstantReader constants = new ConstantReader(parts);

  private OnnxReader() {}

  /** @throws MalformedException also for what no writer of ONNX writes */
  static OnnxFile read(ByteBuffer bytes) throws MalformedException {
    return new OnnxReader().model(bytes);
  }

  private OnnxFile model(ByteBuffer bytes) throws MalformedException {
    Optional<OnnxGraph> graph = Optional.empty();
    Map<String, OnnxGraph> functions = new HashMap<>();
    for (OnnxMessage model = new OnnxMessage(bytes); model.next(); ) {
      if (model.hasOnce(MODEL_GRAPH)) {
        graph = Optional.of(graph(model.bytes()));
      } else if (model.has(MODEL_FUNCTION)) {
        function(model.bytes(), functions);
      }
    }
    return new OnnxFile(graph.orElseThrow(() -> new MalformedException("it has no graph")), functions);
  }

  private String name(OnnxMessage message) throws MalformedException {
    parts.count();
    return message.text();
  }

  private OnnxGraph graph(ByteBuffer bytes) throws MalformedException {
    parts.enter();
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    List<OnnxNode> nodes = new ArrayList<>();
    Map<String, OnnxConstant> constants = new HashMap<>();
    Map<String, Extents> shapes = new HashMap<>();
    Map<String, ElementType> types = new HashMap<>();
    for (OnnxMessage graph = new OnnxMessage(bytes); graph.next(); ) {
      if (graph.has(GRAPH_NODE)) {
        nodes.add(node(graph.bytes()));
      } else if (graph.has(GRAPH_INITIALIZER)) {
        this.constants.initializer(graph.bytes(), constants);
      } else if (graph.has(GRAPH_SPARSE)) {
        this.constants.sparse(graph.bytes(), constants);
      } else if (graph.has(GRAPH_INPUT)) {
        inputs.add(value(graph.bytes(), shapes, types));
      } else if (graph.has(GRAPH_OUTPUT)) {
        outputs.add(value(graph.bytes(), new HashMap<>(), types));
      } else if (graph.has(GRAPH_VALUE)) {
        value(graph.bytes(), new HashMap<>(), types);
      }
    }
    parts.leave();
    return new OnnxGraph(inputs, outputs, nodes, constants, shapes, types);
  }

  private void function(ByteBuffer bytes, Map<String, OnnxGraph> functions) throws MalformedException {
    String name = "";
    String domain = "";
    String overload = "";
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    List<OnnxNode> nodes = new ArrayList<>();
    Map<String, ElementType> types = new HashMap<>();
    for (OnnxMessage function = new OnnxMessage(bytes); function.next(); ) {
      if (function.hasOnce(FUNCTION_NAME)) {
        name = function.text();
      } else if (function.hasOnce(FUNCTION_DOMAIN)) {
        domain = function.text();
      } else if (function.hasOnce(FUNCTION_OVERLOAD)) {
        overload = function.text();
      } else if (function.has(FUNCTION_INPUT)) {
        inputs.add(name(function));
      } else if (function.has(FUNCTION_OUTPUT)) {
        outputs.add(name(function));
      } else if (function.has(FUNCTION_NODE)) {
        nodes.add(node(function.bytes()));
      } else if (function.has(FUNCTION_VALUE)) {
        value(function.bytes(), new HashMap<>(), types);
      }
    }
    if (functions.put(OnnxNode.function(domain, name, overload), new OnnxGraph(inputs, outputs, nodes, Map.of(), Map.of(), types)) != null) {
      throw new MalformedException("a function is there twice");
    }
  }

  private OnnxNode node(ByteBuffer bytes) throws MalformedException {
    parts.count();
    String operator = "";
    String domain = "";
    String overload = "";
    String name = "";
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    Map<String, OnnxAttribute> attributes = new HashMap<>();
    for (OnnxMessage node = new OnnxMessage(bytes); node.next(); ) {
      if (node.hasOnce(NODE_OPERATOR)) {
        operator = node.text();
      } else if (node.hasOnce(NODE_DOMAIN)) {
        domain = node.text();
      } else if (node.hasOnce(NODE_OVERLOAD)) {
        overload = node.text();
      } else if (node.hasOnce(NODE_NAME)) {
        name = node.text();
      } else if (node.has(NODE_INPUT)) {
        inputs.add(name(node));
      } else if (node.has(NODE_OUTPUT)) {
        outputs.add(name(node));
      } else if (node.has(NODE_ATTRIBUTE)) {
        attribute(node.bytes(), attributes);
      }
    }
    return new OnnxNode(operator, domain, overload, name, inputs, outputs, attributes);
  }

  private void attribute(ByteBuffer bytes, Map<String, OnnxAttribute> attributes) throws MalformedException {
    parts.count();
    String name = "";
    long number = 0;
    List<Long> numbers = new ArrayList<>();
    Optional<OnnxConstant> tensor = Optional.empty();
    List<OnnxGraph> graphs = new ArrayList<>();
    boolean given = true;
    for (OnnxMessage attribute = new OnnxMessage(bytes); attribute.next(); ) {
      given &= attribute.addTo(numbers, ATTRIBUTE_NUMBERS, MOST_NUMBERS);
      if (attribute.hasOnce(ATTRIBUTE_NAME)) {
        name = attribute.text();
      } else if (attribute.hasOnce(ATTRIBUTE_NUMBER, Protobuf.VARINT)) {
        number = attribute.number();
      } else if (attribute.hasOnce(ATTRIBUTE_TENSOR)) {
        tensor = Optional.of(constants.tensor(attribute.bytes(), new ArrayList<>()));
      } else if (attribute.hasOnce(ATTRIBUTE_SPARSE)) {
        Map<String, OnnxConstant> one = new HashMap<>();
        constants.sparse(attribute.bytes(), one);
        tensor = one.values().stream().findFirst();
      } else if (attribute.hasOnce(ATTRIBUTE_GRAPH) || attribute.has(ATTRIBUTE_GRAPHS)) {
        graphs.add(graph(attribute.bytes()));
      } else if (attribute.has(ATTRIBUTE_REFERENCE)) {
        given &= attribute.text().isEmpty();
      }
    }
    if (attributes.put(name, new OnnxAttribute(number, numbers, tensor, graphs, given)) != null) {
      throw new MalformedException("an attribute is there twice");
    }
  }

  /** Its name. */
  private String value(ByteBuffer bytes, Map<String, Extents> shapes, Map<String, ElementType> types) throws MalformedException {
    parts.count();
    String name = "";
    Extents shape = Extents.UNKNOWN;
    ElementType type = ElementType.UNKNOWN;
    for (OnnxMessage value = new OnnxMessage(bytes); value.next(); ) {
      if (value.hasOnce(VALUE_NAME)) {
        name = value.text();
      } else if (value.hasOnce(VALUE_TYPE)) {
        type = tensorType(value.bytes());
        shape = shape(value.bytes());
      }
    }
    shapes.merge(name, shape, (one, other) -> Extents.UNKNOWN);
    ElementType former = types.put(name, type);
    if (former != null && former != type) { // an input that is an output too, or two that contradict
      types.put(name, former.isKnown() && type.isKnown() ? ElementType.UNKNOWN : former.isKnown() ? former : type);
    }
    return name;
  }

  private static ElementType tensorType(ByteBuffer bytes) throws MalformedException {
    ElementType type = ElementType.UNKNOWN;
    for (OnnxMessage kind = new OnnxMessage(bytes); kind.next(); ) {
      if (kind.hasOnce(TYPE_TENSOR)) {
        for (OnnxMessage tensor = new OnnxMessage(kind.bytes()); tensor.next(); ) {
          if (tensor.hasOnce(TENSOR_ELEMENT, Protobuf.VARINT)) {
            type = ElementType.of(tensor.number());
          }
        }
      }
    }
    return type;
  }

  private Extents shape(ByteBuffer type) throws MalformedException {
    Extents shape = Extents.UNKNOWN;
    for (OnnxMessage kind = new OnnxMessage(type); kind.next(); ) {
      if (kind.has(TYPE_TENSOR)) {
        for (OnnxMessage tensor = new OnnxMessage(kind.bytes()); tensor.next(); ) {
          if (tensor.hasOnce(TENSOR_SHAPE)) {
            shape = extents(tensor.bytes());
          }
        }
      }
    }
    return shape;
  }

  /** One where none is declared, or none that there is. */
  private Extents extents(ByteBuffer shape) throws MalformedException {
    List<Long> least = new ArrayList<>();
    for (OnnxMessage axes = new OnnxMessage(shape); axes.next(); ) {
      if (axes.has(SHAPE_AXIS)) {
        parts.count();
        long extent = 1;
        for (OnnxMessage axis = new OnnxMessage(axes.bytes()); axis.next(); ) {
          if (axis.hasOnce(AXIS_EXTENT, Protobuf.VARINT)) {
            extent = Math.max(1, axis.number());
          }
        }
        least.add(extent);
      }
    }
    return Extents.of(least);
  }
}
