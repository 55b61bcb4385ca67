package io.sallyport.trust.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.KeyFile;
import io.sallyport.trust.PairedKey;
import io.sallyport.trust.RefusedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules count persons, whichever of their accounts signs (ADR 0047). */
class PersonsTest {
  private static final SiteRoot.Approver QUINN = new SiteRoot.Approver("quinn", "Quinn Abbott", "quality");
  private static final SiteRoot.Approver QUINN_TWO = new SiteRoot.Approver("qabbott", "Q. Abbott", "security", "quinn");
  private static final SiteRoot.Approver SAM = new SiteRoot.Approver("sam", "Sam Okafor", "security");

  @TempDir Path directory;
  private int keys;

  @Test
  void twoAccountsOfOnePersonCountOnce() {
    ApprovalRule rule = new ApprovalRule(2, List.of("quality", "security"));
    assertFalse(rule.counts(List.of(QUINN, QUINN_TWO)));
    assertFalse(rule.separated(List.of(QUINN, QUINN_TWO)), "one person does not fill two roles");
    assertTrue(rule.counts(List.of(QUINN, SAM)));
    assertTrue(rule.separated(List.of(QUINN, QUINN_TWO, SAM)));
  }

  @Test
  void aCharterNamesEachPersonOnce() {
    new SiteCharter("Plant 7", List.of(member(QUINN), member(SAM)), new ApprovalRule(2, List.of()), Optional.empty());
    assertRefused(QUINN, QUINN_TWO, SAM);
    assertRefused(new SiteRoot.Approver("quinn", "Quinn Abbott", "quality", "q.abbott"), QUINN_TWO, SAM);
  }

  private void assertRefused(SiteRoot.Approver... approvers) {
    List<SiteCharter.Member> members = Stream.of(approvers).map(this::member).toList();
    RefusedException refused = assertThrows(RefusedException.class, () -> new SiteCharter("Plant 7", members, new ApprovalRule(2, List.of()), Optional.empty()));
    assertEquals("SP-TRUST-0070", refused.refusal().code());
  }

  /** Roots and records that were signed before there were persons keep their bytes. */
  @Test
  void thePersonIsWrittenOnlyWhereItIsNotTheAccount() {
    assertFalse(QUINN.toJson().has("person"));
    assertEquals(QUINN, SiteRoot.Approver.fromJson(QUINN.toJson()));
    assertEquals(QUINN_TWO, SiteRoot.Approver.fromJson(QUINN_TWO.toJson()));
  }

  private SiteCharter.Member member(SiteRoot.Approver approver) {
    return new SiteCharter.Member(approver, PairedKey.of(KeyFile.create(directory.resolve(approver.user() + keys++ + ".p12"), "secret".toCharArray()).key()));
  }
}
