package io.sallyport.identity.internal;

import static io.sallyport.identity.internal.LocalRealmTest.assertCode;
import static io.sallyport.identity.internal.Site.ADA;
import static io.sallyport.identity.internal.Site.QUINN;
import static io.sallyport.identity.internal.Site.word;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.identity.Meaning;
import io.sallyport.identity.SignedRecord;
import io.sallyport.trust.CanonicalJson;
import io.sallyport.trust.Digests;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.SignaturePolicy;
import io.sallyport.trust.Signer;
import io.sallyport.trust.TufKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignaturesTest {
  private static final JsonObject RECORD = JsonObject.builder().put("generation", 2).put("signedSha256", "ab".repeat(32)).build();

  @TempDir Path directory;
  private Site site;
  private TufKey key;

  @BeforeEach
  void open() {
    site = new Site(directory);
    site.realm.enrol(QUINN, word("quinn's password"));
    site.realm.enrol(ADA, word("ada's password"));
    key = site.signatures.create("quinn", word("quinn's password"), SignaturePolicy.CLASSICAL).classical();
  }

  @Test
  void aRecordCarriesItsManifestation() throws Exception {
    SignedRecord signed = site.signatures.sign("quinn", word("quinn's password"), Meaning.APPROVE, RECORD);
    assertEquals("Quinn Abbott", signed.record().string("name"));
    assertEquals("quality", signed.record().string("role"));
    assertEquals("approve", signed.record().string("meaning"));
    assertEquals("2026-11-24T08:55:17Z", signed.record().string("time"));
    assertEquals(2, signed.record().integer("generation"));
    assertEquals(key.id(), signed.keyid());
    byte[] message = CanonicalJson.encode(signed.record());
    assertTrue(key.verify(message, HexFormat.of().parseHex(signed.signature())));
    assertEquals("esign.signed", site.audit.last().type());
    assertEquals(Digests.sha256(message), site.audit.last().digests().get("signed"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("keys/approvers/quinn.p12"))));
  }

  @Test
  void everyUseOfTheApproversKeyIsRecordedFirst() {
    Signer signer = site.signatures.approver("quinn", word("quinn's password")).classical();
    byte[] message = {1, 2, 3};
    assertTrue(key.verify(message, signer.sign(message)));
    assertEquals("esign.signed", site.audit.last().type());
    site.audit.fail(true);
    assertCode("SP-AUDIT-0001", () -> signer.sign(message));
  }

  @Test
  void refusalsAreRecorded() {
    assertCode("SP-IDENTITY-0001", () -> site.signatures.sign("quinn", word("ada's password"), Meaning.APPROVE, RECORD));
    assertEquals("esign.refused", site.audit.last().type());
    assertCode("SP-IDENTITY-0001", () -> site.signatures.approver("nobody", word("ada's password")));
    assertEquals("esign.refused", site.audit.last().type());
    assertCode("SP-IDENTITY-0006", () -> site.signatures.approver("ada", word("ada's password")));
    assertEquals("SP-IDENTITY-0006", site.audit.last().code().orElseThrow());
    JsonObject asSecurity = RECORD.toBuilder().put("role", "security").build();
    assertCode("SP-IDENTITY-0007", () -> site.signatures.sign("quinn", word("quinn's password"), Meaning.APPROVE, asSecurity));
    assertEquals("esign.refused", site.audit.last().type());
    assertFalse(site.audit.types().contains("esign.signed"));
    assertCode("SP-TRUST-0014", () -> site.signatures.create("quinn", word("quinn's password"), SignaturePolicy.CLASSICAL));
  }

  @Test
  void noManifestationCanBeForgedThroughTheRecord() {
    JsonObject forged = RECORD.toBuilder().put("user", "ada").put("name", "Ada Admin").put("time", "1999-01-01T00:00:00Z").put("meaning", "x").build();
    SignedRecord signed = site.signatures.sign("quinn", word("quinn's password"), Meaning.REVIEW, forged);
    assertEquals("quinn", signed.record().string("user"));
    assertEquals("Quinn Abbott", signed.record().string("name"));
    assertEquals("2026-11-24T08:55:17Z", signed.record().string("time"));
    assertEquals("review", signed.record().string("meaning"));
  }
}
