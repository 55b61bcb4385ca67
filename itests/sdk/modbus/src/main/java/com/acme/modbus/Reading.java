package com.acme.modbus;

/** What came of one request. */
sealed interface Reading {
  /** The data of a complete response. */
  record Data(byte[] bytes) implements Reading {}

  /** The unit, or the gateway before it, said no. @param code Modbus exception code */
  record Refused(int code) implements Reading {
    private static final int ILLEGAL_ADDRESS = 2;
    private static final int ILLEGAL_VALUE = 3;

    /** Whether asking for less may help: one of several registers does not exist, or the device takes fewer at once. */
    boolean mayBePartial() {
      return code == ILLEGAL_ADDRESS || code == ILLEGAL_VALUE;
    }

    String reason() {
      return switch (code) {
        case 1 -> "the unit does not know this function";
        case ILLEGAL_ADDRESS -> "the unit has no such address";
        case ILLEGAL_VALUE -> "the unit does not accept the request's length";
        case 4 -> "the unit has failed";
        case 5, 6 -> "the unit is busy";
        case 10 -> "the gateway has no path to the unit";
        case 11 -> "the unit behind the gateway does not answer";
        default -> "exception " + code;
      };
    }
  }

  /** No answer in time, or one that is none; the connection still stands. */
  record Silent(String reason) implements Reading {}

  /** The connection is gone. */
  record Lost(String reason) implements Reading {}
}
