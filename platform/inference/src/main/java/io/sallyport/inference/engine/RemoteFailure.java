package io.sallyport.inference.engine;

import io.sallyport.trust.Refusal;

/** A model that runs elsewhere gave no answer, or none that can be used. */
public final class RemoteFailure extends EngineException {
  private static final long serialVersionUID = 1L;
  private final Kind kind;

  /** What to think of the remote after it. */
  public enum Kind {
    /** It is not there, or not what was proved: nothing is to be asked of it until it is proved again. */
    LOST,
    /** This call failed; several in a row mean that it is lost. */
    FAILED,
    /** It said itself that it is too busy. */
    BUSY
  }

  public RemoteFailure(Kind kind, Refusal refusal, Throwable cause) {
    super(refusal, cause);
    this.kind = kind;
  }

  public RemoteFailure(Kind kind, Refusal refusal) {
    this(kind, refusal, null);
  }

  public Kind kind() {
    return kind;
  }
}
