package io.sallyport.itests.swap;

/** The process dies on the way back. */
class RollbackCrashIT extends CrashTests {
  RollbackCrashIT() {
    super(CrashPoint.Operation.ROLLBACK);
  }
}
