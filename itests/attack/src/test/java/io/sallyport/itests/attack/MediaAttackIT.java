package io.sallyport.itests.attack;

/** Attacks that arrive on a medium. */
class MediaAttackIT extends AttackTests {
  MediaAttackIT() {
    super(Corpus.media());
  }
}
