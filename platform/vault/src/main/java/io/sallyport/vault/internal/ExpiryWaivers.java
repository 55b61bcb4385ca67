package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.site.SiteRepository;
import io.sallyport.trust.site.SiteRoot;
import io.sallyport.trust.site.Waiver;
import java.nio.file.Files;
import java.nio.file.Path;

/** The site's waivers for media that have expired: checked against the site root, used once, kept in {@code site/waivers}. */
final class ExpiryWaivers {
  private final Path home;
  private final Path data;
  private final AuditLog audit;

  ExpiryWaivers(Path home, Path data, AuditLog audit) {
    this.home = home;
    this.data = data;
    this.audit = audit;
  }

  /** One to be signed, for the medium with that timestamp. */
  Waiver draft(String timestampSha256, String reason) {
    return Waiver.ofExpiry(root(), timestampSha256, reason);
  }

  /** @throws io.sallyport.trust.RefusedException SP-TRUST-0077, 0078, SP-MEDIUM-0028 if it was used */
  void require(Waiver waiver, String timestampSha256) {
    waiver.require(root(), Waiver.Kind.EXPIRY, timestampSha256);
    if (Files.exists(file(waiver))) {
      throw refuse("SP-MEDIUM-0028", "the waiver was used already", "waiver " + waiver.sha256(), "have another one signed");
    }
  }

  /** Records its use; it cannot be used again. */
  void use(Waiver waiver, Actor actor) {
    audit.append(AuditEntry.of("waiver.used").actor(actor).action("import").object("medium").reason(waiver.reason()).digest("waiver", waiver.sha256()).digest("timestamp", waiver.subject()).build());
    AtomicFiles.write(file(waiver), waiver.envelope().toBytes());
  }

  private Path file(Waiver waiver) {
    return data.resolve("site/waivers").resolve(waiver.sha256() + ".json");
  }

  private SiteRoot root() {
    return SiteRepository.installed(home, data).root();
  }
}
