package io.sallyport.itests.bench;

/**
 * One import and what was possible at that time, in 10⁶ bytes a second.
 *
 * @param sumRate of {@code sha256sum}
 * @param copyRate of {@code dd}
 * @param importRate of the console command, from its start to its end
 */
record ImportRun(double sumRate, double copyRate, double importRate) {
  double limit() {
    return Math.round(Math.min(sumRate, copyRate));
  }

  double fraction() {
    return Math.round(1000 * importRate / Math.min(sumRate, copyRate)) / 1000.0;
  }
}
