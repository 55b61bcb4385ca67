package io.sallyport.inference.engine;

import io.sallyport.trust.Refusal;
import java.util.Optional;

/** A run failed inside the engine, through no fault that a check of the inputs could have found. */
public class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Optional<Refusal> refusal;

  public EngineException(String message) {
    this(message, null);
  }

  public EngineException(String message, Throwable cause) {
    super(message, cause);
    this.refusal = Optional.empty();
  }

  /** A failure with a code of its own, which callers are told. */
  public EngineException(Refusal refusal, Throwable cause) {
    super(refusal.message(), cause);
    this.refusal = Optional.of(refusal);
  }

  /** The code to tell a caller, if the failure has one. */
  public Optional<Refusal> refusal() {
    return refusal;
  }
}
