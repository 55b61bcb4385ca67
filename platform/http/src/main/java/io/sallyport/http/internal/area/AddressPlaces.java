package io.sallyport.http.internal.area;

import io.sallyport.http.internal.PeerAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Places for those whom nobody knows yet, of which one address (of IPv6: one network) gets half at most, as of the connections: what one
 * holds, another one still finds. Nobody queues. Thread-safe.
 */
public final class AddressPlaces {
  private final int most;
  private final Map<String, Integer> taken = new HashMap<>();
  private int all;

  /** @param most in all; at least two */
  public AddressPlaces(int most) {
    this.most = most;
  }

  /** A place that is held until it is closed. */
  public interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /** A place for that request, if one is left for its address. */
  public Optional<Place> enter(HttpServletRequest request) {
    return enter(PeerAddress.of(request.getRemoteAddr()));
  }

  synchronized Optional<Place> enter(String address) {
    if (all >= most || taken.getOrDefault(address, 0) >= most / 2) {
      return Optional.empty();
    }
    all++;
    taken.merge(address, 1, Integer::sum);
    AtomicBoolean held = new AtomicBoolean(true);
    return Optional.of(() -> {
      if (held.getAndSet(false)) {
        leave(address);
      }
    });
  }

  private synchronized void leave(String address) {
    all--;
    taken.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
  }
}
