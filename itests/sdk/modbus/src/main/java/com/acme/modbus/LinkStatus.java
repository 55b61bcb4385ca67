package com.acme.modbus;

/**
 * Where a link stands, and what came over it since the start.
 *
 * @param problem why it is not live, or which points cannot be read; empty: nothing is wrong
 * @param samples delivered
 * @param bad of these, with quality bad
 * @param connects connections made
 */
record LinkStatus(State state, String problem, long samples, long bad, long connects) {
  enum State { CONNECTING, LIVE, AWAY }

  static final LinkStatus NEW = new LinkStatus(State.CONNECTING, "", 0, 0, 0);

  boolean isWell() {
    return state == State.LIVE && problem.isEmpty();
  }
}
