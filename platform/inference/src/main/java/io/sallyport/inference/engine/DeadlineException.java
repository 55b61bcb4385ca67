package io.sallyport.inference.engine;

/** A run was ended because its time was up. */
public final class DeadlineException extends EngineException {
  private static final long serialVersionUID = 1L;

  public DeadlineException(String message) {
    super(message);
  }
}
