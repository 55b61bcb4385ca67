package io.sallyport.engine.onnx.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows through a model what its values may be: from constants, from extents, and from what keeps numbers within limits ({@code Max}, {@code Clip}); what a call sends
 * may be anything. Each node is shown what is known of its inputs, and refused where ONNX Runtime would not survive them. For one thread.
 */
final class ValueFlow {
  /** Functions may be called by functions; each call is followed. */
  private static final int DEEPEST = 32;
  private static final int MOST_NODES = 1_000_000;
  private static final Known TURN = new Known(ElementType.INT64, true, Whole.between(0, Long.MAX_VALUE));

  private final OnnxFile file;
  private final TriedOperators tried;
  private final String where;
  private int nodes;

  /** Values by name, those of the graph around included. */
  private record Scope(Optional<Scope> around, Map<String, Known> values) {
    void put(String name, Known known) {
      if (!name.isEmpty()) {
        values.put(name, known);
      }
    }

    /** Nothing is known of what is left out. */
    Known find(String name) {
      Known own = values.get(name);
      return own != null ? own : around.map(outer -> outer.find(name)).orElse(Known.NOTHING);
    }
  }

  private ValueFlow(OnnxFile file, TriedOperators tried, String where) {
    this.file = file;
    this.tried = tried;
    this.where = where;
  }

  /**
   * @throws io.sallyport.trust.RefusedException {@code SP-MODEL-0081}, {@code -0085}, {@code -0086}; {@code -0042} for functions that call each other without end
   */
  static void check(OnnxFile file, TriedOperators tried, String where) {
    OnnxGraph graph = file.graph();
    new ValueFlow(file, tried, where).graph(graph, Optional.empty(), graph.inputs().stream().map(graph::sent).toList(), 0);
  }

  /** @param given inputs, as far as something is known of them @return outputs */
  private List<Known> graph(OnnxGraph graph, Optional<Scope> around, List<Known> given, int depth) {
    if (depth > DEEPEST) {
      throw OnnxGuard.refused("functions and graphs are nested more than " + DEEPEST + " deep", where);
    }
    Scope scope = new Scope(around, new HashMap<>());
    graph.constants().forEach((name, constant) -> scope.put(name, Known.of(constant)));
    for (int i = 0; i < graph.inputs().size(); i++) {
      String name = graph.inputs().get(i);
      Known known = i < given.size() ? given.get(i) : Known.NOTHING;
      if (around.isPresent() || !graph.constants().containsKey(name)) { // a model's own input with a constant of its name is no input: no call can send it
        scope.put(name, known.or(graph.type(name)));
      }
    }
    graph.nodes().forEach(node -> node.outputs().forEach(name -> scope.put(name, Known.of(graph.type(name)))));
    for (OnnxNode node : graph.nodes()) {
      List<Known> results = node(node, scope, depth);
      for (int i = 0; i < node.outputs().size(); i++) {
        String name = node.outputs().get(i);
        scope.put(name, (i < results.size() ? results.get(i) : Known.NOTHING).or(graph.type(name)));
      }
    }
    return graph.outputs().stream().map(scope::find).toList();
  }

  private List<Known> node(OnnxNode node, Scope scope, int depth) {
    if (++nodes > MOST_NODES) {
      throw OnnxGuard.refused("it has more than " + MOST_NODES + " nodes, those of functions counted at each call", where);
    }
    List<Known> inputs = node.inputs().stream().map(scope::find).toList();
    OnnxGraph function = file.functions().get(node.function());
    if (function == null || OnnxGuard.isBuiltIn(node.domain())) {
      tried.require(node, where);
    }
    WholeDivision.require(node, inputs, where);
    UncheckedOperators.require(node, inputs, where);
    if (function != null) {
      List<Known> results = graph(function, Optional.empty(), inputs, depth + 1);
      return OnnxGuard.isBuiltIn(node.domain()) ? List.of() : results; // which of the two it is, is ONNX Runtime's to say
    }
    List<OnnxGraph> graphs = node.attributes().values().stream().flatMap(attribute -> attribute.graphs().stream()).toList();
    return graphs.isEmpty() ? Propagation.of(node, inputs) : around(node, inputs, graphs, scope, depth + 1);
  }

  /** A node that runs graphs. */
  private List<Known> around(OnnxNode node, List<Known> inputs, List<OnnxGraph> graphs, Scope scope, int depth) {
    List<Known> given = new ArrayList<>();
    if (node.is("Loop")) {
      given.add(TURN);
      given.add(Known.of(ElementType.BOOL));
      inputs.stream().skip(2).forEach(carried -> given.add(Known.of(carried.type())));
    }
    List<List<Known>> results = new ArrayList<>();
    for (OnnxGraph graph : graphs) {
      results.add(graph(graph, Optional.of(scope), given, depth));
    }
    if (node.is("If") && results.size() == 2) {
      return either(results.get(0), results.get(1));
    }
    boolean same = node.is("Scan") || node.is("Loop");
    int skipped = node.is("Loop") ? 1 : 0;
    return same ? results.get(0).stream().skip(skipped).map(last -> Known.of(last.type())).toList() : List.of();
  }

  private static List<Known> either(List<Known> one, List<Known> other) {
    List<Known> all = new ArrayList<>();
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      all.add(one.get(i).or(other.get(i)));
    }
    return all;
  }
}
