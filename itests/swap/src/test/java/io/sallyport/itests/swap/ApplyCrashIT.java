package io.sallyport.itests.swap;

/** The process dies on the way to a new generation, a candidate's included. */
class ApplyCrashIT extends CrashTests {
  ApplyCrashIT() {
    super(CrashPoint.Operation.IMPORT, CrashPoint.Operation.APPLY, CrashPoint.Operation.CANARY, CrashPoint.Operation.PROMOTE);
  }
}
