package io.sallyport.connector.opcua;

import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalId;
import io.sallyport.api.signal.SignalSink;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;

/** Turns the notifications of one publication into one batch per signal. Thread-safe. */
final class Intake {
  private final SignalSink sink;
  private final Clock clock;
  private final Map<SignalId, SignalChannel> channels = new LinkedHashMap<>();
  private boolean open = true;
  private Instant last;

  Intake(SignalSink sink, Clock clock, List<NodeMapping> nodes) {
    this.sink = sink;
    this.clock = clock;
    nodes.forEach(node -> channels.put(node.signal(), new SignalChannel(node.signal())));
  }

  /** Takes what came with one publication, in the order of the server. */
  synchronized void accept(List<SignalId> signals, List<DataValue> samples) {
    if (!open || samples.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    Set<SignalChannel> touched = new LinkedHashSet<>();
    for (int i = 0; i < samples.size(); i++) {
      SignalChannel channel = channels.get(signals.get(i));
      channel.add(samples.get(i), nanos);
      touched.add(channel);
    }
    last = now;
    for (SignalChannel channel : touched) {
      SignalBatch batch = channel.take();
      if (batch.size() > 0) {
        sink.accept(batch);
      }
    }
  }

  /** The next sample of each signal may repeat the last one. */
  synchronized void resubscribed() {
    channels.values().forEach(SignalChannel::resubscribed);
  }

  /** When data last came, by this machine's clock. */
  synchronized Optional<Instant> lastArrival() {
    return Optional.ofNullable(last);
  }

  synchronized Map<SignalId, SignalCount> counts() {
    Map<SignalId, SignalCount> counts = new LinkedHashMap<>();
    channels.forEach((signal, channel) -> counts.put(signal, channel.count()));
    return counts;
  }

  /** Nothing is delivered any more once this returns. */
  synchronized void close() {
    open = false;
  }
}
