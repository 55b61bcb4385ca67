package io.sallyport.itests.attack;

/** Attacks on the other ways in: keys of two kinds, the diode, waivers. */
class PassageAttackIT extends AttackTests {
  PassageAttackIT() {
    super(Corpus.passages());
  }
}
