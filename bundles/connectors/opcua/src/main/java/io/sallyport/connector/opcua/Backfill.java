package io.sallyport.connector.opcua;

import io.sallyport.api.signal.SignalId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.types.UaStructuredType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryData;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResult;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRawModifiedDetails;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads from the server's history what was missed during a gap (HistoryRead of raw values, OPC 10000-11, 6.5.3). Not every server
 * keeps history: then there is nothing to fill, which is no failure. Used by the link's thread.
 */
final class Backfill {
  private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);
  private static final int NODES_PER_REQUEST = 50;
  private static final int PAGE = 1_000;
  private static final int MOST_PER_SIGNAL = 200_000;
  private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(5);
  private static final long MINUTE_NS = TimeUnit.MINUTES.toNanos(1);

  private final OpcUaClient client;
  private final Settings settings;
  private final long now;
  private final long deadline = System.nanoTime() + PATIENCE_NS;

  Backfill(OpcUaClient client, Settings settings, Clock clock) {
    this.client = client;
    this.settings = settings;
    now = SampleTime.nanos(clock.instant());
  }

  /**
   * What the server has after the newest sample of each signal; takes at most about five seconds, then returns what it has got.
   *
   * @param newest source times in nanoseconds; signals that are not in it are left out
   */
  Map<SignalId, List<DataValue>> read(NodeResolver resolver, Map<SignalId, Long> newest) {
    Map<SignalId, List<DataValue>> found = new HashMap<>();
    Map<NodeId, SignalId> nodes = new LinkedHashMap<>();
    for (NodeMapping mapping : settings.nodes()) {
      Optional<NodeId> node = resolver.resolve(mapping.node(), client.getNamespaceTable());
      if (node.isPresent() && newest.containsKey(mapping.signal())) {
        nodes.put(node.get(), mapping.signal());
      }
    }
    List<NodeId> all = List.copyOf(nodes.keySet());
    try {
      for (int i = 0; i < all.size(); i += NODES_PER_REQUEST) {
        readPages(all.subList(i, Math.min(all.size(), i + NODES_PER_REQUEST)), nodes, newest, found);
      }
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      LOG.info("no back-fill from {}: {}", settings.endpoint(), e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return found;
  }

  private void readPages(List<NodeId> group, Map<NodeId, SignalId> nodes, Map<SignalId, Long> newest, Map<SignalId, List<DataValue>> found)
      throws ExecutionException, InterruptedException, TimeoutException {
    long oldest = group.stream().mapToLong(node -> newest.get(nodes.get(node))).min().orElseThrow();
    long from = Math.max(oldest, now - settings.backfill().toNanos());
    ReadRawModifiedDetails details =
        new ReadRawModifiedDetails(false, SampleTime.of(from), SampleTime.of(now + MINUTE_NS), Unsigned.uint(PAGE), false);
    Map<NodeId, ByteString> open = new LinkedHashMap<>();
    group.forEach(node -> open.put(node, ByteString.NULL_VALUE));
    while (!open.isEmpty()) {
      List<NodeId> asked = List.copyOf(open.keySet());
      HistoryReadResult[] results = request(details, false, open);
      for (int i = 0; i < results.length && i < asked.size(); i++) {
        NodeId node = asked.get(i);
        List<DataValue> values = found.computeIfAbsent(nodes.get(node), any -> new ArrayList<>());
        values.addAll(values(results[i]));
        ByteString next = results[i].getContinuationPoint();
        boolean more = results[i].getStatusCode().isGood() && next != null && next.isNotNull() && next.length() > 0;
        if (more && values.size() < MOST_PER_SIGNAL) {
          open.put(node, next);
        } else {
          open.remove(node);
        }
      }
      if (System.nanoTime() > deadline && !open.isEmpty()) {
        LOG.warn("the gap at {} is filled in part only: its history was not read within {} s", settings.endpoint(),
            TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NS));
        request(details, true, open);
        return;
      }
    }
  }

  private HistoryReadResult[] request(ReadRawModifiedDetails details, boolean release, Map<NodeId, ByteString> nodes)
      throws ExecutionException, InterruptedException, TimeoutException {
    List<HistoryReadValueId> ids = nodes.entrySet().stream()
        .map(e -> new HistoryReadValueId(e.getKey(), null, QualifiedName.NULL_VALUE, e.getValue())).toList();
    HistoryReadResult[] results = client.historyReadAsync(details, TimestampsToReturn.Both, release, ids)
        .get(PATIENCE_NS, TimeUnit.NANOSECONDS).getResults();
    return results == null ? new HistoryReadResult[0] : results;
  }

  private List<DataValue> values(HistoryReadResult result) {
    if (result.getStatusCode().isBad() || result.getHistoryData() == null || result.getHistoryData().isNull()) {
      return List.of();
    }
    UaStructuredType decoded = result.getHistoryData().decode(client.getStaticEncodingContext());
    return decoded instanceof HistoryData data && data.getDataValues() != null ? List.of(data.getDataValues()) : List.of();
  }
}
