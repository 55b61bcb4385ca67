package io.sallyport.connector.opcua;

/**
 * Counters of one signal since the start.
 *
 * @param samples delivered to the platform
 * @param notGood of these, with a quality other than good
 * @param outOfOrder of these, older than one delivered before
 * @param overflows samples marked by the server as following lost ones: its queue was too small
 * @param repeated initial values of a new subscription that were delivered before, left out
 * @param empty notifications without value and source time: the server has nothing yet; left out
 */
record SignalCount(long samples, long notGood, long outOfOrder, long overflows, long repeated, long empty) {
  static final SignalCount NONE = new SignalCount(0, 0, 0, 0, 0, 0);

  SignalCount plusSample(boolean bad, boolean old, boolean overflow) {
    return new SignalCount(samples + 1, notGood + (bad ? 1 : 0), outOfOrder + (old ? 1 : 0), overflows + (overflow ? 1 : 0), repeated,
        empty);
  }

  SignalCount plusRepeated() {
    return new SignalCount(samples, notGood, outOfOrder, overflows, repeated + 1, empty);
  }

  SignalCount plusEmpty() {
    return new SignalCount(samples, notGood, outOfOrder, overflows, repeated, empty + 1);
  }

  SignalCount plus(SignalCount other) {
    return new SignalCount(samples + other.samples, notGood + other.notGood, outOfOrder + other.outOfOrder,
        overflows + other.overflows, repeated + other.repeated, empty + other.empty);
  }
}
