package io.sallyport.trust;

import static io.sallyport.trust.KeysTest.assertCode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The mark of development roots (ADR 0051). */
class RootPurposeTest {
  private final TestRepository repository = new TestRepository();

  @Test
  void aRootIsOfProductionUnlessItIsMarked() {
    assertEquals(RootMetadata.Purpose.PRODUCTION, root(1).purpose());
    assertEquals(Optional.empty(), root(1).purpose().warning());
    markedFromTheStart();
    assertEquals(RootMetadata.Purpose.DEVELOPMENT, root(1).purpose());
    assertTrue(root(1).purpose().warning().isPresent());
  }

  @Test
  void aRootKeepsItsPurpose() {
    markedFromTheStart();
    repository.root(repository.rootKeys);
    assertEquals(RootMetadata.Purpose.DEVELOPMENT, root(1).next(repository.files.get("2.root.json"), "root").purpose());
  }

  /** Whoever signs. */
  @Test
  void noRootOfAnotherPurposeFollows() {
    repository.developmentRoot = true;
    repository.root(repository.rootKeys);
    assertCode("SP-TRUST-0105", () -> root(1).next(repository.files.get("2.root.json"), "root"));
    markedFromTheStart();
    repository.developmentRoot = false;
    repository.root(repository.rootKeys);
    assertCode("SP-TRUST-0105", () -> root(1).next(repository.files.get("2.root.json"), "root"));
  }

  @Test
  void theMarkIsTrueOrFalse() {
    JsonObject marked = repository.rootSigned(1).toBuilder().put(RootMetadata.DEVELOPMENT, "yes").build();
    assertCode("SP-TRUST-0006", () -> RootMetadata.parse(marked));
  }

  private void markedFromTheStart() {
    repository.developmentRoot = true;
    repository.rootVersion = 0;
    repository.root(repository.rootKeys);
  }

  private RootMetadata root(long version) {
    return RootMetadata.selfSigned(repository.files.get(version + ".root.json"), "root");
  }
}
