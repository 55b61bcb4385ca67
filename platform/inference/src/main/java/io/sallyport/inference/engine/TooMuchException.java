package io.sallyport.inference.engine;

import io.sallyport.trust.Refusal;

/** The call asks for more than a run may give; another call may be answered, so this says nothing against the model. */
public final class TooMuchException extends EngineException {
  private static final long serialVersionUID = 1L;

  public TooMuchException(Refusal refusal) {
    super(refusal, null);
  }
}
