package io.sallyport.itests.swap;

/** The process dies on the way back, and while the vault is pruned. */
class RollbackCrashIT extends CrashTests {
  RollbackCrashIT() {
    super(CrashPoint.Operation.ROLLBACK, CrashPoint.Operation.PRUNE);
  }
}
