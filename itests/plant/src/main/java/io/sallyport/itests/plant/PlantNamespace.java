package io.sallyport.itests.plant;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.nodes.UaFolderNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryData;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadDetails;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResult;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRawModifiedDetails;

/**
 * The plant's address space: {@code radiator-1/V1 … V9} (Double) and {@code radiator-1/row} (Int64). Values are pushed to the
 * monitored items as they appear, not sampled: no row is lost or seen twice, whatever sampling interval a client asked for.
 */
final class PlantNamespace extends ManagedNamespaceWithLifecycle {
  static final String URI = "urn:sallyport:plant:radiator";
  static final String ASSET = "radiator-1";

  private static final int LARGEST_PAGE = 1000;

  private final UaVariableNode[] sensors = new UaVariableNode[Row.SENSORS];
  private final Map<NodeId, Set<DataItem>> watchers = new ConcurrentHashMap<>();
  private final History history = new History();
  private UaVariableNode rowNumber;

  PlantNamespace(OpcUaServer server) {
    super(server, URI);
    getLifecycleManager().addStartupTask(this::build);
  }

  private void build() {
    UaFolderNode folder = new UaFolderNode(getNodeContext(), newNodeId(ASSET), newQualifiedName(ASSET), LocalizedText.english(ASSET));
    getNodeManager().addNode(folder);
    folder.addReference(new Reference(folder.getNodeId(), NodeIds.Organizes, NodeIds.ObjectsFolder.expanded(), false));
    for (int i = 0; i < sensors.length; i++) {
      sensors[i] = variable(folder, "V" + (i + 1), NodeIds.Double);
    }
    rowNumber = variable(folder, "row", NodeIds.Int64);
  }

  private UaVariableNode variable(UaFolderNode folder, String name, NodeId type) {
    UaVariableNode node = new UaVariableNode.UaVariableNodeBuilder(getNodeContext())
        .setNodeId(newNodeId(ASSET + "/" + name)).setBrowseName(newQualifiedName(name)).setDisplayName(LocalizedText.english(name))
        .setDataType(type).setTypeDefinition(NodeIds.BaseDataVariableType)
        .setAccessLevel(AccessLevel.toValue(AccessLevel.CurrentRead, AccessLevel.HistoryRead))
        .setUserAccessLevel(AccessLevel.toValue(AccessLevel.CurrentRead, AccessLevel.HistoryRead)).setHistorizing(true).build();
    node.setValue(new DataValue(Variant.NULL_VALUE, new StatusCode(StatusCodes.Uncertain_InitialValue), null, null));
    getNodeManager().addNode(node);
    folder.addOrganizes(node);
    return node;
  }

  /** Publishes a row: all its values carry one source time. */
  void publish(Row row, long sourceNanos, StatusCode status) {
    history.add(row, sourceNanos, status);
    var time = SourceTime.of(sourceNanos);
    for (int i = 0; i < sensors.length; i++) {
      push(sensors[i], new DataValue(Variant.ofDouble(row.values()[i]), status, time, time));
    }
    push(rowNumber, new DataValue(Variant.ofInt64(row.number()), status, time, time));
  }

  private void push(UaVariableNode node, DataValue value) {
    node.setValue(value);
    Set<DataItem> items = watchers.get(node.getNodeId());
    if (items != null) {
      items.forEach(item -> item.setValue(value));
    }
  }

  /** Raw history of the sensors (OPC 10000-11, 6.5.3), forward only, in pages. */
  @Override
  public List<HistoryReadResult> historyRead(HistoryReadContext context, HistoryReadDetails details, TimestampsToReturn timestamps,
      List<HistoryReadValueId> nodes) {
    return nodes.stream().map(node -> details instanceof ReadRawModifiedDetails raw ? raw(context, raw, node)
        : new HistoryReadResult(new StatusCode(StatusCodes.Bad_HistoryOperationUnsupported), ByteString.NULL_VALUE, null)).toList();
  }

  private HistoryReadResult raw(HistoryReadContext context, ReadRawModifiedDetails details, HistoryReadValueId node) {
    int sensor = List.of(sensors).stream().map(UaVariableNode::getNodeId).toList().indexOf(node.getNodeId());
    if (sensor < 0) {
      return new HistoryReadResult(new StatusCode(StatusCodes.Bad_HistoryOperationUnsupported), ByteString.NULL_VALUE, null);
    }
    ByteString continuation = node.getContinuationPoint();
    int skip = continuation == null || continuation.isNull() ? 0 : ByteBuffer.wrap(continuation.bytesOrEmpty()).getInt();
    int page = details.getNumValuesPerNode().intValue() == 0 ? LARGEST_PAGE : Math.min(LARGEST_PAGE, details.getNumValuesPerNode().intValue());
    List<History.Entry> entries =
        history.read(SourceTime.nanos(details.getStartTime()), SourceTime.nanos(details.getEndTime()), skip, page);
    DataValue[] values = entries.stream().map(e -> new DataValue(Variant.ofDouble(e.row().values()[sensor]), e.status(),
        SourceTime.of(e.nanos()), SourceTime.of(e.nanos()))).toArray(DataValue[]::new);
    ByteString next = entries.size() < page ? ByteString.NULL_VALUE : ByteString.of(ByteBuffer.allocate(4).putInt(skip + page).array());
    return new HistoryReadResult(StatusCode.GOOD, next,
        ExtensionObject.encode(getServer().getStaticEncodingContext(), new HistoryData(values)));
  }

  @Override
  public void onDataItemsCreated(List<DataItem> items) {
    for (DataItem item : items) {
      NodeId id = item.getReadValueId().getNodeId();
      UaNode node = getNodeManager().get(id);
      boolean value = AttributeId.Value.uid().equals(item.getReadValueId().getAttributeId());
      if (value && node instanceof UaVariableNode variable) {
        item.setValue(variable.getValue());
        watchers.computeIfAbsent(id, any -> ConcurrentHashMap.newKeySet()).add(item);
      }
    }
  }

  @Override
  public void onDataItemsDeleted(List<DataItem> items) {
    for (DataItem item : items) {
      Set<DataItem> set = watchers.get(item.getReadValueId().getNodeId());
      if (set != null) {
        set.remove(item);
      }
    }
  }

  @Override
  public void onDataItemsModified(List<DataItem> items) {
    // values are pushed: a changed sampling interval changes nothing
  }

  @Override
  public void onMonitoringModeChanged(List<MonitoredItem> items) {
    // a disabled item keeps nothing of what is pushed to it
  }
}
