package io.sallyport.inference.engine;

/** A run failed inside the engine, through no fault that a check of the inputs could have found. */
public class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EngineException(String message) {
    super(message);
  }

  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
