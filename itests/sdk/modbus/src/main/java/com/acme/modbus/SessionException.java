package com.acme.modbus;

/** A server that cannot be reached; the message says why, for an admin. */
final class SessionException extends Exception {
  private static final long serialVersionUID = 1;

  SessionException(String message, Throwable cause) {
    super(message, cause);
  }
}
