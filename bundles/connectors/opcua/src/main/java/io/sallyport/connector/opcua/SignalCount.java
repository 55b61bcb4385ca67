package io.sallyport.connector.opcua;

/**
 * Counters of one signal since the start.
 *
 * @param samples delivered to the platform
 * @param notGood of these, with a quality other than good
 * @param outOfOrder of these, older than one delivered before
 * @param overflows of these, marked by the server as following lost ones: its queue was too small
 * @param filled of these, read from the server's history after a gap
 * @param repeated samples that were delivered before, left out
 * @param empty notifications without value and source time: the server has nothing yet; left out
 */
record SignalCount(long samples, long notGood, long outOfOrder, long overflows, long filled, long repeated, long empty) {
  static final SignalCount NONE = new SignalCount(0, 0, 0, 0, 0, 0, 0);

  SignalCount plusSample(boolean bad, boolean old, boolean overflow) {
    return plus(new SignalCount(1, bad ? 1 : 0, old ? 1 : 0, overflow ? 1 : 0, 0, 0, 0));
  }

  SignalCount plusFilled() {
    return plus(new SignalCount(0, 0, 0, 0, 1, 0, 0));
  }

  SignalCount plusRepeated() {
    return plus(new SignalCount(0, 0, 0, 0, 0, 1, 0));
  }

  SignalCount plusEmpty() {
    return plus(new SignalCount(0, 0, 0, 0, 0, 0, 1));
  }

  SignalCount plus(SignalCount other) {
    return new SignalCount(samples + other.samples, notGood + other.notGood, outOfOrder + other.outOfOrder, overflows + other.overflows,
        filled + other.filled, repeated + other.repeated, empty + other.empty);
  }
}
