package io.sallyport.connector.opcua;

import io.sallyport.api.signal.SignalId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;

/**
 * One node of the server and the signal it becomes.
 *
 * @param node with a namespace index or, better, a namespace URI
 */
record NodeMapping(ExpandedNodeId node, SignalId signal) {
  /** A comma before something that begins like a node id; commas inside an identifier stay. */
  private static final Pattern BETWEEN = Pattern.compile("\\s*,\\s*(?=(?:nsu?=|[isgb]=))");

  /**
   * Reads {@code NODEID=NAME;UNIT} entries.
   *
   * @throws IllegalArgumentException if one is malformed, a signal is named twice or there is none
   */
  static List<NodeMapping> parse(String asset, String[] entries) {
    List<NodeMapping> mappings = new ArrayList<>();
    Set<SignalId> seen = new HashSet<>();
    for (String group : entries) {
      for (String entry : BETWEEN.split(group.strip())) {
        if (!entry.isBlank()) {
          NodeMapping mapping = parseOne(asset, entry.strip());
          if (!seen.add(mapping.signal())) {
            throw new IllegalArgumentException("the signal " + mapping.signal() + " is named twice");
          }
          mappings.add(mapping);
        }
      }
    }
    if (mappings.isEmpty()) {
      throw new IllegalArgumentException("no nodes are named");
    }
    return List.copyOf(mappings);
  }

  private static NodeMapping parseOne(String asset, String entry) {
    int equals = entry.lastIndexOf('=');
    int semicolon = entry.indexOf(';', equals);
    if (equals < 0 || semicolon < 0) {
      throw new IllegalArgumentException("'" + entry + "' is not NODEID=NAME;UNIT");
    }
    try {
      ExpandedNodeId node = ExpandedNodeId.parse(entry.substring(0, equals).strip());
      return new NodeMapping(node,
          new SignalId(asset, entry.substring(equals + 1, semicolon).strip(), entry.substring(semicolon + 1).strip()));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("'" + entry + "' is not NODEID=NAME;UNIT: " + e.getMessage(), e);
    }
  }
}
