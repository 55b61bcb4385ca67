package io.sallyport.inference.internal;

import io.sallyport.inference.engine.EngineException;
import io.sallyport.trust.Refusal;

/** The model takes no calls at the moment; this one was not run, so it says nothing of how the model runs. */
final class OutOfServiceException extends EngineException {
  private static final long serialVersionUID = 1L;

  OutOfServiceException(Refusal refusal) {
    super(refusal, null);
  }
}
