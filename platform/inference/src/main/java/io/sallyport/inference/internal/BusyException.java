package io.sallyport.inference.internal;

/** A call could not begin: too many others wait, or none of the version's runs ended in time. */
final class BusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BusyException(String message) {
    super(message, null, false, false);
  }
}
