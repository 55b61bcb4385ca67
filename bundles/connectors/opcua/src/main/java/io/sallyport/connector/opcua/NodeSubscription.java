package io.sallyport.connector.opcua;

import io.sallyport.api.signal.SignalId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.subscriptions.MonitoredItemSynchronizationException;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.enumerated.DataChangeTrigger;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeFilter;

/** The subscription of all nodes in one session. Used by the link's thread; delivery comes on Milo's. */
final class NodeSubscription implements AutoCloseable {
  private static final double KEEP_ALIVE_MS = 5_000;

  private final OpcUaSubscription subscription;
  private final List<String> failed;

  private NodeSubscription(OpcUaSubscription subscription, List<String> failed) {
    this.subscription = subscription;
    this.failed = List.copyOf(failed);
  }

  /**
   * Subscribes all nodes; those that the server does not have are reported by {@link #problem}.
   *
   * @param broken called, on any thread, when the server dropped the subscription
   * @throws UaException if the server refuses the subscription as such
   */
  static NodeSubscription create(OpcUaClient client, Settings settings, NodeResolver resolver, Intake intake, Runnable broken)
      throws UaException {
    NamespaceTable namespaces = client.readNamespaceTable();
    OpcUaSubscription subscription = new OpcUaSubscription(client, settings.publishing().toMillis());
    subscription.setTargetKeepAliveInterval(KEEP_ALIVE_MS);
    subscription.setSubscriptionListener(new Listener(intake, broken));
    List<String> failed = new ArrayList<>();
    List<OpcUaMonitoredItem> items = new ArrayList<>();
    for (NodeMapping mapping : settings.nodes()) {
      Optional<NodeId> node = resolver.resolve(mapping.node(), namespaces);
      if (node.isEmpty()) {
        failed.add(mapping.node().toParseableString() + " (unknown namespace)");
      } else {
        items.add(item(node.get(), mapping.signal(), settings));
      }
    }
    intake.resubscribed();
    subscription.create();
    synchronize(subscription, items);
    dropUnsupportedFilters(subscription, items);
    for (OpcUaMonitoredItem item : items) {
      StatusCode result = item.getCreateResult().orElse(StatusCode.BAD);
      if (result.isBad()) {
        failed.add(item.getReadValueId().getNodeId().toParseableString() + " ("
            + StatusCodes.lookup(result.value()).map(names -> names[0]).orElse(result.toString()) + ")");
      }
    }
    return new NodeSubscription(subscription, failed);
  }

  /** Which nodes cannot be read, if any. */
  Optional<Problem> problem(Settings settings) {
    if (failed.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Problem("SP-OPCUA-0009", failed.size() + " of " + settings.nodes().size() + " nodes cannot be read: "
        + String.join(", ", failed.subList(0, Math.min(5, failed.size()))), settings.endpoint().toString(),
        "correct the setting nodes, or the user's rights at the server"));
  }

  /** Deletes it at the server, if the server still knows it. */
  @Override
  public void close() {
    subscription.setSubscriptionListener(null);
    try {
      subscription.delete();
    } catch (UaException e) {
      subscription.reset();
    }
  }

  /**
   * Every sample counts, also one that repeats the value before: a window over several signals needs aligned rows. The default
   * trigger of OPC UA reports changed values only.
   */
  private static OpcUaMonitoredItem item(NodeId node, SignalId signal, Settings settings) {
    OpcUaMonitoredItem item = OpcUaMonitoredItem.newDataItem(node);
    item.setSamplingInterval(settings.sampling().toMillis());
    item.setQueueSize(Unsigned.uint(settings.queueSize()));
    item.setDiscardOldest(true);
    item.setFilter(new DataChangeFilter(DataChangeTrigger.StatusValueTimestamp, Unsigned.uint(0), 0.0));
    item.setUserObject(signal);
    return item;
  }

  private static void synchronize(OpcUaSubscription subscription, List<OpcUaMonitoredItem> items) {
    subscription.addMonitoredItems(items);
    try {
      subscription.synchronizeMonitoredItems();
    } catch (MonitoredItemSynchronizationException e) {
      // what failed is asked of each item
    }
  }

  private static void dropUnsupportedFilters(OpcUaSubscription subscription, List<OpcUaMonitoredItem> items) {
    List<OpcUaMonitoredItem> refused = items.stream()
        .filter(item -> item.getCreateResult().filter(r -> r.value() == StatusCodes.Bad_MonitoredItemFilterUnsupported
            || r.value() == StatusCodes.Bad_FilterNotAllowed).isPresent())
        .toList();
    if (!refused.isEmpty()) {
      refused.forEach(item -> item.setFilter(null));
      synchronize(subscription, refused);
    }
  }

  private static final class Listener implements OpcUaSubscription.SubscriptionListener {
    private final Intake intake;
    private final Runnable broken;

    Listener(Intake intake, Runnable broken) {
      this.intake = intake;
      this.broken = broken;
    }

    @Override
    public void onDataReceived(OpcUaSubscription subscription, List<OpcUaMonitoredItem> items, List<DataValue> values) {
      List<SignalId> signals = new ArrayList<>(items.size());
      for (OpcUaMonitoredItem item : items) {
        signals.add((SignalId) item.getUserObject().orElseThrow());
      }
      intake.accept(signals, values);
    }

    /** After a server restart the session comes back, the subscription does not; without this no data would ever come again. */
    @Override
    public void onTransferFailed(OpcUaSubscription subscription, StatusCode status) {
      broken.run();
    }

    @Override
    public void onStatusChanged(OpcUaSubscription subscription, StatusCode status) {
      if (status.isBad()) {
        broken.run();
      }
    }

    @Override
    public void onWatchdogTimerElapsed(OpcUaSubscription subscription) {
      broken.run();
    }
  }
}
