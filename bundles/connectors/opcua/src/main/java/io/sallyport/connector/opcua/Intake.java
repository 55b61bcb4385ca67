package io.sallyport.connector.opcua;

import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalId;
import io.sallyport.api.signal.SignalSink;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;

/**
 * Turns the notifications of one publication into one batch per signal. While a gap is being filled it holds back what comes in,
 * so that history goes first. Thread-safe.
 */
final class Intake {
  private static final int MOST_HELD = 1_000_000;

  private record Publication(List<SignalId> signals, List<DataValue> samples) {}

  private final SignalSink sink;
  private final Clock clock;
  private final Map<SignalId, SignalChannel> channels = new LinkedHashMap<>();
  private final List<Publication> held = new ArrayList<>();
  private int heldSamples;
  private boolean holding;
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
    last = clock.instant();
    if (!holding) {
      deliver(signals, samples);
      return;
    }
    held.add(new Publication(signals, samples));
    heldSamples += samples.size();
    if (heldSamples > MOST_HELD) {
      release(Map.of());
    }
  }

  /** Keeps back what comes from now on. */
  synchronized void hold() {
    holding = true;
  }

  /** Delivers the history of the gap, then what was kept back, each sample once. */
  synchronized void release(Map<SignalId, List<DataValue>> history) {
    if (!holding) {
      return;
    }
    holding = false;
    history.forEach((signal, samples) -> channels.get(signal).fill(samples));
    flush(channels.values());
    held.forEach(publication -> deliver(publication.signals(), publication.samples()));
    held.clear();
    heldSamples = 0;
    channels.values().forEach(SignalChannel::filled);
  }

  /** The next sample of each signal may repeat the last one. */
  synchronized void resubscribed() {
    channels.values().forEach(SignalChannel::resubscribed);
  }

  /** The newest source time of each signal that has delivered anything, nanoseconds since 1970. */
  synchronized Map<SignalId, Long> newest() {
    Map<SignalId, Long> newest = new HashMap<>();
    channels.forEach((signal, channel) -> channel.newest().ifPresent(time -> newest.put(signal, time)));
    return newest;
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
    release(Map.of());
    open = false;
  }

  private void deliver(List<SignalId> signals, List<DataValue> samples) {
    long now = SampleTime.nanos(clock.instant());
    Set<SignalChannel> touched = new LinkedHashSet<>();
    for (int i = 0; i < samples.size(); i++) {
      SignalChannel channel = channels.get(signals.get(i));
      channel.add(samples.get(i), now);
      touched.add(channel);
    }
    flush(touched);
  }

  private void flush(Collection<SignalChannel> touched) {
    for (SignalChannel channel : touched) {
      SignalBatch batch = channel.take();
      if (batch.size() > 0) {
        sink.accept(batch);
      }
    }
  }
}
