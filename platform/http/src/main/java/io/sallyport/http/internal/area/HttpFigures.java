package io.sallyport.http.internal.area;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.osgi.service.component.annotations.Component;

/** Counts answers by area and status. Thread-safe. */
@Component(service = HttpFigures.class)
public final class HttpFigures {
  private final Map<Answers, LongAdder> answers = new ConcurrentHashMap<>();

  /** Answers of one area with one status. */
  public record Answers(String area, int status) implements Comparable<Answers> {
    @Override
    public int compareTo(Answers other) {
      return area.equals(other.area) ? Integer.compare(status, other.status) : area.compareTo(other.area);
    }
  }

  void answered(String area, int status) {
    answers.computeIfAbsent(new Answers(area, status), key -> new LongAdder()).increment();
  }

  /** Since the bundle started. */
  public Map<Answers, Long> answers() {
    Map<Answers, Long> counts = new TreeMap<>();
    answers.forEach((key, count) -> counts.put(key, count.sum()));
    return counts;
  }
}
