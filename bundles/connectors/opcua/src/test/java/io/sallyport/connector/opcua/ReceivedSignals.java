package io.sallyport.connector.opcua;

import io.sallyport.api.signal.Quality;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A sink that keeps everything. */
final class ReceivedSignals implements SignalSink {
  record Sample(long nanos, double value, Quality quality) {}

  private final Map<String, List<Sample>> samples = new HashMap<>();

  @Override
  public synchronized void accept(SignalBatch batch) {
    List<Sample> list = samples.computeIfAbsent(batch.signal().name(), any -> new ArrayList<>());
    for (int i = 0; i < batch.size(); i++) {
      list.add(new Sample(batch.nanos(i), batch.value(i), batch.quality(i)));
    }
  }

  /** All samples of a signal, in the order of arrival. */
  synchronized List<Sample> of(String name) {
    return List.copyOf(samples.getOrDefault(name, List.of()));
  }

  /** Samples that carry a good value. */
  List<Sample> good(String name) {
    return of(name).stream().filter(s -> s.quality() == Quality.GOOD).toList();
  }

  synchronized int count() {
    return samples.values().stream().mapToInt(List::size).sum();
  }
}
