package io.sallyport.api.alarm;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes alarms from capabilities. A service of the platform, one for each bundle that asks; thread-safe; the platform adds who the
 * capability is.
 *
 * <p>A capability says when a condition begins and ceases to hold. Everything else – who acknowledged it, whether it is shelved or out of
 * service, what is annunciated – belongs to the operators, is kept by the platform, and outlives a swap of the capability and a restart of
 * the appliance. {@code stop()} clears nothing: go on in {@code start()} with what {@link #standing} says, also in another version of the
 * package, and clear there what no longer holds or is no longer watched.
 *
 * <p>Each change is stored and audited before the method returns, which costs milliseconds: call on changes, not on every sample.
 */
@ProviderType
public interface AlarmSink {
  /**
   * The condition holds. An alarm that was normal is annunciated; one that holds already takes the new priority, message and evidence, and is
   * annunciated again if it became more urgent. Safe to repeat: what changes nothing is not stored.
   *
   * @throws IllegalStateException if it could not be stored, with the reason; nothing happened then: keep it and try again
   */
  void raise(Alarm alarm);

  /**
   * The condition no longer holds. Does nothing if it did not hold, or is not known.
   *
   * @param at source time at which it ceased
   * @throws IllegalStateException if it could not be stored, with the reason; nothing happened then: keep it and try again
   */
  void clear(String condition, Instant at);

  /**
   * This package's conditions that hold as far as the platform knows, oldest first, whatever the operators made of them. At most 10 000.
   *
   * @throws IllegalStateException if they cannot be read
   */
  List<Alarm> standing();
}
