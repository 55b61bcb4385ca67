package io.sallyport.itests.attack;

/** Attacks at the console, inside the process and on the disk. */
class ActionAttackIT extends AttackTests {
  ActionAttackIT() {
    super(Corpus.actions());
  }
}
