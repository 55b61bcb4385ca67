package io.sallyport.provision.internal.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangelogTest {
  private static final String TEXT = """
      # Changelog of the package thing

      ## 1.2.0 – 2026-11-24
      - third
      ### Details of the third

      ## [1.1.0] – 2026-10-01
      - second

      ## v1.0.0
      First.
      """;

  @Test
  void everyEntrySinceTheRunningVersionIsShown() {
    assertEquals("## 1.2.0 – 2026-11-24\n- third\n### Details of the third\n\n## [1.1.0] – 2026-10-01\n- second", Changelog.between(TEXT, Optional.of("1.0.0"), "1.2.0"));
    assertEquals("## [1.1.0] – 2026-10-01\n- second", Changelog.between(TEXT, Optional.of("1.0.0"), "1.1.0"));
    assertEquals("## [1.1.0] – 2026-10-01\n- second\n\n## v1.0.0\nFirst.", Changelog.between(TEXT, Optional.empty(), "1.1.0"));
    assertEquals("", Changelog.between(TEXT, Optional.of("1.2.0"), "1.1.0"));
    assertEquals("# thing 1.1.0\n- new", Changelog.between("# thing 1.1.0\n- new\n", Optional.of("1.0.0"), "1.1.0"));
  }

  @Test
  void withoutVersionsTheWholeTextIsShown() {
    assertEquals("Notes\n- something", Changelog.between("Notes\n- something\n", Optional.of("1.0.0"), "1.1.0"));
  }
}
