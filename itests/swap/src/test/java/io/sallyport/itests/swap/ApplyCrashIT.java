package io.sallyport.itests.swap;

/** The process dies on the way to a new generation. */
class ApplyCrashIT extends CrashTests {
  ApplyCrashIT() {
    super(CrashPoint.Operation.IMPORT, CrashPoint.Operation.APPLY);
  }
}
