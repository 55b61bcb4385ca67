package io.sallyport.connector.opcua;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;

/**
 * Finds a node in the server's current namespace table (OPC 10000-3, 8.2.2). A node configured by index is bound, when it is first
 * seen, to the namespace URI that the index stood for: when the server comes back with other indexes, the URI counts.
 * Lives as long as the link; used by its thread only.
 */
final class NodeResolver {
  private final Map<ExpandedNodeId, ExpandedNodeId> bound = new HashMap<>();

  /** The node's id at this server now, if its namespace exists. */
  Optional<NodeId> resolve(ExpandedNodeId node, NamespaceTable table) {
    ExpandedNodeId absolute = bound.get(node);
    if (absolute == null) {
      absolute = node.absolute(table).orElse(null);
      if (absolute == null) {
        return Optional.empty();
      }
      bound.put(node, absolute);
    }
    return absolute.toNodeId(table);
  }
}
