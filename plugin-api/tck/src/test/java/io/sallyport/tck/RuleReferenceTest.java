package io.sallyport.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page for partners lists the rules as they are. */
class RuleReferenceTest {
  private static final Path PAGE = Path.of("../../karaf-assembly/src/main/docs/partners/tck.md");

  @Test
  void everyRuleIsDocumented() throws IOException {
    String page = Files.readString(PAGE);
    assertEquals(RuleReference.replaced(page), page, "run RuleReference");
  }

  @Test
  void aPageWithoutARuleOrPlaceForItIsNoticed() throws IOException {
    String page = Files.readString(PAGE);
    String row = page.lines().filter(line -> line.startsWith("| `SP-TCK-0034`")).findFirst().orElseThrow();
    String without = page.replace(row + "\n", "");
    assertFalse(RuleReference.replaced(without).equals(without));
    assertThrows(IllegalArgumentException.class, () -> RuleReference.replaced("# TCK\n"));
  }
}
