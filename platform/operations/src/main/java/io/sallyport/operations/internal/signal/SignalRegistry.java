package io.sallyport.operations.internal.signal;

import io.sallyport.api.signal.SignalId;
import io.sallyport.operations.SignalStatus;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntSupplier;

/** The signals seen so far, at most so many. Thread-safe. */
public final class SignalRegistry {
  private final IntSupplier most;
  private final ConcurrentMap<SignalId, SignalStatistics> signals = new ConcurrentHashMap<>();

  /** @param most signals known at most, as it is when one comes */
  public SignalRegistry(IntSupplier most) {
    this.most = most;
  }

  /** @throws RefusedException SP-SIGNAL-0001 if it is a new signal and there are as many as allowed */
  SignalStatistics of(SignalId signal) {
    SignalStatistics known = signals.get(signal);
    return known != null ? known : admit(signal);
  }

  List<SignalStatus> list(long ticks) {
    Comparator<SignalStatus> order = Comparator.<SignalStatus, String>comparing(s -> s.signal().asset())
        .thenComparing(s -> s.signal().name()).thenComparing(s -> s.signal().unit());
    return signals.values().stream().map(s -> s.status(ticks)).sorted(order).toList();
  }

  private synchronized SignalStatistics admit(SignalId signal) {
    int now = most.getAsInt();
    if (!signals.containsKey(signal) && signals.size() >= now) {
      throw new RefusedException(new Refusal("SP-SIGNAL-0001", "more than " + now + " signals", signal.toString(),
          "let the connector subscribe to fewer signals, or raise signals.max of io.sallyport.operations.signals"));
    }
    return signals.computeIfAbsent(signal, SignalStatistics::new);
  }
}
