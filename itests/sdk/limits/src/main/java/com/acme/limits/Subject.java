package com.acme.limits;

/** What an episode is about. At most one lasts of each. */
record Subject(String rule, String asset, String signal, Kind kind) {
  @Override
  public String toString() {
    return asset + "/" + signal;
  }
}
