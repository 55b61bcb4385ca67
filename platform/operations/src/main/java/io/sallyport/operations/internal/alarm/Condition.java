package io.sallyport.operations.internal.alarm;

import io.sallyport.operations.AlarmState;
import java.util.Optional;

/**
 * The state of one condition: what holds and who acknowledged it, and beside it what hides it. While it is hidden nobody is told anything;
 * when it comes back, what holds is annunciated afresh. Each step gives the condition after it. Immutable.
 *
 * @param holds whether the condition holds
 * @param base {@code NORM UNACK ACKED RTNUN}: its state if nothing hid it
 * @param shelved until when and why
 * @param suppressed why, by design
 * @param outOfService why
 */
public record Condition(boolean holds, AlarmState base, Optional<Shelving> shelved, Optional<String> suppressed, Optional<String> outOfService) {
  /** One that never held. */
  public static final Condition NORMAL = new Condition(false, AlarmState.NORM, Optional.empty(), Optional.empty(), Optional.empty());

  /** The state that operators see. */
  public AlarmState state() {
    if (outOfService.isPresent()) {
      return AlarmState.OOSRV;
    }
    if (holds && suppressed.isPresent()) {
      return AlarmState.DSUPR;
    }
    return shelved.isPresent() ? AlarmState.SHLVD : base;
  }

  /** Why it is hidden, empty if it is not. */
  public Optional<String> reason() {
    return switch (state()) {
      case OOSRV -> outOfService;
      case DSUPR -> suppressed;
      case SHLVD -> shelved.map(Shelving::reason);
      case NORM, UNACK, ACKED, RTNUN -> Optional.empty();
    };
  }

  /**
   * It holds.
   *
   * @param graver whether it became more urgent than it was
   */
  public Condition raise(Optional<String> design, boolean graver) {
    boolean tell = !holds || graver || suppressed.isPresent() && design.isEmpty();
    return new Condition(true, tell ? AlarmState.UNACK : base, shelved, design, outOfService);
  }

  /** It ceased to hold. @param latching whether it stays in sight until it is acknowledged */
  public Condition clear(boolean latching) {
    boolean inSight = latching && base == AlarmState.UNACK && !state().isHidden();
    return new Condition(false, inSight ? AlarmState.RTNUN : AlarmState.NORM, shelved, Optional.empty(), outOfService);
  }

  /** @return empty if there is nothing to acknowledge */
  public Optional<Condition> acknowledge() {
    if (!state().isUnacknowledged()) {
      return Optional.empty();
    }
    return Optional.of(new Condition(holds, holds ? AlarmState.ACKED : AlarmState.NORM, shelved, suppressed, outOfService));
  }

  /** @return empty if it is shelved or out of service already */
  public Optional<Condition> shelve(Shelving shelving) {
    return shelved.isPresent() || outOfService.isPresent() ? Optional.empty() : Optional.of(new Condition(holds, base, Optional.of(shelving), suppressed, outOfService));
  }

  /** @return empty if it is not shelved */
  public Optional<Condition> unshelve() {
    return shelved.map(was -> new Condition(holds, afresh(), Optional.empty(), suppressed, outOfService));
  }

  /** @return empty if it is out of service already */
  public Optional<Condition> disable(String reason) {
    return outOfService.isPresent() ? Optional.empty() : Optional.of(new Condition(holds, base, Optional.empty(), suppressed, Optional.of(reason)));
  }

  /** @return empty if it is in service */
  public Optional<Condition> enable() {
    return outOfService.map(was -> new Condition(holds, afresh(), shelved, suppressed, Optional.empty()));
  }

  /** Told again, because it was acknowledged and still holds. @return empty if that is not so */
  public Optional<Condition> realarm() {
    return state() == AlarmState.ACKED ? Optional.of(new Condition(holds, AlarmState.UNACK, shelved, suppressed, outOfService)) : Optional.empty();
  }

  /** Whether operators are told when this comes after that. @param graver whether it became more urgent than it was */
  public boolean annunciates(Condition before, boolean graver) {
    return state() == AlarmState.UNACK && (graver || before.state() != AlarmState.UNACK);
  }

  private AlarmState afresh() {
    return holds ? AlarmState.UNACK : AlarmState.NORM;
  }
}
