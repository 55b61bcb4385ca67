package io.sallyport.provision.commission;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.OfflineAudit;
import io.sallyport.identity.OfflineIdentity;
import io.sallyport.identity.Roles;
import io.sallyport.identity.User;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.RootMetadata;
import io.sallyport.trust.SignaturePolicy;
import io.sallyport.trust.site.SiteRoot;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a new site: data directory, appliance key, audit log, first accounts, site root version 1. Refuses to run on a commissioned
 * site. The root is written last, so that an interrupted run leaves no site. Uses {@code sallyport.data}.
 *
 * <pre>
 * --demo                            everything made up here, approvers' keys included: for demonstrations only
 * --key                             print the appliance's public key, for a site root made elsewhere
 * --root FILE --admin USER "NAME"   take a site root that was made and signed elsewhere; the first admin's password is asked for
 * </pre>
 */
public final class Commission {
  private static final String USAGE = "usage: sallyport commission --demo | --key | --root FILE --admin USER NAME";

  private final Path data;
  private final Clock clock;
  private final PrintStream out;

  public Commission(Path data, Clock clock, PrintStream out) {
    this.data = data;
    this.clock = clock;
    this.out = out;
  }

  public static void main(String[] arguments) {
    try {
      new Commission(Path.of(System.getProperty("sallyport.data", "data")).toAbsolutePath(), Clock.systemUTC(), System.out).run(List.of(arguments));
    } catch (RefusedException e) {
      System.err.println(e.refusal().message());
      System.exit(1);
    }
  }

  void run(List<String> arguments) {
    if (arguments.equals(List.of("--demo"))) {
      demo();
    } else if (arguments.equals(List.of("--key"))) {
      key();
    } else if (arguments.size() == 5 && arguments.get(0).equals("--root") && arguments.get(2).equals("--admin")) {
      site(Path.of(arguments.get(1)), arguments.get(3), arguments.get(4));
    } else {
      throw refuse("SP-PLAN-0012", "the arguments are not understood", String.join(" ", arguments), USAGE);
    }
  }

  private void demo() {
    requireNew();
    try (OfflineAudit audit = OfflineAudit.open(data)) {
      OfflineIdentity identity = OfflineIdentity.open(data, audit.log());
      DemoSite demo = new DemoSite(data, clock, identity, audit.applianceKey().key());
      byte[] root = demo.make();
      record(audit, root, "commission --demo");
      writeRoot(root);
      demo.banner(out);
    }
  }

  private void key() {
    try (OfflineAudit audit = OfflineAudit.open(data)) {
      out.println(Json.pretty(audit.applianceKey().key().toJson()));
    }
  }

  private void site(Path file, String user, String name) {
    requireNew();
    try (OfflineAudit audit = OfflineAudit.open(data)) {
      byte[] root = Files.readAllBytes(file);
      require(root, file.toString(), audit.applianceKey().key().id());
      char[] password = ask("Password of " + user + ": ");
      OfflineIdentity.open(data, audit.log()).realm().enrol(new User(user, name, Set.of(Roles.ADMIN)), password);
      Arrays.fill(password, '\0');
      record(audit, root, "commission --root");
      writeRoot(root);
      out.println("Site root version 1 taken over; " + user + " may log in and enrol the others.");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void require(byte[] bytes, String where, String applianceKey) {
    RootMetadata root = RootMetadata.selfSigned(bytes, where);
    SiteRoot site = SiteRoot.of(root);
    if (root.policy() != SignaturePolicy.CLASSICAL) {
      throw refuse("SP-PLAN-0013", "the site root's policy is " + root.policy() + ", and nothing on an appliance signs approvals with ML-DSA-87 yet", where, "make it with the policy classical");
    }
    boolean ours = root.role("timestamp").keyids().contains(applianceKey) && root.role("snapshot").keyids().contains(applianceKey);
    if (root.version() != 1 || site.approvers().isEmpty() || !ours) {
      throw refuse("SP-PLAN-0013", "not a first site root for this appliance: it must have version 1, name approvers, and give snapshot and timestamp to key " + applianceKey, where,
          "make it with the key that commission --key prints");
    }
  }

  private void requireNew() {
    if (Files.exists(data.resolve("site/metadata/1.root.json"))) {
      throw refuse("SP-PLAN-0010", "the site is commissioned already", data.toString(), "use another data directory; a site's keys are changed by a new site root");
    }
    if (Files.exists(data.resolve("site/users.json"))) {
      throw refuse("SP-PLAN-0011", "an earlier commissioning was interrupted", data.toString(), "empty the data directory and repeat");
    }
  }

  private static void record(OfflineAudit audit, byte[] root, String how) {
    audit.log().append(AuditEntry.of("site.commissioned").system("commissioning").action(how).object("site").digest("root", Digests.sha256(root)).build());
  }

  private void writeRoot(byte[] root) {
    AtomicFiles.write(data.resolve("site/metadata/1.root.json"), root);
  }

  private static char[] ask(String prompt) {
    return Optional.ofNullable(System.console()).map(console -> console.readPassword("%s", prompt)).orElseGet(Commission::line);
  }

  private static char[] line() {
    try {
      String line = new java.io.BufferedReader(new java.io.InputStreamReader(System.in, java.nio.charset.StandardCharsets.UTF_8)).readLine();
      return line == null ? new char[0] : line.toCharArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RefusedException refuse(String code, String what, String where, String next) {
    return new RefusedException(new Refusal(code, what, where, next));
  }
}
